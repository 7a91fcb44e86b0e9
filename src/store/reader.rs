//! A table's Delta log as any reader of Delta tables takes it: entry by entry, files added and files removed.
//!
//! It knows nothing of the run that wrote the log, so that `verify` can set the two beside each other. Readers of other makers
//! are tried in `tests/readers`.

use crate::store::delta_log::entry_name;
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// What of one line of an entry matters to a reader of files.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Action {
    add: Option<Named>,
    remove: Option<Named>,
    protocol: Option<Protocol>,
    meta_data: Option<MetaData>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Protocol {
    min_reader_version: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MetaData {
    schema_string: String,
}

#[derive(Deserialize)]
struct Schema {
    fields: Vec<Field>,
}

#[derive(Deserialize)]
struct Field {
    name: String,
}

/// The names of a version's columns, in order, as a reader that knows no more than the first protocol takes them.
///
/// # Errors
/// When the log says no protocol or no schema, one that such a reader refuses, or one that is none.
pub(crate) fn columns(table: &Path, version: u64) -> Result<Vec<String>> {
    let (mut protocol, mut schema) = (None, None);
    for action in actions(table, version)? {
        protocol = action.protocol.or(protocol);
        schema = action.meta_data.or(schema);
    }
    let protocol = protocol.context("it names no protocol")?;
    ensure!(
        protocol.min_reader_version == 1,
        "it asks for another protocol than it was written by"
    );
    let schema = schema.context("it has no schema")?;
    let schema: Schema = serde_json::from_str(&schema.schema_string).context("its schema is none")?;
    Ok(schema.fields.into_iter().map(|field| field.name).collect())
}

/// Every action up to a version, oldest first.
fn actions(table: &Path, version: u64) -> Result<Vec<Action>> {
    let mut all = Vec::new();
    for entry in 0..=version {
        let name = entry_name(entry);
        let text = std::fs::read_to_string(table.join("_delta_log").join(&name))
            .with_context(|| format!("cannot read entry {name}"))?;
        for (at, line) in text.lines().enumerate() {
            all.push(serde_json::from_str(line).with_context(|| format!("line {} of {name}", at + 1))?);
        }
    }
    Ok(all)
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
    for action in actions(table, version)? {
        if let Some(removed) = action.remove {
            live.remove(&removed.path);
        }
        if let Some(added) = action.add {
            live.insert(added.path);
        }
    }
    Ok(live)
}
