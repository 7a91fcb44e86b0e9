//! Rows of the Section 11 feed into answers: of each organisation, cycle and question the newest.

use crate::domain::{Grade, S11Answer};
use crate::measure::held::Feeds;
use std::collections::BTreeMap;
use std::sync::Arc;

const COLUMNS: [&str; 9] = [
    "cycle",
    "organisation",
    "organisation_type",
    "area",
    "standard",
    "question",
    "self_grade",
    "moderated_grade",
    "evidence",
];

/// Organisation, area, cycle and question.
type Asked = (Arc<str>, Arc<str>, Arc<str>, Arc<str>);

pub(super) fn answers(feeds: &Feeds<'_>) -> Vec<S11Answer> {
    let all = feeds.each(("s11-answers", &COLUMNS), |sheet, row, from| {
        let grade = |column: &str| sheet.table.word(column, row).and_then(grade);
        let (own, moderated) = (grade("self_grade"), grade("moderated_grade"));
        let organisation = match sheet.table.word("organisation", row) {
            Some(_) => sheet.shared("organisation", row),
            None => Arc::clone(&from.sender),
        };
        Some(S11Answer {
            cycle: sheet.shared("cycle", row),
            organisation,
            kind: sheet.shared("organisation_type", row),
            area: sheet.shared("area", row),
            standard: sheet.shared("standard", row),
            question: sheet.shared("question", row),
            own,
            moderated,
            has_evidence: sheet.table.word("evidence", row).is_some(),
            from,
        })
    });
    let mut newest: BTreeMap<Asked, usize> = BTreeMap::new();
    for (at, answer) in all.iter().enumerate() {
        let key = (
            Arc::clone(&answer.organisation),
            Arc::clone(&answer.area),
            Arc::clone(&answer.cycle),
            Arc::clone(&answer.question),
        );
        let held = newest.entry(key).or_insert(at);
        if order(&all[*held]) <= order(answer) {
            *held = at;
        }
    }
    let mut kept: Vec<usize> = newest.into_values().collect();
    kept.sort_unstable();
    let mut kept = kept.into_iter().peekable();
    let is_kept = |(at, answer)| (kept.next_if_eq(&at).is_some()).then_some(answer);
    all.into_iter().enumerate().filter_map(is_kept).collect()
}

/// The later of two answers is the one of the later folder, then of the later day. A moderated one is not replaced by a
/// plain one of the same file.
fn order(answer: &S11Answer) -> (crate::domain::Period, Option<chrono::NaiveDate>, bool) {
    (answer.from.folder, answer.from.received, answer.moderated.is_some())
}

fn grade(code: &str) -> Option<Grade> {
    match code {
        "met" => Some(Grade::Met),
        "partly-met" => Some(Grade::PartlyMet),
        "not-met" => Some(Grade::NotMet),
        "not-applicable" => Some(Grade::NotApplicable),
        _ => None,
    }
}
