//! The rows of all feeds of one file, held against one another, into submissions.

use crate::catalogue::Feed;
use crate::domain::{CellState, FileState, Receipt, Submission};
use crate::ingest::check::senders::{self, Heard};
use crate::ingest::check::{
    Checked, answers, asked, dashboard, evidence, pivots, plausible, quarters, repeats, totals, wider,
};
use crate::ingest::context::FileContext;
use crate::ingest::extract::Sum;
use crate::ingest::legend::Legend;
use crate::ingest::records::SCALE_UNCLEAR;
use crate::ingest::remarks::{Remark, findings};
use crate::ingest::rows::{Row, Source, frame};
use polars::prelude::DataFrame;
use std::collections::{BTreeMap, BTreeSet};

/// What one file turned out to be.
#[derive(Clone, Debug)]
pub struct FileReading {
    /// When and where it came; `modified` is what the workbook says.
    pub receipt: Receipt,
    /// One for each feed and sender; a file of which nothing could be read has one without a feed.
    pub submissions: Vec<Submission>,
    /// For each submission the keys of rows that the file itself contradicts.
    pub doubtful: Vec<BTreeSet<String>>,
}

/// The sums that one table gives.
pub struct TableSums {
    /// The sheet's place among the file's sheets.
    pub sheet: usize,
    /// The table's place among the file's tables.
    pub table: usize,
    /// The sums.
    pub sums: Vec<Sum>,
}

/// What was read of one feed.
#[derive(Default)]
pub struct Gathered {
    pub rows: Vec<Row>,
    pub sums: Vec<TableSums>,
    pub remarks: Vec<Remark>,
    /// Rows that are parts of another, by sheet.
    pub parts: Vec<(usize, u32)>,
}

/// The rows of all feeds of a file, before they are held against one another.
pub struct Sheets {
    pub names: Vec<String>,
    pub feeds: BTreeMap<String, Gathered>,
    pub legend: Legend,
    pub texts: Vec<String>,
    pub heard: Vec<Heard>,
    pub nil: bool,
    /// Whether headings of a return were found, with or without anything below them.
    pub headed: bool,
    pub remarks: Vec<Remark>,
}

/// Holds the rows of each feed against one another and makes submissions of them.
pub fn assemble(mut read: Sheets, receipt: Receipt, context: &FileContext<'_>) -> FileReading {
    let all: Vec<&Row> = read.feeds.values().flat_map(|gathered| &gathered.rows).collect();
    let sender = senders::decide(context, &read.heard, &all);
    let mut remarks = std::mem::take(&mut read.remarks);
    remarks.extend(sender.remarks);
    remarks.extend(senders::not_a_member(context, &sender.id));
    let (mut submissions, mut doubtful) = (Vec::new(), Vec::new());
    for (feed, mut gathered) in std::mem::take(&mut read.feeds) {
        let Some(feed) = context.known.catalogue.feed(feed.as_str()) else {
            continue;
        };
        let senders: BTreeSet<String> = gathered
            .rows
            .iter()
            .map(|row| row.sender.clone())
            .filter(|id| !id.is_empty())
            .collect();
        let parts: Vec<String> = if senders.is_empty() {
            vec![sender.id.clone()]
        } else {
            senders.into_iter().collect()
        };
        let single = parts.len() == 1;
        for id in parts {
            let (made, keys) = of_sender(
                (feed, &mut gathered),
                (id, single, &sender.id),
                (&read, &receipt, context),
            );
            submissions.push(made);
            doubtful.push(keys);
        }
    }
    if submissions.is_empty() {
        return without_rows((receipt, sender.id), (read.nil, read.headed), remarks, context);
    }
    let own = findings(remarks, &receipt, (context.known.catalogue, &sender.id));
    if let Some(first) = submissions.first_mut() {
        first.findings.extend(own);
        first.findings.sort();
    }
    FileReading {
        receipt,
        submissions,
        doubtful,
    }
}

