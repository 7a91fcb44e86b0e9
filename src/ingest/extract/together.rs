//! Rows that each hold one number of the same thing (`Numerator`, `Denominator`, `%` down the side) into one row; rows that are
//! each one case into counts.

use crate::catalogue::Feed;
use crate::domain::{CellState, Reading};
use crate::ingest::extract::Extract;
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::rows::{Figure, Row};
use crate::ingest::table::Table;
use std::collections::BTreeMap;

/// Joins the rows that a word at their side parts. Where the same number stands twice nothing is joined, so that it is found.
pub fn join_sides(rows: &mut Vec<Row>, feed: &Feed) {
    if !rows.iter().any(|row| row.sided) {
        return;
    }
    let mut joined: Vec<Row> = Vec::with_capacity(rows.len());
    let mut at_key: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in rows.drain(..) {
        let key = (row.sender.clone(), row.key(feed));
        let known = at_key.get(&key).copied();
        match known.and_then(|at| joined.get_mut(at)) {
            Some(first) if (first.sided || row.sided) && fits_beside(first, &row) => put_beside(first, row),
            _ => {
                at_key.insert(key, joined.len());
                joined.push(row);
            }
        }
    }
    *rows = joined;
}

/// Joins the rows of one line that say of one thing what no other of them says: its share under its quarter, its two numbers under
/// headings without a time.
pub fn join_lines(rows: &mut Vec<Row>, feed: &Feed) {
    let mut joined: Vec<Row> = Vec::with_capacity(rows.len());
    let mut at_line: BTreeMap<(u32, String, String), usize> = BTreeMap::new();
    for row in rows.drain(..) {
        let line = (row.at.0, row.sender.clone(), row.key(feed));
        let known = at_line.get(&line).copied();
        match known.and_then(|at| joined.get_mut(at)) {
            Some(first) if fits_beside(first, &row) => put_beside(first, row),
            _ => {
                at_line.insert(line, joined.len());
                joined.push(row);
            }
        }
    }
    *rows = joined;
}

fn says(figure: &Figure) -> bool {
    figure.reading.state != CellState::Blank
}

/// Whether no number stands in both.
fn fits_beside(one: &Row, other: &Row) -> bool {
    other
        .numbers
        .iter()
        .all(|(column, figure)| !says(figure) || one.numbers.get(column).is_none_or(|known| !says(known)))
}

fn put_beside(first: &mut Row, other: Row) {
    for (column, figure) in other.numbers {
        let keep = first
            .numbers
            .get(&column)
            .is_some_and(|known| says(known) || !says(&figure));
        if !keep {
            first.numbers.insert(column, figure);
        }
    }
    for (column, word) in other.words {
        let own = first.words.entry(column).or_default();
        if own.is_empty() {
            *own = word;
        }
    }
    first.sided = true;
}

impl Extract {
    /// Counts the rows of a list of cases, of which each is one, and says so.
    pub fn count_cases(&mut self, feed: &Feed, (sheet, table): (&str, &Table)) {
        let mut counts: BTreeMap<(String, String), Row> = BTreeMap::new();
        for row in self.rows.drain(..) {
            let key = (row.sender.clone(), row.key(feed));
            let at = row.word_cells.first().copied().unwrap_or(row.at);
            counts.entry(key).or_insert(row).counted.push(at);
        }
        self.rows = counts.into_values().map(with_its_count).collect();
        self.rows.sort_by_key(|row| row.at);
        // The days of cases are days, not quarters in disguise.
        self.remarks.retain(|remark| remark.kind != "period-loose");
        let counted = self.rows.iter().flat_map(|row| row.counted.iter().map(|cell| cell.0));
        let at = Stretch {
            first_column: table.heads.first().map_or(0, |head| head.column),
            first_row: counted.clone().min().unwrap_or(table.first_row),
            last_row: counted.max().unwrap_or(table.first_row),
            last_column: table.heads.last().map_or(0, |head| head.column),
        };
        let remark = Remark {
            at: Some(at),
            ..Remark::on_sheet("rows-counted", sheet, "a row for each case")
        };
        self.remarks.push(remark.taken_as("1 for each row").about(&feed.id));
    }
}

fn with_its_count(mut row: Row) -> Row {
    let figure = Figure {
        reading: Reading::number(row.counted.len() as f64),
        cell: row.at,
        seen: String::new(),
        marked_percent: false,
    };
    row.numbers.insert("count".to_owned(), figure);
    row
}
