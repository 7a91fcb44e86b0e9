//! What this run has brought → new versions of the tables that changed, made visible together.

use crate::store::delta_log::{Commit, DataFile, RunFacts, hex, sha256};
use crate::store::disk::Batch;
use crate::store::held::{self, Held};
use crate::store::lines::days_since_1970;
use crate::store::pack::{self, Piece};
use crate::store::shape::Shape;
use crate::store::shelf::{self, ALL, Reading, Slice};
use crate::store::state::{self, State, TableState, entry_path, table_folder};
use crate::store::{Store, parquet_file, recover, results, rowset};
use anyhow::{Result, ensure};
use arrow::array::RecordBatch;
use arrow::compute::concat_batches;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::Write;
use std::sync::Arc;

/// What one shelf of a table is to hold.
#[derive(Debug)]
pub(crate) enum Filling {
    /// What it holds.
    Same,
    /// These rows.
    Rows(RecordBatch),
    /// The rows of many submissions, each with its fingerprint, too many to be laid together in memory.
    Pieces(Vec<(String, Piece)>),
}

/// What every shelf of a table is to hold; a shelf that is not named is emptied.
pub(crate) type Fillings = BTreeMap<String, Filling>;

/// One table on its way to its next version.
struct Change {
    shape: Shape,
    next: TableState,
    new_schema: bool,
    removed: Vec<DataFile>,
    /// The shelves whose files are new, with what these hold.
    added: Vec<(String, Content)>,
}

/// What a new file holds.
enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// These pieces, one after the other.
    Pieces(Vec<Piece>),
}

