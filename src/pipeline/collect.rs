//! Inbox folders up to a period into the store: reads what is not held yet, oldest folder first.

mod came;
mod gone;
mod habits;
mod noted;
mod then;

pub use habits::habits;
pub use then::as_at;

use crate::domain::{FileState, Period, Receipt, RegisterLine, Submission, columns_removed, rulings};
use crate::ingest::fast;
use crate::ingest::find::{self, Found};
use crate::ingest::inbox::{self, Arrival};
use crate::ingest::privacy::{Gazetteer, speakable};
use crate::ingest::{FileReading, Habits, Known, Lexicon};
use crate::pipeline::collect::came::Came;
use crate::pipeline::collect::noted::Noted;
use crate::pipeline::{Session, Watch};
use crate::store::{self, Incoming, Store, sha256};
use anyhow::{Context, ensure};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The finding of a file that the privacy gate set aside for a person to look at.
const SUSPECTED: &str = "personal-data-suspected";

/// What collecting saw.
#[derive(Default)]
pub struct Collected {
    /// SHA-256 of every file of the folders, by path relative to the board's folder.
    pub hashes: BTreeMap<String, String>,
    /// Files that were read.
    pub read: usize,
    /// Files that were held already and need not be read again.
    pub held: usize,
    /// Files whose figures are held and used, and that are no longer in the inbox.
    pub gone: Vec<String>,
    /// Files that the register has in use and of which nothing is left.
    pub lost: Vec<String>,
    /// Files of which an earlier content, which the register knows, is left nowhere.
    pub past_lost: Vec<String>,
    /// What stands directly in the inbox and is no quarter's folder: nothing in it was read.
    pub strays: Vec<String>,
    /// Links in quarters' folders that lead to a folder or to nothing: nothing behind them was read.
    pub unfollowed: Vec<String>,
}

/// One inbox folder and its files.
struct Folder {
    period: Period,
    files: Vec<(Found, Receipt)>,
}

impl Folder {
    /// The name under which the manifest lists a file; one whose name is left out is told from others by its content.
    fn input(receipt: &Receipt) -> String {
        match receipt.is_nameless() {
            true => format!(
                "inbox/{}name-withheld-{}",
                receipt.file,
                receipt.sha256.get(..12).unwrap_or_default()
            ),
            false => format!("inbox/{}", receipt.file),
        }
    }
}

/// What is held up to a quarter, as the manifest of a run lists it: SHA-256 by the name of each input.
pub(super) fn held_inputs(store: &Store, until: Period) -> BTreeMap<String, String> {
    let held = store
        .held()
        .filter(|held| held.receipt.period <= until && !held.overwritten);
    held.map(|held| (Folder::input(&held.receipt), held.receipt.sha256.clone()))
        .collect()
}

/// Reads every folder up to `until` into the store; nothing is visible to others before the store's commit. From the first
/// folder that holds anything new every later one is read again, because what a file is compared with may have changed.
///
/// # Errors
/// A folder or file that cannot be read from the disk, or a store that cannot be read.
pub fn collect(
    store: &mut Store,
    session: &Session,
    (lines, until, watch): (&[RegisterLine], Period, &dyn Watch),
) -> anyhow::Result<Collected> {
    let (habits, lexicon) = (habits(session), lexicon(session));
    let known = known(session, (&habits, &lexicon));
    let read_under = read_under(session);
    let (mut collected, mut noted) = (Collected::default(), Noted::default());
    let folders = folders(
        (session, &*store, lexicon.gazetteer()),
        (lines, None, until),
        &mut collected,
    )?;
    let inbox = session.board.root.join("inbox");
    collected.gone = gone::gone((store, &inbox), (&folders, until), lines)?;
    collected.strays = find::strays(&inbox)?
        .iter()
        .map(|name| speakable(name, false, lexicon.gazetteer()))
        .collect();
    collected.lost = gone::lost(store, (&folders, until), lines);
    collected.past_lost = gone::past_lost(store, (&folders, until), lines);
    let rulings = rulings(lines);
    let ruled = |receipt: &Receipt| rulings.get(&(receipt.file.as_str(), receipt.sha256.as_str())).copied();
    // What a person put aside or brought back changes what the other files of its folder are compared with.
    let unread =
        |receipt: &Receipt| !store.has_read(receipt, &read_under) || store.is_ruled_anew(receipt, ruled(receipt));
    let is_new = |folder: &Folder| folder.files.iter().any(|(_, receipt)| unread(receipt));
    let first_new = folders.iter().position(is_new).unwrap_or(folders.len());
    for (at, folder) in folders.iter().enumerate() {
        if at < first_new {
            collected.held += folder.files.len();
            continue;
        }
        collected.read += folder.files.len();
        let submissions = read_in_full((folder, known), (store, session, &mut noted), (&ruled, watch))?;
        collected.note_names(folder, &submissions);
        // Whoever only looks keeps nothing.
        if store.is_alone() {
            keep_originals(store, (folder, lines), &submissions)?;
        }
        store.keep(&Incoming {
            submissions: &submissions,
            register: lines,
            read_under: &read_under,
        })?;
    }
    if collected.read == 0 {
        let nothing = Incoming {
            submissions: &[],
            register: lines,
            read_under: &read_under,
        };
        store.keep(&nothing)?;
    }
    Ok(collected)
}

