//! The rows of the dashboard feed into parts: one indicator, area and quarter of one sender.

use crate::domain::{CellState, Period};
use crate::measure::part::Part;
use crate::measure::parts::{Replaced, Sent};
use crate::measure::table::Table;
use std::collections::BTreeMap;

/// The columns that are read.
pub(super) const COLUMNS: [&str; 6] = ["indicator", "area", "period", "numerator", "denominator", "value"];

/// One row's key: indicator, sender, area, quarter.
type Key<'a> = (&'a str, &'a str, &'a str, Period);

/// What was sent, by indicator. Rows about quarters after `until` are left out; a row without an area is about `home`.
pub(super) fn sent(table: &Table, home: &str, until: Period) -> BTreeMap<String, Sent> {
    let mut versions: BTreeMap<Key<'_>, Vec<usize>> = BTreeMap::new();
    for row in 0..table.rows() {
        if let Some(key) = key(table, home, row).filter(|(_, _, _, period)| *period <= until) {
            versions.entry(key).or_default().push(row);
        }
    }
    let mut sent: BTreeMap<String, Sent> = BTreeMap::new();
    for ((indicator, sender, area, period), mut rows) in versions {
        // The last is the one in use: superseded rows first, then by the day received, then by place.
        rows.sort_by_key(|&row| {
            (
                !table.is_superseded(row),
                received(table, row),
                table.word("source_file", row),
                row,
            )
        });
        let Some(&newest) = rows.last().filter(|&&row| !table.is_superseded(row)) else {
            continue;
        };
        let part = part(table, newest);
        let of_indicator = sent.entry(indicator.to_string()).or_default();
        let before = rows.iter().map(|&row| (row, self::part(table, row)));
        let mut before = before.filter(|(_, old)| old.has_amount() && !old.says_the_same(&part));
        if let Some((_, old)) = before.next() {
            let replaced = Replaced {
                part: old,
                replaced_in: table.folder_period(newest),
            };
            of_indicator
                .replaced
                .insert((sender.to_string(), area.to_string(), period), replaced);
        }
        if speaks(table, newest) {
            of_indicator.put(sender, (area, period), part);
        }
    }
    sent
}

/// Whether anything stands in one of the row's numeric cells: a row of blanks is no return.
fn speaks(table: &Table, row: usize) -> bool {
    let cells = ["numerator", "denominator", "value"];
    cells
        .iter()
        .any(|column| table.reading(column, row).state != CellState::Blank)
}

fn received(table: &Table, row: usize) -> &str {
    table.word("received", row).unwrap_or_default()
}

fn key<'a>(table: &'a Table, home: &'a str, row: usize) -> Option<Key<'a>> {
    let indicator = table.word("indicator", row)?;
    let period = table.word("period", row)?.parse().ok()?;
    let sender = table.word("sender", row).unwrap_or_default();
    Some((indicator, sender, table.word("area", row).unwrap_or(home), period))
}

fn part(table: &Table, row: usize) -> Part {
    Part {
        numerator: table.amount("numerator", row),
        denominator: table.amount("denominator", row),
        value: table.amount("value", row),
        row: Some(row),
    }
}
