//! A detection rule: what it sees in a chart, and why a reader should believe it.

use crate::detect::point::Point;
use crate::domain::Side;
use crate::stats::xmr::{self, Profile};

/// A declaration with a function in it.
pub struct Rule {
    /// Kebab-case, named for what it sees; equal to its file's name.
    pub id: &'static str,
    /// In the words of papers, for a mark on a side.
    pub title: fn(Side) -> &'static str,
    /// Why it is worth looking at, in one sentence.
    pub why: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// Fewest points of a stretch in which it is looked for.
    pub points_needed: usize,
    /// Which charts it is for.
    pub seen_in: SeenIn,
    /// The points of a stretch that belong to its pattern under a profile, with the side; one for each point.
    pub sees: fn(&[Point], Profile) -> Vec<Option<Side>>,
}

/// Which charts a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenIn {
    /// Charts with limits.
    Limits,
    /// Charts whose limits collapse, because hardly anything varies; the rules of charts with limits look at these too.
    WithoutLimits,
    /// Run charts on the median.
    Median,
    /// No chart: the evidence of the exception layer.
    Evidence,
}

/// The side of a mark in the words of verdicts.
pub(super) const fn side(side: xmr::Side) -> Side {
    match side {
        xmr::Side::High => Side::High,
        xmr::Side::Low => Side::Low,
    }
}

/// The sides of marks in the words of verdicts.
pub(super) fn sides(marks: Vec<Option<xmr::Side>>) -> Vec<Option<Side>> {
    marks.into_iter().map(|mark| mark.map(side)).collect()
}

#[cfg(test)]
pub(super) fn marks(rule: &Rule, picture: &str) -> String {
    draw(&(rule.sees)(&crate::detect::point::stretch(picture), Profile::Mdc2023))
}

/// One character a point: quiet `.`, high `+`, low `-`.
#[cfg(test)]
pub(super) fn draw(marks: &[Option<Side>]) -> String {
    let drawn = |mark: &Option<Side>| match mark {
        None => '.',
        Some(Side::High) => '+',
        Some(Side::Low) => '-',
    };
    marks.iter().map(drawn).collect()
}

/// What a rule marks of bare values under the profile of 2023, drawn; a gap is not a number.
#[cfg(test)]
pub(super) fn drawn_of(sees: fn(&[Point], Profile) -> Vec<Option<Side>>, values: &[f64]) -> String {
    let point = |value: &f64| Point {
        value: (!value.is_nan()).then_some(*value),
        ..Point::default()
    };
    let points: Vec<Point> = values.iter().map(point).collect();
    draw(&sees(&points, Profile::Mdc2023))
}
