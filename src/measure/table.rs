//! A feed's frame as plain columns: words, days and numeric cells, with what is needed to tell versions apart.
//!
//! A column is unpacked when it is first asked for: of ten years of rows most columns are not. Several may ask at a time; unpacking
//! itself starts no threads, so that none waits for itself.

use crate::domain::{CellState, Period, Reading};
use crate::measure::amount::Amount;
use chrono::NaiveDate;
use polars::prelude::{DataFrame, DataType, Series};
use std::sync::OnceLock;

/// One feed's rows, current and superseded, as plain columns.
pub(super) struct Table {
    rows: usize,
    /// A dozen at most, so that looking one up is comparing a few names.
    columns: Vec<(String, Column)>,
    superseded: Vec<bool>,
    folders: OnceLock<Vec<Option<Period>>>,
}

/// A column as its frame has it, and what was unpacked of it so far.
#[derive(Default)]
struct Column {
    cells: Option<Series>,
    /// Of a numeric column.
    numeric: Option<Numeric>,
    words: OnceLock<Words>,
    days: OnceLock<Vec<Option<NaiveDate>>>,
}

/// The cells of a numeric column.
pub(super) struct Numeric {
    number: Option<Series>,
    state: Option<Series>,
    bounds: [Option<Series>; 2],
    states: OnceLock<Vec<CellState>>,
    numbers: OnceLock<Vec<Option<f64>>>,
    low_high: OnceLock<[Vec<Option<f64>>; 2]>,
}

/// The words of a column, one after the other; an empty cell has none.
#[derive(Default)]
pub(super) struct Words {
    text: String,
    ends: Vec<usize>,
}

/// The columns that say where a row came from.
const FIXED: [&str; 5] = ["sender", "source_file", "source_sheet", "source_cell", "received"];

impl Table {
    /// The named columns of a frame, with its sender, place and version columns. A column that the frame lacks is empty in
    /// every row: a feed's older table may not have it.
    pub fn of(frame: &DataFrame, columns: &[&str]) -> Table {
        let series = |name: &str| frame.column(name).ok().map(|one| one.as_materialized_series().clone());
        let mut table = Table {
            rows: frame.height(),
            columns: Vec::new(),
            superseded: vec![false; frame.height()],
            folders: OnceLock::new(),
        };
        for name in columns.iter().chain(&FIXED) {
            if table.column(name).is_some() {
                continue;
            }
            let numeric = series(&format!("{name}_state")).map(|state| Numeric {
                number: series(name),
                state: Some(state),
                bounds: [series(&format!("{name}_low")), series(&format!("{name}_high"))],
                states: OnceLock::new(),
                numbers: OnceLock::new(),
                low_high: OnceLock::new(),
            });
            let column = Column {
                cells: series(name),
                numeric,
                ..Column::default()
            };
            table.columns.push(((*name).to_string(), column));
        }
        if let Some(marks) = series("superseded") {
            mark(&mut table.superseded, &marks);
        }
        table
    }

    fn column(&self, name: &str) -> Option<&Column> {
        let mut columns = self.columns.iter();
        columns.find(|(known, _)| known == name).map(|(_, column)| column)
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

    /// The words of a column; `None` when it was not asked for.
    pub fn words(&self, column: &str) -> Option<&Words> {
        let column = self.column(column)?;
        Some(column.words.get_or_init(|| words(column.cells.as_ref(), self.rows)))
    }

    /// The word of a cell; `None` when it is empty.
    pub fn word(&self, column: &str, row: usize) -> Option<&str> {
        self.words(column)?.at(row)
    }

    /// What stands in a numeric column; `None` when it was not asked for or has words.
    pub fn numeric(&self, column: &str) -> Option<&Numeric> {
        self.column(column)?.numeric.as_ref()
    }

    /// Whether something stands in a cell: a number in a numeric one, any word in another.
    pub fn is_filled(&self, column: &str, row: usize) -> bool {
        match self.numeric(column) {
            Some(numeric) => numeric.number(row).is_some(),
            None => self.word(column, row).is_some(),
        }
    }

    /// The day in a cell; `None` when it holds none.
    pub fn day(&self, column: &str, row: usize) -> Option<NaiveDate> {
        let held = self.column(column)?;
        let days = held.days.get_or_init(|| match &held.cells {
            Some(cells) if self.holds_days(column) => days(cells),
            _ => (0..self.rows)
                .map(|row| self.word(column, row)?.get(..10)?.parse().ok())
                .collect(),
        });
        days.get(row).copied().flatten()
    }

    /// Whether a column holds days and no words.
    pub fn holds_days(&self, column: &str) -> bool {
        let cells = self.column(column).and_then(|column| column.cells.as_ref());
        cells.is_some_and(|cells| cells.dtype() == &DataType::Date)
    }

    /// The amount in a numeric cell; `None` where nothing is known of it.
    pub fn amount(&self, column: &str, row: usize) -> Option<Amount> {
        self.numeric(column)?.amount(row)
    }

    /// The number in a numeric cell, or in a cell of words that is one.
    pub fn number(&self, column: &str, row: usize) -> Option<f64> {
        match self.numeric(column) {
            Some(numeric) => numeric.number(row),
            None => self.word(column, row)?.parse().ok(),
        }
    }

    /// The period of the inbox folder that the row's file lies in.
    pub fn folder_period(&self, row: usize) -> Option<Period> {
        let folders = self.folders.get_or_init(|| {
            let files = self.words("source_file");
            let folder = |file: &str| file.split('/').next()?.parse().ok();
            each_run(self.rows, |row| files?.at(row), folder)
        });
        folders.get(row).copied().flatten()
    }

    /// The periods that stand in a column.
    pub fn periods(&self, column: &str) -> Vec<Option<Period>> {
        let words = self.words(column);
        each_run(self.rows, |row| words?.at(row), |word| word.parse().ok())
    }
}

/// What is made of each row's word; of rows that follow one another with the same word it is made once.
fn each_run<'w, Made: Copy>(
    rows: usize,
    word: impl Fn(usize) -> Option<&'w str>,
    make: impl Fn(&str) -> Option<Made>,
) -> Vec<Option<Made>> {
    let mut last: (Option<&str>, Option<Made>) = (None, None);
    let made = |row| {
        let word = word(row);
        if word != last.0 {
            last = (word, word.and_then(&make));
        }
        last.1
    };
    (0..rows).map(made).collect()
}

