//! What one agency sent for one feed in one file: rows that match the feed's contract, and findings.

use crate::domain::{Entry, Finding, Long, Period, Table};
use chrono::NaiveDate;
use polars::prelude::{AnyValue, DataFrame};
use std::fmt;
use std::str::FromStr;

/// Where a file stands in its life, as the register says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileState {
    /// In use.
    Current,
    /// A later file replaced it.
    Superseded,
    /// The same content as another file of the agency.
    Duplicate,
    /// A person must decide.
    Held,
    /// Taken out of use by a person.
    Withdrawn,
    /// Not taken: the privacy gate, or nothing could be read.
    Refused,
    /// Past its keeping time; removed.
    Expired,
}

impl FileState {
    /// Every state.
    pub const ALL: [FileState; 7] = [
        FileState::Current,
        FileState::Superseded,
        FileState::Duplicate,
        FileState::Held,
        FileState::Withdrawn,
        FileState::Refused,
        FileState::Expired,
    ];

    /// The word used in `register.csv`.
    pub fn word(self) -> &'static str {
        match self {
            FileState::Current => "current",
            FileState::Superseded => "superseded",
            FileState::Duplicate => "duplicate",
            FileState::Held => "held",
            FileState::Withdrawn => "withdrawn",
            FileState::Refused => "refused",
            FileState::Expired => "expired",
        }
    }
}

impl fmt::Display for FileState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

impl FromStr for FileState {
    type Err = String;

    fn from_str(text: &str) -> Result<FileState, String> {
        FileState::ALL
            .into_iter()
            .find(|state| state.word() == text)
            .ok_or_else(|| {
                format!("`{text}` is no state; use current, superseded, duplicate, held, withdrawn, refused or expired")
            })
    }
}

/// That a file came: who, what, when.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Receipt {
    /// The folder's agency.
    pub agency: String,
    /// The period of the inbox folder.
    pub period: Period,
    /// Path relative to the inbox, with forward slashes. Where a part of it holds an identifier it ends before that part, in `/`.
    pub file: String,
    /// SHA-256 of the content, lower-case hexadecimal.
    pub sha256: String,
    /// The day it counts as received.
    pub received: NaiveDate,
    /// Whether that day is assumed, because an earlier period's file was seen late.
    pub received_assumed: bool,
    /// When the workbook says it was last changed; ISO 8601, empty when it does not say.
    pub modified: String,
}

impl Receipt {
    /// Whether the name is left out, because it holds an identifier.
    pub fn is_nameless(&self) -> bool {
        self.file.is_empty() || self.file.ends_with('/')
    }
}

/// One feed's rows of one file. `rows` has exactly the columns of the feed's table (interface, section 4, Rows), one row
/// per datum, in the order of the file.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The file that it came in.
    pub receipt: Receipt,
    /// The member agency whose return it is: the one the content names, else the folder's.
    pub sender: String,
    /// The feed.
    pub feed: String,
    /// Whether it is in use, and if not, why not.
    pub state: FileState,
    /// The rows; empty for a nil return or a file that was not taken, and where they are `long`.
    pub rows: DataFrame,
    /// The rows of a long text file that was read at face value, in place of `rows`.
    pub long: Option<Long>,
    /// The agency says that there is nothing to report.
    pub nil: bool,
    /// Everything read otherwise than at face value, or not read.
    pub findings: Vec<Finding>,
}

impl Submission {
    /// How many rows it has, however they are held.
    pub fn row_count(&self) -> usize {
        self.long.as_ref().map_or(self.rows.height(), |long| long.rows)
    }
}

/// Rows as a list: one column a column, numbers as numbers, days as ISO 8601, nothing as empty.
pub fn table_of(frame: &DataFrame) -> Table {
    let columns: Vec<String> = frame.get_column_names().iter().map(|name| name.to_string()).collect();
    let mut rows = vec![Vec::with_capacity(columns.len()); frame.height()];
    for column in frame.columns() {
        for (row, value) in rows.iter_mut().zip(column.as_materialized_series().rechunk().iter()) {
            row.push(entry(&value));
        }
    }
    Table { columns, rows }
}

fn entry(value: &AnyValue<'_>) -> Entry {
    match value {
        AnyValue::Null => Entry::Empty,
        AnyValue::Boolean(truth) => Entry::Truth(*truth),
        AnyValue::String(text) => Entry::from(*text),
        AnyValue::StringOwned(text) => Entry::from(text.as_str()),
        other => match other.extract::<f64>() {
            Some(number) if other.is_primitive_numeric() => Entry::Number(number),
            _ => Entry::from(other.to_string()),
        },
    }
}
