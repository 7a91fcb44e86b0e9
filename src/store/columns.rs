//! Columns that may be kept for less long than their rows → the same rows without what stood there.

use crate::catalogue::{Column, Feed};
use crate::domain::{CellState, ColumnsRemoved, FileState, RegisterLine, columns_removed, reason_for_columns};
use crate::store::shape::Shape;
use crate::store::shelf::{Reading, Slice};
use crate::store::{Held, Store, rowset};
use anyhow::Result;
use arrow::array::{ArrayRef, RecordBatch, StringViewArray, new_null_array};
use chrono::{Months, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Columns as feed and name.
type Columns = BTreeSet<(String, String)>;

/// The last day on which a column's cells of an inbox folder may be kept, where that is earlier than for their rows.
pub fn column_keep_until(feed: &Feed, column: &Column, period: crate::domain::Period) -> Option<NaiveDate> {
    let years = column.keep_years.filter(|years| *years < feed.keep_years)?;
    period.last_day().checked_add_months(Months::new(u32::from(years) * 12))
}

impl Store {
    /// Files of which columns were removed keep no original: it still holds what stood in them.
    pub fn note_columns_removed(&mut self, register: &[RegisterLine]) {
        let files = columns_removed(register).into_keys();
        self.stripped = files
            .map(|(file, sha256)| (file.to_string(), sha256.to_string()))
            .collect();
    }

    /// Removes columns that are past their own time on a day, and gives the lines that the register must gain.
    pub(crate) fn expire_columns(&mut self, day: NaiveDate, register: &[RegisterLine]) -> Result<Vec<RegisterLine>> {
        let removed = columns_removed(register);
        let mut due: BTreeMap<(String, String), (Held, Columns)> = BTreeMap::new();
        let mut reading = Reading::default();
        let all: Vec<Held> = self.held.values().filter(|held| held.rows > 0).cloned().collect();
        for held in all.into_iter().filter(|held| held.state != FileState::Expired) {
            let columns = self.columns_due(&held, day, &removed);
            if columns.is_empty() {
                continue;
            }
            self.strip(&held, &columns, &mut reading)?;
            let file = (held.receipt.file.clone(), held.receipt.sha256.clone());
            self.stripped.insert(file.clone());
            let named = columns.into_iter().map(|column| (held.feed.clone(), column));
            let named: Vec<(String, String)> = named.collect();
            due.entry(file)
                .or_insert_with(|| (held, Columns::new()))
                .1
                .extend(named);
        }
        let line = |(held, columns): (Held, Columns)| RegisterLine {
            agency: held.receipt.agency,
            period: held.receipt.period,
            file: held.receipt.file,
            sha256: held.receipt.sha256,
            received: held.receipt.received,
            since: day,
            state: held.state,
            reason: reason_for_columns(&columns),
        };
        Ok(due.into_values().map(line).collect())
    }

    fn columns_due(&self, held: &Held, day: NaiveDate, removed: &ColumnsRemoved<'_>) -> Vec<String> {
        let Some(feed) = self.feeds.get(&held.feed) else {
            return Vec::new();
        };
        let gone = removed.get(&(held.receipt.file.as_str(), held.receipt.sha256.as_str()));
        let is_gone = |column: &&Column| gone.is_some_and(|gone| gone.contains(&(feed.id.as_str(), &column.name)));
        let is_due =
            |column: &&Column| column_keep_until(feed, column, held.receipt.period).is_some_and(|until| until < day);
        let due = feed.columns.iter().filter(is_due).filter(|column| !is_gone(column));
        due.map(|column| column.name.clone()).collect()
    }

    /// Takes columns out of the rows of a submission; which rows are in use stays as it was.
    fn strip(&mut self, held: &Held, columns: &[String], reading: &mut Reading) -> Result<()> {
        let key = held.key();
        let (Some(slice), Some(shape)) = (self.slices.get(&key), self.shapes.get(&held.feed)) else {
            return Ok(());
        };
        let mask = self.mask(held, reading)?;
        let batch = without(
            &reading.rows(slice, shape)?,
            shape,
            &columns.iter().map(String::as_str).collect(),
        )?;
        let print = rowset::fingerprint(&batch, &["received", "superseded"])?;
        self.slices.insert(key.clone(), Slice::Fresh(batch));
        self.masks.insert(key.clone(), mask);
        self.dirty.insert((held.feed.clone(), held.receipt.period));
        if let Some(held) = self.held.get_mut(&key) {
            held.print = print;
        }
        Ok(())
    }
}

/// The rows with nothing in some columns; a number that was removed is not available.
pub(crate) fn without(batch: &RecordBatch, shape: &Shape, columns: &BTreeSet<&str>) -> Result<RecordBatch> {
    let mut arrays = batch.columns().to_vec();
    for ((name, _), array) in shape.columns.iter().zip(&mut arrays) {
        let of = |ending: &str| name.strip_suffix(ending).is_some_and(|stem| columns.contains(stem));
        let made: Option<ArrayRef> = if of("_state") {
            let word = CellState::NotAvailable.to_string();
            Some(Arc::new(StringViewArray::from_iter_values(vec![
                word;
                batch.num_rows()
            ])))
        } else if columns.contains(name.as_str()) || of("_low") || of("_high") {
            Some(new_null_array(array.data_type(), batch.num_rows()))
        } else {
            None
        };
        if let Some(made) = made {
            *array = made;
        }
    }
    Ok(RecordBatch::try_new(batch.schema(), arrays)?)
}
