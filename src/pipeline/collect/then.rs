//! A store and an earlier day → the store as it stood then, its files read as they lay beside one another on that day.
//!
//! What is found in a file depends on the other files of its folder and on what was held before: that a later file replaces it
//! is not to be said of a day on which that file had not come.

use crate::domain::{Period, Receipt, RegisterLine, rulings};
use crate::ingest::find::Found;
use crate::pipeline::collect::noted::Noted;
use crate::pipeline::collect::{Collected, Folder, folders, habits, known, lexicon, read_in_full, read_under};
use crate::pipeline::{Session, Watch};
use crate::store::{Incoming, Store};
use std::collections::BTreeMap;

/// The store as it stood on the day of the run. The folders up to `until` in which anything came or was decided later are read
/// again, and those after them, without what came later. For reading only.
///
/// # Errors
/// A folder or file that cannot be read from the disk, or a store that cannot be read.
pub fn as_at(
    store: &Store,
    session: &Session,
    (lines, until, watch): (&[RegisterLine], Period, &dyn Watch),
) -> anyhow::Result<Store> {
    let mut past = store.as_at(session.as_at, lines)?;
    let came = store.held().map(|held| (held.receipt.received, held.receipt.period));
    let decided = lines.iter().filter(|line| line.is_a_ruling());
    let later = came.chain(decided.map(|line| (line.since, line.period)));
    let later = later.filter(|(day, period)| *day > session.as_at && *period <= until);
    let Some(first) = later.map(|(_, period)| period).min() else {
        return Ok(past);
    };
    let (habits, lexicon) = (habits(session), lexicon(session));
    let known = known(session, (&habits, &lexicon));
    let then = lines_then(session, lines);
    let rulings = rulings(&then);
    let ruled = |receipt: &Receipt| rulings.get(&(receipt.file.as_str(), receipt.sha256.as_str())).copied();
    let found = folders(
        (session, store, lexicon.gazetteer()),
        (lines, Some(first), until),
        &mut Collected::default(),
    )?;
    let mut noted = Noted::default();
    for mut folder in found {
        as_it_lay(&mut folder, &past);
        let submissions = read_in_full((&folder, known), (&past, session, &mut noted), (&ruled, watch))?;
        past.keep(&Incoming {
            submissions: &submissions,
            register: &then,
            read_under: &read_under(session),
        })?;
    }
    Ok(past)
}

/// The lines that stood in the register on the day of the run. On which day a file was received is what is known now.
fn lines_then(session: &Session, lines: &[RegisterLine]) -> Vec<RegisterLine> {
    let newest: BTreeMap<(&str, &str), &RegisterLine> = lines
        .iter()
        .map(|line| ((line.file.as_str(), line.sha256.as_str()), line))
        .collect();
    let as_known = |line: &RegisterLine| RegisterLine {
        received: newest
            .get(&(line.file.as_str(), line.sha256.as_str()))
            .map_or(line.received, |newest| newest.received),
        ..line.clone()
    };
    let then = lines.iter().filter(|line| line.since <= session.as_at);
    then.map(as_known).collect()
}

/// Leaves the files that were held then. One whose place in the inbox another content has taken since is read from its original.
fn as_it_lay(folder: &mut Folder, past: &Store) {
    let held = past.held().filter(|held| held.receipt.period == folder.period);
    let name = |receipt: &Receipt| (receipt.file.clone(), receipt.sha256.clone());
    let held = held.filter(|held| !held.overwritten);
    let mut missing: BTreeMap<(String, String), &Receipt> =
        held.map(|held| (name(&held.receipt), &held.receipt)).collect();
    folder.files.retain(|(_, there)| missing.remove(&name(there)).is_some());
    for receipt in missing.into_values() {
        let path = past.original_path(&receipt.sha256);
        if receipt.is_nameless() || !path.is_file() {
            continue;
        }
        let found = Found {
            agency: receipt.agency.clone(),
            file: receipt.file.clone(),
            path,
            hashed: None,
        };
        folder.files.push((found, receipt.clone()));
    }
    folder.files.sort_by(|one, other| one.0.file.cmp(&other.0.file));
}
