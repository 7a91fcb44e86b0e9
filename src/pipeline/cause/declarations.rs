//! What is declared otherwise than when an edition was made.

use crate::catalogue::Indicator;
use crate::pipeline::Session;
use std::collections::{BTreeMap, BTreeSet};

/// The lists of codes that are declared.
pub(super) fn lists(session: &Session) -> String {
    format!("{:?}", session.catalogue.code_lists())
}

/// What decides, besides the catalogue, how a board's files are read and added up.
pub(super) fn reads(session: &Session) -> String {
    let board = &session.board;
    format!("{:?}{:?}{:?}", board.agencies, board.places, board.mappings)
}

/// Which of the board's own tables are read otherwise than then.
pub(super) fn tables_changed(then: &Session, now: &Session) -> String {
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
    let mappings = agencies.into_iter().filter(differs);
    changed.extend(mappings.map(|agency| format!("mappings/{agency}.toml")));
    format!("{} changed", changed.join(", "))
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
