//! After a sudden death: whatever a run had begun and not made visible is taken back, so that the next run starts whole.

use crate::store::delta_log::entry_version;
use crate::store::disk::{self, PART};
use crate::store::state::{self, RUNS, State};
use anyhow::Result;
use std::collections::BTreeSet;
use std::path::Path;

/// Says that a run has begun to write; gone again once its state is visible.
pub(crate) const BEGUN: &str = "begun";

/// Leaves word of what is about to be written.
pub(crate) fn begin(store: &Path, words: &str) -> Result<()> {
    disk::write_whole(&store.join(BEGUN), words.as_bytes())
}

/// Takes the word back.
pub(crate) fn end(store: &Path) -> Result<()> {
    disk::remove(&store.join(BEGUN))
}

/// What was interrupted, in words; `None` when nothing was.
pub(crate) fn interrupted(store: &Path) -> Option<String> {
    let words = std::fs::read(store.join(BEGUN)).ok()?;
    let words = String::from_utf8_lossy(&words).into_owned();
    Some(if words.is_empty() { "a run".to_string() } else { words })
}

/// Takes back what was begun. Only for the holder of the lock.
pub(crate) fn take_back(store: &Path, state: Option<&State>) -> Result<()> {
    for table in disk::names(&store.join("tables"))? {
        let visible = match state {
            Some(state) if table == RUNS => Some(state.sequence),
            Some(state) => state.tables.get(&table).map(|held| held.version),
            None => None,
        };
        match visible {
            Some(version) => cut_back(store, &table, version)?,
            None => remove_folder(&state::table_folder(store, &table))?,
        }
    }
    let originals = store.join("originals");
    for name in disk::names(&originals)?.iter().filter(|name| name.ends_with(PART)) {
        disk::remove(&originals.join(name))?;
    }
    disk::remove(&store.join(format!("{BEGUN}{PART}")))?;
    end(store)
}

/// Removes log entries after a version, newest first, and the files that no entry names.
fn cut_back(store: &Path, table: &str, version: u64) -> Result<()> {
    let log = state::log_folder(store, table);
    let mut named = BTreeSet::new();
    for name in disk::names(&log)?.iter().rev() {
        match entry_version(name) {
            Some(entry) if entry <= version => named.extend(files_named(&disk::read(&log.join(name))?)),
            _ => disk::remove(&log.join(name))?,
        }
    }
    let folder = state::table_folder(store, table);
    for name in disk::names(&folder)? {
        if name != "_delta_log" && !named.contains(&name) {
            disk::remove(&folder.join(&name))?;
        }
    }
    Ok(())
}

/// The data files that a log entry adds.
pub(crate) fn files_named(entry: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(entry);
    let actions = text
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    actions
        .filter_map(|action| action["add"]["path"].as_str().map(String::from))
        .collect()
}

/// Log entries go first, newest first: a table without its first entry is no table, whatever else is left of it.
fn remove_folder(folder: &Path) -> Result<()> {
    let log = folder.join("_delta_log");
    for name in disk::names(&log)?.iter().rev() {
        disk::remove(&log.join(name))?;
    }
    std::fs::remove_dir_all(folder).map_err(|fault| disk::trouble("remove", folder, &fault))
}
