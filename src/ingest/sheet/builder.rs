//! Cells in any order into a grid.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use crate::ingest::sheet::Style;
use crate::ingest::sheet::grid::{
    Grid, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, Stored, Tag, TextAt, TooMuch, Value,
};

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

    /// Notes that a part of a cell's text is struck out.
    pub fn note_struck(&mut self, row: u32, column: u32) {
        self.grid.struck.insert((row, column));
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
}
