//! Counts, with denominators where there are any → attribute and rare-event charts: p, p′, u, u′, c, g, t, and I and run charts.
//!
//! Formulae as in the R package qicharts2 0.8.1 (Montgomery; Laney 2002 for p′ and u′; Nelson 1982 for screening ranges).

mod lines;

use crate::stats::runs::{self, Runs};
use lines::Stretch;

/// The kinds of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Values about their median; no limits.
    Run,
    /// Individual values, limits from moving ranges: sigma = mean range / 1.128.
    Individuals,
    /// Proportions, binomial limits.
    P,
    /// Proportions, limits scaled by the variation between points (Laney).
    PPrime,
    /// Rates, Poisson limits.
    U,
    /// Rates, limits scaled by the variation between points (Laney).
    UPrime,
    /// Counts, Poisson limits.
    C,
    /// Opportunities between events, geometric limits; the drawn centre is the median.
    G,
    /// Time between events, on the scale y^(1/3.6). A time of zero has no chart.
    T,
}

impl Kind {
    /// Whether the chart plots numerator over denominator.
    pub const fn has_denominator(self) -> bool {
        match self {
            Kind::P | Kind::PPrime | Kind::U | Kind::UPrime => true,
            Kind::Run | Kind::Individuals | Kind::C | Kind::G | Kind::T => false,
        }
    }
}

/// One position: the count or value, and what it is out of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Count {
    /// Numerator, count or value. `None` is a gap.
    pub numerator: Option<f64>,
    /// Denominator; not looked at by charts without one. A missing one makes the point a gap, 0 a point without limits.
    pub denominator: Option<f64>,
}

/// How one series is to be charted.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributeOptions {
    /// Limits come from the first so many positions. Not looked at when there are parts.
    pub baseline: Option<usize>,
    /// Positions, from 0, of the first point of each new part.
    pub rebase_at: Vec<usize>,
    /// Positions, from 0, left out of centre, limits and runs, though drawn and judged.
    pub exclude: Vec<usize>,
    /// Leave out extreme moving ranges, once.
    pub screen_ranges: bool,
}

impl Default for AttributeOptions {
    fn default() -> Self {
        AttributeOptions {
            baseline: None,
            rebase_at: Vec::new(),
            exclude: Vec::new(),
            screen_ranges: true,
        }
    }
}

/// One position of a chart. A number is `None` where it is not defined or not finite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AttributePoint {
    /// Which part it is in, from 0.
    pub part: usize,
    /// The plotted value.
    pub value: Option<f64>,
    /// Centre line.
    pub centre: Option<f64>,
    /// Three-sigma limits, lower and upper.
    pub lower: Option<f64>,
    /// See `lower`.
    pub upper: Option<f64>,
    /// Two-sigma lines, lower and upper.
    pub lower_two_sigma: Option<f64>,
    /// See `lower_two_sigma`.
    pub upper_two_sigma: Option<f64>,
    /// Strictly beyond a three-sigma limit.
    pub beyond: bool,
}

/// A whole chart.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributeChart {
    /// One for each position.
    pub points: Vec<AttributePoint>,
    /// Runs analysis of each part.
    pub runs: Vec<Runs>,
}

/// Why there is no chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoChart {
    /// A t chart cannot hold a time of zero or less: two events on one day need a declared rule first.
    TimeNotPositive,
}

/// Charts `counts` in order of time.
///
/// # Errors
/// A t chart with a time of zero or less.
pub fn chart(kind: Kind, counts: &[Count], options: &AttributeOptions) -> Result<AttributeChart, NoChart> {
    if kind == Kind::T
        && counts
            .iter()
            .any(|count| count.numerator.is_some_and(|time| time <= 0.0))
    {
        return Err(NoChart::TimeNotPositive);
    }
    // As in qicharts2 a position without a numerator is blank as a whole: there are no limits at it either.
    let whole = |count: &Count| match count.numerator {
        Some(_) => *count,
        None => Count {
            denominator: None,
            ..*count
        },
    };
    let counts: Vec<Count> = counts.iter().map(whole).collect();
    let mut starts: Vec<usize> = options
        .rebase_at
        .iter()
        .copied()
        .filter(|&at| at < counts.len())
        .collect();
    starts.push(0);
    starts.sort_unstable();
    starts.dedup();
    let baseline = if starts.len() > 1 { None } else { options.baseline };
    let mut made = AttributeChart {
        points: Vec::with_capacity(counts.len()),
        runs: Vec::new(),
    };
    for (part, &first) in starts.iter().enumerate() {
        let end = starts.get(part + 1).copied().unwrap_or(counts.len());
        let included: Vec<bool> = (first..end).map(|at| !options.exclude.contains(&at)).collect();
        let in_base: Vec<bool> = (first..end)
            .map(|at| included[at - first] && baseline.is_none_or(|length| at < length))
            .collect();
        let stretch = Stretch {
            counts: &counts[first..end],
            in_base: &in_base,
            screen_ranges: options.screen_ranges,
        };
        let drawn = lines::draw(kind, &stretch);
        let judged = drawn
            .values
            .iter()
            .zip(&included)
            .map(|(&value, &included)| finite(value).filter(|_| included));
        made.runs.push(runs::analyse(judged, drawn.centre));
        made.points.extend((0..end - first).map(|at| drawn.point(at, part)));
    }
    Ok(made)
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}