/// One sender's rows of one feed, through all checks; and the keys of its doubtful rows.
fn of_sender(
    (feed, gathered): (&Feed, &mut Gathered),
    (id, single, main): (String, bool, &str),
    (read, receipt, context): (&Sheets, &Receipt, &FileContext<'_>),
) -> (Submission, BTreeSet<String>) {
    let own = |row: &&Row| row.sender == id || row.sender.is_empty() && id == main;
    let rows: Vec<Row> = match single {
        true => std::mem::take(&mut gathered.rows),
        false => gathered.rows.iter().filter(own).cloned().collect(),
    };
    // What was said of a table of several senders is said once, to the one whose return it is.
    let remarks = match single || id == main {
        true => std::mem::take(&mut gathered.remarks),
        false => vec![],
    };
    let mut checked = Checked {
        context,
        feed,
        sender: id,
        sheets: &read.names,
        rows,
        remarks,
        doubtful: BTreeSet::new(),
    };
    let state = check(&mut checked, read, &gathered.sums);
    let doubtful = std::mem::take(&mut checked.doubtful);
    if is_nil(&checked.rows) {
        let heard = read.heard.iter().find(|heard| says_nil(&heard.text));
        checked.remarks.extend(heard.map(|heard| {
            let place = (heard.sheet.as_str(), heard.row, heard.column);
            let remark = Remark::on_cell("return-nil", place, "nil return");
            let remark = remark.taken_as("nothing to report").about(&checked.feed.id);
            remark.noting("its counts were read as 0")
        }));
    }
    (submission(checked, state, receipt), doubtful)
}

/// The checks in their order: each trusts what those before it have settled.
fn check(checked: &mut Checked<'_, '_>, read: &Sheets, sums: &[TableSums]) -> FileState {
    if checked.feed.id == "dashboard" {
        wider::settle(checked, &read.texts);
        dashboard::settle(checked, &read.legend);
    }
    for table in sums {
        let name = checked.sheets.get(table.sheet).cloned().unwrap_or_default();
        totals::compare_sums(checked, (&name, table.table), &table.sums);
    }
    if checked.feed.id == "dashboard" {
        totals::settle_county(checked);
    }
    pivots::settle(checked);
    repeats::settle(checked);
    asked::remark(checked);
    evidence::remark(checked);
    plausible::remark(checked);
    answers::remark(checked);
    let readable = checked.remarks.iter().all(|remark| remark.kind != SCALE_UNCLEAR);
    if quarters::settle(checked) && readable {
        FileState::Current
    } else {
        FileState::Held
    }
}

fn submission(checked: Checked<'_, '_>, state: FileState, receipt: &Receipt) -> Submission {
    let source = Source {
        sender: &checked.sender,
        receipt,
        sheets: checked.sheets,
    };
    let nil = is_nil(&checked.rows);
    Submission {
        receipt: receipt.clone(),
        sender: checked.sender.clone(),
        feed: checked.feed.id.clone(),
        state,
        rows: framed(checked.feed, &checked.rows, source),
        long: None,
        nil,
        findings: findings(
            checked.remarks,
            receipt,
            (checked.context.known.catalogue, &checked.sender),
        ),
    }
}

/// Whether a text says that there is nothing to report.
pub fn says_nil(text: &str) -> bool {
    let text = crate::catalogue::plain(text);
    [
        "nil return",
        "nothing to report",
        "no data to report",
        "nothing to return",
    ]
    .iter()
    .any(|words| text.contains(words))
}

/// Whether every figure is the word for nothing.
fn is_nil(rows: &[Row]) -> bool {
    let mut said = rows
        .iter()
        .flat_map(|row| row.numbers.values())
        .filter(|figure| figure.reading.state != CellState::Blank)
        .map(|figure| crate::catalogue::plain(&figure.seen))
        .peekable();
    said.peek().is_some() && said.all(|text| ["nil return", "nil", "none", "nothing"].contains(&text.as_str()))
}

fn framed(feed: &Feed, rows: &[Row], source: Source<'_>) -> DataFrame {
    // All columns have one length, so the frame cannot fail to be made.
    frame(feed, rows, source).unwrap_or_else(|_| DataFrame::empty())
}

/// A file of which nothing was understood, or that says there is nothing.
fn without_rows(
    (receipt, sender): (Receipt, String),
    (nil, headed): (bool, bool),
    mut remarks: Vec<Remark>,
    context: &FileContext<'_>,
) -> FileReading {
    if nil {
        let feed = context
            .known
            .agencies
            .iter()
            .find(|agency| agency.id == sender)
            .and_then(|agency| agency.feeds.first().cloned());
        let mut reading = nothing_read(receipt, (FileState::Current, remarks), context);
        for submission in &mut reading.submissions {
            submission.nil = true;
            submission.feed = feed.clone().unwrap_or_default();
        }
        return reading;
    }
    let is_said = |remark: &Remark| {
        matches!(
            remark.kind,
            "sheet-not-understood" | "columns-missing" | "header-not-found" | "form-not-filled"
        )
    };
    if !remarks.iter().any(is_said) {
        let kind = if headed { "form-not-filled" } else { "header-not-found" };
        remarks.push(Remark::on_file(kind, ""));
    }
    nothing_read(receipt, (FileState::Held, remarks), context)
}

/// A file without a single row.
pub fn nothing_read(
    receipt: Receipt,
    (state, remarks): (FileState, Vec<Remark>),
    context: &FileContext<'_>,
) -> FileReading {
    nothing_read_of(receipt, (state, remarks), (&BTreeSet::new(), context))
}

/// A file without a single row, of which is known for what feeds it was meant.
pub fn nothing_read_of(
    receipt: Receipt,
    (state, remarks): (FileState, Vec<Remark>),
    (feeds, context): (&BTreeSet<String>, &FileContext<'_>),
) -> FileReading {
    let sender = receipt.agency.clone();
    let submission = |feed: &str| Submission {
        sender: sender.clone(),
        feed: feed.to_owned(),
        state,
        rows: DataFrame::empty(),
        long: None,
        nil: false,
        findings: vec![],
        receipt: receipt.clone(),
    };
    let mut submissions: Vec<Submission> = feeds.iter().map(|feed| submission(feed)).collect();
    if submissions.is_empty() {
        submissions.push(submission(""));
    }
    submissions[0].findings = findings(remarks, &receipt, (context.known.catalogue, &sender));
    FileReading {
        doubtful: vec![BTreeSet::new(); submissions.len()],
        submissions,
        receipt,
    }
}
