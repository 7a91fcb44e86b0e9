//! A release that cannot be protected: which figure, what stands beside it, and what a person could merge.

use std::collections::BTreeSet;

use crate::withhold::audit::{self, Standard};
use crate::withhold::merge::proposals;
use crate::withhold::model::{Model, Publication, Relation};

/// Why a release was refused, where the figures stand beside it, and what could be merged so that it need not be.
pub(in crate::withhold) fn with_proposals(
    fault: anyhow::Error,
    (publication, model): (&Publication, &Model),
    standard: Standard,
) -> anyhow::Error {
    let disclosed = audit::disclosed(model, standard).unwrap_or_default();
    let Some(first) = disclosed.first() else { return fault };
    let found = proposals(model, &publication.hierarchies, first.cell, standard.largest_small);
    let beside = beside(model, first.cell);
    let beside = match beside.is_empty() {
        true => String::new(),
        false => format!(". Beside it stand: {}", beside.join("; ")),
    };
    let told: Vec<String> = found.into_iter().map(|one| one.text).collect();
    match told.is_empty() {
        true => anyhow::anyhow!("{fault}{beside}"),
        false => anyhow::anyhow!(
            "{fault}{beside}. A way out, for a person to decide: {}",
            told.join("; or: ")
        ),
    }
}

/// The places of the figures that make up a sum with a cell, of earlier releases first; the first few are enough.
fn beside(model: &Model, cell: usize) -> Vec<String> {
    const NAMED: usize = 4;
    let own = |relation: &&Relation| relation.terms.iter().any(|(other, _)| *other == cell);
    let others = model.relations.iter().filter(own).flat_map(|relation| &relation.terms);
    let places: BTreeSet<(bool, &String)> = others
        .flat_map(|(other, _)| {
            model.cells[*other]
                .places
                .iter()
                .map(|place| (!place.contains(": "), place))
        })
        .collect();
    places.into_iter().take(NAMED).map(|(_, place)| place.clone()).collect()
}