/// Rows of a shelf from which on its submissions are written one by one.
const MANY_ROWS: usize = 500_000;
/// Pieces that one file can have; Parquet numbers its row groups with two bytes.
const MOST_PIECES: usize = 20_000;

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
        if !self.under_way {
            recover::begin(&self.folder, facts, sequence)?;
        }
        self.write(&mut changes, facts, sequence)?;
        let mut tables = before.as_ref().map(|state| state.tables.clone()).unwrap_or_default();
        tables.extend(changes.into_iter().map(|change| (change.shape.table, change.next)));
        let mut next = State {
            sequence,
            facts: facts.clone(),
            tables,
            own: DataFile::default(),
        };
        state::commit(&self.folder, &mut next, before.as_ref())?;
        if !self.under_way {
            recover::end(&self.folder)?;
        }
        self.go_on_from(next);
        Ok(sequence)
    }

    /// Leaves word of a command that writes more than the tables: until [`Store::finish`] it counts as not ended, and whoever looks
    /// after a sudden death is told.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(&mut self, facts: &RunFacts) -> Result<()> {
        let sequence = self.committed.as_ref().map_or(0, |state| state.sequence + 1);
        recover::begin(&self.folder, facts, sequence)?;
        self.under_way = true;
        Ok(())
    }

    /// All that the command writes is there.
    ///
    /// # Errors
    /// When the word that it is under way cannot be taken back.
    pub fn finish(&mut self) -> Result<()> {
        self.under_way = false;
        recover::end(&self.folder)
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
            // Years that have become old join a shelf, whichever of them was held before.
            let rows: usize = all.iter().map(|held| held.rows).sum();
            let file = before.and_then(|table| table.files.get(&shelf));
            let stands = file.is_some_and(|file| file.rows == rows as u64) && !changed.contains(&shelf);
            let filling = if stands {
                Filling::Same
            } else {
                self.filling(&all, shape, reading)?
            };
            fillings.insert(shelf, filling);
        }
        Ok(fillings)
    }

    /// The rows of a shelf: together, or one by one when they are many.
    fn filling(&self, all: &[&Held], shape: &Shape, reading: &mut Reading) -> Result<Filling> {
        let rows: usize = all.iter().map(|held| held.rows).sum();
        if rows < MANY_ROWS || all.len() > MOST_PIECES {
            let parts = self.batches(all, shape, reading)?;
            return Ok(Filling::Rows(concat_batches(&shape.arrow(), &parts)?));
        }
        let mut pieces = Vec::with_capacity(all.len());
        for held in all {
            let bytes = match self.slices.get(&held.key()) {
                Some(Slice::Packed(bytes)) => bytes.clone(),
                Some(slice) => Arc::new(pack::packed_batch(shape, &reading.rows(slice, shape)?)?),
                None => continue,
            };
            let piece = Piece {
                bytes,
                received: days_since_1970(held.receipt.received),
                mask: self.mask(held, reading)?,
            };
            pieces.push((held.print.clone(), piece));
        }
        Ok(Filling::Pieces(pieces))
    }

    /// The difference between what a table holds and what it is to hold; `None` when there is none.
    fn change(&self, shape: Shape, fillings: Fillings) -> Result<Option<Change>> {
        let before = self.table(&shape.table);
        let schema = shape.delta();
        let old = |shelf: &str| before.and_then(|table| table.files.get(shelf));
        let mut files = BTreeMap::new();
        let mut added = Vec::new();
        for (shelf, filling) in fillings {
            let (print, filling) = match filling {
                Filling::Same => {
                    files.extend(old(&shelf).map(|file| (shelf, file.clone())));
                    continue;
                }
                Filling::Rows(batch) if batch.num_rows() == 0 => continue,
                Filling::Rows(batch) => (print_of_rows(&batch, &schema)?, Filling::Rows(batch)),
                Filling::Pieces(pieces) => (print_of(&pieces, &schema), Filling::Pieces(pieces)),
            };
            let file = match old(&shelf).filter(|file| file.print == print) {
                Some(file) => file.clone(),
                None => {
                    let (file, content) = new_file((&shelf, print), filling)?;
                    added.push((shelf.clone(), content));
                    file
                }
            };
            files.insert(shelf, file);
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

    fn write(&self, changes: &mut [Change], facts: &RunFacts, sequence: u64) -> Result<()> {
        let mut batch = Batch::default();
        for change in changes {
            let folder = table_folder(&self.folder, &change.shape.table);
            for (shelf, content) in &change.added {
                let Some(file) = change.next.files.get_mut(shelf) else {
                    continue;
                };
                let path = folder.join(&file.path);
                match content {
                    Content::Bytes(bytes) => batch.replace(&path, bytes)?,
                    Content::Pieces(pieces) => batch.replace_with(&path, |sink| {
                        let mut weigher = Weigher::over(sink);
                        pack::assemble(&change.shape, pieces, &mut weigher)?;
                        (file.size, file.sha256) = (weigher.size, hex(weigher.hash.finalize().as_slice()));
                        Ok(())
                    })?,
                }
            }
            let files = &change.next.files;
            let commit = Commit {
                shape: &change.shape,
                version: change.next.version,
                new_schema: change.new_schema,
                removed: change.removed.iter().collect(),
                added: change.added.iter().filter_map(|(shelf, _)| files.get(shelf)).collect(),
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

/// The file that a shelf is to be from now on.
fn new_file((shelf, print): (&str, String), filling: Filling) -> Result<(DataFile, Content)> {
    match filling {
        Filling::Pieces(pieces) => {
            let pieces: Vec<Piece> = pieces.into_iter().map(|(_, piece)| piece).collect();
            Ok((pieced_file(shelf, print, &pieces), Content::Pieces(pieces)))
        }
        Filling::Rows(batch) => {
            let (file, bytes) = data_file(shelf, print, &batch)?;
            Ok((file, Content::Bytes(bytes)))
        }
        Filling::Same => Ok((DataFile::default(), Content::Bytes(vec![]))),
    }
}

fn print_of_rows(batch: &RecordBatch, schema: &str) -> Result<String> {
    let rows = rowset::fingerprint(batch, &[])?;
    Ok(rowset::fingerprint_of_texts([rows.as_str(), schema].into_iter()))
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

/// A fingerprint of pieces that depends on their rows and marks alone.
fn print_of(pieces: &[(String, Piece)], schema: &str) -> String {
    let marks = |piece: &Piece| -> String {
        let out: Vec<u8> = piece.mask.iter().map(|out| u8::from(*out)).collect();
        format!("{} {}", piece.received, sha256(&out))
    };
    let words: Vec<String> = pieces
        .iter()
        .flat_map(|(print, piece)| [print.clone(), marks(piece)])
        .collect();
    rowset::fingerprint_of_texts(words.iter().map(String::as_str).chain([schema]))
}

/// A file of pieces. Its size and hash are known when it is written, so that it need not be held in memory.
fn pieced_file(shelf: &str, print: String, pieces: &[Piece]) -> DataFile {
    DataFile {
        path: format!("{shelf}-{}.parquet", print.get(..16).unwrap_or_default()),
        rows: pieces.iter().map(|piece| piece.mask.len() as u64).sum(),
        print,
        ..DataFile::default()
    }
}

/// Counts and hashes what is written through it.
struct Weigher<'s> {
    sink: &'s mut (dyn Write + Send),
    size: u64,
    hash: Sha256,
}

impl Weigher<'_> {
    fn over(sink: &mut (dyn Write + Send)) -> Weigher<'_> {
        let (size, hash) = (0, Sha256::new());
        Weigher { sink, size, hash }
    }
}

impl Write for Weigher<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.sink.write(bytes)?;
        self.size += written as u64;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.sink.flush()
    }
}
