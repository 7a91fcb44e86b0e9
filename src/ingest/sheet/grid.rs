//! Cells pushed in reading order into a compact table: 16 bytes a cell, texts side by side in one string.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::{Arc, LazyLock};

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};

use crate::ingest::sheet::{Cell, Raw, Style};

/// Cells that one sheet may hold. A return has thousands; this keeps a sheet under 256 MB.
pub const MOST_CELLS: usize = 16_000_000;
/// Rows that one sheet may reach: more than any spreadsheet has, and room for a large extract as text.
pub const MOST_ROWS: u32 = 16_000_000;
/// Columns that one sheet may reach: as many as a spreadsheet has.
pub const MOST_COLUMNS: u32 = 16_384;
/// Bytes of text that one sheet may hold.
pub const MOST_TEXT: usize = 256 << 20;

/// Why a cell was not taken: the sheet is beyond all reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TooMuch {
    /// More cells than [`MOST_CELLS`].
    #[error("it holds more than 16 million cells")]
    Cells,
    /// A row beyond [`MOST_ROWS`].
    #[error("it has more than 16 million rows")]
    Rows,
    /// A column beyond [`MOST_COLUMNS`].
    #[error("it has more than 16,384 columns")]
    Columns,
    /// More text than [`MOST_TEXT`].
    #[error("it holds more than 256 MB of text")]
    Text,
}

/// A value on its way into the grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// Bytes `start..start + length` of the sheet's texts.
    Text(TextAt),
    /// A number.
    Number(f64),
    /// True or false.
    Bool(bool),
    /// Days since 30 December 1899, shown as a date.
    Date(f64),
    /// Days of elapsed time.
    Duration(f64),
    /// An error, by its text.
    Error(TextAt),
    /// A formula without its result.
    FormulaWithoutValue,
}

/// Where a text stands among the sheet's texts, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextAt {
    start: u32,
    length: u32,
}

impl TextAt {
    /// Whether the text has no letters.
    pub fn is_empty(self) -> bool {
        self.length == 0
    }
}

/// One cell in 16 bytes.
#[derive(Debug, Clone, Copy)]
struct Stored {
    payload: u64,
    column: u32,
    style: u16,
    tag: Tag,
    formula: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Text,
    Number,
    Bool,
    Date,
    Duration,
    Error,
    FormulaWithoutValue,
}

/// The cells of a sheet that hold something.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    cells: Vec<Stored>,
    /// Where each row starts in `cells`; one more entry than there are rows, none when there are no rows.
    row_starts: Vec<u32>,
    columns: u32,
    texts: String,
    styles: Arc<Vec<Style>>,
    /// The text a person sees, for the few cells whose file states it and whose format would say otherwise.
    shown: BTreeMap<(u32, u32), TextAt>,
}

static PLAIN: LazyLock<Style> = LazyLock::new(Style::default);

impl Grid {
    /// Rows down to the last one with a cell.
    pub fn row_count(&self) -> u32 {
        self.row_starts.len().saturating_sub(1) as u32
    }

    /// Columns up to the last one with a cell.
    pub fn column_count(&self) -> u32 {
        self.columns
    }

    /// How many cells hold something.
    pub fn cell_count(&self) -> usize {
        self.cells.len()
    }

