//! `run`: one quarter, from the inbox to the papers.

use crate::board::{Commentary, Register, read_commentary, with_lines_added};
use crate::domain::{Briefing, Finding, Period, Remark, Severity};
use crate::pipeline::assess::{self, Around, Assessed};
use crate::pipeline::collect::{self, Collected};
use crate::pipeline::inputs::{self, Inputs};
use crate::pipeline::papers::{self, Made};
use crate::pipeline::{Fault, Outcome, Printed, Session, Watch, Worst, lists};
use crate::pipeline::{absent, back, cut_off, decided, edition};
use crate::store::{Outcome as Found, PATIENCE, RunFacts, Store, write_whole};
use std::path::{Path, PathBuf};

/// A store that has taken in the inbox, not yet committed.
pub struct Taken {
    /// The store.
    pub store: Store,
    /// The store as it stood on the date of the run, when it knows more by now.
    past: Option<Store>,
    /// The register with the lines that this run adds.
    pub register: Register,
    /// What collecting saw.
    pub collected: Collected,
    /// Everything written by people and agencies.
    pub inputs: Inputs,
    /// Tables, schemas and mappings that the last run went by and that are no longer there.
    pub tables_gone: Vec<String>,
}

/// Where a board keeps its tables.
pub fn store_folder(session: &Session) -> PathBuf {
    session.board.root.join("store")
}

/// Reads the inbox up to a period into the board's store.
///
/// # Errors
/// `Usage` when the period has not begun on the date of the run; `Unfinished` when the disk or another run stands in the way; what
/// was held is intact.
pub fn take(session: &Session, period: Period, watch: &dyn Watch) -> Result<Taken, Fault> {
    has_begun(session, period)?;
    take_into(&store_folder(session), session, (period, watch))
}

/// The same for an edition: nobody else may be at work, and nothing is stored.
///
/// # Errors
/// As [`take`].
pub fn take_alone(session: &Session, period: Period, watch: &dyn Watch) -> Result<Taken, Fault> {
    has_begun(session, period)?;
    let store = Store::open_alone(&store_folder(session), session.catalogue.feeds(), PATIENCE)?;
    taken(store, session, (period, watch))
}

/// The same for whoever only looks: nothing is written, and a run may be at work meanwhile. It does not disturb: what a run makes visible
/// it lays beside what was there, so that the state that was found here stays readable; and the register is read after the store, so that
/// at worst a decision counts already that the run after this one would find.
///
/// # Errors
/// `Usage` when the period has not begun on the date of the run; `Unfinished` when something cannot be read.
pub fn look(session: &Session, period: Period, watch: &dyn Watch) -> Result<Taken, Fault> {
    has_begun(session, period)?;
    let store = Store::open(&store_folder(session), session.catalogue.feeds())?;
    taken(store, session, (period, watch))
}

fn has_begun(session: &Session, period: Period) -> Result<(), Fault> {
    if session.as_at < period.first_day() {
        return Err(Fault::usage(format!(
            "{period} begins on {}, after the date of the run, {}: nothing can have come for it. Name a quarter that has begun",
            period.first_day(),
            session.as_at
        )));
    }
    Ok(())
}

/// Reads the inbox up to a period into a store.
///
/// # Errors
/// As [`take`].
pub fn take_into(folder: &Path, session: &Session, (period, watch): (Period, &dyn Watch)) -> Result<Taken, Fault> {
    // The store is locked first: what another command writes into the register until then is read with it.
    let store = Store::open_for_run(folder, session.catalogue.feeds(), PATIENCE)?;
    taken(store, session, (period, watch))
}

fn taken(mut store: Store, session: &Session, (period, watch): (Period, &dyn Watch)) -> Result<Taken, Fault> {
    let mut register = Register::open(&session.board.root).map_err(|faults| Fault::Usage(faults.into()))?;
    decided::are_kept(&store, &register)?;
    let collected = collect::collect(&mut store, session, (register.lines(), period, watch))?;
    let inputs = inputs::inputs(session, &collected.hashes, register.lines(), period)?;
    let past = match store.knows_more_than(session.as_at, register.lines()) {
        true => Some(collect::as_at(&store, session, (register.lines(), period, watch))?),
        false => None,
    };
    note_lives(&store, session, &mut register);
    Ok(Taken {
        store,
        past,
        register,
        tables_gone: absent::tables_gone(session, &inputs),
        collected,
        inputs,
    })
}

impl Taken {
    /// What had been received by the date of the run.
    pub fn then(&self) -> &Store {
        self.past.as_ref().unwrap_or(&self.store)
    }
}

