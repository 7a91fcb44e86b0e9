//! A quarter that stands in two columns (`Financial year` 2026/27, `Quarter` 2) into one text that says both.

use crate::catalogue::plain;
use crate::ingest::read::ReadFile;
use crate::ingest::sheet::{Raw, Sheet, Visibility};
use crate::ingest::table::header_text;
use crate::ingest::words::labels::financial_year;
use crate::ingest::words::periods::{self, When};

/// Rows in which the headings can stand.
const TOP: u32 = 30;

/// Joins them on every sheet that a person sees.
pub fn join(file: &mut ReadFile) {
    for sheet in &mut file.sheets {
        if sheet.visibility == Visibility::Visible {
            for (at, text) in joined(sheet) {
                sheet.grid.replace(at, &text);
            }
        }
    }
}

/// The cells of a column of quarters, each with the quarter and its year.
fn joined(sheet: &Sheet) -> Vec<((u32, u32), String)> {
    let found = (0..sheet.row_count().min(TOP))
        .find_map(|row| Some((row, headed(sheet, row, &QUARTER)?, headed(sheet, row, &YEAR)?)));
    let Some((head, quarters, years)) = found else {
        return vec![];
    };
    let mut joined = Vec::new();
    for row in head + 1..sheet.row_count() {
        let quarter = sheet.cell(row, quarters);
        if quarter.is_empty() {
            continue;
        }
        let year = header_text(&sheet.cell_through_merges(row, years));
        match (quarter_of(&quarter.raw), periods::read(&year)) {
            (Some(quarter), Some(When::Year(year))) => {
                joined.push(((row, quarters), format!("Q{quarter} {}", financial_year(year))));
            }
            // A note below the table ends it; anything else means that the columns are not these.
            _ if year.is_empty() => break,
            _ => return vec![],
        }
    }
    joined
}

const QUARTER: [&str; 6] = [
    "quarter",
    "qtr",
    "q",
    "reporting quarter",
    "quarter number",
    "quarter no",
];
const YEAR: [&str; 6] = ["financial year", "year", "fy", "reporting year", "fin year", "f y"];

/// The one column of a row whose heading is one of some.
fn headed(sheet: &Sheet, row: u32, headings: &[&str]) -> Option<u32> {
    let is_one = |column: u32| headings.contains(&plain(&header_text(&sheet.cell(row, column))).as_str());
    let mut columns = sheet
        .row(row)
        .map(|(column, _)| column)
        .filter(|column| is_one(*column));
    columns.next().filter(|_| columns.next().is_none())
}

/// The quarter, 1 to 4, of a cell that names nothing else.
fn quarter_of(raw: &Raw<'_>) -> Option<u8> {
    match raw {
        Raw::Number(number) if number.fract() == 0.0 && (1.0..=4.0).contains(number) => Some(*number as u8),
        Raw::Text(text) => match periods::read(text) {
            Some(When::QuarterOnly(quarter)) => Some(quarter),
            Some(_) => None,
            None => text.trim().parse().ok().filter(|quarter| (1..=4).contains(quarter)),
        },
        _ => None,
    }
}
