//! Rows that were read into rows that can be trusted: scales, parts and totals, quarters and senders, each against the others.

pub mod answers;
pub mod asked;
pub mod dashboard;
pub mod earlier;
pub mod evidence;
pub mod pivots;
pub mod plausible;
pub mod quarters;
pub mod repeats;
pub mod senders;
pub mod totals;
pub mod whole;
pub mod wider;

use crate::catalogue::{Catalogue, Feed};
use crate::ingest::context::FileContext;
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::rows::Row;
use std::collections::BTreeSet;

/// The rows of one feed in one file, on their way through the checks.
#[derive(Debug)]
pub struct Checked<'a, 'c> {
    /// The board and the file.
    pub context: &'c FileContext<'a>,
    /// The feed.
    pub feed: &'a Feed,
    /// The agency whose return it is.
    pub sender: String,
    /// The names of the file's sheets.
    pub sheets: &'c [String],
    /// The rows that are left.
    pub rows: Vec<Row>,
    /// What was found.
    pub remarks: Vec<Remark>,
    /// Keys of rows that their parts contradict: another file's row for the same thing is believed before them.
    pub doubtful: BTreeSet<String>,
}

impl<'a> Checked<'a, '_> {
    /// The catalogue.
    pub fn catalogue(&self) -> &'a Catalogue {
        self.context.known.catalogue
    }

    /// The name of a row's sheet.
    pub fn sheet_of(&self, row: &Row) -> String {
        self.sheets.get(row.sheet).cloned().unwrap_or_default()
    }

    /// Says something about a stretch of a row's sheet.
    pub fn say_over(&mut self, kind: &'static str, (row, at): (&Row, Stretch), told: Told) {
        let remark = Remark {
            at: Some(at),
            ..Remark::on_sheet(kind, &self.sheet_of(row), told.seen)
        };
        self.remarks
            .push(remark.taken_as(told.treated_as).noting(told.note).about(&self.feed.id));
    }

    /// Says something about a cell of a row.
    pub fn say(&mut self, kind: &'static str, (row, cell): (&Row, (u32, u32)), told: Told) {
        let sheet = self.sheet_of(row);
        let remark = Remark::on_cell(kind, (&sheet, cell.0, cell.1), told.seen);
        self.remarks
            .push(remark.taken_as(told.treated_as).noting(told.note).about(&self.feed.id));
    }
}

/// The words of a remark.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// What stood there.
    pub seen: String,
    /// What it was taken for; empty when it was not taken.
    pub treated_as: String,
    /// What else there is to say.
    pub note: String,
}
