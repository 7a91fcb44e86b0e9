//! What this run has brought → new versions of the tables that changed, made visible together.

use crate::store::delta_log::{Commit, DataFile, RunFacts, sha256};
use crate::store::disk::Batch;
use crate::store::held::{self, Held};
use crate::store::shape::Shape;
use crate::store::shelf::{self, ALL, Reading};
use crate::store::state::{self, State, TableState, entry_path, table_folder};
use crate::store::{Store, parquet_file, recover, results, rowset};
use anyhow::{Result, ensure};
use arrow::array::RecordBatch;
use arrow::compute::concat_batches;
use std::collections::BTreeMap;

/// What one shelf of a table is to hold.
#[derive(Debug)]
pub(crate) enum Filling {
    /// What it holds.
    Same,
    /// These rows.
    Rows(RecordBatch),
}

/// What every shelf of a table is to hold; a shelf that is not named is emptied.
pub(crate) type Fillings = BTreeMap<String, Filling>;

/// One table on its way to its next version.
struct Change {
    shape: Shape,
    next: TableState,
    new_schema: bool,
    removed: Vec<DataFile>,
    added: Vec<(DataFile, Vec<u8>)>,
}

impl Store {
    /// Makes everything that this run has brought visible at once. Gives the number of the whole state that readers now
    /// see; when nothing differs from what is there, nothing is written and it is the old number.
    ///
    /// # Errors
    /// When something cannot be written. What was visible before still is, and the next run takes back the rest.
    pub fn commit(&mut self, facts: &RunFacts) -> Result<u64> {
        ensure!(
            self.lock.is_some(),
            "a store that was opened for reading cannot be written"
        );
        let mut changes = Vec::new();
        for (shape, fillings) in self.wanted()? {
            changes.extend(self.change(shape, fillings)?);
        }
        let before = self.committed.clone();
        if let (true, Some(before)) = (changes.is_empty(), &before) {
            return Ok(before.sequence);
        }
        let sequence = before.as_ref().map_or(0, |state| state.sequence + 1);
        recover::begin(
            &self.folder,
            format!("`{}` {} (run {})", facts.command, facts.period, facts.run).as_str(),
        )?;
        self.write(&changes, facts, sequence)?;
        let mut tables = before.as_ref().map(|state| state.tables.clone()).unwrap_or_default();
        tables.extend(changes.into_iter().map(|change| (change.shape.table, change.next)));
        let mut next = State {
            sequence,
            facts: facts.clone(),
            tables,
            own: DataFile::default(),
        };
        state::commit(&self.folder, &mut next, before.as_ref())?;
        recover::end(&self.folder)?;
        self.go_on_from(next);
        Ok(sequence)
    }

    fn go_on_from(&mut self, state: State) {
        self.slices = shelf::slices(&self.folder, &state, &self.held);
        self.masks.clear();
        self.dirty.clear();
        self.results.clear();
        self.remarked.clear();
        self.cleared.clear();
        self.committed = Some(state);
    }

    /// The table as committed; `None` when it was never made.
    pub(crate) fn table(&self, name: &str) -> Option<&TableState> {
        self.committed.as_ref().and_then(|state| state.tables.get(name))
    }

    /// What each table is to hold.
    fn wanted(&self) -> Result<Vec<(Shape, Fillings)>> {
        let mut reading = Reading::default();
        let mut wanted = Vec::new();
        for shape in self.shapes.values() {
            wanted.push((shape.clone(), self.feed_fillings(shape, &mut reading)?));
        }
        let submissions = held::to_batch(self.held.values())?;
        let all = BTreeMap::from([(ALL.to_string(), Filling::Rows(submissions))]);
        wanted.push((held::shape(), all));
        for shape in results::shapes() {
            let fillings = self.result_fillings(&shape)?;
            wanted.push((shape, fillings));
        }
        Ok(wanted)
    }