    /// The cell; empty where there is none.
    pub fn cell(&self, row: u32, column: u32) -> Cell<'_> {
        let cells = self.stored(row);
        let near = cells.get(column as usize).filter(|stored| stored.column == column);
        let found = near.or_else(|| {
            cells
                .binary_search_by_key(&column, |stored| stored.column)
                .ok()
                .and_then(|at| cells.get(at))
        });
        found.map_or(
            Cell {
                raw: Raw::Empty,
                style: &PLAIN,
                formula: false,
                shown: None,
            },
            |stored| self.open(row, stored),
        )
    }

    /// The cells of a row that hold something, from left to right.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, Cell<'_>)> {
        self.stored(row)
            .iter()
            .map(move |stored| (stored.column, self.open(row, stored)))
    }

    fn stored(&self, row: u32) -> &[Stored] {
        let row = row as usize;
        match (self.row_starts.get(row), self.row_starts.get(row + 1)) {
            (Some(&start), Some(&end)) => self.cells.get(start as usize..end as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    fn text(&self, at: TextAt) -> &str {
        let start = at.start as usize;
        self.texts.get(start..start + at.length as usize).unwrap_or_default()
    }

    fn open(&self, row: u32, stored: &Stored) -> Cell<'_> {
        let text = TextAt {
            start: (stored.payload >> 32) as u32,
            length: stored.payload as u32,
        };
        let number = f64::from_bits(stored.payload);
        let raw = match stored.tag {
            Tag::Text => Raw::Text(self.text(text)),
            Tag::Error => Raw::Error(self.text(text)),
            Tag::Number => Raw::Number(number),
            Tag::Bool => Raw::Bool(stored.payload != 0),
            Tag::Date => serial_to_date(number).map_or(Raw::Number(number), Raw::Date),
            Tag::Duration => Raw::Duration(number),
            Tag::FormulaWithoutValue => Raw::FormulaWithoutValue,
        };
        let shown = if self.shown.is_empty() {
            None
        } else {
            self.shown.get(&(row, stored.column))
        };
        Cell {
            raw,
            style: self.styles.get(stored.style as usize).unwrap_or(&PLAIN),
            formula: stored.formula,
            shown: shown.map(|at| self.text(*at)),
        }
    }
}

/// A day counted as spreadsheets do, from the end of 1899, with its time to the nearest second; `None` outside the years 0 to 9999.
pub fn serial_to_date(serial: f64) -> Option<NaiveDateTime> {
    if !(-693_594.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let base = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    // Spreadsheets believe in a 29 February 1900, so days before it are one further on than they count.
    let serial = if (0.0..60.0).contains(&serial) {
        serial + 1.0
    } else {
        serial
    };
    let whole = serial.floor();
    let day = if whole >= 0.0 {
        base.checked_add_days(Days::new(whole as u64))?
    } else {
        base.checked_sub_days(Days::new(-whole as u64))?
    };
    let seconds = ((serial - whole) * 86_400.0).round() as i64;
    day.and_hms_opt(0, 0, 0)?
        .checked_add_signed(TimeDelta::seconds(seconds))
}

/// A moment as days from the end of 1899, as [`serial_to_date`] reads them.
pub fn date_to_serial(when: NaiveDateTime) -> f64 {
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)
        .unwrap_or_default()
        .and_time(chrono::NaiveTime::MIN);
    let serial = (when - epoch).num_seconds() as f64 / 86_400.0;
    if (1.0..61.0).contains(&serial) {
        serial - 1.0
    } else {
        serial
    }
}

/// Makes a [`Grid`] from cells in any order; reading order is the cheap one.
#[derive(Debug, Default)]
pub struct GridBuilder {
    grid: Grid,
    /// Cells that came after a later one.
    strays: BTreeMap<(u32, u32), Stored>,
}

impl GridBuilder {
    /// A grid whose cells name their style by its place in `styles`; style 0 is the plain one.
    pub fn with_styles(styles: Arc<Vec<Style>>) -> GridBuilder {
        GridBuilder {
            grid: Grid {
                styles,
                ..Grid::default()
            },
            ..GridBuilder::default()
        }
    }

    /// A grid whose texts are stretches of a text that is already there.
    pub fn with_texts(texts: String) -> GridBuilder {
        GridBuilder {
            grid: Grid {
                texts,
                ..Grid::default()
            },
            ..GridBuilder::default()
        }
    }

    /// The texts so far.
    pub fn texts(&self) -> &str {
        &self.grid.texts
    }

    /// A stretch of [`Self::texts`], in bytes.
    pub fn stretch(&self, start: usize, end: usize) -> TextAt {
        TextAt {
            start: start as u32,
            length: end.saturating_sub(start) as u32,
        }
    }

    /// Keeps a text and says where.
    ///
    /// # Errors
    /// [`TooMuch::Text`].
    pub fn keep(&mut self, text: &str) -> Result<TextAt, TooMuch> {
        let start = self.grid.texts.len();
        if start + text.len() > MOST_TEXT {
            return Err(TooMuch::Text);
        }
        self.grid.texts.push_str(text);
        Ok(TextAt {
            start: start as u32,
            length: text.len() as u32,
        })
    }

    /// Puts a plain text into a cell.
    ///
    /// # Errors
    /// As [`Self::push`], and [`TooMuch::Text`].
    pub fn push_text(&mut self, row: u32, column: u32, text: &str) -> Result<(), TooMuch> {
        let at = self.keep(text)?;
        self.push((row, column), Value::Text(at), Dress::default())
    }

    /// Puts a value into a cell, given as row and column.
    ///
    /// # Errors
    /// [`TooMuch`] when the sheet outgrows its bounds; what was pushed before stays.
    pub fn push(&mut self, (row, column): (u32, u32), value: Value, dress: Dress) -> Result<(), TooMuch> {
        self.check(row, column)?;
        let stored = pack(column, value, dress);
        self.grid.columns = self.grid.columns.max(column + 1);
        let rows = self.grid.row_starts.len() as u32;
        let in_order =
            row + 1 > rows || (row + 1 == rows && self.grid.cells.last().is_none_or(|last| last.column < column));
        if !in_order {
            self.strays.insert((row, column), stored);
            return Ok(());
        }
        while self.grid.row_starts.len() as u32 <= row {
            self.grid.row_starts.push(self.grid.cells.len() as u32);
        }
        self.grid.cells.push(stored);
        Ok(())
    }

    /// Notes the text that a person sees in a cell, where it is not what the format would make.
    ///
    /// # Errors
    /// [`TooMuch::Text`].
    pub fn push_shown(&mut self, row: u32, column: u32, text: &str) -> Result<(), TooMuch> {
        let at = self.keep(text)?;
        self.grid.shown.insert((row, column), at);
        Ok(())
    }

    /// Whether one of the cells pushed so far, in a row and a range of columns, is a number other than nought.
    pub fn has_nonzero(&self, row: u32, columns: RangeInclusive<u32>) -> bool {
        let starts = &self.grid.row_starts;
        let Some(&start) = starts.get(row as usize) else {
            return false;
        };
        let end = starts
            .get(row as usize + 1)
            .map_or(self.grid.cells.len(), |&end| end as usize);
        let cells = self.grid.cells.get(start as usize..end).unwrap_or_default();
        cells.iter().any(|stored| {
            stored.tag == Tag::Number && f64::from_bits(stored.payload) != 0.0 && columns.contains(&stored.column)
        })
    }

    fn check(&self, row: u32, column: u32) -> Result<(), TooMuch> {
        match () {
            () if row >= MOST_ROWS => Err(TooMuch::Rows),
            () if column >= MOST_COLUMNS => Err(TooMuch::Columns),
            () if self.grid.cells.len() + self.strays.len() >= MOST_CELLS => Err(TooMuch::Cells),
            // Strays cost far more memory each, and no program writes many.
            () if self.strays.len() >= 1_000_000 => Err(TooMuch::Cells),
            () => Ok(()),
        }
    }

    /// The grid.
    pub fn finish(mut self) -> Grid {
        if !self.grid.row_starts.is_empty() {
            self.grid.row_starts.push(self.grid.cells.len() as u32);
        }
        if !self.strays.is_empty() {
            self.weave_strays();
        }
        self.grid.cells.shrink_to_fit();
        self.grid
    }

    fn weave_strays(&mut self) {
        let mut all = std::mem::take(&mut self.strays);
        for row in 0..self.grid.row_count() {
            for stored in self.grid.stored(row) {
                // The later of two cells at one place wins, as it does in a spreadsheet program.
                all.entry((row, stored.column)).or_insert(*stored);
            }
        }
        let last = all.last_key_value().map_or(0, |((row, _), _)| row + 1);
        self.grid.cells.clear();
        self.grid.row_starts.clear();
        for ((row, _), stored) in all {
            while self.grid.row_starts.len() as u32 <= row {
                self.grid.row_starts.push(self.grid.cells.len() as u32);
            }
            self.grid.cells.push(stored);
        }
        debug_assert_eq!(self.grid.row_starts.len() as u32, last);
        self.grid.row_starts.push(self.grid.cells.len() as u32);
    }
}

/// What goes with a value: its style, by number, and whether a formula made it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Dress {
    /// Place in the workbook's list of styles.
    pub style: u16,
    /// Whether a formula made the value.
    pub formula: bool,
}

