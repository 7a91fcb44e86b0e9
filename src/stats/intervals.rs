//! Counts, with what they are out of → confidence intervals.
//!
//! As the Office for Health Improvement and Disparities does in PHEindicatormethods 2.1.0: Wilson for proportions, exact Poisson
//! for rates of fewer than ten events and Byar's approximation from ten. z is never rounded. A confidence lies in (0, 1).

use crate::stats::special::{beta, gamma, normal};

/// A lower and an upper bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower bound.
    pub lower: f64,
    /// Upper bound.
    pub upper: f64,
}

impl Interval {
    /// Both bounds times `factor`, such as 100 for a percentage.
    #[must_use]
    pub fn times(self, factor: f64) -> Interval {
        Interval {
            lower: self.lower * factor,
            upper: self.upper * factor,
        }
    }

    /// Whether `value` lies in the interval, ends included.
    pub fn contains(self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }
}

/// Wilson's score interval for x of n (Wilson 1927):
/// (2x + z² ∓ z·√(z² + 4x(1 − x/n))) / (2(n + z²)). `None` unless 0 ≤ x ≤ n and n > 0. Clamped to [0, 1].
pub fn wilson(x: f64, n: f64, confidence: f64) -> Option<Interval> {
    if !(n > 0.0 && x >= 0.0 && x <= n) {
        return None;
    }
    let z = normal::critical(confidence);
    let square = z * z;
    let root = z * (square + 4.0 * x * (1.0 - x / n)).sqrt();
    let bound = |root: f64| (2.0 * x + square + root) / 2.0 / (n + square);
    // At x = 0 the difference is a rounding residue of zero, and at x = n one of one: say zero, and one.
    let lower = if x == 0.0 { 0.0 } else { bound(-root).max(0.0) };
    let upper = if x == n { 1.0 } else { bound(root).min(1.0) };
    Some(Interval { lower, upper })
}

/// The exact binomial interval (Clopper and Pearson 1934). `None` unless 0 ≤ x ≤ n and n > 0.
pub fn clopper_pearson(x: f64, n: f64, confidence: f64) -> Option<Interval> {
    if !(n > 0.0 && x >= 0.0 && x <= n) {
        return None;
    }
    let tail = (1.0 - confidence) / 2.0;
    let lower = beta::quantile_lower(tail, x, n - x + 1.0);
    // Upper bound through the mirror image, where the small tail is the accurate one.
    let upper = 1.0 - beta::quantile_lower(tail, n - x, x + 1.0);
    Some(Interval { lower, upper })
}

/// Byar's lower bound of a count, x(1 − 1/(9x) − z/(3√x))³ (Breslow and Day 1987). `None` for x ≤ 0 and where it is negative.
pub fn byar_lower(x: f64, confidence: f64) -> Option<f64> {
    let root = 1.0 - 1.0 / (9.0 * x) - normal::critical(confidence) / (3.0 * x.sqrt());
    Some(x * root * root * root).filter(|bound| x > 0.0 && *bound >= 0.0)
}

/// Byar's upper bound of a count, (x+1)(1 − 1/(9(x+1)) + z/(3√(x+1)))³, for x ≥ 0.
pub fn byar_upper(x: f64, confidence: f64) -> f64 {
    let next = x + 1.0;
    let root = 1.0 - 1.0 / (9.0 * next) + normal::critical(confidence) / (3.0 * next.sqrt());
    next * root * root * root
}

/// The exact Poisson interval of a count (Garwood 1936). `None` for x < 0.
pub fn exact_poisson(x: f64, confidence: f64) -> Option<Interval> {
    let tail = (1.0 - confidence) / 2.0;
    (x >= 0.0).then(|| Interval {
        lower: gamma::quantile_lower(x, tail),
        upper: gamma::quantile_upper(x + 1.0, tail),
    })
}

/// Which interval a count got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CountMethod {
    /// Exact Poisson, fewer than ten events.
    Exact,
    /// Byar, ten events or more.
    Byar,
}

/// The interval of a count and its method: exact below ten events, Byar from ten. The switch is strict and holds for counts that
/// are not whole too. `None` for x < 0.
pub fn count(x: f64, confidence: f64) -> Option<(Interval, CountMethod)> {
    if x < 10.0 {
        return exact_poisson(x, confidence).map(|interval| (interval, CountMethod::Exact));
    }
    let lower = byar_lower(x, confidence)?;
    Some((
        Interval {
            lower,
            upper: byar_upper(x, confidence),
        },
        CountMethod::Byar,
    ))
}

/// The interval of the rate x / n, per one of n. `None` unless x ≥ 0 and n > 0.
pub fn rate(x: f64, n: f64, confidence: f64) -> Option<(Interval, CountMethod)> {
    let (interval, method) = count(x, confidence).filter(|_| n > 0.0)?;
    Some((
        Interval {
            lower: interval.lower / n,
            upper: interval.upper / n,
        },
        method,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_counts_have_no_interval() {
        assert_eq!(wilson(3.0, 0.0, 0.95), None);
        assert_eq!(wilson(3.0, 2.0, 0.95), None);
        assert_eq!(wilson(-1.0, 2.0, 0.95), None);
        assert_eq!(rate(4.0, 0.0, 0.95), None);
        assert_eq!(wilson(f64::NAN, 2.0, 0.95), None);
    }

    #[test]
    fn all_of_all_reaches_one_and_none_of_all_reaches_nought() {
        let all = wilson(20.0, 20.0, 0.95).unwrap();
        assert_eq!(all.upper, 1.0);
        let none = wilson(0.0, 20.0, 0.95).unwrap();
        assert_eq!(none.lower, 0.0);
        assert!((all.lower + none.upper - 1.0).abs() < 1e-15);
    }

    #[test]
    fn the_method_changes_at_ten_events_exactly() {
        assert_eq!(count(9.999, 0.95).unwrap().1, CountMethod::Exact);
        assert_eq!(count(10.0, 0.95).unwrap().1, CountMethod::Byar);
    }
}