impl Collected {
    /// Files that turned out to bear a name that had better not be repeated are listed without it.
    fn note_names(&mut self, folder: &Folder, submissions: &[Submission]) {
        let nameless = submissions
            .iter()
            .map(|one| &one.receipt)
            .filter(|receipt| receipt.is_nameless());
        for receipt in nameless {
            let is_same = |known: &&Receipt| known.sha256 == receipt.sha256 && known.file.starts_with(&receipt.file);
            for known in folder.files.iter().map(|(_, known)| known).filter(is_same) {
                self.hashes.remove(&Folder::input(known));
            }
            self.hashes.insert(Folder::input(receipt), receipt.sha256.clone());
        }
    }
}

/// Which reader a file may go to.
#[derive(Clone, Copy)]
enum Way {
    Quick,
    Ordinary,
}

/// Long rows are packed at once, so that many files can be held at a time.
fn packed(mut reading: FileReading, known: &Known) -> anyhow::Result<FileReading> {
    for submission in &mut reading.submissions {
        if let (Some(long), Some(feed)) = (submission.long.take(), known.catalogue.feed(&submission.feed)) {
            submission.long = Some(store::pack(feed, long)?);
        }
    }
    Ok(reading)
}

/// What a person decided of a file.
type Ruled<'r> = dyn Fn(&Receipt) -> Option<&'r RegisterLine> + Sync + 'r;

fn lexicon(session: &Session) -> Lexicon {
    Lexicon::new(&session.catalogue, &session.board.agencies, &session.board.places)
}

fn known<'k>(session: &'k Session, (habits, lexicon): (&'k BTreeMap<String, Habits>, &'k Lexicon)) -> Known<'k> {
    Known {
        catalogue: &session.catalogue,
        agencies: &session.board.agencies,
        places: &session.board.places,
        habits,
        lexicon,
    }
}

