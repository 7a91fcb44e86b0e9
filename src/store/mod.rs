//! Submission → Delta tables and back. Must not know what a row means.
//!
//! A run becomes visible as a whole: every table that changed gets a commit of its own, and table `runs`, committed last,
//! says which versions belong together. Whoever reads goes by it. The same content gives the same bytes, whatever way
//! led to it.

mod bridge;
mod columns;
mod commit;
mod delta_log;
pub(crate) mod disk;
mod encode;
mod held;
mod history;
mod holdings;
mod keep;
mod lines;
mod lock;
mod originals;
mod pack;
mod parquet_file;
mod past;
mod reader;
mod recover;
mod register;
mod results;
mod rows;
mod rowset;
mod runs;
mod settle;
mod shape;
mod shelf;
mod state;
mod verify;

pub use columns::column_keep_until;
pub use delta_log::{RunFacts, sha256};
pub use disk::{PART, write_whole};
pub use held::Held;
pub use history::{TableChange, Version};
pub use holdings::{Holding, keep_until};
pub use lock::PATIENCE;
pub use pack::pack;
pub use recover::CutOff;
pub use results::Outcome;
pub use rows::{Window, laid_together};
pub use shape::{Kind, Shape};
pub use verify::{Damage, Verified};

use crate::catalogue::Feed;
use crate::domain::{FileState, Period, Receipt, RegisterLine, Submission};
use crate::store::held::{Key, SUBMISSIONS};
use crate::store::shelf::{FileAt, Reading, Slice};
use crate::store::state::State;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Sender and feed.
pub(crate) type Group = (String, String);

/// What a run brings: what it read, and the board's register.
#[derive(Clone, Copy, Debug)]
pub struct Incoming<'a> {
    /// Of every file that was read, everything that it yielded.
    pub submissions: &'a [Submission],
    /// Every line of the register, oldest first.
    pub register: &'a [RegisterLine],
    /// Hash over all that decides how a file is read: catalogue, mappings, agencies, areas.
    pub read_under: &'a str,
}

/// What a board holds: committed, and on top of it what this run has brought so far.
#[derive(Debug)]
pub struct Store {
    folder: PathBuf,
    feeds: BTreeMap<String, Feed>,
    shapes: BTreeMap<String, Shape>,
    committed: Option<State>,
    held: BTreeMap<Key, Held>,
    slices: BTreeMap<Key, Slice>,
    /// Long files that are being taken in and share no row with any other file of their folder.
    alone: BTreeSet<Key>,
    /// Which rows are out of use, where that differs from what is committed.
    masks: BTreeMap<Key, Vec<bool>>,
    /// Feeds and inbox folders whose rows changed.
    dirty: BTreeSet<(String, Period)>,
    /// Tables of the program's own that this run has made anew, by shelf.
    results: BTreeMap<String, BTreeMap<String, Vec<Vec<lines::Value>>>>,
    /// Findings of files read in this run, which replace those of the same file.
    remarked: Vec<results::Remarked>,
    /// Contents of which nothing may be kept any longer.
    cleared: BTreeSet<(Period, String)>,
    /// Files, by name and content, of which columns were removed: their originals are not kept.
    stripped: BTreeSet<(String, String)>,
    interrupted: Option<CutOff>,
    /// Whether the word that something is being written stays until [`Store::finish`].
    under_way: bool,
    lock: Option<lock::Lock>,
}

/// The newest whole state of a store whose tables' logs are sound.
fn sound(folder: &Path) -> Result<Option<State>> {
    loop {
        let Some(state) = state::newest(folder)? else {
            return Ok(None);
        };
        match verify::logs_are_sound(folder, &state) {
            Ok(()) => return Ok(Some(state)),
            // Another command has ended meanwhile: what it wrote is no damage, and is looked at as a whole.
            Err(_) if state::newest(folder)?.is_some_and(|newest| newest.sequence > state.sequence) => (),
            Err(damage) => return Err(damage),
        }
    }
}

impl Store {
    /// Opens a store for reading, at its newest whole state. A store that does not exist yet is empty.
    ///
    /// # Errors
    /// When it is damaged; the message names the file.
    pub fn open(folder: &Path, feeds: &[Feed]) -> Result<Store> {
        Store::over(folder, feeds, sound(folder)?)
    }

    /// The same for [`Store::verify`], which is to tell all that is wrong: the tables' logs are not looked at yet.
    ///
    /// # Errors
    /// When nothing says what belongs together, or the list of submissions cannot be read.
    pub fn open_unchecked(folder: &Path, feeds: &[Feed]) -> Result<Store> {
        Store::over(folder, feeds, state::newest(folder)?)
    }

    /// Opens a store for a command that must find nobody else at work and stores nothing itself: what an earlier command left half done
    /// is left for the next run.
    ///
    /// # Errors
    /// As [`Store::open_for_run`].
    pub fn open_alone(folder: &Path, feeds: &[Feed], patience: Duration) -> Result<Store> {
        let lock = lock::take(folder, patience)?;
        let mut store = Store::open(folder, feeds)?;
        store.lock = Some(lock);
        Ok(store)
    }

