//! Notes that say what a colour means: colours are not read, so what only a colour says is lost, and is said.

use crate::catalogue::plain;
use crate::ingest::remarks::Remark;
use crate::ingest::sheet::{Raw, Sheet};
use crate::ingest::table::Layout;

/// Names of colours, and words for cells that have one.
const COLOURS: [&str; 14] = [
    "red",
    "amber",
    "green",
    "yellow",
    "orange",
    "blue",
    "purple",
    "pink",
    "grey",
    "gray",
    "shaded",
    "highlighted",
    "shading",
    "coloured",
];
/// Words and signs by which a note says that a colour means something.
const MEANS: [&str; 6] = ["means", "indicates", "indicate", "denotes", "shows", "cells"];
/// Words of the longest note that is a key of colours.
const LONGEST: usize = 30;
/// Rows that are looked at for the words of colours.
const MOST_ROWS: u32 = 2_000;

/// Notes of a sheet that give colours a meaning, where no cell of it says the colour in a word.
pub fn remarks(sheet: &Sheet, layout: &Layout) -> Vec<Remark> {
    let titles = layout.tables.iter().flat_map(|table| &table.titles);
    let mut told: Vec<&(u32, u32, String)> = layout
        .texts
        .iter()
        .chain(titles)
        .filter(|text| explains(&text.2))
        .collect();
    told.sort();
    told.dedup();
    let unsaid = told.into_iter().filter(|(_, _, text)| {
        let colours = colours_in(text);
        !colours.iter().any(|colour| stands_in_a_cell(sheet, colour))
    });
    let place = |row: u32, column: u32| (sheet.name.as_str(), row, column);
    unsaid
        .map(|(row, column, text)| Remark::on_cell("colour-not-read", place(*row, *column), text.trim()))
        .collect()
}

fn colours_in(text: &str) -> Vec<&'static str> {
    let simple = plain(text);
    let is_there = |colour: &&str| simple.split(' ').any(|word| word == *colour);
    COLOURS.into_iter().filter(is_there).collect()
}

/// Whether a text says what a colour means: `Yellow = provisional`, `Cells shaded grey are estimates`.
fn explains(text: &str) -> bool {
    let simple = plain(text);
    let words = simple.split(' ').count();
    let links = text.contains(['=', ':']) || simple.split(' ').any(|word| MEANS.contains(&word));
    (2..=LONGEST).contains(&words) && links && !colours_in(text).is_empty()
}

/// Whether a cell of the sheet holds nothing but a word: then colours are written out.
fn stands_in_a_cell(sheet: &Sheet, word: &str) -> bool {
    let rows = 0..sheet.row_count().min(MOST_ROWS);
    rows.flat_map(|row| sheet.row(row)).any(|(_, cell)| match cell.raw {
        Raw::Text(text) => text.len() <= 24 && plain(text) == word,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::explains;

    #[test]
    fn a_key_of_colours_is_told_from_a_place_or_a_sentence() {
        for text in [
            "Yellow = provisional",
            "Cells shaded grey are estimates",
            "Key: amber cells, one month late",
            "Red means overdue",
        ] {
            assert!(explains(text), "{text}");
        }
        for text in [
            "Green",
            "Blue Badge referrals",
            "The Green Paper came out",
            "Provisional = not signed off",
        ] {
            assert!(!explains(text), "{text}");
        }
    }
}
