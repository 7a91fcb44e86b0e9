//! Rows with figures of which nothing was read and nothing was said: the last look over a sheet, so that no row is lost in silence.

use crate::domain::CellState;
use crate::ingest::assemble::Gathered;
use crate::ingest::crosstab::asides::{Aside, aside};
use crate::ingest::lexicon::is_total;
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::rows::Row;
use crate::ingest::sheet::{Cell, Raw, Sheet};
use crate::ingest::table::Layout;
use crate::ingest::table::heads::Head;
use crate::ingest::words::numbers::{self, Way, Written};
use crate::ingest::words::periods::{self, names_month};
use std::collections::{BTreeMap, BTreeSet};

/// Rows that are looked at: a longer sheet is a list, whose rows are all read alike.
const MOST_ROWS: u32 = 5_000;

/// What is said of the rows of one sheet that were lost; rows below one another are one finding.
pub fn remarks(
    (sheet, at, layout): (&Sheet, usize, &Layout),
    feeds: &BTreeMap<String, Gathered>,
    said: &[Remark],
) -> Vec<Remark> {
    let gathered = feeds.values().flat_map(|gathered| &gathered.remarks);
    let said: Vec<&Remark> = said
        .iter()
        .chain(gathered)
        .filter(|remark| remark.sheet == sheet.name)
        .collect();
    // What is said of a whole sheet is said of its rows.
    let is_whole = |remark: &&&Remark| remark.at.is_none() && remark.kind != "hidden-columns";
    if said.iter().any(|remark| is_whole(&remark)) {
        return vec![];
    }
    let told: Vec<Stretch> = said.iter().filter_map(|remark| remark.at).collect();
    // What is said of the headings of a table is said of the rows below them.
    let is_of_table = |remark: &&&Remark| matches!(remark.kind, "sheet-not-understood" | "columns-missing");
    let of_tables = said.iter().filter(is_of_table).filter_map(|remark| remark.at);
    let told_from = of_tables.map(|at| at.first_row).min().unwrap_or(u32::MAX);
    let read = rows_read(at, feeds);
    let heads: BTreeSet<u32> = layout.tables.iter().flat_map(heads_of).collect();
    let mut lost: Vec<Stretch> = Vec::new();
    for row in 0..sheet.row_count().min(MOST_ROWS).min(told_from) {
        let is_told = || told.iter().any(|at| (at.first_row..=at.last_row).contains(&row));
        if sheet.row_is_hidden(row) || read.contains(&row) || heads.contains(&row) {
            continue;
        }
        let passed = |column: u32| is_passed((row, column), layout, &said);
        let Some(figures) = figures_of(sheet, row, passed).filter(|_| !is_told()) else {
            continue;
        };
        match lost.last_mut().filter(|above| above.last_row + 1 == row) {
            Some(above) => *above = above.and(&figures),
            None => lost.push(figures),
        }
    }
    let remark = |at: Stretch| Remark {
        at: Some(at),
        ..Remark::on_sheet("row-not-read", &sheet.name, first_text(sheet, at.first_row))
    };
    lost.into_iter().map(remark).collect()
}

/// The rows of a sheet of which something was read, sums among it.
fn rows_read(at: usize, feeds: &BTreeMap<String, Gathered>) -> BTreeSet<u32> {
    let mut read = BTreeSet::new();
    for (feed, gathered) in feeds {
        // A row of figures without a figure was not read.
        let is_read = |row: &&Row| row.sheet == at && (feed != "dashboard" || says_something(row));
        for row in gathered.rows.iter().filter(is_read) {
            read.insert(row.at.0);
            read.extend(row.numbers.values().map(|figure| figure.cell.0));
            read.extend(row.word_cells.iter().map(|cell| cell.0));
            read.extend(row.counted.iter().map(|cell| cell.0));
            read.extend(row.places.values().map(|cell| cell.0));
        }
    }
    // Sums are held against what was read: where nothing was, as under a heading of the year so far alone, they are lost.
    let parts = feeds.values().flat_map(|gathered| &gathered.parts);
    read.extend(parts.filter(|(sheet, _)| *sheet == at).map(|(_, row)| *row));
    if !read.is_empty() {
        let sums = feeds.values().flat_map(|gathered| &gathered.sums);
        let own = sums.filter(|sums| sums.sheet == at);
        read.extend(own.flat_map(|sums| &sums.sums).map(|sum| sum.cell.0));
    }
    read
}

