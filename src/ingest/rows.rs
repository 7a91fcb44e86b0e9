//! Rows on their way from a table to the store's frame: canonical words, numeric cells as read, and where each stood.

use crate::catalogue::{Feed, Holds};
use crate::domain::{CellState, Reading, Receipt};
use crate::ingest::held::key_of;
use crate::ingest::remarks::Stretch;
use crate::ingest::sheet::address;
use chrono::NaiveDate;
use polars::prelude::{Column, DataFrame, DataType, IntoColumn, NamedFrom, PolarsResult, Series};
use std::collections::BTreeMap;

/// One row of a feed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The agency that the row itself names as its sender; empty where it names none.
    pub sender: String,
    /// Words, codes, periods and days (ISO 8601) by column, in canonical form.
    pub words: BTreeMap<String, String>,
    /// Numeric cells by column.
    pub numbers: BTreeMap<String, Figure>,
    /// Cells of codes and days, as row and column.
    pub word_cells: Vec<(u32, u32)>,
    /// Where the words of its columns stand, or would stand; of a dashboard only its indicator.
    pub places: BTreeMap<String, (u32, u32)>,
    /// Whether a word at its side says which number it holds, so that it is only a part of a row.
    pub sided: bool,
    /// The rows of a list of cases that it counts; empty for a row that stands for itself.
    pub counted: Vec<(u32, u32)>,
    /// The sheet's place among the file's sheets.
    pub sheet: usize,
    /// The table's place among the file's tables.
    pub table: usize,
    /// Where the row begins, as row and column.
    pub at: (u32, u32),
    /// Whether the file calls it a total, or it stands beside its parts as one.
    pub total: bool,
    /// Whether it names its area itself.
    pub named: bool,
}

/// One numeric cell of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// As read.
    pub reading: Reading,
    /// Row and column.
    pub cell: (u32, u32),
    /// What a person sees.
    pub seen: String,
    /// Whether the cell says itself that it is a percentage.
    pub marked_percent: bool,
}

impl Row {
    /// The word of a column; empty where there is none.
    pub fn word(&self, column: &str) -> &str {
        self.words.get(column).map(String::as_str).unwrap_or_default()
    }

    /// The number of a column, if it is one.
    pub fn number(&self, column: &str) -> Option<f64> {
        self.numbers.get(column).and_then(|figure| figure.reading.number)
    }

    /// What identifies the row apart from its sender, all key columns in the feed's order.
    pub fn key(&self, feed: &Feed) -> String {
        key_of(feed.key.iter().map(|column| self.word(column)))
    }

    /// What identifies the row apart from sender and period, as [`crate::ingest::held::Held`] keeps it.
    pub fn key_without_period(&self, feed: &Feed) -> String {
        key_of(
            feed.key
                .iter()
                .filter(|column| Some(*column) != feed.about.as_ref())
                .map(|column| self.word(column)),
        )
    }

    /// Everything that the row says, its source apart.
    pub fn says(&self, feed: &Feed) -> Vec<(String, String)> {
        let word = |column: &str| self.word(column).to_owned();
        feed.columns
            .iter()
            .map(|column| match self.numbers.get(&column.name) {
                Some(figure) => (column.name.clone(), said(&figure.reading)),
                None if column.holds.is_number() => (column.name.clone(), said(&blank())),
                None => (column.name.clone(), word(&column.name)),
            })
            .collect()
    }

    /// From its first to its last cell with a figure; where the row begins, if it has none.
    pub fn stretch(&self) -> Stretch {
        let said = self
            .numbers
            .values()
            .filter(|figure| figure.reading.state != CellState::Blank);
        let cells: Vec<(u32, u32)> = said.map(|figure| figure.cell).collect();
        let (rows, columns) = (cells.iter().map(|cell| cell.0), cells.iter().map(|cell| cell.1));
        Stretch {
            first_row: rows.clone().min().unwrap_or(self.at.0),
            last_row: rows.max().unwrap_or(self.at.0),
            first_column: columns.clone().min().unwrap_or(self.at.1),
            last_column: columns.max().unwrap_or(self.at.1),
        }
    }

