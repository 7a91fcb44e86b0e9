//! All that a paper may say about one period: the whole input of every report.

use crate::domain::{Exception, Finding, Period, Shown, ShownSeries, Together};
use chrono::NaiveDate;
use std::fmt;

/// What became of one agency's return of one feed in one quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReturnStatus {
    /// In time and whole.
    OnTime,
    /// After the due date.
    Late,
    /// Fewer indicators than expected.
    Partial,
    /// The agency says that there is nothing to report.
    Nil,
    /// A file waits for a person's decision.
    Held,
    /// Not the form that was asked for.
    WrongForm,
    /// Nothing usable came.
    Missing,
    /// Nothing was asked for.
    NotDue,
}

impl ReturnStatus {
    /// Whether something usable came, if only in part or to say that there is nothing to report.
    pub fn has_come(self) -> bool {
        matches!(
            self,
            ReturnStatus::OnTime | ReturnStatus::Late | ReturnStatus::Partial | ReturnStatus::Nil
        )
    }
}

impl fmt::Display for ReturnStatus {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            ReturnStatus::OnTime => "on-time",
            ReturnStatus::Late => "late",
            ReturnStatus::Partial => "partial",
            ReturnStatus::Nil => "nil",
            ReturnStatus::Held => "held",
            ReturnStatus::WrongForm => "wrong-form",
            ReturnStatus::Missing => "missing",
            ReturnStatus::NotDue => "not-due",
        })
    }
}

/// One line of `status` and `returns.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnLine {
    /// The agency's id.
    pub agency: String,
    /// The feed.
    pub feed: String,
    /// The feed's name, as papers print it.
    pub feed_title: String,
    /// The quarter.
    pub period: Period,
    /// What became of it.
    pub status: ReturnStatus,
    /// The day that the newest file in use was received; `None` when none was.
    pub received: Option<NaiveDate>,
    /// Days after the due date: of the file that came, or so far; 0 when in time.
    pub days_late: i64,
    /// Indicators that were expected; `None` for feeds without indicators.
    pub indicators_expected: Option<usize>,
    /// Of these, how many came.
    pub indicators_received: Option<usize>,
    /// The files, relative to the inbox, sorted.
    pub files: Vec<String>,
    /// What a person should know, in a few words.
    pub note: String,
}

/// One agency in the coverage table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyCoverage {
    /// The agency's id.
    pub agency: String,
    /// Its name.
    pub name: String,
    /// Its name for rows and headings.
    pub short_name: String,
    /// The last eight quarters, oldest first, this one last; `NotDue` where it was not yet a member.
    pub history: Vec<ReturnStatus>,
    /// Days late this quarter.
    pub days_late: i64,
    /// Indicators received.
    pub received: usize,
    /// Indicators asked for.
    pub asked: usize,
    /// Share of cells usable, in whole per cent; `None` when nothing came.
    pub usable_percent: Option<u32>,
}

/// One line of the grid.
#[derive(Clone, Debug, PartialEq)]
pub struct GridLine {
    /// The indicator's id.
    pub indicator: String,
    /// 22 characters or fewer.
    pub short_name: String,
    /// The figure.
    pub now: Shown,
    /// Whose part the figure lacks: `without Maldon District Council`; empty where it is whole or not shown.
    pub without: String,
    /// The movement in a word or two: `Usual`, `Worse`, `Too few`, `No return`; `Usual, on list` where an exception is told of all the
    /// same, because it has not closed, is a district's or comes from records.
    pub movement: String,
    /// Which drawing goes with it: usual, worse-high, worse-low, better-high, better-low, unusual-high, unusual-low, too-few, no-return, withheld, restated, new-series.
    pub icon: String,
    /// Met, Varies, Missed, Changing, or a dash.
    pub target: String,
    /// The rung of the ladder in a few words, and whether a rule of the chart marks the quarter.
    pub judged_by: String,
    /// Why this rung, in a sentence; empty where the base itself may be withheld.
    pub why: String,
    /// Exceptions, watch and gaps are printed bold.
    pub bold: bool,
}

/// The grid of one Board priority.
#[derive(Clone, Debug, PartialEq)]
pub struct GridTable {
    /// P1 to P5.
    pub priority: String,
    /// Its title in words.
    pub title: String,
    /// In the catalogue's order.
    pub lines: Vec<GridLine>,
}

