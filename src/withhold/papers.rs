//! Every quarter of every indicator into the figures that papers for members withhold: one choice for all papers, whichever of them
//! shows the figure, and for every quantity, whichever indicators are made of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::{Indicator, Policy};
use crate::domain::{Level, Observation, Period, Places, Series};
use crate::withhold::agencies::withheld_parts;
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
            let cells = withheld_cells(&quarter);
            let parts = withheld_parts(&quarter, &cells, &figures.agencies).into_iter();
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
    pub fn mark(&self, indicators: &[Indicator], series: &mut [Series]) {
        if self.areas.is_empty() && self.agencies.is_empty() {
            return;
        }
        let by_id: BTreeMap<&str, &Indicator> = indicators.iter().map(|one| (one.id.as_str(), one)).collect();
        for series in series {
            let Some(indicator) = by_id.get(series.indicator.as_str()) else {
                continue;
            };
            let is_hidden = |at: &usize| {
                let period = series.observations[*at].period;
                let agency = series.agency.iter();
                let mut own = agency.map(|agency| (indicator.id.clone(), agency.clone(), period));
                self.hides(indicator, (&series.area, period)) || own.any(|own| self.agencies.contains(&own))
            };
            let at: Vec<usize> = (0..series.observations.len()).filter(is_hidden).collect();
            for at in at {
                series.observations[at].flags.withheld = true;
            }
        }
    }
}
