//! Points about a centre line → Anhøj's runs analysis: is one side kept too long, or the line crossed too seldom?
//!
//! Source: Anhøj and Olesen 2014; Schilling 2012 for the longest run, Chen 2010 for the crossings. Critical values as in
//! qicharts2's default method.

use crate::stats::special::{beta, normal};

/// The runs of one stretch. Points on the centre line and gaps are not useful and are passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Runs {
    /// Points off the line.
    pub useful: usize,
    /// Most useful points in a row on one side; `None` without useful points, like all that follow.
    pub longest: Option<usize>,
    /// More than this in a row is a signal.
    pub longest_allowed: Option<usize>,
    /// Times that the line is crossed.
    pub crossings: Option<usize>,
    /// Fewer than this is a signal.
    pub crossings_needed: Option<usize>,
    /// Either happened.
    pub signal: bool,
}

/// Analyses the runs of `values` about `centre`.
pub fn analyse(values: impl IntoIterator<Item = Option<f64>>, centre: f64) -> Runs {
    let (mut useful, mut longest, mut runs, mut run, mut last) = (0_usize, 0_usize, 0_usize, 0_usize, 0.0_f64);
    for value in values.into_iter().flatten() {
        let difference = value - centre;
        if difference == 0.0 || difference.is_nan() {
            continue;
        }
        useful += 1;
        if difference.signum() == last {
            run += 1;
        } else {
            run = 1;
            runs += 1;
            last = difference.signum();
        }
        longest = longest.max(run);
    }
    if useful == 0 {
        return Runs::default();
    }
    let crossings = runs - 1;
    let (longest_allowed, crossings_needed) = critical(useful);
    Runs {
        useful,
        longest: Some(longest),
        longest_allowed: Some(longest_allowed),
        crossings: Some(crossings),
        crossings_needed: Some(crossings_needed),
        signal: longest > longest_allowed || crossings < crossings_needed,
    }
}

/// For `useful` ≥ 1 points: the longest run allowed, round(log₂ n) + 3, and the fewest crossings needed, the 5% quantile of the
/// binomial distribution of n − 1 tosses of a coin.
pub fn critical(useful: usize) -> (usize, usize) {
    let n = useful.max(1) as f64;
    let longest = n.log2().round() as usize + 3;
    (longest, coin_quantile(useful.saturating_sub(1)))
}

/// Smallest k with P(at most k heads in `tosses`) ≥ 0.05.
fn coin_quantile(tosses: usize) -> usize {
    let n = tosses as f64;
    let guess = (n / 2.0 + normal::quantile(0.05) * n.sqrt() / 2.0).floor().max(0.0);
    // R lowers the target by a few parts in 10¹⁴ so that an exact 5% counts.
    let enough = |k: f64| k >= n || beta::tails((0.5, 0.5), k + 1.0, n - k).upper >= 0.05 * (1.0 - 64.0 * f64::EPSILON);
    let mut k = guess;
    while k > 0.0 && enough(k - 1.0) {
        k -= 1.0;
    }
    while !enough(k) {
        k += 1.0;
    }
    k as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_on_the_line_are_passed_over() {
        let values = [1.0, 2.0, 2.0, 3.0, 3.0, 1.0].map(Some);
        let runs = analyse(values, 2.0);
        assert_eq!((runs.useful, runs.longest, runs.crossings), (4, Some(2), Some(2)));
    }

    #[test]
    fn no_useful_points_give_no_signal() {
        assert_eq!(
            analyse([Some(2.0), None], 2.0),
            Runs {
                useful: 0,
                ..Runs::default()
            }
        );
    }

    #[test]
    fn a_twelve_point_run_chart_allows_seven_in_a_row() {
        assert_eq!(critical(12), (7, 3));
    }
}
