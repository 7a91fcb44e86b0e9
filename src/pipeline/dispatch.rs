//! A parsed command into the work that it names.

use crate::cli::{CatalogueOf, Command, Format, Global};
use crate::pipeline::explain::Question;
use crate::pipeline::queries::Chased;
use crate::pipeline::{
    Fault, Outcome, Session, Watch, care, charts, compare, cut_off, declared, explain, files, find_board, init, issue,
    out, protect, publication, publish, quarter, queries, sql, templates,
};
use chrono::NaiveDate;
use std::path::Path;

/// What a command needs to know of the world: the only place where these come in.
pub struct World<'a> {
    /// The folder that the program was started in.
    pub here: &'a Path,
    /// Today, unless `--as-at` says otherwise.
    pub today: NaiveDate,
    /// Whom to tell how far the work is.
    pub watch: &'a dyn Watch,
}

/// Does what the command says.
///
/// # Errors
/// `Usage` when nothing was done because of what was asked or declared; `Unfinished` when the machine could not do it.
pub fn perform(command: &Command, global: &Global, world: &World) -> Result<Outcome, Fault> {
    match command {
        Command::Init { dir, example } => init::init(dir, *example),
        Command::Catalogue { section, id } => declared::show((section.as_deref(), id.as_deref()), global, world.here),
        Command::Protect(options) => protect::run(options),
        Command::Check {
            publication: true,
            files,
            ..
        } => publication::run(files),
        other => about_a_board(other, global, world),
    }
}

fn about_a_board(command: &Command, global: &Global, world: &World) -> Result<Outcome, Fault> {
    let root = find_board(global.board.as_deref(), world.here)?;
    if let Some(wanted) = folder_of(command) {
        out::free(&root, wanted)?;
    }
    // An edition is made again from what it froze: what has become of the board's own tables and schemas does not matter.
    if let Command::Issue {
        period,
        again: Some(number),
        out,
    } = command
    {
        return issue::again(&root, (*period, *number), (out.as_deref(), world.watch));
    }
    let session = Session::open(&root, global.as_at.unwrap_or(world.today))?;
    if catalogue_of(command) == CatalogueOf::Now {
        // What stores takes up what was cut off before it, and says so itself.
        let note = match command {
            Command::Run { .. } | Command::Ingest(_) | Command::Holdings { expire: true } => None,
            _ => cut_off::note(&session)?,
        };
        return cut_off::with_note(with_session(command, global, (&session, world)), note);
    }
    let (_folder, then, said) = issue::under_catalogue_of_then(&session, world.watch)?;
    let mut outcome = with_session(command, global, (&then, world))?;
    let (there, home) = (
        then.board.root.display().to_string(),
        session.board.root.display().to_string(),
    );
    let lines = outcome.notes.iter_mut().chain(&mut outcome.warnings);
    lines.for_each(|line| *line = line.replace(&there, &home));
    outcome.notes.insert(0, said);
    if let Command::Run { period, .. } = command {
        issue::bring_home(&then, &session, *period)?;
    }
    Ok(outcome)
}

/// The folder that a command is asked to write into.
fn folder_of(command: &Command) -> Option<&Path> {
    match command {
        Command::Templates { out, .. }
        | Command::Status { out, .. }
        | Command::Issue { out, .. }
        | Command::Publish { out, .. } => out.as_deref(),
        Command::Chart(options) => options.out.as_deref(),
        _ => None,
    }
}

/// Under which catalogue a command looks at an earlier date.
fn catalogue_of(command: &Command) -> CatalogueOf {
    match command {
        Command::Run { catalogue, .. }
        | Command::Rows { catalogue, .. }
        | Command::Series { catalogue, .. }
        | Command::Exceptions { catalogue, .. }
        | Command::Explain { catalogue, .. } => *catalogue,
        _ => CatalogueOf::Now,
    }
}

#[expect(clippy::too_many_lines, reason = "one command a line")]
fn with_session(command: &Command, global: &Global, (session, world): (&Session, &World)) -> Result<Outcome, Fault> {
    match command {
        Command::Check {
            period: Some(period),
            files,
            ..
        } if files.is_empty() => queries::check(session, *period, world.watch),
        Command::Check {
            period, agency, files, ..
        } if !files.is_empty() => {
            let said = files::Said {
                agency: agency.as_deref(),
                period: *period,
            };
            files::check(session, files, &said)
        }
        Command::Check { .. } => {
            let newest = crate::ingest::find::periods(&session.board.root.join("inbox"))?.pop();
            let period =
                newest.ok_or_else(|| Fault::usage("the inbox is empty; put returns into inbox/<period>/<agency>/"))?;
            queries::check(session, period, world.watch)
        }
        Command::Ingest(of) => queries::ingest(session, of.period, world.watch),
        Command::Run { period, .. } => quarter::run(session, *period, world.watch),
        Command::Templates { period, out } => templates::templates(session, (*period, out.as_deref())),
        Command::Status { period, chase, out } => {
            let chased = if *chase {
                Chased::Yes(out.as_deref())
            } else {
                Chased::No
            };
            queries::status(session, (*period, chased), world.watch)
        }
        Command::Rows { feed, period, all, .. } => queries::rows(session, feed, (*period, *all)),
        Command::Series {
            indicators, by, period, ..
        } => queries::series(session, indicators, (*by, *period)),
        Command::Exceptions { period, .. } => queries::exceptions(session, *period, world.watch),
        Command::Sql { indicators } => sql::sql(session, indicators, &global.formats),
        Command::Publish { year, quarter, out } => {
            let what = match (quarter, year) {
                (Some(period), _) => publish::What::quarter(*period),
                (None, year) => publish::What::year(year.as_deref().unwrap_or_default())?,
            };
            publish::run(session, &what, out.as_deref())
        }
        Command::Explain {
            indicator,
            area,
            period,
            ..
        } => {
            let question = Question {
                indicator,
                area: area.as_deref(),
                period: *period,
                as_json: global.formats.first() == Some(&Format::Json),
            };
            explain::explain(session, &question, world.watch)
        }
        Command::Compare { period, with } => compare::compare(session, (*period, *with), world.watch),
        Command::Issue { period, .. } => issue::issue(session, *period, world.watch),
        Command::Chart(options) => charts::charts(session, options, (&global.formats, world)),
        Command::History { table, verify } => care::history(session, table.as_deref(), *verify),
        Command::Holdings { expire } => care::holdings(session, *expire),
        Command::Withdraw {
            file,
            reason,
            hold,
            restore,
        } => care::withdraw(session, (file, reason), care::becomes(*hold, *restore)),
        Command::Init { .. } | Command::Catalogue { .. } | Command::Protect(_) | Command::Completions { .. } => {
            Ok(Outcome::default())
        }
    }
}
