//! A table's Delta log as any reader of Delta tables takes it: entry by entry, files added and files removed.
//!
//! It knows nothing of the run that wrote the log, so that `verify` can set the two beside each other. Readers of other makers
//! are tried in `tests/readers`.

use crate::store::delta_log::entry_name;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// What of one line of an entry matters to a reader of files.
#[derive(Deserialize)]
struct Action {
    add: Option<Named>,
    remove: Option<Named>,
}

#[derive(Deserialize)]
struct Named {
    path: String,
}

/// The names of the live files of a version, in order of name.
///
/// # Errors
/// When an entry is missing or holds a line that is no action of Delta's.
pub(crate) fn live_files(table: &Path, version: u64) -> Result<BTreeSet<String>> {
    let mut live = BTreeSet::new();
    for entry in 0..=version {
        let name = entry_name(entry);
        let text = std::fs::read_to_string(table.join("_delta_log").join(&name))
            .with_context(|| format!("cannot read entry {name}"))?;
        for (at, line) in text.lines().enumerate() {
            let action: Action = serde_json::from_str(line).with_context(|| format!("line {} of {name}", at + 1))?;
            if let Some(removed) = action.remove {
                live.remove(&removed.path);
            }
            if let Some(added) = action.add {
                live.insert(added.path);
            }
        }
    }
    Ok(live)
}
