//! `agencies.csv`, `areas.csv`, `populations.csv` and `comparators.csv` to the nouns that the stages use.

use crate::board::table::{self, Row, Table};
use crate::catalogue::{Catalogue, Fault, is_slip_of, nearest};
use crate::domain::{Agency, Area, Comparator, Headcount, Level, Places, Populations};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The agencies in the order of the table, which is the order of every list of agencies in the papers.
pub(super) fn agencies(root: &Path, catalogue: &Catalogue, faults: &mut Vec<Fault>) -> Vec<Agency> {
    const COLUMNS: [&str; 7] = ["agency", "name", "kind", "aliases", "feeds", "valid_from", "valid_to"];
    let Some(table) = table::read(root, "agencies.csv", &COLUMNS, faults) else {
        return vec![];
    };
    let mut seen = BTreeSet::new();
    let mut agencies = Vec::new();
    for row in &table.rows {
        check_id(&table, row, ("agency", &mut seen), faults);
        check_kind(&table, row, catalogue, faults);
        let feeds = row.list("feeds");
        for feed in feeds.iter().filter(|feed| catalogue.feed(feed).is_none()) {
            let known: Vec<&str> = catalogue.feeds().iter().map(|feed| feed.id.as_str()).collect();
            faults.push(unknown(&table, row, ("feed", feed), &known));
        }
        let (valid_from, valid_to) = (
            day(&table, row, "valid_from", faults),
            day(&table, row, "valid_to", faults),
        );
        if let (Some(from), Some(to)) = (valid_from, valid_to)
            && to < from
        {
            faults.push(Fault::at(&table.name, row.line, "`valid_to` is before `valid_from`"));
        }
        agencies.push(Agency {
            id: row.cell("agency").into(),
            name: row.optional("name").unwrap_or_else(|| row.cell("agency").into()),
            kind: row.cell("kind").into(),
            aliases: row.list("aliases"),
            feeds,
            valid_from,
            valid_to,
        });
    }
    agencies
}

/// A kind that looks like a slip of a declared one is a fault; another may be the board's own.
fn check_kind(table: &Table, row: &Row, catalogue: &Catalogue, faults: &mut Vec<Fault>) {
    let kind = row.cell("kind");
    let Some(list) = catalogue.code_list("agency-kinds") else {
        return;
    };
    let known: Vec<&str> = list.codes.iter().map(|code| code.code.as_str()).collect();
    if kind.is_empty() {
        faults.push(Fault::at(&table.name, row.line, "`kind` is empty").allowing(known));
    } else if !known.contains(&kind) && known.iter().any(|word| is_slip_of(kind, word)) {
        faults.push(unknown(table, row, ("agency kind", kind), &known));
    }
}

/// The areas, with the home county: the one `board.toml` names, else the only county.
pub(super) fn places(root: &Path, home: Option<&(String, usize)>, faults: &mut Vec<Fault>) -> Places {
    const COLUMNS: [&str; 5] = ["area", "name", "level", "parent", "aliases"];
    let Some(table) = table::read(root, "areas.csv", &COLUMNS, faults) else {
        return Places::default();
    };
    let mut seen = BTreeSet::new();
    let mut areas = Vec::new();
    for row in &table.rows {
        check_id(&table, row, ("area", &mut seen), faults);
        let level = row.cell("level").parse().unwrap_or_else(|_| {
            faults.push(unknown(
                &table,
                row,
                ("level", row.cell("level")),
                &Level::ALL.map(Level::word),
            ));
            Level::Other
        });
        areas.push(Area {
            id: row.cell("area").into(),
            name: row.optional("name").unwrap_or_else(|| row.cell("area").into()),
            level,
            parent: row.optional("parent"),
            aliases: row.list("aliases"),
            tile: tile(&table, row, faults),
        });
    }
    for row in &table.rows {
        let parent = row.cell("parent");
        if !parent.is_empty() && !seen.contains(parent) {
            let known: Vec<&str> = seen.iter().map(String::as_str).collect();
            faults.push(unknown(&table, row, ("area", parent), &known));
        }
    }
    let home = home_of(&areas, home, faults);
    Places::new(areas, home)
}

/// The optional column `tile`: a letter for the column and a number for the row, `B3`.
fn tile(table: &Table, row: &Row, faults: &mut Vec<Fault>) -> Option<(u8, u8)> {
    let written = row.optional("tile")?.to_ascii_uppercase();
    let column = written.chars().next().filter(char::is_ascii_uppercase);
    let line = written.get(1..).and_then(|text| text.parse::<u8>().ok());
    let place = column.zip(line.filter(|line| (1..=26).contains(line)));
    if place.is_none() {
        let said = format!("`{written}` is no place on the map of tiles; write a letter and a number, such as B3");
        faults.push(Fault::at(&table.name, row.line, said));
    }
    place.map(|(column, line)| (column as u8 - b'A', line - 1))
}

/// The id of the home county; empty, with a fault, when it cannot be told.
fn home_of(areas: &[Area], written: Option<&(String, usize)>, faults: &mut Vec<Fault>) -> String {
    let counties: Vec<&str> = areas
        .iter()
        .filter(|area| area.level == Level::County)
        .map(|area| area.id.as_str())
        .collect();
    match (written, counties.as_slice()) {
        (Some((home, _)), _) if areas.iter().any(|area| area.id == *home) => home.clone(),
        (Some((home, line)), _) => {
            let said = format!("the home `{home}` is no area of areas.csv");
            faults.push(Fault::at("board.toml", *line, said).allowing(counties));
            String::new()
        }
        (None, [only]) => only.to_string(),
        (None, several) => {
            let said = format!(
                "`home` is needed, because areas.csv has {} areas of level county",
                several.len()
            );
            faults.push(Fault::of_file("board.toml", said).allowing(counties));
            String::new()
        }
    }
}

