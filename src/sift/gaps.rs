//! The indicators that were due, and of those not reported, whose they are to send.

use crate::domain::{Gap, GridTable, Observation, SeriesState};
use crate::sift::evidence::Evidence;
use crate::sift::{grid, number, unusable};
use std::collections::BTreeMap;

/// How many indicators were due, and the ids of those that nobody reported, in the order of the grid.
pub(super) fn due<'g>(evidence: &Evidence<'_>, grid: &'g [GridTable]) -> (usize, Vec<&'g str>) {
    let lines = grid
        .iter()
        .flat_map(|table| &table.lines)
        .map(|line| line.indicator.as_str());
    // An indicator without fixed quarters stands in the grid also where nobody was asked for it, and so does one that no agency sends.
    let due: Vec<&str> = lines
        .filter(|id| !grid::nobody_is_asked(id, evidence))
        .filter(|id| newest(id, evidence).is_none_or(|one| one.state != SeriesState::NotDue))
        .collect();
    let missing = due
        .iter()
        .copied()
        .filter(|id| !newest(id, evidence).is_some_and(is_reported));
    (due.len(), missing.collect())
}

fn newest<'e>(id: &str, evidence: &Evidence<'e>) -> Option<&'e Observation> {
    evidence.main(id).and_then(|judged| judged.series.newest())
}

/// `tbc` reports nothing; that there were none to count is a report.
fn is_reported(one: &Observation) -> bool {
    match one.state {
        SeriesState::NoReturn | SeriesState::NotDue => false,
        SeriesState::NotMeasured => one.has_none(),
        SeriesState::Number | SeriesState::Range | SeriesState::Suppressed => true,
    }
}

/// What was not reported by the one agency that each is asked of; the most first. What several are asked of is in none.
pub(super) fn of_agencies(evidence: &Evidence<'_>, missing: &[&str]) -> Vec<Gap> {
    let mut by_agency: BTreeMap<String, Gap> = BTreeMap::new();
    for id in missing {
        let Some((one, indicator)) = newest(id, evidence).zip(evidence.catalogue.indicator(id)) else {
            continue;
        };
        let asked = match one.expected_sources.is_empty() {
            true => grid::silent(indicator, evidence),
            false => one.expected_sources.to_vec(),
        };
        if let [agency] = &asked[..] {
            let gap = by_agency.entry(agency.clone()).or_default();
            gap.agency = evidence.agency_short(agency);
            gap.unusable += usize::from(unusable::received(agency, evidence).contains(id));
            gap.row_names.push(indicator.row_name.clone());
        }
    }
    let mut gaps: Vec<Gap> = by_agency.into_values().collect();
    gaps.sort_by_key(|gap| std::cmp::Reverse(gap.row_names.len()));
    gaps
}

/// Fewest indicators that make one agency's gap worth a name of its own.
const MANY: usize = 3;

/// `eight are for Essex Police to send, among them domestic abuse incidents`, with as many names as are asked for; `None` where no agency
/// lacks many. Where some came and give no figure, how many takes the place of the names.
pub(super) fn greatest(gaps: &[Gap], (names, missing): (usize, usize)) -> Option<String> {
    let gap = gaps.first().filter(|gap| gap.row_names.len() >= MANY)?;
    let are = match gap.row_names.len() {
        all if all == missing => "all are".to_string(),
        some => format!("{} are", number::in_words(some)),
    };
    if let Some(split) = unusable::split(gap) {
        let rest = if names > 0 { format!(": {split}") } else { String::new() };
        return Some(format!("{are} {}’s{rest}", gap.agency));
    }
    let named: Vec<String> = gap
        .row_names
        .iter()
        .take(names)
        .map(|name| number::lower_first(name))
        .collect();
    let among = match named.is_empty() {
        true => String::new(),
        false => format!(", among them {}", number::listed(&named)),
    };
    Some(format!("{are} for {} to send{among}", gap.agency))
}
