//! All files of one sender and feed → which rows are in use: a correction replaces, a part-return joins, doubt is held.

use crate::domain::version_mark;
use crate::domain::{FileState, Period, Receipt};
use crate::store::held::Ruling;
use crate::store::rowset::RowSet;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// One file's rows of the feed, as far as they matter here.
pub(crate) struct Sheet<'a> {
    /// When and where it came.
    pub receipt: &'a Receipt,
    /// What reading it made of it.
    pub read_as: FileState,
    /// What a person decided.
    pub ruling: Option<Ruling>,
    /// Another content has since taken its place under the same name.
    pub overwritten: bool,
    /// Its state stands already; only single rows of it may still be restated by others.
    pub settled: bool,
    /// Its rows.
    pub set: &'a RowSet,
}

/// What became of one file's rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settled {
    pub state: FileState,
    /// Why, in words for the register; empty when it is simply in use.
    pub why: String,
    /// For each row whether it is out of use.
    pub superseded: Vec<bool>,
}

/// Decides for every file of one sender and feed. The answer does not depend on the order in which they are given.
pub(crate) fn settle(sheets: &[Sheet]) -> Vec<Settled> {
    let mut settled: Vec<Settled> = sheets.iter().map(before_others).collect();
    let mut order: Vec<usize> = (0..sheets.len()).collect();
    order.sort_by(|&a, &b| rank(&sheets[a]).cmp(&rank(&sheets[b])));
    drop_duplicates(sheets, &order, &mut settled);
    let periods: BTreeSet<_> = sheets.iter().map(|sheet| sheet.receipt.period).collect();
    for period in periods {
        let folder: Vec<usize> = order
            .iter()
            .copied()
            .filter(|&at| sheets[at].receipt.period == period)
            .collect();
        within_folder(sheets, &folder, &mut settled);
    }
    across_folders(sheets, &order, &mut settled);
    settled
}

/// Decides for a file that shares no row with any other.
pub(crate) fn alone(sheet: &Sheet, rows: usize) -> Settled {
    let settled = before_others(sheet);
    Settled {
        superseded: vec![settled.state != FileState::Current; rows],
        ..settled
    }
}

/// What a file is by itself.
fn before_others(sheet: &Sheet) -> Settled {
    let (state, why) = match &sheet.ruling {
        Some(line) if line.state != FileState::Current => (line.state, line.reason.clone()),
        Some(_) => (FileState::Current, String::new()),
        None => (sheet.read_as, String::new()),
    };
    Settled {
        state,
        why,
        superseded: vec![state != FileState::Current; sheet.set.keys.len()],
    }
}

/// Earlier or later: by the day received, by a mark of version in the name, by the quarter of the folder, by the date inside the
/// workbook. The name and the content come last, so that the order is always the same; they decide nothing.
fn rank<'a>(sheet: &'a Sheet) -> (NaiveDate, u32, Period, bool, &'a str, &'a str, &'a str) {
    let receipt = sheet.receipt;
    // What a person brought back into use counts from the day of that decision.
    let since = sheet
        .ruling
        .as_ref()
        .filter(|line| line.state == FileState::Current)
        .map(|line| line.since);
    (
        since.map_or(receipt.received, |since| since.max(receipt.received)),
        version_mark(&receipt.file),
        receipt.period,
        !sheet.overwritten,
        &receipt.modified,
        &receipt.file,
        &receipt.sha256,
    )
}

/// Whether nothing tells which of two files of a folder is the later.
fn tied(a: &Sheet, b: &Sheet) -> bool {
    let dates_tell =
        a.receipt.modified != b.receipt.modified && !a.receipt.modified.is_empty() && !b.receipt.modified.is_empty();
    a.receipt.received == b.receipt.received
        && a.overwritten == b.overwritten
        && version_mark(&a.receipt.file) == version_mark(&b.receipt.file)
        && !dates_tell
}

/// The same bytes a second time say nothing new, unless it is how things stand in another quarter: a register that came again
/// unchanged is that quarter's return.
fn drop_duplicates(sheets: &[Sheet], order: &[usize], settled: &mut [Settled]) {
    let mut seen: BTreeMap<(&str, Option<Period>), usize> = BTreeMap::new();
    for &at in order {
        if settled[at].state != FileState::Current {
            continue;
        }
        let receipt = sheets[at].receipt;
        let says_when = sheets[at].set.period.iter().any(|period| !period.is_empty());
        let about = (!says_when).then_some(receipt.period);
        let first = *seen.entry((&receipt.sha256, about)).or_insert(at);
        if first != at && !sheets[at].settled {
            put_aside(
                &mut settled[at],
                FileState::Duplicate,
                format!("the same content as {}", sheets[first].receipt.file),
            );
        }
    }
}

fn put_aside(settled: &mut Settled, state: FileState, why: String) {
    settled.state = state;
    settled.why = why;
    settled.superseded.fill(true);
}

