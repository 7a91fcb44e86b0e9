//! What people wrote and what they do about it, joined to the exception that it is about.

mod decisions;

pub(super) use decisions::TO_THE_EXECUTIVE;

use crate::domain::{
    Action, Asked, Exception, Finding, Judged, LinkedAction, Place, Remark, Responsibility, Said, Severity,
    day_in_words,
};
use crate::sift::evidence::Evidence;
use crate::sift::number;

/// Joins commentary and actions, and chooses what members are asked to decide.
pub(super) fn attach(exception: &mut Exception, judged: Option<&Judged>, evidence: &Evidence<'_>) {
    let remarks: Vec<&Remark> = evidence
        .remarks
        .iter()
        .filter(|remark| is_about(remark, exception))
        .collect();
    let (now, before): (Vec<&Remark>, Vec<&Remark>) =
        remarks.into_iter().partition(|remark| remark.period == evidence.period);
    let says = |remark: &&&Remark| !remark.said.is_empty();
    let mut told = speeches(&now).into_iter();
    exception.agency_says = told.next().unwrap_or_default();
    exception.also_said = told.collect();
    exception.said_before = before
        .iter()
        .rfind(says)
        .map(|remark| said(remark, &remark.said))
        .unwrap_or_default();
    if let Some(remark) = named_last(&before, &now) {
        // Of several agencies the one is named whose role it is.
        exception.owner = match exception.agency.is_empty() && !remark.agency.is_empty() {
            true => format!("{}, {}", remark.owner, evidence.agency_short(&remark.agency)),
            false => remark.owner.clone(),
        };
    }
    exception.asked = asked(&before, &now);
    let linked = evidence.actions.iter().filter(|action| answers(action, exception));
    exception.actions = linked.map(|action| link(action, judged, evidence)).collect();
    let decided = now.iter().filter(|remark| !remark.decision.is_empty());
    let decided: Vec<String> = decided.map(|remark| decision(remark)).collect();
    exception.decision = match decided.is_empty() {
        true => decisions::default(exception),
        false => decided.join("; "),
    };
}

fn is_about(remark: &Remark, exception: &Exception) -> bool {
    let same = |written: &str, is: &str| written.is_empty() || written.eq_ignore_ascii_case(is);
    // What comes from a record without an indicator, such as a risk, is known by its name.
    if exception.indicator.is_empty() {
        let is_named =
            !remark.exception.is_empty() && remark.exception.trim().eq_ignore_ascii_case(&exception.row_name);
        return remark.indicator.is_empty() && is_named;
    }
    !remark.indicator.is_empty()
        && remark.indicator.eq_ignore_ascii_case(&exception.indicator)
        && same(&remark.area, &exception.area)
        && (same(&remark.agency, &exception.agency) || exception.agency.is_empty())
}

/// The findings of the quarter, with those about commentary that answers none of its exceptions.
pub(super) fn with_unknown<'e>(
    evidence: &Evidence<'_>,
    exceptions: impl Iterator<Item = &'e Exception> + Clone,
) -> Vec<Finding> {
    let mut findings = evidence.findings.to_vec();
    findings.extend(unknown(evidence, exceptions));
    findings.sort();
    findings.dedup();
    findings
}

fn unknown<'e>(evidence: &Evidence<'_>, exceptions: impl Iterator<Item = &'e Exception> + Clone) -> Vec<Finding> {
    let of_quarter = evidence
        .remarks
        .iter()
        .filter(|remark| remark.period == evidence.period);
    let names_one = |remark: &&Remark| !remark.indicator.is_empty() || !remark.exception.is_empty();
    let lost = of_quarter
        .filter(names_one)
        .filter(|remark| !exceptions.clone().any(|exception| is_about(remark, exception)));
    let kind = evidence.catalogue.finding_kind("commentary-unknown");
    lost.map(|remark| {
        let name = if remark.indicator.is_empty() {
            &remark.exception
        } else {
            &remark.indicator
        };
        let seen = [name, &remark.area, &remark.agency]
            .into_iter()
            .filter(|word| !word.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(", ");
        Finding {
            agency: remark.agency.clone(),
            feed: String::new(),
            period: evidence.period.to_string(),
            place: Place {
                file: format!("commentary/{}.csv", evidence.period.slug()),
                ..Place::default()
            },
            kind: "commentary-unknown".into(),
            severity: kind.map_or(Severity::Warning, |kind| kind.severity_in(evidence.period)),
            responsibility: kind.map_or(Responsibility::Analyst, |kind| kind.responsibility),
            treated_as: String::new(),
            message: kind.map_or_else(String::new, |kind| kind.sentence(&[("seen", seen.as_str())])),
            seen,
        }
    })
    .collect()
}