fn pack(column: u32, value: Value, dress: Dress) -> Stored {
    let text = |at: TextAt| (u64::from(at.start) << 32) | u64::from(at.length);
    let (tag, payload) = match value {
        Value::Text(at) => (Tag::Text, text(at)),
        Value::Error(at) => (Tag::Error, text(at)),
        Value::Number(number) => (Tag::Number, number.to_bits()),
        Value::Bool(truth) => (Tag::Bool, u64::from(truth)),
        Value::Date(serial) => (Tag::Date, serial.to_bits()),
        Value::Duration(days) => (Tag::Duration, days.to_bits()),
        Value::FormulaWithoutValue => (Tag::FormulaWithoutValue, 0),
    };
    Stored {
        payload,
        column,
        style: dress.style,
        tag,
        formula: dress.formula,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_sixteen_bytes() {
        assert_eq!(std::mem::size_of::<Stored>(), 16);
    }

    #[test]
    fn cells_out_of_order_end_up_in_order_and_the_later_wins() {
        let mut builder = GridBuilder::default();
        for (row, column, text) in [(2, 1, "c"), (0, 3, "a"), (2, 0, "b"), (2, 1, "d"), (5, 0, "e")] {
            builder.push_text(row, column, text).unwrap();
        }
        let grid = builder.finish();
        let seen: Vec<String> = (0..grid.row_count())
            .flat_map(|row| {
                grid.row(row)
                    .map(move |(column, cell)| format!("{row},{column}={}", cell.shown()))
                    .collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(seen, ["0,3=a", "2,0=b", "2,1=d", "5,0=e"]);
        assert_eq!((grid.row_count(), grid.column_count()), (6, 4));
    }

    #[test]
    fn an_empty_grid_has_no_rows() {
        let grid = GridBuilder::default().finish();
        assert_eq!((grid.row_count(), grid.column_count()), (0, 0));
        assert!(grid.cell(0, 0).is_empty());
    }

    #[test]
    fn a_column_beyond_all_spreadsheets_is_refused() {
        assert_eq!(
            GridBuilder::default().push_text(0, MOST_COLUMNS, "x"),
            Err(TooMuch::Columns)
        );
        assert_eq!(GridBuilder::default().push_text(MOST_ROWS, 0, "x"), Err(TooMuch::Rows));
    }

    #[test]
    fn serials_are_days_since_the_end_of_1899() {
        let shown = |serial| serial_to_date(serial).map(|when| when.to_string());
        assert_eq!(shown(42461.0).as_deref(), Some("2016-04-01 00:00:00"));
        assert_eq!(shown(1.0).as_deref(), Some("1900-01-01 00:00:00"));
        assert_eq!(shown(46286.5).as_deref(), Some("2026-09-21 12:00:00"));
        assert_eq!(shown(1e12), None);
        assert_eq!(shown(f64::NAN), None);
    }
}
