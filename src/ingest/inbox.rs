//! All files of one period's folder into readings whose states are settled: what a run takes in.

use crate::domain::{Agency, FileState, Finding, Period, Receipt};
use crate::ingest::context::{FileContext, Known};
use crate::ingest::fast;
use crate::ingest::file::{FileReading, read_one};
use crate::ingest::find::Found;
use crate::ingest::held::Held;
use crate::ingest::life;
use crate::ingest::partial;
use crate::ingest::privacy::speakable;
use crate::ingest::remarks::{Remark, findings};
use anyhow::{Context, Result};
use chrono::NaiveDate;

/// When a file counts as received, and what was decided of it since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// The day.
    pub received: NaiveDate,
    /// Whether that day is assumed, because an earlier period's file was seen late.
    pub assumed: bool,
    /// Whether a person let it through the privacy gate.
    pub released: bool,
}

/// Reads one file of the inbox. Pure but for the reading itself, so that files can be read side by side.
///
/// # Errors
/// When the file cannot be read from the disk.
pub fn read_found(
    found: &Found,
    (known, held): (Known<'_>, &Held),
    (period, arrival): (Period, impl Fn(&str, &str) -> Arrival),
) -> Result<FileReading> {
    read_as(Way::Ordinary, found, (known, held), (period, arrival))
}

/// The same, but a long canonical file column by column; its rows are then `long`. What a neighbour in the folder contests
/// must be read the ordinary way after all ([`crate::ingest::fast::contested`]).
///
/// # Errors
/// As [`read_found`].
pub fn read_found_quickly(
    found: &Found,
    (known, held): (Known<'_>, &Held),
    (period, arrival): (Period, impl Fn(&str, &str) -> Arrival),
) -> Result<FileReading> {
    read_as(Way::Quick, found, (known, held), (period, arrival))
}

/// Which reader a file may go to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Ordinary,
    Quick,
}

fn read_as(
    way: Way,
    found: &Found,
    (known, held): (Known<'_>, &Held),
    (period, arrival): (Period, impl Fn(&str, &str) -> Arrival),
) -> Result<FileReading> {
    let bytes = std::fs::read(&found.path)
        .with_context(|| format!("cannot read {}; check that it may be read", found.path.display()))?;
    let hash = found.hash_of(&bytes);
    let arrival = arrival(&found.file, &hash);
    let receipt = Receipt {
        agency: found.agency.clone(),
        period,
        file: found.file.clone(),
        sha256: hash,
        received: arrival.received,
        received_assumed: arrival.assumed,
        modified: String::new(),
    };
    let context = FileContext {
        known,
        receipt: &receipt,
        held,
        released: arrival.released,
    };
    if context.folder_agency().is_none() {
        return Ok(of_nobody(&receipt, known));
    }
    let quickly = way == Way::Quick && bytes.len() >= fast::LEAST_BYTES;
    let quick = if quickly { fast::read(&bytes, &context) } else { None };
    Ok(quick.unwrap_or_else(|| read_one(&bytes, &context)))
}

/// A file in a folder that is no agency's.
fn of_nobody(receipt: &Receipt, known: Known<'_>) -> FileReading {
    let gazetteer = known.lexicon.gazetteer();
    let receipt = Receipt {
        agency: speakable(&receipt.agency, false, gazetteer),
        file: speakable(&receipt.file, false, gazetteer),
        ..receipt.clone()
    };
    // A file beside the agencies' folders lies in the quarter's own.
    let folder = match receipt.agency.is_empty() {
        true => format!("{} itself", receipt.file.split('/').next().unwrap_or_default()),
        false => receipt.agency.clone(),
    };
    let remark = Remark::on_file("folder-unknown", folder);
    let submission = crate::domain::Submission {
        sender: receipt.agency.clone(),
        feed: String::new(),
        state: FileState::Held,
        rows: polars::prelude::DataFrame::empty(),
        long: None,
        nil: false,
        findings: findings(vec![remark], &receipt, (known.catalogue, &receipt.agency)),
        receipt: receipt.clone(),
    };
    FileReading {
        receipt,
        submissions: vec![submission],
        doubtful: vec![std::collections::BTreeSet::new()],
    }
}

/// Settles all files of one period against one another: states, part-returns, findings. Sorted by path afterwards.
pub fn settle(readings: &mut [FileReading], known: Known<'_>, held: &Held) {
    life::settle(readings, known.catalogue);
    partial::remark(readings, known, held);
}

/// Every finding of a folder in the order in which they are printed.
pub fn all_findings(readings: &[FileReading]) -> Vec<Finding> {
    let mut all: Vec<Finding> = readings
        .iter()
        .flat_map(|reading| {
            reading
                .submissions
                .iter()
                .flat_map(|submission| submission.findings.clone())
        })
        .collect();
    all.sort();
    all.dedup();
    all
}

/// Whether an agency was a member in a period.
pub fn is_member(agency: &Agency, period: Period) -> bool {
    agency.existed(period.first_day(), period.last_day())
}
