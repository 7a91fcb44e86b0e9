//! Every quarter of every indicator into the figures that papers for members withhold: one choice for all papers, whichever of them
//! shows the figure, and for every quantity, whichever indicators are made of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::{Indicator, Policy};
use crate::domain::{Level, Observation, Period, Places, Series, SeriesState};
use crate::withhold::agencies::{same, withheld_parts};
use crate::withhold::annual;
use crate::withhold::quarter::{Of, Quarter, withheld_cells};

/// One indicator's figures of one quarter.
#[derive(Default)]
struct Figures<'a> {
    areas: Vec<(&'a str, &'a Observation)>,
    agencies: Vec<(&'a str, &'a Observation)>,
}

/// Quantities that are withheld at a place and in a quarter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withheld {
    /// By quantity, area and quarter.
    areas: BTreeSet<(String, String, Period)>,
    /// By indicator, agency and quarter: that agency's own part.
    agencies: BTreeSet<(String, String, Period)>,
    /// By indicator and quarter: the county's figure is a range over a part that is withheld. Its ends less those of the parts that are
    /// shown would tell the others.
    ranges: BTreeSet<(String, Period)>,
}

/// What is withheld of an indicator's quarter below the county.
#[derive(Default)]
struct HiddenAreas {
    figures: Vec<Observation>,
    /// The areas that hold one of them.
    wholes: BTreeSet<String>,
}

/// The areas whose figure is a part that is withheld: an agency's page would hide what a pack shows, and with it the choice that hides
/// a small count beside it.
fn areas_of_parts(quarter: &Quarter<'_>, figures: &Figures<'_>, parts: &BTreeSet<&str>) -> Vec<String> {
    let withheld = figures.agencies.iter().filter(|(agency, _)| parts.contains(agency));
    let withheld: Vec<&Observation> = withheld.map(|(_, part)| *part).collect();
    let is_one = |one: &Observation| withheld.iter().any(|part| same(part, one, quarter.indicator));
    let areas = figures.areas.iter();
    let is_district = |area: &str| quarter.places.children(area).next().is_none();
    let areas = areas.filter(|(area, one)| is_district(area) && is_one(one));
    areas.map(|(area, _)| area.to_string()).collect()
}

/// What is withheld of areas, and whose parts. An area that would show a withheld part goes with it, and with that area whatever it could
/// be worked out from, until each choice keeps the other's.
fn areas_and_parts<'a>(quarter: &Quarter<'_>, figures: &Figures<'a>) -> (BTreeSet<(String, Of)>, BTreeSet<&'a str>) {
    let mut besides = BTreeSet::new();
    loop {
        let cells = withheld_cells(quarter, &besides);
        let parts = withheld_parts(quarter, &cells, &figures.agencies);
        let is_hidden = |area: &str| cells.iter().any(|(hidden, _)| hidden == area);
        // Where the county's figure is withheld, no part tells another: the choice among areas stands by itself.
        if is_hidden(quarter.places.home()) {
            return (cells, parts);
        }
        let told = areas_of_parts(quarter, figures, &parts);
        let before = besides.len();
        besides.extend(told.into_iter().filter(|area| !is_hidden(area)));
        if besides.len() == before {
            return (cells, parts);
        }
    }
}

/// Whether the county's figure is only known to lie between bounds, and a part in it that was sent as a number is withheld.
fn is_range_over_withheld(quarter: &Quarter<'_>, figures: &Figures<'_>, parts: &BTreeSet<&str>) -> bool {
    let home = quarter.places.home();
    let small = f64::from(quarter.policy.withhold_up_to);
    let is_range = |(area, one): &(&str, &Observation)| *area == home && one.state == SeriesState::Range;
    let is_withheld = |(agency, part): &(&str, &Observation)| {
        let count = part
            .numerator
            .or(part.value)
            .filter(|_| part.state == SeriesState::Number);
        count.is_some_and(|count| parts.contains(agency) || (count > 0.0 && count <= small))
    };
    quarter.indicator.is_sensitive() && figures.areas.iter().any(is_range) && figures.agencies.iter().any(is_withheld)
}

/// Every area that holds an area, from the one over it to the county.
fn wholes_of(places: &Places, area: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut at = places.area(area).and_then(|area| area.parent.clone());
    while let Some(whole) = at.filter(|whole| !found.contains(whole)) {
        at = places.area(&whole).and_then(|area| area.parent.clone());
        found.push(whole);
    }
    found
}

