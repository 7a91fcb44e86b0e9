//! What an agency is asked: to send, to answer, to act; each thing once, and what waits longest is not left out.

use crate::domain::{Action, Exception, ExceptionKind, Finding, ListTier, in_force};
use crate::sift::evidence::Evidence;
use crate::sift::papers::{Told, words};
use crate::sift::records::plan;
use crate::sift::{number, owners, phrase, unusable};

/// The points, in the order in which they are due: the return, the questions about it, what members ask, what is past its date.
pub(super) fn points(
    told: &Told<'_>,
    mentioned: &[&Exception],
    (agency, questions): (&str, &[&Finding]),
) -> Vec<String> {
    let mut points = returns(told, agency);
    points.extend(of_questions(questions));
    points.extend(commentary(told, mentioned, agency));
    points.extend(actions(told, agency));
    points.extend(of_plan(told.evidence, agency));
    points.extend(challenges(told.evidence, agency));
    points
}

/// Whether a finding says that nothing came, which is asked for as a return.
pub(super) fn is_missing(finding: &Finding) -> bool {
    finding.kind == "return-missing"
}

fn returns(told: &Told<'_>, agency: &str) -> Vec<String> {
    let findings = told.evidence.findings.iter();
    let missing = findings.filter(|one| one.agency == agency && is_missing(one));
    let due = words::day(told.evidence.due_date(told.evidence.period));
    let missing = missing.map(|one| {
        let feed = crate::sift::feed_in_words(&one.feed, told.evidence.catalogue);
        format!("Send the return that was due on {due} ({feed}), or say that there is nothing to report.")
    });
    let home = told.evidence.places.name(told.evidence.places.home());
    let wider = unusable::for_wider_areas(agency, told.evidence);
    let split = wider
        .into_iter()
        .map(|(row_name, area)| format!("{row_name}: send the figure for {home} alone. What came is for {area}."));
    missing.chain(split).collect()
}

fn of_questions(questions: &[&Finding]) -> Option<String> {
    match questions.iter().filter(|one| !is_missing(one)).count() {
        0 => None,
        1 => Some("Answer the question about your return. It stands below.".into()),
        more => Some(format!(
            "Answer the {} questions about your return. They stand below.",
            number::in_words(more)
        )),
    }
}

fn commentary(told: &Told<'_>, mentioned: &[&Exception], agency: &str) -> Vec<String> {
    // What is wrong with a return is asked beside the cells.
    let asked = mentioned.iter().filter(|one| {
        let is_listed = one.tier == ListTier::Exception && one.kind == ExceptionKind::Performance;
        let is_its = !owners::is_owned_elsewhere(one, agency, told.evidence);
        is_listed && is_its && one.agency_says.text.is_empty()
    });
    asked
        .map(|one| {
            let when = words::state(one).to_lowercase();
            format!("Tell members what they should know about: {} ({when}).", one.row_name)
        })
        .collect()
}

fn actions(told: &Told<'_>, agency: &str) -> Vec<String> {
    let is_open =
        |action: &&Action| action.agency == agency && action.completed.is_none() && action.status != "complete";
    let open = told.evidence.actions.iter().filter(is_open);
    open.map(|action| {
        let due = match action.due {
            // Every paper counts the days to the end of the quarter.
            Some(due) if due < told.evidence.period.last_day() => {
                let days = (told.evidence.period.last_day() - due).num_days();
                format!(
                    "was due {}, overdue by {days} days at the end of the quarter",
                    words::day(due)
                )
            }
            Some(due) if due < told.evidence.as_at => format!("was due {}", words::day(due)),
            Some(due) => format!("due {}", words::day(due)),
            None => "no date set".into(),
        };
        let named = phrase::named(&[&format!("Action {}", action.id)], &action.text);
        format!("{} ({due}).", named.trim_end_matches('.'))
    })
    .collect()
}

/// Actions of the business plan that it leads and that are past their date.
fn of_plan(evidence: &Evidence<'_>, agency: &str) -> Vec<String> {
    let lines = plan::newest(evidence, evidence.period);
    let past = lines
        .into_iter()
        .filter(|line| line.lead == agency && plan::is_past(line, evidence.period));
    past.map(|line| {
        let due = line
            .due
            .map(|due| format!(" (was due {})", words::day(due)))
            .unwrap_or_default();
        format!(
            "Business plan, {}{due}: say what stands in the way, and give a new date.",
            line.action.trim_end_matches('.')
        )
    })
    .collect()
}

/// Challenges about it that are open.
fn challenges(evidence: &Evidence<'_>, agency: &str) -> Vec<String> {
    let end = evidence.period.last_day();
    let log = in_force(&evidence.held.challenges, |one| &one.from, evidence.period);
    let open = log
        .into_iter()
        .filter(|one| one.about == agency && one.closed.is_none_or(|closed| closed > end));
    open.map(|one| {
        let since = one.raised.map(|raised| {
            format!(
                " (open for {} days at the end of the quarter)",
                (end - raised).num_days().max(0)
            )
        });
        let what = phrase::named(&[&format!("Challenge {}", one.challenge)], &one.issue);
        format!("{}{}.", what.trim_end_matches('.'), since.unwrap_or_default())
    })
    .collect()
}
