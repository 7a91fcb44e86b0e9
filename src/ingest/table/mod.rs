//! A sheet into its tables: where each header stands, which columns belong together, what is title and what is note.

mod headless;
mod parted;
pub mod heads;
mod look;
pub mod sense;

use crate::ingest::context::Known;
use crate::ingest::sheet::{Cell, Raw, Sheet};
use crate::ingest::table::heads::Head;
use crate::ingest::table::look::{is_figure, look};
use crate::ingest::table::sense::Senses;

/// One table of a sheet. Rows and columns count from 0.
#[derive(Clone, Debug)]
pub struct Table {
    /// The columns with what stands over them, from left to right; hidden ones are left out.
    pub heads: Vec<Head>,
    /// The row of the lowest heading.
    pub header_row: u32,
    /// First row below the headings.
    pub first_row: u32,
    /// Row after the last one that can belong to the table.
    pub end_row: u32,
    /// Texts over the table, each with its row and column.
    pub titles: Vec<(u32, u32, String)>,
}

/// What a sheet holds.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// Its tables, from top to bottom and left to right.
    pub tables: Vec<Table>,
    /// Every text that stands outside the tables' headers and could be a title or a note.
    pub texts: Vec<(u32, u32, String)>,
}

/// Rows that are looked at for the first header: titles are few.
const ROWS_BEFORE_HEADER: u32 = 200;
/// Rows of a table after which no further header is looked for: such a table is a list.
const ROWS_FOR_MORE_TABLES: u32 = 2_000;

/// Finds the tables of a sheet.
#[expect(clippy::too_many_lines, reason = "one walk down the sheet")]
pub fn lay_out(sheet: &Sheet, known: &Known<'_>, senses: &mut Senses) -> Layout {
    let mut layout = Layout::default();
    let rows = sheet.row_count();
    let mut at = 0;
    let mut titles_from = 0;
    while at < rows {
        let limit = if layout.tables.is_empty() {
            ROWS_BEFORE_HEADER
        } else {
            ROWS_FOR_MORE_TABLES
        };
        if at - titles_from > limit {
            break;
        }
        let may_begin = layout.tables.is_empty() || stands_apart(sheet, at) || repeats_header(sheet, at, &layout);
        if sheet.row_is_hidden(at) || !may_begin || !look(sheet, at, (known, senses)).is_header() {
            at += 1;
            continue;
        }
        let header_row = lowest_header(sheet, at, (known, senses));
        if let Some(last) = layout.tables.last_mut().filter(|_| at > titles_from) {
            last.end_row = at;
        }
        // Over the header of a next printed page stand the last rows of the page before, not groups.
        let from = if repeats_header(sheet, at, &layout) {
            at
        } else {
            titles_from
        };
        let group_rows = group_rows(sheet, (from, at, header_row), (known, senses));
        let titles = texts_of(sheet, titles_from, group_rows.first().copied().unwrap_or(at));
        let heads = heads::read(sheet, (&group_rows, header_row), (known, senses));
        let beside = heads::side_by_side(sheet, heads, header_row);
        let starts: Vec<u32> = beside
            .iter()
            .map(|heads| heads.first().map_or(0, |head| head.column))
            .collect();
        for (nth, heads) in beside.into_iter().enumerate() {
            layout.tables.push(Table {
                heads,
                header_row,
                first_row: header_row + 1,
                end_row: rows,
                titles: heads::titles_over(&titles, (&starts, nth)),
            });
        }
        at = header_row + 1;
        titles_from = at;
    }
    close_tables(&mut layout, rows);
    without_next_titles(sheet, &mut layout);
    layout.texts = loose_texts(sheet, &layout);
    if layout.tables.is_empty() {
        layout.tables.extend(headless::listed(sheet, known));
    }
    layout
}

/// Whether the row above is empty or a title: a further table does not begin in the middle of another's rows.
fn stands_apart(sheet: &Sheet, row: u32) -> bool {
    row == 0
        || sheet
            .row(row - 1)
            .filter(|(_, cell)| !header_text(cell).is_empty())
            .count()
            <= 1
}

