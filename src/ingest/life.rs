//! Files of one inbox folder against one another: duplicates, corrections, part-returns, and what a person must decide.

use crate::catalogue::{Catalogue, Feed};
use crate::domain::{FileState, Receipt, version_mark};
use crate::ingest::cells::plain_number;
use crate::ingest::copies::settle_same_bytes;
use crate::ingest::file::FileReading;
use crate::ingest::keys::{BETWEEN, adds, keys_of, leave_out, same_figures, says, text_at};
use crate::ingest::remarks::{Remark, Stretch, findings};
use crate::ingest::words::tidy;
use std::collections::{BTreeMap, BTreeSet};

/// Settles the states of all files of a folder and says what became of them. The answer does not depend on their order.
pub fn settle(readings: &mut [FileReading], catalogue: &Catalogue) {
    readings.sort_by(|one, other| one.receipt.file.cmp(&other.receipt.file));
    settle_same_bytes(readings, catalogue);
    let mut groups: BTreeMap<(String, String), Vec<(usize, usize)>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        for (part, submission) in reading.submissions.iter().enumerate() {
            // Long rows share nothing with any other file, or they would have been read the ordinary way.
            if submission.state == FileState::Current && !submission.feed.is_empty() && submission.long.is_none() {
                groups
                    .entry((submission.sender.clone(), submission.feed.clone()))
                    .or_default()
                    .push((at, part));
            }
        }
    }
    for ((_, feed), mut parts) in groups {
        let Some(feed) = catalogue.feed(&feed) else { continue };
        parts.sort_by(|one, other| rank(&readings[one.0].receipt).cmp(&rank(&readings[other.0].receipt)));
        settle_group(readings, (&parts, feed), catalogue);
    }
}

/// Earlier or later, as far as anything tells; the name comes last, so that the order is always the same.
pub fn rank(receipt: &Receipt) -> (chrono::NaiveDate, u32, &str, bool, usize, &str) {
    (
        receipt.received,
        version_mark(&receipt.file),
        &receipt.modified,
        is_copy(&receipt.file),
        receipt.file.len(),
        &receipt.file,
    )
}

/// Whether a name says that the file is a copy of another.
fn is_copy(file: &str) -> bool {
    let name = tidy(file.rsplit('/').next().unwrap_or_default()).to_lowercase();
    name.contains("copy")
}

/// Says something about one submission of a file.
pub fn say(reading: &mut FileReading, part: usize, remark: Remark, catalogue: &Catalogue) {
    let receipt = reading.receipt.clone();
    if let Some(submission) = reading.submissions.get_mut(part) {
        let sender = submission.sender.clone();
        let remark = remark.about(&submission.feed);
        submission
            .findings
            .extend(findings(vec![remark], &receipt, (catalogue, &sender)));
        submission.findings.sort();
    }
}

/// A file's path below its period's folder.
pub fn base(file: &str) -> String {
    file.split_once('/').map_or(file, |(_, rest)| rest).to_owned()
}

/// The rows of one submission by key.
struct Rows {
    at: (usize, usize),
    says: BTreeMap<String, String>,
}

fn settle_group(readings: &mut [FileReading], (parts, feed): (&[(usize, usize)], &Feed), catalogue: &Catalogue) {
    drop_doubtful(readings, parts, feed);
    let mut standing: Vec<Rows> = Vec::new();
    let mut owners = Owners::new();
    for &(at, part) in parts {
        let mut mine = Rows {
            at: (at, part),
            says: says(&readings[at].submissions[part].rows, feed),
        };
        let rivals = rivals(&owners, &standing, &mine);
        for key in mine.says.keys() {
            owners.entry(key.clone()).or_default().insert(mine.at);
        }
        let rule = rule(readings, (&standing, &mine, &rivals), (feed, catalogue));
        let name = |rival: usize| base(&readings[standing[rival].at.0].receipt.file);
        match rule {
            Rule::Joins => standing.push(mine),
            Rule::Repeats(rival) => {
                let other = name(rival);
                put(
                    (readings, (at, part)),
                    (FileState::Duplicate, "file-duplicate", &other),
                    catalogue,
                );
            }
            Rule::Unclear(rival) => {
                hold_both(readings, (standing[rival].at, (at, part)), catalogue);
                standing.push(mine);
            }
            Rule::Replaces => {
                replace(readings, (&rivals, &standing, &mine), (feed, catalogue));
                let gone: Vec<(usize, usize)> = rivals.iter().map(|&rival| standing[rival].at).collect();
                standing.retain(|rows| !gone.contains(&rows.at));
                standing.push(mine);
            }
            // A few figures repeated as they stand elsewhere: the file adds to the other.
            Rule::Overlaps => {
                share_out(readings, (&mut standing, &mut mine), feed);
                standing.push(mine);
            }
            Rule::Between(rival) => {
                let other = name(rival);
                put(
                    (readings, (at, part)),
                    (FileState::Held, "file-overlaps", &other),
                    catalogue,
                );
            }
        }
    }
}

