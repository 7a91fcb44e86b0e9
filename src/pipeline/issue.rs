//! `issue`: freeze what was reported as a numbered edition, and make an issued edition again from its inputs.

use crate::board::Register;
use crate::domain::{Period, RegisterLine, day_in_words};
use crate::pipeline::assess::{self, Around, Assessed};
use crate::pipeline::edition::{self, BOARD, Edition, PAPERS};
use crate::pipeline::papers::{self, MANIFEST, Made};
use crate::pipeline::quarter::{Taken, commit, every_exception, store_folder, take_alone, take_into};
use crate::pipeline::{Fault, Outcome, Session, Watch, lists};
use crate::store::{disk, sha256, write_whole};
use anyhow::{Context, anyhow};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

type Files = BTreeMap<String, Vec<u8>>;

/// That no file of a quarter or an earlier one was put aside or brought back between the day of its papers and the day on which they are
/// issued.
fn nothing_is_decided_since(
    lines: &[RegisterLine],
    (made, issued): (NaiveDate, NaiveDate),
    period: Period,
) -> Result<(), Fault> {
    let is_since =
        |line: &&RegisterLine| line.is_a_ruling() && line.period <= period && line.since > made && line.since <= issued;
    match lines.iter().find(is_since) {
        None => Ok(()),
        Some(line) => Err(Fault::usage(format!(
            "since the papers of {period} were made, {} became `{}` on {}; run `paqa run --period {}` and read them again before issuing",
            line.file,
            line.state,
            day_in_words(line.since),
            period.slug()
        ))),
    }
}

/// Freezes the papers of a quarter as its next edition.
///
/// # Errors
/// `Usage` when the papers were not made, or something has changed since; `Unfinished` when it cannot be written.
pub fn issue(session: &Session, period: Period, watch: &dyn Watch) -> Result<Outcome, Fault> {
    let manifest = Manifest::read(session, period)?;
    let reported = Session::open(&session.board.root, manifest.as_at)?;
    let taken = take_alone(&reported, period, watch)?;
    let run = taken.inputs.run_id(&reported);
    if run != manifest.run {
        return Err(Fault::usage(format!(
            "something has changed since the papers of {period} were made (run {}, now {run}); run `paqa run --period {}` and read them again before issuing",
            manifest.run,
            period.slug()
        )));
    }
    nothing_is_decided_since(taken.register.lines(), (manifest.as_at, session.as_at), period)?;
    let shelf = edition::shelf(&session.board.root, period);
    let number = edition::numbers(&shelf).last().map_or(1, |last| last + 1);
    let title = edition::title(number, session.as_at);
    let (assessed, mut files) = made(&reported, &taken, (period, &title, watch))?;
    files.extend(edition::board_files(&session.board.root)?);
    files.extend(edition::built_in_files());
    let figures = [
        edition::figures_file("series", &lists::series(&assessed.series))?,
        edition::figures_file(
            "exceptions",
            &lists::exceptions(every_exception(&assessed.briefing).collect::<Vec<_>>()),
        )?,
    ];
    files.extend(figures);
    let card = Edition {
        period: period.to_string(),
        number,
        issued: session.as_at,
        as_at: manifest.as_at,
        run,
        program: env!("CARGO_PKG_VERSION").to_string(),
        catalogue: reported.catalogue.hash().to_string(),
        rows: taken.then().up_to(period)?.rows_hash(),
        inputs: taken.inputs.files.clone(),
        files: BTreeMap::new(),
    };
    let folder = edition::freeze(&shelf, card, &files)?;
    Ok(Outcome::text(format!("{title}: {}\n", folder.display())))
}

