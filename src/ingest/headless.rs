//! A sheet of names with a figure beside each, but no headings, into a table all the same.

use crate::ingest::context::FileContext;
use crate::ingest::sheet::{Raw, Sheet};
use crate::ingest::table::heads::Head;
use crate::ingest::table::sense::Sense;
use crate::ingest::table::{Table, header_text};

/// The table, if every figure of the sheet stands right beside the name of an indicator.
pub fn table(sheet: &Sheet, context: &FileContext<'_>) -> Option<Table> {
    let mut first_row = None;
    let mut columns: Option<(u32, u32)> = None;
    for row in 0..sheet.row_count().min(500) {
        let cells: Vec<(u32, _)> = sheet
            .row(row)
            .filter(|(_, cell)| !header_text(cell).is_empty())
            .collect();
        let [(name_at, name), (figure_at, figure)] = cells[..] else {
            // Figures that stand otherwise would be lost without a word.
            if cells.iter().any(|(_, cell)| matches!(cell.raw, Raw::Number(_))) {
                return None;
            }
            continue;
        };
        if context.known.lexicon.indicator(&name.shown()).is_none() {
            if matches!(figure.raw, Raw::Number(_)) {
                return None;
            }
            continue;
        }
        match columns {
            Some(known) if known != (name_at, figure_at) => return None,
            Some(_) => {}
            None => (columns, first_row) = (Some((name_at, figure_at)), Some(row)),
        }
    }
    Some(made(sheet, columns?, first_row?))
}

/// The table with the headings that it lacks.
fn made(sheet: &Sheet, (name_at, figure_at): (u32, u32), first_row: u32) -> Table {
    let head = |column: u32, name: &str| Head {
        column,
        sense: Sense {
            columns: vec![("dashboard".to_owned(), name.to_owned())],
            ..Sense::default()
        },
        row: first_row.saturating_sub(1),
        top_row: first_row.saturating_sub(1),
        ..Head::default()
    };
    let titles = (0..first_row)
        .flat_map(|row| {
            sheet
                .row(row)
                .map(move |(column, cell)| (row, column, header_text(&cell)))
        })
        .filter(|(_, _, text)| !text.is_empty())
        .collect();
    Table {
        heads: vec![head(name_at, "indicator"), head(figure_at, "value")],
        header_row: first_row.saturating_sub(1),
        first_row,
        end_row: sheet.row_count(),
        titles,
    }
}
