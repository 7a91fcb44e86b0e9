//! The files of a folder into those long ones that another file may contradict, repeat or replace.

use crate::catalogue::Catalogue;
use crate::domain::{Submission, key_hash, shared_keys, word_hash};
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
            let shared = shared(&members, (catalogue, feed));
            let shares = |one: &Submission| {
                let mut keys = one.long.iter().flat_map(|long| &long.keys);
                !shared.is_empty() && keys.any(|key| shared.contains(key))
            };
            contested.extend(members.iter().filter(|(_, one)| shares(one)).map(|(at, _)| *at));
        }
    }
    contested
}

/// The hashes of keys that more than one row of a group has.
fn shared(members: &[(usize, &Submission)], (catalogue, feed): (&Catalogue, &str)) -> BTreeSet<u64> {
    let hashes = |one: &Submission| -> Vec<u64> {
        let keys = catalogue
            .feed(feed)
            .map(|feed| keys_of(&one.rows, feed))
            .unwrap_or_default();
        let own: BTreeSet<u64> = keys.iter().map(|key| hash_of(key)).collect();
        own.into_iter().collect()
    };
    let ordinary = members.iter().filter(|(_, one)| one.long.is_none());
    let ordinary: Vec<Vec<u64>> = ordinary.map(|(_, one)| hashes(one)).collect();
    let long = members
        .iter()
        .filter_map(|(_, one)| one.long.as_ref())
        .map(|long| long.keys.as_slice());
    let lists: Vec<&[u64]> = long.chain(ordinary.iter().map(Vec::as_slice)).collect();
    shared_keys(&lists)
}

/// The hash of a key as the ordinary reader writes it.
fn hash_of(key: &str) -> u64 {
    let parts = key.strip_suffix(BETWEEN).unwrap_or(key);
    key_hash(parts.split(BETWEEN).map(word_hash))
}
