//! A list without headings: words of one feed's own list and a number beside each.

use crate::catalogue::Feed;
use crate::ingest::context::Known;
use crate::ingest::lexicon::code_list_of;
use crate::ingest::sheet::{Raw, Sheet};
use crate::ingest::table::heads::Head;
use crate::ingest::table::sense::Sense;
use crate::ingest::table::{Table, header_text, is_figure};
use std::collections::BTreeSet;

/// Rows of the longest sheet that can be such a list.
const MOST: u32 = 200;
/// Different words of the list that must be there.
const LEAST: usize = 3;
/// The columns in which names can stand.
const NAMES: u32 = 6;

/// The list that a sheet without any table holds.
pub(super) fn listed(sheet: &Sheet, known: &Known<'_>) -> Option<(Table, u32)> {
    if sheet.row_count() > MOST {
        return None;
    }
    known.catalogue.feeds().iter().find_map(|feed| {
        let (word, number, list) = two_columns(feed)?;
        (0..sheet.column_count().min(NAMES)).find_map(|column| {
            let rows = rows_of((sheet, column), |text| {
                known.lexicon.code_exactly(list, text).map(str::to_owned)
            })?;
            let figures = (column + 1..sheet.column_count()).find(|beside| {
                rows.iter().filter(|row| holds_figure(sheet, (**row, *beside))).count() * 4 >= rows.len() * 3
            })?;
            let (first, last) = (*rows.first()?, *rows.last()?);
            let head = |at: u32, name: &str| Head {
                column: at,
                text: name.to_owned(),
                sense: Sense {
                    columns: vec![(feed.id.clone(), name.to_owned())],
                    ..Sense::default()
                },
                row: first.saturating_sub(1),
                top_row: first.saturating_sub(1),
                ..Head::default()
            };
            let table = Table {
                heads: vec![head(column, word), head(figures, number)],
                header_row: first.saturating_sub(1),
                first_row: first,
                end_row: last + 1,
                titles: vec![],
            };
            Some((table, first))
        })
    })
}

/// The column of words and the column of numbers of a feed whose rows need nothing else of their own.
fn two_columns(feed: &Feed) -> Option<(&str, &str, &str)> {
    let required: Vec<_> = feed.columns.iter().filter(|column| column.required).collect();
    let mut words = required
        .iter()
        .filter_map(|column| Some((column.name.as_str(), code_list_of(&column.holds)?)));
    let mut numbers = required.iter().filter(|column| column.holds.is_number());
    let ((word, list), number) = (words.next()?, numbers.next()?);
    (words.next().is_none() && numbers.next().is_none() && required.len() <= 3).then_some((word, &number.name, list))
}

/// The rows in which a column holds words of a list, where nearly all that stands there is such.
fn rows_of((sheet, column): (&Sheet, u32), code: impl Fn(&str) -> Option<String>) -> Option<Vec<u32>> {
    let (mut rows, mut texts, mut codes) = (Vec::new(), 0_usize, BTreeSet::new());
    for row in (0..sheet.row_count()).filter(|row| !sheet.row_is_hidden(*row)) {
        let text = header_text(&sheet.cell(row, column));
        if text.is_empty() || sheet.row(row).all(|(other, cell)| other <= column || cell.is_empty()) {
            continue;
        }
        texts += 1;
        if let Some(code) = code(&text) {
            codes.insert(code);
            rows.push(row);
        }
    }
    (codes.len() >= LEAST && rows.len() * 4 >= texts * 3).then_some(rows)
}

fn holds_figure(sheet: &Sheet, (row, column): (u32, u32)) -> bool {
    match sheet.cell(row, column).raw {
        Raw::Number(_) => true,
        Raw::Text(text) => is_figure(text),
        _ => false,
    }
}