/// Whether a row says again what stands over the last table, as at the top of a printed page.
fn repeats_header(sheet: &Sheet, row: u32, layout: &Layout) -> bool {
    layout.tables.last().is_some_and(|table| {
        let heads = table.heads.iter().filter(|head| !head.text.is_empty());
        heads.clone().count() >= 2
            && heads
                .clone()
                .all(|head| header_text(&sheet.cell(row, head.column)) == head.text)
    })
}

/// A table ends where the next one below it begins, its group headings included.
fn close_tables(layout: &mut Layout, rows: u32) {
    let starts: Vec<(u32, u32)> = layout
        .tables
        .iter()
        .map(|table| {
            (
                table.header_row,
                table
                    .heads
                    .iter()
                    .map(|head| head.top_row)
                    .min()
                    .unwrap_or(table.header_row),
            )
        })
        .collect();
    for table in &mut layout.tables {
        let next = starts
            .iter()
            .filter(|(header, _)| *header > table.header_row)
            .map(|(_, top)| *top)
            .min();
        table.end_row = next.unwrap_or(rows);
    }
}

/// A gap and the lone texts between it and the next table belong to that: its title is no row of the one above.
fn without_next_titles(sheet: &Sheet, layout: &mut Layout) {
    let filled = |row: u32| sheet.row(row).filter(|(_, cell)| !header_text(cell).is_empty()).count();
    let last = layout.tables.iter().map(|table| table.header_row).max().unwrap_or(0);
    for table in layout.tables.iter_mut().filter(|table| table.header_row < last) {
        let mut end = table.end_row;
        let mut gap = false;
        while end > table.first_row && filled(end - 1) <= 1 {
            end -= 1;
            gap |= filled(end) == 0;
        }
        if gap {
            table.end_row = end;
        }
    }
}

/// What a header cell says: dates as they are read, not as they are shown.
pub fn header_text(cell: &Cell<'_>) -> String {
    match cell.raw {
        Raw::Date(when) => when.date().to_string(),
        _ => crate::ingest::words::tidy(&cell.shown()),
    }
}

