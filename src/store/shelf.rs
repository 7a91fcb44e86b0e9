//! Which file of a table holds which inbox folder: the newest year by quarter, earlier years whole.
//!
//! A new quarter rewrites one small file, and ten years of quarters stay a dozen files a table.

use crate::domain::Period;
use crate::store::delta_log::DataFile;
use crate::store::held::{Held, Key};
use crate::store::shape::Shape;
use crate::store::state::{State, table_folder};
use crate::store::{pack, parquet_file};
use anyhow::Result;
use arrow::array::RecordBatch;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The one shelf of a table that is not kept by period.
pub(crate) const ALL: &str = "all";

/// The shelf of a folder, given the newest period that is held.
pub(crate) fn shelf_of(period: Period, newest: Period) -> String {
    if period.year() < newest.year() {
        period.financial_year()
    } else {
        period.slug()
    }
}

/// The newest inbox folder of which anything is held.
pub(crate) fn newest(held: &BTreeMap<Key, Held>) -> Option<Period> {
    held.keys().next_back().map(|key| key.0)
}

/// A file of a table and what it must hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FileAt {
    path: PathBuf,
    sha256: String,
}

impl FileAt {
    /// A live file of a table.
    pub(crate) fn new(store: &Path, table: &str, file: &DataFile) -> FileAt {
        FileAt {
            path: table_folder(store, table).join(&file.path),
            sha256: file.sha256.clone(),
        }
    }
}

/// Where the rows of one submission lie.
#[derive(Clone, Debug)]
pub(crate) enum Slice {
    /// In memory, not yet stored.
    Fresh(RecordBatch),
    /// In memory and packed, without the columns that are written afresh.
    Packed(Arc<Vec<u8>>),
    /// In a file of the store.
    Filed {
        /// The file.
        file: FileAt,
        /// Its first row there.
        from: usize,
        /// How many rows.
        rows: usize,
    },
}

/// Packed rows, with nothing in the columns that are written afresh.
pub(crate) fn unpacked(bytes: &Arc<Vec<u8>>, shape: &Shape) -> Result<RecordBatch> {
    parquet_file::read_bytes(pack::shared(bytes), shape)
}

/// Where each submission's rows lie in a whole state: within a file they stand in the order of their keys.
pub(crate) fn slices(store: &Path, state: &State, held: &BTreeMap<Key, Held>) -> BTreeMap<Key, Slice> {
    let Some(newest) = newest(held) else {
        return BTreeMap::new();
    };
    let mut filled: BTreeMap<FileAt, usize> = BTreeMap::new();
    let mut slices = BTreeMap::new();
    for held in held.values().filter(|held| held.rows > 0) {
        let shelf = shelf_of(held.receipt.period, newest);
        let file = state.tables.get(&held.feed).and_then(|table| table.files.get(&shelf));
        if let Some(file) = file {
            let file = FileAt::new(store, &held.feed, file);
            let from = filled.entry(file.clone()).or_insert(0);
            let slice = Slice::Filed {
                file,
                from: *from,
                rows: held.rows,
            };
            slices.insert(held.key(), slice);
            *from += held.rows;
        }
    }
    slices
}

/// Reads files at most once each.
#[derive(Default)]
pub(crate) struct Reading {
    files: BTreeMap<FileAt, RecordBatch>,
}

impl Reading {
    /// The whole of a file.
    pub(crate) fn file(&mut self, file: &FileAt, shape: &Shape) -> Result<RecordBatch> {
        if let Some(batch) = self.files.get(file) {
            return Ok(batch.clone());
        }
        let batch = parquet_file::read(&file.path, &file.sha256, shape)?;
        self.files.insert(file.clone(), batch.clone());
        Ok(batch)
    }

    /// The rows of one submission.
    pub(crate) fn rows(&mut self, slice: &Slice, shape: &Shape) -> Result<RecordBatch> {
        match slice {
            Slice::Fresh(batch) => Ok(batch.clone()),
            Slice::Packed(bytes) => unpacked(bytes, shape),
            Slice::Filed { file, from, rows } => {
                let whole = self.file(file, shape)?;
                anyhow::ensure!(
                    from + rows <= whole.num_rows(),
                    "the store is damaged: {} has too few rows. Delete store/ and run again",
                    file.path.display()
                );
                Ok(whole.slice(*from, *rows))
            }
        }
    }
}
