//! One indicator's figures of one quarter, agency by agency, into the agencies whose part must be withheld: parts are a second way of
//! cutting the county's figure up, and what the areas withhold must not be read from them.

use std::collections::BTreeSet;

use crate::catalogue::Indicator;
use crate::domain::{Area, Level, Observation, Places};
use crate::withhold::cell::CLOSE;
use crate::withhold::quarter::{Of, Quarter, withheld_cells};

/// What an area shows of a quarter: what was counted, of how many, and whether that is withheld.
type Shown<'a> = (&'a Observation, bool);

/// The agencies whose part is withheld. `quarter` has the figures of the areas, `hidden` what is withheld of them, and `parts` each
/// agency's part.
pub(in crate::withhold) fn withheld_parts<'a>(
    quarter: &Quarter<'_>,
    hidden: &BTreeSet<(String, Of)>,
    parts: &[(&'a str, &Observation)],
) -> BTreeSet<&'a str> {
    let home = quarter.places.home();
    let is_hidden = |area: &str| hidden.iter().any(|(other, _)| other == area);
    if !quarter.indicator.is_sensitive() || parts.is_empty() {
        return BTreeSet::new();
    }
    let all: BTreeSet<&str> = parts.iter().map(|(agency, _)| *agency).collect();
    if is_hidden(home) {
        return all;
    }
    let areas = quarter.figures.iter().filter(|(area, _)| *area != home);
    let areas: Vec<Shown<'_>> = areas.map(|(area, one)| (*one, is_hidden(area))).collect();
    let is_an_area = |part: &Observation| areas.iter().any(|(one, _)| same(part, one, quarter.indicator));
    let is_hidden_area = |part: &Observation| {
        let mut withheld = areas.iter().filter(|(_, hidden)| *hidden);
        withheld.any(|(one, _)| same(part, one, quarter.indicator))
    };
    let told = parts.iter().filter(|(_, part)| is_hidden_area(part));
    let mut found: BTreeSet<&str> = told.map(|(agency, _)| *agency).collect();
    // Where each part is an area's figure, the choice among areas is the choice among agencies.
    let is_nothing = |part: &Observation| counted(part) == Some(0.0);
    if parts.len() < 2 || parts.iter().all(|(_, part)| is_nothing(part) || is_an_area(part)) {
        return found;
    }
    let chosen = among_agencies(quarter, parts);
    if chosen.contains(home) {
        return all;
    }
    found.extend(all.into_iter().filter(|agency| chosen.contains(*agency)));
    found
}

/// The agencies, or the county, that the choice withholds when the agencies are the parts of the county.
fn among_agencies(quarter: &Quarter<'_>, parts: &[(&str, &Observation)]) -> BTreeSet<String> {
    let home = quarter.places.home();
    let members = parts
        .iter()
        .map(|(agency, _)| Area::named(agency, Level::District, Some(home)));
    let places = std::iter::once(Area::named(home, Level::County, None))
        .chain(members)
        .collect();
    let county = quarter.figures.iter().filter(|(area, _)| *area == home).copied();
    let figures: Vec<(&str, &Observation)> = county.chain(parts.iter().copied()).collect();
    let of_agencies = Quarter {
        figures: &figures,
        places: &Places::new(places, home.to_string()),
        ..*quarter
    };
    let cells = withheld_cells(&of_agencies, &BTreeSet::new());
    cells.into_iter().map(|(agency, _)| agency).collect()
}

fn counted(one: &Observation) -> Option<f64> {
    one.numerator.or(one.value)
}

/// Whether two figures are the same, or their bases are.
pub(in crate::withhold) fn same(one: &Observation, other: &Observation, indicator: &Indicator) -> bool {
    let close =
        |pair: (Option<f64>, Option<f64>)| matches!(pair, (Some(one), Some(other)) if (one - other).abs() < CLOSE);
    let base = |of: &Observation| of.denominator.filter(|_| !indicator.unit.is_rate());
    close((counted(one), counted(other))) || close((base(one), base(other)))
}
