//! The files of a folder into those long ones that another file may contradict, repeat or replace.

use crate::catalogue::Catalogue;
use crate::domain::{Submission, key_hash, word_hash};
use crate::ingest::file::FileReading;
use crate::ingest::keys::{BETWEEN, keys_of};
use std::collections::{BTreeMap, BTreeSet};

/// The places of readings that must be made again the ordinary way, because which rows hold depends on more than one file.
pub fn contested(readings: &[FileReading], catalogue: &Catalogue) -> BTreeSet<usize> {
    let mut contents: BTreeMap<&str, usize> = BTreeMap::new();
    let mut groups: BTreeMap<(&str, &str), Vec<(usize, &Submission)>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        *contents.entry(reading.receipt.sha256.as_str()).or_insert(0) += 1;
        for submission in &reading.submissions {
            let group = (submission.sender.as_str(), submission.feed.as_str());
            groups.entry(group).or_default().push((at, submission));
        }
    }
    let is_long = |at: usize| readings[at].submissions.iter().any(|one| one.long.is_some());
    let twice = |at: &usize| {
        contents
            .get(readings[*at].receipt.sha256.as_str())
            .is_some_and(|count| *count > 1)
    };
    let mut contested: BTreeSet<usize> = (0..readings.len()).filter(|at| is_long(*at) && twice(at)).collect();
    for ((_, feed), members) in groups {
        if members.len() > 1 && members.iter().any(|(_, one)| one.long.is_some()) {
            let shared = shared_keys(&members, (catalogue, feed));
            let shares = |one: &Submission| {
                let long = one.long.as_ref();
                long.is_some_and(|long| shared.iter().any(|key| long.keys.binary_search(key).is_ok()))
            };
            contested.extend(members.iter().filter(|(_, one)| shares(one)).map(|(at, _)| *at));
        }
    }
    contested
}

/// The hashes of keys that more than one row of a group has.
fn shared_keys(members: &[(usize, &Submission)], (catalogue, feed): (&Catalogue, &str)) -> Vec<u64> {
    let mut all: Vec<u64> = Vec::new();
    for (_, submission) in members {
        match (&submission.long, catalogue.feed(feed)) {
            (Some(long), _) => all.extend(long.keys.iter()),
            (None, Some(feed)) => {
                let mut own: Vec<u64> = keys_of(&submission.rows, feed).iter().map(|key| hash_of(key)).collect();
                own.sort_unstable();
                own.dedup();
                all.extend(own);
            }
            (None, None) => {}
        }
    }
    all.sort_unstable();
    let mut shared: Vec<u64> = all
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| pair[0])
        .collect();
    shared.dedup();
    shared
}

/// The hash of a key as the ordinary reader writes it.
fn hash_of(key: &str) -> u64 {
    let parts = key.strip_suffix(BETWEEN).unwrap_or(key);
    key_hash(parts.split(BETWEEN).map(word_hash))
}
