//! A sheet into its tables of figures: where the headings of each stand, which rows belong to it, what stands over it.

use crate::ingest::context::Known;
use crate::ingest::crosstab::cards;
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::survey::{Line, Seen, What, covers, is_leftmost, is_leftmost_cell};
use crate::ingest::sheet::Sheet;
use crate::ingest::table::header_text;
use crate::ingest::words::periods::When;
use std::collections::BTreeSet;

/// A text with its row and column.
pub type Text = (u32, u32, String);

/// One table of figures, or several side by side under one run of headings.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// The texts over it, from top to bottom, since the table above or the top of the sheet.
    pub titles: Vec<Text>,
    /// The rows of its headings, from top to bottom; none where names stand beside figures without any.
    pub band: Vec<u32>,
    /// Its first row below the headings.
    pub first_row: u32,
    /// The row after its last.
    pub end_row: u32,
}

/// Rows of a table after which no further headings are looked for: such a table is a list.
const LIST: u32 = 2_000;
/// Rows that are looked at to tell which columns hold figures.
const AHEAD: u32 = 40;
/// Rows that headings can take up.
const MOST_HEADINGS: usize = 4;

/// Finds the tables of a sheet.
pub fn blocks(sheet: &Sheet, known: &Known<'_>) -> Vec<Block> {
    let mut finding = Finding {
        sheet,
        known,
        pending: vec![],
        blocks: vec![],
    };
    let rows = sheet.row_count();
    let mut row = 0;
    while row < rows {
        let line = Line::of(sheet, row, known);
        if cards::named_below((sheet, known), &line) {
            finding.card(&line);
            row += 2;
            continue;
        }
        if line.has_figures() || line.has_marks() && finding.marks_are_figures(&line) {
            finding.figures(&line);
        } else {
            finding.pending.push(line);
        }
        row += 1;
        if let Some(block) = finding.blocks.last_mut()
            && row - block.first_row > LIST
        {
            block.end_row = rows;
            return finding.blocks;
        }
    }
    finding.close();
    finding.blocks
}

struct Finding<'s, 'k, 'a> {
    sheet: &'s Sheet,
    known: &'k Known<'a>,
    /// Rows without figures since the last one with some.
    pending: Vec<Line>,
    blocks: Vec<Block>,
}

