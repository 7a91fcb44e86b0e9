//! Which figures of a quarter were read in a way that somebody should look at: no paper praises them.

use crate::domain::{Finding, Period, Severity};
use crate::measure::{self, RowsByFeed, SourceCells};
use crate::pipeline::explain::covers;
use std::collections::BTreeSet;

/// The indicators with a figure of the quarter in whose cells a warning or an error stands.
pub fn doubted(rows: &RowsByFeed, findings: &[Finding], period: Period) -> BTreeSet<String> {
    let doubts: Vec<&Finding> = findings
        .iter()
        .filter(|one| one.severity != Severity::Info && !one.place.cell.is_empty())
        .collect();
    let is_doubted = |of: &SourceCells| {
        doubts.iter().any(|doubt| {
            let place = &doubt.place;
            place.file == of.file && place.sheet == of.sheet && of.cells.iter().any(|cell| covers(&place.cell, cell))
        })
    };
    let sources = measure::sources(rows, period).into_iter();
    sources.filter(is_doubted).map(|of| of.indicator).collect()
}