    /// What an earlier command had begun and not ended, for commands that only look; `None` when nothing was, or while one is at work.
    ///
    /// # Errors
    /// When the store is damaged; the message names the file.
    pub fn cut_off(folder: &Path) -> Result<Option<CutOff>> {
        recover::cut_off(folder)
    }

    /// Opens a store for a run, which is alone in it until the value is dropped. What an earlier run had begun and not
    /// ended is taken back first.
    ///
    /// # Errors
    /// When another run holds it for longer than `patience`, or it cannot be written or is damaged.
    pub fn open_for_run(folder: &Path, feeds: &[Feed], patience: Duration) -> Result<Store> {
        let lock = lock::take(folder, patience)?;
        let committed = sound(folder)?;
        recover::remove_half_written_originals(folder)?;
        let interrupted = recover::interrupted(folder, committed.as_ref());
        if interrupted.is_some() {
            recover::take_back(folder, committed.as_ref())?;
        }
        let mut store = Store::over(folder, feeds, committed)?;
        (store.lock, store.interrupted) = (Some(lock), interrupted);
        Ok(store)
    }

    fn over(folder: &Path, feeds: &[Feed], committed: Option<State>) -> Result<Store> {
        let mut reading = Reading::default();
        let file = committed
            .as_ref()
            .and_then(|state| state.tables.get(SUBMISSIONS)?.files.get(shelf::ALL));
        let held = match file {
            Some(file) => {
                let file = FileAt::new(folder, SUBMISSIONS, file);
                held::from_batch(&reading.file(&file, &held::shape())?)?
            }
            None => Vec::new(),
        };
        let held: BTreeMap<Key, Held> = held.into_iter().map(|held| (held.key(), held)).collect();
        let slices = match &committed {
            Some(state) => shelf::slices(folder, state, &held),
            None => BTreeMap::new(),
        };
        Ok(Store {
            folder: folder.to_path_buf(),
            feeds: feeds.iter().map(|feed| (feed.id.clone(), feed.clone())).collect(),
            shapes: feeds
                .iter()
                .map(|feed| (feed.id.clone(), Shape::of_feed(feed)))
                .collect(),
            committed,
            held,
            slices,
            masks: BTreeMap::new(),
            alone: BTreeSet::new(),
            dirty: BTreeSet::new(),
            results: BTreeMap::new(),
            remarked: Vec::new(),
            cleared: BTreeSet::new(),
            stripped: BTreeSet::new(),
            interrupted: None,
            under_way: false,
            lock: None,
        })
    }

    /// Whether no run was ever committed here.
    pub fn is_new(&self) -> bool {
        self.committed.is_none()
    }

    /// How many times something was made visible here.
    pub fn commits(&self) -> u64 {
        self.committed.as_ref().map_or(0, |state| state.sequence + 1)
    }

    /// What an earlier run had begun and not ended; `None` when nothing was interrupted.
    pub fn interrupted(&self) -> Option<&CutOff> {
        self.interrupted.as_ref()
    }

    /// Whether nobody else can be at work on it while this value lives.
    pub fn is_alone(&self) -> bool {
        self.lock.is_some()
    }

    /// Every submission that is held, in the order of inbox folder and file.
    pub fn held(&self) -> impl Iterator<Item = &Held> {
        self.held.values()
    }

    /// Whether a file's content is held as read under the same declarations and as of the same day, so that it need not be read
    /// again.
    pub fn has_read(&self, receipt: &Receipt, read_under: &str) -> bool {
        let (file, sha256, period) = (&receipt.file, &receipt.sha256, receipt.period);
        let from = (
            period,
            file.to_string(),
            sha256.to_string(),
            String::new(),
            String::new(),
        );
        let mut of_file = self
            .held
            .range(from..)
            .take_while(|(key, _)| key.1 == *file && key.2 == *sha256)
            .peekable();
        let stands = |held: &Held| {
            held.read_under == read_under && held.receipt.received == receipt.received && !held.overwritten
        };
        of_file.peek().is_some() && of_file.all(|(_, held)| stands(held) || held.state == FileState::Expired)
    }

    /// Whether people have decided otherwise of a file than when it was read.
    pub fn is_ruled_anew(&self, receipt: &Receipt, ruling: Option<&RegisterLine>) -> bool {
        let words = held::ruling_words(ruling);
        let from = (
            receipt.period,
            receipt.file.clone(),
            receipt.sha256.clone(),
            String::new(),
            String::new(),
        );
        let of_file = self
            .held
            .range(from..)
            .take_while(|(key, _)| key.1 == receipt.file && key.2 == receipt.sha256);
        of_file.into_iter().any(|(_, held)| held.ruling != words)
    }

    /// The files whose names were left out because of what stands in them.
    pub fn nameless(&self) -> Vec<Receipt> {
        let receipts = self.held.values().map(|held| &held.receipt);
        receipts.filter(|receipt| receipt.is_nameless()).cloned().collect()
    }

    /// A hash over the rows in use, independent of versions, file layout and the way that led to them.
    pub fn rows_hash(&self) -> String {
        let in_use = self
            .held
            .values()
            .filter(|held| held.rows > 0 && held.state == FileState::Current);
        rowset::fingerprint_of_texts(in_use.flat_map(|held| {
            [
                held.receipt.file.as_str(),
                held.sender.as_str(),
                held.feed.as_str(),
                held.print.as_str(),
            ]
        }))
    }
}