    /// The cells of its numbers, or of its codes and days where it has none: `D8;E8`.
    pub fn source_cells(&self) -> String {
        if !self.counted.is_empty() {
            let names: Vec<String> = self
                .counted
                .iter()
                .map(|(row, column)| address(*row, *column))
                .collect();
            return names.join(";");
        }
        let mut cells: Vec<(u32, u32)> = self
            .numbers
            .values()
            .filter(|figure| figure.reading.state != CellState::Blank)
            .map(|figure| figure.cell)
            .collect();
        if cells.is_empty() {
            cells = self.numbers.values().map(|figure| figure.cell).collect();
        }
        if cells.is_empty() {
            cells.clone_from(&self.word_cells);
        }
        if cells.is_empty() {
            cells.push(self.at);
        }
        cells.sort_unstable();
        cells.dedup();
        let names: Vec<String> = cells.iter().map(|(row, column)| address(*row, *column)).collect();
        names.join(";")
    }
}

fn blank() -> Reading {
    Reading::without_number(CellState::Blank)
}

fn said(reading: &Reading) -> String {
    let part = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    format!(
        "{} {} {} {}",
        reading.state,
        part(reading.number),
        part(reading.low),
        part(reading.high)
    )
}

/// Whose rows, from where.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The member agency whose return it is.
    pub sender: &'a str,
    /// The file.
    pub receipt: &'a Receipt,
    /// The names of the file's sheets.
    pub sheets: &'a [String],
}

/// Rows into a frame with exactly the columns of the feed's table, in the order given.
///
/// # Errors
/// Never for columns of equal length, which these are; the frame library's own error otherwise.
pub fn frame(feed: &Feed, rows: &[Row], source: Source<'_>) -> PolarsResult<DataFrame> {
    let height = rows.len();
    let mut columns: Vec<Column> = vec![words("sender", std::iter::repeat_n(source.sender, height))];
    for column in &feed.columns {
        let name = column.name.as_str();
        if column.holds.is_number() {
            columns.extend(numbers(name, rows));
        } else if column.holds == Holds::Date {
            let days: Vec<Option<i32>> = rows.iter().map(|row| days_of(row.word(name))).collect();
            columns.push(Series::new(name.into(), days).cast(&DataType::Date)?.into_column());
        } else {
            columns.push(words(name, rows.iter().map(|row| row.word(name))));
        }
    }
    columns.push(words(
        "source_file",
        std::iter::repeat_n(source.receipt.file.as_str(), height),
    ));
    let sheet = |row: &Row| source.sheets.get(row.sheet).map(String::as_str).unwrap_or_default();
    columns.push(words("source_sheet", rows.iter().map(sheet)));
    let cells: Vec<String> = rows.iter().map(Row::source_cells).collect();
    columns.push(words("source_cell", cells.iter().map(String::as_str)));
    let received = days_since_1970(source.receipt.received);
    let received = Series::new("received".into(), vec![received; height]).cast(&DataType::Date)?;
    columns.push(received.into_column());
    columns.push(Series::new("superseded".into(), vec![false; height]).into_column());
    DataFrame::new(height, columns)
}

fn words<'a>(name: &str, cells: impl Iterator<Item = &'a str>) -> Column {
    let cells: Vec<Option<&str>> = cells.map(|cell| (!cell.is_empty()).then_some(cell)).collect();
    Series::new(name.into(), cells).into_column()
}

fn numbers(name: &str, rows: &[Row]) -> [Column; 4] {
    let readings: Vec<Reading> = rows
        .iter()
        .map(|row| row.numbers.get(name).map_or_else(blank, |figure| figure.reading))
        .collect();
    let floats = |suffix: &str, part: fn(&Reading) -> Option<f64>| {
        let cells: Vec<Option<f64>> = readings.iter().map(part).collect();
        Series::new(format!("{name}{suffix}").as_str().into(), cells).into_column()
    };
    let states: Vec<&str> = readings.iter().map(|reading| reading.state.word()).collect();
    [
        floats("", |reading| reading.number),
        Series::new(format!("{name}_state").as_str().into(), states).into_column(),
        floats("_low", |reading| reading.low),
        floats("_high", |reading| reading.high),
    ]
}

fn days_of(iso: &str) -> Option<i32> {
    iso.parse().ok().map(days_since_1970)
}

/// Days since the first of January 1970, as tables count days.
pub fn days_since_1970(day: NaiveDate) -> i32 {
    let start = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap_or_default();
    i32::try_from(day.signed_duration_since(start).num_days()).unwrap_or_default()
}
