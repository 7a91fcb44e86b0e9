//! Commands that only look: check, status, rows, series, exceptions.

use crate::board::Register;
use crate::cli::By;
use crate::domain::{Exception, Level, Period, Series, table_of};
use crate::pipeline::assess::{self, Around, Assessed};
use crate::pipeline::collect;
use crate::pipeline::quarter::{self, every_exception, found, store_folder, told};
use crate::pipeline::{Fault, Outcome, Session, Silent, Watch, Worst, chase, edition, lists};
use crate::sift::chasing::returns_in_words;
use crate::store::{Store, Window};
use anyhow::anyhow;
use std::path::Path;

/// `check`: the findings of a period's inbox; stores nothing.
///
/// # Errors
/// As [`quarter::look`].
pub fn check(session: &Session, period: Period, watch: &dyn Watch) -> Result<Outcome, Fault> {
    let taken = quarter::look(session, period, watch)?;
    let run_id = taken.inputs.run_id(session);
    let around = Around {
        run_id: &run_id,
        edition: "",
        watch,
    };
    let assessed = assess::assess(taken.then(), session, (period, &around))?;
    Ok(found(&assessed.briefing.findings, &taken))
}

/// Rows from which on `ingest` does not measure what it has stored: no board sends so many in a quarter.
const MANY_ROWS: usize = 500_000;

/// `ingest`: the inbox of a period into the store, and its findings.
///
/// # Errors
/// As [`quarter::take`] and [`quarter::commit`].
pub fn ingest(session: &Session, period: Period, watch: &dyn Watch) -> Result<Outcome, Fault> {
    let mut taken = quarter::take(session, period, watch)?;
    quarter::commit(&mut taken, session, ("ingest", period))?;
    let run_id = taken.inputs.run_id(session);
    let around = Around {
        run_id: &run_id,
        edition: "",
        watch,
    };
    let rows: usize = taken.then().held().map(|held| held.rows).sum();
    let findings = match rows < MANY_ROWS {
        true => {
            assess::assess(taken.then(), session, (period, &around))?
                .briefing
                .findings
        }
        false => assess::unmeasured(taken.then(), session, (period, &around))?,
    };
    let mut outcome = told(&findings, &taken, ("ingest", period));
    if rows >= MANY_ROWS {
        let words = "rows are held; what only measuring them can find is said by `run`.";
        outcome.notes.push(format!("{rows} {words}"));
    }
    outcome.notes.push(format!(
        "{} files read, {} held already.",
        taken.collected.read, taken.collected.held
    ));
    Ok(outcome)
}

/// The store as it is. One that is gone is not taken for one in which nothing was ever held.
///
/// # Errors
/// `Unfinished` when it is damaged, or gone though the register or an edition tells that a run had filled it.
pub fn as_it_is(session: &Session) -> Result<Store, Fault> {
    let store = Store::open(&store_folder(session), session.catalogue.feeds())?;
    not_lost(session, &store)?;
    Ok(store)
}

/// That a store without content is one that no run has filled.
///
/// # Errors
/// `Unfinished` when the register or an edition tells that one has; the message says how to make it again.
pub fn not_lost(session: &Session, store: &Store) -> Result<(), Fault> {
    if !store.is_new() {
        return Ok(());
    }
    let register = register(session)?;
    let noted = register.lines().iter().filter(|line| line.notes_a_run());
    let issued = edition::days_of_issue(session).into_iter();
    let periods = noted.map(|line| line.period).chain(issued.map(|(period, _)| period));
    let Some(newest) = periods.max() else {
        return Ok(());
    };
    Err(Fault::Unfinished(anyhow!(
        "{} is gone or empty, though returns up to {newest} were held there. Run `paqa run --period {}`: it is made again from the inbox and the register",
        store_folder(session).join("tables").display(),
        newest.slug()
    )))
}

/// When each file came and what people decided of it.
///
/// # Errors
/// `Usage` when a line of it cannot be read.
pub fn register(session: &Session) -> Result<Register, Fault> {
    Register::open(&session.board.root).map_err(|faults| Fault::Usage(faults.into()))
}

/// The store as it stood on the day asked for.
pub fn open(session: &Session) -> Result<Store, Fault> {
    let store = as_it_is(session)?;
    let register = register(session)?;
    let newest = store.held().map(|held| held.receipt.period).max();
    let is_past = store.knows_more_than(session.as_at, register.lines());
    let Some(newest) = newest.filter(|_| is_past) else {
        return Ok(store);
    };
    // Without an inbox there is nothing to read again: rows and figures are those of then all the same.
    match session.board.root.join("inbox").is_dir() {
        true => Ok(collect::as_at(&store, session, (register.lines(), newest, &Silent))?),
        false => Ok(store.as_at(session.as_at, register.lines())?),
    }
}

/// The newest period that the store holds anything of.
pub fn newest_held(store: &Store) -> Result<Period, Fault> {
    let newest = store.held().map(|held| held.receipt.period).max();
    newest.ok_or_else(|| Fault::usage("nothing is held yet; run `paqa run --period <period>` first"))
}