    fn feed_fillings(&self, shape: &Shape, reading: &mut Reading) -> Result<Fillings> {
        let Some(newest) = shelf::newest(&self.held) else {
            return Ok(Fillings::new());
        };
        let feed = &shape.table;
        let mut shelves: BTreeMap<String, Vec<&Held>> = BTreeMap::new();
        for held in self.held.values().filter(|held| held.feed == *feed && held.rows > 0) {
            shelves
                .entry(shelf::shelf_of(held.receipt.period, newest))
                .or_default()
                .push(held);
        }
        let changed: Vec<String> = self
            .dirty
            .iter()
            .filter(|(dirty, _)| dirty == feed)
            .map(|(_, period)| shelf::shelf_of(*period, newest))
            .collect();
        let before = self.table(feed).filter(|table| table.schema == shape.delta());
        let mut fillings = Fillings::new();
        for (shelf, all) in shelves {
            let stands = before.is_some_and(|table| table.files.contains_key(&shelf)) && !changed.contains(&shelf);
            let filling = if stands {
                Filling::Same
            } else {
                let parts = self.batches(&all, shape, reading)?;
                Filling::Rows(concat_batches(&shape.arrow(), &parts)?)
            };
            fillings.insert(shelf, filling);
        }
        Ok(fillings)
    }

    /// The difference between what a table holds and what it is to hold; `None` when there is none.
    fn change(&self, shape: Shape, fillings: Fillings) -> Result<Option<Change>> {
        let before = self.table(&shape.table);
        let schema = shape.delta();
        let old = |shelf: &str| before.and_then(|table| table.files.get(shelf));
        let mut files = BTreeMap::new();
        let mut added = Vec::new();
        for (shelf, filling) in fillings {
            match (filling, old(&shelf)) {
                (Filling::Same, Some(file)) => {
                    files.insert(shelf, file.clone());
                }
                (Filling::Same, None) => (),
                (Filling::Rows(batch), _) if batch.num_rows() == 0 => (),
                (Filling::Rows(batch), old) => {
                    let rows = rowset::fingerprint(&batch, &[])?;
                    let print = rowset::fingerprint_of_texts([rows.as_str(), schema.as_str()].into_iter());
                    let file = match old.filter(|file| file.print == print) {
                        Some(file) => file.clone(),
                        None => {
                            let (file, bytes) = data_file(&shelf, print, &batch)?;
                            added.push((file.clone(), bytes));
                            file
                        }
                    };
                    files.insert(shelf, file);
                }
            }
        }
        let new_schema = before.is_some_and(|table| table.schema != schema);
        if before.is_some_and(|table| table.files == files) && !new_schema {
            return Ok(None);
        }
        let kept = |file: &&DataFile| !files.values().any(|other| other.path == file.path);
        let removed = before
            .iter()
            .flat_map(|table| table.files.values())
            .filter(kept)
            .cloned()
            .collect();
        let version = before.map_or(0, |table| table.version + 1);
        let next = TableState { version, schema, files };
        Ok(Some(Change {
            shape,
            next,
            new_schema,
            removed,
            added,
        }))
    }

    fn write(&self, changes: &[Change], facts: &RunFacts, sequence: u64) -> Result<()> {
        let mut batch = Batch::default();
        for change in changes {
            let folder = table_folder(&self.folder, &change.shape.table);
            for (file, bytes) in &change.added {
                batch.replace(&folder.join(&file.path), bytes)?;
            }
            let commit = Commit {
                shape: &change.shape,
                version: change.next.version,
                new_schema: change.new_schema,
                removed: change.removed.iter().collect(),
                added: change.added.iter().map(|(file, _)| file).collect(),
                facts,
                sequence,
                carried: None,
            };
            let path = entry_path(&self.folder, &change.shape.table, change.next.version);
            state::write_entry(&mut batch, &path, &commit.lines())?;
        }
        batch.settle()
    }
}

fn data_file(shelf: &str, print: String, batch: &RecordBatch) -> Result<(DataFile, Vec<u8>)> {
    let bytes = parquet_file::to_bytes(batch)?;
    let file = DataFile {
        path: format!("{shelf}-{}.parquet", print.get(..16).unwrap_or_default()),
        size: bytes.len() as u64,
        rows: batch.num_rows() as u64,
        print,
        sha256: sha256(&bytes),
    };
    Ok((file, bytes))
}
