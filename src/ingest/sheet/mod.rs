//! One worksheet as a grid of cells, with what a person looking at it would see and what is kept out of their sight.

pub mod address;
pub mod format;
mod format_code;
pub mod grid;
pub mod builder;

use std::borrow::Cow;
use std::ops::RangeInclusive;

use chrono::NaiveDateTime;

pub use crate::ingest::sheet::address::{Area, address, column_letters};
pub use crate::ingest::sheet::builder::{Dress, GridBuilder};
pub use crate::ingest::sheet::format::NumberFormat;
pub use crate::ingest::sheet::grid::{Grid, Value};

/// Whether a person who opens the workbook sees the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Visibility {
    /// A tab like any other.
    #[default]
    Visible,
    /// Hidden, and shown again by two clicks.
    Hidden,
    /// Hidden so that only a macro editor shows it.
    VeryHidden,
}

/// A note attached to a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Row, counted from 0.
    pub row: u32,
    /// Column, counted from 0.
    pub column: u32,
    /// All of its text, the author's name included where the file repeats it there.
    pub text: String,
}

/// One worksheet, or the whole of a text file. Rows and columns count from 0.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The name on the tab; empty for a text or HTML file.
    pub name: String,
    /// Whether a person sees it.
    pub visibility: Visibility,
    /// Place in the workbook, counted from 0.
    pub index: usize,
    /// The cells.
    pub grid: Grid,
    /// Rows that are hidden or filtered away.
    pub hidden_rows: Spans,
    /// Columns that are hidden.
    pub hidden_columns: Spans,
    /// Merged areas; only the first cell of each has a value.
    pub merges: Vec<Area>,
    /// Notes, in reading order.
    pub comments: Vec<Comment>,
}

impl Sheet {
    /// Rows down to the last one that holds something; 0 for an empty sheet.
    pub fn row_count(&self) -> u32 {
        self.grid.row_count()
    }

    /// Columns up to the last one that holds something; 0 for an empty sheet.
    pub fn column_count(&self) -> u32 {
        self.grid.column_count()
    }

    /// The cell as it stands: inside a merged area only the first cell has a value. Empty outside the used range.
    pub fn cell(&self, row: u32, column: u32) -> Cell<'_> {
        self.grid.cell(row, column)
    }

    /// The cell as a person reads it: every cell of a merged area has the value of the area.
    pub fn cell_through_merges(&self, row: u32, column: u32) -> Cell<'_> {
        match self.merge_at(row, column) {
            Some(area) => self.grid.cell(area.first_row, area.first_column),
            None => self.grid.cell(row, column),
        }
    }

    /// The merged area that covers a cell, if one does.
    pub fn merge_at(&self, row: u32, column: u32) -> Option<&Area> {
        self.merges.iter().find(|area| area.contains(row, column))
    }

    /// The cells of a row that hold something, from left to right, each with its column.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, Cell<'_>)> {
        self.grid.row(row)
    }

    /// Whether the row is out of a reader's sight, by itself.
    pub fn row_is_hidden(&self, row: u32) -> bool {
        self.hidden_rows.contains(row)
    }

    /// Whether the column is out of a reader's sight, by itself.
    pub fn column_is_hidden(&self, column: u32) -> bool {
        self.hidden_columns.contains(column)
    }

    /// Whether anything stands in the sheet.
    pub fn is_empty(&self) -> bool {
        self.grid.row_count() == 0
    }
}

/// Rows or columns by number, kept as ranges because a workbook may hide a million at once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spans(Vec<RangeInclusive<u32>>);

impl Spans {
    /// Adds a range; ranges that follow one another are joined.
    pub fn add(&mut self, span: RangeInclusive<u32>) {
        match self.0.last_mut() {
            Some(last) if *span.start() == last.end().saturating_add(1) => *last = *last.start()..=*span.end(),
            _ => self.0.push(span),
        }
    }

