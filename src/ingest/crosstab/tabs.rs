//! Sheets of a workbook that are called alike but for an area, each into that area: `Mid SSG` beside `North SSG`.

use crate::catalogue::plain;
use crate::ingest::context::Known;
use crate::ingest::lexicon::Named;
use crate::ingest::sheet::Sheet;
use crate::ingest::table::header_text;
use crate::ingest::words::names::Likeness;

/// Words that an area's name takes up at most.
const LONGEST: usize = 3;
/// Rows in which the first text of a sheet is looked for.
const ROWS: u32 = 5;

/// For each sheet the area by which its tab, or else its first text, differs from those of other sheets.
pub fn areas(sheets: &[&Sheet], known: &Known<'_>) -> Vec<Option<Named>> {
    if sheets.len() < 2 {
        return vec![None; sheets.len()];
    }
    let tabs = alike(
        &sheets.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>(),
        known,
    );
    if tabs.iter().any(Option::is_some) {
        return tabs;
    }
    alike(&sheets.iter().map(|sheet| first_text(sheet)).collect::<Vec<_>>(), known)
}

/// The areas of texts that are the same but for the area.
fn alike(texts: &[String], known: &Known<'_>) -> Vec<Option<Named>> {
    let split: Vec<Option<(Named, String)>> = texts.iter().map(|text| without_area(text, known)).collect();
    let of = |at: usize| {
        let (area, rest) = split[at].as_ref()?;
        let beside = |other: &Option<(Named, String)>| {
            other
                .as_ref()
                .is_some_and(|(another, words)| words == rest && another.id != area.id)
        };
        split.iter().any(beside).then(|| area.clone())
    };
    (0..texts.len()).map(of).collect()
}

/// The area in a text and what is left of the text; nothing where it is only an area, or names several.
fn without_area(text: &str, known: &Known<'_>) -> Option<(Named, String)> {
    let simple = plain(text);
    let words: Vec<&str> = simple.split(' ').collect();
    let mut found: Option<(Named, String)> = None;
    let mut from = 0;
    while from < words.len() {
        let longest = (from + LONGEST).min(words.len());
        let area = (from + 1..=longest).rev().find_map(|to| {
            let named = known.lexicon.area(&words[from..to].join(" "))?;
            (named.likeness == Likeness::Declared).then_some((named, to))
        });
        let Some((named, to)) = area else {
            from += 1;
            continue;
        };
        if found.is_some() {
            return None;
        }
        let rest: Vec<&str> = words[..from].iter().chain(&words[to..]).copied().collect();
        found = Some((named, rest.join(" ")));
        from = to;
    }
    found.filter(|(named, rest)| !rest.is_empty() && named.id != known.places.home())
}

fn first_text(sheet: &Sheet) -> String {
    (0..sheet.row_count().min(ROWS))
        .flat_map(|row| sheet.row(row))
        .map(|(_, cell)| header_text(&cell))
        .find(|text| !text.is_empty())
        .unwrap_or_default()
}
