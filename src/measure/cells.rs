//! Numeric cells into how many of them could be used, by file.

use crate::domain::{CellState, Period};
use crate::measure::table::Table;
use crate::measure::{RowsByFeed, expectation};
use polars::prelude::{DataFrame, DataType};
use std::collections::{BTreeMap, BTreeSet};

/// The rows of the inbox folders from `first` on; rows come in the order of their folders.
fn since(first: Period, frame: &DataFrame) -> DataFrame {
    let files = frame.column("source_file").and_then(|column| column.str());
    let Ok(files) = files else { return frame.clone() };
    let is_before = |row: usize| {
        let folder = files.get(row).and_then(|file| file.split('/').next());
        folder.is_some_and(|folder| folder.parse::<Period>().is_ok_and(|folder| folder < first))
    };
    let (mut from, mut to) = (0, frame.height());
    while from < to {
        let middle = usize::midpoint(from, to);
        if is_before(middle) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    frame.tail(Some(frame.height() - from))
}

/// By file of the inbox folders from `first` on: numeric cells that could be used, and all in which anything stood.
pub fn cells(rows: &RowsByFeed, first: Period) -> BTreeMap<String, (usize, usize)> {
    let mut counted: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for frame in rows.values() {
        count_cells(&since(first, frame), &mut counted);
    }
    counted
}

fn count_cells(frame: &DataFrame, counted: &mut BTreeMap<String, (usize, usize)>) {
    let names = frame.get_column_names();
    let states = names.iter().filter(|name| name.ends_with("_state"));
    let text = |name: &str| frame.column(name).and_then(|column| column.cast(&DataType::String));
    let Ok(files) = text("source_file") else { return };
    let Ok(files) = files.str() else { return };
    for column in states.filter_map(|name| text(name).ok()) {
        let Ok(words) = column.str() else { continue };
        for (file, state) in files.iter().zip(words.iter()) {
            let Some((file, state)) = file.zip(state.and_then(|word| word.parse::<CellState>().ok())) else {
                continue;
            };
            let (usable, sent) = match state {
                CellState::Blank | CellState::NotApplicable => continue,
                CellState::Number | CellState::Suppressed => (1, 1),
                CellState::NotAvailable | CellState::Unreadable => (0, 1),
            };
            let held = match counted.get_mut(file) {
                Some(held) => held,
                None => counted.entry(file.to_string()).or_default(),
            };
            held.0 += usable;
            held.1 += sent;
        }
    }
}

/// Files of the inbox folders from `first` on in whose rows every number is zero, and at least one stands.
pub fn only_zeros(rows: &RowsByFeed, first: Period) -> BTreeSet<String> {
    let (mut zeros, mut others) = (BTreeSet::new(), BTreeSet::new());
    for frame in rows.values().map(|frame| since(first, frame)) {
        let names = frame.get_column_names();
        let numeric = names.iter().filter_map(|name| name.strip_suffix("_state"));
        let Ok(files) = frame
            .column("source_file")
            .and_then(|column| column.cast(&DataType::String))
        else {
            continue;
        };
        let Ok(files) = files.str() else { continue };
        for column in numeric.filter_map(|name| frame.column(name).and_then(|one| one.cast(&DataType::Float64)).ok()) {
            let Ok(values) = column.f64() else { continue };
            for (file, value) in files.iter().zip(values.iter()) {
                let Some((file, value)) = file.zip(value) else { continue };
                let seen = if value.abs() > 0.0 { &mut others } else { &mut zeros };
                if !seen.contains(file) {
                    seen.insert(file.to_string());
                }
            }
        }
    }
    zeros.difference(&others).cloned().collect()
}

/// The cells of one row of the dashboard, and what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceCells {
    /// The indicator's id.
    pub indicator: String,
    /// The file, relative to the inbox.
    pub file: String,
    /// The sheet; empty where the file has none.
    pub sheet: String,
    /// The cells of its numbers, such as `D8`.
    pub cells: Vec<String>,
}

/// Where the current dashboard rows about a quarter stand, of files in its own folder.
pub fn sources(rows: &RowsByFeed, period: Period) -> Vec<SourceCells> {
    let Some(frame) = rows.get(expectation::DASHBOARD) else {
        return vec![];
    };
    let table = Table::of(&since(period, frame), &["indicator", "period"]);
    let periods = table.periods("period");
    let word = |column: &str, row: usize| table.word(column, row).unwrap_or_default().to_string();
    let about = |row: &usize| periods[*row] == Some(period) && table.folder_period(*row) == Some(period);
    let rows = table.current().filter(about).map(|row| SourceCells {
        indicator: word("indicator", row),
        file: word("source_file", row),
        sheet: word("source_sheet", row),
        cells: word("source_cell", row).split(';').map(String::from).collect(),
    });
    rows.collect()
}
