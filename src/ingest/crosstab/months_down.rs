//! Columns of times that hold months: none of them is a quarter, and beside the row of their quarter none is read.

use crate::catalogue::plain;
use crate::ingest::crosstab::beside::names_beside;
use crate::ingest::crosstab::columns::{Column, Panel, Role, Side};
use crate::ingest::sheet::{Raw, Sheet};
use crate::ingest::words::days;
use crate::ingest::words::periods::{self, When, names_month};
use std::collections::{BTreeMap, BTreeSet};

/// What a column of times holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// Months, so that none of them is a quarter.
    pub monthly: bool,
    /// The other names of the rows of quarters.
    pub quarterly: BTreeSet<Vec<String>>,
}

/// Whether a column of times holds months that end no quarter, and what the rows of quarters beside them are about.
pub(super) fn times(sheet: &Sheet, panel: &Panel) -> Times {
    let mut times = Times::default();
    let is_period = |column: &&Column| column.role == Role::Side(Side::Period);
    let Some(column) = panel.columns.iter().find(is_period) else {
        return times;
    };
    let mut seen: BTreeMap<&str, bool> = BTreeMap::new();
    let mut quarters = Vec::new();
    for row in panel.block.first_row..panel.block.end_row {
        let Raw::Text(text) = sheet.cell(row, column.at).raw else {
            continue;
        };
        let is_quarter = *seen.entry(text).or_insert_with(|| {
            let when = periods::read(text);
            let bare = days::month(&plain(text)).is_some();
            times.monthly |= bare || names_month(text) && matches!(when, Some(When::NoQuarter(_)));
            matches!(when, Some(When::Quarter(_) | When::QuarterOnly(_) | When::OneOf(_))) && !names_month(text)
        });
        if is_quarter {
            quarters.push(row);
        }
    }
    if times.monthly {
        times.quarterly = quarters
            .into_iter()
            .map(|row| names_beside((sheet, panel), row))
            .collect();
    }
    times
}
