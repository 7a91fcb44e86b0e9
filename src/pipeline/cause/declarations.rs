//! What is declared otherwise than when an edition was made.

use crate::catalogue::{Holds, Indicator};
use crate::pipeline::Session;
use crate::pipeline::parts::feeds_of;
use std::collections::{BTreeMap, BTreeSet};

/// The lists of codes of an indicator's feeds that are not what they were.
pub(super) fn lists_changed(indicator: &Indicator, (then, now): (&Session, &Session)) -> Vec<String> {
    let feeds = feeds_of(indicator);
    let columns = feeds
        .iter()
        .filter_map(|feed| now.catalogue.feed(feed))
        .flat_map(|feed| &feed.columns);
    let named: BTreeSet<&String> = columns
        .filter_map(|column| match &column.holds {
            Holds::Code(list) => Some(list),
            _ => None,
        })
        .collect();
    let of = |session: &Session, id: &str| session.catalogue.code_list(id).cloned();
    let changed = named.into_iter().filter(|id| of(then, id) != of(now, id));
    changed.cloned().collect()
}

/// Whether a symbol in a cell means something else than then.
pub(super) fn symbols_differ(then: &Session, now: &Session) -> bool {
    then.catalogue.symbols() != now.catalogue.symbols()
}

/// What decides, besides the catalogue, how a board's files are read and added up.
pub fn reads(session: &Session) -> String {
    let board = &session.board;
    format!("{:?}{:?}{:?}", board.agencies, board.places, board.mappings)
}

/// Which of the board's own tables are read otherwise than then, as far as they bear on some senders; empty where none is.
pub(super) fn tables_changed((then, now): (&Session, &Session), bears: impl Fn(&str) -> bool) -> String {
    let (then, now) = (&then.board, &now.board);
    let mut changed: Vec<String> = Vec::new();
    if format!("{:?}", then.agencies) != format!("{:?}", now.agencies) {
        changed.push("agencies.csv".into());
    }
    if format!("{:?}", then.places) != format!("{:?}", now.places) {
        changed.push("areas.csv".into());
    }
    let agencies: BTreeSet<&String> = then.mappings.keys().chain(now.mappings.keys()).collect();
    let differs = |agency: &&String| {
        let of = |all: &BTreeMap<String, crate::board::Mapping>| format!("{:?}", all.get(*agency));
        of(&then.mappings) != of(&now.mappings)
    };
    let mappings = agencies.into_iter().filter(differs).filter(|agency| bears(agency));
    changed.extend(mappings.map(|agency| format!("mappings/{agency}.toml")));
    match changed.is_empty() {
        true => String::new(),
        false => format!("{} changed", changed.join(", ")),
    }
}

/// The first lines in which two declarations differ, as they are written in `schemas/`.
pub(super) fn what_differs(then: &Indicator, now: &Indicator) -> String {
    let fields = |indicator: &Indicator| -> BTreeMap<String, String> {
        let value = serde_json::to_value(indicator).unwrap_or_default();
        let fields = value.as_object().cloned().unwrap_or_default();
        fields
            .into_iter()
            .map(|(name, value)| (name, value.to_string()))
            .collect()
    };
    let (then, now) = (fields(then), fields(now));
    let names: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
    let differing: Vec<&str> = names
        .into_iter()
        .filter(|name| then.get(*name) != now.get(*name))
        .map(String::as_str)
        .collect();
    differing.join(", ")
}
