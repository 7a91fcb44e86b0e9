//! Which codes add up to which: the dimensions' hierarchies, and the sums that they imply between cells.

use std::collections::{BTreeMap, BTreeSet};

use crate::withhold::cell::Key;

/// One complete way of splitting a parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Partition {
    /// The dimension.
    pub dimension: String,
    /// The code that is the sum; `None` is the total over the dimension.
    pub parent: Option<String>,
    /// Names this split among several of the same parent (districts, or health areas); usually empty.
    pub set: String,
    /// The codes that add up to it.
    pub children: Vec<String>,
}

/// All splits of all dimensions.
#[derive(Clone, Debug, Default)]
pub struct Hierarchies {
    partitions: Vec<Partition>,
    roots: BTreeMap<String, String>,
}

/// One line of a table of hierarchies: the parent is the sum of all children with its dimension and set.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// The dimension.
    pub dimension: String,
    /// The sum; a total code stands for the total.
    pub parent: String,
    /// One part.
    pub child: String,
    /// Which split of the parent; empty where there is one.
    pub set: String,
}

/// A sum between quantities: the first is the parent, the others are its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sum {
    /// For people: the dimension, the parent and the codes of the other dimensions.
    pub name: String,
    /// The quantity that is the sum.
    pub parent: Key,
    /// The quantities that add up to it.
    pub parts: Vec<Key>,
}

/// Whether a code means "summed over the dimension".
pub fn is_total(code: &str) -> bool {
    code.is_empty() || ["total", "all", "_t"].contains(&code.to_lowercase().as_str())
}

impl Hierarchies {
    /// Hierarchies from their edges, in any order. A dimension whose edges have a single root that is no total code
    /// treats that root as its total.
    pub fn new(edges: &[Edge]) -> Hierarchies {
        let mut splits: BTreeMap<(String, String, String), BTreeSet<String>> = BTreeMap::new();
        let mut parents: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut children: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for edge in edges {
            let parent = if is_total(&edge.parent) {
                String::new()
            } else {
                edge.parent.clone()
            };
            parents
                .entry(edge.dimension.clone())
                .or_default()
                .insert(parent.clone());
            children
                .entry(edge.dimension.clone())
                .or_default()
                .insert(edge.child.clone());
            splits
                .entry((edge.dimension.clone(), parent, edge.set.clone()))
                .or_default()
                .insert(edge.child.clone());
        }
        let mut made = Hierarchies::default();
        for (dimension, own) in &parents {
            let mut roots = own.difference(&children[dimension]);
            if let (Some(root), None) = (roots.next(), roots.next())
                && !root.is_empty()
            {
                made.roots.insert(dimension.clone(), root.clone());
            }
        }
        for ((dimension, parent, set), children) in splits {
            let parent = made.code(&dimension, &parent).map(str::to_string);
            made.partitions.push(Partition {
                dimension,
                parent,
                set,
                children: children.into_iter().collect(),
            });
        }
        made
    }

    /// Whether nothing is declared to add up.
    pub fn are_none(&self) -> bool {
        self.partitions.is_empty()
    }

    /// Whether what a dimension's codes add up to is declared.
    pub fn knows(&self, dimension: &str) -> bool {
        self.partitions.iter().any(|partition| partition.dimension == dimension)
    }

    /// Declares that a dimension's total is the sum of these codes, unless it has a hierarchy already.
    pub fn add_flat(&mut self, dimension: &str, codes: BTreeSet<String>) {
        if codes.is_empty() || self.knows(dimension) {
            return;
        }
        let (dimension, children) = (dimension.to_string(), codes.into_iter().collect());
        self.partitions.push(Partition {
            dimension,
            parent: None,
            set: "flat".to_string(),
            children,
        });
    }

    /// A code as it stands in a key: `None` for a total or for the dimension's only root.
    pub fn code<'a>(&self, dimension: &str, code: &'a str) -> Option<&'a str> {
        let root = self.roots.get(dimension).is_some_and(|root| root == code);
        (!root && !is_total(code)).then_some(code)
    }

    /// The key of a quantity, with totals left out.
    pub fn key(&self, measure: &str, codes: &[(&str, &str)]) -> Key {
        let kept = codes.iter().filter_map(|(dimension, code)| {
            self.code(dimension, code)
                .map(|code| (dimension.to_string(), code.to_string()))
        });
        Key::new(measure, kept)
    }

    /// The splits, in the order of dimension, parent and set.
    pub fn partitions(&self) -> &[Partition] {
        &self.partitions
    }

    /// Every sum of which at least two members are among the keys. Members that are not are thereby implied.
    pub fn sums(&self, keys: &BTreeSet<Key>) -> Vec<Sum> {
        self.partitions
            .iter()
            .flat_map(|partition| sums_of(partition, keys))
            .collect()
    }
}

fn sums_of(partition: &Partition, keys: &BTreeSet<Key>) -> Vec<Sum> {
    let dimension = partition.dimension.as_str();
    let parent = partition.parent.as_deref();
    let parts: BTreeSet<&str> = partition.children.iter().map(String::as_str).collect();
    let mut members: BTreeMap<Key, usize> = BTreeMap::new();
    for key in keys {
        let code = key.code(dimension);
        if code == parent || code.is_some_and(|code| parts.contains(code)) {
            *members.entry(key.with(dimension, None)).or_default() += 1;
        }
    }
    let complete = members.into_iter().filter(|(_, present)| *present >= 2);
    complete
        .map(|(rest, _)| Sum {
            name: name_of(partition, &rest),
            parent: rest.with(dimension, parent),
            parts: partition
                .children
                .iter()
                .map(|code| rest.with(dimension, Some(code)))
                .collect(),
        })
        .collect()
}

fn name_of(partition: &Partition, rest: &Key) -> String {
    let parent = partition.parent.as_deref().unwrap_or("Total");
    let set = if partition.set.is_empty() {
        String::new()
    } else {
        format!(" by {}", partition.set)
    };
    format!("sum of {} {parent}{set} at {rest}", partition.dimension)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(parent: &str, child: &str) -> Edge {
        Edge {
            dimension: "area".into(),
            parent: parent.into(),
            child: child.into(),
            set: String::new(),
        }
    }

    #[test]
    fn a_single_root_is_the_total() {
        let areas = Hierarchies::new(&[edge("County", "North"), edge("County", "South"), edge("North", "N1")]);
        assert_eq!(
            areas.key("n", &[("area", "County")]),
            areas.key("n", &[("area", "Total")])
        );
        assert_eq!(areas.key("n", &[("area", "North")]).to_string(), "area=North");
    }

    #[test]
    fn a_sum_appears_where_two_of_its_members_do_and_names_the_missing_one() {
        let areas = Hierarchies::new(&[edge("Total", "North"), edge("Total", "South")]);
        let keys: BTreeSet<Key> = [areas.key("n", &[]), areas.key("n", &[("area", "North")])].into();
        let sums = areas.sums(&keys);
        assert_eq!(sums.len(), 1);
        assert_eq!(sums[0].parts[1].to_string(), "area=South");
        let lone: BTreeSet<Key> = [areas.key("n", &[("area", "North")])].into();
        assert!(areas.sums(&lone).is_empty());
    }
}
