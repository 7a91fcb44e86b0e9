//! Inbox folders up to a period into the store: reads what is not held yet, oldest folder first.

use crate::domain::{FileState, Period, Receipt, RegisterLine, Submission, columns_removed, rulings};
use crate::ingest::fast;
use crate::ingest::find::{self, Found};
use crate::ingest::inbox::{self, Arrival};
use crate::ingest::{self, FileReading, Habits, Held, Known, Lexicon};
use crate::pipeline::{Session, Watch};
use crate::store::{self, Incoming, Store, Window, sha256};
use anyhow::{Context, ensure};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What collecting saw.
#[derive(Default)]
pub struct Collected {
    /// SHA-256 of every file of the folders, by path relative to the board's folder.
    pub hashes: BTreeMap<String, String>,
    /// Files that were read.
    pub read: usize,
    /// Files that were held already and need not be read again.
    pub held: usize,
    /// Files that no one sends on purpose, relative to the inbox.
    pub passed_over: Vec<String>,
}

/// One inbox folder and its files, with the hashes of those that had been received by the date of the run.
struct Folder {
    period: Period,
    files: Vec<(Found, Receipt)>,
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
    let habits = habits(session);
    let lexicon = Lexicon::new(&session.catalogue, &session.board.agencies, &session.board.places);
    let known = Known {
        catalogue: &session.catalogue,
        agencies: &session.board.agencies,
        places: &session.board.places,
        habits: &habits,
        lexicon: &lexicon,
    };
    let read_under = read_under(session);
    let mut collected = Collected::default();
    let folders = folders((session, &lexicon), (lines, until), &mut collected)?;
    let is_new = |folder: &Folder| {
        folder
            .files
            .iter()
            .any(|(_, receipt)| !store.has_read(receipt, &read_under))
    };
    let first_new = folders.iter().position(is_new).unwrap_or(folders.len());
    let mut noted = Noted::default();
    for (at, folder) in folders.iter().enumerate() {
        if at < first_new {
            collected.held += folder.files.len();
            continue;
        }
        collected.read += folder.files.len();
        noted.catch_up(store, session, folder.period)?;
        watch.begin(&format!("Reading {}", folder.period), folder.files.len());
        let submissions = read_folder(folder, (known, &noted.held), watch)?;
        keep_originals(store, (folder, lines), &submissions)?;
        store.keep(&Incoming {
            submissions: &submissions,
            register: lines,
            read_under: &read_under,
        })?;
    }
    if collected.read == 0 {
        store.keep(&Incoming {
            submissions: &[],
            register: lines,
            read_under: &read_under,
        })?;
    }
    Ok(collected)
}

/// Earlier figures, gathered once as folders pass by.
#[derive(Default)]
struct Noted {
    held: Held,
    until: Option<Period>,
}

