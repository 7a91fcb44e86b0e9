//! A form that the board sent out and that came back: what stands in it for reference is put out of sight before reading.
//!
//! Only a workbook that bears the stamp is treated so. Definitions, allowed values and last time's figures would otherwise be
//! read as if the agency had written them.

use crate::domain::CellState;
use crate::domain::return_form::{READ_ONLY_COLUMN, READ_ONLY_SHEET, is_stamp};
use crate::ingest::assemble::Sheets;
use crate::ingest::read::ReadFile;
use crate::ingest::remarks::Remark;
use crate::ingest::rows::Row;
use crate::ingest::sheet::{Grid, Sheet};
use std::collections::BTreeSet;

/// Rows at the top of a sheet in which its title, its note and its headings stand.
const TOP: u32 = 12;

/// Empties the sheets and columns of a form that are there for reference, and says whether the workbook is such a form. A
/// workbook without the stamp stays as it is.
pub fn drop_what_is_not_asked(file: &mut ReadFile) -> bool {
    let stamped = |sheet: &Sheet| top(sheet).any(|(_, _, text)| is_stamp(&text));
    if !file.sheets.iter().any(stamped) {
        return false;
    }
    for sheet in &mut file.sheets {
        let for_reference = top(sheet).any(|(_, column, text)| column == 0 && text == READ_ONLY_SHEET);
        if for_reference {
            sheet.grid = Grid::default();
            continue;
        }
        let columns: Vec<(u32, u32)> = top(sheet)
            .filter(|(_, _, text)| text.ends_with(READ_ONLY_COLUMN))
            .map(|(row, column, _)| (row, column))
            .collect();
        for (first, column) in columns {
            for row in first..sheet.row_count() {
                if !sheet.cell(row, column).is_empty() {
                    sheet.grid.replace((row, column), "");
                }
            }
        }
    }
    true
}

/// Leaves out the tables of a form into which nothing was written: an empty form is no return, and least of all a nil return. Each
/// feed that the form asks about and that is empty is told, also where its table was not read at all.
pub fn drop_unfilled(read: &mut Sheets, asked: BTreeSet<String>) {
    let mut unfilled = asked;
    unfilled.extend(read.feeds.keys().cloned());
    read.feeds.retain(|_, gathered| gathered.rows.iter().any(is_filled));
    unfilled.retain(|feed| !read.feeds.contains_key(feed));
    let about = |feed: &String| Remark::on_file("form-not-filled", "nothing filled in").about(feed);
    read.remarks.extend(unfilled.iter().map(about));
    if unfilled.is_empty() && read.feeds.is_empty() && !read.nil {
        read.remarks
            .push(Remark::on_file("form-not-filled", "nothing filled in"));
    }
}

/// The workbook that the board sends out has no column of areas where the agency has one area only: reading its figures as that area's
/// is what was asked, and needs no word.
pub fn drop_assumed_area(read: &mut Sheets) {
    let is_other = |remark: &Remark| remark.kind != "area-assumed";
    read.remarks.retain(is_other);
    for gathered in read.feeds.values_mut() {
        gathered.remarks.retain(is_other);
    }
}

/// Whether a row holds a figure or, in a feed without figures, an answer.
fn is_filled(row: &Row) -> bool {
    let has_figures = !row.numbers.is_empty();
    let figure = row
        .numbers
        .values()
        .any(|figure| figure.reading.state != CellState::Blank);
    let answer = ["self_grade", "evidence", "status", "outcome", "rag", "grade", "said"];
    figure || !has_figures && answer.iter().any(|column| !row.word(column).is_empty())
}

/// The texts at the top of a sheet with their rows and columns.
fn top(sheet: &Sheet) -> impl Iterator<Item = (u32, u32, String)> {
    (0..sheet.row_count().min(TOP)).flat_map(|row| {
        sheet
            .row(row)
            .map(move |(column, cell)| (row, column, cell.shown().trim().to_owned()))
            .collect::<Vec<_>>()
    })
}
