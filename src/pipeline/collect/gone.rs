//! Files whose figures are held and that are no longer in the inbox.

use crate::domain::{FileState, Period, Receipt, RegisterLine, rulings};
use crate::pipeline::collect::Folder;
use crate::store::Store;
use anyhow::ensure;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Every file in use that its folder no longer has, relative to the inbox, in the order of names: its figures are still used, and a
/// store that is made again would not have them.
///
/// # Errors
/// A quarter's folder that is gone as a whole, though figures of its files are held: a disk that is not there, or a slip.
pub fn gone(
    (store, inbox): (&Store, &Path),
    (folders, until): (&[Folder], Period),
    lines: &[RegisterLine],
) -> anyhow::Result<Vec<String>> {
    let rulings = rulings(lines);
    let is_used = |receipt: &Receipt| {
        let ruling = rulings.get(&(receipt.file.as_str(), receipt.sha256.as_str()));
        ruling.is_none_or(|line| line.state == FileState::Current)
    };
    let there: BTreeSet<Period> = folders.iter().map(|folder| folder.period).collect();
    let files = folders.iter().flat_map(|folder| &folder.files);
    let files: BTreeSet<&str> = files.map(|(_, receipt)| receipt.file.as_str()).collect();
    let in_use = store
        .held()
        .filter(|held| held.state == FileState::Current && held.receipt.period <= until)
        .map(|held| &held.receipt)
        .filter(|receipt| is_used(receipt));
    let lacking: Vec<&Receipt> = in_use
        .filter(|receipt| !files.contains(receipt.file.as_str()))
        .collect();
    let folder = lacking.iter().find(|receipt| !there.contains(&receipt.period));
    if let Some(receipt) = folder {
        let period = receipt.period;
        let held = lacking.iter().filter(|other| other.period == period);
        let held: BTreeSet<&str> = held.map(|other| other.file.as_str()).collect();
        ensure!(
            there.contains(&period),
            "cannot read {}: the folder is gone, though the figures of its files ({}) are held. Put it back and run again; or say \
             of each that it no longer counts: paqa withdraw FILE --reason TEXT. What was held before is intact.",
            inbox.join(period.slug()).display(),
            held.len()
        );
    }
    let lacking: BTreeSet<&str> = lacking.iter().map(|receipt| receipt.file.as_str()).collect();
    Ok(lacking.into_iter().map(str::to_owned).collect())
}

/// Every file that the register has in use and of which neither the inbox nor the store has anything, in the order of names: a store
/// that was made again from an inbox that lacked them.
pub fn lost(store: &Store, (folders, until): (&[Folder], Period), lines: &[RegisterLine]) -> Vec<String> {
    let there = folders.iter().flat_map(|folder| &folder.files);
    let there = there.map(|(_, receipt)| receipt.file.as_str());
    let known: BTreeSet<&str> = store
        .held()
        .map(|held| held.receipt.file.as_str())
        .chain(there)
        .collect();
    let newest: BTreeMap<&str, &RegisterLine> = lines.iter().map(|line| (line.file.as_str(), line)).collect();
    let is_lost = |line: &&RegisterLine| {
        line.state == FileState::Current && line.period <= until && !known.contains(line.file.as_str())
    };
    newest
        .into_values()
        .filter(is_lost)
        .map(|line| line.file.clone())
        .collect()
}

/// Files of which the register knows a content that another took the place of, and of which neither the inbox nor the store has anything:
/// a store that was made again after the file was overwritten. In the order of names.
pub fn past_lost(store: &Store, (folders, until): (&[Folder], Period), lines: &[RegisterLine]) -> Vec<String> {
    let there = folders
        .iter()
        .flat_map(|folder| &folder.files)
        .map(|(_, receipt)| receipt);
    let known: BTreeSet<(&str, &str)> = store
        .held()
        .map(|held| &held.receipt)
        .chain(there)
        .map(|receipt| (receipt.file.as_str(), receipt.sha256.as_str()))
        .collect();
    let newest: BTreeMap<(&str, &str), &RegisterLine> = lines
        .iter()
        .map(|line| ((line.file.as_str(), line.sha256.as_str()), line))
        .collect();
    let is_lost = |(content, line): &(&(&str, &str), &&RegisterLine)| {
        line.state == FileState::Superseded
            && line.period <= until
            && !content.0.ends_with('/')
            && !known.contains(*content)
    };
    let lost: BTreeSet<String> = newest
        .iter()
        .filter(is_lost)
        .map(|(content, _)| content.0.to_string())
        .collect();
    lost.into_iter().collect()
}