fn assessed(session: &Session, store: &Store, (period, watch): (Period, &dyn Watch)) -> Result<Assessed, Fault> {
    let around = Around {
        run_id: "",
        edition: "",
        watch,
    };
    Ok(assess::assess(store, session, (period, &around))?)
}

/// Whether `status` writes messages to those who have not sent, and where.
#[derive(Clone, Copy)]
pub enum Chased<'a> {
    /// It lists who sent what.
    No,
    /// It writes messages into a folder; none: the board's own.
    Yes(Option<&'a Path>),
}

/// `status`.
///
/// # Errors
/// A store that cannot be read.
pub fn status(session: &Session, (period, chased): (Period, Chased), watch: &dyn Watch) -> Result<Outcome, Fault> {
    let opened = open(session)?;
    let briefing = assessed(session, &opened, (period, watch))?.briefing;
    if let Chased::Yes(out) = chased {
        return chase::chase(session, &briefing, out);
    }
    let lines = briefing.returns;
    let late = lines.iter().any(|line| line.days_late > 0);
    let worst = if late { Worst::Warnings } else { Worst::Nothing };
    Ok(Outcome {
        notes: vec![returns_in_words(&lines)],
        worst,
        ..Outcome::list(lists::returns(&lines))
    })
}

/// `rows`.
///
/// # Errors
/// `Usage` for an unknown feed; `Unfinished` for a store that cannot be read.
pub fn rows(session: &Session, feed: &str, (period, all): (Option<Period>, bool)) -> Result<Outcome, Fault> {
    let Some(declared) = session.catalogue.feed(feed) else {
        let known: Vec<&str> = session.catalogue.feeds().iter().map(|feed| feed.id.as_str()).collect();
        return Err(Fault::usage(format!(
            "no feed `{feed}` is declared; the feeds are {}",
            known.join(", ")
        )));
    };
    let store = open(session)?;
    let mut table = table_of(&match period {
        Some(period) => store.rows_about(feed, period)?,
        None => store.rows(feed, &Window::default())?,
    });
    let about = declared.about.as_deref().and_then(|column| table.column(column));
    if let (Some(period), Some(about)) = (period, about) {
        table.rows.retain(|row| row[about].flat() == period.to_string());
    }
    if let (false, Some(superseded)) = (all, table.column("superseded")) {
        table.rows.retain(|row| row[superseded].flat() != "true");
    }
    Ok(Outcome::list(table))
}

/// `series`.
///
/// # Errors
/// `Usage` for an unknown indicator; `Unfinished` for a store that cannot be read.
pub fn series(
    session: &Session,
    indicators: &[String],
    (by, period): (Option<By>, Option<Period>),
) -> Result<Outcome, Fault> {
    for id in indicators {
        known_indicator(session, id)?;
    }
    let store = open(session)?;
    let until = match period {
        Some(period) => period,
        None => newest_held(&store)?,
    };
    let figures = assess::figures(&store, session, until)?;
    let by = by.unwrap_or(By::County);
    let wanted = |series: &&Series| indicators.contains(&series.indicator) && is_by(series, by);
    let mut found: Vec<&Series> = figures.iter().filter(wanted).collect();
    found.sort_by_key(|series| indicators.iter().position(|id| *id == series.indicator));
    Ok(Outcome::list(lists::series(found)))
}

/// Whether a series is of a level, or an agency's own part.
pub fn is_by(series: &Series, by: By) -> bool {
    match by.level() {
        Some(Level::County) => series.agency.is_none() && series.level == Level::County,
        Some(level) => series.agency.is_none() && series.level == level,
        None => series.agency.is_some(),
    }
}

/// Whether an indicator is declared.
///
/// # Errors
/// `Usage` with the nearest id when it is not.
pub fn known_indicator(session: &Session, id: &str) -> Result<(), Fault> {
    if session.catalogue.indicator(id).is_some() {
        return Ok(());
    }
    let known = session
        .catalogue
        .indicators()
        .iter()
        .map(|indicator| indicator.id.as_str());
    let near = known
        .filter(|known| known.get(..2) == id.get(..2))
        .collect::<Vec<_>>()
        .join(", ");
    let near = if near.is_empty() {
        "`paqa catalogue indicators` lists them".to_string()
    } else {
        format!("did you mean one of {near}?")
    };
    Err(Fault::usage(format!("no indicator `{id}` is declared; {near}")))
}

/// `exceptions`.
///
/// # Errors
/// A store that cannot be read.
pub fn exceptions(session: &Session, period: Period, watch: &dyn Watch) -> Result<Outcome, Fault> {
    let opened = open(session)?;
    let briefing = assessed(session, &opened, (period, watch))?.briefing;
    let all: Vec<&Exception> = every_exception(&briefing).collect();
    let mut outcome = Outcome::list(lists::exceptions(all));
    outcome.notes.push(format!(
        "{period}: {} of the indicators tested; by chance alone about {:.1} would reach the watch list. Exceptions allow for {} \
         core indicators tested together for what is worse or unusual, good news for {} tested for what is better.",
        briefing.counts.tested,
        briefing.counts.expected_watch,
        briefing.counts.together.alarms,
        briefing.counts.together.good_news,
    ));
    Ok(outcome)
}
