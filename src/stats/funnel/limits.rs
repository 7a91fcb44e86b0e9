//! Units and their average → how far each stands out, at 95% and 99.8%, without allowance for over-dispersion.

use crate::stats::funnel::{NoFunnel, Statistic, Unit, average};
use crate::stats::intervals::{self, Interval};
use crate::stats::special::normal;

/// The two levels of a funnel: "2 sigma" is 95%, "3 sigma" 99.8%.
pub(super) const LEVELS: [f64; 2] = [0.95, 0.998];

/// Where a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outlying {
    /// Low beyond 99.8%.
    VeryLow,
    /// Low beyond 95%.
    Low,
    /// Not significantly different from the average.
    No,
    /// High beyond 95%.
    High,
    /// High beyond 99.8%.
    VeryHigh,
}

/// A unit, judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// Numerator over denominator.
    pub value: f64,
    /// For a proportion the funnel's 95% limits at the unit's size, not clipped; for a rate or ratio the unit's own 95% interval.
    pub two_sigma: Interval,
    /// The same at 99.8%.
    pub three_sigma: Interval,
    /// The verdict.
    pub outlying: Outlying,
}

/// Judges each unit against the average of all.
///
/// Proportions: significant strictly outside p ∓ z√(p(1 − p)/n), which are the values whose Wilson interval just reaches p.
/// Rates and ratios: significant when the average lies strictly outside the unit's own interval (exact below ten events, else Byar).
///
/// # Errors
/// When a unit's numbers cannot be judged.
pub fn judge(statistic: Statistic, units: &[Unit]) -> Result<Vec<Judged>, NoFunnel> {
    let centre = average(statistic, units)?;
    let judged = |unit: &Unit| {
        let value = unit.numerator / unit.denominator;
        let limits = LEVELS.map(|level| match statistic {
            Statistic::Proportion => proportion_limits(centre, unit.denominator, level),
            Statistic::Rate | Statistic::Ratio => own_interval(unit, level),
        });
        let [two_sigma, three_sigma] = limits;
        // A rate is low when the average is above all that the unit's own interval allows, and the other way round.
        let below = |at: Interval| match statistic {
            Statistic::Proportion => value < at.lower,
            Statistic::Rate | Statistic::Ratio => centre > at.upper,
        };
        let above = |at: Interval| match statistic {
            Statistic::Proportion => value > at.upper,
            Statistic::Rate | Statistic::Ratio => centre < at.lower,
        };
        let outlying = match () {
            () if below(three_sigma) => Outlying::VeryLow,
            () if above(three_sigma) => Outlying::VeryHigh,
            () if below(two_sigma) => Outlying::Low,
            () if above(two_sigma) => Outlying::High,
            () => Outlying::No,
        };
        Judged {
            value,
            two_sigma,
            three_sigma,
            outlying,
        }
    };
    Ok(units.iter().map(judged).collect())
}

/// p ∓ z√(p(1 − p)/n).
pub(super) fn proportion_limits(p: f64, n: f64, level: f64) -> Interval {
    let width = normal::critical(level) * (p * (1.0 - p) / n).sqrt();
    Interval {
        lower: p - width,
        upper: p + width,
    }
}

fn own_interval(unit: &Unit, level: f64) -> Interval {
    let (x, n) = (unit.numerator, unit.denominator);
    // Byar's lower bound is not negative from ten events at these levels, so the fallback is never reached by valid counts.
    intervals::rate(x, n, level).map_or(
        Interval {
            lower: 0.0,
            upper: f64::INFINITY,
        },
        |(interval, _)| interval,
    )
}
