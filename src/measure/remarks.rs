//! The rows of the actions feed into actions, and numeric cells into how many of them could be used.

use crate::domain::{Action, CellState, Period};
use crate::measure::RowsByFeed;
use crate::measure::table::Table;
use polars::prelude::{DataFrame, DataType};
use std::collections::{BTreeMap, BTreeSet};

const COLUMNS: [&str; 10] = [
    "action",
    "source",
    "reference",
    "agency",
    "text",
    "owner",
    "due",
    "status",
    "completed",
    "impact",
];

/// The newest version of every action that was sent up to a quarter, by sender and id.
pub fn actions(rows: &RowsByFeed, until: Period) -> Vec<Action> {
    let Some(frame) = rows.get("actions") else {
        return vec![];
    };
    let table = Table::of(frame, &COLUMNS);
    let mut newest: BTreeMap<(String, String), (Period, usize)> = BTreeMap::new();
    let mut told: BTreeMap<(String, String), (Period, String)> = BTreeMap::new();
    for row in table.current() {
        let Some(period) = table.folder_period(row).filter(|period| *period <= until) else {
            continue;
        };
        let Some(id) = table.word("action", row) else { continue };
        let key = (
            table.word("sender", row).unwrap_or_default().to_string(),
            id.to_string(),
        );
        if let Some(text) = table.word("text", row) {
            let held = told.entry(key.clone()).or_insert((period, text.to_string()));
            if held.0 <= period {
                *held = (period, text.to_string());
            }
        }
        let held = newest.entry(key).or_insert((period, row));
        if (held.0, held.1) <= (period, row) {
            *held = (period, row);
        }
    }
    // A later list may leave out what was to be done; the words of the last one that said it stand.
    let with_text = |(key, &(_, row)): (&(String, String), &(Period, usize))| {
        let mut action = action(&table, row);
        if let Some((_, text)) = told.get(key).filter(|_| action.text.is_empty()) {
            action.text.clone_from(text);
        }
        action
    };
    newest.iter().map(with_text).collect()
}

fn action(table: &Table, row: usize) -> Action {
    let text = |column: &str| table.word(column, row).unwrap_or_default().to_string();
    Action {
        id: text("action"),
        source: text("source"),
        reference: text("reference"),
        agency: text("agency"),
        text: text("text"),
        owner: text("owner"),
        due: table.day("due", row),
        status: text("status"),
        completed: table.day("completed", row),
        impact: text("impact"),
    }
}

/// By file: numeric cells that could be used, and all in which anything stood.
pub fn cells(rows: &RowsByFeed) -> BTreeMap<String, (usize, usize)> {
    let mut counted: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for frame in rows.values() {
        count_cells(frame, &mut counted);
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

/// Files in whose rows every number is zero, and at least one stands.
pub fn only_zeros(rows: &RowsByFeed) -> BTreeSet<String> {
    let (mut zeros, mut others) = (BTreeSet::new(), BTreeSet::new());
    for frame in rows.values() {
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
