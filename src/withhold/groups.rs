//! Which cells hang together: cells are grouped when a chain of relations ties them.

use std::collections::BTreeMap;

use crate::withhold::model::Model;

/// Groups of the cells that are open, each sorted, in the order of their first cells. An open cell in no relation is
/// a group of its own.
pub fn groups(model: &Model, open: &dyn Fn(usize) -> bool) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..model.cells.len()).collect();
    for relation in &model.relations {
        let mut cells = relation.terms.iter().map(|(cell, _)| *cell).filter(|cell| open(*cell));
        let Some(first) = cells.next() else {
            continue;
        };
        for cell in cells {
            let (one, other) = (leader_of(&mut leader, first), leader_of(&mut leader, cell));
            leader[one.max(other)] = one.min(other);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for cell in (0..model.cells.len()).filter(|cell| open(*cell)) {
        groups.entry(leader_of(&mut leader, cell)).or_default().push(cell);
    }
    groups.into_values().collect()
}

fn leader_of(leader: &mut [usize], cell: usize) -> usize {
    let mut at = cell;
    while leader[at] != at {
        leader[at] = leader[leader[at]];
        at = leader[at];
    }
    at
}
