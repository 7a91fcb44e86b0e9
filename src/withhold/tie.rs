//! A year and its quarters: where a reader has figures of both, they add up, and what is between them is known.

use std::collections::{BTreeMap, BTreeSet};

use crate::withhold::annual::{Annual, quarters_of};
use crate::withhold::cell::{CLOSE, Key};
use crate::withhold::model::{Fact, Publication};
use crate::withhold::publish::{Request, key_of, part_key};
use crate::withhold::scope::Time;
use crate::withhold::yearly::Yearly;

/// Which columns of time earlier releases show of each measure and area.
pub(in crate::withhold) struct Ties {
    before: BTreeMap<(String, String), BTreeSet<String>>,
}

impl Ties {
    /// What the ledger holds.
    pub fn new(request: &Request) -> Ties {
        let mut before: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        for cell in request.earlier {
            let area = cell.key.code("area").unwrap_or(request.places.home());
            let at = (cell.key.measure.clone(), area.to_string());
            before
                .entry(at)
                .or_default()
                .extend(cell.key.code("year").map(String::from));
        }
        Ties { before }
    }

    /// Whether a reader who has earlier releases too sees several figures of the column's financial year, a quarter among
    /// them: then the year and all its quarters must be known, so that what they imply is seen.
    pub fn is_context(&self, yearly: &Yearly, (area, nth): (&str, usize), request: &Request) -> bool {
        let times = request.scope.times();
        let same_year = |other: &usize| times[*other].start() == times[nth].start();
        let is_county = area == request.places.home();
        [Some(&yearly.numerator), yearly.base.as_ref()]
            .into_iter()
            .flatten()
            .any(|measure| {
                let before = self.before.get(&(measure.clone(), area.to_string()));
                let is_seen = |other: &usize| {
                    request.scope.shows(*other, is_county)
                        || before.is_some_and(|before| before.contains(&times[*other].name()))
                };
                let seen: Vec<usize> = (0..times.len()).filter(same_year).filter(is_seen).collect();
                seen.len() > 1 && seen.iter().any(|other| matches!(times[*other], Time::Quarter(_)))
            })
    }

    /// States that each year is the sum of its quarters, or that one quarter's figure is the year's own.
    pub fn state(&self, publication: &mut Publication, yearly: &Yearly, request: &Request) {
        for (area, figures) in &yearly.areas {
            for (nth, time) in request.scope.times().iter().enumerate() {
                let Time::Year(year) = *time else { continue };
                let all: Option<Vec<usize>> = quarters_of(yearly.indicator, year)
                    .into_iter()
                    .map(|period| {
                        let same = |other: &Time| *other == Time::Quarter(period);
                        request.scope.times().iter().position(same)
                    })
                    .collect();
                let Some(quarters) = all.filter(|quarters| !quarters.is_empty()) else {
                    continue;
                };
                let known = |nth: usize| matches!(figures[nth], Annual::Known { .. });
                if !known(nth) || !quarters.iter().all(|quarter| known(*quarter)) {
                    continue;
                }
                for measure in [Some(&yearly.numerator), yearly.base.as_ref()].into_iter().flatten() {
                    let key = |nth: usize| key_of(request, measure, (area, nth));
                    add_up(
                        publication,
                        key(nth),
                        quarters.iter().map(|quarter| key(*quarter)).collect(),
                    );
                }
            }
        }
    }
}

/// A part of a split that is counted elsewhere too (referrals that met the threshold) is one quantity: where both agree in
/// every year, the facts say so.
pub(in crate::withhold) fn state_identities(publication: &mut Publication, all: &[Yearly], request: &Request) {
    let home = request.places.home();
    let columns = request.scope.columns();
    for one in all {
        for split in &one.splits {
            for (words, figures) in &split.parts {
                let part = |nth: usize| part_key(request, one, (&split.id, words, nth));
                for (measure, counts) in all.iter().flat_map(|other| measures_of(other, home)) {
                    let agree = |nth: &usize| figures_agree(&figures[*nth], counts[*nth]);
                    if !columns.iter().all(agree) || !columns.iter().any(|nth| counts[*nth].is_some()) {
                        continue;
                    }
                    let both = |nth: &&usize| counts[**nth].is_some() && matches!(figures[**nth], Annual::Known { .. });
                    for &nth in columns.iter().filter(both) {
                        let other = key_of(request, measure, (home, nth));
                        if publication.cell_mut(&other).is_some() {
                            publication.state(same(part(nth), other));
                        }
                    }
                }
            }
        }
    }
}

/// The names of an indicator's quantities with the county's numbers.
fn measures_of<'a>(yearly: &'a Yearly<'_>, home: &str) -> Vec<(&'a str, Vec<Option<f64>>)> {
    let own = yearly.areas.iter().find(|(area, _)| area == home);
    let Some((_, figures)) = own else { return Vec::new() };
    let counts = |of_base: bool| {
        let count = |figure: &Annual| match *figure {
            Annual::Known { numerator, denominator } => {
                if of_base {
                    denominator
                } else {
                    Some(numerator)
                }
            }
            Annual::Missing(_) => None,
        };
        figures.iter().map(count).collect::<Vec<Option<f64>>>()
    };
    let base = yearly.base.as_deref().map(|base| (base, counts(true)));
    std::iter::once((yearly.numerator.as_str(), counts(false)))
        .chain(base)
        .collect()
}

fn figures_agree(part: &Annual, count: Option<f64>) -> bool {
    match (part, count) {
        (Annual::Known { numerator, .. }, Some(count)) => (numerator - count).abs() < CLOSE,
        (Annual::Missing(_), _) | (_, None) => true,
    }
}

fn same(one: Key, other: Key) -> Fact {
    Fact {
        name: format!("{one} is {other}"),
        terms: vec![(one, 1.0), (other, -1.0)],
        low: 0.0,
        high: 0.0,
    }
}

/// The fact, where the publication has the year and its quarters, with values that bear it out.
fn add_up(publication: &mut Publication, year: Key, quarters: Vec<Key>) {
    let mut truth = |key: &Key| publication.cell_mut(key).and_then(|cell| cell.truth);
    let whole = truth(&year);
    let sum: Option<f64> = quarters.iter().map(&mut truth).sum();
    if whole.zip(sum).is_none_or(|(whole, sum)| (whole - sum).abs() > CLOSE) {
        return;
    }
    let terms = quarters.into_iter().map(|quarter| (quarter, 1.0));
    publication.state(Fact {
        name: format!("{year} from its quarters"),
        terms: terms.chain([(year, -1.0)]).collect(),
        low: 0.0,
        high: 0.0,
    });
}