/// A figure that has changed since it was first received.
#[derive(Clone, Debug, PartialEq)]
pub struct Restated {
    /// The indicator's id.
    pub indicator: String,
    /// Its row name.
    pub row_name: String,
    /// The quarter that changed.
    pub period: Period,
    /// Before.
    pub was: Shown,
    /// Now.
    pub now: Shown,
    /// Whether the verdict of that quarter would have been another.
    pub verdict_changes: bool,
    /// The answer in a sentence.
    pub consequence: String,
}

/// A short entry beside a sparkline: closed items, good news.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The indicator's id.
    pub indicator: String,
    /// Its row name.
    pub row_name: String,
    /// One sentence.
    pub text: String,
    /// The series as drawn.
    pub series: ShownSeries,
}

/// A measure that is not due this quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextDue {
    /// The indicator's id.
    pub indicator: String,
    /// Its row name.
    pub row_name: String,
    /// The quarter in which it is next due.
    pub period: Period,
}

/// What one agency was asked for and did not report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gap {
    /// The agency's name for rows and headings.
    pub agency: String,
    /// Row names of its indicators that are missing, in the order of the grid.
    pub row_names: Vec<String>,
    /// Of these, how many were sent and give no figure all the same.
    pub unusable: usize,
}

/// The six counts of the front page and what stands behind them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Indicators due this quarter.
    pub due: usize,
    /// Of these, reported.
    pub reported: usize,
    /// Indicators tested.
    pub tested: usize,
    /// The county's core indicators that were tested together, in the direction of alarm and in that of good news: the families over
    /// which false discoveries are held.
    pub together: Together,
    /// Watches to expect by chance among those tested.
    pub expected_watch: f64,
    /// Exceptions raised.
    pub raised: usize,
    /// Returns due.
    pub returns_due: usize,
    /// Returns received.
    pub returns_received: usize,
}

/// Everything that a paper may say about one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Briefing {
    /// The board's name.
    pub board: String,
    /// The home county's name.
    pub home: String,
    /// The quarter.
    pub period: Period,
    /// The date of the run: data received up to this day are in.
    pub as_at: NaiveDate,
    /// When returns were due.
    pub due: NaiveDate,
    /// The date of the run and six hex digits over inputs, catalogue and program version.
    pub run_id: String,
    /// `Draft for edition 1`, or `Edition 1, issued 18 November 2026`.
    pub edition: String,
    /// Protective marking.
    pub marking: String,
    /// At most four sentences.
    pub in_short: Vec<String>,
    /// The counts of the front page.
    pub counts: Counts,
    /// Tier exception, performance, by rank.
    pub exceptions: Vec<Exception>,
    /// Tier exception, data, by rank.
    pub data_exceptions: Vec<Exception>,
    /// Tier watch.
    pub watch: Vec<Exception>,
    /// Closed this quarter, or on watch after closing.
    pub closed: Vec<Exception>,
    /// Sustained improvements.
    pub good_news: Vec<Note>,
    /// Too few to judge, by row name.
    pub too_few: Vec<String>,
    /// Ids of the indicators that are due and that no agency is asked for: none of its kind is on the board, or none has sent it for long.
    pub asked_of_nobody: Vec<String>,
    /// What is due and was not reported, by the agency that alone is asked for it, the most first.
    pub gaps: Vec<Gap>,
    /// Figures that have changed.
    pub restated: Vec<Restated>,
    /// One table per Board priority.
    pub grid: Vec<GridTable>,
    /// Annual and termly measures that are not due.
    pub next_due: Vec<NextDue>,
    /// Who sent what this quarter, every agency and feed.
    pub returns: Vec<ReturnLine>,
    /// The last eight quarters by agency.
    pub coverage: Vec<AgencyCoverage>,
    /// All standing findings of the period.
    pub findings: Vec<Finding>,
}

impl Briefing {
    /// Whether nothing came in any quarter before this one.
    pub fn is_first(&self) -> bool {
        let before = |line: &AgencyCoverage| line.history.iter().rev().skip(1).any(|status| status.has_come());
        !self.coverage.iter().any(before)
    }
}
