//! Looking after what is held: its history, its state of health, how long it may be kept, and taking files out of use.

use crate::board::Register;
use crate::domain::{ColumnsRemoved, Entry, FileState, RegisterLine, Table, columns_removed};
use crate::pipeline::quarter::{keep_register, store_folder};
use crate::pipeline::{Fault, Outcome, Session, Worst, cut_off, decided, edition, queries};
use crate::store::{CutOff, Holding, PATIENCE, RunFacts, Store, Verified, column_keep_until, sha256};
use anyhow::anyhow;
use std::path::PathBuf;

/// `history`: the versions of the store; with `verify`, whether everything is what it was when it was stored.
///
/// # Errors
/// `Usage` for an unknown table; `Unfinished` for a damaged store.
pub fn history(session: &Session, table: Option<&str>, verify: bool) -> Result<Outcome, Fault> {
    if verify {
        let mut store = Store::open_unchecked(&store_folder(session), session.catalogue.feeds())?;
        queries::not_lost(session, &store)?;
        let register = Register::open(&session.board.root).map_err(|faults| Fault::Usage(faults.into()))?;
        store.note_columns_removed(register.lines());
        return verified(&store.verify()?, edition::verify(&session.board.root)?);
    }
    let store = queries::as_it_is(session)?;
    let mut lines = Table::with_columns(&[
        "version", "run", "command", "period", "as_at", "written", "program", "changed",
    ]);
    let versions = store.history(table)?;
    if let (Some(table), true) = (table, versions.is_empty()) {
        return Err(Fault::usage(format!(
            "the store has no table `{table}`; `paqa history` names those that it has"
        )));
    }
    for version in &versions {
        let changed = version.changes.iter();
        let changed = changed.map(|change| format!("{} {}->{}", change.table, change.rows_before, change.rows));
        lines.rows.push(vec![
            Entry::Number(version.number as f64),
            Entry::from(version.facts.run.as_str()),
            Entry::from(version.facts.command.as_str()),
            Entry::from(version.facts.period.as_str()),
            Entry::from(version.facts.as_at.to_string()),
            Entry::from(version.written.map(|written| written.to_rfc3339()).unwrap_or_default()),
            Entry::from(version.facts.program.as_str()),
            Entry::List(changed.collect()),
        ]);
    }
    Ok(Outcome::list(lines))
}

fn verified(verified: &Verified, (frozen, spoilt): (usize, Vec<(PathBuf, String)>)) -> Result<Outcome, Fault> {
    let of_store = verified
        .damage
        .iter()
        .map(|damage| format!("{}: {}: {}", damage.place, damage.file, damage.words));
    let of_editions = spoilt
        .iter()
        .map(|(path, words)| format!("editions: {}: {words}", path.display()));
    let (of_store, of_editions): (Vec<String>, Vec<String>) = (of_store.collect(), of_editions.collect());
    let what = match (of_store.is_empty(), of_editions.is_empty()) {
        (true, true) => {
            let editions = match frozen {
                0 => String::new(),
                files => format!("{files} files of editions are as they were issued.\n"),
            };
            let said = format!(
                "{} tables and {} files are what they were when they were stored.\n{editions}",
                verified.tables, verified.files
            );
            return Ok(Outcome::text(said));
        }
        (false, true) => "the store is damaged",
        (true, false) => "an edition is damaged",
        (false, false) => "the store and an edition are damaged",
    };
    let told = [of_store, of_editions].concat().join("\n");
    Err(Fault::Unfinished(anyhow!("{what}:\n{told}")))
}

/// `holdings`: what is held, from whom, why and until when; with `expire`, what is past its time is removed first.
///
/// # Errors
/// `Unfinished` when the store cannot be read or written.
pub fn holdings(session: &Session, expire: bool) -> Result<Outcome, Fault> {
    let mut notes = Vec::new();
    // What is lost must not be committed as nothing.
    let mut store = queries::as_it_is(session)?;
    if expire {
        notes.extend(expire_what_is_due(session)?);
        store = queries::as_it_is(session)?;
    }
    let mut lines = Table::with_columns(&[
        "agency",
        "feed",
        "period",
        "files",
        "rows",
        "purpose",
        "keep_until",
        "state",
        "columns_kept_shorter",
    ]);
    let register = Register::open(&session.board.root).map_err(|faults| Fault::Usage(faults.into()))?;
    let removed = columns_removed(register.lines());
    let mut due = false;
    for held in store.holdings() {
        let (columns, columns_due) = columns_kept_shorter(session, &held, (&store, &removed));
        let is_due = (held.keep_until < session.as_at || columns_due) && !held.expired;
        due |= is_due;
        let state = match (held.expired, is_due) {
            (true, _) => "expired",
            (false, true) => "due to be removed",
            (false, false) => "held",
        };
        lines.rows.push(vec![
            Entry::from(held.sender),
            Entry::from(held.feed),
            Entry::from(held.period.to_string()),
            Entry::from(held.files),
            Entry::from(held.rows),
            Entry::from(held.purpose),
            Entry::from(held.keep_until.to_string()),
            Entry::from(state),
            Entry::List(columns),
        ]);
    }
    if due {
        notes.push("Some of it is past its keeping time; `paqa holdings --expire` removes it.".to_string());
    }
    let worst = if due { Worst::Warnings } else { Worst::Nothing };
    Ok(Outcome {
        notes,
        worst,
        ..Outcome::list(lines)
    })
}

