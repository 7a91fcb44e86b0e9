//! A feed's frame into plain columns: words, days and numeric cells, with what is needed to tell versions apart.

use crate::domain::{CellState, Period, Reading};
use crate::measure::amount::Amount;
use chrono::NaiveDate;
use polars::prelude::{DataFrame, DataType};
use std::collections::BTreeMap;

/// One feed's rows, current and superseded, as plain columns. Columns are read when first asked for by [`Table::of`].
pub(super) struct Table {
    rows: usize,
    words: BTreeMap<String, Vec<Option<String>>>,
    readings: BTreeMap<String, Vec<Reading>>,
    superseded: Vec<bool>,
}

impl Table {
    /// The named columns of a frame, with its sender, place and version columns. A column that the frame lacks is empty in
    /// every row: a feed's older table may not have it.
    pub fn of(frame: &DataFrame, columns: &[&str]) -> Table {
        let rows = frame.height();
        let mut table = Table {
            rows,
            words: BTreeMap::new(),
            readings: BTreeMap::new(),
            superseded: vec![false; rows],
        };
        let fixed = ["sender", "source_file", "source_sheet", "source_cell", "received"];
        for name in columns.iter().chain(&fixed) {
            table
                .words
                .entry((*name).to_string())
                .or_insert_with(|| words(frame, name));
            if frame.column(&format!("{name}_state")).is_ok() {
                table
                    .readings
                    .entry((*name).to_string())
                    .or_insert_with(|| readings(frame, name));
            }
        }
        for (row, word) in words(frame, "superseded").iter().enumerate() {
            table.superseded[row] = word.as_deref() == Some("true");
        }
        table
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Rows in use.
    pub fn current(&self) -> impl Iterator<Item = usize> {
        (0..self.rows).filter(|&row| !self.superseded[row])
    }

    /// Whether a later row has replaced it.
    pub fn is_superseded(&self, row: usize) -> bool {
        self.superseded[row]
    }

    /// The word of a cell; `None` when it is empty.
    pub fn word(&self, column: &str, row: usize) -> Option<&str> {
        self.words
            .get(column)?
            .get(row)?
            .as_deref()
            .filter(|word| !word.is_empty())
    }

    /// Whether something stands in a cell: a number in a numeric one, any word in another.
    pub fn is_filled(&self, column: &str, row: usize) -> bool {
        match self.readings.contains_key(column) {
            true => self.reading(column, row).number.is_some(),
            false => self.word(column, row).is_some(),
        }
    }

    /// The day in a cell; `None` when it holds none.
    pub fn day(&self, column: &str, row: usize) -> Option<NaiveDate> {
        self.word(column, row)?.get(..10)?.parse().ok()
    }

    /// What a numeric cell holds.
    pub fn reading(&self, column: &str, row: usize) -> Reading {
        let blank = Reading::without_number(CellState::Blank);
        self.readings
            .get(column)
            .and_then(|cells| cells.get(row))
            .copied()
            .unwrap_or(blank)
    }

    /// The amount in a numeric cell; `None` where nothing is known of it.
    pub fn amount(&self, column: &str, row: usize) -> Option<Amount> {
        let reading = self.reading(column, row);
        match reading.state {
            CellState::Number => reading.number.map(Amount::exactly),
            CellState::Suppressed => Some(Amount::between(reading.low.unwrap_or(0.0), reading.high)),
            CellState::NotApplicable | CellState::NotAvailable | CellState::Blank | CellState::Unreadable => None,
        }
    }

    /// The number in a numeric cell, or in a cell of words that is one.
    pub fn number(&self, column: &str, row: usize) -> Option<f64> {
        match self.readings.contains_key(column) {
            true => self.reading(column, row).number,
            false => self.word(column, row)?.parse().ok(),
        }
    }

    /// The period of the inbox folder that the row's file lies in.
    pub fn folder_period(&self, row: usize) -> Option<Period> {
        self.word("source_file", row)?.split('/').next()?.parse().ok()
    }
}

fn words(frame: &DataFrame, name: &str) -> Vec<Option<String>> {
    let empty = || vec![None; frame.height()];
    let Ok(column) = frame.column(name) else { return empty() };
    let Ok(cast) = column.cast(&DataType::String) else {
        return empty();
    };
    let Ok(texts) = cast.str() else { return empty() };
    texts.iter().map(|text| text.map(String::from)).collect()
}

fn numbers(frame: &DataFrame, name: &str) -> Vec<Option<f64>> {
    let empty = || vec![None; frame.height()];
    let Ok(column) = frame.column(name) else { return empty() };
    let Ok(cast) = column.cast(&DataType::Float64) else {
        return empty();
    };
    let Ok(values) = cast.f64() else { return empty() };
    values.iter().collect()
}

fn readings(frame: &DataFrame, name: &str) -> Vec<Reading> {
    let states = words(frame, &format!("{name}_state"));
    let low = numbers(frame, &format!("{name}_low"));
    let high = numbers(frame, &format!("{name}_high"));
    let values = numbers(frame, name);
    let state_of = |row: usize| {
        states[row]
            .as_deref()
            .and_then(|word| word.parse().ok())
            .unwrap_or(CellState::Blank)
    };
    (0..frame.height())
        .map(|row| Reading {
            state: state_of(row),
            number: values[row],
            low: low[row],
            high: high[row],
        })
        .collect()
}
