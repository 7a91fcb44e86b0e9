//! A count and its expected value → tails, exact two-sided p value and quantiles, Poisson or over-dispersed.

use crate::stats::special::{beta, gamma, gamma::Tails, mass};

/// How counts vary about a mean: Poisson at ratio 1, negative binomial with variance = ratio × mean above it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CountModel {
    mean: f64,
    ratio: f64,
}

/// What two-sided tests allow for equal masses that rounding has made unequal, as R does.
pub(in crate::stats) const TIE_ALLOWANCE: f64 = 1.0 + 1e-7;

impl CountModel {
    /// `mean` ≥ 0; `ratio` of variance to mean, taken as 1 when below 1.
    pub fn new(mean: f64, ratio: f64) -> CountModel {
        CountModel {
            mean: mean.max(0.0),
            ratio: ratio.max(1.0),
        }
    }

    /// Poisson counts.
    pub fn poisson(mean: f64) -> CountModel {
        CountModel::new(mean, 1.0)
    }

    fn is_poisson(&self) -> bool {
        self.ratio == 1.0 || self.mean == 0.0
    }

    /// Size of the negative binomial: mean / (ratio − 1).
    fn size(&self) -> f64 {
        self.mean / (self.ratio - 1.0)
    }

    /// Success probability 1 / ratio and its complement.
    fn chances(&self) -> (f64, f64) {
        (1.0 / self.ratio, (self.ratio - 1.0) / self.ratio)
    }

    /// P(X ≤ x) and P(X > x); x is rounded down.
    pub fn tails(&self, x: f64) -> Tails {
        let x = x.floor();
        if x < 0.0 {
            return Tails { lower: 0.0, upper: 1.0 };
        }
        if self.is_poisson() {
            let at = gamma::tails(x + 1.0, self.mean);
            return Tails {
                lower: if self.mean == 0.0 { 1.0 } else { at.upper },
                upper: at.lower,
            };
        }
        beta::tails(self.chances(), self.size(), x + 1.0)
    }

    /// P(X ≤ x).
    pub fn at_most(&self, x: f64) -> f64 {
        self.tails(x).lower
    }

    /// P(X ≥ x).
    pub fn at_least(&self, x: f64) -> f64 {
        self.tails(x.ceil() - 1.0).upper
    }

    /// P(X = x); 0 unless x is a whole number ≥ 0.
    pub fn mass(&self, x: f64) -> f64 {
        if x < 0.0 || x.fract() != 0.0 {
            return 0.0;
        }
        if self.is_poisson() {
            return mass::poisson(x, self.mean);
        }
        let size = self.size();
        // C(x+size−1, x)·pˢ·qˣ through the binomial mass of x among x + size.
        let (p, q) = self.chances();
        mass::binomial(size, size + x, (p, q)) * size / (size + x)
    }

    /// The smallest x with P(X ≤ x) ≥ p; infinite for p ≥ 1.
    pub fn quantile(&self, p: f64) -> f64 {
        if p <= 0.0 || self.mean == 0.0 {
            return 0.0;
        }
        if p >= 1.0 {
            return f64::INFINITY;
        }
        let wanted = p * (1.0 - 64.0 * f64::EPSILON);
        let (mut low, mut high) = (-1.0, self.mean.ceil().max(1.0));
        while self.at_most(high) < wanted {
            (low, high) = (high, high * 2.0);
        }
        while high - low > 1.0 {
            let middle = f64::midpoint(low, high).floor();
            if self.at_most(middle) < wanted {
                low = middle
            } else {
                high = middle
            }
        }
        high
    }

    /// Exact two-sided p value of a Poisson count: the chance of all outcomes no more likely than x.
    pub fn two_sided(&self, x: f64) -> f64 {
        let (mean, seen) = (self.mean, self.mass(x));
        if mean == 0.0 {
            return if x == 0.0 { 1.0 } else { 0.0 };
        }
        if x == mean {
            return 1.0;
        }
        let rare = |other: f64| self.mass(other) <= seen * TIE_ALLOWANCE;
        if x < mean {
            // Masses fall beyond the mean: bisect for the first outcome there that is rare enough.
            let (mut low, mut high) = (mean.ceil() - 1.0, (2.0 * mean - x).ceil().max(1.0));
            while !rare(high) {
                high *= 2.0;
            }
            while high - low > 1.0 {
                let middle = f64::midpoint(low, high).floor();
                if rare(middle) { high = middle } else { low = middle }
            }
            return (self.at_most(x) + self.at_least(high)).min(1.0);
        }
        let (mut low, mut high) = (-1.0, mean.floor() + 1.0);
        while high - low > 1.0 {
            let middle = f64::midpoint(low, high).floor();
            if rare(middle) { low = middle } else { high = middle }
        }
        (self.at_most(low) + self.at_least(x)).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tails_share_the_outcome_itself() {
        for ratio in [1.0, 1.7, 6.0] {
            let model = CountModel::new(12.3, ratio);
            for x in [0.0, 3.0, 12.0, 40.0] {
                assert!(
                    (model.at_most(x) + model.at_least(x) - model.mass(x) - 1.0).abs() < 1e-13,
                    "{ratio} {x}"
                );
            }
        }
    }

    #[test]
    fn a_mean_of_nought_allows_only_nought() {
        let model = CountModel::poisson(0.0);
        assert_eq!(
            (
                model.at_most(0.0),
                model.at_least(1.0),
                model.two_sided(0.0),
                model.two_sided(1.0)
            ),
            (1.0, 0.0, 1.0, 0.0)
        );
    }

    #[test]
    fn the_variance_is_the_ratio_times_the_mean() {
        let model = CountModel::new(8.0, 2.5);
        let moment = |power: i32| {
            (0..400)
                .map(|x| f64::from(x).powi(power) * model.mass(f64::from(x)))
                .sum::<f64>()
        };
        assert!((moment(1) - 8.0).abs() < 1e-10);
        assert!((moment(2) - moment(1).powi(2) - 20.0).abs() < 1e-9);
    }
}
