//! One indicator's figures of one quarter, at the county and its parts, into the places whose figure must be withheld so that
//! no small count can be worked out from the others: for papers that a smaller group of people sees before anything is published.

mod ties;

use std::collections::BTreeSet;

use crate::catalogue::{Indicator, Policy};
use crate::domain::{Observation, Places, SeriesState};
use crate::withhold::audit::{self, Standard};
use crate::withhold::cell::{Cell, Key, Seen};
use crate::withhold::hierarchy::Hierarchies;
use crate::withhold::model::{Fact, Model, Publication, Sighting};
use crate::withhold::protect::{LEAST_WITHHELD, Settings, protect, seen_of_rest};

use ties::Ties;

/// Work that one indicator and quarter is worth: seventeen cells need little.
const WORK: usize = 100_000;

/// How dear it is to withhold the county's figure, where a district's is 1.
const COST_OF_THE_COUNTY: f64 = 20.0;
/// How dear it is to withhold a base, where what is counted of it is 1.
const COST_OF_A_BASE: f64 = 8.0;
/// The names of both quantities.
const COUNTED: &str = "counted";
const BASE: &str = "base";

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

/// What was counted at an area, or what it was out of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// What was counted.
    Counted,
    /// The base of a share.
    Base,
}

/// The areas of which a quantity must not be shown, whatever the policy of other papers says, each with that quantity. Those that must be
/// withheld for another reason are `besides`. Where no choice of them is safe, all of them.
pub fn withheld_cells(quarter: &Quarter, besides: &BTreeSet<String>) -> BTreeSet<(String, Of)> {
    if !quarter.indicator.is_sensitive() {
        return BTreeSet::new();
    }
    let ties = Ties::of(quarter);
    if besides.is_empty() && ties.are_plain() && ties::nothing_is_small(quarter) {
        return BTreeSet::new();
    }
    let is_small = |cell: &Cell| cell.sensitive == Some(true);
    let bare = model(quarter, &ties.facts);
    let has_small = bare.cells.iter().any(is_small);
    if besides.is_empty() && !has_small && ties.open_to_a_simple_reader(quarter, None).is_none() {
        return BTreeSet::new();
    }
    let mut besides = besides.clone();
    while let Some(model) = protected(quarter, bare.clone(), &besides) {
        let Some(open) = ties.open_to_a_simple_reader(quarter, Some(&model)) else {
            return hidden(quarter, &model);
        };
        // A reader who takes the parts for the whole would read a small count: the next smallest figure goes with it.
        let Some(next) = next_to_hide(quarter, &model, &open) else {
            break;
        };
        besides.insert(next);
    }
    let all = quarter.figures.iter();
    all.flat_map(|(area, _)| [(area.to_string(), Of::Counted), (area.to_string(), Of::Base)])
        .collect()
}

fn is_by_sender(one: &Observation) -> bool {
    matches!(one.state, SeriesState::Suppressed | SeriesState::Range)
}

fn standard(quarter: &Quarter) -> Standard {
    Standard {
        largest_small: quarter.policy.withhold_up_to,
        values_needed: quarter.policy.values_left_open,
    }
}

/// The quarter with every figure withheld that must be, these areas' among them; `None` where no choice is safe.
fn protected(quarter: &Quarter, mut model: Model, besides: &BTreeSet<String>) -> Option<Model> {
    let settings = Settings {
        standard: standard(quarter),
        guard_all: false,
        work: WORK,
    };
    for area in besides {
        for key in [numerator(quarter, area), base(quarter, area)] {
            if let Some(cell) = model.find(&key) {
                model.cells[cell].sensitive = Some(true);
            }
        }
    }
    let protection = protect(&model, settings).ok()?;
    audit::require(&protection.model, settings.standard).ok()?;
    Some(protection.model)
}

/// Areas of which a quantity is withheld.
fn hidden(quarter: &Quarter, model: &Model) -> BTreeSet<(String, Of)> {
    let is_hidden = |(area, of): &(String, Of)| {
        let key = match of {
            Of::Counted => numerator(quarter, area),
            Of::Base => base(quarter, area),
        };
        let cell = model.find(&key);
        cell.is_some_and(|cell| matches!(model.cells[cell].seen, Seen::Withheld { .. }))
    };
    let areas = quarter.figures.iter();
    areas
        .flat_map(|(area, _)| [(area.to_string(), Of::Counted), (area.to_string(), Of::Base)])
        .filter(is_hidden)
        .collect()
}

