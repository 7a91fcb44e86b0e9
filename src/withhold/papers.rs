//! Every quarter of every indicator into the figures that papers for members withhold: one choice for all papers, whichever of them
//! shows the figure, and for every quantity, whichever indicators are made of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::{Indicator, Policy};
use crate::domain::{Level, Observation, Period, Places, Series};
use crate::withhold::annual;
use crate::withhold::quarter::{Of, Quarter, withheld_cells};

/// Quantities that are withheld at a place and in a quarter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Withheld(BTreeSet<(String, String, Period)>);

impl Withheld {
    /// What is withheld of one indicator, quarter by quarter: each quarter by its own figures alone, so that the papers of
    /// different quarters agree.
    pub fn of(indicator: &Indicator, all: &[Series], (places, policy): (&Places, &Policy)) -> Withheld {
        let mut quarters: BTreeMap<Period, Vec<(&str, &Observation)>> = BTreeMap::new();
        let own = |series: &&Series| {
            series.indicator == indicator.id && series.agency.is_none() && series.level != Level::Other
        };
        for series in all.iter().filter(own) {
            for one in series.observations.iter().filter(|one| one.was_sent()) {
                quarters.entry(one.period).or_default().push((&series.area, one));
            }
        }
        let mut found = Withheld::default();
        for (period, figures) in &quarters {
            let quarter = Quarter {
                indicator,
                figures,
                places,
                policy,
            };
            let cells = withheld_cells(&quarter).into_iter();
            let named = cells.map(|(area, of)| (annual::measure(indicator, of), area, *period));
            found.0.extend(named);
        }
        found
    }

    /// Adds what another indicator withholds.
    pub fn add(&mut self, other: Withheld) {
        self.0.extend(other.0);
    }

    /// Whether a quantity is withheld, by its name in releases.
    pub fn has(&self, measure: &str, (area, period): (&str, Period)) -> bool {
        self.0.contains(&(measure.to_string(), area.to_string(), period))
    }

    /// Whether anything of a quantity is withheld in a financial year.
    pub fn has_in_year(&self, measure: &str, year: i32) -> bool {
        let own = |(name, _, period): &&(String, String, Period)| name == measure && period.year() == year;
        self.0.iter().any(|one| own(&one))
    }

    /// Whether an indicator's figure is withheld, because a quantity is of which it is made.
    pub fn hides(&self, indicator: &Indicator, at: (&str, Period)) -> bool {
        [Of::Counted, Of::Base]
            .iter()
            .any(|of| self.has(&annual::measure(indicator, *of), at))
    }

    /// Marks the figures that are withheld, an agency's part of them too.
    pub fn mark(&self, indicators: &[Indicator], series: &mut [Series]) {
        if self.0.is_empty() {
            return;
        }
        let by_id: BTreeMap<&str, &Indicator> = indicators.iter().map(|one| (one.id.as_str(), one)).collect();
        for series in series {
            let Some(indicator) = by_id.get(series.indicator.as_str()) else {
                continue;
            };
            let at: Vec<usize> = (0..series.observations.len())
                .filter(|at| self.hides(indicator, (&series.area, series.observations[*at].period)))
                .collect();
            for at in at {
                series.observations[at].flags.withheld = true;
            }
        }
    }
}