impl Words {
    /// The word of a row; `None` when its cell is empty.
    pub fn at(&self, row: usize) -> Option<&str> {
        let end = *self.ends.get(row)?;
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        (start < end).then(|| &self.text[start..end])
    }
}

impl Numeric {
    fn number(&self, row: usize) -> Option<f64> {
        let of = || numbers(self.number.as_ref());
        self.numbers.get_or_init(of).get(row).copied().flatten()
    }

    /// The amount in a cell; `None` where nothing is known of it.
    pub fn amount(&self, row: usize) -> Option<Amount> {
        let reading = self.reading(row);
        match reading.state {
            CellState::Number => reading.number.map(Amount::exactly),
            CellState::Suppressed => Some(Amount::between(reading.low.unwrap_or(0.0), reading.high)),
            CellState::NotApplicable | CellState::NotAvailable | CellState::Blank | CellState::Unreadable => None,
        }
    }

    /// What a cell holds.
    pub fn reading(&self, row: usize) -> Reading {
        let states = self.states.get_or_init(|| states(self.state.as_ref()));
        let state = states.get(row).copied().unwrap_or(CellState::Blank);
        // Few cells have bounds.
        let bound = |which: usize| {
            let [low, high] = &self.bounds;
            let both = self
                .low_high
                .get_or_init(|| [numbers(low.as_ref()), numbers(high.as_ref())]);
            both[which].get(row).copied().flatten()
        };
        let is_bounded = state == CellState::Suppressed;
        Reading {
            state,
            number: self.number(row),
            low: is_bounded.then(|| bound(0)).flatten(),
            high: is_bounded.then(|| bound(1)).flatten(),
        }
    }
}

/// Marks the rows that are out of use: a column of truths, or of words that say so.
fn mark(rows: &mut [bool], marks: &Series) {
    if let Ok(truths) = marks.bool() {
        for (row, truth) in rows.iter_mut().zip(truths.iter()) {
            *row = truth == Some(true);
        }
        return;
    }
    let marks = words(Some(marks), rows.len());
    for (at, row) in rows.iter_mut().enumerate() {
        *row = marks.at(at) == Some("true");
    }
}

fn words(cells: Option<&Series>, rows: usize) -> Words {
    let mut all = Words {
        text: String::new(),
        ends: Vec::with_capacity(rows),
    };
    let made;
    let texts = match cells.map(|cells| (cells, cells.str())) {
        None => None,
        Some((_, Ok(texts))) => Some(texts),
        Some((cells, Err(_))) => {
            made = cells.cast(&DataType::String).ok();
            made.as_ref().and_then(|made| made.str().ok())
        }
    };
    for text in texts.into_iter().flat_map(|texts| texts.iter()) {
        all.text.push_str(text.unwrap_or_default());
        all.ends.push(all.text.len());
    }
    all
}

fn states(cells: Option<&Series>) -> Vec<CellState> {
    let words = words(cells, 0);
    let rows = words.ends.len();
    let states = each_run(rows, |row| words.at(row), |word| word.parse::<CellState>().ok());
    states
        .into_iter()
        .map(|state| state.unwrap_or(CellState::Blank))
        .collect()
}

fn numbers(cells: Option<&Series>) -> Vec<Option<f64>> {
    let Some(cells) = cells else { return vec![] };
    if let Ok(values) = cells.f64() {
        return values.iter().collect();
    }
    let cast = cells.cast(&DataType::Float64);
    let values = cast.as_ref().ok().and_then(|cast| cast.f64().ok());
    values.map(|values| values.iter().collect()).unwrap_or_default()
}

fn days(cells: &Series) -> Vec<Option<NaiveDate>> {
    let cast = cells.cast(&DataType::Int32);
    let since = cast.as_ref().ok().and_then(|cast| cast.i32().ok());
    let day = |since: Option<i32>| NaiveDate::from_epoch_days(since?);
    since.map(|since| since.iter().map(day).collect()).unwrap_or_default()
}
