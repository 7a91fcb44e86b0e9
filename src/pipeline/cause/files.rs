//! What has become of agencies' files since an edition, whether or not any figure moved with it.

use crate::domain::FileState;
use crate::pipeline::cause::expired::was_there;
use crate::pipeline::edition::Edition;
use crate::store::{Held, Store};
use std::collections::BTreeMap;

/// A file that came since, or of which something else holds than then.
pub(super) struct FileChange {
    /// The agency in whose folder it lies.
    agency: String,
    /// The member agency whose return it is; empty where nothing could be read of it.
    sender: String,
    /// The cause in a few words.
    why: &'static str,
    /// What there is to say of it.
    said: String,
}

/// The files of which something else holds now than when an edition was made, in the order of inbox folders and names.
pub(super) fn changes(edition: &Edition, then: &Store, now: &Store) -> Vec<FileChange> {
    let key = |held: &Held| {
        (
            held.receipt.file.clone(),
            held.receipt.sha256.clone(),
            held.feed.clone(),
        )
    };
    let states: BTreeMap<_, FileState> = then.held().map(|held| (key(held), held.state)).collect();
    let sent: Vec<(&str, &str, crate::domain::Period)> = then
        .held()
        .map(|held| (held.sender.as_str(), held.feed.as_str(), held.receipt.period))
        .collect();
    let change = |held: &Held| {
        let is_first = || !sent.contains(&(held.sender.as_str(), held.feed.as_str(), held.receipt.period));
        let was = states.get(&key(held)).copied();
        let why = match (was_there(edition, &held.receipt), held.state) {
            (false, FileState::Refused) => "refused",
            (_, FileState::Held) if was != Some(FileState::Held) => "set aside",
            (false, FileState::Current) if is_first() => "late return",
            (false, FileState::Current) => "restated by the agency",
            (true, FileState::Withdrawn) if was != Some(FileState::Withdrawn) => "withdrawn",
            (true, FileState::Expired) => "expired",
            (true, FileState::Current) if was.is_some_and(|was| was != FileState::Current) => "restored",
            _ => return None,
        };
        let reason = match held.why.as_str() {
            "" => String::new(),
            why => format!(": {why}"),
        };
        Some(FileChange {
            agency: held.receipt.agency.clone(),
            sender: held.sender.clone(),
            why,
            said: format!("{} is {}{reason}", held.receipt.file, held.state),
        })
    };
    now.held().filter(|held| !held.overwritten).filter_map(change).collect()
}

/// What has become of the files of an agency: each cause once, and what there is to say of each file; `None` where nothing has.
pub(super) fn of_agency(changes: &[FileChange], agency: &str) -> Option<(String, String)> {
    let is_its = |one: &&FileChange| !agency.is_empty() && (one.sender == agency || one.agency == agency);
    let (mut words, mut said): (Vec<&str>, Vec<&str>) = (vec![], vec![]);
    for one in changes.iter().filter(is_its) {
        if !words.contains(&one.why) {
            words.push(one.why);
        }
        if !said.contains(&one.said.as_str()) {
            said.push(&one.said);
        }
    }
    (!words.is_empty()).then(|| (words.join("; "), said.join("; ")))
}