/// All files of a folder, compared with what the store holds of the folders before it: of the last quarters, and of all where a
/// file asks for more.
fn read_in_full(
    (folder, known): (&Folder, Known),
    (store, session, noted): (&Store, &Session, &mut Noted),
    (ruled, watch): (&Ruled<'_>, &dyn Watch),
) -> anyhow::Result<Vec<Submission>> {
    noted.prepare(folder, false, (store, session))?;
    watch.begin(&format!("Reading {}", folder.period), folder.files.len());
    let submissions = read_folder(folder, (known, noted), (ruled, watch))?;
    if !noted.lacked() {
        return Ok(submissions);
    }
    noted.prepare(folder, true, (store, session))?;
    watch.begin(&format!("Reading {} again", folder.period), folder.files.len());
    read_folder(folder, (known, noted), (ruled, watch))
}

/// All files of a folder, read side by side and settled against one another.
fn read_folder(
    folder: &Folder,
    (known, noted): (Known, &Noted),
    (ruled, watch): (&Ruled<'_>, &dyn Watch),
) -> anyhow::Result<Vec<Submission>> {
    let is = |receipt: &Receipt, states: &[FileState]| ruled(receipt).is_some_and(|line| states.contains(&line.state));
    let read = |way: Way, (found, receipt): &(Found, Receipt)| {
        let arrival = Arrival {
            received: receipt.received,
            assumed: receipt.received_assumed,
            released: is(receipt, &[FileState::Current]),
        };
        let of = (folder.period, |_: &str, _: &str| arrival);
        let held = noted.on(receipt.received);
        match way {
            Way::Quick => packed(inbox::read_found_quickly(found, (known, held), of)?, &known),
            Way::Ordinary => inbox::read_found(found, (known, held), of),
        }
    };
    let quick = |file: &(Found, Receipt)| {
        let reading = read(Way::Quick, file);
        watch.step();
        reading
    };
    let mut readings: Vec<FileReading> = folder.files.par_iter().map(quick).collect::<anyhow::Result<_>>()?;
    for at in fast::contested(&readings, known.catalogue) {
        readings[at] = read(Way::Ordinary, &folder.files[at])?;
    }
    let submissions = readings.iter_mut().flat_map(|reading| &mut reading.submissions);
    for long in submissions.filter_map(|submission| submission.long.as_mut()) {
        (long.alone, long.keys) = (true, vec![]);
    }
    // Files that a person put aside stand in no other's way.
    let aside = [FileState::Withdrawn, FileState::Refused, FileState::Expired];
    let (put_aside, mut readings): (Vec<FileReading>, Vec<FileReading>) =
        readings.into_iter().partition(|reading| is(&reading.receipt, &aside));
    inbox::settle(&mut readings, known, noted.all());
    readings.extend(put_aside);
    readings.sort_by(|one, other| one.receipt.file.cmp(&other.receipt.file));
    Ok(readings.into_iter().flat_map(|reading| reading.submissions).collect())
}

/// Every file that was taken keeps its original; nothing is kept of one that the privacy gate refused or set aside.
fn keep_originals(
    store: &Store,
    (folder, lines): (&Folder, &[RegisterLine]),
    submissions: &[Submission],
) -> anyhow::Result<()> {
    let (rulings, stripped) = (rulings(lines), columns_removed(lines));
    let expired = |receipt: &Receipt| {
        let file = (receipt.file.as_str(), receipt.sha256.as_str());
        let ruling = rulings.get(&file);
        stripped.contains_key(&file) || ruling.is_some_and(|line| line.state == FileState::Expired)
    };
    let is_suspected = |one: &&Submission| one.findings.iter().any(|finding| finding.kind == SUSPECTED);
    // A file is suspected as a whole, whichever of its feeds the finding stands with.
    let suspected = submissions.iter().filter(is_suspected);
    let suspected: BTreeSet<&str> = suspected.map(|one| one.receipt.sha256.as_str()).collect();
    let refused = |one: &Submission| {
        let is_barred = suspected.contains(one.receipt.sha256.as_str());
        one.state == FileState::Refused || is_barred || expired(&one.receipt)
    };
    let taken: BTreeSet<&str> = submissions
        .iter()
        .filter(|one| !refused(one))
        .map(|one| one.receipt.sha256.as_str())
        .collect();
    for (found, receipt) in &folder.files {
        if taken.contains(receipt.sha256.as_str()) {
            let bytes = std::fs::read(&found.path).with_context(|| format!("cannot read inbox/{}", receipt.file))?;
            store.keep_original(&receipt.sha256, &bytes)?;
        }
    }
    Ok(())
}

/// The inbox folders from one period up to another, oldest first. What was received after the date of the run is held too, but is no
/// input of this run.
fn folders(
    (session, store, gazetteer): (&Session, &Store, &Gazetteer),
    (lines, from, until): (&[RegisterLine], Option<Period>, Period),
    collected: &mut Collected,
) -> anyhow::Result<Vec<Folder>> {
    let root = session.board.root.join("inbox");
    ensure!(
        root.is_dir(),
        "cannot read {}: the inbox is gone. Put it back and run again. What was held before is intact.",
        root.display()
    );
    let came = Came::new(session, lines, until);
    let mut folders = Vec::new();
    let nameless = store.nameless();
    // What was found fit to be said under the same declarations is so still.
    let read_under = read_under(session);
    let said = store.held().filter(|held| held.read_under == read_under);
    let said: BTreeSet<&str> = said.map(|held| held.receipt.file.as_str()).collect();
    let asked = |period: &Period| *period <= until && from.is_none_or(|from| from <= *period);
    for period in find::periods(&root)?.into_iter().filter(asked) {
        let inventory = find::find(&root, period)?;
        let unfollowed = inventory.unfollowed.iter();
        collected
            .unfollowed
            .extend(unfollowed.map(|file| speakable(file, false, gazetteer)));
        let mut files = Vec::new();
        let mut inventoried = inventory.files;
        let hashes: Vec<std::io::Result<String>> = inventoried.par_iter_mut().map(Found::hash).collect();
        for (found, hash) in inventoried.into_iter().zip(hashes) {
            let shown = match said.contains(found.file.as_str()) {
                true => found.file.clone(),
                false => speakable(&found.file, false, gazetteer),
            };
            let hash = hash.with_context(|| format!("cannot read inbox/{shown}"))?;
            let is_it =
                |known: &&Receipt| (known.period, &known.sha256) == (period, &hash) && shown.starts_with(&known.file);
            let shown = nameless
                .iter()
                .find(is_it)
                .map_or(shown.clone(), |known| known.file.clone());
            let receipt = came.receipt((&found, shown), hash, period);
            if receipt.received <= session.as_at {
                collected.hashes.insert(Folder::input(&receipt), receipt.sha256.clone());
            }
            files.push((found, receipt));
        }
        folders.push(Folder { period, files });
    }
    Ok(folders)
}

/// A hash over all that decides how a file is read: catalogue, agencies, areas and mappings.
fn read_under(session: &Session) -> String {
    let board = &session.board;
    let tables = format!("{:?}{:?}{:?}", board.agencies, board.places, board.mappings);
    sha256(
        [session.catalogue.hash(), env!("CARGO_PKG_VERSION"), &tables]
            .join("\n")
            .as_bytes(),
    )
}
