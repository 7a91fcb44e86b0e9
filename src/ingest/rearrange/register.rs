//! A register: labels with their answers above a table (the course, its day, its places) that hold for each of its rows.

use crate::ingest::context::FileContext;
use crate::ingest::lexicon::is_total;
use crate::ingest::sheet::{Raw, Sheet};
use crate::ingest::table::header_text;
use std::collections::BTreeSet;

/// Rows above which the table's headings must stand.
const TOP: u32 = 20;
/// Headings of the table, and labels above it, that must be the feed's.
const LEAST: usize = 3;

/// Where the cells of a register go.
pub(super) struct Register {
    /// The row of the table's headings.
    pub head: u32,
    /// Each cell with its place in the table that has the labels as its first columns, below that row.
    pub moves: Vec<((u32, u32), (u32, u32))>,
}

/// The moves that put the labels above a table beside its rows; `None` where the sheet is no register of one feed.
pub(super) fn moves(sheet: &Sheet, context: &FileContext<'_>) -> Option<Register> {
    let feeds = context.known.catalogue.feeds().iter();
    let mut feeds = feeds.filter(|feed| feed.id != "dashboard");
    feeds.find_map(|feed| of_feed(sheet, &feed.id, context))
}

fn of_feed(sheet: &Sheet, feed: &str, context: &FileContext<'_>) -> Option<Register> {
    let column_of = |text: &str| {
        let found = context
            .known
            .lexicon
            .heading(text)
            .into_iter()
            .find(|(of, _)| of == feed);
        found.map(|(_, column)| column.as_str())
    };
    let texts = |row: u32| texts(sheet, row);
    let is_text = |row: u32| {
        let mut cells = sheet.row(row).filter(|(_, cell)| !cell.is_empty());
        cells.all(|(_, cell)| matches!(cell.raw, Raw::Text(_)))
    };
    let headed = |row: u32| -> BTreeSet<&str> { texts(row).iter().filter_map(|(_, text)| column_of(text)).collect() };
    let rows = sheet.row_count();
    let is_head = |row: &u32| is_text(*row) && headed(*row).len() >= LEAST && headed(*row).len() == texts(*row).len();
    let head = (1..rows.min(TOP)).find(is_head)?;
    let across = headed(head);
    let mut labels: Vec<Answered> = Vec::new();
    let mut given: BTreeSet<&str> = BTreeSet::new();
    for row in 0..head {
        for pair in texts(row).windows(2) {
            let [(label_at, label), (at, _)] = pair else { continue };
            let Some(column) = column_of(label).filter(|_| *at == label_at + 1) else {
                continue;
            };
            if !across.contains(column) && given.insert(column) {
                labels.push(((row, *label_at), (row, *at)));
            }
        }
    }
    if labels.len() < LEAST {
        return None;
    }
    let moves = beside_rows(sheet, head, &labels);
    Some(Register { head, moves })
}

/// A label and its answer.
type Answered = ((u32, u32), (u32, u32));

/// The labels in front of every row of the table.
fn beside_rows(sheet: &Sheet, head: u32, labels: &[Answered]) -> Vec<Answered> {
    let beside = labels.len() as u32;
    let mut moves = Vec::new();
    for row in head..sheet.row_count() {
        let filled = texts(sheet, row);
        if filled.is_empty() || sheet.row_is_hidden(row) {
            continue;
        }
        // A sum over the rows is no row of the register's.
        let is_sum = filled.first().is_some_and(|(_, text)| is_total(text));
        if !is_sum {
            moves.extend((0..).zip(labels).map(|(to, (label, answer))| {
                let from = if row == head { *label } else { *answer };
                (from, (row - head, to))
            }));
        }
        moves.extend(
            filled
                .iter()
                .map(|(column, _)| ((row, *column), (row - head, column + beside))),
        );
    }
    moves
}

/// The texts of a row with their columns.
fn texts(sheet: &Sheet, row: u32) -> Vec<(u32, String)> {
    let cells = sheet.row(row).filter(|(_, cell)| !cell.is_empty());
    cells.map(|(column, cell)| (column, header_text(&cell))).collect()
}
