//! Which versions of the tables belong together: a whole state of the store, as the newest entry of table `runs` says.

use crate::store::delta_log::{Commit, DataFile, RunFacts, entry_name, entry_version, sha256};
use crate::store::disk::{self, Batch};
use crate::store::lines::{self, Value};
use crate::store::parquet_file;
use crate::store::recover::BEGUN;
use crate::store::shape::{Kind, Shape};
use anyhow::{Context, Result, anyhow, bail};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The table that is committed last.
pub(crate) const RUNS: &str = "runs";

/// One table within a whole state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TableState {
    /// Its version in its own Delta log.
    pub version: u64,
    /// The columns it had, as Delta writes them.
    pub schema: String,
    /// Its live files by shelf: the period or year whose inbox folders they hold, or `all`.
    pub files: BTreeMap<String, DataFile>,
}

/// A whole state: what a run made visible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct State {
    /// The version of table `runs` that says so.
    pub sequence: u64,
    /// What made it.
    pub facts: RunFacts,
    /// Every table.
    pub tables: BTreeMap<String, TableState>,
    /// The live file of table `runs` itself.
    pub own: DataFile,
}

/// The folder of a table.
pub(crate) fn table_folder(store: &Path, table: &str) -> PathBuf {
    store.join("tables").join(table)
}

/// The folder of a table's log.
pub(crate) fn log_folder(store: &Path, table: &str) -> PathBuf {
    table_folder(store, table).join("_delta_log")
}

/// The versions in a table's log, oldest first.
pub(crate) fn versions(store: &Path, table: &str) -> Result<Vec<u64>> {
    let names = disk::names(&log_folder(store, table))?;
    Ok(names.iter().filter_map(|name| entry_version(name)).collect())
}

/// The newest whole state; `None` when nothing was ever stored.
pub(crate) fn newest(store: &Path) -> Result<Option<State>> {
    match versions(store, RUNS)?.last() {
        Some(&version) => at(store, version).map(Some),
        None if is_orphaned(store)? => bail!(
            "the store is damaged: {} is gone, without which nothing says what belongs together. Move {} away, leave the originals \
             beside it where they are, and run again: the tables are made again from the inbox and the register",
            table_folder(store, RUNS).display(),
            store.join("tables").display()
        ),
        None => Ok(None),
    }
}

/// Whether there are tables of which nothing says any more that they belong together. A first run that is under way, or was cut off,
/// has left word of it; one that has ended meanwhile has said what belongs together.
fn is_orphaned(store: &Path) -> Result<bool> {
    let has_entries = |table: &String| versions(store, table).is_ok_and(|versions| !versions.is_empty());
    let committed = disk::names(&store.join("tables"))?.iter().any(has_entries);
    Ok(committed && !store.join(BEGUN).exists() && versions(store, RUNS)?.is_empty())
}

/// The whole state that a version of table `runs` describes.
pub(crate) fn at(store: &Path, version: u64) -> Result<State> {
    let path = entry_path(store, RUNS, version);
    let damaged = || {
        format!(
            "the store is damaged: {} does not say what belongs together. Move {} away, leave the originals beside it where they are, \
             and run again: the tables are made again from the inbox and the register",
            path.display(),
            store.join("tables").display()
        )
    };
    let text = String::from_utf8(disk::read(&path)?).with_context(damaged)?;
    let first: serde_json::Value =
        serde_json::from_str(text.lines().next().unwrap_or_default()).with_context(damaged)?;
    let carried = first["commitInfo"]["userMetadata"]
        .as_str()
        .ok_or_else(|| anyhow!(damaged()))?;
    serde_json::from_str(carried).with_context(damaged)
}

/// Makes a state visible: from now on readers go by it.
pub(crate) fn commit(store: &Path, state: &mut State, before: Option<&State>) -> Result<()> {
    let shape = runs_shape();
    let batch = lines::batch(&shape, &runs_lines(state))?;
    let bytes = parquet_file::to_bytes(&batch)?;
    let sha256 = sha256(&bytes);
    state.own = DataFile {
        path: format!("runs-{}.parquet", sha256.get(..16).unwrap_or_default()),
        size: bytes.len() as u64,
        rows: batch.num_rows() as u64,
        print: sha256.clone(),
        sha256,
    };
    let mut data = Batch::default();
    data.replace(&table_folder(store, RUNS).join(&state.own.path), &bytes)?;
    data.settle()?;
    let entry = Commit {
        shape: &shape,
        version: state.sequence,
        new_schema: false,
        removed: before
            .map(|before| &before.own)
            .filter(|own| own.path != state.own.path)
            .into_iter()
            .collect(),
        added: vec![&state.own],
        facts: &state.facts,
        sequence: state.sequence,
        carried: Some(serde_json::to_string(state)?),
    };
    let mut last = Batch::default();
    write_entry(&mut last, &entry_path(store, RUNS, state.sequence), &entry.lines())?;
    last.settle()
}

/// Where the log entry of a version stands.
pub(crate) fn entry_path(store: &Path, table: &str, version: u64) -> PathBuf {
    log_folder(store, table).join(entry_name(version))
}

/// Adds an entry to a table's log; two writers cannot both add the same version.
pub(crate) fn write_entry(batch: &mut Batch, path: &Path, lines: &str) -> Result<()> {
    if !batch.create(path, lines.as_bytes())? {
        bail!(
            "another program has written {} meanwhile. Run again: the run then starts from what is there",
            path.display()
        );
    }
    Ok(())
}

/// The table that tells other programs which versions belong together.
pub(crate) fn runs_shape() -> Shape {
    let text = ["run", "command", "period"].map(|name| (name, Kind::Text));
    let more = [
        ("as_at", Kind::Day),
        ("program", Kind::Text),
        ("catalogue", Kind::Text),
        ("inputs", Kind::Text),
    ];
    let tail = [("table", Kind::Text), ("version", Kind::Whole), ("rows", Kind::Whole)];
    Shape::own(RUNS, &[&text[..], &more, &tail].concat())
}

fn runs_lines(state: &State) -> Vec<Vec<Value>> {
    let facts = &state.facts;
    let line = |(table, held): (&String, &TableState)| {
        vec![
            Value::Text(facts.run.clone()),
            Value::Text(facts.command.clone()),
            Value::Text(facts.period.clone()),
            Value::Day(Some(facts.as_at)),
            Value::Text(facts.program.clone()),
            Value::Text(facts.catalogue.clone()),
            Value::Text(facts.inputs.clone()),
            Value::Text(table.clone()),
            Value::Whole(i64::try_from(held.version).ok()),
            Value::Whole(i64::try_from(held.files.values().map(|file| file.rows).sum::<u64>()).ok()),
        ]
    };
    state.tables.iter().map(line).collect()
}
