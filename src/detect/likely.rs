//! The likely range of a figure and of a change, at 95%.

use crate::catalogue::{Indicator, Unit};
use crate::detect::material::Figure;
use crate::domain::Interval;
use crate::stats::intervals;

/// The confidence of every likely range that papers print.
const CONFIDENCE: f64 = 0.95;

/// The likely range of one figure: Wilson for shares, exact Poisson or Byar for counts and rates; `None` where there is no
/// count to compute it from.
pub(super) fn likely(figure: Figure, indicator: &Indicator, scale: Option<f64>) -> Option<Interval> {
    let made = match indicator.unit {
        Unit::Count => intervals::count(figure.value, CONFIDENCE).map(|(interval, _)| interval),
        // What may exceed 100% is a share all the same as long as no more came than there was room for.
        Unit::Percent if !indicator.may_exceed_100 || figure.numerator? <= figure.denominator? => {
            intervals::wilson(figure.numerator?, figure.denominator?, CONFIDENCE).map(|interval| interval.times(100.0))
        }
        Unit::Percent | Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 => {
            let (interval, _) = intervals::rate(figure.numerator?, figure.denominator?, CONFIDENCE)?;
            Some(interval.times(scale?))
        }
        Unit::Ratio | Unit::Score | Unit::MedianDays => None,
    };
    made.map(|interval| Interval {
        low: interval.lower,
        high: interval.upper,
    })
}

/// The likely range of a difference, from the likely ranges of the two figures (the square-and-add method of Newcombe 1998,
/// which for shares is his method 10).
pub(super) fn difference(now: (f64, Interval), then: (f64, Interval)) -> Interval {
    let ((now, now_range), (then, then_range)) = (now, then);
    let below = ((now - now_range.low).powi(2) + (then_range.high - then).powi(2)).sqrt();
    let above = ((now_range.high - now).powi(2) + (then - then_range.low).powi(2)).sqrt();
    Interval {
        low: now - then - below,
        high: now - then + above,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe 1998, Statistics in Medicine 17:873, table II, contrast (a), method 10: 56/70 against 48/80.
    #[test]
    fn the_difference_of_two_shares_is_newcombes() {
        let share = |x: f64, n: f64| {
            let range = intervals::wilson(x, n, CONFIDENCE).unwrap();
            (
                x / n,
                Interval {
                    low: range.lower,
                    high: range.upper,
                },
            )
        };
        let range = difference(share(56.0, 70.0), share(48.0, 80.0));
        assert!(
            (range.low - 0.0524).abs() < 5e-5 && (range.high - 0.3339).abs() < 5e-5,
            "{range:?}"
        );
    }
}
