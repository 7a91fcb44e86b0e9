//! Columns under a heading that nobody understands, where it may hold what a row of the feed is known by: they are not read.

use crate::catalogue::{Feed, Holds};
use crate::ingest::choose::{Role, holds_numbers};
use crate::ingest::extract::units::factor_said;
use crate::ingest::remarks::Remark;
use crate::ingest::sheet::Sheet;
use crate::ingest::table::Table;
use crate::ingest::table::heads::Head;
use std::collections::BTreeSet;

/// The roles without those columns, and a remark on each heading that was not understood.
pub fn hold_back(roles: &[Role], (feed, sheet, table): (&Feed, &Sheet, &Table)) -> (Vec<Role>, Vec<Remark>) {
    let mut held = roles.to_vec();
    let mut said: BTreeSet<(u32, u32)> = BTreeSet::new();
    let mut remarks = Vec::new();
    if feed.id == "dashboard" || !lacks_key_codes(roles, feed) {
        return (held, remarks);
    }
    let is_counted = |(head, role): &(&Head, &Role)| match role {
        Role::Number { total, .. } => !total,
        Role::Unknown => !head.sense.total && holds_numbers(sheet, table, head.column),
        _ => false,
    };
    let counted: Vec<&Head> = table
        .heads
        .iter()
        .zip(roles)
        .filter(is_counted)
        .map(|(head, _)| head)
        .collect();
    // Columns that were not read before, because nothing tells them from these.
    let mut beside = Vec::new();
    for (at, (head, role)) in table.heads.iter().zip(roles).enumerate() {
        let is_read = matches!(role, Role::Number { total: false, .. });
        let Some((place, text)) = not_understood((head, role), (feed, &counted)) else {
            continue;
        };
        // What a heading of its own tells from all others needs no group.
        let is_same = |other: &&Head| other.column != head.column && other.text == head.text;
        if !head.text.is_empty() && !counted.iter().any(is_same) || !is_counted(&(head, role)) {
            continue;
        }
        if is_read {
            held[at] = Role::Unknown;
        }
        if said.insert(place) {
            let spot = (sheet.name.as_str(), place.0, place.1);
            let remark = Remark::on_cell("label-unknown", spot, text).about(&feed.id);
            let list = if is_read { &mut remarks } else { &mut beside };
            list.push(remark);
        }
    }
    // Where figures are left the others are said at their own headings.
    if !remarks.is_empty() && !held.iter().any(|role| matches!(role, Role::Number { .. })) {
        remarks.extend(beside);
    }
    (held, remarks)
}

/// Whether a column of codes by which the rows are known has no place in the table.
fn lacks_key_codes(roles: &[Role], feed: &Feed) -> bool {
    let is_code = |name: &&String| {
        let column = feed.column(name);
        column.is_some_and(|column| matches!(column.holds, Holds::Code(_)))
    };
    let mut keys = feed.key.iter().filter(is_code);
    keys.any(|name| !roles.iter().any(|role| role.gives(name)))
}

/// The first label over a column that says nothing of it; one over all figures tells none of them from the others.
fn not_understood((head, role): (&Head, &Role), (feed, counted): (&Feed, &[&Head])) -> Option<((u32, u32), String)> {
    let is_used = |place: (u32, u32)| role.fixed().iter().any(|fixed| fixed.at == place);
    let is_title = |place: (u32, u32)| {
        let under = |other: &Head| other.groups.iter().any(|group| (group.0, group.1) == place);
        counted.iter().all(|other| under(other))
    };
    let labels = head
        .groups
        .iter()
        .map(|(row, column, text, sense)| ((*row, *column), text, sense));
    let mut open = labels.filter(|(place, text, sense)| {
        let is_plain = sense.column(&feed.id).is_some() || sense.total || factor_said(text).is_some();
        !text.is_empty() && !is_plain && !is_used(*place) && !is_title(*place)
    });
    open.next().map(|(place, text, _)| (place, text.clone()))
}
