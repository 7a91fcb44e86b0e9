//! Counts of many units in one period → which units stand out, and the funnel that shows it.
//!
//! Two methods. Unadjusted (`limits`): each unit against the average of all, as PHEindicatormethods 2.1.0 does for England's public
//! health profiles. Adjusted (`spread`): limits widened by the variation between units that chance does not explain, as
//! FunnelPlotR 0.6.0 does after Spiegelhalter 2005; sensible from about a dozen units.

mod axis;
mod limits;
mod lines;
mod spread;

pub use limits::{Judged, Outlying, judge};
pub use lines::{Line, lines};
pub use spread::{Adjusted, AdjustedUnit, FourLimits, Scale, adjust};

/// What a unit's two numbers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Statistic {
    /// Numerator among denominator; the average is Σ numerators / Σ denominators.
    Proportion,
    /// Events per population; the average likewise.
    Rate,
    /// Observed events over expected events; the average is 1.
    Ratio,
}

/// One unit: an agency, a district, a quadrant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// Events, at least 0.
    pub numerator: f64,
    /// What they are out of: trials, population or expected events. Must be above 0.
    pub denominator: f64,
}

/// Why there is no funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFunnel {
    /// No unit was given.
    NoUnits,
    /// A denominator is not above zero: leave the unit out and say so.
    DenominatorNotPositive,
    /// A numerator is negative, or above its denominator in a proportion.
    NumeratorOutOfRange,
}

/// The average that units are held against, after checking them: the units' own, each included.
///
/// # Errors
/// When a unit's numbers cannot be judged, as [`NoFunnel`] says.
pub fn average(statistic: Statistic, units: &[Unit]) -> Result<f64, NoFunnel> {
    if units.is_empty() {
        return Err(NoFunnel::NoUnits);
    }
    for unit in units {
        if unit.denominator.is_nan() || unit.denominator <= 0.0 {
            return Err(NoFunnel::DenominatorNotPositive);
        }
        let beyond = statistic == Statistic::Proportion && unit.numerator > unit.denominator;
        if unit.numerator.is_nan() || unit.numerator < 0.0 || beyond {
            return Err(NoFunnel::NumeratorOutOfRange);
        }
    }
    let sum = |part: fn(&Unit) -> f64| units.iter().map(part).sum::<f64>();
    Ok(match statistic {
        Statistic::Ratio => 1.0,
        Statistic::Proportion | Statistic::Rate => sum(|unit| unit.numerator) / sum(|unit| unit.denominator),
    })
}