/// The papers under a title, by path within an edition.
fn made(
    session: &Session,
    taken: &Taken,
    (period, title, watch): (Period, &str, &dyn Watch),
) -> Result<(Assessed, Files), Fault> {
    let run_id = taken.inputs.run_id(session);
    let around = Around {
        run_id: &run_id,
        edition: title,
        watch,
    };
    let assessed = assess::tell(taken.then(), session, (period, &around))?;
    let held = taken.then().up_to(period)?;
    let made = Made {
        inputs: &taken.inputs,
        rows_hash: held.rows_hash(),
        store: &held,
    };
    let papers = papers::files(&assessed, session, &made)?;
    let papers = papers
        .into_iter()
        .map(|(name, bytes)| (format!("{PAPERS}/{name}"), bytes))
        .collect();
    Ok((assessed, papers))
}

/// What the manifest of a quarter's reports says.
struct Manifest {
    as_at: NaiveDate,
    run: String,
}

impl Manifest {
    /// Reads it, and holds every report against its hash.
    fn read(session: &Session, period: Period) -> Result<Manifest, Fault> {
        let folder = session.board.root.join("reports").join(period.slug());
        let again = || format!("run `paqa run --period {}` first", period.slug());
        let text = std::fs::read_to_string(folder.join(MANIFEST))
            .map_err(|_| Fault::usage(format!("{period} was not reported; {}", again())))?;
        let manifest: serde_json::Value = serde_json::from_str(&text)
            .map_err(|_| Fault::usage(format!("the manifest of {period} cannot be read; {}", again())))?;
        for (name, hash) in manifest["outputs"].as_object().into_iter().flatten() {
            let bytes = std::fs::read(folder.join(name)).unwrap_or_default();
            if hash.as_str() != Some(sha256(&bytes).as_str()) {
                let path = folder.join(name);
                return Err(Fault::usage(format!(
                    "{} is not as the run wrote it; {}",
                    path.display(),
                    again()
                )));
            }
        }
        let as_at = manifest["as_at"].as_str().and_then(|day| day.parse().ok());
        let run = manifest["run"].as_str().map(String::from);
        match (as_at, run) {
            (Some(as_at), Some(run)) => Ok(Manifest { as_at, run }),
            _ => Err(Fault::usage(format!(
                "the manifest of {period} is not whole; {}",
                again()
            ))),
        }
    }
}

/// Makes an edition again from the files, tables and schemas that made it, and compares every byte.
///
/// # Errors
/// `Usage` when there is no such edition; `Unfinished` when an input is gone or a paper comes out otherwise.
pub fn again(
    root: &Path,
    (period, number): (Period, u32),
    (out, watch): (Option<&Path>, &dyn Watch),
) -> Result<Outcome, Fault> {
    let (folder, edition) = edition::open(root, period, Some(number))?;
    let world = then(root, (&folder, &edition))?;
    let made_then = edition::session_then(world.path(), &folder, edition.as_at)?;
    let taken = take_into(&world.path().join("store"), &made_then, (period, watch))?;
    let title = edition::title(number, edition.issued);
    let (_, papers) = made(&made_then, &taken, (period, &title, watch))?;
    let expected = edition.files.iter().filter(|(name, _)| name.starts_with(PAPERS));
    let differing: Vec<&str> = expected
        .filter(|(name, hash)| papers.get(*name).is_none_or(|bytes| sha256(bytes) != **hash))
        .map(|(name, _)| name.as_str())
        .collect();
    if !differing.is_empty() {
        let program = match edition.program.as_str() {
            env!("CARGO_PKG_VERSION") => String::new(),
            other => format!(
                " It was made with version {other} of the program; this is {}.",
                env!("CARGO_PKG_VERSION")
            ),
        };
        let said = format!(
            "edition {number} of {period} comes out otherwise than it was issued: {}.{program} The papers as issued are in {}",
            differing.join(", "),
            folder.join(PAPERS).display()
        );
        return Err(Fault::Unfinished(anyhow!(said)));
    }
    let default = root.join("reports").join(format!("{}-edition-{number}", period.slug()));
    let out: PathBuf = out.map_or(default, Path::to_path_buf);
    for (name, bytes) in &papers {
        write_whole(
            &out.join(name.trim_start_matches(PAPERS).trim_start_matches('/')),
            bytes,
        )?;
    }
    Ok(Outcome::text(format!(
        "{title}, made again to the byte: {}\n",
        out.display()
    )))
}

