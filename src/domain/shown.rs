//! A figure fit to print, or the reason why it is withheld. Made only where small numbers are decided on; charts and papers
//! see nothing else.

use crate::domain::{Flags, Level, Lines, Period};
use std::fmt;

/// A figure as a reader may see it.
#[derive(Clone, Debug, PartialEq)]
pub enum Shown {
    /// A number with its one spelling in the whole paper.
    Number {
        /// The value that may be drawn: never finer than the spelling allows a reader to know in a public paper.
        value: f64,
        /// As printed, unit included: `41.8%`, `1,214`.
        text: String,
    },
    /// Known only to lie between two numbers.
    Range {
        /// Least value.
        low: f64,
        /// Greatest value.
        high: f64,
        /// As printed: `21 to 42`.
        text: String,
    },
    /// No number; the mark says why.
    Mark(Missing),
}

/// Why no number is shown, and the mark that stands in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// Small, or would reveal one that is: `[c]`.
    Withheld,
    /// Not received or not available: `[x]`.
    NotAvailable,
    /// Not applicable or not due: `[z]`.
    NotApplicable,
    /// Rounds to zero but is not: `[low]`.
    Low,
}

impl Missing {
    /// The mark as it stands in tables.
    pub fn mark(self) -> &'static str {
        match self {
            Missing::Withheld => "[c]",
            Missing::NotAvailable => "[x]",
            Missing::NotApplicable => "[z]",
            Missing::Low => "[low]",
        }
    }

    /// The mark's meaning in a word or two, for small charts.
    pub fn short(self) -> &'static str {
        match self {
            Missing::Withheld => "withheld",
            Missing::NotAvailable => "no return",
            Missing::NotApplicable => "none due",
            Missing::Low => "near zero",
        }
    }

    /// The mark's meaning in words.
    pub fn words(self) -> &'static str {
        match self {
            Missing::Withheld => "withheld because it is small, or would reveal a figure that is",
            Missing::NotAvailable => "not received or not available",
            Missing::NotApplicable => "not due this quarter, or nothing to count",
            Missing::Low => "more than zero, but rounds to zero",
        }
    }
}

impl Shown {
    /// The same, but that what is not available is not applicable where it is.
    pub fn or_not_applicable(self, is_so: bool) -> Shown {
        match self {
            Shown::Mark(Missing::NotAvailable) if is_so => Shown::Mark(Missing::NotApplicable),
            other => other,
        }
    }

    /// The number that may be drawn; `None` for a range or a mark.
    pub fn drawn(&self) -> Option<f64> {
        match self {
            Shown::Number { value, .. } => Some(*value),
            Shown::Range { .. } | Shown::Mark(_) => None,
        }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shown::Number { text, .. } | Shown::Range { text, .. } => out.write_str(text),
            Shown::Mark(missing) => out.write_str(missing.mark()),
        }
    }
}

/// How the chart marks a point: by meaning, not by colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PointMark {
    /// In the usual range.
    Usual,
    /// Unusual and worse, because high.
    WorseHigh,
    /// Unusual and worse, because low.
    WorseLow,
    /// Unusual and better.
    Better,
    /// Unusual; neither direction is better.
    Unusual,
}

impl PointMark {
    /// `worse`, `better`, `unusual`; `None` where nothing is marked.
    pub fn word(self) -> Option<&'static str> {
        match self {
            PointMark::Usual => None,
            PointMark::WorseHigh | PointMark::WorseLow => Some("worse"),
            PointMark::Better => Some("better"),
            PointMark::Unusual => Some("unusual"),
        }
    }
}

/// The unit in which a figure is drawn and printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ShownUnit {
    /// A count.
    Count,
    /// 0 to 100, sometimes more.
    Percent,
    /// Per so many children.
    Rate,
    /// Days.
    Days,
    /// A score or another plain number.
    Score,
}

/// One point of a series as a reader may see it.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownPoint {
    /// The quarter.
    pub period: Period,
    /// The figure.
    pub value: Shown,
    /// What was counted, where the paper may say.
    pub numerator: Shown,
    /// The base, where the paper may say.
    pub denominator: Shown,
    /// What a reader must know besides.
    pub flags: Flags,
    /// The chart's mark.
    pub mark: PointMark,
    /// The lines that apply here; `None` before there are enough points, or where they would reveal a withheld figure.
    pub lines: Option<Lines>,
}

/// A target as drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownTarget {
    /// In the unit.
    pub value: f64,
    /// As printed: `Local target 80%`.
    pub label: String,
}

