//! Everything that is published together as one system: cells, and the relations that hold between them.

use std::collections::{BTreeMap, BTreeSet};

use crate::withhold::cell::{CLOSE, Cell, Key, Seen};
use crate::withhold::hierarchy::{Hierarchies, Sum};

/// A linear fact that any reader can check: `low <= sum of coefficient x cell <= high`.
#[derive(Clone, Debug)]
pub struct Relation {
    /// For people: which sum, which percentage, which difference.
    pub name: String,
    /// Cell number and coefficient; each cell at most once.
    pub terms: Vec<(usize, f64)>,
    /// Least value of the sum; may be minus infinity.
    pub low: f64,
    /// Greatest value of the sum; may be infinite.
    pub high: f64,
}

/// All cells in the order of their keys, and all relations: the same publication gives the same model whatever the
/// order in which its rows were read.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The cells, sorted by key.
    pub cells: Vec<Cell>,
    /// The relations, sorted by name.
    pub relations: Vec<Relation>,
}

impl Model {
    /// The number of a cell, if the model holds the quantity.
    pub fn find(&self, key: &Key) -> Option<usize> {
        self.cells.binary_search_by(|cell| cell.key.cmp(key)).ok()
    }
}

/// One quantity sighted at one place.
#[derive(Clone, Debug)]
pub struct Sighting {
    /// What it is.
    pub key: Key,
    /// What a reader sees there.
    pub seen: Seen,
    /// The true value, where known.
    pub truth: Option<f64>,
    /// The table, chart or release.
    pub place: String,
}

/// A published percentage or rate.
#[derive(Clone, Debug)]
pub struct Share {
    /// What is divided.
    pub numerator: Key,
    /// What it is divided by.
    pub base: Base,
    /// The printed value.
    pub value: f64,
    /// Decimals that were printed.
    pub decimals: i32,
    /// 100 for a percentage, 10 000 for a rate per 10 000.
    pub scale: f64,
}

/// What a share is divided by.
#[derive(Clone, Debug)]
pub enum Base {
    /// A quantity of the publication.
    Cell(Key),
    /// A number that anybody can look up, such as a population.
    Public(f64),
}

/// A linear fact named by keys.
#[derive(Clone, Debug)]
pub struct Fact {
    /// For people.
    pub name: String,
    /// Quantity and coefficient.
    pub terms: Vec<(Key, f64)>,
    /// Least value of the sum.
    pub low: f64,
    /// Greatest value of the sum.
    pub high: f64,
}

/// Gathers what is published, then makes the [`Model`].
#[derive(Clone, Debug, Default)]
pub struct Publication {
    /// The dimensions' hierarchies.
    pub hierarchies: Hierarchies,
    cells: BTreeMap<Key, Cell>,
    facts: Vec<Fact>,
    contradictions: Vec<String>,
}

impl Publication {
    /// An empty publication over these hierarchies.
    pub fn new(hierarchies: Hierarchies) -> Publication {
        Publication {
            hierarchies,
            ..Publication::default()
        }
    }

    /// Adds a sighting. Two sightings of one quantity that cannot both be true are kept as a contradiction.
    pub fn sight(&mut self, sighting: Sighting) -> &mut Cell {
        let Sighting {
            key,
            seen,
            truth,
            place,
        } = sighting;
        let cell = self.cells.entry(key.clone()).or_insert_with(|| unpublished(key));
        let differs = cell
            .truth
            .zip(truth)
            .is_some_and(|(one, other)| (one - other).abs() > CLOSE);
        match cell.seen.and(seen) {
            Some(both) if !differs => cell.seen = both,
            Some(_) | None => {
                let before = cell.places.join(", ");
                self.contradictions
                    .push(format!("{}: {place} and {before} give different values", cell.key));
            }
        }
        cell.truth = cell.truth.or(truth);
        cell.places.push(place);
        cell
    }

    /// Adds a linear fact, for example opening + starts - ends = closing. Quantities that stand nowhere are implied.
    pub fn state(&mut self, fact: Fact) {
        for (key, _) in &fact.terms {
            self.cells
                .entry(key.clone())
                .or_insert_with(|| unpublished(key.clone()));
        }
        self.facts.push(fact);
    }

    /// Adds a printed percentage or rate, as the range of numerators that would print so.
    pub fn share(&mut self, share: Share) {
        let half = 0.5 * 10f64.powi(-share.decimals);
        let (low, high) = (share.value - half, share.value + half);
        let numerator = (share.numerator.clone(), share.scale);
        let name = format!("{} of {}", share.value, share.numerator);
        match share.base {
            Base::Public(base) => {
                self.state(Fact {
                    name,
                    terms: vec![numerator],
                    low: low * base,
                    high: high * base,
                });
            }
            Base::Cell(base) => {
                let above = vec![numerator.clone(), (base.clone(), -low)];
                self.state(Fact {
                    name: format!("{name} (low)"),
                    terms: above,
                    low: 0.0,
                    high: f64::INFINITY,
                });
                let below = vec![numerator, (base, -high)];
                self.state(Fact {
                    name: format!("{name} (high)"),
                    terms: below,
                    low: f64::NEG_INFINITY,
                    high: 0.0,
                });
            }
        }
    }

