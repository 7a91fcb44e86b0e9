//! Numbers that only say where something stands: the rows of a table, the scale of a chart.

use crate::numbers::known::printed;
use crate::numbers::spots::{Spot, point};
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::OnceLock;

fn pattern(words: &'static str, held: &'static OnceLock<Regex>) -> &'static Regex {
    held.get_or_init(|| Regex::new(words).expect("a pattern"))
}

/// Where a spot's words number the rows of their own table or the page's own points, or name the lowest tick of their own chart.
pub fn steps(spot: &Spot) -> BTreeSet<usize> {
    static NUMBERED: OnceLock<Regex> = OnceLock::new();
    static LOWEST: OnceLock<Regex> = OnceLock::new();
    let mut found = BTreeSet::new();
    let is_first = spot.line.starts_with(&spot.words) && matches!(spot.element.as_str(), "td" | "th");
    if is_first && pattern(r"^\d+$", &NUMBERED).is_match(&spot.words) && spot.words == spot.nth.to_string() {
        found.insert(0);
    }
    if point(&spot.words).is_some_and(|number| number == spot.step) {
        found.insert(0);
    }
    // What a drawing of counts says stands in the table under it, whose cells are counted themselves.
    let is_counted = ["lado", "board-work", "assurance", "training", "section-11"].contains(&spot.page.as_str());
    if is_counted && matches!(spot.element.as_str(), "text" | "desc") {
        let its = printed(&spot.words)
            .into_iter()
            .filter(|(_, text)| spot.beside.contains(text));
        found.extend(its.map(|(range, _)| range.start));
    }
    if let Some(told) = pattern(r"Axis from ([\d.,]*\d)", &LOWEST).captures(&spot.words) {
        let lowest = spot.ticks.iter().copied().fold(f64::INFINITY, f64::min);
        let is_lowest = told[1].replace(',', "").parse() == Ok(lowest);
        found.extend(told.get(1).filter(|_| is_lowest).map(|told| told.start()));
    }
    found
}
