//! Units → funnel limits widened by the variation between units that chance does not explain (Spiegelhalter 2005).

use crate::stats::centre;
use crate::stats::funnel::{NoFunnel, Statistic, Unit, average};
use crate::stats::special::gamma;

/// Critical values as the source has them, typed in to seven figures.
const Z: [f64; 2] = [1.959_964, 3.090_232];
/// The share of units at each end whose z is pulled in, or left out.
const TRIM: f64 = 0.1;

/// The scale on which units are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scale {
    /// Proportions: arcsine of the square root, z winsorised.
    Arcsine,
    /// Ratios of observed to expected: square root, z winsorised (Care Quality Commission).
    SquareRoot,
    /// Ratios of observed to expected: logarithm, extreme units left out (hospital mortality indicator). No events give an
    /// infinite z, which trimming may or may not leave out.
    Logarithm,
}

impl Scale {
    const fn statistic(self) -> Statistic {
        match self {
            Scale::Arcsine => Statistic::Proportion,
            Scale::SquareRoot | Scale::Logarithm => Statistic::Ratio,
        }
    }
}

/// Limits at 95% and 99.8%.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FourLimits {
    /// Lower, 95%.
    pub lower95: f64,
    /// Upper, 95%.
    pub upper95: f64,
    /// Lower, 99.8%.
    pub lower998: f64,
    /// Upper, 99.8%.
    pub upper998: f64,
}

/// One unit on the transformed scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AdjustedUnit {
    /// Numerator over denominator.
    pub value: f64,
    /// Distance from the average in standard errors, on the scale.
    pub z: f64,
    /// The same after winsorising; `None` for a unit left out of the estimate.
    pub trimmed_z: Option<f64>,
    /// Standard error on the scale.
    pub error: f64,
    /// Limits at the unit's size without allowance. For ratios: exact Poisson with the expected count in the count's place.
    pub unadjusted: FourLimits,
    /// Limits with the variance between units added.
    pub adjusted: FourLimits,
    /// Outside the 99.8% limits that apply: the adjusted ones where there is over-dispersion, else the unadjusted.
    pub outlier: bool,
}

/// A whole adjusted funnel.
#[derive(Debug, Clone, PartialEq)]
pub struct Adjusted {
    /// Mean square of the trimmed z: 1 where chance explains all.
    pub dispersion: f64,
    /// Variance between units on the scale; 0 where chance explains all.
    pub between: f64,
    /// Units that the two come from.
    pub used: usize,
    /// One for each unit.
    pub units: Vec<AdjustedUnit>,
}

/// Estimates the over-dispersion of `units` on `scale` and the limits that allow for it:
/// phi = mean z², tau² = max(0, (n·phi − (n − 1)) / (Σw − Σw²/Σw)) with w = 1/s².
///
/// # Errors
/// When a unit's numbers cannot be judged.
pub fn adjust(scale: Scale, units: &[Unit]) -> Result<Adjusted, NoFunnel> {
    let target = average(scale.statistic(), units)?;
    let z: Vec<f64> = units.iter().map(|unit| z_score(scale, unit, target)).collect();
    let trimmed = if scale == Scale::Logarithm {
        truncate(&z)
    } else {
        winsorise(&z)
    };
    let kept: Vec<f64> = trimmed.iter().flatten().copied().collect();
    let n = kept.len() as f64;
    let dispersion = kept.iter().map(|z| z * z).sum::<f64>() / n;
    let weights = || {
        units
            .iter()
            .zip(&trimmed)
            .filter(|(_, z)| z.is_some())
            .map(|(unit, _)| error(scale, unit).powi(-2))
    };
    let (sum, squares) = (weights().sum::<f64>(), weights().map(|w| w * w).sum::<f64>());
    let surplus = n * dispersion - (n - 1.0);
    let between = if kept.is_empty() || surplus < 0.0 {
        0.0
    } else {
        (surplus / (sum - squares / sum)).max(0.0)
    };
    let unit = |(at, unit): (usize, &Unit)| {
        let value = unit.numerator / unit.denominator;
        let unadjusted = unadjusted(scale, unit, target);
        let adjusted = limits(scale, target, error(scale, unit).powi(2) + between);
        let apply = if between > 0.0 { adjusted } else { unadjusted };
        AdjustedUnit {
            value,
            z: z[at],
            trimmed_z: trimmed[at],
            error: error(scale, unit),
            unadjusted,
            adjusted,
            outlier: match scale {
                // On the scale itself: back from it, a limit beyond 0 or 1 would be folded inside again.
                Scale::Arcsine => {
                    z[at].abs() * error(scale, unit) > Z[1] * (error(scale, unit).powi(2) + between).sqrt()
                }
                Scale::SquareRoot | Scale::Logarithm => value > apply.upper998 || value < apply.lower998,
            },
        }
    };
    Ok(Adjusted {
        dispersion,
        between,
        used: kept.len(),
        units: units.iter().enumerate().map(unit).collect(),
    })
}

