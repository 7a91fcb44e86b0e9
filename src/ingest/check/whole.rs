//! Counts beside a share that no count can be: `22.2` children.

use crate::catalogue::{Counted, Indicator};
use crate::domain::{CellState, Reading};
use crate::ingest::check::{Checked, Told};
use crate::ingest::rows::Row;

/// Does not take the numerator of a share for a count where it is no whole number and nothing proves it: it may be the share itself,
/// under the other's heading.
pub fn settle(checked: &mut Checked<'_, '_>, row: &mut Row, indicator: &Indicator) {
    if !matches!(indicator.counts, Counted::Children | Counted::Events) || row.number("denominator").is_some() {
        return;
    }
    let Some(figure) = row.numbers.get("numerator") else {
        return;
    };
    let is_whole = figure.reading.number.is_none_or(|number| number.fract().abs() < 1e-9);
    if is_whole || row.number("value").is_none() {
        return;
    }
    let (cell, seen) = (figure.cell, figure.seen.clone());
    checked.say(
        "decimal-in-count",
        (row, cell),
        Told {
            seen,
            ..Told::default()
        },
    );
    for column in ["numerator", "value"] {
        if let Some(figure) = row.numbers.get_mut(column) {
            figure.reading = Reading::without_number(CellState::Unreadable);
        }
    }
}
