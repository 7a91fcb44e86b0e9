//! Readings of cells into amounts that can be added without losing what is not known.

use std::iter::Sum;
use std::ops::Add;

/// A number known exactly, or known to lie between two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    /// Least.
    pub low: f64,
    /// Greatest; infinite where nobody declared a bound.
    pub high: f64,
}

impl Amount {
    /// A number known exactly.
    pub fn exactly(value: f64) -> Amount {
        Amount {
            low: value,
            high: value,
        }
    }

    /// A suppressed number between `low` and `high` (`None`: no upper bound is known).
    pub fn between(low: f64, high: Option<f64>) -> Amount {
        Amount {
            low,
            high: high.unwrap_or(f64::INFINITY).max(low),
        }
    }

    /// The number, where it is known exactly.
    #[expect(clippy::float_cmp, reason = "the bounds of an exact amount are copies of one number")]
    pub fn exact(self) -> Option<f64> {
        (self.low == self.high).then_some(self.low)
    }

    /// Whether the two can be the same number, allowing for rounding in the last place.
    pub fn may_equal(self, other: Amount) -> bool {
        let slack = 1e-9 * self.low.abs().max(other.low.abs()).max(1.0);
        self.low <= other.high + slack && other.low <= self.high + slack
    }

    /// Multiplied by a number that is not negative.
    pub fn times(self, factor: f64) -> Amount {
        Amount {
            low: self.low * factor,
            high: self.high * factor,
        }
    }

    /// This over `base`, times `factor`; `None` where the base is, or may be, nothing but zero.
    pub fn over(self, base: Amount, factor: f64) -> Option<Amount> {
        if let (Some(above), Some(below)) = (self.exact(), base.exact()) {
            return (below > 0.0).then(|| Amount::exactly(above / below * factor));
        }
        if base.high <= 0.0 {
            return None;
        }
        let low = if base.high.is_finite() {
            self.low / base.high * factor
        } else {
            0.0
        };
        let high = if base.low > 0.0 {
            self.high / base.low * factor
        } else {
            f64::INFINITY
        };
        Some(Amount { low, high })
    }

    /// No greater than `most`.
    pub fn capped(self, most: f64) -> Amount {
        Amount {
            low: self.low.min(most),
            high: self.high.min(most),
        }
    }
}

impl Add for Amount {
    type Output = Amount;

    fn add(self, other: Amount) -> Amount {
        Amount {
            low: self.low + other.low,
            high: self.high + other.high,
        }
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Amount>>(amounts: I) -> Amount {
        amounts.fold(Amount::exactly(0.0), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_with_a_suppressed_part_is_a_range() {
        let sum: Amount = [Amount::exactly(20.0), Amount::between(1.0, Some(4.0))]
            .into_iter()
            .sum();
        assert_eq!((sum.low, sum.high, sum.exact()), (21.0, 24.0, None));
        let unbounded = sum + Amount::between(0.0, None);
        assert!(unbounded.high.is_infinite());
    }

    #[test]
    fn a_share_of_ranges_is_as_wide_as_they_allow() {
        let share = Amount::between(1.0, Some(4.0))
            .over(Amount::between(10.0, Some(20.0)), 100.0)
            .unwrap();
        assert_eq!((share.low, share.high), (5.0, 40.0));
        assert_eq!(Amount::exactly(0.0).over(Amount::exactly(0.0), 100.0), None);
        assert!(
            Amount::between(0.0, Some(9.0))
                .over(Amount::between(0.0, None), 1.0)
                .unwrap()
                .high
                .is_infinite()
        );
    }
}
