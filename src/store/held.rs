//! What the store knows of each submission besides its rows: the table `submissions`.

use crate::domain::{FileState, Period, Receipt, RegisterLine};
use crate::store::lines::{self, Reader, Value};
use crate::store::shape::{Kind, Shape};
use anyhow::Result;
use arrow::array::RecordBatch;
use chrono::NaiveDate;

/// One feed's rows of one sender in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The file that it came in.
    pub receipt: Receipt,
    /// The member agency whose return it is.
    pub sender: String,
    /// The feed; empty for a file of which nothing could be read.
    pub feed: String,
    /// Whether it is in use, and if not, why not.
    pub state: FileState,
    /// Why, in words; empty when it is simply in use.
    pub why: String,
    /// The agency says that there is nothing to report.
    pub nil: bool,
    /// Rows that the store has of it, whether in use or not.
    pub rows: usize,
    /// The periods that its rows are about, sorted, as `2026-27 Q2`; empty where the feed has no such column.
    pub about: Vec<String>,
    /// What reading it made of it, before other files and people had their say.
    pub read_as: FileState,
    /// What a person decided, as `state: reason`; empty when nobody did.
    pub ruling: String,
    /// Another content has since taken its place under the same name.
    pub overwritten: bool,
    /// Fingerprint of its rows.
    pub print: String,
    /// Hash over all that decides how a file is read: catalogue, mappings, agencies, areas.
    pub read_under: String,
}

/// What identifies a submission, and the order in which submissions and their rows are stored.
pub(crate) type Key = (Period, String, String, String, String);

/// The table's name.
pub(crate) const SUBMISSIONS: &str = "submissions";

impl Held {
    /// What a person decided of its file.
    pub(crate) fn ruling(&self) -> Option<Ruling> {
        let (state, rest) = self.ruling.split_once(": ")?;
        let (since, reason) = rest.split_once(' ')?;
        Some(Ruling {
            state: state.parse().ok()?,
            since: since.parse().ok()?,
            reason: reason.to_string(),
        })
    }

    /// What identifies it.
    pub(crate) fn key(&self) -> Key {
        let receipt = &self.receipt;
        (
            receipt.period,
            receipt.file.clone(),
            receipt.sha256.clone(),
            self.sender.clone(),
            self.feed.clone(),
        )
    }
}

/// A decision of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ruling {
    /// What the file is from then on.
    pub state: FileState,
    /// From when.
    pub since: NaiveDate,
    /// Why.
    pub reason: String,
}

/// A person's decision as the table keeps it.
pub(crate) fn ruling_words(line: Option<&RegisterLine>) -> String {
    match line {
        Some(line) => format!("{}: {} {}", line.state, line.since, line.reason),
        None => String::new(),
    }
}

/// The columns of the table.
pub(crate) fn shape() -> Shape {
    Shape::own(
        SUBMISSIONS,
        &[
            ("agency", Kind::Text),
            ("period", Kind::Text),
            ("file", Kind::Text),
            ("sha256", Kind::Text),
            ("received", Kind::Day),
            ("received_assumed", Kind::Flag),
            ("modified", Kind::Text),
            ("sender", Kind::Text),
            ("feed", Kind::Text),
            ("state", Kind::Text),
            ("reason", Kind::Text),
            ("nil", Kind::Flag),
            ("rows", Kind::Whole),
            ("about", Kind::Text),
            ("read_as", Kind::Text),
            ("ruling", Kind::Text),
            ("overwritten", Kind::Flag),
            ("rows_fingerprint", Kind::Text),
            ("read_under", Kind::Text),
        ],
    )
}

/// The submissions as a batch.
pub(crate) fn to_batch<'a>(held: impl Iterator<Item = &'a Held>) -> Result<RecordBatch> {
    let lines: Vec<Vec<Value>> = held.map(line).collect();
    lines::batch(&shape(), &lines)
}

fn line(held: &Held) -> Vec<Value> {
    let receipt = &held.receipt;
    let text = |text: &str| Value::Text(text.to_string());
    vec![
        text(&receipt.agency),
        Value::Text(receipt.period.to_string()),
        text(&receipt.file),
        text(&receipt.sha256),
        Value::Day(Some(receipt.received)),
        Value::Flag(receipt.received_assumed),
        text(&receipt.modified),
        text(&held.sender),
        text(&held.feed),
        text(held.state.word()),
        text(&held.why),
        Value::Flag(held.nil),
        Value::Whole(i64::try_from(held.rows).ok()),
        Value::Text(held.about.join(";")),
        text(held.read_as.word()),
        text(&held.ruling),
        Value::Flag(held.overwritten),
        text(&held.print),
        text(&held.read_under),
    ]
}

/// The submissions of a batch.
pub(crate) fn from_batch(batch: &RecordBatch) -> Result<Vec<Held>> {
    let reader = Reader(batch);
    let words = |name: &str| reader.texts(name);
    let (agency, file, sha256, modified) = (words("agency")?, words("file")?, words("sha256")?, words("modified")?);
    let (sender, feed, why, about) = (words("sender")?, words("feed")?, words("reason")?, words("about")?);
    let (ruling, print, read_under) = (words("ruling")?, words("rows_fingerprint")?, words("read_under")?);
    let (received, rows) = (reader.days("received")?, reader.wholes("rows")?);
    let (assumed, nil, overwritten) = (
        reader.flags("received_assumed")?,
        reader.flags("nil")?,
        reader.flags("overwritten")?,
    );
    let period: Vec<Period> = reader.parsed("period")?;
    let (state, read_as): (Vec<FileState>, Vec<FileState>) = (reader.parsed("state")?, reader.parsed("read_as")?);
    let held = |at: usize| Held {
        receipt: Receipt {
            agency: agency[at].clone(),
            period: period[at],
            file: file[at].clone(),
            sha256: sha256[at].clone(),
            received: received[at].unwrap_or_default(),
            received_assumed: assumed[at],
            modified: modified[at].clone(),
        },
        sender: sender[at].clone(),
        feed: feed[at].clone(),
        state: state[at],
        why: why[at].clone(),
        nil: nil[at],
        rows: usize::try_from(rows[at]).unwrap_or_default(),
        about: about[at]
            .split(';')
            .filter(|period| !period.is_empty())
            .map(String::from)
            .collect(),
        read_as: read_as[at],
        ruling: ruling[at].clone(),
        overwritten: overwritten[at],
        print: print[at].clone(),
        read_under: read_under[at].clone(),
    };
    Ok((0..batch.num_rows()).map(held).collect())
}
