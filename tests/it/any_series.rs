//! A seed into a series of any indicator: counts, rates and percentages large, small and rare, means and medians; stable, stepping,
//! drifting, seasonal, constant with and without a jump, short and long, with gaps and without; at the county, in a district, of one
//! agency.

use crate::draws::Draws;
use crate::yearly::quarterly;
use paqa::catalogue::{Indicator, Unit};
use paqa::domain::{Level, Observation, Series, SeriesState};

/// How a level moves over time, as a multiple of itself.
fn course(draws: &mut Draws, length: usize) -> Vec<f64> {
    let turn = (draws.even() * length as f64) as usize;
    let size = 0.5 + draws.even() * 1.5;
    let kind = (draws.even() * 6.0) as usize;
    let of = |at: usize| match kind {
        1 if at >= turn => size,
        2 => 1.0 + (size - 1.0) * at as f64 / length as f64,
        3 => [1.0, 1.1, 0.6, 1.05][at % 4],
        4 if at + 1 == length => 1.0 + size,
        _ => 1.0,
    };
    (0..length).map(of).collect()
}

/// The series. No value is a gap where it is the newest.
pub fn any_series(indicator: &Indicator, seed: u64) -> Series {
    let mut draws = Draws(seed);
    let length = 1 + (draws.even() * 36.0) as usize;
    let course = course(&mut draws, length);
    let (size, base) = (
        (draws.even() * 6.5 - 1.0).exp(),
        (draws.even() * 6.0 + 0.5).exp().ceil(),
    );
    let share = 0.03 + 0.94 * draws.even();
    let (never_varies, gaps) = (draws.even() < 0.1, draws.even() < 0.3);
    let parts: Vec<(f64, Option<f64>)> = course
        .iter()
        .map(|&level| match indicator.unit {
            Unit::Count if never_varies => (size.round(), None),
            Unit::Count => (draws.poisson(size * level), None),
            Unit::Percent if never_varies => ((base * share).round(), Some(base)),
            Unit::Percent => (draws.of(base as u32, (share * level).min(1.0)), Some(base)),
            Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 => {
                (draws.poisson(size * level), Some(base * 1000.0))
            }
            Unit::Ratio | Unit::Score | Unit::MedianDays if never_varies => (size, None),
            Unit::Ratio | Unit::Score | Unit::MedianDays => (size * level * (1.0 + 0.1 * draws.normal()), None),
        })
        .collect();
    let mut series = quarterly(indicator, &parts.iter().map(|(count, _)| *count).collect::<Vec<_>>());
    for (at, (count, base)) in parts.into_iter().enumerate() {
        let one = series.observations[at].clone();
        let is_gap = gaps && at + 1 < length && draws.even() < 0.12;
        series.observations[at] = match (base, is_gap) {
            (_, true) => Observation::absent(one.period, SeriesState::NoReturn),
            (None, false) => one,
            (Some(base), false) => Observation {
                numerator: Some(count),
                denominator: Some(base),
                value: Some(count / base * indicator.unit.multiplier().unwrap()),
                ..one
            },
        };
    }
    match (draws.even() * 4.0) as usize {
        0 => series.level = Level::District,
        1 => series.agency = Some("some-agency".into()),
        _ => (),
    }
    series
}