impl Withheld {
    /// What is withheld of one indicator, quarter by quarter: each quarter by its own figures alone, so that the papers of
    /// different quarters agree.
    pub fn of(indicator: &Indicator, all: &[Series], (places, policy): (&Places, &Policy)) -> Withheld {
        let mut quarters: BTreeMap<Period, Figures> = BTreeMap::new();
        for series in all.iter().filter(|series| series.indicator == indicator.id) {
            for one in series.observations.iter().filter(|one| one.was_sent()) {
                let figures = quarters.entry(one.period).or_default();
                match &series.agency {
                    Some(agency) => figures.agencies.push((agency, one)),
                    None if series.level != Level::Other => figures.areas.push((&series.area, one)),
                    None => (),
                }
            }
        }
        let mut found = Withheld::default();
        for (period, figures) in &quarters {
            let quarter = Quarter {
                indicator,
                figures: &figures.areas,
                places,
                policy,
            };
            let (cells, parts) = areas_and_parts(&quarter, figures);
            if is_range_over_withheld(&quarter, figures, &parts) {
                found.ranges.insert((indicator.id.clone(), *period));
            }
            let parts = parts.into_iter();
            let parts = parts.map(|agency| (indicator.id.clone(), agency.to_string(), *period));
            found.agencies.extend(parts);
            let named = cells
                .into_iter()
                .map(|(area, of)| (annual::measure(indicator, of), area, *period));
            found.areas.extend(named);
        }
        found
    }

    /// Adds what another indicator withholds.
    pub fn add(&mut self, other: Withheld) {
        self.areas.extend(other.areas);
        self.agencies.extend(other.agencies);
        self.ranges.extend(other.ranges);
    }

    /// Whether a quantity is withheld, by its name in releases.
    pub fn has(&self, measure: &str, (area, period): (&str, Period)) -> bool {
        self.areas.contains(&(measure.to_string(), area.to_string(), period))
    }

    /// Whether anything of a quantity is withheld in a financial year.
    pub fn has_in_year(&self, measure: &str, year: i32) -> bool {
        let own = |(name, _, period): &&(String, String, Period)| name == measure && period.year() == year;
        self.areas.iter().any(|one| own(&one))
    }

    /// Whether an indicator's figure is withheld, because a quantity is of which it is made.
    pub fn hides(&self, indicator: &Indicator, at: (&str, Period)) -> bool {
        [Of::Counted, Of::Base]
            .iter()
            .any(|of| self.has(&annual::measure(indicator, *of), at))
    }

    /// Marks the figures that are withheld, agencies' parts of them too.
    pub fn mark(&self, (indicators, places): (&[Indicator], &Places), series: &mut [Series]) {
        if self.areas.is_empty() && self.agencies.is_empty() && self.ranges.is_empty() {
            return;
        }
        let by_id: BTreeMap<&str, &Indicator> = indicators.iter().map(|one| (one.id.as_str(), one)).collect();
        let told = self.of_areas((&by_id, places), series);
        for series in series {
            let Some(indicator) = by_id.get(series.indicator.as_str()) else {
                continue;
            };
            let is_hidden = |at: &usize| {
                let one = &series.observations[*at];
                let period = one.period;
                let hidden = told.get(&(indicator.id.as_str(), period));
                let own = series
                    .agency
                    .as_ref()
                    .map(|agency| (indicator.id.clone(), agency.clone(), period));
                self.hides(indicator, (&series.area, period))
                    || own.as_ref().is_some_and(|own| self.agencies.contains(own))
                    || own.is_some()
                        && hidden.is_some_and(|hidden| hidden.figures.iter().any(|area| same(one, area, indicator)))
            };
            let at: Vec<usize> = (0..series.observations.len()).filter(is_hidden).collect();
            for at in at {
                series.observations[at].flags.withheld = true;
            }
            let ranges = series
                .observations
                .iter_mut()
                .filter(|one| one.state == SeriesState::Range);
            for one in ranges.filter(|_| series.agency.is_none()) {
                let hidden = told.get(&(indicator.id.as_str(), one.period));
                let over_a_part =
                    series.level == Level::County && self.ranges.contains(&(indicator.id.clone(), one.period));
                one.flags.over_withheld =
                    over_a_part || hidden.is_some_and(|hidden| hidden.wholes.contains(&series.area));
            }
        }
    }