/// Whether a number of a row is more than an empty cell.
fn says_something(row: &Row) -> bool {
    let mut figures = row.numbers.values();
    figures.any(|figure| figure.reading.state != CellState::Blank || !figure.seen.trim().is_empty())
}

/// Whether anything was read of a sheet.
pub fn is_read(at: usize, feeds: &BTreeMap<String, Gathered>) -> bool {
    !rows_read(at, feeds).is_empty()
}

/// The rows of a table's headings.
fn heads_of(table: &crate::ingest::table::Table) -> std::ops::RangeInclusive<u32> {
    let top = table.heads.iter().map(|head| head.top_row).min();
    top.unwrap_or(table.header_row)..=table.header_row
}

/// Whether the heading over a cell says that its figures are a target or another's, or it was said of the words over the heading that
/// nobody knows them.
fn is_passed((row, column): (u32, u32), layout: &Layout, said: &[&Remark]) -> bool {
    let is_told = |at: (u32, u32)| {
        let unknown = said.iter().filter(|remark| remark.kind == "label-unknown");
        let mut places = unknown.filter_map(|remark| remark.at);
        places.any(|place| (place.first_row, place.first_column) == at)
    };
    let passes = |head: &Head| {
        let mut groups = head.groups.iter();
        matches!(aside(&head.text), Some(Aside::Target | Aside::Comparator))
            || groups.any(|(row, column, _, _)| is_told((*row, *column)))
    };
    let tables = layout.tables.iter();
    let over = tables.filter(|table| (table.first_row..table.end_row).contains(&row));
    let mut heads = over.flat_map(|table| &table.heads);
    heads.any(|head| head.column == column && passes(head))
}

/// From the first to the last figure of a row, but for what is passed over; `None` where it has none, or says itself that it is a
/// sum, a month or an aside.
fn figures_of(sheet: &Sheet, row: u32, is_passed: impl Fn(u32) -> bool) -> Option<Stretch> {
    let mut columns: Vec<u32> = Vec::new();
    for (column, cell) in sheet.row(row) {
        if sheet.column_is_hidden(column) || is_passed(column) {
            continue;
        }
        if is_figure(&cell) {
            columns.push(column);
        } else if let Raw::Text(text) = cell.raw
            && (is_total(text) || aside(text).is_some() || names_month(text))
        {
            return None;
        }
    }
    Some(Stretch {
        first_column: *columns.first()?,
        first_row: row,
        last_row: row,
        last_column: *columns.last()?,
    })
}

/// Whether a cell holds a figure that somebody may have meant to send: no year and no number of a page or question alone.
pub fn is_figure(cell: &Cell<'_>) -> bool {
    match cell.raw {
        Raw::Number(_) => {
            let year = cell
                .number_as_read()
                .is_some_and(|number| (1990.0..2100.0).contains(&number) && number.fract() == 0.0);
            !year
        }
        Raw::Text(text) => {
            let plain = |ways: &[Way]| {
                !ways
                    .iter()
                    .any(|way| matches!(way, Way::Words(_) | Way::Named(_) | Way::InWords | Way::Bracket(_)))
            };
            // A formula that was typed or exported as text.
            let number = match numbers::read(text.trim().trim_start_matches('=')) {
                Written::Number(_, ways) => plain(&ways),
                Written::Below { .. } => true,
                Written::Above { .. } | Written::Between(..) | Written::OutOf(..) | Written::Not => false,
            };
            number && periods::read(text).is_none()
        }
        _ => false,
    }
}

/// The first text of a row.
fn first_text(sheet: &Sheet, row: u32) -> String {
    let text = sheet.row(row).find_map(|(_, cell)| match cell.raw {
        Raw::Text(text) if !is_figure(&cell) => Some(text.trim().to_owned()),
        _ => None,
    });
    text.unwrap_or_default()
}
