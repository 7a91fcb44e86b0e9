//! Which quarters a spot of a page is about.

use super::spots::Spot;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// The quarter of the papers, as folders have it.
pub const QUARTER: &str = "2026-27-Q2";
/// The same as papers print it; then the quarter before and the same quarter a year before.
pub const NOW: &str = "2026-27 Q2";
/// See `NOW`.
pub const BEFORE: &str = "2026-27 Q1";
/// See `NOW`.
pub const YEAR_AGO: &str = "2025-26 Q2";

/// The quarters that a text names, in whole or as "26-27 Q2".
fn named(text: &str) -> BTreeSet<String> {
    static QUARTERS: OnceLock<Regex> = OnceLock::new();
    let quarters = QUARTERS.get_or_init(|| Regex::new(r"\b(?:20)?(\d{2}-\d{2} Q[1-4])\b").expect("a pattern"));
    quarters
        .captures_iter(text)
        .map(|found| format!("20{}", &found[1]))
        .collect()
}

/// The quarters that the row and the column of a cell say it is of.
fn of_cell(spot: &Spot) -> BTreeSet<String> {
    let mut told = named(&spot.row);
    told.extend(named(&spot.column));
    for words in [&spot.row, &spot.column] {
        match words.as_str() {
            "Now" | "Newest" => told.insert(NOW.to_string()),
            "Last quarter" => told.insert(BEFORE.to_string()),
            "A year ago" | "A year before" => told.insert(YEAR_AGO.to_string()),
            _ => false,
        };
    }
    told
}

/// Whether a spot is a cell of a quarter.
pub fn is_of_quarter(spot: &Spot) -> bool {
    !of_cell(spot).is_empty()
}

/// The quarters of a cell's row and column, else of its line, with the newest two.
pub fn periods(spot: &Spot) -> BTreeSet<String> {
    let mut told = of_cell(spot);
    if !told.is_empty() {
        return told;
    }
    if spot.element == "text" {
        return BTreeSet::from([NOW.to_string()]);
    }
    told.extend(named(&spot.line));
    told.extend([NOW, BEFORE].map(String::from));
    if spot.line.contains("year ago") {
        told.insert(YEAR_AGO.to_string());
    }
    told
}