    /// Whether a range covers the number.
    pub fn contains(&self, number: u32) -> bool {
        self.0.iter().any(|span| span.contains(&number))
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ranges, in the order of the file.
    pub fn ranges(&self) -> &[RangeInclusive<u32>] {
        &self.0
    }
}

/// What is stored in a cell, before any reading of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Raw<'s> {
    /// Nothing.
    Empty,
    /// Text as typed, spaces included.
    Text(&'s str),
    /// The stored number: 0.075 for a cell that shows 7.5%.
    Number(f64),
    /// A tick-box value.
    Bool(bool),
    /// A number that the cell's format shows as a date; midnight where it has no time.
    Date(NaiveDateTime),
    /// A number that the cell's format shows as elapsed time, in days.
    Duration(f64),
    /// An error such as `#REF!`.
    Error(&'s str),
    /// A formula whose result the workbook does not hold.
    FormulaWithoutValue,
}

/// How a cell is dressed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Style {
    /// The number format.
    pub format: NumberFormat,
    /// Bold type: totals are often told by nothing else.
    pub bold: bool,
    /// Whether the text is struck out.
    pub struck: bool,
    /// Whether the text has the colour of what it stands on, so that nobody sees it.
    pub unseen: bool,
}

/// One cell.
#[derive(Debug, Clone, Copy)]
pub struct Cell<'s> {
    /// What is stored.
    pub raw: Raw<'s>,
    /// How it is dressed.
    pub style: &'s Style,
    /// Whether a formula made the value.
    pub formula: bool,
    /// Whether a part of its text is struck out.
    pub struck: bool,
    /// The text shown, where the file itself says it (OpenDocument).
    shown: Option<&'s str>,
}

impl<'s> Cell<'s> {
    /// The cell as if another text stood in it.
    pub fn with_text(&self, text: &'s str) -> Cell<'s> {
        Cell {
            raw: Raw::Text(text),
            shown: None,
            ..*self
        }
    }

    /// Whether nothing stands in the cell. Text made of spaces only is not nothing.
    pub fn is_empty(&self) -> bool {
        matches!(self.raw, Raw::Empty)
    }

    /// Whether the cell shows its number as a percentage, so that a stored 0.075 is read 7.5.
    pub fn percent_format(&self) -> bool {
        self.style.format.is_percent()
    }

    /// Whether the cell is a percentage by its format or its sign.
    pub fn shows_percent(&self) -> bool {
        match self.raw {
            Raw::Number(_) => self.percent_format(),
            Raw::Text(text) => text.trim_end().ends_with('%'),
            Raw::Empty | Raw::Date(_) | Raw::Bool(_) | Raw::Duration(_) => false,
            Raw::Error(_) | Raw::FormulaWithoutValue => false,
        }
    }

    /// What a person sees in the cell: percentages, decimals and dates as formatted, text as typed, `""` when empty.
    pub fn shown(&self) -> Cow<'s, str> {
        if let Some(shown) = self.shown {
            return Cow::Borrowed(shown);
        }
        match self.raw {
            Raw::Empty | Raw::FormulaWithoutValue => Cow::Borrowed(""),
            Raw::Text(text) | Raw::Error(text) => Cow::Borrowed(text),
            Raw::Number(number) => Cow::Owned(self.style.format.show(number)),
            Raw::Bool(true) => Cow::Borrowed("TRUE"),
            Raw::Bool(false) => Cow::Borrowed("FALSE"),
            Raw::Date(when) => Cow::Owned(self.style.format.show_date(when)),
            Raw::Duration(days) => Cow::Owned(self.style.format.show(days)),
        }
    }

    /// The number on the scale on which a person reads it: 7.5 for a stored 0.075 that shows 7.5%. `None` for anything but a number.
    pub fn number_as_read(&self) -> Option<f64> {
        match self.raw {
            // Scaling in binary leaves dust (0.07 * 100 is 7.000000000000001) that no one has written.
            Raw::Number(number) if self.percent_format() => Some(drop_dust(number * 100.0)),
            Raw::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// The number rounded to 15 significant digits, as spreadsheets do before they show one.
pub fn drop_dust(number: f64) -> f64 {
    format!("{number:.14e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_that_follow_one_another_are_one() {
        let mut spans = Spans::default();
        spans.add(3..=3);
        spans.add(4..=9);
        spans.add(20..=20);
        assert_eq!(spans.ranges(), [3..=9, 20..=20]);
        assert!(spans.contains(7) && !spans.contains(10));
    }

    #[test]
    fn every_cell_of_a_merge_reads_as_its_first() {
        let mut builder = GridBuilder::default();
        builder.push_text(1, 0, "Mid Essex").unwrap();
        let mut sheet = Sheet {
            grid: builder.finish(),
            ..Sheet::default()
        };
        sheet.merges.push(Area {
            first_row: 1,
            first_column: 0,
            last_row: 4,
            last_column: 0,
        });
        assert!(sheet.cell(3, 0).is_empty());
        assert_eq!(sheet.cell_through_merges(3, 0).shown(), "Mid Essex");
        assert!(sheet.cell_through_merges(5, 0).is_empty());
    }

    #[test]
    fn scaling_a_share_leaves_no_dust() {
        assert_eq!(drop_dust(0.07 * 100.0), 7.0);
        assert_eq!(drop_dust(0.289 * 100.0), 28.9);
    }
}
