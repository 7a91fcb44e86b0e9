//! What an agency sent against what it usually sends: a return with fewer indicators is a part-return.

use crate::catalogue::{Catalogue, Frequency};
use crate::domain::{Agency, FileState, Period};
use crate::ingest::context::Known;
use crate::ingest::file::FileReading;
use crate::ingest::held::Held;
use crate::ingest::remarks::{Remark, findings};
use polars::prelude::DataFrame;
use std::collections::{BTreeMap, BTreeSet};

/// The indicators that an agency is expected to send in a quarter: those of its kind that are due and that it sent in any of
/// the last four quarters; all quarterly ones of its kind where nothing is held of it.
pub fn expected<'c>(agency: &Agency, period: Period, (catalogue, held): (&'c Catalogue, &Held)) -> BTreeSet<&'c str> {
    let quarters = i32::try_from(catalogue.policy().quarters_of_expectation).unwrap_or(4);
    let sent: BTreeSet<String> = (1..=quarters)
        .flat_map(|back| held.of_period((&agency.id, "dashboard"), period.back(back)).into_keys())
        .filter_map(|key| key.split('\u{1f}').next().map(str::to_owned))
        .collect();
    let history = held.knows(&agency.id, "dashboard");
    catalogue
        .indicators()
        .iter()
        .filter(|indicator| {
            indicator.agency_kinds.contains(&agency.kind) && indicator.due_quarters.contains(&period.quarter())
        })
        .filter(|indicator| {
            if history {
                sent.contains(&indicator.id)
            } else {
                indicator.frequency == Frequency::Quarterly
            }
        })
        .map(|indicator| indicator.id.as_str())
        .collect()
}

/// Says of every agency whose dashboard is in use that indicators are lacking.
pub fn remark(readings: &mut [FileReading], known: Known<'_>, held: &Held) {
    let mut sent: BTreeMap<String, (BTreeSet<String>, (usize, usize))> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        for (part, submission) in reading.submissions.iter().enumerate() {
            if submission.feed != "dashboard" || submission.state != FileState::Current || submission.row_count() == 0 {
                continue;
            }
            let entry = sent
                .entry(submission.sender.clone())
                .or_insert_with(|| (BTreeSet::new(), (at, part)));
            entry.0.extend(match &submission.long {
                Some(long) => long.indicators.clone(),
                None => indicators(&submission.rows, reading.receipt.period),
            });
            let larger = submission.row_count() > readings[entry.1.0].submissions[entry.1.1].row_count();
            if larger {
                entry.1 = (at, part);
            }
        }
    }
    for (sender, (received, (at, part))) in sent {
        let Some(agency) = known.agencies.iter().find(|agency| agency.id == sender) else {
            continue;
        };
        let period = readings[at].receipt.period;
        let expected = expected(agency, period, (known.catalogue, held));
        let lacking: Vec<&str> = expected
            .iter()
            .copied()
            .filter(|id| !received.contains(*id) && !follows(id, &received, known.catalogue))
            .collect();
        // What was sent and not understood is said where it stands.
        if lacking.is_empty() || expected.is_empty() || unread(readings, &sender) >= lacking.len() {
            continue;
        }
        let have = expected.len() - lacking.len();
        let submission = &readings[at].submissions[part];
        let sheet = first_sheet(&submission.rows);
        let remark = Remark::on_sheet(
            "return-partial",
            &sheet,
            format!("{have} of {} indicators", expected.len()),
        )
        .taken_as(format!("{have} of {}", expected.len()))
        .noting(format!("not in it: {}", lacking.join(", ")))
        .about("dashboard");
        let receipt = readings[at].receipt.clone();
        let said = findings(vec![remark], &receipt, (known.catalogue, &sender));
        readings[at].submissions[part].findings.extend(said);
        readings[at].submissions[part].findings.sort();
    }
}

/// How many names, columns and rows of a sender's figures were not read and are said so.
fn unread(readings: &[FileReading], sender: &str) -> usize {
    const KINDS: [&str; 9] = [
        "indicator-unknown",
        "label-unknown",
        "labels-contradict",
        "row-without-name",
        "row-twice",
        "part-unclear",
        "sheet-not-understood",
        "header-not-found",
        "year-to-date",
    ];
    let submissions = readings.iter().flat_map(|reading| &reading.submissions);
    let said = submissions
        .filter(|submission| submission.sender == sender && matches!(submission.feed.as_str(), "dashboard" | ""))
        .flat_map(|submission| &submission.findings)
        .filter(|finding| KINDS.contains(&finding.kind.as_str()));
    let named: BTreeSet<(&str, &str, &str)> = said
        .map(|finding| {
            let what = if finding.seen.is_empty() {
                &finding.place.cell
            } else {
                &finding.seen
            };
            (finding.kind.as_str(), finding.place.sheet.as_str(), what.as_str())
        })
        .collect();
    named.len()
}

/// Whether an indicator follows from one that came: a rate of the population whose count was sent.
fn follows(id: &str, received: &BTreeSet<String>, catalogue: &Catalogue) -> bool {
    let indicator = catalogue
        .indicator(id)
        .filter(|indicator| indicator.population.is_some());
    indicator
        .and_then(|indicator| indicator.numerator_is.as_ref())
        .is_some_and(|count| received.contains(count))
}

fn indicators(rows: &DataFrame, period: Period) -> BTreeSet<String> {
    let (Ok(indicators), Ok(periods)) = (rows.column("indicator"), rows.column("period")) else {
        return BTreeSet::new();
    };
    let (Ok(indicators), Ok(periods)) = (indicators.str(), periods.str()) else {
        return BTreeSet::new();
    };
    let period = period.to_string();
    indicators
        .iter()
        .zip(periods.iter())
        .filter(|(_, of)| *of == Some(period.as_str()))
        .filter_map(|(indicator, _)| indicator.map(str::to_owned))
        .collect()
}

fn first_sheet(rows: &DataFrame) -> String {
    let sheets = rows.column("source_sheet").ok().and_then(|column| column.str().ok());
    sheets
        .and_then(|sheets| sheets.get(0).map(str::to_owned))
        .unwrap_or_default()
}
