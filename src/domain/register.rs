//! One line of `register.csv`: a change in the life of one file.

use crate::domain::{FileState, Period};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// How the program begins the reasons that it writes itself; every other reason is a person's.
pub const BY_PROGRAM: &str = "by rule: ";

/// A change in the life of a file. The newest line of a file counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterLine {
    /// The folder's agency.
    pub agency: String,
    /// The period of the inbox folder.
    pub period: Period,
    /// Path relative to the inbox, with forward slashes. Where a part of it holds an identifier it ends before that part, in `/`.
    pub file: String,
    /// SHA-256 of the content, lower-case hexadecimal.
    pub sha256: String,
    /// The day it counts as received.
    pub received: NaiveDate,
    /// From which day the state holds.
    pub since: NaiveDate,
    /// What it is from then on.
    pub state: FileState,
    /// Why; begins with [`BY_PROGRAM`] unless a person wrote it.
    pub reason: String,
}

/// How the reason of a line begins that notes which columns of a file were removed because their own time was over.
const COLUMNS_REMOVED: &str = "by rule: columns past their time were removed: ";

/// Columns that were removed, as feed and name, by the file's name and content.
pub type ColumnsRemoved<'a> = BTreeMap<(&'a str, &'a str), BTreeSet<(&'a str, &'a str)>>;

/// The reason of a line that notes which columns of a file, as feed and name, were removed.
pub fn reason_for_columns(columns: &BTreeSet<(String, String)>) -> String {
    let columns: Vec<String> = columns.iter().map(|(feed, name)| format!("{feed}.{name}")).collect();
    format!("{COLUMNS_REMOVED}{}", columns.join(", "))
}

/// What the lines say of columns that were removed.
pub fn columns_removed(lines: &[RegisterLine]) -> ColumnsRemoved<'_> {
    let mut removed: ColumnsRemoved = BTreeMap::new();
    for line in lines {
        let listed = line.reason.strip_prefix(COLUMNS_REMOVED).into_iter();
        let columns = listed
            .flat_map(|list| list.split(", "))
            .filter_map(|column| column.split_once('.'));
        for column in columns {
            removed.entry((&line.file, &line.sha256)).or_default().insert(column);
        }
    }
    removed
}

impl RegisterLine {
    /// Whether a person wrote it.
    pub fn is_a_ruling(&self) -> bool {
        !self.reason.starts_with(BY_PROGRAM)
    }

    /// Whether a run wrote it when it looked into the inbox; what is removed after its time is removed without a look.
    pub fn notes_a_run(&self) -> bool {
        !self.is_a_ruling() && self.state != FileState::Expired && !self.reason.starts_with(COLUMNS_REMOVED)
    }
}

/// The lines that decide the state of a file, by name and content: no rule may overturn them. A person's `withdrawn`,
/// `held` or `refused` does, and a `current` that brings back what was put aside before; a `current` that only notes when
/// a file came does not. What is expired stays so.
pub fn rulings(lines: &[RegisterLine]) -> BTreeMap<(&str, &str), &RegisterLine> {
    let mut rulings: BTreeMap<(&str, &str), &RegisterLine> = BTreeMap::new();
    let mut put_aside: BTreeSet<(&str, &str)> = BTreeSet::new();
    // That a column was removed says nothing of the file's state.
    for line in lines.iter().filter(|line| !line.reason.starts_with(COLUMNS_REMOVED)) {
        let file = (line.file.as_str(), line.sha256.as_str());
        let decides = match line.state {
            FileState::Expired => true,
            FileState::Withdrawn | FileState::Held | FileState::Refused => line.is_a_ruling(),
            FileState::Current => line.is_a_ruling() && put_aside.contains(&file),
            FileState::Superseded | FileState::Duplicate => false,
        };
        if decides {
            rulings.insert(file, line);
        } else {
            rulings.remove(&file);
        }
        if line.state != FileState::Current {
            put_aside.insert(file);
        }
    }
    rulings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decided(states: &[(FileState, &str)]) -> Option<FileState> {
        let day = NaiveDate::default();
        let line = |(state, reason): &(FileState, &str)| RegisterLine {
            agency: "police".into(),
            period: Period::of(day),
            file: "a.csv".into(),
            sha256: "ab".into(),
            received: day,
            since: day,
            state: *state,
            reason: reason.to_string(),
        };
        let lines: Vec<RegisterLine> = states.iter().map(line).collect();
        rulings(&lines).values().next().map(|line| line.state)
    }

    #[test]
    fn people_decide_and_rules_do_not() {
        use FileState::{Current, Expired, Held, Superseded, Withdrawn};
        assert_eq!(decided(&[(Current, "came by post")]), None);
        assert_eq!(
            decided(&[(Current, "as received"), (Withdrawn, "wrong form")]),
            Some(Withdrawn)
        );
        assert_eq!(
            decided(&[(Held, "by rule: differs"), (Current, "agency confirmed")]),
            Some(Current)
        );
        assert_eq!(
            decided(&[(Held, "by rule: differs"), (Superseded, "by rule: replaced")]),
            None
        );
        assert_eq!(decided(&[(Expired, "by rule: kept for 6 years")]), Some(Expired));
    }
}