    /// For each indicator and quarter the figures of areas that are withheld below the county, and the areas that hold such an area:
    /// an agency's part may be one of the figures, and a range tells the sum of what its senders did not withhold.
    fn of_areas<'a>(
        &self,
        (by_id, places): (&BTreeMap<&'a str, &'a Indicator>, &Places),
        series: &[Series],
    ) -> BTreeMap<(&'a str, Period), HiddenAreas> {
        let mut told: BTreeMap<(&str, Period), HiddenAreas> = BTreeMap::new();
        let own = series
            .iter()
            .filter(|one| one.agency.is_none() && one.level != Level::Other && one.area != places.home());
        for series in own {
            let Some((id, indicator)) = by_id.get_key_value(series.indicator.as_str()) else {
                continue;
            };
            let hidden = series.observations.iter();
            for one in hidden.filter(|one| one.was_sent() && self.hides(indicator, (&series.area, one.period))) {
                let areas = told.entry((*id, one.period)).or_default();
                areas.figures.push(one.clone());
                // What its sender withheld is in the range; what is withheld here the range would tell.
                if one.state == SeriesState::Number {
                    areas.wholes.extend(wholes_of(places, &series.area));
                }
            }
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::domain::Area;

    /// The county with two districts.
    fn places() -> Places {
        let areas = vec![
            Area::named("county", Level::County, None),
            Area::named("north", Level::District, Some("county")),
            Area::named("south", Level::District, Some("county")),
        ];
        Places::new(areas, "county".into())
    }

    /// One quarter of an area, or of an agency's part of the county: a number, or what it lies between.
    fn series((area, agency): (&str, Option<&str>), (low, high): (f64, f64)) -> Series {
        let period: Period = "2026-27 Q2".parse().unwrap();
        let one = if low < high {
            Observation {
                low: Some(low),
                high: Some(high),
                ..Observation::absent(period, SeriesState::Range)
            }
        } else {
            Observation {
                value: Some(low),
                numerator: Some(low),
                ..Observation::absent(period, SeriesState::Number)
            }
        };
        Series {
            indicator: "FG01".into(),
            level: if area == "county" {
                Level::County
            } else {
                Level::District
            },
            area: area.into(),
            agency: agency.map(str::to_string),
            observations: vec![one].into(),
        }
    }

    fn marked(mut all: Vec<Series>) -> Vec<Series> {
        let (catalogue, places) = (Catalogue::built_in().unwrap(), places());
        let indicator = catalogue.indicator("FG01").unwrap();
        let withheld = Withheld::of(indicator, &all, (&places, catalogue.policy()));
        withheld.mark((catalogue.indicators(), &places), &mut all);
        all
    }

    #[test]
    fn a_county_s_range_over_a_withheld_part_tells_it_and_is_withheld_too() {
        // 11 less 1, and 17 less 7, leave ten for two trusts of which each sent five or fewer.
        let all = marked(vec![
            series(("county", None), (11.0, 17.0)),
            series(("county", Some("one")), (1.0, 7.0)),
            series(("county", Some("two")), (5.0, 5.0)),
            series(("county", Some("three")), (5.0, 5.0)),
        ]);
        assert!(all[0].observations[0].flags.over_withheld);
        // Where every part is shown, so is their range.
        let shown = marked(vec![
            series(("county", None), (31.0, 37.0)),
            series(("county", Some("one")), (31.0, 37.0)),
        ]);
        assert!(!shown[0].observations[0].flags.over_withheld);
    }

    #[test]
    fn a_district_s_figure_that_is_a_withheld_part_is_withheld_with_it() {
        // The part of the second agency is hidden to guard that of the first, and is the north's figure.
        let all = marked(vec![
            series(("county", None), (44.0, 44.0)),
            series(("north", None), (12.0, 12.0)),
            series(("south", None), (32.0, 32.0)),
            series(("county", Some("one")), (3.0, 3.0)),
            series(("county", Some("two")), (12.0, 12.0)),
            series(("county", Some("three")), (29.0, 29.0)),
        ]);
        let is_hidden = |at: usize| all[at].observations[0].flags.withheld;
        assert!(is_hidden(3), "three is small");
        assert!(is_hidden(4), "the next smallest guards it");
        assert!(is_hidden(1), "and is the north's figure");
        assert!(is_hidden(2), "which the county less the south would tell");
        assert!(!is_hidden(0) && !is_hidden(5));
    }
}
