//! A quarter's exceptions → where each figure shown comes from: declaration, rule, series, file, hash, sheet, cell.

use crate::catalogue::Indicator;
use crate::domain::{Briefing, Entry, Exception, Finding, Level, Period, Table};
use crate::pipeline::Session;
use crate::pipeline::explain::{covers, declaration, is_part_of};
use crate::pipeline::parts::{Part, Parts, feeds_of};
use crate::pipeline::quarter::every_exception;
use crate::store::Store;
use std::collections::{BTreeMap, BTreeSet};

/// The columns, in order.
const COLUMNS: [&str; 15] = [
    "exception",
    "indicator",
    "declaration",
    "rules",
    "method",
    "series",
    "quarter",
    "shown",
    "sender",
    "file",
    "sha256",
    "sheet",
    "cells",
    "received",
    "read_otherwise",
];

/// Rows of one sheet: sender, feed, file, sheet, day received.
type Source<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str);

/// For each figure that the exceptions show (now, last quarter, a year ago) a line for each sheet that it was made of. Figures
/// are given as the paper shows them; a figure that no row was received for has one line without a file.
///
/// # Errors
/// A store that cannot be read.
pub fn lineage(store: &Store, session: &Session, briefing: &Briefing) -> anyhow::Result<Table> {
    let mut table = Table::with_columns(&COLUMNS);
    let declared = |one: &&Exception| session.catalogue.indicator(&one.indicator).is_some();
    let exceptions: Vec<&Exception> = every_exception(briefing).filter(declared).collect();
    let indicators = exceptions
        .iter()
        .filter_map(|one| session.catalogue.indicator(&one.indicator));
    let feeds: BTreeSet<String> = indicators.flat_map(feeds_of).collect();
    let quarters = [0, 1, 4].map(|back| briefing.period.back(back));
    let parts = Parts::about(store, &session.catalogue, (&feeds, &quarters))?;
    for exception in exceptions {
        let Some(indicator) = session.catalogue.indicator(&exception.indicator) else {
            continue;
        };
        for (quarter, when) in quarters.into_iter().zip(["Now", "Last quarter", "A year ago"]) {
            let shown = exception.then.iter().find(|then| then.when == when);
            let shown = match (shown, when) {
                (Some(then), _) => then.value.to_string(),
                (None, "Now") => exception.value.to_string(),
                (None, _) => continue,
            };
            let figure = [
                Entry::from(exception.row_name.as_str()),
                Entry::from(exception.indicator.as_str()),
                Entry::from(declaration(indicator)),
                Entry::List(exception.rules.clone()),
                Entry::from(exception.method.as_str()),
                Entry::from(series(session, exception)),
                Entry::from(quarter.to_string()),
                Entry::from(shown),
            ];
            let sources = sources(session, (exception, indicator, quarter), &parts);
            if sources.is_empty() {
                table
                    .rows
                    .push(figure.iter().cloned().chain(vec![Entry::from(""); 7]).collect());
            }
            for (source, cells) in sources {
                let found = found(store, (source, cells), &briefing.findings);
                table.rows.push(figure.iter().cloned().chain(found).collect());
            }
        }
    }
    Ok(table)
}

fn series(session: &Session, exception: &Exception) -> String {
    let places = &session.board.places;
    let area = if exception.area.is_empty() {
        places.home()
    } else {
        &exception.area
    };
    let level = places.area(area).map_or(Level::County, |area| area.level);
    let whose = if exception.agency.is_empty() {
        String::new()
    } else {
        format!(", {}", exception.agency)
    };
    format!("{level} {area}{whose}")
}

/// The cells of the rows in use that bear on a figure, by sheet.
fn sources<'a>(
    session: &Session,
    (exception, indicator, quarter): (&Exception, &Indicator, Period),
    parts: &'a Parts,
) -> BTreeMap<Source<'a>, Vec<&'a str>> {
    let places = &session.board.places;
    let area = if exception.area.is_empty() {
        places.home()
    } else {
        &exception.area
    };
    let level = places.area(area).map_or(Level::County, |area| area.level);
    let bears = |part: &&&Part| !part.superseded && is_part_of(session, part, (area, level));
    let all = parts.of(indicator, quarter);
    let all: Vec<&Part> = all.iter().filter(bears).copied().collect();
    // Where the agency itself is a sender its own rows made the figure; else rows of another sender name it.
    let is_sender = all.iter().any(|part| part.sender == exception.agency);
    let mut sources: BTreeMap<Source<'a>, Vec<&'a str>> = BTreeMap::new();
    for part in all
        .into_iter()
        .filter(|part| !is_sender || part.sender == exception.agency)
    {
        let source = (
            part.sender.as_str(),
            part.feed.as_str(),
            part.file.as_str(),
            part.sheet.as_str(),
            part.received.as_str(),
        );
        sources.entry(source).or_default().extend(part.cell.split(';'));
    }
    sources
}

fn found(store: &Store, (source, cells): (Source<'_>, Vec<&str>), findings: &[Finding]) -> Vec<Entry> {
    let (sender, feed, file, sheet, received) = source;
    let held = store.held();
    let held = held.filter(|held| held.receipt.file == file && held.feed == feed && !held.overwritten);
    let sha256 = held.map(|held| held.receipt.sha256.as_str()).next().unwrap_or_default();
    let about = |finding: &&Finding| {
        finding.place.file == file
            && (finding.place.sheet.is_empty() || finding.place.sheet == sheet)
            && cells.iter().any(|cell| covers(&finding.place.cell, cell))
    };
    let kinds: BTreeSet<&str> = findings
        .iter()
        .filter(about)
        .map(|finding| finding.kind.as_str())
        .collect();
    vec![
        Entry::from(sender),
        Entry::from(file),
        Entry::from(sha256),
        Entry::from(sheet),
        Entry::List(cells.iter().map(|cell| cell.to_string()).collect()),
        Entry::from(received),
        Entry::List(kinds.into_iter().map(String::from).collect()),
    ]
}