/// The mid-year estimates; none without the file, and then no rate can be measured.
pub(super) fn populations(root: &Path, places: &Places, faults: &mut Vec<Fault>) -> Populations {
    let mut populations = Populations::default();
    let Some(table) = table::read_if_there(
        root,
        "populations.csv",
        &["area", "year", "population_0_17", "vintage"],
        faults,
    ) else {
        return populations;
    };
    let bands: Vec<&String> = table
        .columns
        .iter()
        .filter(|column| column.starts_with("population_"))
        .collect();
    for row in &table.rows {
        check_area(&table, row, places, faults);
        let Ok(year) = row.cell("year").parse::<i32>() else {
            let said = format!("the year `{}` is no calendar year such as 2025", row.cell("year"));
            faults.push(Fault::at(&table.name, row.line, said));
            continue;
        };
        for band in &bands {
            let Some(written) = row.optional(band) else { continue };
            match written.replace(',', "").parse::<f64>() {
                Ok(people) if people >= 0.0 && people.is_finite() => {
                    let vintage = row.cell("vintage").to_string();
                    populations.add(row.cell("area"), band, Headcount { people, vintage, year });
                }
                _ => faults.push(Fault::at(
                    &table.name,
                    row.line,
                    format!("`{written}` is no number of people"),
                )),
            }
        }
    }
    populations
}

/// The published figures of elsewhere, in the order of the table; none without the file.
pub(super) fn comparators(root: &Path, catalogue: &Catalogue, faults: &mut Vec<Fault>) -> Vec<Comparator> {
    const COLUMNS: [&str; 6] = ["indicator", "group", "year", "value", "published", "source"];
    let Some(table) = table::read_if_there(root, "comparators.csv", &COLUMNS, faults) else {
        return vec![];
    };
    let mut comparators = Vec::new();
    for row in &table.rows {
        let indicator = row.cell("indicator");
        if catalogue.indicator(indicator).is_none() {
            let known: Vec<&str> = catalogue.indicators().iter().map(|known| known.id.as_str()).collect();
            let said = format!("`{indicator}` is no indicator{}", meant(indicator, &known));
            faults.push(Fault::at(&table.name, row.line, said));
        }
        let Some(value) = row
            .cell("value")
            .replace(',', "")
            .parse()
            .ok()
            .filter(|value: &f64| value.is_finite())
        else {
            let said = format!(
                "`{}` is no number; leave out the line of a figure that is not published",
                row.cell("value")
            );
            faults.push(Fault::at(&table.name, row.line, said));
            continue;
        };
        let text = |column: &str| row.cell(column).to_string();
        let comparator = Comparator {
            indicator: text("indicator"),
            group: text("group"),
            year: text("year"),
            value,
            published: text("published"),
            source: text("source"),
        };
        if comparator.year_ending().is_none() {
            let said = format!("the year `{}` names no year such as 2025 or 2024-25", comparator.year);
            faults.push(Fault::at(&table.name, row.line, said));
        }
        comparators.push(comparator);
    }
    comparators
}

/// Each id once, and never empty.
fn check_id(table: &Table, row: &Row, (column, seen): (&str, &mut BTreeSet<String>), faults: &mut Vec<Fault>) {
    let id = row.cell(column);
    if id.is_empty() {
        faults.push(Fault::at(&table.name, row.line, format!("`{column}` is empty")));
    } else if !seen.insert(id.to_string()) {
        faults.push(Fault::at(
            &table.name,
            row.line,
            format!("the {column} `{id}` stands twice"),
        ));
    }
}

fn check_area(table: &Table, row: &Row, places: &Places, faults: &mut Vec<Fault>) {
    if places.area(row.cell("area")).is_none() {
        let known: Vec<&str> = places.all().iter().map(|area| area.id.as_str()).collect();
        faults.push(unknown(table, row, ("area", row.cell("area")), &known));
    }
}

/// A word that means nothing, with the words that would.
fn unknown(table: &Table, row: &Row, (what, word): (&str, &str), known: &[&str]) -> Fault {
    let said = format!("`{word}` is no {what}{}", meant(word, known));
    Fault::at(&table.name, row.line, said).allowing(known.iter().copied())
}

fn meant(word: &str, known: &[&str]) -> String {
    nearest(word, known.iter().copied())
        .map(|near| format!(" (did you mean `{near}`?)"))
        .unwrap_or_default()
}

/// A day, or nothing when the cell is empty.
fn day(table: &Table, row: &Row, column: &str, faults: &mut Vec<Fault>) -> Option<NaiveDate> {
    let written = row.optional(column)?;
    let read = read_day(&written);
    if read.is_none() {
        let said = format!("`{column}` is `{written}`, which is no day such as 2026-04-01");
        faults.push(Fault::at(&table.name, row.line, said));
    }
    read
}

/// `2026-04-01`, or `01/04/2026` as spreadsheets save it.
pub(super) fn read_day(written: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%d/%m/%Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(written, form).ok())
}

/// The alternatives of a list that several agencies share: for each, the agencies that claim it.
pub(super) fn shared_names(agencies: &[Agency]) -> BTreeMap<String, BTreeSet<String>> {
    let mut claims: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for agency in agencies {
        for name in [&agency.id, &agency.name].into_iter().chain(&agency.aliases) {
            claims
                .entry(crate::catalogue::plain(name))
                .or_default()
                .insert(agency.id.clone());
        }
    }
    claims.retain(|_, owners| owners.len() > 1);
    claims
}
