//! Where the row of a feed came from, and which rows of a register that is sent again each time are in force.

use crate::domain::Period;
use chrono::NaiveDate;
use std::sync::Arc;

/// Where a row came from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The member agency whose return it is.
    pub sender: Arc<str>,
    /// The quarter of the inbox folder.
    pub folder: Period,
    /// The day that its file was received; `None` where that is not known.
    pub received: Option<NaiveDate>,
    /// The file, relative to the inbox.
    pub file: Arc<str>,
}

/// The rows that were in force at the end of a quarter: of each sender those of its newest folder up to then.
pub fn in_force<Row>(rows: &[Row], from: impl Fn(&Row) -> &Origin, at: Period) -> Vec<&Row> {
    // Rows of one sender follow one another and share its name.
    let mut newest: Vec<(&Arc<str>, Period)> = vec![];
    for from in rows.iter().map(&from).filter(|from| from.folder <= at) {
        match newest.iter_mut().rev().find(|(sender, _)| **sender == from.sender) {
            Some((_, folder)) => *folder = from.folder.max(*folder),
            None => newest.push((&from.sender, from.folder)),
        }
    }
    let is_newest = |row: &&Row| {
        let own = from(row);
        let mut known = newest.iter();
        known.any(|(sender, folder)| *folder == own.folder && **sender == own.sender)
    };
    rows.iter().filter(is_newest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_left_the_register_is_no_longer_in_force() {
        let from = |folder: i32| Origin {
            sender: "unit".into(),
            folder: Period::at(8100 + folder),
            received: None,
            file: "f".into(),
        };
        let rows = vec![(from(0), "R1"), (from(0), "R2"), (from(2), "R1")];
        let names = |at: i32| -> Vec<&str> {
            in_force(&rows, |row| &row.0, Period::at(8100 + at))
                .into_iter()
                .map(|row| row.1)
                .collect()
        };
        assert_eq!((names(1), names(2)), (vec!["R1", "R2"], vec!["R1"]));
        assert!(names(-1).is_empty());
    }
}