/// A line for each file whose state is not what its newest line says.
fn note_lives(store: &Store, session: &Session, register: &mut Register) {
    for line in store.register_lines(session.as_at) {
        let newest = register.newest(&line.file, &line.sha256);
        if newest.is_none_or(|newest| newest.state != line.state) {
            register.add(line);
        }
    }
}

/// Makes what was taken in visible to others: store first, then register.
///
/// # Errors
/// `Unfinished` when it cannot be written.
pub fn commit(taken: &mut Taken, session: &Session, (command, period): (&str, Period)) -> Result<(), Fault> {
    taken.store.commit(&facts(taken, session, (command, period)))?;
    keep_register(session, &taken.register)
}

fn facts(taken: &Taken, session: &Session, (command, period): (&str, Period)) -> RunFacts {
    RunFacts {
        run: taken.inputs.run_id(session),
        command: command.to_string(),
        period: period.to_string(),
        as_at: session.as_at,
        inputs: taken.inputs.hash(session),
        catalogue: session.catalogue.hash().to_string(),
        program: env!("CARGO_PKG_VERSION").to_string(),
    }
}

/// Adds a run's lines to the register as it now stands on the disk: a person may have written into it meanwhile. It is there whole or
/// as it was.
///
/// # Errors
/// `Unfinished` when it cannot be read any more, or not be written; the message names it and says what to do.
pub fn keep_register(session: &Session, register: &Register) -> Result<(), Fault> {
    let path = session.board.root.join("register.csv");
    if register.is_as_read() {
        return match register.added().is_empty() {
            true => Ok(()),
            false => Ok(write_whole(&path, register.text().as_bytes())?),
        };
    }
    let mut now = Register::open(&session.board.root)
        .map_err(|faults| anyhow::anyhow!("{} was changed while the run was at work: {faults}", path.display()))?;
    if register.added().is_empty() {
        return Ok(());
    }
    register.added().iter().for_each(|line| now.add(line.clone()));
    Ok(write_whole(&path, now.text().as_bytes())?)
}

/// `run`.
///
/// # Errors
/// As [`take`], and when a paper cannot be made or written.
pub fn run(session: &Session, period: Period, watch: &dyn Watch) -> Result<Outcome, Fault> {
    let mut taken = take(session, period, watch)?;
    let run_id = taken.inputs.run_id(session);
    let draft = edition::draft(session, period);
    let around = Around {
        run_id: &run_id,
        edition: &draft,
        watch,
    };
    let assessed = assess::tell(taken.then(), session, (period, &around))?;
    watch.begin("Writing papers", 0);
    // Papers are made before anything is kept: a template that is wrong stops the run with everything as it was.
    let held = taken.then().up_to(period)?;
    let made = Made {
        inputs: &taken.inputs,
        rows_hash: held.rows_hash(),
        store: &held,
    };
    let files = papers::files(&assessed, session, &made)?;
    let Assessed {
        series,
        briefing,
        feedback,
        ..
    } = assessed;
    let exceptions: Vec<_> = every_exception(&briefing).cloned().collect();
    // A look at an earlier day leaves the newest results as they are.
    if taken.past.is_none() {
        // The table of series reaches to the newest quarter held, whichever quarter the papers are about.
        let newest = taken.store.held().map(|held| held.receipt.period).max();
        let series = match newest.filter(|newest| *newest > period) {
            Some(newest) => assess::figures(&taken.store, session, newest)?,
            None => series,
        };
        taken.store.keep_outcome(&Found {
            period,
            series: &series,
            exceptions: &exceptions,
            findings: &briefing.findings,
        })?;
    }
    let facts = facts(&taken, session, ("run", period));
    taken.store.begin(&facts)?;
    commit(&mut taken, session, ("run", period))?;
    let folder = papers::write(&files, session, period)?;
    ask_for_commentary(session, &briefing)?;
    let proposed = back::propose(&feedback, session)?;
    taken.store.finish()?;
    let mut outcome = told(&briefing.findings, &taken, ("run", period));
    let paper = format!("The paper: {}", folder.join("exception-paper.html").display());
    outcome.notes.extend([summary(&briefing, &taken.collected), paper]);
    outcome.notes.extend(names_proposed(proposed));
    Ok(outcome)
}

/// What is asked of the analyst about names that agencies spell their own way; `None` where there are none.
fn names_proposed(number: usize) -> Option<String> {
    let names = if number == 1 { "name was" } else { "names were" };
    (number > 0)
        .then(|| format!("{number} {names} added to mappings/proposed.csv; write yes beside what was read rightly."))
}