/// The newest line that names an owner.
fn named_last<'r>(before: &[&'r Remark], now: &[&'r Remark]) -> Option<&'r Remark> {
    let mut all = before.iter().chain(now).copied();
    all.rfind(|remark| !remark.owner.is_empty())
}

/// All that was said this quarter. An answer is speech too, where its line says nothing besides.
fn speeches(now: &[&Remark]) -> Vec<Said> {
    let told = |remark: &&Remark| match remark.said.is_empty() {
        true => said(remark, &remark.answer),
        false => said(remark, &remark.said),
    };
    let mut all: Vec<Said> = now.iter().map(told).filter(|one| !one.text.is_empty()).collect();
    all.dedup();
    all
}

fn said(remark: &Remark, text: &str) -> Said {
    Said {
        text: text.to_string(),
        by: remark.said_by.clone(),
        on: remark.said_on.clone(),
        period: remark.period.to_string(),
    }
}

/// What members asked in earlier quarters, and what came back: beside the question, beside a later line that asks it again, or beside
/// one that asks nothing itself and so answers the newest question that is open.
fn asked(before: &[&Remark], now: &[&Remark]) -> Vec<Asked> {
    let mut all: Vec<Asked> = Vec::new();
    for remark in before {
        if !remark.asked.is_empty() {
            all.push(question(remark));
        } else {
            answered(&mut all, remark);
        }
    }
    let (asks, asks_nothing): (Vec<&Remark>, Vec<&Remark>) = now.iter().partition(|remark| !remark.asked.is_empty());
    asks_nothing.into_iter().for_each(|remark| answered(&mut all, remark));
    let earlier = all.len();
    all.extend(asks.into_iter().map(question));
    answered_later(&mut all);
    // What is asked this quarter is asked by this paper; only what came back to it belongs to what was asked before.
    all.truncate(earlier);
    all
}

fn question(remark: &Remark) -> Asked {
    Asked {
        period: remark.period.to_string(),
        question: remark.asked.clone(),
        answer: remark.answer.clone(),
        answered: when_answered(remark),
        decision: decision(remark),
    }
}

/// When an answer came: a line that says nothing else has its day, else the quarter of the line is known.
fn when_answered(remark: &Remark) -> String {
    match remark.said_on.parse() {
        _ if remark.answer.is_empty() => String::new(),
        Ok(day) if remark.said.is_empty() => format!("on {}", day_in_words(day)),
        Ok(_) | Err(_) => format!("in {}", remark.period),
    }
}

/// A question that was asked again is answered where the later one is.
fn answered_later(asked: &mut [Asked]) {
    for at in 1..asked.len() {
        let (earlier, later) = asked.split_at_mut(at);
        let later = &later[0];
        let is_repeat = |one: &&mut Asked| one.answer.is_empty() && is_in(&one.question, &later.question);
        for one in earlier
            .iter_mut()
            .filter(is_repeat)
            .filter(|_| !later.answer.is_empty())
        {
            one.answer.clone_from(&later.answer);
            one.answered.clone_from(&later.answered);
        }
    }
}

/// Whether a question begins with the words of another.
fn is_in(question: &str, other: &str) -> bool {
    let words = |text: &str| text.trim().trim_end_matches(['?', '.']).to_lowercase();
    words(other).starts_with(&words(question))
}

/// An answer that stands beside no question of its own.
fn answered(asked: &mut [Asked], remark: &Remark) {
    let mut open = asked.iter_mut().rev().filter(|one| one.answer.is_empty());
    if let (Some(open), false) = (open.next(), remark.answer.is_empty()) {
        open.answer.clone_from(&remark.answer);
        open.answered = when_answered(remark);
    }
}

/// What was decided, and by when.
fn decision(remark: &Remark) -> String {
    let due = remark.due.parse().map_or_else(|_| remark.due.clone(), day_in_words);
    match (remark.decision.as_str(), due.as_str()) {
        (decided, "") => decided.to_string(),
        ("", due) => format!("Due {due}"),
        (decided, due) => format!("{} (due {due})", decided.trim_end_matches('.')),
    }
}

/// Whether an action was set because of an exception: its reference names the indicator.
fn answers(action: &Action, exception: &Exception) -> bool {
    let mut words = action.reference.split(|letter: char| !letter.is_alphanumeric());
    !exception.indicator.is_empty() && words.any(|word| word.eq_ignore_ascii_case(&exception.indicator))
}

fn link(action: &Action, judged: Option<&Judged>, evidence: &Evidence<'_>) -> LinkedAction {
    let is_done = action.status == "complete";
    // Every paper counts the days to the end of the quarter.
    let end = evidence.period.last_day();
    let overdue = action.due.filter(|due| !is_done && *due < end);
    LinkedAction {
        id: action.id.clone(),
        text: action.text.clone(),
        owner: action.owner.clone(),
        due: action.due,
        status: action.status.clone(),
        completed: action.completed,
        days_overdue: overdue.map_or(0, |due| (end - due).num_days()),
        afterwards: afterwards(action, judged).unwrap_or_default(),
    }
}

/// Whether the figure moved after the action, without claiming that the action moved it.
fn afterwards(action: &Action, judged: Option<&Judged>) -> Option<String> {
    let done = crate::domain::Period::of(action.completed?);
    let series = &judged?.series;
    let then = series.at(done)?.value?;
    let newest = series.newest()?;
    let now = newest.value?;
    let quarters = usize::try_from(newest.period.index() - done.index())
        .ok()
        .filter(|&quarters| quarters > 0)?;
    let moved = match now.total_cmp(&then) {
        std::cmp::Ordering::Greater => "is higher",
        std::cmp::Ordering::Less => "is lower",
        std::cmp::Ordering::Equal => "is the same",
    };
    Some(
        format!(
            "The figure {moved} than in the quarter in which it was completed, {} ago.",
            number::quarters(quarters)
        )
        .replace("is the same than", "is the same as"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of a quarter's commentary: asked, answered, decided, owner, due.
    fn line(quarter: u8, [asked, answer, decision, owner, due]: [&str; 5]) -> Remark {
        Remark {
            period: crate::domain::Period::new(2026, quarter).unwrap(),
            exception: String::new(),
            indicator: "CP10".into(),
            area: String::new(),
            agency: String::new(),
            said: String::new(),
            said_by: String::new(),
            said_on: String::new(),
            asked: asked.into(),
            answer: answer.into(),
            decision: decision.into(),
            owner: owner.into(),
            due: due.into(),
        }
    }

    #[test]
    fn an_answer_beside_no_question_answers_the_newest_that_is_open() {
        let before = [
            line(1, ["How many?", "", "Ask again.", "", "2026-11-06"]),
            line(2, ["Since when?", "", "", "", "soon"]),
        ];
        let now = line(3, ["", "Since May.", "", "", ""]);
        let told = asked(&before.iter().collect::<Vec<_>>(), &[&now]);
        assert_eq!((told[0].answer.as_str(), told[1].answer.as_str()), ("", "Since May."));
        assert_eq!(told[0].decision, "Ask again (due 6 November 2026)");
        assert_eq!(told[1].decision, "Due soon");
        let question = line(3, ["And now?", "Yes.", "", "", ""]);
        let told = asked(&before.iter().collect::<Vec<_>>(), &[&question]);
        assert!(
            told.iter().all(|one| one.answer.is_empty()),
            "it answers its own question"
        );
    }

    #[test]
    fn a_question_that_was_asked_again_is_answered_with_the_later_one() {
        let before = [
            line(1, ["How many were late?", "", "", "", ""]),
            line(
                2,
                ["How many were late, and why?", "Four, for want of staff.", "", "", ""],
            ),
            line(3, ["What next?", "", "", "", ""]),
        ];
        let told = asked(&before.iter().collect::<Vec<_>>(), &[]);
        assert_eq!(
            (told[0].answered.as_str(), told[2].answered.as_str()),
            ("in 2026-27 Q2", "")
        );
        let answers: Vec<&str> = told.iter().map(|one| one.answer.as_str()).collect();
        assert_eq!(answers, ["Four, for want of staff.", "Four, for want of staff.", ""]);
    }

    #[test]
    fn an_answer_beside_the_question_asked_again_is_known_in_its_own_quarter() {
        let before = line(1, ["How many?", "", "", "", ""]);
        let now = Remark {
            said_on: "2026-11-04".into(),
            ..line(2, ["How many, and why?", "Four.", "", "", ""])
        };
        let told = asked(&[&before], &[&now]);
        assert_eq!(told.len(), 1, "what is asked now was not asked before");
        assert_eq!(
            (told[0].answer.as_str(), told[0].answered.as_str()),
            ("Four.", "on 4 November 2026")
        );
    }

    #[test]
    fn every_line_of_a_quarter_is_heard_and_an_answer_is_speech() {
        let first = Remark {
            said: "We wait.".into(),
            ..line(2, [""; 5])
        };
        let second = line(2, ["", "Since May.", "", "", ""]);
        let told: Vec<String> = speeches(&[&first, &second]).into_iter().map(|one| one.text).collect();
        assert_eq!(told, ["We wait.", "Since May."]);
        assert!(speeches(&[&line(2, [""; 5])]).is_empty());
    }

    #[test]
    fn who_is_named_last_owns_it() {
        let (first, second) = (line(1, ["", "", "", "Head", ""]), line(2, ["", "", "", "Chair", ""]));
        let unnamed = line(2, [""; 5]);
        let owner = |now: &Remark| named_last(&[&first], &[now]).map(|remark| remark.owner.clone());
        assert_eq!(owner(&second).as_deref(), Some("Chair"));
        assert_eq!(owner(&unnamed).as_deref(), Some("Head"));
    }
}