/// The rules for files of one inbox folder, oldest first.
fn within_folder(sheets: &[Sheet], folder: &[usize], settled: &mut [Settled]) {
    let mut standing: Vec<usize> = Vec::new();
    // Which files ever stood with a row for a key: thousands of part-returns share none, so each is asked for by key.
    let mut owners: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for &at in folder {
        if settled[at].state != FileState::Current {
            continue;
        }
        if sheets[at].settled {
            standing.push(at);
            own(&mut owners, sheets, at);
            continue;
        }
        let keys: BTreeSet<&str> = sheets[at].set.keys.iter().map(String::as_str).collect();
        let near: BTreeSet<usize> = keys
            .iter()
            .filter_map(|key| owners.get(key))
            .flatten()
            .copied()
            .collect();
        let rivals: Vec<usize> = standing.iter().copied().filter(|other| near.contains(other)).collect();
        let rule = verdict(sheets, at, &rivals);
        match rule {
            Rule::Replaces => standing.retain(|other| !rivals.contains(other)),
            Rule::Joins | Rule::Doubtful(_) | Rule::Repeats(_) | Rule::Between(_) => (),
        }
        match rule {
            // Both of a doubtful pair still stand in the way, until a later file replaces them or a person decides.
            Rule::Joins | Rule::Replaces | Rule::Doubtful(_) => {
                standing.push(at);
                own(&mut owners, sheets, at);
            }
            Rule::Repeats(_) | Rule::Between(_) => (),
        }
        apply(&rule, sheets, (at, &rivals), settled);
    }
}

fn own<'s>(owners: &mut BTreeMap<&'s str, Vec<usize>>, sheets: &'s [Sheet<'_>], at: usize) {
    for key in &sheets[at].set.keys {
        owners.entry(key).or_default().push(at);
    }
}

/// Puts aside what a rule puts out of use.
fn apply(rule: &Rule, sheets: &[Sheet], (at, rivals): (usize, &[usize]), settled: &mut [Settled]) {
    let name = |at: usize| &sheets[at].receipt.file;
    match *rule {
        Rule::Joins => (),
        Rule::Repeats(other) => {
            put_aside(
                &mut settled[at],
                FileState::Duplicate,
                format!("the same rows as {}", name(other)),
            );
        }
        Rule::Replaces => {
            for &other in rivals {
                put_aside(
                    &mut settled[other],
                    FileState::Superseded,
                    format!("replaced by {}", name(at)),
                );
            }
        }
        Rule::Doubtful(other) => {
            for (one, another) in [(at, other), (other, at)] {
                let words = "and nothing tells which is the later: withdraw one of them, or write into register.csv on which day each came";
                put_aside(
                    &mut settled[one],
                    FileState::Held,
                    format!("differs from {}, {words}", name(another)),
                );
            }
        }
        Rule::Between(other) => {
            let words = "but they are not most of its own: withdraw one of them";
            put_aside(
                &mut settled[at],
                FileState::Held,
                format!("repeats rows of {}, {words}", name(other)),
            );
        }
    }
}

enum Rule {
    Joins,
    Replaces,
    Repeats(usize),
    Doubtful(usize),
    Between(usize),
}

/// What a file does to the earlier ones with which it shares row keys.
fn verdict(sheets: &[Sheet], at: usize, rivals: &[usize]) -> Rule {
    let Some(&first) = rivals.first() else {
        return Rule::Joins;
    };
    let cells = |at: usize| -> BTreeMap<&str, &str> {
        let sheet = &sheets[at];
        sheet
            .set
            .keys
            .iter()
            .map(String::as_str)
            .zip(sheet.set.cells.iter().map(String::as_str))
            .collect()
    };
    let mine = cells(at);
    let theirs: Vec<(usize, BTreeMap<&str, &str>)> = rivals.iter().map(|&other| (other, cells(other))).collect();
    if let Some((other, _)) = theirs.iter().find(|(_, theirs)| *theirs == mine) {
        return Rule::Repeats(*other);
    }
    let decided = sheets[at].ruling.is_some();
    let differs = |theirs: &BTreeMap<&str, &str>| {
        mine.iter()
            .any(|(key, cell)| theirs.get(key).is_some_and(|other| other != cell))
    };
    let rival = theirs
        .iter()
        .find(|(other, theirs)| tied(&sheets[*other], &sheets[at]) && differs(theirs));
    if let (Some((other, _)), false) = (rival, decided) {
        return Rule::Doubtful(*other);
    }
    let shared = mine
        .keys()
        .filter(|key| theirs.iter().any(|(_, theirs)| theirs.contains_key(*key)))
        .count();
    if decided || shared * 2 > mine.len() {
        Rule::Replaces
    } else {
        Rule::Between(first)
    }
}

/// A row restated in a later quarter's file takes the place of the earlier one; a blank never does.
fn across_folders(sheets: &[Sheet], order: &[usize], settled: &mut [Settled]) {
    let mut newest: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let in_use: Vec<usize> = order
        .iter()
        .copied()
        .filter(|&at| settled[at].state == FileState::Current)
        .collect();
    for at in in_use {
        for (row, key) in sheets[at].set.keys.iter().enumerate() {
            match newest.get(key.as_str()).copied() {
                // A key given twice in one file, or by files that join, is not for this rule to decide.
                Some((other, _)) if sheets[other].receipt.period == sheets[at].receipt.period => continue,
                Some((other, earlier)) if sheets[at].set.blank[row] && !sheets[other].set.blank[earlier] => {
                    settled[at].superseded[row] = true;
                    continue;
                }
                Some((other, _)) => supersede_key(sheets, settled, other, key),
                None => (),
            }
            newest.insert(key, (at, row));
        }
    }
}

/// Every row of a file with this key goes out of use.
fn supersede_key(sheets: &[Sheet], settled: &mut [Settled], at: usize, key: &str) {
    for (row, other) in sheets[at].set.keys.iter().enumerate() {
        if other == key {
            settled[at].superseded[row] = true;
        }
    }
}

#[cfg(test)]
mod tests;