/// The board as it was when an edition was made, in a folder of its own: tables and schemas from the edition, returns
/// from the inbox or the originals, each with the hash that it had.
///
/// # Errors
/// `Unfinished` when a return is gone or has changed.
pub fn then(root: &Path, (folder, edition): (&Path, &Edition)) -> Result<tempfile::TempDir, Fault> {
    let returns = edition.inputs.iter().filter(|(name, _)| name.starts_with("inbox/"));
    let returns = returns.map(|(name, hash)| (name.clone(), hash.clone()));
    with_tables_of(root, (folder, edition), returns)
}

/// A folder of its own with tables and schemas from an edition and some returns, each a path below the board's folder and a hash.
///
/// # Errors
/// As [`then`].
pub fn with_tables_of(
    root: &Path,
    (folder, edition): (&Path, &Edition),
    returns: impl Iterator<Item = (String, String)>,
) -> Result<tempfile::TempDir, Fault> {
    let world = tempfile::tempdir().context("cannot make a temporary folder")?;
    for name in edition
        .files
        .keys()
        .filter_map(|name| name.strip_prefix(&format!("{BOARD}/")))
    {
        let bytes = std::fs::read(folder.join(BOARD).join(name))
            .with_context(|| format!("cannot read {name} of the edition"))?;
        put(&world.path().join(name), &bytes)?;
    }
    for (name, hash) in returns {
        let in_inbox = std::fs::read(root.join(&name))
            .ok()
            .filter(|bytes| sha256(bytes) == hash);
        let (name, bytes) = match in_inbox {
            Some(bytes) => (name, bytes),
            None => match named_otherwise(root, (&name, &hash)) {
                Some(found) => found,
                None => (
                    name.clone(),
                    original(root, &hash).with_context(|| {
                        format!("{name} is no longer held as it was: put the file back into the inbox as the edition's card lists it")
                    })?,
                ),
            },
        };
        put(&world.path().join(name), &bytes)?;
    }
    std::fs::create_dir_all(world.path().join("inbox")).context("cannot make a temporary folder")?;
    Ok(world)
}

/// The bytes of a file that was taken; that the rest of the store is whole is not asked.
fn original(root: &Path, hash: &str) -> anyhow::Result<Vec<u8>> {
    let bytes = disk::read(&root.join("store/originals").join(hash))?;
    anyhow::ensure!(sha256(&bytes) == hash, "store/originals/{hash} is damaged");
    Ok(bytes)
}

/// A file of the inbox whose own name an edition does not repeat: the one of that content in or below the same folder.
fn named_otherwise(root: &Path, (name, hash): (&str, &str)) -> Option<(String, Vec<u8>)> {
    let folder = root.join(name).parent()?.to_path_buf();
    let files = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok);
    for entry in files.filter(|entry| entry.file_type().is_file()) {
        let bytes = std::fs::read(entry.path()).ok().filter(|bytes| sha256(bytes) == hash);
        let below = entry.path().strip_prefix(root).ok();
        if let (Some(bytes), Some(below)) = (bytes, below) {
            return Some((below.to_string_lossy().replace('\\', "/"), bytes));
        }
    }
    None
}

