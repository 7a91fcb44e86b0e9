//! Cells pushed in reading order into a compact table: 16 bytes a cell, texts side by side in one string.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use chrono::{Days, NaiveDate, NaiveDateTime, TimeDelta};

use crate::ingest::sheet::{Cell, Raw, Style};

/// Cells that one sheet may hold. A return has thousands; this keeps a sheet under 192 MB and its reading within seconds.
pub const MOST_CELLS: usize = 12_000_000;
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
    #[error("it holds more than 12 million cells")]
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
    pub(super) start: u32,
    pub(super) length: u32,
}

impl TextAt {
    /// Whether the text has no letters.
    pub fn is_empty(self) -> bool {
        self.length == 0
    }
}

/// One cell in 16 bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stored {
    pub(super) payload: u64,
    pub(super) column: u32,
    pub(super) style: u16,
    pub(super) tag: Tag,
    pub(super) formula: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
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
    pub(super) cells: Vec<Stored>,
    /// Where each row starts in `cells`; one more entry than there are rows, none when there are no rows.
    pub(super) row_starts: Vec<u32>,
    pub(super) columns: u32,
    pub(super) texts: String,
    pub(super) styles: Arc<Vec<Style>>,
    /// The text a person sees, for the few cells whose file states it and whose format would say otherwise.
    pub(super) shown: BTreeMap<(u32, u32), TextAt>,
    /// Cells of whose text a part is struck out.
    pub(super) struck: BTreeSet<(u32, u32)>,
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
                struck: false,
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

    /// Puts other words or another number into a cell, with nothing of its old dress; an empty text empties it.
    pub fn replace(&mut self, (row, column): (u32, u32), text: &str) {
        while self.row_count() <= row {
            if self.row_starts.is_empty() {
                self.row_starts.push(0);
            }
            self.row_starts.push(self.cells.len() as u32);
        }
        self.columns = self.columns.max(column + 1);
        self.shown.remove(&(row, column));
        self.struck.remove(&(row, column));
        let (tag, payload) = match text.parse::<f64>() {
            // `007` is a name, not a number.
            Ok(number) if number.is_finite() && crate::domain::plain_number(number) == text => {
                (Tag::Number, number.to_bits())
            }
            _ => {
                let start = self.texts.len() as u64;
                self.texts.push_str(text);
                (Tag::Text, (start << 32) | text.len() as u64)
            }
        };
        let fresh = Stored {
            payload,
            column,
            // No sheet has so many styles, so the cell is plain.
            style: u16::MAX,
            tag,
            formula: false,
        };
        let first = self.row_starts[row as usize] as usize;
        match self.stored(row).binary_search_by_key(&column, |stored| stored.column) {
            Ok(at) => self.cells[first + at] = fresh,
            Err(at) => {
                self.cells.insert(first + at, fresh);
                self.row_starts[row as usize + 1..]
                    .iter_mut()
                    .for_each(|start| *start += 1);
            }
        }
    }

    /// The same cells in other places: each pair is where a cell stands and where it goes. Of two that go to one place the later
    /// stays.
    pub fn moved(&self, moves: impl IntoIterator<Item = ((u32, u32), (u32, u32))>) -> Grid {
        let mut cells: BTreeMap<(u32, u32), Stored> = BTreeMap::new();
        let mut shown = BTreeMap::new();
        for (from, to) in moves {
            let stored = self.stored(from.0).iter().find(|stored| stored.column == from.1);
            let Some(stored) = stored else { continue };
            cells.insert(
                to,
                Stored {
                    column: to.1,
                    ..*stored
                },
            );
            shown.extend(self.shown.get(&from).map(|text| (to, *text)));
        }
        let mut moved = Grid {
            columns: cells.keys().map(|(_, column)| column + 1).max().unwrap_or(0),
            texts: self.texts.clone(),
            styles: Arc::clone(&self.styles),
            shown,
            ..Grid::default()
        };
        for ((row, _), stored) in cells {
            while moved.row_starts.len() as u32 <= row {
                moved.row_starts.push(moved.cells.len() as u32);
            }
            moved.cells.push(stored);
        }
        if !moved.row_starts.is_empty() {
            moved.row_starts.push(moved.cells.len() as u32);
        }
        moved
    }

    pub(super) fn stored(&self, row: u32) -> &[Stored] {
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
            struck: !self.struck.is_empty() && self.struck.contains(&(row, stored.column)),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_sixteen_bytes() {
        assert_eq!(std::mem::size_of::<Stored>(), 16);
    }

    #[test]
    fn a_replaced_cell_leaves_its_neighbours_alone() {
        let mut builder = crate::ingest::sheet::GridBuilder::default();
        for (row, column, text) in [(0, 0, "a"), (0, 2, "c"), (1, 1, "e")] {
            builder.push_text(row, column, text).unwrap();
        }
        let mut grid = builder.finish();
        grid.replace((0, 1), "2.5");
        grid.replace((1, 1), "");
        grid.replace((3, 0), "far");
        let shown = |row, column| grid.cell(row, column).shown().into_owned();
        assert_eq!([shown(0, 0), shown(0, 1), shown(0, 2)], ["a", "2.5", "c"]);
        assert_eq!([shown(1, 1), shown(2, 0), shown(3, 0)], ["", "", "far"]);
        assert_eq!(grid.cell(0, 1).raw, Raw::Number(2.5));
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
