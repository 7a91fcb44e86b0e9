//! What was sent at one area in one quarter into one observation, in the indicator's unit.

use crate::catalogue::{Indicator, Timing, Unit};
use crate::domain::{Headcount, Observation, Period, SeriesState};
use crate::measure::amount::Amount;
use crate::measure::part::Figure;

/// Quarters in a year: a quarter's flow times this is set against a yearly population.
const QUARTERS_A_YEAR: f64 = 4.0;

/// The observation that a figure makes. `population` is the base of a rate at the area, where the board has one.
pub(super) fn observation(
    indicator: &Indicator,
    period: Period,
    figure: &Figure,
    population: Option<&Headcount>,
) -> Observation {
    let base = match population.filter(|_| indicator.unit.is_rate()) {
        Some(headcount) => Some(Amount::exactly(headcount.people)),
        None => figure.denominator,
    };
    let vintage = population.filter(|_| indicator.unit.is_rate() && figure.numerator.is_some());
    let value = value(indicator, figure, base);
    let mut observation = Observation::absent(period, state(value));
    observation.numerator = figure.numerator.and_then(Amount::exact);
    observation.denominator = base
        .filter(|_| indicator.unit.multiplier().is_some())
        .and_then(Amount::exact);
    observation.vintage = vintage.map(|headcount| headcount.vintage.clone());
    if let Some(amount) = value {
        observation.value = amount.exact();
        if amount.exact().is_none() {
            observation.low = Some(amount.low);
            observation.high = Some(amount.high).filter(|high| high.is_finite());
        }
    }
    observation
}

/// The figure in the indicator's unit; `None` where it cannot be had.
fn value(indicator: &Indicator, figure: &Figure, base: Option<Amount>) -> Option<Amount> {
    let Some(multiplier) = indicator.unit.multiplier() else {
        return match indicator.unit {
            Unit::MedianDays => figure.value.or(figure.numerator.filter(|_| figure.parts == 1)),
            _ => figure.numerator.or(figure.value),
        };
    };
    let Some((numerator, base)) = figure.numerator.zip(base) else {
        return figure.value;
    };
    let yearly = match indicator.timing {
        Timing::FlowAnnualised => numerator.times(QUARTERS_A_YEAR),
        _ => numerator,
    };
    let share = yearly.over(base, multiplier)?;
    let bounded = indicator.unit == Unit::Percent && !indicator.may_exceed_100 && share.exact().is_none();
    Some(if bounded { share.capped(multiplier) } else { share })
}

fn state(value: Option<Amount>) -> SeriesState {
    match value {
        None => SeriesState::NotMeasured,
        Some(amount) if amount.exact().is_some() => SeriesState::Number,
        Some(amount) if amount.high.is_finite() => SeriesState::Range,
        Some(_) => SeriesState::Suppressed,
    }
}
