//! Two periods, or two places → tests and intervals for a change in a proportion or a rate.
//!
//! Each as base R 4.2 has it: `fisher.test`, `prop.test`, `poisson.test`.

use crate::stats::count_tails::TIE_ALLOWANCE;
use crate::stats::intervals::Interval;
use crate::stats::special::{beta, gamma, mass, normal};

/// x of n, twice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Events in the first.
    pub first: f64,
    /// What they are out of: trials, or exposure.
    pub first_of: f64,
    /// Events in the second.
    pub second: f64,
    /// What they are out of.
    pub second_of: f64,
}

/// A chi-square statistic with one degree of freedom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChiSquare {
    /// The statistic.
    pub statistic: f64,
    /// Its upper tail.
    pub p: f64,
}

impl Pair {
    fn are_proportions(&self) -> bool {
        let fits = |x: f64, n: f64| n > 0.0 && x >= 0.0 && x <= n;
        fits(self.first, self.first_of) && fits(self.second, self.second_of)
    }

    /// Fisher's exact test, two-sided: the chance, with margins fixed, of all tables no more likely than this one.
    /// Counts must be whole. `None` unless both are proportions.
    pub fn fisher(&self) -> Option<f64> {
        if !self.are_proportions() {
            return None;
        }
        let events = self.first + self.second;
        let least = (events - self.second_of).max(0.0);
        let most = events.min(self.first_of);
        // Hypergeometric masses relative to one another, by their exact ratio from the observed table outwards.
        let ratio_up = |x: f64| (self.first_of - x) * (events - x) / ((x + 1.0) * (self.second_of - events + x + 1.0));
        let (mut all, mut rare) = (1.0, 1.0);
        let mut count = |relative: f64| {
            all += relative;
            if relative <= TIE_ALLOWANCE {
                rare += relative;
            }
        };
        let (mut x, mut relative) = (self.first, 1.0);
        while x < most {
            relative *= ratio_up(x);
            x += 1.0;
            count(relative);
        }
        (x, relative) = (self.first, 1.0);
        while x > least {
            x -= 1.0;
            relative /= ratio_up(x);
            count(relative);
        }
        Some((rare / all).min(1.0))
    }

    /// Pearson's chi-square test of equal proportions, with Yates's correction if `corrected`.
    /// `None` unless both are proportions and neither outcome is absent from both.
    pub fn chi_square(&self, corrected: bool) -> Option<ChiSquare> {
        if !self.are_proportions() {
            return None;
        }
        let share = (self.first + self.second) / (self.first_of + self.second_of);
        let cells = [
            (self.first, self.first_of * share),
            (self.second, self.second_of * share),
            (self.first_of - self.first, self.first_of * (1.0 - share)),
            (self.second_of - self.second, self.second_of * (1.0 - share)),
        ];
        if cells.iter().any(|cell| cell.1 <= 0.0) {
            return None;
        }
        // Half a count, but never more than the distance itself, so that equal proportions are not corrected apart.
        let difference = self.first / self.first_of - self.second / self.second_of;
        let least = (difference.abs() / (1.0 / self.first_of + 1.0 / self.second_of)).min(0.5);
        let correction = if corrected { least } else { 0.0 };
        let statistic: f64 = cells
            .iter()
            .map(|(seen, expected)| ((seen - expected).abs() - correction).powi(2) / expected)
            .sum();
        Some(ChiSquare {
            statistic,
            p: gamma::chi_square_upper(statistic, 1.0),
        })
    }

    /// Wald's interval for the first proportion minus the second, uncorrected, kept within [−1, 1].
    pub fn difference(&self, confidence: f64) -> Option<Interval> {
        if !self.are_proportions() {
            return None;
        }
        let (p, q) = (self.first / self.first_of, self.second / self.second_of);
        let spread = (p * (1.0 - p) / self.first_of + q * (1.0 - q) / self.second_of).sqrt();
        let width = normal::critical(confidence) * spread;
        Some(Interval {
            lower: (p - q - width).max(-1.0),
            upper: (p - q + width).min(1.0),
        })
    }

    /// The exact comparison of two Poisson rates, two-sided: given their total, the first count is binomial.
    /// `None` without exposure or with negative counts; 1 without any event.
    pub fn poisson(&self) -> Option<f64> {
        if !(self.first_of > 0.0 && self.second_of > 0.0 && self.first >= 0.0 && self.second >= 0.0) {
            return None;
        }
        let all = self.first_of + self.second_of;
        Some(binomial_two_sided(
            self.first,
            self.first + self.second,
            (self.first_of / all, self.second_of / all),
        ))
    }
}

/// The exact two-sided p value of x of n at chance p, with q = 1 − p: all outcomes no more likely than x.
pub fn binomial_two_sided(x: f64, n: f64, (p, q): (f64, f64)) -> f64 {
    let mean = n * p;
    if n == 0.0 || x == mean {
        return 1.0;
    }
    let seen = mass::binomial(x, n, (p, q));
    let rare = |other: f64| mass::binomial(other, n, (p, q)) <= seen * TIE_ALLOWANCE;
    let at_most = |x: f64| {
        if x < 0.0 {
            0.0
        } else {
            beta::tails((p, q), x + 1.0, n - x).upper
        }
    };
    let at_least = |x: f64| {
        if x > n {
            0.0
        } else {
            beta::tails((p, q), x, n - x + 1.0).lower
        }
    };
    let (mut low, mut high) = if x < mean {
        (mean.ceil() - 1.0, n + 1.0)
    } else {
        (-1.0, mean.floor() + 1.0)
    };
    // Masses fall away from the mean, so one boundary separates common from rare on the far side.
    while high - low > 1.0 {
        let middle = f64::midpoint(low, high).floor();
        if rare(middle) == (x < mean) {
            high = middle
        } else {
            low = middle
        }
    }
    let both = if x < mean {
        at_most(x) + at_least(high)
    } else {
        at_most(low) + at_least(x)
    };
    both.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lady_tasting_tea_scores_as_fisher_said() {
        let tea = Pair {
            first: 3.0,
            first_of: 4.0,
            second: 1.0,
            second_of: 4.0,
        };
        assert!((tea.fisher().unwrap() - 34.0 / 70.0).abs() < 1e-14);
    }

    #[test]
    fn equal_periods_show_no_difference() {
        let same = Pair {
            first: 6.0,
            first_of: 30.0,
            second: 6.0,
            second_of: 30.0,
        };
        assert_eq!(same.fisher(), Some(1.0));
        assert_eq!(same.poisson(), Some(1.0));
    }

    #[test]
    fn a_fair_coin_test_counts_both_tails() {
        assert!((binomial_two_sided(1.0, 5.0, (0.5, 0.5)) - 0.375).abs() < 1e-14);
        assert!((binomial_two_sided(5.0, 5.0, (0.5, 0.5)) - 0.0625).abs() < 1e-14);
    }

    #[test]
    fn nothing_out_of_nothing_cannot_be_compared() {
        let empty = Pair {
            first: 0.0,
            first_of: 0.0,
            second: 1.0,
            second_of: 4.0,
        };
        assert_eq!((empty.fisher(), empty.poisson()), (None, None));
    }
}
