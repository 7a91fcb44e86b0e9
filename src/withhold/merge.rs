//! What to merge when a cell cannot be protected by withholding: the categories, areas or years beside it.

use crate::withhold::hierarchy::Hierarchies;
use crate::withhold::model::Model;

/// A proposal for a person to decide on; it names small figures and stays inside the office.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Proposal {
    /// The dimension whose codes would be merged.
    pub dimension: String,
    /// The codes to merge into one.
    pub codes: Vec<String>,
    /// Why, and what it leads to.
    pub text: String,
}

/// For each dimension in which the cell has a code, the fewest neighbours whose sum is no longer small. Neighbours are
/// codes under the same parent, nearest in size first; a dimension without hierarchy (years) takes the codes beside it.
pub fn proposals(model: &Model, hierarchies: &Hierarchies, cell: usize, largest_small: u32) -> Vec<Proposal> {
    let key = &model.cells[cell].key;
    let found = key.codes.iter().filter_map(|(dimension, code)| {
        let mut beside = siblings(model, hierarchies, (dimension, code), cell);
        beside.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.0.cmp(&other.0)));
        let (mut codes, mut sum) = (vec![code.clone()], model.cells[cell].truth?);
        for (other, value) in beside {
            codes.push(other);
            sum += value;
            if sum > f64::from(largest_small) {
                codes.sort();
                let text = format!(
                    "{key} cannot be protected; merge {} into one {dimension}",
                    codes.join(", ")
                );
                return Some(Proposal {
                    dimension: dimension.clone(),
                    codes,
                    text,
                });
            }
        }
        None
    });
    found.collect()
}

fn siblings(model: &Model, hierarchies: &Hierarchies, own: (&str, &str), cell: usize) -> Vec<(String, f64)> {
    let (dimension, code) = own;
    let key = &model.cells[cell].key;
    let declared = hierarchies
        .partitions()
        .iter()
        .find(|partition| partition.dimension == dimension && partition.children.iter().any(|child| child == code));
    let candidates: Vec<String> = match declared {
        // Cases whose place is not known cannot be merged with a place.
        Some(partition) => {
            let named = partition
                .children
                .iter()
                .filter(|child| !child.starts_with("not known"));
            named.cloned().collect()
        }
        None => beside(model, own),
    };
    let value = |other: &String| {
        model
            .find(&key.with(dimension, Some(other)))
            .and_then(|found| model.cells[found].truth)
    };
    candidates
        .into_iter()
        .filter(|other| other != code)
        .filter_map(|other| Some((other.clone(), value(&other)?)))
        .collect()
}

/// The codes just before and just after, in the order of their names: years that follow each other.
fn beside(model: &Model, (dimension, code): (&str, &str)) -> Vec<String> {
    let mut codes: Vec<&str> = model.cells.iter().filter_map(|cell| cell.key.code(dimension)).collect();
    // A year is merged with a year, and a quarter with a quarter.
    codes.retain(|other| other.len() == code.len());
    codes.sort_unstable();
    codes.dedup();
    let at = codes.iter().position(|other| *other == code).unwrap_or(0);
    codes
        .iter()
        .enumerate()
        .filter(|(other, _)| other.abs_diff(at) == 1)
        .map(|(_, code)| code.to_string())
        .collect()
}