fn error(scale: Scale, unit: &Unit) -> f64 {
    match scale {
        Scale::Arcsine | Scale::SquareRoot => 1.0 / (2.0 * unit.denominator.sqrt()),
        Scale::Logarithm => 1.0 / unit.denominator.sqrt(),
    }
}

fn z_score(scale: Scale, unit: &Unit, target: f64) -> f64 {
    let value = unit.numerator / unit.denominator;
    match scale {
        Scale::Arcsine => (value.sqrt().asin() - target.sqrt().asin()) / error(scale, unit),
        Scale::SquareRoot => (value.sqrt() - 1.0) / error(scale, unit),
        Scale::Logarithm => unit.denominator.sqrt() * value.ln(),
    }
}

/// Pulls the outer tenths in to the quantiles at 10% and 90%.
fn winsorise(z: &[f64]) -> Vec<Option<f64>> {
    let at = |share| centre::quantile(z.iter().copied(), share);
    let (Some(low), Some(high)) = (at(TRIM), at(1.0 - TRIM)) else {
        return Vec::new();
    };
    z.iter()
        .map(|&z| {
            Some(if z < low {
                low
            } else if z > high {
                high
            } else {
                z
            })
        })
        .collect()
}

/// Leaves out the first and the last of ten groups by rank, ties at their average rank.
fn truncate(z: &[f64]) -> Vec<Option<f64>> {
    let groups = 1.0 / TRIM;
    let group = |value: f64| {
        let below = z.iter().filter(|&&other| other < value).count() as f64;
        let level = z.iter().filter(|&&other| other == value).count() as f64;
        let rank = below + (level + 1.0) / 2.0;
        (rank * groups / (z.len() as f64 + 1.0)).floor()
    };
    z.iter()
        .map(|&z| Some(z).filter(|&z| group(z) > 0.0 && group(z) < groups - 1.0))
        .collect()
}

fn limits(scale: Scale, target: f64, variance: f64) -> FourLimits {
    let at = |z: f64| match scale {
        Scale::Arcsine => (target.sqrt().asin() + z * variance.sqrt()).sin().powi(2),
        Scale::SquareRoot => 1.0 + z * variance.sqrt(),
        Scale::Logarithm => (z * variance.sqrt()).exp(),
    };
    FourLimits {
        lower95: at(-Z[0]),
        upper95: at(Z[0]),
        lower998: at(-Z[1]),
        upper998: at(Z[1]),
    }
}

fn unadjusted(scale: Scale, unit: &Unit, target: f64) -> FourLimits {
    match scale {
        Scale::Arcsine => limits(scale, target, error(scale, unit).powi(2)),
        Scale::SquareRoot | Scale::Logarithm => {
            let expected = unit.denominator;
            let lower = |tail: f64| gamma::quantile_lower(expected, tail) / expected;
            let upper = |tail: f64| gamma::quantile_upper(expected + 1.0, tail) / expected;
            FourLimits {
                lower95: lower(0.025),
                upper95: upper(0.025),
                lower998: lower(0.001),
                upper998: upper(0.001),
            }
        }
    }
}
