//! The example board after a run: what was planted is found, what was not is left alone, and the clean quarters are held cell for cell.

use crate::example_run::{board, cell, list};
use paqa::domain::{Entry, Table};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

type Row = BTreeMap<String, String>;

const FEEDS: [&str; 15] = [
    "dashboard",
    "s11-answers",
    "training-sessions",
    "training-evaluations",
    "lado-referrals",
    "lado-timeliness",
    "actions",
    "case-audits",
    "risks",
    "challenges",
    "communications",
    "funding",
    "business-plan",
    "voice",
    "attendance",
];

fn rows_of(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

/// The changes planted in the current quarter: indicator, area, and the three words that should be read.
fn changes() -> Vec<(String, String, String)> {
    let planted = rows_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/planted.csv"));
    let current = planted.iter().filter(|row| row["period"] == "2026-27 Q2");
    let words = current.filter_map(|row| Some((row, row["expected"].strip_prefix("exception ")?)));
    words
        .map(|(row, words)| (row["indicator"].clone(), row["area"].clone(), words.to_owned()))
        .collect()
}

/// The performance exceptions of the current quarter: indicator, area, and how each was read.
fn found() -> Vec<(String, String, String)> {
    let table = list(&["exceptions", "--period", "2026-27-Q2"]);
    let rows = (0..table.rows.len())
        .filter(|&row| cell(&table, row, "kind") == "performance" && cell(&table, row, "tier") == "exception");
    rows.map(|row| {
        let read = format!("{} {}", cell(&table, row, "concern"), cell(&table, row, "direction"));
        (cell(&table, row, "indicator"), cell(&table, row, "area"), read)
    })
    .collect()
}

#[test]
fn every_planted_change_for_the_worse_or_unusual_is_an_exception_read_the_right_way() {
    let (changes, found) = (changes(), found());
    assert!(changes.len() >= 12, "{changes:?}");
    let missed: Vec<_> = changes
        .iter()
        .filter(|change| !change.2.starts_with("better") && !found.contains(change))
        .collect();
    assert!(missed.is_empty(), "missed {missed:?}\nfound {found:?}");
}

#[test]
fn a_planted_improvement_is_no_exception() {
    let better: Vec<_> = changes()
        .into_iter()
        .filter(|change| change.2.starts_with("better"))
        .collect();
    assert!(!better.is_empty());
    for (indicator, area, _) in &better {
        assert!(
            !found().iter().any(|one| one.0 == *indicator && one.1 == *area),
            "{indicator}"
        );
    }
}

#[test]
fn what_was_not_planted_makes_at_most_one_exception() {
    let changes = changes();
    // Places filled fall because people do not come: the other side of the planted no-shows.
    let other: Vec<_> = found()
        .into_iter()
        .filter(|one| one.0 != "TR01" && !changes.iter().any(|change| change.0 == one.0))
        .collect();
    assert!(other.len() <= 1, "{other:?}");
}

#[test]
fn the_clean_quarters_are_held_cell_for_cell() {
    let mut wrong = Vec::new();
    let mut compared = 0;
    for feed in FEEDS {
        let held = list(&["rows", feed, "--all"]);
        let by_place = by_place(&held);
        let clean = clean_files(feed);
        let of_clean = (0..held.rows.len()).filter(|&row| {
            let file = cell(&held, row, "source_file");
            clean.iter().any(|(place, _)| *place == file)
        });
        let (sent, kept): (usize, usize) = (clean.iter().map(|(_, rows)| rows.len()).sum(), of_clean.count());
        if sent != kept {
            wrong.push(format!("{feed}: {sent} rows sent, {kept} held"));
        }
        for (place, rows) in clean {
            for (at, row) in rows.iter().enumerate() {
                let Some(&line) = by_place.get(&(place.clone(), at + 2)) else {
                    wrong.push(format!("{place} line {} is not held", at + 2));
                    continue;
                };
                for column in filled_unasked(&held, line, row) {
                    wrong.push(format!("{place} line {}: {column} was not sent", at + 2));
                }
                for (column, sent) in row {
                    compared += 1;
                    if !is_same(&held, line, (column, sent)) && !is_rounded(&held, line, (column, row)) {
                        wrong.push(format!("{place} line {}: {column} {sent}", at + 2));
                    }
                }
            }
        }
    }
    assert!(compared > 100_000, "{compared} compared");
    assert!(
        wrong.is_empty(),
        "{} wrong, such as\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
}

/// Rows by the file and the line of their first cell.
fn by_place(held: &Table) -> BTreeMap<(String, usize), usize> {
    let places = (0..held.rows.len()).filter_map(|row| {
        let first = cell(held, row, "source_cell");
        let first = first
            .split(';')
            .next()?
            .trim_start_matches(|letter: char| !letter.is_ascii_digit())
            .to_owned();
        Some(((cell(held, row, "source_file"), first.parse().ok()?), row))
    });
    places.collect()
}

/// The canonical files of a feed before the current quarter, by their place in the inbox.
fn clean_files(feed: &str) -> Vec<(String, Vec<Row>)> {
    let inbox = board().join("inbox");
    let files = below(&inbox).into_iter().filter_map(|path| {
        let place = path.strip_prefix(&inbox).ok()?.to_string_lossy().into_owned();
        let name = path.file_stem()?.to_string_lossy().into_owned();
        let is_clean = name.split(' ').next() == Some(feed) && !place.starts_with("2026-27-Q2");
        is_clean.then(|| (place, rows_of(&path)))
    });
    files.collect()
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] })
        .filter(|path| path.is_dir() || path.extension().is_some_and(|end| end == "csv"))
        .collect()
}

