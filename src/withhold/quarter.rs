//! One indicator's figures of one quarter, at the county and its parts, into the places whose figure must be withheld so that
//! no small count can be worked out from the others: for papers that a smaller group of people sees before anything is published.

use std::collections::BTreeSet;

use crate::catalogue::{Indicator, Policy};
use crate::domain::{Observation, Places, SeriesState};
use crate::withhold::audit::{self, Standard};
use crate::withhold::cell::{Key, Seen};
use crate::withhold::hierarchy::{Edge, Hierarchies};
use crate::withhold::model::{Fact, Model, Publication, Sighting};
use crate::withhold::protect::{LEAST_WITHHELD, Settings, protect};
use crate::withhold::yearly::{not_known_in, parts};

/// Work that one indicator and quarter is worth: seventeen cells need little.
const WORK: usize = 2_000_000;

/// What is laid side by side.
pub struct Quarter<'a> {
    /// What is counted.
    pub indicator: &'a Indicator,
    /// Each place's figure, the county's and the quadrants' among them.
    pub figures: &'a [(&'a str, &'a Observation)],
    /// The board's areas.
    pub places: &'a Places,
    /// The policy in force.
    pub policy: &'a Policy,
}

/// The areas whose figure must not be shown. Where no choice of them is safe, all of them.
pub fn withheld_areas(quarter: &Quarter) -> BTreeSet<String> {
    let hides = quarter.policy.withhold_in_restricted_papers && quarter.indicator.is_sensitive();
    if !hides || !quarter.figures.iter().any(|(_, one)| is_small(one, quarter)) {
        return BTreeSet::new();
    }
    let all = || quarter.figures.iter().map(|(area, _)| area.to_string()).collect();
    let standard = Standard {
        largest_small: quarter.policy.withhold_up_to,
        values_needed: quarter.policy.values_left_open,
    };
    let settings = Settings {
        standard,
        guard_all: false,
        work: WORK,
    };
    let safe = protect(&model(quarter), settings).and_then(|protection| {
        audit::require(&protection.model, standard)?;
        Ok(protection)
    });
    let Ok(protection) = safe else { return all() };
    let hidden = |area: &str| {
        [numerator(quarter, area), base(quarter, area)]
            .iter()
            .filter_map(|key| protection.model.find(key))
            .any(|cell| matches!(protection.model.cells[cell].seen, Seen::Withheld { .. }))
    };
    let areas = quarter.figures.iter().map(|(area, _)| area.to_string());
    areas.filter(|area| hidden(area)).collect()
}

/// Whether a figure is small, gives a small one away, or was withheld by its sender.
fn is_small(one: &Observation, quarter: &Quarter) -> bool {
    if matches!(one.state, SeriesState::Suppressed | SeriesState::Range) {
        return true;
    }
    let bound = f64::from(quarter.policy.withhold_up_to);
    let small = |count: Option<f64>| count.is_some_and(|count| count > 0.0 && count <= bound);
    let (counted, base) = counts(one, quarter.indicator);
    let rest = base.zip(counted).map(|(base, counted)| base - counted);
    small(counted) || small(base) || (quarter.indicator.complement_sensitive && small(rest))
}

/// What was counted and its base; the population of a rate is nobody's secret.
fn counts(one: &Observation, indicator: &Indicator) -> (Option<f64>, Option<f64>) {
    if indicator.unit.multiplier().is_none() {
        return (one.numerator.or(one.value), None);
    }
    (one.numerator, one.denominator.filter(|_| !indicator.unit.is_rate()))
}

fn key(quarter: &Quarter, (area, what): (&str, &str)) -> Key {
    let code = (area != quarter.places.home()).then(|| ("area".to_string(), area.to_string()));
    Key::new(what, code)
}

fn numerator(quarter: &Quarter, area: &str) -> Key {
    key(quarter, (area, "counted"))
}

fn base(quarter: &Quarter, area: &str) -> Key {
    key(quarter, (area, "base"))
}

fn model(quarter: &Quarter) -> Model {
    let mut publication = Publication::new(Hierarchies::new(&edges(quarter.places)));
    for (area, one) in quarter.figures {
        let (counted, whole) = counts(one, quarter.indicator);
        let by_sender = matches!(one.state, SeriesState::Suppressed | SeriesState::Range);
        sight(&mut publication, numerator(quarter, area), (counted, by_sender));
        if let Some(whole) = whole {
            sight(&mut publication, base(quarter, area), (Some(whole), false));
            let rest = key(quarter, (area, "rest"));
            publication.state(Fact {
                name: format!("{area} and its rest"),
                terms: vec![
                    (numerator(quarter, area), 1.0),
                    (rest.clone(), 1.0),
                    (base(quarter, area), -1.0),
                ],
                low: 0.0,
                high: 0.0,
            });
            if let Some(cell) = publication.cell_mut(&rest) {
                cell.about_nobody = !quarter.indicator.complement_sensitive;
            }
        }
    }
    let mut model = publication.model();
    let bound = f64::from(quarter.policy.withhold_up_to);
    for cell in &mut model.cells {
        let small = cell.truth.map(|value| value > 0.0 && value <= bound);
        let own = cell.sensitive == Some(true);
        cell.sensitive = Some(own || (!cell.about_nobody && small.unwrap_or(false)));
    }
    model
}

fn sight(publication: &mut Publication, key: Key, (value, by_sender): (Option<f64>, bool)) {
    let seen = match (value, by_sender) {
        (_, true) => Seen::Withheld {
            low: LEAST_WITHHELD,
            high: f64::INFINITY,
        },
        (Some(value), false) => Seen::Number(value),
        (None, false) => Seen::Unavailable,
    };
    let cell = publication.sight(Sighting {
        key,
        seen,
        truth: value.filter(|_| !by_sender),
        place: "the quarter's table".to_string(),
    });
    if by_sender {
        cell.sensitive = Some(true);
    }
}

/// Which areas add up to which, each with a part for cases whose place is not known.
fn edges(places: &Places) -> Vec<Edge> {
    let mut edges = Vec::new();
    for parent in places.all() {
        let children = parts(places, &parent.id);
        let unknown = (!children.is_empty()).then(|| not_known_in(&parent.id));
        edges.extend(children.into_iter().chain(unknown).map(|child| Edge {
            dimension: "area".into(),
            parent: parent.id.clone(),
            child,
            set: String::new(),
        }));
    }
    edges
}
