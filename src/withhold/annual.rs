//! An indicator's quarters into its figure for a financial year, or for one of the quarters.

use crate::catalogue::{Indicator, Timing};
use crate::domain::{Missing, Observation, Period, Series, SeriesState};
use crate::withhold::quarter::Of;
use crate::withhold::scope::Time;

/// What a year's figure is made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Annual {
    /// What was counted, and of how many where the indicator has a base.
    Known {
        /// What was counted.
        numerator: f64,
        /// The base, where there is one.
        denominator: Option<f64>,
    },
    /// No figure, and why.
    Missing(Missing),
}

/// The name of a quantity of an indicator: another indicator's where the catalogue says that both count the same.
pub fn measure(indicator: &Indicator, of: Of) -> String {
    let (other, own) = match of {
        Of::Counted => (&indicator.numerator_is, own_numerator(indicator)),
        Of::Base => (&indicator.denominator_is, format!("{} denominator", indicator.id)),
    };
    other.clone().unwrap_or(own)
}

/// The name of what an indicator counts, where no other counts the same.
pub fn own_numerator(indicator: &Indicator) -> String {
    match indicator.unit.multiplier() {
        Some(_) => format!("{} numerator", indicator.id),
        None => indicator.id.clone(),
    }
}

/// Whether the indicator has a figure for a year at all: medians, scores and counts of different people each quarter
/// have none that could be made from quarters.
pub fn is_annual(indicator: &Indicator) -> bool {
    is_made_of_counts(indicator) && quarters_used(indicator.timing).is_some()
}

/// Whether the indicator's figures are counts, or shares of counts.
pub fn is_made_of_counts(indicator: &Indicator) -> bool {
    indicator.unit.multiplier().is_none_or(|multiplier| multiplier > 1.0)
        && indicator.unit != crate::catalogue::Unit::MedianDays
}

/// The quarters whose figures a year's figure is the sum of; a single one where it is that quarter's own.
pub fn quarters_of(indicator: &Indicator, year: i32) -> Vec<Period> {
    let used = quarters_used(indicator.timing).unwrap_or(&[]);
    let due = |quarter: &&u8| {
        used.len() == 1 || indicator.due_quarters.is_empty() || indicator.due_quarters.contains(*quarter)
    };
    let quarters = used.iter().filter(due);
    quarters.filter_map(|quarter| Period::new(year, *quarter)).collect()
}

/// Which quarters make up the year: all four added up, or the last alone.
fn quarters_used(timing: Timing) -> Option<&'static [u8]> {
    match timing {
        Timing::Flow | Timing::FlowAnnualised | Timing::FlowLagged | Timing::FlowCohortByClosure => Some(&[1, 2, 3, 4]),
        Timing::Snapshot | Timing::Rolling12m | Timing::Rolling3y => Some(&[4]),
        Timing::FlowOrRolling12m | Timing::FlowDistinct | Timing::Cycle => None,
    }
}

/// The figure of a year or quarter. Every quarter that is due must be a number.
pub fn figure(series: &Series, indicator: &Indicator, time: Time) -> Annual {
    let periods: Vec<Period> = match time {
        Time::Year(year) => quarters_of(indicator, year),
        Time::Quarter(period) => vec![period],
    };
    let found: Vec<&Observation> = series
        .observations
        .iter()
        .filter(|observation| periods.contains(&observation.period))
        .collect();
    if let Some(missing) = why_missing(&found, periods.len()) {
        return Annual::Missing(missing);
    }
    let has_base = indicator.unit.multiplier().is_some();
    let numerators: Option<f64> = found.iter().map(|observation| counted(observation, has_base)).sum();
    let mut bases = found.iter().map(|observation| observation.denominator);
    // A population is the same all year; other bases add up as their numerators do.
    let base: Option<f64> = if indicator.unit.is_rate() {
        bases.next_back().flatten()
    } else {
        bases.sum()
    };
    match (numerators, base) {
        (Some(numerator), _) if !has_base => Annual::Known {
            numerator,
            denominator: None,
        },
        (Some(numerator), Some(base)) => Annual::Known {
            numerator,
            denominator: Some(base),
        },
        (_, _) => Annual::Missing(Missing::NotAvailable),
    }
}

fn counted(observation: &Observation, has_base: bool) -> Option<f64> {
    if has_base {
        observation.numerator
    } else {
        observation.numerator.or(observation.value)
    }
}

fn why_missing(found: &[&Observation], wanted: usize) -> Option<Missing> {
    let is = |state: SeriesState| found.iter().any(|observation| observation.state == state);
    if is(SeriesState::Range) || is(SeriesState::Suppressed) {
        return Some(Missing::Withheld);
    }
    if wanted > 0 && found.len() == wanted && found.iter().all(|it| it.state == SeriesState::NotDue) {
        return Some(Missing::NotApplicable);
    }
    // None of none is known: it adds nothing to the year's counts.
    let is_known = |one: &&Observation| one.state == SeriesState::Number || one.has_none();
    let whole = wanted > 0 && found.len() == wanted && found.iter().all(is_known);
    let partial = found.iter().any(|it| !it.without.is_empty());
    (!whole || partial).then_some(Missing::NotAvailable)
}
