//! Which quarter a row belongs to: by its own period or date, by a date in another feed, or by the folder that it came in.

use crate::catalogue::Measurement;
use crate::domain::Period;
use crate::measure::rows::Tables;
use crate::measure::rows::condition::meets;
use crate::measure::table::Table;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// How the rows of one indicator are dated.
pub(super) enum Dating<'a> {
    /// By a column that holds a period or a day.
    Column(&'a str),
    /// By the day that another feed gives to the value of a column.
    Through(&'a str, BTreeMap<&'a str, NaiveDate>),
    /// By the inbox folder.
    Folder,
}

impl<'a> Dating<'a> {
    pub fn new(made: &'a Measurement, tables: &'a Tables) -> Dating<'a> {
        if let Some(column) = &made.dated_by {
            return Dating::Column(column);
        }
        let Some(through) = &made.dated_through else {
            return Dating::Folder;
        };
        let mut days = BTreeMap::new();
        if let Some(other) = tables.get(&through.feed) {
            for row in other.current() {
                let dated = other.word(&through.by, row).zip(other.day(&through.column, row));
                let Some((value, day)) = dated else { continue };
                if meets(&through.that, other, row, Period::of(day)) {
                    days.insert(value, day);
                }
            }
        }
        Dating::Through(&through.by, days)
    }

    /// The quarter of a row; `None` where nothing says which.
    pub fn period(&self, table: &Table, row: usize) -> Option<Period> {
        match self {
            Dating::Column(column) => {
                let day = || table.day(column, row).map(Period::of);
                match table.holds_days(column) {
                    true => day(),
                    false => table.word(column, row)?.parse().ok().or_else(day),
                }
            }
            Dating::Through(column, days) => days.get(table.word(column, row)?).copied().map(Period::of),
            Dating::Folder => table.folder_period(row),
        }
    }
}
