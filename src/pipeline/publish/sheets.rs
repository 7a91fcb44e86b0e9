//! A workbook sheet by sheet, as the program reads any: each holds the figures of its own indicator only, and nothing else.

use crate::domain::PublicTable;
use crate::ingest::read::read_file;
use crate::ingest::sheet::{Cell, Raw, Sheet};
use crate::pipeline::publish::may::{May, notes_of};
use crate::pipeline::publish::scan::told;
use crate::withhold::Allowed;

/// Everything in the sheets that their own figures do not account for.
///
/// # Errors
/// When it is no workbook.
pub fn scan(bytes: &[u8], may: &May) -> anyhow::Result<Vec<String>> {
    let file = read_file(bytes, "");
    if let Some(refusal) = file.refused {
        anyhow::bail!("the workbook cannot be read: {}", refusal.reason);
    }
    let mut found = Vec::new();
    for sheet in &file.sheets {
        let told = in_sheet(sheet, &may_say(&sheet.name, may));
        found.extend(told.into_iter().map(|what| format!("sheet {}: {what}", sheet.name)));
    }
    let unseen = file.unseen.iter();
    found.extend(unseen.map(|sheet| format!("a table that no sheet shows: {}", sheet.name)));
    for aside in &file.asides {
        let told = told(&may.words(), &aside.text);
        found.extend(told.into_iter().map(|what| format!("{}: {what}", aside.place)));
    }
    Ok(found)
}

fn in_sheet(sheet: &Sheet, allowed: &Allowed) -> Vec<String> {
    let mut found = told(allowed, &sheet.name);
    found.extend(sheet.comments.iter().map(|_| "a comment".to_string()));
    let rows = (0..sheet.row_count()).flat_map(|row| sheet.row(row));
    found.extend(rows.flat_map(|(_, cell)| in_cell(&cell, allowed)));
    found
}

fn in_cell(cell: &Cell, allowed: &Allowed) -> Vec<String> {
    match cell.raw {
        Raw::Empty => Vec::new(),
        Raw::Text(text) => told(allowed, text),
        Raw::Number(number) => told(allowed, &number.to_string()),
        other => vec![format!("a cell is neither words nor a number: {other:?}")],
    }
}

/// What the sheet of that name may say.
fn may_say(name: &str, may: &May) -> Allowed {
    let tables = &may.pack.tables;
    let mut allowed = match name {
        "Cover" => may.rule(),
        "Contents" | "Notes" => may.words(),
        _ => may.anywhere(),
    };
    if name == "Cover" {
        // The version of the licence.
        allowed.text("3.0");
    }
    let is_own = |table: &PublicTable| match name.strip_prefix("Quarters ") {
        Some(theme) => table.theme.starts_with(theme),
        None => {
            let rest = name.strip_prefix(table.indicator.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        }
    };
    let mut number = 0;
    for table in tables {
        let own = is_own(table);
        if own {
            allowed.all_of(&may.table(table));
        }
        for _ in 0..notes_of(table) {
            number += 1;
            if own || name == "Notes" {
                allowed.number(f64::from(number));
            }
        }
    }
    allowed
}