    /// The cell of a quantity that was sighted.
    pub fn cell_mut(&mut self, key: &Key) -> Option<&mut Cell> {
        self.cells.get_mut(key)
    }

    /// Pairs of sightings of one quantity that cannot both be true, each naming both places.
    pub fn contradictions(&self) -> &[String] {
        &self.contradictions
    }

    /// The model, with implied cells added. Implied cells learn their true value where the relations fix it.
    pub fn model(&self) -> Model {
        self.clone().into_model()
    }

    /// The same, when nothing is to be added any more.
    pub fn into_model(self) -> Model {
        let mut cells = self.cells;
        let mut sums = Vec::new();
        // The second round finds sums between cells that the first round implied; without hierarchies there are none.
        for _ in 0..if self.hierarchies.are_none() { 0 } else { 2 } {
            let keys: BTreeSet<Key> = cells.keys().cloned().collect();
            sums = self.hierarchies.sums(&keys);
            for key in sums.iter().flat_map(|sum| sum.parts.iter().chain([&sum.parent])) {
                cells.entry(key.clone()).or_insert_with(|| unpublished(key.clone()));
            }
        }
        let mut model = Model {
            cells: cells.into_values().collect(),
            relations: Vec::new(),
        };
        model.relations = relations(self.facts, &model, sums);
        learn_truths(&mut model);
        model
    }
}

/// Every sum and every fact in numbers, sorted by name.
fn relations(facts: Vec<Fact>, model: &Model, sums: Vec<Sum>) -> Vec<Relation> {
    let sums = sums.into_iter().map(|sum| {
        let parts = sum.parts.into_iter().map(|part| (part, 1.0));
        Fact {
            name: sum.name,
            terms: parts.chain([(sum.parent, -1.0)]).collect(),
            low: 0.0,
            high: 0.0,
        }
    });
    let mut relations: Vec<Relation> = sums.chain(facts).map(|fact| number_terms(model, fact)).collect();
    relations.sort_by(|one, other| one.name.cmp(&other.name));
    relations
}

fn unpublished(key: Key) -> Cell {
    Cell {
        key,
        seen: Seen::Unpublished,
        truth: None,
        sensitive: None,
        about_nobody: false,
        values_needed: 0,
        fixed: false,
        cost: 1.0,
        places: Vec::new(),
    }
}

fn number_terms(model: &Model, fact: Fact) -> Relation {
    let mut terms: BTreeMap<usize, f64> = BTreeMap::new();
    for (key, coefficient) in &fact.terms {
        if let Some(cell) = model.find(key) {
            *terms.entry(cell).or_default() += coefficient;
        }
    }
    let terms = terms
        .into_iter()
        .filter(|(_, coefficient)| *coefficient != 0.0)
        .collect();
    Relation {
        name: fact.name,
        terms,
        low: fact.low,
        high: fact.high,
    }
}

/// A cell that is the only unknown of an exact relation is the rest of it.
fn learn_truths(model: &mut Model) {
    loop {
        let mut learnt = false;
        for relation in model.relations.iter().filter(|relation| relation.low == relation.high) {
            let mut unknown = relation
                .terms
                .iter()
                .filter(|(cell, _)| model.cells[*cell].truth.is_none());
            let (Some(&(cell, coefficient)), None) = (unknown.next(), unknown.next()) else {
                continue;
            };
            let known: f64 = relation
                .terms
                .iter()
                .filter_map(|(other, factor)| Some(factor * model.cells[*other].truth?))
                .sum();
            model.cells[cell].truth = Some((relation.low - known) / coefficient);
            learnt = true;
        }
        if !learnt {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::withhold::hierarchy::Edge;

    fn publication() -> Publication {
        let edge = |child: &str| Edge {
            dimension: "area".into(),
            parent: "Total".into(),
            child: child.into(),
            set: String::new(),
        };
        Publication::new(Hierarchies::new(&[edge("A"), edge("B")]))
    }

    fn sighting(publication: &Publication, area: &str, value: f64, place: &str) -> Sighting {
        let key = publication.hierarchies.key("n", &[("area", area)]);
        Sighting {
            key,
            seen: Seen::Number(value),
            truth: Some(value),
            place: place.into(),
        }
    }

    #[test]
    fn a_missing_part_is_implied_with_its_value() {
        let mut publication = publication();
        publication.sight(sighting(&publication, "Total", 20.0, "T1"));
        publication.sight(sighting(&publication, "A", 17.0, "T1"));
        let model = publication.model();
        let missing = &model.cells[model.find(&publication.hierarchies.key("n", &[("area", "B")])).unwrap()];
        assert_eq!((missing.seen, missing.truth), (Seen::Unpublished, Some(3.0)));
    }

    #[test]
    fn two_places_that_disagree_are_both_named() {
        let mut publication = publication();
        publication.sight(sighting(&publication, "A", 17.0, "table 1"));
        publication.sight(sighting(&publication, "A", 18.0, "chart 4"));
        assert_eq!(
            publication.contradictions(),
            ["area=A: chart 4 and table 1 give different values"]
        );
    }
}