/// Columns that may be kept for less long than their rows, each with its last day or that it was removed; and whether one is
/// still there that should not be.
fn columns_kept_shorter(
    session: &Session,
    holding: &Holding,
    (store, removed): (&Store, &ColumnsRemoved<'_>),
) -> (Vec<String>, bool) {
    let Some(feed) = session.catalogue.feed(&holding.feed) else {
        return (Vec::new(), false);
    };
    let of_holding = |held: &&crate::store::Held| {
        held.sender == holding.sender
            && held.feed == holding.feed
            && held.receipt.period == holding.period
            && held.rows > 0
    };
    let is_removed = |name: &str| {
        store.held().filter(of_holding).all(|held| {
            let file = (held.receipt.file.as_str(), held.receipt.sha256.as_str());
            removed
                .get(&file)
                .is_some_and(|gone| gone.contains(&(feed.id.as_str(), name)))
        })
    };
    let (mut told, mut due) = (Vec::new(), false);
    for column in &feed.columns {
        let Some(until) = column_keep_until(feed, column, holding.period) else {
            continue;
        };
        if is_removed(&column.name) {
            told.push(format!("{} removed", column.name));
        } else {
            due |= until < session.as_at;
            told.push(format!("{} until {until}", column.name));
        }
    }
    (told, due)
}

/// The record comes first: if the removal is cut off, the next run still knows that it was decided.
fn expire_what_is_due(session: &Session) -> Result<Vec<String>, Fault> {
    let mut store = Store::open_for_run(&store_folder(session), session.catalogue.feeds(), PATIENCE)?;
    let taken_up = |found: &CutOff| cut_off::taken_up(found, (cut_off::EXPIRY, None));
    let mut notes: Vec<String> = store.interrupted().map(taken_up).into_iter().collect();
    let mut register = Register::open(&session.board.root).map_err(|faults| Fault::Usage(faults.into()))?;
    decided::are_kept(&store, &register)?;
    let lines = store.expire(session.as_at, register.lines())?;
    let files = lines.iter().filter(|line| line.state == FileState::Expired).count();
    let columns = lines.len() - files;
    lines.into_iter().for_each(|line| register.add(line));
    keep_register(session, &register)?;
    store.commit_expiry(&facts(session, cut_off::EXPIRY))?;
    let inbox = "Copies in the inbox, papers that were made and editions are not removed: delete them yourself.";
    notes.push(match files {
        files if columns > 0 => format!(
            "{files} files were past their keeping time, and columns of {columns} more: what stood there and the originals were removed; the register says which. {inbox}"
        ),
        0 => "Nothing is past its keeping time.".to_string(),
        1 => format!("One file was past its keeping time; its rows and original were removed. {inbox}"),
        _ => format!("{files} files were past their keeping time; their rows and originals were removed. {inbox}"),
    });
    Ok(notes)
}

fn facts(session: &Session, command: &str) -> RunFacts {
    let words = format!("{command} {} {}", session.as_at, session.catalogue.hash());
    RunFacts {
        run: format!(
            "{}-{}",
            session.as_at,
            sha256(words.as_bytes()).get(..6).unwrap_or_default()
        ),
        command: command.to_string(),
        period: String::new(),
        as_at: session.as_at,
        inputs: String::new(),
        catalogue: session.catalogue.hash().to_string(),
        program: env!("CARGO_PKG_VERSION").to_string(),
    }
}

/// What the options of `withdraw` make of a file.
pub fn becomes(hold: bool, restore: bool) -> FileState {
    match (hold, restore) {
        (true, _) => FileState::Held,
        (false, true) => FileState::Current,
        (false, false) => FileState::Withdrawn,
    }
}

/// `withdraw`: a person's decision about a file, kept in the register and in force from the next run.
///
/// # Errors
/// `Usage` when no such file is held; `Unfinished` when the register cannot be written.
pub fn withdraw(session: &Session, (file, reason): (&str, &str), state: FileState) -> Result<Outcome, Fault> {
    let store = Store::open_alone(&store_folder(session), session.catalogue.feeds(), PATIENCE)?;
    queries::not_lost(session, &store)?;
    let mut register = Register::open(&session.board.root).map_err(|faults| Fault::Usage(faults.into()))?;
    decided::are_kept(&store, &register)?;
    let file = file.trim_start_matches("inbox/");
    let of_file = |held: &&crate::store::Held| held.receipt.file == file && !held.overwritten;
    let Some(held) = store.held().find(of_file) else {
        let name = file.rsplit('/').next().unwrap_or(file);
        let near = store
            .held()
            .map(|held| held.receipt.file.as_str())
            .find(|held| held.ends_with(name));
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        return Err(Fault::usage(format!(
            "no file `{file}` is held; name it as `paqa status` does, relative to the inbox{near}"
        )));
    };
    if reason.trim().is_empty() {
        return Err(Fault::usage("say why with --reason; it is kept in the register"));
    }
    let receipt = &held.receipt;
    register.add(RegisterLine {
        agency: receipt.agency.clone(),
        period: receipt.period,
        file: receipt.file.clone(),
        sha256: receipt.sha256.clone(),
        received: receipt.received,
        since: session.as_at,
        state,
        reason: reason.trim().to_string(),
    });
    keep_register(session, &register)?;
    let said = format!(
        "{file} is {state} from the next run on: paqa run --period {}\n",
        receipt.period.slug()
    );
    Ok(Outcome::text(said))
}
