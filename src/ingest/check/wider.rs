//! Figures that a note says are for a wider area than the county: they are the wider area's, with a finding.

use crate::catalogue::plain;
use crate::domain::{Area, Level, Places};
use crate::ingest::check::{Checked, Told};
use crate::ingest::rows::Row;
use std::collections::BTreeSet;

/// Moves rows of the county whose own note, or a note of the file, says that they are for a wider area.
pub fn settle(checked: &mut Checked<'_, '_>, texts: &[String]) {
    let home = checked.context.known.places.home().to_owned();
    let of_file = texts
        .iter()
        .filter(|text| {
            plain(text)
                .split(' ')
                .any(|word| ["figures", "data", "counts", "numbers", "return", "wide", "whole"].contains(&word))
        })
        .find_map(|text| wider(checked, text));
    let named: bool = checked
        .rows
        .iter()
        .any(|row| of_file.as_ref().is_some_and(|id| row.word("area") == id));
    let mut rows = std::mem::take(&mut checked.rows);
    let of_wider: Vec<Row> = rows.iter().filter(|row| row.word("area") != home).cloned().collect();
    let mut said_again: BTreeSet<(usize, (u32, u32))> = BTreeSet::new();
    for row in rows.iter_mut().filter(|row| row.word("area") == home) {
        let own = wider(checked, row.word("note"));
        // A file that gives the wider area its own rows means its county rows as they stand.
        let Some(id) = own.or_else(|| of_file.clone().filter(|_| !named)) else {
            continue;
        };
        let cell = row
            .numbers
            .values()
            .find(|figure| figure.reading.number.is_some())
            .map_or(row.at, |figure| figure.cell);
        let name = checked.context.known.places.name(&id).to_owned();
        row.words.insert("area".to_owned(), id);
        if of_wider.iter().any(|other| says_the_same((row, other))) {
            said_again.insert((row.table, cell));
        }
        checked.say(
            "area-wider",
            (row, cell),
            Told {
                seen: name.clone(),
                treated_as: name,
                ..Told::default()
            },
        );
    }
    // The wider area has a figure of its own, which says the same.
    let is_again = |row: &Row| {
        let mut cells = row.numbers.values().map(|figure| (row.table, figure.cell));
        cells.any(|at| said_again.contains(&at))
    };
    checked.rows = rows.into_iter().filter(|row| !is_again(row)).collect();
}

/// Whether two rows say the same of one thing.
fn says_the_same((one, other): (&Row, &Row)) -> bool {
    let same = |column: &str| one.word(column) == other.word(column);
    let mut numbers = one.numbers.iter();
    ["indicator", "area", "period"].into_iter().all(same)
        && numbers.all(|(name, figure)| other.number(name) == figure.reading.number)
}

/// The wider area that a text says its figures cover.
fn wider(checked: &Checked<'_, '_>, text: &str) -> Option<String> {
    area_said(checked.context.known.places, text)
}

/// The same of any board's areas.
pub fn area_said(places: &Places, text: &str) -> Option<String> {
    let text = format!(" {} ", plain(text));
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if has(&[" not ", " exclud", " without ", " except ", " only "]) {
        return None;
    }
    let says = has(&[
        " wide ",
        " cover",
        " includ",
        " whole of ",
        " all of ",
        " across ",
        " footprint ",
        " catchment ",
        "forcewide",
        "trustwide",
        " combined ",
    ]);
    if has(&[
        " force wide ",
        " forcewide ",
        " whole force ",
        " trust wide ",
        " trustwide ",
        " whole trust ",
    ]) {
        return the_wider_area(places);
    }
    let names = |area: &&Area| {
        std::iter::once(&area.name)
            .chain(&area.aliases)
            .any(|name| plain(name).len() >= 3 && text.contains(&format!(" {} ", plain(name))))
    };
    let found = places
        .all()
        .iter()
        .filter(|area| area.level == Level::Other && area.parent.is_none())
        .filter(names)
        .max_by_key(|area| area.name.len());
    // The neighbours are other areas too; only one that holds the county is wider.
    let home = plain(places.name(places.home()));
    found
        .filter(|area| says && format!(" {} ", plain(&area.name)).contains(&format!(" {home} ")))
        .map(|area| area.id.clone())
}

/// Whether a text says that its figures take in an area beside the county: `includes Southend`.
pub fn takes_in_a_neighbour(places: &Places, text: &str) -> bool {
    let text = format!(" {} ", plain(text));
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if !has(&[" includ", " incl ", " inc ", " cover", " plus ", " with "])
        || has(&[" not ", " exclud", " without ", " except "])
    {
        return false;
    }
    let names = |area: &&Area| {
        let mut ways = std::iter::once(&area.name).chain(&area.aliases);
        ways.any(|name| plain(name).len() >= 4 && text.contains(&format!(" {} ", plain(name))))
    };
    let beside = |area: &&Area| area.level == Level::Other && area.parent.is_none();
    places.all().iter().filter(beside).any(|area| names(&area))
}

/// The one area of the board that holds the county and more; `None` where there is none or several.
pub fn the_wider_area(places: &Places) -> Option<String> {
    let home = format!(" {} ", plain(places.name(places.home())));
    let wider: Vec<&Area> = places
        .all()
        .iter()
        .filter(|area| area.level == Level::Other && area.parent.is_none())
        .filter(|area| format!(" {} ", plain(&area.name)).contains(&home))
        .collect();
    match wider[..] {
        [one] => Some(one.id.clone()),
        _ => None,
    }
}
