//! The practice-review tracker: actions past their date, and actions called complete without evidence that practice changed.

use crate::catalogue::Priority;
use crate::domain::{Action, Period, Waiting, day_in_words};
use crate::sift::evidence::Evidence;
use crate::sift::records::Raised;
use crate::sift::{number, phrase};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The actions of a source on the tracker as it stood at the end of a quarter: the newest version of each up to then.
pub(super) fn tracker<'a>(evidence: &Evidence<'a>, (period, source): (Period, &str)) -> Vec<&'a Action> {
    let mut newest: BTreeMap<(&str, &str), (Period, &Action)> = BTreeMap::new();
    for (from, action) in evidence.held.actions.iter().filter(|(from, _)| from.folder <= period) {
        let held = newest
            .entry((&from.sender, &action.id))
            .or_insert((from.folder, action));
        if held.0 <= from.folder {
            *held = (from.folder, action);
        }
    }
    newest
        .into_values()
        .map(|(_, action)| action)
        .filter(|action| action.source == source)
        .collect()
}

pub(super) fn raised(evidence: &Evidence<'_>, period: Period) -> Option<Raised> {
    let actions = tracker(evidence, (period, "practice-review"));
    let end = period.last_day();
    let late: Vec<&Action> = actions
        .iter()
        .copied()
        .filter(|action| action.status != "complete" && action.due.is_some_and(|due| due < end))
        .collect();
    let without: Vec<&Action> = actions
        .iter()
        .copied()
        .filter(|action| action.status == "complete" && action.impact.is_empty())
        .collect();
    if late.is_empty() && without.is_empty() {
        return None;
    }
    let open = actions.iter().filter(|action| action.status != "complete").count();
    let share = crate::sift::records::share(evidence, "RV03", period).filter(|share| share.ends_with('%'));
    let row = row((late.len(), open), without.len(), share);
    let related = related((&late, &without), end, evidence);
    let told = (late.len() + without.len()) as f64 / actions.len() as f64;
    Some(Raised {
        key: "review actions".into(),
        indicator: "RV03",
        agency: only_agency(late.iter().chain(&without).copied()),
        agencies: agencies(late.iter().chain(&without).copied()),
        row_name: "Actions from practice reviews".into(),
        sentence: sentence(late.len(), without.len()),
        row,
        short: short(late.len(), without.len()),
        rule: (
            "review-action-not-done",
            "A review action is past its date, or complete without evidence of impact",
        ),
        evidence: format!(
            "{} overdue, {} without impact, of {}",
            late.len(),
            without.len(),
            actions.len()
        ),
        severity: (told, of_all((late.len(), without.len()), actions.len())),
        related,
        waiting: overdue(&late, end, evidence)
            .chain(untold(&without, evidence))
            .collect(),
        ..Raised::of(Priority::P5)
    })
}

/// What weighs, and out of how many: the front row counts late ones out of those that are open.
fn of_all((late, without): (usize, usize), all: usize) -> String {
    format!("{late} overdue and {without} without evidence, of all {all} in the tracker")
}

/// The front row: what is overdue of what is open, with the share, and what is complete without evidence.
fn row((late, open): (usize, usize), without: usize, share: Option<String>) -> String {
    let share = share.map(|share| format!(" ({share})")).unwrap_or_default();
    let overdue = format!("{late} of {open} open review actions overdue{share}");
    match without {
        0 => overdue,
        without => format!("{overdue}; {without} complete, no evidence of impact"),
    }
}

/// What the row says where Section 11 actions or challenges wait too.
fn short(late: usize, without: usize) -> String {
    let actions = |count: usize| if count == 1 { "action" } else { "actions" };
    match (late, without) {
        (late, 0) => format!("{late} review {} overdue", actions(late)),
        (0, without) => format!("{without} review {} without evidence", actions(without)),
        (late, without) => format!("{late} review {} overdue, {without} without evidence", actions(late)),
    }
}

fn sentence(late: usize, without: usize) -> String {
    match (late, without) {
        (late, 0) => format!("{} overdue.", said(late)),
        (0, without) => format!("{} complete without evidence of impact.", said(without)),
        (late, without) => format!(
            "{} overdue, and {} complete without evidence of impact.",
            said(late),
            number::in_words(without)
        ),
    }
}

/// The late actions as rows: days are counted to the end of the quarter.
pub(super) fn overdue<'a>(
    late: &'a [&Action],
    end: NaiveDate,
    evidence: &'a Evidence<'_>,
) -> impl Iterator<Item = Waiting> + use<'a> {
    late.iter()
        .map(move |action| waiting(action, days_late(action.due, end), evidence))
}

/// The actions that are called complete, of which nothing says what changed.
fn untold<'a>(without: &'a [&Action], evidence: &'a Evidence<'_>) -> impl Iterator<Item = Waiting> + use<'a> {
    let stands = || "complete; nothing says what changed".to_string();
    without.iter().map(move |action| waiting(action, stands(), evidence))
}

/// How long a record has waited at the end of a quarter; what was due on that very day is not done, and no day late.
pub(super) fn days_late(due: Option<NaiveDate>, end: NaiveDate) -> String {
    match due.map_or(0, |due| (end - due).num_days()) {
        1 => format!("overdue by 1 day on {}", day_in_words(end)),
        days if days > 1 => format!("overdue by {days} days on {}", day_in_words(end)),
        _ => "not done".into(),
    }
}

fn waiting(action: &Action, stands: String, evidence: &Evidence<'_>) -> Waiting {
    let due = action.due.map(|due| format!("due {}", day_in_words(due)));
    Waiting {
        what: phrase::titled(&action.id, &action.text),
        whose: evidence.agency_short(&action.agency),
        when: due.unwrap_or_default(),
        stands,
    }
}

/// One sentence for each action.
fn related((late, without): (&[&Action], &[&Action]), end: NaiveDate, evidence: &Evidence<'_>) -> Vec<String> {
    let named = |action: &Action| {
        let agency = evidence.agency_name_owned(&action.agency);
        phrase::named(&[&action.id, &agency], &action.text)
    };
    let overdue = late.iter().map(|action| {
        let days = action.due.map_or(0, |due| (end - due).num_days());
        format!("{} Overdue by {days} days at the end of the quarter.", named(action))
    });
    let complete = without
        .iter()
        .map(|action| format!("{} Complete; nothing says what changed.", named(action)));
    overdue.chain(complete).collect()
}

fn said(count: usize) -> String {
    let noun = if count == 1 {
        "review action is"
    } else {
        "review actions are"
    };
    number::capitalised(&format!("{} {noun}", number::in_words(count)))
}

/// The agencies that the actions are of.
pub(super) fn agencies<'a>(actions: impl Iterator<Item = &'a Action>) -> Vec<String> {
    actions.map(|action| action.agency.clone()).collect()
}

/// The agency, where all are one agency's.
pub(super) fn only_agency<'a>(actions: impl Iterator<Item = &'a Action>) -> String {
    let mut agencies = actions.map(|action| &action.agency);
    let first = agencies.next().cloned().unwrap_or_default();
    if agencies.all(|agency| *agency == first) {
        first
    } else {
        String::new()
    }
}
