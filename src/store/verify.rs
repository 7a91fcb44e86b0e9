//! Whether everything that is held is what it was when it was stored: hashes, logs, originals.

use crate::domain::FileState;
use crate::store::delta_log::{entry_version, sha256};
use crate::store::disk::PART;
use crate::store::recover::BEGUN;
use crate::store::state::{RUNS, State, TableState, entry_path, log_folder, table_folder};
use crate::store::{Held, Store, disk, parquet_file, reader};
use anyhow::{Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Something that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Damage {
    /// The table, or `originals`.
    pub place: String,
    /// The file, relative to the store's folder.
    pub file: String,
    /// What is wrong with it and what to do.
    pub words: String,
}

/// What was checked, and what is wrong.
#[derive(Clone, Debug, Default)]
pub struct Verified {
    /// Tables whose log and files were checked.
    pub tables: usize,
    /// Files whose hash was checked.
    pub files: usize,
    /// In the order of place and file.
    pub damage: Vec<Damage>,
}

const AGAIN: &str = "put back into inbox/ what it no longer has of store/originals, then delete store/ and run again: it is made again from the \
                     inbox and the register";

impl Store {
    /// Checks the hash of every file, and that every table's log, read as another program reads it, names exactly the
    /// files that belong to the newest whole state.
    ///
    /// # Errors
    /// Only when a folder cannot be listed; whatever is wrong with what is held is in the answer.
    pub fn verify(&self) -> Result<Verified> {
        let mut verified = Verified::default();
        if let Some(state) = &self.committed {
            for (table, held) in &state.tables {
                let files: BTreeMap<String, String> = held
                    .files
                    .values()
                    .map(|file| (file.path.clone(), file.sha256.clone()))
                    .collect();
                self.verify_table(table, (held.version, &files), &mut verified)?;
            }
            let own = BTreeMap::from([(state.own.path.clone(), state.own.sha256.clone())]);
            self.verify_table(RUNS, (state.sequence, &own), &mut verified)?;
            self.verify_what_is_beyond(state, &mut verified)?;
        }
        self.verify_originals(&mut verified)?;
        verified.damage.sort();
        Ok(verified)
    }

    fn verify_table(
        &self,
        table: &str,
        expected: (u64, &BTreeMap<String, String>),
        verified: &mut Verified,
    ) -> Result<()> {
        let (version, files) = expected;
        verified.tables += 1;
        let folder = table_folder(&self.folder, table);
        for (file, hash) in files {
            verified.files += 1;
            if let Some(words) = wrong_with(&folder.join(file), hash) {
                verified.damage.push(damage(
                    table,
                    &format!("tables/{table}/{file}"),
                    &format!("{words}; {AGAIN}"),
                ));
            }
        }
        let live = files.keys().map(String::as_str).collect();
        let mut words = wrong_with_log(&self.folder, table, (version, &live));
        if words.is_empty() {
            words.extend(schema_differs(&folder, version, files.keys().next()));
        }
        let log = format!("tables/{table}/_delta_log");
        verified.damage.extend(
            words
                .iter()
                .map(|words| damage(table, &log, &format!("{words}; {AGAIN}"))),
        );
        Ok(())
    }

    /// Entries that no whole state knows of come from a run that was cut off, or from another program.
    fn verify_what_is_beyond(&self, state: &State, verified: &mut Verified) -> Result<()> {
        for table in disk::names(&self.folder.join("tables"))? {
            let known = if table == RUNS {
                Some(state.sequence)
            } else {
                state.tables.get(&table).map(|held| held.version)
            };
            for entry in beyond(&self.folder, &table, known)? {
                let file = format!(
                    "tables/{table}/_delta_log/{}",
                    crate::store::delta_log::entry_name(entry)
                );
                let words = match self.folder.join(BEGUN).exists() {
                    true => "belongs to a command that was cut off; the next `paqa run` takes it back".to_string(),
                    false => format!("{UNKNOWN}; {AGAIN}"),
                };
                verified.damage.push(damage(&table, &file, &words));
            }
        }
        Ok(())
    }

    fn verify_originals(&self, verified: &mut Verified) -> Result<()> {
        let mut there = BTreeSet::new();
        let names = disk::names(&self.folder.join("originals"))?;
        // What a command that was cut off left half written is nobody's original; the next run removes it.
        for name in names.into_iter().filter(|name| !name.ends_with(PART)) {
            verified.files += 1;
            if let Some(words) = wrong_with(&self.original_path(&name), &name) {
                let words = format!("{words}; delete it and run again");
                verified
                    .damage
                    .push(damage("originals", &format!("originals/{name}"), &words));
            }
            there.insert(name);
        }
        let kept = |state: FileState| !matches!(state, FileState::Refused | FileState::Expired);
        let was_read = |held: &Held| held.read_as != FileState::Held || held.rows > 0;
        let kept = |held: &&Held| kept(held.state) && kept(held.read_as) && was_read(held) && !self.is_stripped(held);
        for held in self.held().filter(kept) {
            if !there.contains(&held.receipt.sha256) {
                let words = format!("the original of {} is gone; {AGAIN}", held.receipt.file);
                verified.damage.push(damage(
                    "originals",
                    &format!("originals/{}", held.receipt.sha256),
                    &words,
                ));
            }
        }
        verified.damage.dedup();
        Ok(())
    }
}

/// Why an entry that no whole state knows of is there, where no command is at work or was cut off.
const UNKNOWN: &str = "no run knows of it: the newest entry of table runs is lost, or another program wrote here";

/// The versions in a table's log after the last that is known.
fn beyond(store: &Path, table: &str, known: Option<u64>) -> Result<Vec<u64>> {
    let entries = disk::names(&log_folder(store, table))?;
    let versions = entries.iter().filter_map(|name| entry_version(name));
    Ok(versions
        .filter(|entry| known.is_none_or(|known| *entry > known))
        .collect())
}

/// That every table's log is there up to the newest whole state, names the files that belong to it, and goes no further unless a
/// command is at work or was cut off. What stands on a damaged log could be read here, but by nobody else, and nothing could be added
/// to it; what goes further may be a whole run of which the word is lost.
///
/// # Errors
/// When one is damaged; the message names the table and what to do.
pub(crate) fn logs_are_sound(store: &Path, state: &State) -> Result<()> {
    let own = TableState {
        version: state.sequence,
        files: BTreeMap::from([(RUNS.to_string(), state.own.clone())]),
        ..TableState::default()
    };
    let runs = RUNS.to_string();
    for (table, held) in state.tables.iter().chain([(&runs, &own)]) {
        let live = held.files.values().map(|file| file.path.as_str()).collect();
        let mut words = wrong_with_log(store, table, (held.version, &live));
        let further = beyond(store, table, Some(held.version))?;
        if !store.join(BEGUN).exists() {
            words.extend(further.iter().map(|entry| format!("entry {entry}: {UNKNOWN}")));
        }
        if let Some(words) = words.first() {
            bail!(
                "the store is damaged: {}: {words}; {AGAIN}",
                log_folder(store, table).display()
            );
        }
    }
    Ok(())
}

/// What is wrong with a table's log, entry by entry as another program reads it.
fn wrong_with_log(store: &Path, table: &str, (version, live): (u64, &BTreeSet<&str>)) -> Vec<String> {
    let gone = (0..=version).filter(|entry| !entry_path(store, table, *entry).is_file());
    let gone: Vec<String> = gone.map(|entry| format!("entry {entry} of its log is gone")).collect();
    if !gone.is_empty() {
        return gone;
    }
    match reader::live_files(&table_folder(store, table), version) {
        Ok(read) if read.iter().eq(live.iter()) => vec![],
        Ok(_) => vec!["its log names other files than the run that made it".to_string()],
        Err(fault) => vec![format!("its log cannot be read ({fault:#})")],
    }
}

fn damage(place: &str, file: &str, words: &str) -> Damage {
    Damage {
        place: place.to_string(),
        file: file.to_string(),
        words: words.to_string(),
    }
}

/// That a table's log gives it another schema than its files have, or none; `None` where it is right.
fn schema_differs(folder: &Path, version: u64, file: Option<&String>) -> Option<String> {
    let columns = match reader::columns(folder, version) {
        Ok(columns) => columns,
        Err(fault) => return Some(format!("its log is damaged ({fault})")),
    };
    // A file from before its feed gained a column lacks it.
    let own = parquet_file::columns(&folder.join(file?)).ok()?;
    let strange = own.iter().any(|column| !columns.contains(column));
    strange.then(|| "its log names other columns than its files have".to_string())
}

fn wrong_with(path: &Path, hash: &str) -> Option<String> {
    match std::fs::read(path) {
        Ok(bytes) if sha256(&bytes) == hash => None,
        Ok(_) => Some("its content has changed since it was stored".to_string()),
        Err(fault) => Some(format!("it cannot be read ({fault})")),
    }
}
