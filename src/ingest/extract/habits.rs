//! How a table writes its numbers and its times throughout.

use crate::catalogue::{Feed, Holds};
use crate::ingest::choose::Role;
use crate::ingest::sheet::{Raw, Sheet};
use crate::ingest::table::Table;
use crate::ingest::words::periods::{self, When};
use std::collections::BTreeSet;

/// Numbers with a separator from which on an export can be said to write all of them so.
const SEPARATED: usize = 3;

/// Whether every number of a thousand or more is written with a comma.
pub(super) fn separates(table: &Table, roles: &[Role], sheet: &Sheet) -> bool {
    let columns = table
        .heads
        .iter()
        .zip(roles)
        .filter(|(_, role)| matches!(role, Role::Number { .. }));
    let (mut with, mut without) = (0, 0);
    for (head, _) in columns {
        for row in table.first_row..table.end_row {
            let Raw::Text(text) = sheet.cell(row, head.column).raw else {
                continue;
            };
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            with += usize::from(digits >= 4 && text.contains(','));
            without += usize::from(digits >= 4 && !text.contains([',', '.']));
        }
    }
    with >= SEPARATED && without == 0
}

/// Whether the column of periods holds months that end no quarter.
pub(super) fn is_monthly(table: &Table, (feed, roles): (&Feed, &[Role]), sheet: &Sheet) -> bool {
    let is_period = |role: &Role| match role {
        Role::Word(name) => feed.column(name).is_some_and(|column| column.holds == Holds::Period),
        _ => false,
    };
    let Some((head, _)) = table.heads.iter().zip(roles).find(|(_, role)| is_period(role)) else {
        return false;
    };
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    (table.first_row..table.end_row).any(|row| match sheet.cell(row, head.column).raw {
        Raw::Text(text) => {
            seen.insert(text) && periods::names_month(text) && matches!(periods::read(text), Some(When::NoQuarter(_)))
        }
        _ => false,
    })
}
