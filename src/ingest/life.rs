//! Files of one inbox folder against one another: duplicates, corrections, part-returns, and what a person must decide.

use crate::catalogue::{Catalogue, Feed};
use crate::domain::{FileState, Receipt, version_mark};
use crate::ingest::file::FileReading;
use crate::ingest::remarks::{Remark, findings};
use crate::ingest::words::tidy;
use polars::prelude::{BooleanChunked, DataFrame, DataType, NewChunkedArray};
use std::collections::{BTreeMap, BTreeSet};

/// Between the parts of a key: stands in no text that an agency sends.
const BETWEEN: char = '\u{1f}';

/// Settles the states of all files of a folder and says what became of them. The answer does not depend on their order.
pub fn settle(readings: &mut [FileReading], catalogue: &Catalogue) {
    readings.sort_by(|one, other| one.receipt.file.cmp(&other.receipt.file));
    settle_same_bytes(readings, catalogue);
    let mut groups: BTreeMap<(String, String), Vec<(usize, usize)>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        for (part, submission) in reading.submissions.iter().enumerate() {
            if submission.state == FileState::Current && !submission.feed.is_empty() {
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
fn rank(receipt: &Receipt) -> (chrono::NaiveDate, u32, &str, bool, usize, &str) {
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

fn say(reading: &mut FileReading, part: usize, remark: Remark, catalogue: &Catalogue) {
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

fn base(file: &str) -> String {
    file.split_once('/').map_or(file, |(_, rest)| rest).to_owned()
}

/// The same bytes twice are read once; from two agencies they belong to the one that their content names.
fn settle_same_bytes(readings: &mut [FileReading], catalogue: &Catalogue) {
    let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, reading) in readings.iter().enumerate() {
        if reading
            .submissions
            .iter()
            .any(|submission| submission.state == FileState::Current)
        {
            same.entry(reading.receipt.sha256.clone()).or_default().push(at);
        }
    }
    for mut places in same.into_values().filter(|places| places.len() > 1) {
        let owned = |at: usize| {
            readings[at]
                .submissions
                .iter()
                .all(|submission| submission.sender == readings[at].receipt.agency)
        };
        let agencies: BTreeSet<&str> = places.iter().map(|&at| readings[at].receipt.agency.as_str()).collect();
        let several = agencies.len() > 1;
        let named: Vec<usize> = places.iter().copied().filter(|&at| owned(at)).collect();
        places.sort_by(|one, other| {
            (!owned(*one), rank(&readings[*one].receipt)).cmp(&(!owned(*other), rank(&readings[*other].receipt)))
        });
        let undecided = several
            && named
                .iter()
                .map(|&at| readings[at].receipt.agency.as_str())
                .collect::<BTreeSet<_>>()
                .len()
                > 1;
        let kept = readings[places[0]].receipt.file.clone();
        for &at in &places[1..] {
            let kind = if readings[at].receipt.agency == readings[places[0]].receipt.agency {
                "file-duplicate"
            } else {
                "file-from-two-agencies"
            };
            set_state(&mut readings[at], FileState::Duplicate);
            let remark = Remark::on_file(kind, readings[at].receipt.file.clone()).taken_as(base(&kept));
            // What stands in the copy was said of the first already.
            for submission in &mut readings[at].submissions {
                submission.findings.clear();
            }
            say(&mut readings[at], 0, remark, catalogue);
        }
        if undecided {
            // Nothing in the content says whose it is, so neither is believed.
            for &at in &places {
                set_state(&mut readings[at], FileState::Held);
            }
            let other = base(&readings[places[1]].receipt.file);
            let remark = Remark::on_file("file-order-unclear", kept.clone()).taken_as(other);
            say(&mut readings[places[0]], 0, remark, catalogue);
        }
    }
}

fn set_state(reading: &mut FileReading, state: FileState) {
    for submission in &mut reading.submissions {
        submission.state = state;
    }
}

/// The rows of one submission by key.
struct Rows {
    at: (usize, usize),
    says: BTreeMap<String, String>,
}

fn settle_group(readings: &mut [FileReading], (parts, feed): (&[(usize, usize)], &Feed), catalogue: &Catalogue) {
    drop_doubtful(readings, parts, feed);
    let mut standing: Vec<Rows> = Vec::new();
    for &(at, part) in parts {
        let mut mine = Rows {
            at: (at, part),
            says: says(&readings[at].submissions[part].rows, feed),
        };
        let rivals: Vec<usize> = (0..standing.len())
            .filter(|&rival| standing[rival].says.keys().any(|key| mine.says.contains_key(key)))
            .collect();
        let Some(&first) = rivals.first() else {
            standing.push(mine);
            continue;
        };
        let shared = mine
            .says
            .keys()
            .filter(|key| rivals.iter().any(|&rival| standing[rival].says.contains_key(*key)))
            .count();
        let differs = |rival: &Rows| {
            mine.says
                .iter()
                .any(|(key, cells)| rival.says.get(key).is_some_and(|other| other != cells))
        };
        let most = shared as f64 > catalogue.policy().replaces_from * mine.says.len() as f64;
        let repeats = rivals.iter().find(|&&rival| standing[rival].says == mine.says).copied();
        let unclear = rivals.iter().find(|&&rival| {
            tied(&readings[standing[rival].at.0].receipt, &readings[at].receipt) && differs(&standing[rival])
        });
        let differs_anywhere = rivals.iter().any(|&rival| differs(&standing[rival]));
        if let Some(rival) = repeats {
            let other = base(&readings[standing[rival].at.0].receipt.file);
            put(
                (readings, (at, part)),
                (FileState::Duplicate, "file-duplicate", &other),
                catalogue,
            );
        } else if let Some(&rival) = unclear {
            hold_both(readings, (standing[rival].at, (at, part)), catalogue);
            standing.push(mine);
        } else if most {
            replace(readings, (&rivals, &standing, &mine), (feed, catalogue));
            let gone: Vec<(usize, usize)> = rivals.iter().map(|&rival| standing[rival].at).collect();
            standing.retain(|rows| !gone.contains(&rows.at));
            standing.push(mine);
        } else if !differs_anywhere {
            // A few figures repeated as they stand elsewhere: the file adds to the other.
            share_out(readings, (&mut standing, &mut mine), feed);
            standing.push(mine);
        } else {
            let other = base(&readings[standing[first].at.0].receipt.file);
            put(
                (readings, (at, part)),
                (FileState::Held, "file-overlaps", &other),
                catalogue,
            );
        }
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

/// Whether another file has a row for a key, and is no version of the first: most of its rows are about other things.
fn adds((one, other): (&DataFrame, &DataFrame), (feed, key): (&Feed, &String)) -> bool {
    let (keys, others) = (keys_of(one, feed), keys_of(other, feed));
    let shared = others.iter().filter(|other| keys.contains(other)).count();
    others.contains(key) && shared * 2 <= others.len()
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
        // The faults of a version that is out of use need no mending.
        readings[earlier.0].submissions[earlier.1].findings.clear();
        put(
            (readings, earlier),
            (FileState::Superseded, "file-superseded", &later),
            catalogue,
        );
    }
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
        let cell = cells.split(';').next().unwrap_or_default();
        let Some(area) = crate::ingest::sheet::Area::parse(cell) else {
            continue;
        };
        let note: Vec<String> = feed
            .columns
            .iter()
            .filter_map(|column| {
                let (now, was) = (text_at(new, &column.name, row), text_at(old, &column.name, before));
                (now != was).then(|| format!("{} was {}, now {}", column.name, or_empty(&was), or_empty(&now)))
            })
            .collect();
        let sheet = text_at(new, "source_sheet", row);
        let remark = Remark::on_cell(
            "file-corrects",
            (&sheet, area.first_row, area.first_column),
            note.join("; "),
        );
        remarks.push(remark.noting(note.join("; ")));
    }
    remarks
}

fn or_empty(text: &str) -> &str {
    if text.is_empty() { "empty" } else { text }
}

fn text_at(frame: &DataFrame, column: &str, row: usize) -> String {
    let column = frame.column(column).and_then(|column| column.cast(&DataType::String));
    column
        .ok()
        .and_then(|column| column.str().ok().and_then(|texts| texts.get(row).map(str::to_owned)))
        .unwrap_or_default()
}

fn texts(frame: &DataFrame, column: &str) -> Vec<String> {
    let Ok(column) = frame.column(column).and_then(|column| column.cast(&DataType::String)) else {
        return vec![String::new(); frame.height()];
    };
    column
        .str()
        .map(|texts| texts.iter().map(|text| text.unwrap_or_default().to_owned()).collect())
        .unwrap_or_default()
}

/// What identifies each row of a submission's frame.
fn keys_of(frame: &DataFrame, feed: &Feed) -> Vec<String> {
    joined(frame, feed.key.iter().map(String::as_str))
}

fn joined<'n>(frame: &DataFrame, columns: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut keys = vec![String::new(); frame.height()];
    for column in columns {
        for (key, text) in keys.iter_mut().zip(texts(frame, column)) {
            key.push_str(&text);
            key.push(BETWEEN);
        }
    }
    keys
}

/// Each row's key with all that it says.
fn says(frame: &DataFrame, feed: &Feed) -> BTreeMap<String, String> {
    let mut columns: Vec<String> = Vec::new();
    for column in &feed.columns {
        columns.push(column.name.clone());
        if column.holds.is_number() {
            columns.extend(["state", "low", "high"].map(|part| format!("{}_{part}", column.name)));
        }
    }
    let cells = joined(frame, columns.iter().map(String::as_str));
    keys_of(frame, feed).into_iter().zip(cells).collect()
}

fn leave_out(frame: &mut DataFrame, feed: &Feed, is_known: impl Fn(&String) -> bool) {
    let keep: Vec<bool> = keys_of(frame, feed).iter().map(|key| !is_known(key)).collect();
    if let Ok(shorter) = frame.filter(&BooleanChunked::from_slice("keep".into(), &keep)) {
        *frame = shorter;
    }
}
