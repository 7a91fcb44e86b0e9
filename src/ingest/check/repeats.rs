//! Rows that stand twice in one file: the same again is left out, another figure for the same thing unsettles both.

use crate::domain::CellState;
use crate::ingest::cells::plain_number;
use crate::ingest::check::{Checked, Told};
use crate::ingest::remarks::Stretch;
use crate::ingest::rows::Row;
use crate::ingest::words::tidy;
use std::collections::{BTreeMap, BTreeSet};

/// Leaves out what stands twice. Of rows that contradict one another none is taken.
#[expect(
    clippy::too_many_lines,
    reason = "a case for each way in which two rows stand for one"
)]
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
        let says = row.says(checked.feed).into_iter().zip(other.says(checked.feed));
        let same = says.into_iter().all(|(one, other)| one == other || one.0 == "note");
        let told = words_for(checked, row, other);
        let apart = (row.sheet, row.table) != (other.sheet, other.table);
        if apart && row.sheet != other.sheet && is_earlier(row, checked) && (same || agree(row, other)) {
            if row.numbers.len() > other.numbers.len() {
                dropped.insert(earlier);
                first.insert(key, at);
            } else {
                dropped.insert(at);
            }
        } else if apart && !same && agree(row, other) && agree_in_words(row, other) {
            // The headline shows a part of what the detail says: the fuller row is the one that is taken.
            let fuller = figures_in(row) > figures_in(other);
            let (left, kept) = if fuller { (other, row) } else { (row, other) };
            let told = words_for(checked, left, kept);
            checked.say_over("row-repeated", (left, left.stretch()), told);
            if fuller {
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

/// The words of a remark on two rows about one thing: where the other stands and what it says.
fn words_for(checked: &Checked<'_, '_>, row: &Row, other: &Row) -> Told {
    let at = other.stretch().name();
    let there = match other.sheet == row.sheet {
        true => at,
        false => format!("{at} of sheet {}", checked.sheet_of(other)),
    };
    let note = match (shown(row), shown(other)) {
        (here, says) if here.is_empty() || says.is_empty() => there,
        (here, says) => format!("here {here}, in {there} {says}"),
    };
    let seen = row.key(checked.feed).replace('\u{1f}', " ").trim().to_owned();
    Told {
        seen,
        treated_as: String::new(),
        note,
    }
}

/// The figures of a row as they stand in the file.
fn shown(row: &Row) -> String {
    let mut figures: Vec<_> = row
        .numbers
        .values()
        .filter(|figure| figure.reading.state != CellState::Blank)
        .map(|figure| (figure.cell, tidy(&figure.seen)))
        .collect();
    figures.sort();
    figures.dedup();
    let seen: Vec<String> = figures.into_iter().map(|(_, seen)| seen).collect();
    seen.join(" / ")
}

/// How many numbers of a row say something.
fn figures_in(row: &Row) -> usize {
    let said = row.numbers.values();
    said.filter(|figure| figure.reading.state != CellState::Blank).count()
}

/// Whether two rows contradict one another in no word: one may say what the other leaves open. Remarks are no part of it.
fn agree_in_words(row: &Row, other: &Row) -> bool {
    row.words.iter().all(|(column, word)| {
        let there = other.word(column);
        column == "note" || word.is_empty() || there.is_empty() || word == there
    })
}

/// Whether a row is about an earlier quarter, of which another sheet may show again what is known, in more or in fewer numbers.
fn is_earlier(row: &Row, checked: &Checked<'_, '_>) -> bool {
    let period = row.word("period");
    !period.is_empty() && period < checked.context.period().to_string().as_str()
}

/// Whether two rows share a number and differ in none that both have.
fn agree(row: &Row, other: &Row) -> bool {
    let mut shared = 0;
    for (column, figure) in &row.numbers {
        let Some(there) = other.numbers.get(column) else {
            continue;
        };
        let blank = |reading: &crate::domain::Reading| reading.state == CellState::Blank;
        if blank(&figure.reading) || blank(&there.reading) {
            continue;
        }
        let near = match (figure.reading.number, there.reading.number) {
            // A rate is often rounded further where it is a headline.
            (Some(one), Some(two)) if column == "value" => (one - two).abs() <= rounding(one).max(rounding(two)),
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

/// Half of the last decimal of a number, and a whisker.
fn rounding(number: f64) -> f64 {
    let text = plain_number(number);
    let decimals = text.split_once('.').map_or(0, |(_, rest)| rest.len());
    0.5 * 10_f64.powi(-i32::try_from(decimals).unwrap_or(6)) + 1e-9
}

fn says_nothing(row: &Row) -> bool {
    !row.numbers.is_empty()
        && row
            .numbers
            .values()
            .all(|figure| figure.reading.state == CellState::Blank)
}
