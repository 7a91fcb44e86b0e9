//! The versions of the store: what made each, and what it changed.

use crate::store::Store;
use crate::store::delta_log::RunFacts;
use crate::store::state::{self, RUNS, State, TableState, entry_path};
use anyhow::Result;
use chrono::{DateTime, SubsecRound, Utc};

/// One whole state that the store went through.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its number; the version of table `runs`.
    pub number: u64,
    /// What made it.
    pub facts: RunFacts,
    /// When it was written, by the disk's clock; `None` when the disk does not say.
    pub written: Option<DateTime<Utc>>,
    /// The tables that it changed.
    pub changes: Vec<TableChange>,
}

/// What a version did to one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableChange {
    /// The table.
    pub table: String,
    /// Its own version since then.
    pub version: u64,
    /// Rows that it has since then.
    pub rows: u64,
    /// Rows that it had before.
    pub rows_before: u64,
}

impl Store {
    /// Every version, oldest first; with a table's name only those that changed it.
    ///
    /// # Errors
    /// When an entry of the log is damaged; the message names it.
    pub fn history(&self, table: Option<&str>) -> Result<Vec<Version>> {
        let mut before: Option<State> = None;
        let mut history = Vec::new();
        for number in state::versions(&self.folder, RUNS)? {
            let state = state::at(&self.folder, number)?;
            let changes = changes(before.as_ref(), &state);
            let changes: Vec<TableChange> = changes
                .into_iter()
                .filter(|change| table.is_none_or(|table| change.table == table))
                .collect();
            let written = std::fs::metadata(entry_path(&self.folder, RUNS, number)).and_then(|entry| entry.modified());
            if table.is_none() || !changes.is_empty() {
                history.push(Version {
                    number,
                    facts: state.facts.clone(),
                    written: written
                        .ok()
                        .map(|instant| DateTime::<Utc>::from(instant).trunc_subsecs(0)),
                    changes,
                });
            }
            before = Some(state);
        }
        Ok(history)
    }
}

fn changes(before: Option<&State>, after: &State) -> Vec<TableChange> {
    let rows = |table: &TableState| table.files.values().map(|file| file.rows).sum::<u64>();
    let mut changes = Vec::new();
    for (name, table) in &after.tables {
        let old = before.and_then(|before| before.tables.get(name));
        if old.is_none_or(|old| old.version != table.version) {
            changes.push(TableChange {
                table: name.clone(),
                version: table.version,
                rows: rows(table),
                rows_before: old.map(rows).unwrap_or_default(),
            });
        }
    }
    changes
}
