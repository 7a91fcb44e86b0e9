//! What a commit changes → the JSON lines of Delta's log, as any reader of Delta tables expects them.
//!
//! The lines are written here rather than by a Delta library because they must be the same bytes on every machine: a
//! library stamps them with the clock and random names. `reader` reads them back without knowing what wrote them,
//! and `tests/readers` has three programs of other makers read them.

use crate::store::shape::Shape;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// What made a commit. Goes into the log; nothing in a report depends on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFacts {
    /// Of the papers: the date of the run and six hex digits.
    pub run: String,
    /// The command, such as `run`.
    pub command: String,
    /// The period asked for; empty when none was.
    pub period: String,
    /// The date of the run.
    pub as_at: NaiveDate,
    /// Hash over every input written by people or agencies.
    pub inputs: String,
    /// Hash of the catalogue.
    pub catalogue: String,
    /// Version of the program.
    pub program: String,
}

/// One live Parquet file of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DataFile {
    /// Name within the table's folder.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Rows.
    pub rows: u64,
    /// Fingerprint of the rows.
    pub print: String,
    /// SHA-256 of the file.
    pub sha256: String,
}

/// One commit of one table.
pub(crate) struct Commit<'a> {
    pub shape: &'a Shape,
    /// 0 creates the table.
    pub version: u64,
    /// The schema differs from that of the version before.
    pub new_schema: bool,
    pub removed: Vec<&'a DataFile>,
    pub added: Vec<&'a DataFile>,
    pub facts: &'a RunFacts,
    /// Number of the whole state that this commit is part of.
    pub sequence: u64,
    /// Text of our own that the log carries; only the table that is committed last has any.
    pub carried: Option<String>,
}

impl Commit<'_> {
    /// The content of the log entry.
    pub(crate) fn lines(&self) -> String {
        let stamp = milliseconds(self.facts.as_at);
        let mut actions = vec![self.commit_info(stamp)];
        if self.version == 0 {
            actions.push(json!({ "protocol": { "minReaderVersion": 1, "minWriterVersion": 2 } }));
        }
        if self.version == 0 || self.new_schema {
            actions.push(self.meta_data(stamp));
        }
        // The transaction number lets any Delta writer see that this run's load is in already.
        actions.push(json!({ "txn": { "appId": "paqa", "version": self.sequence, "lastUpdated": stamp } }));
        actions.extend(self.removed.iter().map(|file| {
            json!({ "remove": { "path": file.path, "deletionTimestamp": stamp, "dataChange": true,
                "extendedFileMetadata": true, "partitionValues": {}, "size": file.size } })
        }));
        actions.extend(self.added.iter().map(|file| {
            let stats = json!({ "numRecords": file.rows }).to_string();
            json!({ "add": { "path": file.path, "partitionValues": {}, "size": file.size,
                "modificationTime": stamp, "dataChange": true, "stats": stats } })
        }));
        actions.iter().map(|action| format!("{action}\n")).collect()
    }

    fn commit_info(&self, stamp: i64) -> Value {
        let mut facts = json!({
            "timestamp": stamp,
            "operation": if self.version == 0 { "CREATE TABLE AS SELECT" } else { "WRITE" },
            "operationParameters": { "mode": "Overwrite" },
            "isolationLevel": "Serializable",
            "isBlindAppend": false,
            "engineInfo": format!("paqa/{}", self.facts.program),
            "run": self.facts.run,
            "command": self.facts.command,
            "period": self.facts.period,
            "asAt": self.facts.as_at.to_string(),
            "inputs": self.facts.inputs,
            "catalogue": self.facts.catalogue,
        });
        if let Some(carried) = &self.carried {
            facts["userMetadata"] = json!(carried);
        }
        json!({ "commitInfo": facts })
    }

    fn meta_data(&self, stamp: i64) -> Value {
        json!({ "metaData": {
            "id": table_id(&self.shape.table), "name": self.shape.table,
            "format": { "provider": "parquet", "options": {} },
            "schemaString": self.shape.delta(), "partitionColumns": [], "configuration": {}, "createdTime": stamp } })
    }
}

/// The log entry's name.
pub(crate) fn entry_name(version: u64) -> String {
    format!("{version:020}.json")
}

/// The version of a log entry's name; `None` for another file.
pub(crate) fn entry_version(name: &str) -> Option<u64> {
    let digits = name.strip_suffix(".json")?;
    (digits.len() == 20).then(|| digits.parse().ok()).flatten()
}

/// A day as Delta writes instants: milliseconds since 1970.
fn milliseconds(day: NaiveDate) -> i64 {
    (day - NaiveDate::default()).num_milliseconds()
}

/// An id in the form of a UUID that depends on the table's name alone.
fn table_id(table: &str) -> String {
    let digest = hex(Sha256::digest(format!("paqa table {table}")).as_slice());
    let part = |from: usize, to: usize| digest.get(from..to).unwrap_or_default().to_string();
    format!(
        "{}-{}-4{}-8{}-{}",
        part(0, 8),
        part(8, 12),
        part(13, 16),
        part(17, 20),
        part(20, 32)
    )
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// SHA-256 in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(Sha256::digest(bytes).as_slice())
}
