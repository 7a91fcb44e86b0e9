//! After a sudden death: whatever a run had begun and not made visible is taken back, so that the next run starts whole.

use crate::domain::Period;
use crate::store::delta_log::{RunFacts, entry_version};
use crate::store::disk::{self, PART};
use crate::store::lock;
use crate::store::state::{self, RUNS, State};
use anyhow::Result;
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;
use std::path::Path;

/// Says that a command has begun to write; gone again once all that it writes is there.
pub(crate) const BEGUN: &str = "begun";

/// A command that had begun to write and did not end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CutOff {
    /// It in words, as the mark that it left has them: the command, its quarter and its run.
    pub words: String,
    /// The command, such as `run`; empty where the mark does not tell.
    pub command: String,
    /// The quarter that it was about; `None` where it was about none, or the mark does not tell.
    pub period: Option<Period>,
    /// When the mark was left, by the clock of the disk.
    pub begun: Option<DateTime<Utc>>,
    /// Whether what it stored can be seen: it was cut off after that, before the rest was written.
    pub is_stored: bool,
}

/// Leaves word of what is about to be written, and of the whole state that it is to become.
pub(crate) fn begin(store: &Path, facts: &RunFacts, sequence: u64) -> Result<()> {
    let words = format!("`{}` {} (run {})\n{sequence}", facts.command, facts.period, facts.run);
    disk::write_whole(&store.join(BEGUN), words.as_bytes())
}

/// Takes the word back.
pub(crate) fn end(store: &Path) -> Result<()> {
    disk::remove(&store.join(BEGUN))
}

/// What was interrupted; `None` when nothing was. Only for a holder of the lock: the mark of a command that is at work looks the same.
pub(crate) fn interrupted(store: &Path, state: Option<&State>) -> Option<CutOff> {
    let path = store.join(BEGUN);
    let mark = std::fs::read(&path).ok()?;
    let mark = String::from_utf8_lossy(&mark).into_owned();
    let (words, sequence) = mark.split_once('\n').unwrap_or((&mark, ""));
    let sequence: Option<u64> = sequence.trim().parse().ok();
    let (command, rest) = words
        .strip_prefix('`')
        .and_then(|words| words.split_once('`'))
        .unwrap_or_default();
    let written = std::fs::metadata(&path).and_then(|mark| mark.modified());
    Some(CutOff {
        words: if words.is_empty() { "a run" } else { words }.to_string(),
        command: command.to_string(),
        period: rest.split(" (").next().and_then(|period| period.trim().parse().ok()),
        begun: written.ok().map(DateTime::<Utc>::from),
        is_stored: sequence
            .zip(state)
            .is_some_and(|(meant, state)| state.sequence >= meant),
    })
}

/// The same for whoever only looks: nothing while a command is at work, for that may still end.
///
/// # Errors
/// When what is visible cannot be read.
pub(crate) fn cut_off(store: &Path) -> Result<Option<CutOff>> {
    if !store.join(BEGUN).exists() {
        return Ok(None);
    }
    let Some(_lock) = lock::look(store) else {
        return Ok(None);
    };
    let state = state::newest(store)?;
    Ok(interrupted(store, state.as_ref()))
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
    disk::remove(&store.join(format!("{BEGUN}{PART}")))?;
    end(store)
}

/// Removes what a sudden death left of originals that were being kept, whether or not anything else was begun. Only for the holder of
/// the lock.
pub(crate) fn remove_half_written_originals(store: &Path) -> Result<()> {
    let originals = store.join("originals");
    for name in disk::names(&originals)?.iter().filter(|name| name.ends_with(PART)) {
        disk::remove(&originals.join(name))?;
    }
    Ok(())
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
