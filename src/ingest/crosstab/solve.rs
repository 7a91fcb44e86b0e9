//! Which number of an indicator a figure is, where its labels do not say: three figures of one thing of which one is the rate of the
//! two others can stand in one way only.

use crate::catalogue::Indicator;
use crate::ingest::crosstab::parts::{Part, per_of};

/// A figure whose part is known or not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// Its part.
    pub part: Option<Part>,
    /// Its number, on the scale on which a person reads it.
    pub number: f64,
    /// Half of its last printed digit.
    pub slack: f64,
}

/// The parts of three figures, in their order, if they can stand in one way only.
pub fn solve(figures: &[Known; 3], indicator: &Indicator) -> Option<[Part; 3]> {
    use Part::{Denominator as D, Numerator as N, Value as V};
    let ways = [[N, D, V], [N, V, D], [D, N, V], [D, V, N], [V, N, D], [V, D, N]];
    let mut fitting = ways.into_iter().filter(|way| {
        let agrees = way
            .iter()
            .zip(figures)
            .all(|(part, figure)| figure.part.is_none_or(|known| known == *part));
        agrees && holds(way, figures, indicator)
    });
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}

/// Whether the rate is that of the two numbers, as a share, a percentage or per so many.
fn holds(way: &[Part; 3], figures: &[Known; 3], indicator: &Indicator) -> bool {
    let of = |part: Part| {
        way.iter()
            .zip(figures)
            .find(|(of, _)| **of == part)
            .map(|(_, figure)| *figure)
    };
    let (Some(top), Some(base), Some(rate)) = (of(Part::Numerator), of(Part::Denominator), of(Part::Value)) else {
        return false;
    };
    if base.number <= 0.0 || top.number < 0.0 || top.number > base.number && !indicator.may_exceed_100 {
        return false;
    }
    let is_whole = |number: f64| number.fract() == 0.0;
    if !is_whole(top.number) || !is_whole(base.number) {
        return false;
    }
    let share = top.number / base.number;
    let scales: Vec<f64> = match per_of(indicator.unit) {
        Some(per) => vec![per, per * 4.0],
        None => vec![100.0, 1.0],
    };
    scales.iter().any(|scale| {
        let slack = rate.slack.max(0.005 * share * scale).max(1e-9);
        (rate.number - share * scale).abs() <= slack
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    fn open(number: f64) -> Known {
        Known {
            part: None,
            number,
            slack: 0.05,
        }
    }

    #[test]
    fn a_rate_and_its_two_numbers_can_stand_in_one_way_only() {
        let catalogue = Catalogue::built_in().unwrap();
        let share = catalogue.indicator("CP13").unwrap();
        let parts = solve(&[open(105.0), open(230.0), open(45.7)], share);
        assert_eq!(parts, Some([Part::Numerator, Part::Denominator, Part::Value]));
        let parts = solve(&[open(45.7), open(230.0), open(105.0)], share);
        assert_eq!(parts, Some([Part::Value, Part::Denominator, Part::Numerator]));
        assert_eq!(solve(&[open(105.0), open(230.0), open(50.0)], share), None);
        assert_eq!(
            solve(&[open(50.0), open(50.0), open(100.0)], share),
            None,
            "they can stand in two ways"
        );
    }
}
