//! Which file of a table holds which inbox folder: the newest year by quarter, the years before it each by itself, and five years
//! together once all of them are old.
//!
//! A new quarter rewrites one small file, and ten years of quarters stay less than a dozen files a table.

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

/// Years before the newest that are on shelves of their own at the least.
const YEARS_ALONE: i32 = 2;
/// Older years that share a shelf, such as `2015-16-to-2019-20`: all of them or none, so that it is written once.
const YEARS_TOGETHER: i32 = 5;

/// The shelf of a folder, given the newest period that is held.
pub(crate) fn shelf_of(period: Period, newest: Period) -> String {
    if period.year() >= newest.year() {
        return period.slug();
    }
    let before = period.year().rem_euclid(YEARS_TOGETHER);
    let after = YEARS_TOGETHER - 1 - before;
    if period.year() + after + YEARS_ALONE >= newest.year() {
        return period.financial_year();
    }
    let year = |years: i32| period.back(-4 * years).financial_year();
    format!("{}-to-{}", year(-before), year(after))
}

/// The shelves of many folders, each named once.
pub(crate) struct Shelves {
    newest: Period,
    named: BTreeMap<Period, String>,
}

impl Shelves {
    /// Of folders up to the newest period that is held.
    pub(crate) fn up_to(newest: Period) -> Shelves {
        let named = BTreeMap::new();
        Shelves { newest, named }
    }

    /// The shelf of a folder.
    pub(crate) fn of(&mut self, period: Period) -> &str {
        let newest = self.newest;
        self.named.entry(period).or_insert_with(|| shelf_of(period, newest))
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
    let mut shelves = Shelves::up_to(newest);
    let mut filled: BTreeMap<FileAt, usize> = BTreeMap::new();
    let mut slices = BTreeMap::new();
    for held in held.values().filter(|held| held.rows > 0) {
        let period = held.receipt.period;
        let table = state.tables.get(&held.feed);
        let on = |shelf: &str| table.and_then(|table| table.files.get(shelf));
        // A store of an earlier version of the program has every year on a shelf of its own.
        let file = on(shelves.of(period)).or_else(|| on(&period.financial_year()));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_older_is_put_together_in_larger_pieces() {
        let newest: Period = "2026-27 Q1".parse().unwrap();
        let shelf = |period: &str| shelf_of(period.parse().unwrap(), newest);
        for (period, expected) in [
            ("2026-27 Q2", "2026-27-Q2"),
            ("2026-27 Q1", "2026-27-Q1"),
            ("2025-26 Q4", "2025-26"),
            ("2024-25 Q1", "2024-25"),
            ("2020-21 Q1", "2020-21"),
            ("2019-20 Q4", "2015-16-to-2019-20"),
            ("2015-16 Q1", "2015-16-to-2019-20"),
            ("2014-15 Q4", "2010-11-to-2014-15"),
        ] {
            assert_eq!(shelf(period), expected, "{period}");
        }
        let a_year_later = |period: &str| shelf_of(period.parse().unwrap(), newest.back(-4));
        assert_eq!(a_year_later("2020-21 Q1"), "2020-21-to-2024-25");
        assert_eq!(a_year_later("2024-25 Q4"), "2020-21-to-2024-25");
        assert_eq!(a_year_later("2025-26 Q1"), "2025-26");
    }
}
