//! What was learnt of each agency → habits, as reading takes them.

use crate::ingest::{self, Habits};
use crate::pipeline::Session;
use std::collections::BTreeMap;

/// What was learnt of each agency, as reading takes it.
pub fn habits(session: &Session) -> BTreeMap<String, Habits> {
    let mappings = session.board.mappings.iter();
    mappings
        .map(|(agency, mapping)| (agency.clone(), habits_of(mapping)))
        .collect()
}

fn habits_of(mapping: &crate::board::Mapping) -> Habits {
    let stands = |meaning: &crate::board::Meaning| ingest::Stands {
        becomes: meaning.becomes,
        low: meaning.low,
        high: meaning.high,
    };
    let patch = |patch: &crate::board::Patch| ingest::Patch {
        file: patch.file.clone(),
        sheet: patch.sheet.clone(),
        cell: patch.cell.clone(),
        seen: patch.seen.clone(),
        read_as: patch.read_as.clone(),
        agreed: patch.agreed.clone(),
    };
    Habits {
        skip_sheets: mapping.skip_sheets.clone(),
        headings: mapping.headings.clone(),
        indicators: mapping.indicators.clone(),
        areas: mapping.areas.clone(),
        agencies: mapping.agencies.clone(),
        codes: mapping.codes.clone(),
        symbols: mapping
            .symbols
            .iter()
            .map(|(symbol, meaning)| (symbol.clone(), stands(meaning)))
            .collect(),
        patches: mapping.patches.iter().map(patch).collect(),
    }
}
