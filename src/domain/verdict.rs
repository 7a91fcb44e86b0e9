//! Everything that the methods say of one series in one quarter. Every view reads this value; none decides again.

use crate::domain::{Level, Period, Series};
use std::fmt;

/// Above or below what was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Above, or rising.
    High,
    /// Below, or falling.
    Low,
}

impl Side {
    /// The other one.
    pub const fn other(self) -> Side {
        match self {
            Side::High => Side::Low,
            Side::Low => Side::High,
        }
    }
}

/// What a movement means, read through the indicator's polarity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// In the bad direction.
    Worse,
    /// In the good direction.
    Better,
    /// Neither direction is better.
    Unusual,
}

/// The step of the method ladder that a series' length, counts and kind allow (statistics, "The ladder").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    /// No figure this quarter.
    NoFigure,
    /// Fewer than 8 comparable points.
    TooShort,
    /// Fewer than five events expected, or a base under ten.
    TooFew,
    /// 8 to 12 points: a run chart on the median.
    RunChart,
    /// 13 points and more: individuals limits.
    Individuals,
    /// 13 points and more with denominators: p' or u' limits.
    Attribute,
    /// Rare events: exact counts, or time between events.
    Rare,
    /// Season-adjusted, with three full years.
    Seasonal,
}

/// Which list a series is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// Raised after allowing for the number of indicators tested.
    Exception,
    /// Unusual on its own, but about as many turn up by chance.
    Watch,
    /// In the usual range.
    Usual,
    /// Depends on where in its range a partly suppressed figure lies.
    CannotTell,
    /// Could not be judged; the rung says why.
    NotJudged,
}

/// A lower and an upper bound in the indicator's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

/// The chart's lines at one point, in the indicator's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lines {
    /// Mean, or median of a run chart.
    pub centre: f64,
    /// Three-sigma limits; `None` on a run chart. Not clipped at 0 or 100.
    pub limits: Option<Interval>,
}

/// What the chart rules say of one point.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark {
    /// Ids of the rules whose pattern holds this point, in order of precedence; empty for a usual point.
    pub rules: Vec<String>,
    /// The side of the first rule.
    pub side: Option<Side>,
}

/// The sizes of the two families of tests over which false discoveries are held together, one for each direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Together {
    /// Tested for what is worse or, where neither direction is better, unusual.
    pub alarms: usize,
    /// Tested for what is better: all that have a better direction.
    pub good_news: usize,
}

/// A missed or met target: the fact and its strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetFact {
    /// On the good side or on the target.
    Met,
    /// On the bad side.
    Missed,
}

/// A separate, certain statement about a target; never an exception by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetStatement {
    /// The target in the indicator's unit.
    pub target: f64,
    /// Met or missed.
    pub fact: TargetFact,
    /// The figure's likely range (Wilson or Byar, 95%); `None` where only a value was sent.
    pub interval: Option<Interval>,
    /// Whether the likely range leaves the target on one side.
    pub clear: bool,
    /// What the chart's limits say of the target: met, varies, missed, changing; `None` when not judged.
    pub assurance: Option<String>,
    /// Quarters in a row, up to now, in which the target was missed.
    pub missed_running: usize,
    /// Quarters in a row, up to now, in which it was met.
    pub met_running: usize,
}

/// The change against an earlier quarter.
#[derive(Clone, Debug, PartialEq)]
pub struct VerdictChange {
    /// The earlier quarter.
    pub from: Period,
    /// Its value.
    pub was: f64,
    /// Now minus then, in the unit.
    pub difference: f64,
    /// 95% interval of the difference; `None` where there is no base to compute it from.
    pub interval: Option<Interval>,
}

/// What the methods say of a series in its newest quarter.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The step of the ladder.
    pub rung: Rung,
    /// Why this step, in one plain sentence.
    pub rung_reason: String,
    /// The chart's method and profile, such as `XmR, mdc-2023`.
    pub method: String,
    /// Comparable points since the last restart, the newest included.
    pub points: usize,
    /// One per observation: the lines that apply there.
    pub lines: Vec<Option<Lines>>,
    /// One per observation.
    pub marks: Vec<Mark>,
    /// Where the limits start again, and why (a definition break, a declared rebase), by index of observation.
    pub restarts: Vec<(usize, String)>,
    /// Calibrated p value of the newest quarter; `None` when not judged.
    pub p: Option<f64>,
    /// Adjusted over the indicators of the meeting; `None` when not judged.
    pub q: Option<f64>,
    /// How many tests `q` allows for; `None` where the figure is judged by itself.
    pub together: Option<Together>,
    /// The number of newest quarters that carry the evidence.
    pub window: Option<usize>,
    /// The direction that the p value is about; `None` without one.
    pub leans: Option<Side>,
    /// The direction in which the quarter is unusual: that of the evidence where it speaks, else of the chart's mark.
    pub side: Option<Side>,
    /// What would be expected in the newest quarter, in the unit.
    pub expected: Option<Interval>,
    /// Which list.
    pub tier: Tier,
    /// The target, if the indicator has one and the figure can be held against it.
    pub target: Option<TargetStatement>,
    /// Against last quarter.
    pub last_quarter: Option<VerdictChange>,
    /// Against the same quarter last year; of figures that come in rounds, against the round before.
    pub last_year: Option<VerdictChange>,
    /// The likely range of the newest figure itself (Wilson, Byar or exact, 95%).
    pub likely: Option<Interval>,
}

impl Verdict {
    /// The verdict on a series of which nothing can be said.
    pub fn unjudged() -> Verdict {
        Verdict {
            rung: Rung::NoFigure,
            rung_reason: String::new(),
            method: String::new(),
            points: 0,
            lines: vec![],
            marks: vec![],
            restarts: vec![],
            p: None,
            q: None,
            together: None,
            window: None,
            leans: None,
            side: None,
            expected: None,
            tier: Tier::NotJudged,
            target: None,
            last_quarter: None,
            last_year: None,
            likely: None,
        }
    }
}

/// A series, compared like for like, with what the methods say of its newest quarter.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The series up to the quarter judged.
    pub series: Series,
    /// What the methods say.
    pub verdict: Verdict,
}

impl Judged {
    /// What tells it from every other of its quarter.
    pub fn key(&self) -> Key {
        Key {
            indicator: self.series.indicator.clone(),
            level: self.series.level,
            area: self.series.area.clone(),
            agency: self.series.agency.clone(),
        }
    }
}

/// One indicator at one place, of one agency or of all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The indicator's id.
    pub indicator: String,
    /// How large the area is.
    pub level: Level,
    /// The area's id.
    pub area: String,
    /// The agency's id where it is one agency's own part.
    pub agency: Option<String>,
}

impl Side {
    /// The word used in tables.
    pub fn word(self) -> &'static str {
        match self {
            Side::High => "high",
            Side::Low => "low",
        }
    }
}

impl fmt::Display for Side {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

impl fmt::Display for Concern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Concern::Worse => "worse",
            Concern::Better => "better",
            Concern::Unusual => "unusual",
        })
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Tier::Exception => "exception",
            Tier::Watch => "watch",
            Tier::Usual => "usual",
            Tier::CannotTell => "cannot-tell",
            Tier::NotJudged => "not-judged",
        })
    }
}
