//! Rows that stand twice in one file: the same again is left out, another figure for the same thing unsettles both.

use crate::ingest::check::{Checked, Told};
use crate::ingest::remarks::Stretch;
use crate::ingest::rows::Row;
use std::collections::{BTreeMap, BTreeSet};

/// Leaves out what stands twice. Of rows that contradict one another none is taken.
pub fn settle(checked: &mut Checked<'_, '_>) {
    let rows = std::mem::take(&mut checked.rows);
    let mut first: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut dropped: BTreeSet<usize> = BTreeSet::new();
    for (at, row) in rows.iter().enumerate() {
        let key = (row.sender.clone(), row.key(checked.feed));
        let Some(&earlier) = first.get(&key) else {
            first.insert(key, at);
            continue;
        };
        let other = &rows[earlier];
        let (row_empty, other_empty) = (says_nothing(row), says_nothing(other));
        let same = row
            .says(checked.feed)
            .into_iter()
            .zip(other.says(checked.feed))
            .all(|(one, other)| one == other || one.0 == "note");
        let told = words_for(checked, row, other);
        // Another sheet may show what is known of an earlier quarter again, in more or in fewer numbers.
        let shown_again =
            row.sheet != other.sheet && row.word("period") < checked.context.period().to_string().as_str();
        if shown_again && !row.word("period").is_empty() && (same || agree(row, other)) {
            if row.numbers.len() > other.numbers.len() {
                dropped.insert(earlier);
                first.insert(key, at);
            } else {
                dropped.insert(at);
            }
        } else if same || row_empty {
            dropped.insert(at);
            if !row.total && !other.total && !row_empty {
                let at = row.stretch();
                let whole = Stretch {
                    first_column: at.first_column.min(row.at.1),
                    ..at
                };
                checked.say_over("row-repeated", (row, whole), told);
            }
        } else if other_empty {
            dropped.insert(earlier);
            first.insert(key, at);
        } else {
            dropped.extend([at, earlier]);
            let back = words_for(checked, other, row);
            checked.say_over("row-twice", (row, row.stretch()), told);
            checked.say_over("row-twice", (other, other.stretch()), back);
        }
    }
    checked.rows = rows
        .into_iter()
        .enumerate()
        .filter(|(at, _)| !dropped.contains(at))
        .map(|(_, row)| row)
        .collect();
}

/// The words of a remark on two rows about one thing.
fn words_for(checked: &Checked<'_, '_>, row: &Row, other: &Row) -> Told {
    let note = match other.sheet == row.sheet {
        true => format!("row {}", other.at.0 + 1),
        false => format!(
            "{} of sheet {}",
            crate::ingest::sheet::address(other.at.0, other.at.1),
            checked.sheet_of(other)
        ),
    };
    let seen = row.key(checked.feed).replace('\u{1f}', " ").trim().to_owned();
    Told {
        seen,
        treated_as: String::new(),
        note,
    }
}

/// Whether two rows share a number and differ in none that both have.
fn agree(row: &Row, other: &Row) -> bool {
    let mut shared = 0;
    for (column, figure) in &row.numbers {
        let Some(there) = other.numbers.get(column) else {
            continue;
        };
        let blank = |reading: &crate::domain::Reading| reading.state == crate::domain::CellState::Blank;
        if blank(&figure.reading) || blank(&there.reading) {
            continue;
        }
        let near = match (figure.reading.number, there.reading.number) {
            (Some(one), Some(two)) => (one - two).abs() < 1e-9 * one.abs().max(1.0),
            _ => figure.reading == there.reading,
        };
        if !near {
            return false;
        }
        shared += 1;
    }
    shared > 0
}

fn says_nothing(row: &Row) -> bool {
    !row.numbers.is_empty()
        && row
            .numbers
            .values()
            .all(|figure| figure.reading.state == crate::domain::CellState::Blank)
}