/// The newest lines as printed, unit included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelWords {
    /// The average, or the median: `62%`.
    pub centre: String,
    /// The limits, lower first; `None` where there are none.
    pub limits: Option<(String, String)>,
}

/// Most quarters in one chart: more would be too fine to read.
const MOST_QUARTERS: usize = 24;
/// Quarters drawn where there are more.
const QUARTERS: usize = 20;

/// The index of the first quarter that a chart of so many draws; its words speak of the same quarters.
pub fn first_drawn(quarters: usize) -> usize {
    if quarters > MOST_QUARTERS {
        quarters - QUARTERS
    } else {
        0
    }
}

/// Quarters that a small drawing beside a row shows.
pub const QUARTERS_BESIDE_A_ROW: usize = 20;

/// A series as a reader may see it.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownSeries {
    /// The indicator's id.
    pub indicator: String,
    /// Its full name.
    pub name: String,
    /// What, unit and where: the chart's statistical subtitle.
    pub subtitle: String,
    /// How large the area is.
    pub level: Level,
    /// The area's id.
    pub area: String,
    /// The area's name.
    pub area_name: String,
    /// The agency's id where the series is one agency's own part.
    pub agency: Option<String>,
    /// The unit.
    pub unit: ShownUnit,
    /// Consecutive quarters, oldest first.
    pub points: Vec<ShownPoint>,
    /// The newest of these lines in the words of sentences; `None` where no line may be drawn.
    pub levels: Option<LevelWords>,
    /// Whether the lines are the median of a run chart, not a mean with limits.
    pub median_only: bool,
    /// The target, if any and if it is meant for this quarter.
    pub target: Option<ShownTarget>,
    /// Where the limits start again, and why in six words or fewer, by index of point.
    pub restarts: Vec<(usize, String)>,
    /// What takes the chart's place where the counts are too small to judge: `9 visits a quarter; needs 10`, without the
    /// numbers where policy does not allow them; `None` where a chart may be drawn.
    pub too_few: Option<String>,
    /// What stands above the chart where there are not yet enough quarters to judge: `Too short to judge: 5 of 8 quarters`.
    pub too_short: Option<String>,
}

/// What a box says that stands in place of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InPlace<'a> {
    /// So much is withheld that nothing may be said of how the figures move.
    Withheld,
    /// The counts are too small to judge; why, in words.
    TooFew(&'a str),
    /// Nothing was due in any quarter.
    NotDue,
    /// Nothing came in any quarter.
    NoReturn,
    /// Of some quarters nothing was due, of the others nothing came.
    NotDueOrNoReturn,
}

impl ShownSeries {
    /// What takes the chart's place; `None` where one is drawn. Drawing and words go by it.
    pub fn in_place(&self) -> Option<InPlace<'_>> {
        if self.is_withheld() {
            return Some(InPlace::Withheld);
        }
        if let Some(why) = &self.too_few {
            return Some(InPlace::TooFew(why));
        }
        let has_figure = self.points.iter().any(|point| !matches!(point.value, Shown::Mark(_)));
        (!has_figure).then(|| self.silence())
    }

    /// Why there is no figure in any quarter.
    pub fn silence(&self) -> InPlace<'static> {
        let is_not_due = |point: &&ShownPoint| matches!(point.value, Shown::Mark(Missing::NotApplicable));
        match self.points.iter().filter(is_not_due).count() {
            0 => InPlace::NoReturn,
            all if all == self.points.len() => InPlace::NotDue,
            _ => InPlace::NotDueOrNoReturn,
        }
    }

    /// Whether so much is withheld that a box stands in place of its chart: the newest figure, or more than a third of all. What
    /// is said beside the box must not tell how the figures move.
    pub fn is_withheld(&self) -> bool {
        let is_hidden = |point: &&ShownPoint| matches!(point.value, Shown::Mark(Missing::Withheld));
        let hidden = self.points.iter().filter(is_hidden).count();
        self.points.last().as_ref().is_some_and(is_hidden) || hidden * 3 > self.points.len()
    }

    /// The same from a point on.
    pub fn after(&self, skipped: usize) -> ShownSeries {
        let skipped = skipped.min(self.points.len().saturating_sub(1));
        let later = self.restarts.iter().filter(|(at, _)| *at > skipped);
        ShownSeries {
            points: self.points[skipped..].to_vec(),
            restarts: later.map(|(at, why)| (at - skipped, why.clone())).collect(),
            ..self.clone()
        }
    }
}
