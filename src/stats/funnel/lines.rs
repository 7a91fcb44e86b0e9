//! Units and their average → the drawn lines of a funnel.

use crate::stats::funnel::limits::{LEVELS, proportion_limits};
use crate::stats::funnel::{NoFunnel, Statistic, Unit, average, axis};
use crate::stats::intervals::Interval;
use crate::stats::special::gamma;

/// The funnel at one position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Line {
    /// Population for a proportion; events for a rate or ratio.
    pub at: f64,
    /// 95% limits, on the scale of numerator over denominator.
    pub two_sigma: Interval,
    /// 99.8% limits.
    pub three_sigma: Interval,
    /// The average.
    pub baseline: f64,
}

/// The lines at a hundred positions.
///
/// Proportions are kept within 0 and 1 (the peer keeps them within 0 and 100 whatever it multiplies by, which is right for
/// percentages only). Rates and ratios: where x events would be just significant, average × x / m, with m the exact Poisson
/// bounds of x, found on the peer's own grid: good to the eye, and to one part in ten million except at the first few events.
///
/// # Errors
/// When a unit's numbers cannot be judged.
pub fn lines(statistic: Statistic, units: &[Unit]) -> Result<Vec<Line>, NoFunnel> {
    let baseline = average(statistic, units)?;
    let line = |at: f64| {
        let [two_sigma, three_sigma] = LEVELS.map(|level| match statistic {
            Statistic::Proportion => {
                let limits = proportion_limits(baseline, at, level);
                Interval {
                    lower: limits.lower.max(0.0),
                    upper: limits.upper.min(1.0),
                }
            }
            Statistic::Rate | Statistic::Ratio => {
                let tail = (1.0 - level) / 2.0;
                let high = bisected_mean(at, |mean| gamma::tails(at + 1.0, mean).upper < tail);
                let low = bisected_mean(at, |mean| gamma::tails(at, mean).lower > tail);
                Interval {
                    lower: baseline * at / high,
                    upper: baseline * at / low,
                }
            }
        });
        Line {
            at,
            two_sigma,
            three_sigma,
            baseline,
        }
    };
    Ok(axis::positions(statistic, units, baseline)
        .into_iter()
        .map(line)
        .collect())
}

/// The least mean that is `too_high` for `events`, by halving the fraction m / (1 + x + m) to 10⁻⁷.
fn bisected_mean(events: f64, too_high: impl Fn(f64) -> bool) -> f64 {
    let mean = |fraction: f64| (1.0 + events) * fraction / (1.0 - fraction);
    let (mut fraction, mut step) = (0.5, 0.5);
    while step > 1e-7 {
        step /= 2.0;
        fraction += if too_high(mean(fraction)) { -step } else { step };
    }
    mean(fraction)
}