/// Where two header rows follow one another the lower one names the columns.
fn lowest_header(sheet: &Sheet, row: u32, (known, senses): (&Known<'_>, &mut Senses)) -> u32 {
    let first = look(sheet, row, (known, senses));
    let below = row + 1;
    if below >= sheet.row_count() || sheet.row_is_hidden(below) {
        return row;
    }
    let second = look(sheet, below, (known, senses));
    if second.numbers == 0 && parted::parts_groups(sheet, row, (known, senses)) {
        return below;
    }
    // Names that nobody knows stand beneath a group of columns and nowhere else.
    if second.numbers == 0 && second.texts >= 2 && only_beneath_groups(sheet, row) {
        return below;
    }
    let names_columns = second.is_header() && second.headings > 0 && second.numbers == 0;
    // A row of nothing but headings names the columns even below one with more of them, where that one names what it leaves out.
    let only_headings = second.headings >= 2 && second.headings == second.texts;
    let same = first.headings > 0 && first.headings >= second.headings && !(only_headings && fills_out(sheet, row));
    if names_columns && !same { below } else { row }
}

/// Whether the row below stands beneath the gaps and the groups of a header row and leaves its other columns empty.
fn fills_out(sheet: &Sheet, row: u32) -> bool {
    let is_filled = |row: u32, column: u32| !header_text(&sheet.cell(row, column)).is_empty();
    let columns = 0..sheet.column_count();
    let gaps = columns
        .clone()
        .filter(|column| is_filled(row + 1, *column) && !is_filled(row, *column));
    let left = columns.filter(|column| is_filled(row, *column) && !is_filled(row + 1, *column));
    gaps.count() > 0 && left.count() > 0
}

/// Whether all that stands in the row below stands beneath cells of this one that have a gap at their right, filled below; and the row
/// below leaves the first column empty, which no row of a table does.
fn only_beneath_groups(sheet: &Sheet, row: u32) -> bool {
    let is_filled = |row: u32, column: u32| !header_text(&sheet.cell(row, column)).is_empty();
    let is_group = |column: u32| is_filled(row + 1, column + 1) && !is_filled(row, column + 1);
    let over = |column: u32| (0..=column).rev().find(|at| is_filled(row, *at));
    let mut columns = (0..sheet.column_count()).filter(|column| is_filled(row + 1, *column));
    let first = (0..sheet.column_count()).find(|column| is_filled(row, *column));
    let is_open = first.is_some_and(|first| !is_filled(row + 1, first));
    is_open && columns.all(|column| over(column).is_some_and(is_group))
}

/// Rows directly above the lowest header whose cells group its columns.
fn group_rows(
    sheet: &Sheet,
    (from, first, lowest): (u32, u32, u32),
    (known, senses): (&Known<'_>, &mut Senses),
) -> Vec<u32> {
    let mut rows: Vec<u32> = (first..lowest).collect();
    let mut at = first;
    while at > from && rows.len() < 3 {
        at -= 1;
        if sheet.row_is_hidden(at) || !groups(sheet, at, (known, senses)) {
            break;
        }
        rows.insert(0, at);
    }
    rows
}

/// Whether a row above a header groups columns: something that means a time, a place or an indicator stands beyond the first column.
fn groups(sheet: &Sheet, row: u32, (known, senses): (&Known<'_>, &mut Senses)) -> bool {
    // A row with a figure in it belongs to the table above, even where the next row is a header again.
    let is_number = |cell: &Cell<'_>| match cell.raw {
        Raw::Number(_) | Raw::Duration(_) | Raw::Bool(_) => true,
        Raw::Text(text) => is_figure(text),
        Raw::Empty | Raw::Date(_) | Raw::Error(_) | Raw::FormulaWithoutValue => false,
    };
    if sheet
        .row(row)
        .any(|(column, cell)| !sheet.column_is_hidden(column) && is_number(&cell))
    {
        return false;
    }
    let cells: Vec<(u32, String)> = sheet
        .row(row)
        .map(|(column, cell)| (column, header_text(&cell)))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let first_column = sheet.row(row + 1).map(|(column, _)| column).next().unwrap_or(0);
    cells
        .iter()
        .any(|(column, text)| *column > first_column && senses.of(text, known).fixes())
        || cells.iter().filter(|(column, _)| *column > first_column).count() >= 2
}

/// The texts of a stretch of rows.
fn texts_of(sheet: &Sheet, from: u32, to: u32) -> Vec<(u32, u32, String)> {
    let mut texts = Vec::new();
    for row in from..to {
        if sheet.row_is_hidden(row) {
            continue;
        }
        for (column, cell) in sheet.row(row) {
            let text = header_text(&cell);
            if !sheet.column_is_hidden(column) && !text.is_empty() && !matches!(cell.raw, Raw::Number(_)) {
                texts.push((row, column, text));
            }
        }
    }
    texts
}

/// Texts that could be notes: alone in their row, or in a sheet without a table.
fn loose_texts(sheet: &Sheet, layout: &Layout) -> Vec<(u32, u32, String)> {
    let mut texts = Vec::new();
    // Of a sheet without a table only the top can be titles and notes; the rest is a list that nobody knows.
    let most = if layout.tables.is_empty() { 1_000 } else { 100_000 };
    for row in 0..sheet.row_count().min(most) {
        if sheet.row_is_hidden(row) {
            continue;
        }
        let cells: Vec<(u32, Cell<'_>)> = sheet
            .row(row)
            .filter(|(column, _)| !sheet.column_is_hidden(*column))
            .take(4)
            .collect();
        let above = layout.tables.first().is_none_or(|table| row < table.header_row);
        if cells.len() <= 1 || above || layout.tables.is_empty() {
            for (column, cell) in cells {
                if let Raw::Text(text) = cell.raw
                    && !text.trim().is_empty()
                {
                    texts.push((row, column, text.to_owned()));
                }
            }
        }
    }
    texts
}
