//! A table that is nearly one of a feed into the columns that it lacks.

use crate::catalogue::Feed;
use crate::ingest::choose::assign::assign;
use crate::ingest::choose::fit::{counts_something_else, holds_numbers, may_be_elsewhere};
use crate::ingest::choose::titled::titled;
use crate::ingest::choose::{Chosen, Role};
use crate::ingest::context::FileContext;
use crate::ingest::lexicon::code_list_of;
use crate::ingest::sheet::Sheet;
use crate::ingest::table::Table;

/// Headings that must be a feed's before a table is taken for one of its.
const LEAST_HEADINGS: usize = 3;

/// The feed whose table this plainly is, with the columns that it cannot do without and does not have.
pub fn lacking_columns<'a>(
    (sheet, table): (&Sheet, &Table),
    context: &FileContext<'a>,
) -> Option<(&'a Feed, Vec<String>)> {
    let filled = table.heads.iter().filter(|head| !head.text.is_empty()).count();
    let mut best: Option<(usize, &Feed, Vec<String>)> = None;
    for feed in context.known.catalogue.feeds() {
        let roles = assign(feed, &table.heads, (context.habits(), context.known.places));
        let named = table
            .heads
            .iter()
            .filter(|head| head.sense.column(&feed.id).is_some())
            .count();
        let over = titled(feed, table, context);
        let has = |name: &str| over.contains_key(name) || roles.iter().any(|role| role.gives(name));
        let lacking: Vec<String> = feed
            .columns
            .iter()
            .filter(|column| column.required && !has(&column.name))
            .filter(|column| !may_be_elsewhere(&column.holds, &column.name))
            .map(|column| column.name.clone())
            .collect();
        if counts_something_else((feed, &roles), (sheet, table)) {
            continue;
        }
        let is_best = best.as_ref().is_none_or(|(most, ..)| named > *most);
        if is_best && named >= LEAST_HEADINGS && named * 2 > filled && !lacking.is_empty() {
            best = Some((named, feed, lacking));
        }
    }
    best.map(|(_, feed, lacking)| (feed, lacking))
}

/// What becomes of a table without the one number that its feed cannot do without.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LacksNumber {
    /// It does not lack it.
    No,
    /// It is a list of cases: each row counts as one.
    Cases,
    /// It cannot be read without these columns.
    Refused(Vec<String>),
}

/// Whether a table lacks a number that its feed cannot do without. Only where nothing in it looks like numbers is it a list of
/// cases, and only a feed of one count has such lists.
pub fn lacks_its_number(chosen: &Chosen<'_>, (sheet, table): (&Sheet, &Table)) -> LacksNumber {
    let given = |name: &str| {
        chosen
            .roles
            .iter()
            .any(|role| matches!(role, Role::Number { column, .. } if column == name))
    };
    let lacking: Vec<String> = chosen
        .feed
        .columns
        .iter()
        .filter(|column| column.required && column.holds.is_number() && !given(&column.name))
        .map(|column| column.name.clone())
        .collect();
    if lacking.is_empty() {
        return LacksNumber::No;
    }
    let codes = chosen
        .feed
        .columns
        .iter()
        .filter(|column| code_list_of(&column.holds).is_some())
        .count();
    let other_numbers = table
        .heads
        .iter()
        .zip(&chosen.roles)
        .any(|(head, role)| *role == Role::Unknown && holds_numbers(sheet, table, head.column));
    if lacking == ["count"] && codes >= 3 && !other_numbers {
        LacksNumber::Cases
    } else {
        LacksNumber::Refused(lacking)
    }
}