impl Finding<'_, '_, '_> {
    /// Whether signs stand where figures would: below headings, or in a table that has begun.
    fn marks_are_figures(&self, line: &Line) -> bool {
        let marks = || line.cells.iter().filter(|seen| seen.what == What::Mark);
        if cards::is_named_nil((self.sheet, self.known), line) {
            return true;
        }
        if !self.blocks.is_empty() && self.pending.is_empty() {
            return true;
        }
        let over = |seen: &Seen| {
            self.pending
                .iter()
                .rev()
                .take(3)
                .any(|above| above.cells.len() >= 2 && above.cells.iter().any(|cell| covers(cell, seen.column)))
        };
        marks().any(over)
    }

    /// Takes in a row of figures whose names stand below them.
    fn card(&mut self, line: &Line) {
        let pending = std::mem::take(&mut self.pending);
        self.blocks.push(Block {
            titles: pending.iter().flat_map(|line| self.texts(line)).collect(),
            band: vec![line.row + 1],
            first_row: line.row,
            end_row: line.row + 1,
        });
    }

    /// Takes in a row of figures.
    fn figures(&mut self, line: &Line) {
        let pending = std::mem::take(&mut self.pending);
        let figures = self.figure_columns(line.row);
        match self.blocks.last() {
            None => self.open((&pending, line.row), &figures, 0),
            Some(block) => {
                if let Some(from) = self.new_headings((&pending, block), &figures) {
                    self.open((&pending, line.row), &figures, from);
                }
            }
        }
        if let Some(block) = self.blocks.last_mut() {
            block.end_row = line.row + 1;
        }
    }

    /// Opens a table whose headings and titles are among the rows before it.
    fn open(&mut self, (pending, first_row): (&[Line], u32), figures: &BTreeSet<u32>, from: usize) {
        let pending = &pending[from..];
        let band = self.band(pending, figures);
        let top = band.first().copied().unwrap_or(first_row);
        // Rows between headings and figures that are no headings belong to the table.
        let below = band.last().map_or(first_row, |lowest| lowest + 1);
        let first = pending
            .iter()
            .filter(|line| line.row >= below && !line.is_empty())
            .map(|line| line.row)
            .next();
        let mut titles = Vec::new();
        for line in pending.iter().filter(|line| line.row < top) {
            titles.extend(self.texts(line));
        }
        if let Some(last) = self.blocks.last_mut() {
            let begins = pending
                .iter()
                .find(|line| !line.is_empty())
                .map_or(top, |line| line.row);
            last.end_row = last.end_row.min(begins).max(last.first_row);
        }
        // Without headings all that stands over the figures is a title.
        let first_row = if band.is_empty() {
            first_row
        } else {
            first.unwrap_or(first_row)
        };
        self.blocks.push(Block {
            titles,
            band,
            first_row,
            end_row: first_row,
        });
    }

    fn texts(&self, line: &Line) -> Vec<Text> {
        let text = |seen: &Seen| {
            let text = header_text(&self.sheet.cell(line.row, seen.column));
            (line.row, seen.column, text)
        };
        line.cells.iter().map(text).collect()
    }

    /// The columns in which figures stand in this row and those below.
    fn figure_columns(&self, from: u32) -> BTreeSet<u32> {
        let mut columns = BTreeSet::new();
        for row in from..self.sheet.row_count().min(from + AHEAD) {
            let line = Line::of(self.sheet, row, self.known);
            let figures = line.cells.iter().filter(|seen| seen.what != What::Text);
            columns.extend(figures.map(|seen| seen.column));
        }
        columns
    }

    /// The rows of headings at the end of a run of rows without figures.
    fn band(&self, pending: &[Line], figures: &BTreeSet<u32>) -> Vec<u32> {
        let pending = &pending[..self.first_of_rows(pending)];
        let mut band: Vec<u32> = Vec::new();
        let mut gap = 0;
        for line in pending.iter().rev() {
            if line.is_empty() {
                gap += 1;
                if gap > 1 {
                    break;
                }
                continue;
            }
            // A key and its value over a spacer row are the filter of a pivot table or a line of a form.
            if gap > 0 && !band.is_empty() && line.cells.len() == 2 && is_leftmost(line, figures) {
                break;
            }
            let is_heading = if band.is_empty() {
                self.heads_columns(line, figures)
            } else {
                // A spacer row parts a heading from its table, seldom two headings.
                gap <= 1 && self.groups_columns(line, figures)
            };
            if !is_heading {
                if band.is_empty() && gap == 0 {
                    continue;
                }
                break;
            }
            band.insert(0, line.row);
            gap = 0;
            if band.len() >= MOST_HEADINGS {
                break;
            }
        }
        band
    }

    /// The first line that is a row of the table although no figure stands in it: below `Indicator` stands an indicator, below `Area`
    /// an area, below `Period` a time. All of them, where none is.
    fn first_of_rows(&self, pending: &[Line]) -> usize {
        let is_row = |at: &usize| {
            let above = &pending[at.saturating_sub(MOST_HEADINGS)..*at];
            (0..pending[*at].cells.len()).any(|cell| self.fills_heading((&pending[*at], cell), above))
        };
        (1..pending.len()).find(is_row).unwrap_or(pending.len())
    }

    /// Whether a cell says what the heading of its column announces.
    fn fills_heading(&self, (line, at): (&Line, usize), above: &[Line]) -> bool {
        let column = line.cells[at].column;
        let own = self.label(line, at);
        // Several areas side by side stand over columns, below the word for them.
        let areas = || {
            (0..line.cells.len())
                .filter(|at| self.label(line, *at).area.is_some())
                .count()
        };
        above.iter().any(|heading| {
            let over = heading.cells.iter().position(|seen| seen.column == column);
            match over.and_then(|over| self.label(heading, over).column).as_deref() {
                Some("indicator") => own.is_certain(),
                Some("area") => own.area.is_some() && areas() == 1,
                Some("period") => own.when.is_some(),
                _ => false,
            }
        })
    }

    /// Whether a row can be the lowest of the headings: something stands over figures, and it is no line of a form.
    fn heads_columns(&self, line: &Line, figures: &BTreeSet<u32>) -> bool {
        let over = line
            .cells
            .iter()
            .any(|seen| figures.iter().any(|column| covers(seen, *column)));
        // One text that begins where names stand is a title or the heading of a section, however wide it is.
        over && !self.is_keyed(line) && (line.cells.len() >= 2 || !is_leftmost(line, figures))
    }

    /// Whether a row above the headings groups their columns.
    fn groups_columns(&self, line: &Line, figures: &BTreeSet<u32>) -> bool {
        if self.is_keyed(line) {
            return false;
        }
        // One text over the first column alone is a title of them all.
        if let [only] = line.cells[..]
            && only.last == only.column
            && figures.first() == Some(&only.column)
            && figures.len() > 1
        {
            return false;
        }
        let beyond = line
            .cells
            .iter()
            .any(|seen| figures.iter().any(|column| covers(seen, *column)) && !is_leftmost_cell(seen, figures));
        line.cells.len() >= 2 || beyond
    }

    /// Whether a row says what holds for all figures: `District | Basildon`, `Submitting agency: | NELFT`.
    fn is_keyed(&self, line: &Line) -> bool {
        if !(2..=4).contains(&line.cells.len()) {
            return false;
        }
        let key = self.label(line, 0);
        let text = header_text(&self.sheet.cell(line.row, line.cells[0].column));
        let rest = (1..line.cells.len()).map(|at| self.label(line, at));
        let names = match key.column.as_deref() {
            Some("area") => rest.clone().any(|label| label.area.is_some() || label.elsewhere),
            Some("period") => rest.clone().any(|label| label.when.is_some()),
            Some("indicator") => rest.clone().any(|label| label.indicator.is_some()),
            _ => key.heads_senders || text.trim_end().ends_with(':'),
        };
        // Several of a kind stand over columns.
        let is_one_of_several = |label: &Label| {
            let quarter = label.when.as_ref().is_some_and(|when| !matches!(when, When::Year(_)));
            label.area.is_some() || label.indicator.is_some() || quarter
        };
        // Beside headings the word for a key is a heading as well.
        names && !rest.clone().any(|label| label.is_heading()) && rest.filter(is_one_of_several).count() < 2
    }

    fn label(&self, line: &Line, at: usize) -> Label {
        let Some(seen) = line.cells.get(at) else {
            return Label::default();
        };
        Label::of(&header_text(&self.sheet.cell(line.row, seen.column)), self.known)
    }

    /// Where among the rows before a row of figures a further table begins; `None` when the table above goes on.
    fn new_headings(&self, (pending, block): (&[Line], &Block), figures: &BTreeSet<u32>) -> Option<usize> {
        let heading = pending
            .iter()
            .position(|line| self.begins_anew((line, block), figures))?;
        // Titles right over the headings go with them; what stands close under the table above stays there.
        let gap = pending[..heading].iter().rposition(Line::is_empty);
        let from = pending[..heading]
            .iter()
            .position(Line::is_empty)
            .map_or(0, |first| first + 1);
        let _ = gap;
        Some(from.min(heading))
    }

    /// Whether a row without figures is a row of headings, and not a row of the table above whose figures are lacking.
    fn begins_anew(&self, (line, block): (&Line, &Block), figures: &BTreeSet<u32>) -> bool {
        if let (Some(column), 1) = (figures.first(), figures.len())
            && cards::names_next(
                (self.sheet, self.known),
                (line, *column),
                block.first_row..block.end_row,
            )
        {
            return true;
        }
        if line.cells.len() < 2 || self.is_keyed(line) {
            return false;
        }
        if self.repeats(line, block) {
            return true;
        }
        let over: Vec<&Seen> = line
            .cells
            .iter()
            .filter(|seen| figures.iter().any(|column| covers(seen, *column)))
            .collect();
        let labels: Vec<Label> = over.iter().map(|seen| self.label_of(line.row, seen)).collect();
        let said = labels
            .iter()
            .filter(|label| label.says_something() || label.is_heading())
            .count();
        if said == 0 || said * 3 < labels.len() {
            return false;
        }
        // A row that begins with what rows of the table above begin with is one of them.
        let first = self.label(line, 0);
        let heads = first.is_heading() || !first.says_something();
        heads || said >= 2 && !self.begins_like_a_row(line, block)
    }

    /// Whether a row says again what stands over the table above, as at the top of a printed page.
    fn repeats(&self, line: &Line, block: &Block) -> bool {
        let Some(lowest) = block.band.last() else { return false };
        let text = |row: u32, column: u32| header_text(&self.sheet.cell(row, column));
        line.cells.len() >= 2
            && line
                .cells
                .iter()
                .all(|seen| text(line.row, seen.column) == text(*lowest, seen.column))
    }

    /// Whether the first cell of a row says the same kind of thing as those of the table's rows.
    fn begins_like_a_row(&self, line: &Line, block: &Block) -> bool {
        let Some(first) = line.cells.first() else { return false };
        let kind = |label: &Label| (label.indicator.is_some(), label.area.is_some(), label.when.is_some());
        let own = kind(&self.label(line, 0));
        (block.first_row..block.end_row).take(10).any(|row| {
            let text = header_text(&self.sheet.cell(row, first.column));
            !text.is_empty() && kind(&Label::of(&text, self.known)) == own
        })
    }

    fn label_of(&self, row: u32, seen: &Seen) -> Label {
        Label::of(&header_text(&self.sheet.cell(row, seen.column)), self.known)
    }

    /// Rows without figures right below the last table belong to it: their figures are blank.
    fn close(&mut self) {
        let Some(block) = self.blocks.last_mut() else { return };
        for line in &self.pending {
            if line.is_empty() {
                break;
            }
            block.end_row = line.row + 1;
        }
    }
}