/// The number columns of a row that hold something although the file has no such column.
fn filled_unasked(held: &Table, row: usize, sent: &Row) -> Vec<String> {
    let numbers = held.columns.iter().filter_map(|column| column.strip_suffix("_state"));
    let unasked = numbers.filter(|column| !sent.contains_key(*column));
    unasked
        .filter(|column| cell(held, row, &format!("{column}_state")) != "blank")
        .map(String::from)
        .collect()
}

/// Whether a cell is held as it was sent and in its own column: a number as that number, a symbol as the state that it stands for, nothing
/// as nothing, an absent area as the county, and every other word as it is.
/// Whether a figure is the five for which its note says that it stands for 1 to 7, and is held as such.
fn is_rounded(held: &Table, line: usize, (column, row): (&str, &BTreeMap<String, String>)) -> bool {
    let is = |name: &str, what: &str| cell(held, line, &format!("{column}_{name}")) == what;
    let says = row
        .get("note")
        .is_some_and(|note| note == "Rounded to the nearest 5; 1 to 7 shown as 5");
    says && row[column] == "5" && is("state", "suppressed") && is("low", "1") && is("high", "7")
}

fn is_same(held: &Table, row: usize, (column, sent): (&str, &str)) -> bool {
    let is = cell(held, row, column);
    if held.column(&format!("{column}_state")).is_none() {
        return is == sent || (sent.is_empty() && column == "area" && is == "E10000012");
    }
    let state = cell(held, row, &format!("{column}_state"));
    if let Ok(number) = sent.parse::<f64>() {
        return state == "number" && is.parse() == Ok(number);
    }
    let meant = match sent {
        "" => "blank",
        "<5" | "c" => "suppressed",
        ".." => "not-available",
        "z" => "not-applicable",
        _ => return false,
    };
    state == meant && is.is_empty()
}

#[test]
fn what_is_not_held_as_it_was_sent_is_told() {
    let columns = ["numerator", "numerator_state", "value", "value_state", "area"];
    let rows = [
        ["12", "number", "", "blank", "E1"],
        ["", "blank", "12", "number", "E10000012"],
    ];
    let held = Table {
        columns: columns.map(String::from).to_vec(),
        rows: rows.map(|row| row.map(Entry::from).to_vec()).to_vec(),
    };
    assert!(is_same(&held, 0, ("numerator", "12.0")) && is_same(&held, 0, ("value", "")));
    // A number that is lost, or has gone to another column, or has become another.
    assert!(!is_same(&held, 1, ("numerator", "12")) && !is_same(&held, 1, ("value", "")));
    assert!(!is_same(&held, 0, ("numerator", "13")));
    // A number where a symbol stood, and nothing where a symbol stood.
    assert!(!is_same(&held, 0, ("numerator", "c")) && !is_same(&held, 1, ("numerator", "c")));
    assert!(is_same(&held, 1, ("area", "")) && !is_same(&held, 0, ("area", "")));
    let sent = Row::from([
        ("numerator".to_string(), String::new()),
        ("area".to_string(), String::new()),
    ]);
    assert_eq!(filled_unasked(&held, 1, &sent), ["value"]);
    assert!(filled_unasked(&held, 0, &sent).is_empty());
}
