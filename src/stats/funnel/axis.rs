//! The sizes of units → the hundred positions at which the peer draws its funnel.

use crate::stats::funnel::{Statistic, Unit};

/// A hundred positions, closer together at the small end: populations for proportions, events for rates and ratios.
pub(super) fn positions(statistic: Statistic, units: &[Unit], average: f64) -> Vec<f64> {
    let sizes = || units.iter().map(|unit| unit.denominator);
    let least = sizes().fold(f64::INFINITY, f64::min);
    let most = sizes().fold(0.0, f64::max);
    let mut start = if most > 2.0 * least { 0.0 } else { neat_below(least) };
    let mut end = neat_above(most);
    if statistic == Statistic::Rate {
        start = (start * average).floor();
        end = (end * average).ceil();
    }
    let steps_left = |index: usize| match statistic {
        Statistic::Proportion | Statistic::Rate => 100 - index,
        Statistic::Ratio => 101 - index,
    };
    let mut at = start.max(1.0);
    let mut positions = vec![at];
    for index in 1..100 {
        let grown = (end / at).powf(1.0 / steps_left(index) as f64) * at;
        at = grown.round_ties_even().max(at + 1.0);
        positions.push(at);
    }
    positions
}

/// 5% below, rounded down to one figure.
fn neat_below(size: f64) -> f64 {
    let size = size * 0.95;
    let unit = 10_f64.powi(printed_width(size.floor()) - 1);
    (size / unit).floor() * unit
}

/// 5% above, rounded up to two figures.
fn neat_above(size: f64) -> f64 {
    let size = size * 1.05;
    let unit = 10_f64.powi(printed_width(size.ceil()) - 2);
    (size / unit).ceil() * unit
}

/// How many characters the peer sees in a whole number. It counts them as printed, and a round number from 100,000 is printed
/// like "1e+05" when that is shorter.
fn printed_width(whole: f64) -> i32 {
    let digits = format!("{whole:.0}");
    let figures = digits.trim_end_matches('0').len().max(1);
    let exponent = if digits.len() > 100 { 5 } else { 4 };
    let scientific = exponent + if figures == 1 { 1 } else { figures + 1 };
    digits.len().min(scientific) as i32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_hundred_thousands_are_counted_as_the_peer_prints_them() {
        assert_eq!(
            [99_999.0, 100_000.0, 120_000.0, 123_456.0, 0.0].map(printed_width),
            [5, 5, 6, 6, 1]
        );
    }

    #[test]
    fn positions_rise_to_the_largest_unit_and_beyond() {
        let units = [
            Unit {
                numerator: 3.0,
                denominator: 40.0,
            },
            Unit {
                numerator: 9.0,
                denominator: 500.0,
            },
        ];
        let positions = positions(Statistic::Proportion, &units, 0.02);
        assert_eq!(positions.len(), 100);
        assert!(positions.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(positions[99] >= 500.0);
    }
}
