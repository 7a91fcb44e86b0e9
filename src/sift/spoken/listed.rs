//! On which list a figure is, whatever the test says of its newest quarter: no two views may disagree.

use crate::domain::{Briefing, Exception, Judged};
use crate::sift::records::RECORDS;

/// Whether an item of a list is about the figure.
fn is_about(one: &Exception, judged: &Judged) -> bool {
    one.indicator == judged.series.indicator
        && judged.series.agency.is_none()
        && (one.area.is_empty() || one.area == judged.series.area)
}

/// ` The Board's own records make it exception 10 all the same.`; empty where they do not.
pub(super) fn by_records(judged: &Judged, lists: &Briefing) -> String {
    let mut own = lists
        .exceptions
        .iter()
        .filter(|one| one.method == RECORDS && is_about(one, judged));
    let rank = own.next().and_then(|one| one.rank);
    rank.map_or_else(String::new, |rank| {
        format!(" The Board’s own records make it exception {rank} all the same.")
    })
}

/// `It is exception 8, listed until it has been usual for two quarters.`; `None` where no list has it but by the Board's records.
pub(super) fn as_what(judged: &Judged, lists: &Briefing) -> Option<String> {
    let mut listed = lists
        .exceptions
        .iter()
        .filter(|one| one.method != RECORDS && is_about(one, judged));
    let rank = listed.next().and_then(|one| one.rank);
    match rank {
        Some(rank) => Some(format!(
            "It is exception {rank}, listed until it has been usual for two quarters."
        )),
        None => as_data(judged, lists),
    }
}

/// `It is data exception 3.`; `None` where the list of data exceptions has it not.
pub(super) fn as_data(judged: &Judged, lists: &Briefing) -> Option<String> {
    let of_data = lists.data_exceptions.iter().find(|one| is_about(one, judged));
    of_data
        .and_then(|one| one.rank)
        .map(|rank| format!("It is data exception {rank}."))
}

/// How sure, and that the data come first where they are in doubt.
pub(super) fn with_data_fault(sure: String, (judged, lists): (&Judged, &Briefing)) -> String {
    const FIRST: &str = "A fault in the data is the first thing to rule out.";
    // A verdict that depends on withheld parts is no fault of what was sent.
    let is_fault = |one: &&Exception| is_about(one, judged) && !one.rules.iter().any(|rule| rule == "cannot-tell");
    let doubted = lists.data_exceptions.iter().any(|one| is_fault(&one));
    match doubted && !sure.contains(FIRST) {
        true => format!("{sure} {FIRST}"),
        false => sure,
    }
}