impl Noted {
    /// Notes what the store holds of every folder before `period` that was not noted yet.
    fn catch_up(&mut self, store: &Store, session: &Session, period: Period) -> anyhow::Result<()> {
        let window = Window {
            from: self.until,
            until: Some(period.previous()),
        };
        for feed in session.catalogue.feeds() {
            let rows = store.rows(&feed.id, &window)?;
            self.held.note_rows(&feed.id, (&feed.key, feed.about.as_deref()), &rows);
        }
        self.until = Some(period);
        Ok(())
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

/// All files of a folder, read side by side and settled against one another.
fn read_folder(folder: &Folder, (known, held): (Known, &Held), watch: &dyn Watch) -> anyhow::Result<Vec<Submission>> {
    let read = |way: Way, (found, receipt): &(Found, Receipt)| {
        let arrival = Arrival {
            received: receipt.received,
            assumed: receipt.received_assumed,
        };
        let of = (folder.period, |_: &str, _: &str| arrival);
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
    inbox::settle(&mut readings, known, held);
    Ok(readings.into_iter().flat_map(|reading| reading.submissions).collect())
}

/// Every file that was taken keeps its original; nothing of a refused file is kept.
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
    let refused = |one: &Submission| one.state == FileState::Refused || expired(&one.receipt);
    let taken: BTreeSet<&str> = submissions
        .iter()
        .filter(|one| !refused(one))
        .map(|one| one.receipt.sha256.as_str())
        .collect();
    for (found, receipt) in &folder.files {
        if taken.contains(receipt.sha256.as_str()) {
            let bytes = std::fs::read(&found.path).with_context(|| format!("cannot read {}", found.path.display()))?;
            store.keep_original(&receipt.sha256, &bytes)?;
        }
    }
    Ok(())
}

/// The inbox folders up to a period, oldest first, with the files that had been received by the date of the run.
fn folders(
    (session, lexicon): (&Session, &Lexicon),
    (lines, until): (&[RegisterLine], Period),
    collected: &mut Collected,
) -> anyhow::Result<Vec<Folder>> {
    let root = session.board.root.join("inbox");
    ensure!(
        root.is_dir(),
        "cannot read {}: the inbox is gone. Put it back and run again. What was held before is intact.",
        root.display()
    );
    let mut folders = Vec::new();
    for period in find::periods(&root)?.into_iter().filter(|period| *period <= until) {
        let inventory = find::find(&root, period)?;
        collected.passed_over.extend(inventory.passed_over);
        let mut files = Vec::new();
        for found in inventory.files {
            let bytes = std::fs::read(&found.path).with_context(|| format!("cannot read {}", found.path.display()))?;
            let receipt = receipt(&found, sha256(&bytes), (session, period, until, lines));
            if receipt.received > session.as_at {
                continue;
            }
            collected.hashes.insert(name_to_print(&receipt, lexicon), receipt.sha256.clone());
            files.push((found, receipt));
        }
        folders.push(Folder { period, files });
    }
    Ok(folders)
}

/// A file's path relative to the board's folder, as it may be printed: a name that holds an identifier is left out.
fn name_to_print(receipt: &Receipt, lexicon: &Lexicon) -> String {
    if ingest::name_holds_identifier(&receipt.file, lexicon) {
        let start = receipt.sha256.get(..8).unwrap_or_default();
        return format!("inbox/{}/{}/(name withheld, {start})", receipt.period.slug(), receipt.agency);
    }
    format!("inbox/{}", receipt.file)
}

/// The day on which a file counts as received: what the register says; else the date of the run, or for a folder of an earlier
/// quarter the day on which its returns were due.
fn receipt(
    found: &Found,
    sha256: String,
    (session, period, until, lines): (&Session, Period, Period, &[RegisterLine]),
) -> Receipt {
    let known = lines
        .iter()
        .rev()
        .find(|line| line.file == found.file && line.sha256 == sha256);
    let earlier = period < until;
    let received = match known {
        Some(line) => line.received,
        None if earlier => session.board.due_date(period).min(session.as_at),
        None => session.as_at,
    };
    Receipt {
        agency: found.agency.clone(),
        period,
        file: found.file.clone(),
        sha256,
        received,
        received_assumed: known.is_none() && earlier,
        modified: String::new(),
    }
}

/// What was learnt of each agency, as reading takes it.
pub fn habits(session: &Session) -> BTreeMap<String, Habits> {
    let mappings = session.board.mappings.iter();
    mappings
        .map(|(agency, mapping)| (agency.clone(), habits_of(mapping)))
        .collect()
}

fn habits_of(mapping: &crate::board::Mapping) -> Habits {
    let stands = |meaning: &crate::board::Meaning| ingest::Stands {
        becomes: meaning.becomes,
        low: meaning.low,
        high: meaning.high,
    };
    let patch = |patch: &crate::board::Patch| ingest::Patch {
        file: patch.file.clone(),
        sheet: patch.sheet.clone(),
        cell: patch.cell.clone(),
        seen: patch.seen.clone(),
        read_as: patch.read_as.clone(),
        agreed: patch.agreed.clone(),
    };
    Habits {
        skip_sheets: mapping.skip_sheets.clone(),
        headings: mapping.headings.clone(),
        indicators: mapping.indicators.clone(),
        areas: mapping.areas.clone(),
        agencies: mapping.agencies.clone(),
        codes: mapping.codes.clone(),
        symbols: mapping
            .symbols
            .iter()
            .map(|(symbol, meaning)| (symbol.clone(), stands(meaning)))
            .collect(),
        patches: mapping.patches.iter().map(patch).collect(),
    }
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