/// Which submissions ever had a row for a key; some may have lost it since.
type Owners = BTreeMap<String, BTreeSet<(usize, usize)>>;

/// Those that stand and share rows with one, by their place. Thousands of schools share none, so each is asked for by key.
fn rivals(owners: &Owners, standing: &[Rows], mine: &Rows) -> Vec<usize> {
    let near: BTreeSet<(usize, usize)> = mine
        .says
        .keys()
        .filter_map(|key| owners.get(key))
        .flatten()
        .copied()
        .collect();
    if near.is_empty() {
        return vec![];
    }
    let shares = |rows: &Rows| near.contains(&rows.at) && rows.says.keys().any(|key| mine.says.contains_key(key));
    (0..standing.len()).filter(|&at| shares(&standing[at])).collect()
}

/// What a file does to the earlier ones.
enum Rule {
    /// It is about other things.
    Joins,
    /// It says the same as the one at this place.
    Repeats(usize),
    /// It differs from the one at this place, and nothing tells which is later.
    Unclear(usize),
    /// It is the later version.
    Replaces,
    /// It repeats some of their figures.
    Overlaps,
    /// It changes some of the figures of the one at this place, but is no version of it.
    Between(usize),
}

/// What a file does to those that stand and share rows with it.
fn rule(
    readings: &[FileReading],
    (standing, mine, rivals): (&[Rows], &Rows, &[usize]),
    (feed, catalogue): (&Feed, &Catalogue),
) -> Rule {
    let Some(&first) = rivals.first() else {
        return Rule::Joins;
    };
    let shared = mine
        .says
        .keys()
        .filter(|key| rivals.iter().any(|&rival| standing[rival].says.contains_key(*key)))
        .count();
    let differs = |rival: usize| {
        mine.says.iter().any(|(key, cells)| {
            standing[rival]
                .says
                .get(key)
                .is_some_and(|other| !same_figures(feed, (other, cells)))
        })
    };
    let unclear =
        |rival: usize| differs(rival) && tied(&readings[standing[rival].at.0].receipt, &readings[mine.at.0].receipt);
    if let Some(&rival) = rivals.iter().find(|&&rival| standing[rival].says == mine.says) {
        Rule::Repeats(rival)
    } else if let Some(&rival) = rivals.iter().find(|&&rival| unclear(rival)) {
        Rule::Unclear(rival)
    } else if shared as f64 > catalogue.policy().replaces_from * mine.says.len() as f64 {
        Rule::Replaces
    } else if rivals.iter().any(|&rival| differs(rival)) {
        Rule::Between(first)
    } else {
        Rule::Overlaps
    }
}

/// Of figures that two files give alike one is kept: not the one that merely sums the rows beside it.
fn share_out(readings: &mut [FileReading], (standing, mine): (&mut [Rows], &mut Rows), feed: &Feed) {
    for rows in standing.iter_mut() {
        let shared: Vec<String> = mine
            .says
            .keys()
            .filter(|key| rows.says.contains_key(*key))
            .cloned()
            .collect();
        for key in shared {
            let thing = key.split(BETWEEN).next().unwrap_or_default().to_owned();
            let beside = |rows: &Rows| {
                rows.says
                    .keys()
                    .filter(|key| key.starts_with(&format!("{thing}{BETWEEN}")))
                    .count()
            };
            let loser = if beside(rows) > beside(mine) {
                &mut *rows
            } else {
                &mut *mine
            };
            loser.says.remove(&key);
            let (at, part) = loser.at;
            leave_out(&mut readings[at].submissions[part].rows, feed, |other| *other == key);
        }
    }
}

/// A row that its own file contradicts gives way to another file's row for the same thing.
fn drop_doubtful(readings: &mut [FileReading], parts: &[(usize, usize)], feed: &Feed) {
    for &(at, part) in parts {
        let doubtful = readings[at].doubtful.get(part).cloned().unwrap_or_default();
        for key in doubtful {
            let known_elsewhere = parts.iter().any(|&(other, other_part)| {
                (other, other_part) != (at, part)
                    && !readings[other]
                        .doubtful
                        .get(other_part)
                        .is_some_and(|keys| keys.contains(&key))
                    && adds(
                        (
                            &readings[at].submissions[part].rows,
                            &readings[other].submissions[other_part].rows,
                        ),
                        (feed, &key),
                    )
            });
            if known_elsewhere {
                leave_out(&mut readings[at].submissions[part].rows, feed, |other| *other == key);
            }
        }
    }
}

/// Whether nothing tells which of two files is the later.
fn tied(one: &Receipt, other: &Receipt) -> bool {
    let dates_tell = one.modified != other.modified && !one.modified.is_empty() && !other.modified.is_empty();
    one.received == other.received && version_mark(&one.file) == version_mark(&other.file) && !dates_tell
}

