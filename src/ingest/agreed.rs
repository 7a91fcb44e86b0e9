//! Cells that an agency has agreed to have read otherwise: the agreed value put in their place, each use said.

use crate::ingest::context::{FileContext, Patch};
use crate::ingest::read::ReadFile;
use crate::ingest::remarks::Remark;
use crate::ingest::sheet::address::parse_address;
use crate::ingest::sheet::{Cell, Sheet};
use crate::ingest::words::tidy;

/// Applies the agreed readings that are about this file. One whose cell says something else by now is not used, and said.
pub fn apply(file: &mut ReadFile, context: &FileContext<'_>) -> Vec<Remark> {
    let patches = context.habits().map(|habits| habits.patches.as_slice());
    let about = |patch: &&Patch| patch.file == context.receipt.file;
    patches
        .unwrap_or_default()
        .iter()
        .filter(about)
        .map(|patch| one(file, patch))
        .collect()
}

fn one(file: &mut ReadFile, patch: &Patch) -> Remark {
    let only = file.sheets.len() == 1 && patch.sheet.is_empty();
    let sheet = file.sheets.iter_mut().find(|sheet| only || sheet.name == patch.sheet);
    let (Some(sheet), Some((row, column))) = (sheet, parse_address(patch.cell.as_bytes())) else {
        return Remark::on_sheet("patch-void", &patch.sheet, "nothing");
    };
    let (row, column) = match sheet.merge_at(row, column) {
        Some(area) => (area.first_row, area.first_column),
        None => (row, column),
    };
    let cell = sheet.cell(row, column);
    let seen = cell.shown().into_owned();
    let place = (sheet.name.clone(), row, column);
    let place = (place.0.as_str(), place.1, place.2);
    if !says(&cell, &patch.seen) {
        let seen = if seen.trim().is_empty() {
            "nothing".to_owned()
        } else {
            seen
        };
        return Remark::on_cell("patch-void", place, seen);
    }
    put(sheet, (row, column), &patch.read_as);
    Remark::on_cell("patch-used", place, seen)
        .taken_as(patch.read_as.as_str())
        .noting(patch.agreed.as_str())
}

fn put(sheet: &mut Sheet, at: (u32, u32), text: &str) {
    sheet.grid.replace(at, text.trim());
}

/// Whether a cell says what was agreed about: the same text, or the same number however it is formatted.
fn says(cell: &Cell<'_>, agreed: &str) -> bool {
    if tidy(&cell.shown()) == tidy(agreed) {
        return true;
    }
    let number = agreed.trim().parse::<f64>().ok();
    let stored = match cell.raw {
        crate::ingest::sheet::Raw::Number(stored) => Some(stored),
        _ => None,
    };
    number.is_some() && (number == stored || number == cell.number_as_read())
}
