//! The bytes of a long text file in the canonical layout into rows and findings, column by column.
//!
//! The ordinary reader is the truth. This one takes a file only when it can prove that the ordinary reader would make the same
//! rows and findings of it: every word is read by the ordinary reader once, every figure that is not plain digits goes through
//! the ordinary reading of cells, every line that a check might speak of goes through that check, and the privacy gate sees
//! every text. Whatever cannot be proved is left to the ordinary reader.

mod columns;
mod figures;
mod groups;
mod judge;
mod rivals;
mod sample;
mod scan;
mod words;

pub use crate::ingest::fast::rivals::contested;

use crate::catalogue::{Feed, Holds, Indicator, Unit};
use crate::domain::{Body, CellState, FileState, Submission};
use crate::ingest::context::FileContext;
use crate::ingest::fast::judge::Judged;
use crate::ingest::fast::scan::{FIGURES, INDICATOR, Scanned, WORDS};
use crate::ingest::file::FileReading;
use crate::ingest::remarks::findings;
use polars::prelude::DataFrame;
use std::collections::BTreeSet;

/// Smaller files are read the ordinary way: they take no time either way.
pub const LEAST_BYTES: usize = 64 << 10;

/// Reads a file that is long and canonical; `None` when it must be read the ordinary way.
pub fn read(bytes: &[u8], context: &FileContext<'_>) -> Option<FileReading> {
    let catalogue = context.known.catalogue;
    let feed = catalogue.feed("dashboard").filter(|feed| is_as_built_in(feed))?;
    let receipt = context.receipt;
    let named = receipt.file.to_ascii_lowercase().ends_with(".csv");
    let patched = context.habits().is_some_and(|habits| !habits.patches.is_empty());
    let member = context
        .folder_agency()
        .is_some_and(|agency| agency.existed(context.period().first_day(), context.period().last_day()));
    if !named || patched || !member || context.held.knows(&receipt.agency, &feed.id) {
        return None;
    }
    let mut scanned = Scanned::of(bytes)?;
    let meanings = sample::meanings(&scanned, context)?;
    let indicator = |word: &Option<String>| word.as_ref().and_then(|word| catalogue.indicator(word));
    let indicators: Vec<Option<&Indicator>> = meanings[INDICATOR].iter().map(indicator).collect();
    let unit = |word: &u32| indicators[*word as usize].map(|indicator| indicator.unit);
    let units: Vec<Unit> = scanned.word[INDICATOR].iter().map(unit).collect::<Option<_>>()?;
    let mut figures = figures::read(&mut scanned, &units, context)?;
    let remarks = std::mem::take(&mut figures.remarks);
    let mut judged = Judged {
        scanned: &scanned,
        meanings: &meanings,
        context,
        feed,
        indicators,
        figures,
        settled: vec![None; scanned.len()],
        keys: vec![],
        dropped: vec![false; scanned.len()],
        remarks,
        doubtful: BTreeSet::new(),
    };
    judged.judge()?;
    submission(judged)
}

/// Whether the feed's columns are those that this reader knows; a board may declare others.
fn is_as_built_in(feed: &Feed) -> bool {
    let words: BTreeSet<&str> = feed
        .columns
        .iter()
        .filter(|one| !one.holds.is_number())
        .map(|one| one.name.as_str())
        .collect();
    let figures: BTreeSet<&str> = feed
        .columns
        .iter()
        .filter(|one| one.holds.is_number())
        .map(|one| one.name.as_str())
        .collect();
    let holds = |name: &str, wanted: &Holds| feed.column(name).is_some_and(|column| column.holds == *wanted);
    let bounded = feed
        .columns
        .iter()
        .any(|column| column.least.is_some() || column.most.is_some());
    words == BTreeSet::from(WORDS)
        && figures == BTreeSet::from(FIGURES)
        && FIGURES.iter().all(|name| holds(name, &Holds::Number))
        && holds("indicator", &Holds::Indicator)
        && holds("area", &Holds::Area)
        && holds("period", &Holds::Period)
        && holds("note", &Holds::Text)
        && feed.key == ["indicator", "area", "period"]
        && feed.about.as_deref() == Some("period")
        && feed.area_defaults_to_home
        && !bounded
}

/// The one submission of a file that was judged; `None` when no number is left in it.
fn submission(mut judged: Judged<'_, '_, '_>) -> Option<FileReading> {
    let receipt = judged.context.receipt.clone();
    let lines = 0..judged.scanned.len();
    let counts = |line: usize| !judged.dropped[line] && judged.state(line, 0) == Some(CellState::Number);
    if !lines.into_iter().any(counts) {
        return None;
    }
    let remarks = std::mem::take(&mut judged.remarks);
    let doubtful = std::mem::take(&mut judged.doubtful);
    let findings = findings(remarks, &receipt, (judged.context.known.catalogue, &receipt.agency));
    let long = columns::long(&judged);
    debug_assert!(matches!(long.body, Body::Columns(_)));
    let submission = Submission {
        receipt: receipt.clone(),
        sender: receipt.agency.clone(),
        feed: judged.feed.id.clone(),
        state: FileState::Current,
        rows: DataFrame::empty(),
        long: Some(long),
        nil: false,
        findings,
    };
    Some(FileReading {
        receipt,
        submissions: vec![submission],
        doubtful: vec![doubtful],
    })
}