fn put(
    (readings, (at, part)): (&mut [FileReading], (usize, usize)),
    (state, kind, other): (FileState, &'static str, &str),
    catalogue: &Catalogue,
) {
    readings[at].submissions[part].state = state;
    if state == FileState::Duplicate {
        readings[at].submissions[part].findings.clear();
    }
    let remark = Remark::on_file(kind, readings[at].receipt.file.clone()).taken_as(other);
    say(&mut readings[at], part, remark, catalogue);
}

fn hold_both(readings: &mut [FileReading], (one, other): ((usize, usize), (usize, usize)), catalogue: &Catalogue) {
    for (mine, theirs) in [(one, other), (other, one)] {
        let name = base(&readings[theirs.0].receipt.file);
        put(
            (readings, mine),
            (FileState::Held, "file-order-unclear", &name),
            catalogue,
        );
    }
}

/// A correction: the earlier files are out of use, and every cell that changed is named.
fn replace(
    readings: &mut [FileReading],
    (rivals, standing, mine): (&[usize], &[Rows], &Rows),
    (feed, catalogue): (&Feed, &Catalogue),
) {
    let later = base(&readings[mine.at.0].receipt.file);
    for &rival in rivals {
        let earlier = standing[rival].at;
        let name = base(&readings[earlier.0].receipt.file);
        let changed: Vec<&String> = mine
            .says
            .iter()
            .filter(|(key, cells)| standing[rival].says.get(*key).is_some_and(|other| other != *cells))
            .map(|(key, _)| key)
            .collect();
        let remarks = changed_cells(readings, (mine.at, earlier), (&changed, feed));
        for remark in remarks {
            say(
                &mut readings[mine.at.0],
                mine.at.1,
                remark.taken_as(name.clone()),
                catalogue,
            );
        }
        let lost = things_lost(&standing[rival], mine);
        if !lost.is_empty() {
            let remark = Remark::on_file("correction-lacks-rows", readings[mine.at.0].receipt.file.clone());
            let remark = remark.taken_as(name.clone()).noting(lost.join(", "));
            say(&mut readings[mine.at.0], mine.at.1, remark, catalogue);
        }
        // The faults of a version that is out of use need no mending.
        readings[earlier.0].submissions[earlier.1].findings.clear();
        put(
            (readings, earlier),
            (FileState::Superseded, "file-superseded", &later),
            catalogue,
        );
    }
}

/// What the rows of the earlier file are about that the later one lacks: the first word of their keys, each once.
fn things_lost<'r>(earlier: &'r Rows, later: &Rows) -> Vec<&'r str> {
    let lost = earlier.says.keys().filter(|key| !later.says.contains_key(*key));
    let mut things: Vec<&str> = lost.filter_map(|key| key.split(BETWEEN).next()).collect();
    things.dedup();
    things
}

/// One remark for each changed row, at its first changed cell.
fn changed_cells(
    readings: &[FileReading],
    (later, earlier): ((usize, usize), (usize, usize)),
    (keys, feed): (&[&String], &Feed),
) -> Vec<Remark> {
    let (new, old) = (
        &readings[later.0].submissions[later.1].rows,
        &readings[earlier.0].submissions[earlier.1].rows,
    );
    let (new_keys, old_keys) = (keys_of(new, feed), keys_of(old, feed));
    let mut remarks = Vec::new();
    for key in keys {
        let (Some(row), Some(before)) = (
            new_keys.iter().position(|other| other == *key),
            old_keys.iter().position(|other| other == *key),
        ) else {
            continue;
        };
        let cells = text_at(new, "source_cell", row);
        let Some(at) = stretch(&cells) else { continue };
        let note: Vec<String> = feed
            .columns
            .iter()
            .filter_map(|column| {
                let (now, was) = (text_at(new, &column.name, row), text_at(old, &column.name, before));
                (now != was).then(|| format!("{} was {}, now {}", column.name, told(&was), told(&now)))
            })
            .collect();
        let sheet = text_at(new, "source_sheet", row);
        let remark = Remark {
            at: Some(at),
            ..Remark::on_sheet("file-corrects", &sheet, note.join("; "))
        };
        remarks.push(remark.noting(note.join("; ")));
    }
    remarks
}

/// The cells of one row, from the first to the last: `B4;E4` is `B4:E4`.
fn stretch(cells: &str) -> Option<Stretch> {
    let areas: Vec<_> = cells.split(';').filter_map(crate::ingest::sheet::Area::parse).collect();
    Some(Stretch {
        first_column: areas.iter().map(|area| area.first_column).min()?,
        first_row: areas.iter().map(|area| area.first_row).min()?,
        last_row: areas.iter().map(|area| area.last_row).max()?,
        last_column: areas.iter().map(|area| area.last_column).max()?,
    })
}

/// A cell of a frame as a message has it: two decimals tell what changed.
fn told(text: &str) -> String {
    match text.parse::<f64>() {
        Ok(number) => plain_number((number * 100.0).round() / 100.0),
        Err(_) if text.is_empty() => "empty".to_owned(),
        Err(_) => text.to_owned(),
    }
}
