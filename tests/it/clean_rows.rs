//! The clean quarters of an example board into the rows that the store would hold, with nothing but a CSV reader: reading
//! untidy files plays no part in what is measured here.

use paqa::catalogue::{Catalogue, Feed};
use paqa::domain::Period;
use paqa::measure::RowsByFeed;
use polars::prelude::{Column, DataFrame};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One row: its cells by column, and where it came from.
struct Row {
    cells: BTreeMap<String, String>,
    sender: String,
    file: String,
    superseded: bool,
}

/// The rows of every feed in the inbox folders up to a quarter.
pub fn rows(inbox: &Path, catalogue: &Catalogue, until: Period) -> RowsByFeed {
    let mut by_feed: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let mut folders: Vec<PathBuf> = list(inbox);
    folders.retain(|folder| name(folder).parse::<Period>().is_ok_and(|period| period <= until));
    for agency in folders.iter().flat_map(|folder| list(folder)) {
        let files: Vec<PathBuf> = list(&agency)
            .into_iter()
            .filter(|file| name(file).ends_with(".csv"))
            .collect();
        for file in &files {
            let stem = name(file).trim_end_matches(".csv").to_string();
            let words = stem.trim_end_matches(" v2").split(' ').next().unwrap().to_string();
            let corrected = files.iter().any(|other| name(other) == format!("{stem} v2.csv"));
            let place = file.strip_prefix(inbox).unwrap().to_string_lossy().replace('\\', "/");
            by_feed
                .entry(words)
                .or_default()
                .extend(read(file, &name(&agency), &place, corrected));
        }
    }
    let frames = by_feed.into_iter().filter_map(|(feed, rows)| {
        let declared = catalogue.feed(&feed)?;
        Some((feed, frame(declared, &rows, catalogue)))
    });
    frames.collect()
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    found.sort();
    found
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

fn read(file: &Path, sender: &str, place: &str, superseded: bool) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let headings = reader.headers().unwrap().clone();
    let records = reader.records().map(|record| {
        let record = record.unwrap();
        let cells = headings
            .iter()
            .map(String::from)
            .zip(record.iter().map(String::from))
            .collect();
        Row {
            cells,
            sender: sender.into(),
            file: place.into(),
            superseded,
        }
    });
    records.collect()
}

fn frame(feed: &Feed, rows: &[Row], catalogue: &Catalogue) -> DataFrame {
    let text = |cell: &dyn Fn(&Row) -> Option<String>| rows.iter().map(cell).collect::<Vec<Option<String>>>();
    let mut columns = vec![Column::new("sender".into(), text(&|row| Some(row.sender.clone())))];
    for column in &feed.columns {
        let cell =
            |row: &Row| -> Option<String> { moved(row, &column.name, catalogue).filter(|cell| !cell.is_empty()) };
        if !column.holds.is_number() {
            columns.push(Column::new(column.name.as_str().into(), text(&cell)));
            continue;
        }
        let numbers: Vec<Option<f64>> = rows.iter().map(|row| cell(row)?.parse().ok()).collect();
        let states: Vec<&str> = numbers
            .iter()
            .map(|number| if number.is_some() { "number" } else { "blank" })
            .collect();
        let none = vec![None::<f64>; rows.len()];
        columns.push(Column::new(column.name.as_str().into(), &numbers));
        columns.push(Column::new(format!("{}_state", column.name).into(), states));
        columns.push(Column::new(format!("{}_low", column.name).into(), &none));
        columns.push(Column::new(format!("{}_high", column.name).into(), &none));
    }
    columns.push(Column::new("source_file".into(), text(&|row| Some(row.file.clone()))));
    columns.push(Column::new("source_sheet".into(), text(&|_| None)));
    columns.push(Column::new("source_cell".into(), text(&|_| Some("A2".into()))));
    columns.push(Column::new("received".into(), text(&|row| Some(due_on(&row.file)))));
    columns.push(Column::new(
        "superseded".into(),
        rows.iter().map(|row| row.superseded).collect::<Vec<bool>>(),
    ));
    DataFrame::new(rows.len(), columns).unwrap()
}

/// The day on which the returns of a file's folder were due: files of the past count as received then.
fn due_on(file: &str) -> String {
    let period: Period = file.split('/').next().unwrap().parse().unwrap();
    (period.last_day() + chrono::Days::new(30)).to_string()
}

/// A cell, with counts that stand in a `value` column moved to the numerator.
fn moved(row: &Row, column: &str, catalogue: &Catalogue) -> Option<String> {
    let cell = |name: &str| row.cells.get(name).cloned().unwrap_or_default();
    let indicator = catalogue.indicator(&cell("indicator"));
    let is_count = indicator.is_some_and(|indicator| indicator.unit == paqa::catalogue::Unit::Count);
    match column {
        "numerator" if is_count && cell("numerator").is_empty() => Some(cell("value")),
        "value" if is_count => None,
        other => row.cells.get(other).cloned(),
    }
}

/// The same rows without those of one sender.
pub fn without(frame: &DataFrame, sender: &str) -> DataFrame {
    let senders = frame.column("sender").unwrap().str().unwrap().clone();
    let keep: polars::prelude::BooleanChunked = senders.iter().map(|one| one != Some(sender)).collect();
    frame.filter(&keep).unwrap()
}