/// The board as it is, under the tables and schemas of the newest edition that had been issued by the date of the run; its
/// store is filled. What edition that is, is said. For `--catalogue then`.
///
/// # Errors
/// `Usage` when no edition had been issued by then; `Unfinished` when something cannot be read.
pub fn under_catalogue_of_then(
    session: &Session,
    watch: &dyn Watch,
) -> Result<(tempfile::TempDir, Session, String), Fault> {
    let Some((folder, edition)) = edition::newest_by(session, session.as_at)? else {
        return Err(Fault::usage(format!(
            "no edition had been issued by {}, so the catalogue of then was not kept; use --catalogue now",
            session.as_at
        )));
    };
    let root = &session.board.root;
    let world = tempfile::tempdir().context("cannot make a temporary folder")?;
    let declared = |name: &str| ["register.csv", "commentary/"].iter().all(|own| !name.starts_with(own));
    for name in edition
        .files
        .keys()
        .filter_map(|name| name.strip_prefix(&format!("{BOARD}/")))
        .filter(|name| declared(name))
    {
        let bytes = std::fs::read(folder.join(BOARD).join(name))
            .with_context(|| format!("cannot read {name} of the edition"))?;
        put(&world.path().join(name), &bytes)?;
    }
    for part in ["register.csv", "commentary", "inbox"] {
        for entry in walkdir::WalkDir::new(root.join(part))
            .into_iter()
            .filter_map(Result::ok)
        {
            if entry.file_type().is_file() {
                let bytes =
                    std::fs::read(entry.path()).with_context(|| format!("cannot read {}", entry.path().display()))?;
                let name = entry.path().strip_prefix(root).context("a path left the board")?;
                put(&world.path().join(name), &bytes)?;
            }
        }
    }
    as_the_inbox_lay(session, world.path())?;
    let then = edition::session_then(world.path(), &folder, session.as_at)?;
    if let Some(newest) = crate::ingest::find::periods(&world.path().join("inbox"))?.pop() {
        let mut taken = take_into(&store_folder(&then), &then, (newest, watch))?;
        commit(&mut taken, &then, ("ingest", newest))?;
    }
    let said = format!(
        "Under the tables and schemas of edition {} of {}, issued on {}: the newest edition by {}.",
        edition.number,
        edition.period,
        day_in_words(edition.issued),
        day_in_words(session.as_at)
    );
    Ok((world, then, said))
}

/// Lays into a copy of the inbox what lay there on the day of a session where other content, or none, lies now: the originals keep it.
/// Nothing was kept of what the privacy gate refused or whose time is over.
fn as_the_inbox_lay(session: &Session, world: &Path) -> Result<(), Fault> {
    let root = &session.board.root;
    let register = Register::open(root).map_err(|faults| Fault::Usage(faults.into()))?;
    let came = |file: &str, hash: &str| {
        let newest = register.newest(file, hash);
        newest.map(|line| line.received).filter(|day| *day <= session.as_at)
    };
    // A line whose file's name was left out ends in the folder; none may lead out of the inbox.
    let is_file = |file: &str| {
        let is_name = |part| matches!(part, Component::Normal(_));
        !file.ends_with('/') && Path::new(file).components().all(is_name)
    };
    let (mut lay, mut seen): (BTreeMap<&str, (NaiveDate, &str)>, _) = (BTreeMap::new(), BTreeSet::new());
    for line in register.lines().iter().filter(|line| is_file(&line.file)) {
        let (file, hash) = (line.file.as_str(), line.sha256.as_str());
        if !seen.insert((file, hash)) {
            continue;
        }
        if let Some(day) = came(file, hash)
            && lay.get(file).is_none_or(|(before, _)| *before <= day)
        {
            lay.insert(file, (day, hash));
        }
    }
    for (file, (_, hash)) in lay {
        let name = format!("inbox/{file}");
        let now = std::fs::read(root.join(&name)).ok().map(|bytes| sha256(&bytes));
        // What lies there now stands where it had come by then.
        if now.is_some_and(|now| came(file, &now).is_some()) {
            continue;
        }
        if let Ok(bytes) = original(root, hash) {
            put(&world.join(name), &bytes)?;
        }
    }
    Ok(())
}

/// Brings the papers that were made in another folder home.
///
/// # Errors
/// When one cannot be read or written.
pub fn bring_home(from: &Session, to: &Session, period: Period) -> anyhow::Result<()> {
    let reports = |session: &Session| session.board.root.join("reports").join(period.slug());
    for entry in walkdir::WalkDir::new(reports(from)).into_iter().filter_map(Result::ok) {
        if entry.file_type().is_file() {
            let bytes =
                std::fs::read(entry.path()).with_context(|| format!("cannot read {}", entry.path().display()))?;
            write_whole(&reports(to).join(entry.path().strip_prefix(reports(from))?), &bytes)?;
        }
    }
    Ok(())
}

fn put(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