/// The smallest figure above nought that is still shown among these areas.
fn next_to_hide(quarter: &Quarter, model: &Model, among: &[String]) -> Option<String> {
    let hidden = hidden(quarter, model);
    let count = |one: &Observation| counts(one, quarter.indicator).0.filter(|count| *count > 0.0);
    let figures = quarter.figures.iter();
    let is_hidden = |area: &str| hidden.iter().any(|(one, _)| one == area);
    let shown = figures.filter(|(area, _)| !is_hidden(area) && among.iter().any(|one| one == area));
    shown
        .filter_map(|(area, one)| Some((count(one)?, *area)))
        .min_by(|one, other| one.0.total_cmp(&other.0).then_with(|| one.1.cmp(other.1)))
        .map(|(_, area)| area.to_string())
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
    key(quarter, (area, COUNTED))
}

fn base(quarter: &Quarter, area: &str) -> Key {
    key(quarter, (area, BASE))
}

fn model(quarter: &Quarter, ties: &[Fact]) -> Model {
    let mut publication = Publication::new(Hierarchies::default());
    ties.iter().for_each(|tie| publication.state(tie.clone()));
    for (area, one) in quarter.figures {
        let (counted, whole) = counts(one, quarter.indicator);
        sight(&mut publication, numerator(quarter, area), (counted, is_by_sender(one)));
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
                cell.seen = seen_of_rest(counted.map(|counted| whole - counted));
            }
        }
    }
    let mut model = publication.into_model();
    let bound = f64::from(quarter.policy.withhold_up_to);
    for cell in &mut model.cells {
        // Members read the county's figure first.
        if cell.key.code("area").is_none() {
            cell.cost = COST_OF_THE_COUNTY;
        }
        // A base is often another indicator's count; a share is withheld as well by what it counts.
        if cell.key.measure == BASE {
            cell.cost *= COST_OF_A_BASE;
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::domain::{Area, Level, Period};

    fn places() -> Places {
        let mut areas = vec![Area::named("county", Level::County, None)];
        for (quadrant, districts) in [("mid", ["b", "c", "m"]), ("south", ["r", "s", "t"])] {
            areas.push(Area::named(quadrant, Level::Quadrant, Some("county")));
            areas.extend(districts.map(|district| Area::named(district, Level::District, Some(quadrant))));
        }
        Places::new(areas, "county".into())
    }

    fn withheld(figures: &[(&str, f64)]) -> Vec<String> {
        let catalogue = Catalogue::built_in().unwrap();
        let period: Period = "2025-26 Q4".parse().unwrap();
        let seen: Vec<Observation> = figures
            .iter()
            .map(|(_, count)| Observation {
                value: Some(*count),
                numerator: Some(*count),
                ..Observation::absent(period, SeriesState::Number)
            })
            .collect();
        let figures: Vec<(&str, &Observation)> = figures.iter().map(|(area, _)| *area).zip(&seen).collect();
        let quarter = Quarter {
            indicator: catalogue.indicator("AB01").unwrap(),
            figures: &figures,
            places: &places(),
            policy: catalogue.policy(),
        };
        let cells = withheld_cells(&quarter, &BTreeSet::new()).into_iter();
        let areas: BTreeSet<String> = cells.map(|(area, _)| area).collect();
        areas.into_iter().collect()
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a quarter made at random, then looked at twice")]
    fn what_is_seen_at_a_glance_is_what_the_whole_model_says() {
        let catalogue = Catalogue::built_in().unwrap();
        let period: Period = "2025-26 Q1".parse().unwrap();
        let places = places();
        let (mut state, mut at_a_glance) = (7_u64, 0);
        let mut next = |most: u64| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % most
        };
        for trial in 0..600 {
            let indicator = catalogue.indicator(["AB01", "HO02"][trial % 2]).unwrap();
            let most = [8, 40, 900][trial % 3];
            let of = |count: u64, whole: u64| Observation {
                value: Some(count as f64),
                numerator: Some(count as f64),
                denominator: Some(whole as f64).filter(|_| trial % 2 == 1),
                ..Observation::absent(period, SeriesState::Number)
            };
            let (mut seen, mut all) = (vec![], (0, 0));
            for (quadrant, districts) in [("mid", ["b", "c", "m"]), ("south", ["r", "s", "t"])] {
                let mut sum = (0, 0);
                for district in districts {
                    let count = next(most);
                    let whole = count + next(most);
                    sum = (sum.0 + count, sum.1 + whole);
                    if next(30) > 0 {
                        seen.push((district, of(count, whole)));
                    }
                }
                all = (all.0 + sum.0, all.1 + sum.1);
                seen.push((quadrant, of(sum.0 + next(20) / 19, sum.1)));
            }
            seen.push(("county", of(all.0, all.1)));
            let figures: Vec<(&str, &Observation)> = seen.iter().map(|(area, one)| (*area, one)).collect();
            let quarter = Quarter {
                indicator,
                figures: &figures,
                places: &places,
                policy: catalogue.policy(),
            };
            let ties = Ties::of(&quarter);
            if ties.are_plain() && ties::nothing_is_small(&quarter) {
                let whole = model(&quarter, &ties.facts);
                assert!(
                    whole.cells.iter().all(|cell| cell.sensitive != Some(true)),
                    "{figures:?}"
                );
                at_a_glance += 1;
            }
        }
        assert!((50..550).contains(&at_a_glance), "{at_a_glance}");
    }

    const SOUTH: [(&str, f64); 4] = [("r", 20.0), ("s", 30.0), ("t", 40.0), ("south", 90.0)];

    #[test]
    fn one_small_district_of_a_quadrant_that_adds_up_is_not_withheld_alone() {
        let mid = [("county", 145.0), ("b", 27.0), ("c", 23.0), ("m", 5.0), ("mid", 55.0)];
        let hidden = withheld(&[&mid[..], &SOUTH].concat());
        assert!(hidden.contains(&"m".to_string()), "{hidden:?}");
        let others = hidden.iter().filter(|area| ["b", "c", "mid"].contains(&area.as_str()));
        assert!(others.count() > 0, "55 less 27 and 23 is 5: {hidden:?}");
        assert!(hidden.len() < 9, "{hidden:?}");
    }

    #[test]
    fn parts_that_do_not_add_up_are_safe_in_both_readings() {
        // Two referrals of no known district: a reader who does not know would read 57 less 50.
        let mid = [("county", 148.0), ("b", 27.0), ("c", 23.0), ("m", 2.0), ("mid", 55.0)];
        let hidden = withheld(&[&mid[..], &SOUTH].concat());
        let others = hidden.iter().filter(|area| ["b", "c", "mid"].contains(&area.as_str()));
        assert!(others.count() > 0, "{hidden:?}");
    }

    #[test]
    fn a_district_that_sent_nothing_is_not_read_from_the_others() {
        let mid = [("county", 145.0), ("b", 27.0), ("c", 23.0), ("mid", 55.0)];
        let hidden = withheld(&[&mid[..], &SOUTH].concat());
        let others = hidden.iter().filter(|area| ["b", "c", "mid"].contains(&area.as_str()));
        assert!(others.count() > 0, "55 less 27 and 23 is 5: {hidden:?}");
        let mid = [("county", 145.0), ("b", 20.0), ("c", 23.0), ("m", 12.0), ("mid", 55.0)];
        assert_eq!(withheld(&[&mid[..], &SOUTH].concat()), Vec::<String>::new());
    }

    #[test]
    fn a_share_with_a_small_rest_is_withheld_by_what_it_counts_and_leaves_the_count_of_all() {
        let catalogue = Catalogue::built_in().unwrap();
        let indicator = catalogue.indicator("HO02").unwrap();
        let period: Period = "2025-26 Q1".parse().unwrap();
        let figures = [
            ("county", 55.0, 59.0),
            ("mid", 27.0, 29.0),
            ("south", 28.0, 30.0),
            ("b", 9.0, 10.0),
            ("c", 9.0, 9.0),
            ("m", 9.0, 10.0),
            ("r", 9.0, 10.0),
            ("s", 10.0, 10.0),
            ("t", 9.0, 10.0),
        ];
        let seen: Vec<Observation> = figures
            .iter()
            .map(|(_, count, base)| Observation {
                value: Some(100.0 * count / base),
                numerator: Some(*count),
                denominator: Some(*base),
                ..Observation::absent(period, SeriesState::Number)
            })
            .collect();
        let figures: Vec<(&str, &Observation)> = figures.iter().map(|one| one.0).zip(&seen).collect();
        let quarter = Quarter {
            indicator,
            figures: &figures,
            places: &places(),
            policy: catalogue.policy(),
        };
        let cells = withheld_cells(&quarter, &BTreeSet::new());
        assert!(
            cells.contains(&("county".to_string(), Of::Counted)),
            "59 less 55 is 4: {cells:?}"
        );
        assert!(!cells.contains(&("county".to_string(), Of::Base)), "{cells:?}");
    }
}