/// Every exception in the order of the paper.
pub fn every_exception(briefing: &Briefing) -> impl Iterator<Item = &crate::domain::Exception> {
    briefing
        .exceptions
        .iter()
        .chain(&briefing.data_exceptions)
        .chain(&briefing.watch)
        .chain(&briefing.closed)
}

/// The findings as a list, with the exit code that they earn, and what a command that stores has to say besides.
pub fn told(findings: &[Finding], taken: &Taken, by: (&str, Period)) -> Outcome {
    let mut outcome = found(findings, taken);
    let by = (by.0, Some(by.1));
    let interrupted = taken.store.interrupted().map(|what| cut_off::taken_up(what, by));
    outcome.notes.splice(0..0, interrupted);
    outcome
}

/// The findings as a list, with the exit code that they earn.
pub fn found(findings: &[Finding], taken: &Taken) -> Outcome {
    let warnings = absent::told(&taken.collected, &taken.tables_gone);
    let worst = match findings.iter().map(|finding| finding.severity).min() {
        Some(Severity::Error) => Worst::Errors,
        Some(Severity::Warning) => Worst::Warnings,
        _ if !warnings.is_empty() => Worst::Warnings,
        Some(Severity::Info) | None => Worst::Nothing,
    };
    Outcome {
        printed: Printed::List(lists::findings(findings)),
        warnings,
        worst,
        ..Outcome::default()
    }
}

/// What came of the run, in a few lines.
fn summary(briefing: &Briefing, collected: &Collected) -> String {
    let counts = &briefing.counts;
    let late = briefing
        .returns
        .iter()
        .filter(|line| line.note != "not asked for" && line.status.has_come() && line.days_late > 0)
        .count();
    let of = |severity: Severity| {
        briefing
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    format!(
        "{period}: {expected} returns expected, {received} received, {late} late; {read} files read, {held} held already.\nFindings: {errors} errors, {warnings} warnings, {infos} for information.\nExceptions: {raised} about performance, {data} about data; {watch} on watch.",
        period = briefing.period,
        expected = counts.returns_due,
        received = counts.returns_received,
        read = collected.read,
        held = collected.held,
        errors = of(Severity::Error),
        warnings = of(Severity::Warning),
        infos = of(Severity::Info),
        raised = briefing.exceptions.len(),
        data = briefing.data_exceptions.len(),
        watch = briefing.watch.len(),
    )
}

/// Adds a line to the commentary for each exception that has none; what people wrote stays as it is.
fn ask_for_commentary(session: &Session, briefing: &Briefing) -> anyhow::Result<()> {
    let Commentary { remarks: there, faults } = read_commentary(&session.board.root, briefing.period);
    // What could not be read was written by people all the same: it stays to the last byte, and the fault is a finding.
    if !faults.is_empty() {
        return Ok(());
    }
    let asked = |exception: &crate::domain::Exception| {
        there.iter().any(|remark| {
            remark.indicator == exception.indicator
                && (!remark.indicator.is_empty() || remark.exception == exception.row_name)
                && remark.area == exception.area
                && remark.agency == exception.agency
        })
    };
    let missing: Vec<Remark> = briefing
        .exceptions
        .iter()
        .filter(|exception| !asked(exception))
        .map(|exception| line_for(exception, briefing))
        .collect();
    let workbook = session
        .board
        .root
        .join("commentary")
        .join(format!("{}.xlsx", briefing.period.slug()));
    if missing.is_empty() || workbook.is_file() {
        return Ok(());
    }
    let path = session
        .board
        .root
        .join("commentary")
        .join(format!("{}.csv", briefing.period.slug()));
    let old = match std::fs::read(&path) {
        Ok(old) => old,
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(fault) => return Err(anyhow::Error::from(fault).context(path.display().to_string())),
    };
    write_whole(&path, &with_lines_added(&old, &missing))
}

fn line_for(exception: &crate::domain::Exception, briefing: &Briefing) -> Remark {
    Remark {
        period: briefing.period,
        exception: exception.row_name.clone(),
        indicator: exception.indicator.clone(),
        area: exception.area.clone(),
        agency: exception.agency.clone(),
        said: String::new(),
        said_by: String::new(),
        said_on: String::new(),
        asked: String::new(),
        answer: String::new(),
        decision: String::new(),
        owner: String::new(),
        due: String::new(),
    }
}
