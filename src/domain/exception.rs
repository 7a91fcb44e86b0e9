//! A verdict with a reason to care, and all that a paper says about it.

use crate::domain::{Concern, Missing, Period, Shown, ShownSeries, Side};
use chrono::NaiveDate;
use std::fmt;

/// Performance and data exceptions never share a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExceptionKind {
    /// About what agencies do.
    Performance,
    /// About what agencies sent.
    Data,
}

/// The list on which an exception stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListTier {
    /// Ranked.
    Exception,
    /// On watch.
    Watch,
    /// Closed this quarter.
    Closed,
}

/// Its life from quarter to quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExceptionState {
    /// First quarter on the list.
    New,
    /// Listed last quarter too.
    Continuing,
    /// Still listed; the newest two points are nearer the usual range or the target.
    Improving,
    /// Target met, or back in the usual range, two quarters running.
    Closed,
    /// On watch for two quarters after closing.
    AfterClosing,
}

/// How many quarters before this one are judged again, to say since when an exception is open: what is older is open for more than these.
pub const QUARTERS_LOOKED_BACK: usize = 12;

/// Something that people wrote, dated and attributed by role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// The words; empty when none have come.
    pub text: String,
    /// By whom, as a role; empty when unknown.
    pub by: String,
    /// When, as written; empty when unknown.
    pub on: String,
    /// The quarter of the paper that it was written for, as printed.
    pub period: String,
}

/// How many questions have no answer: one that was asked again and then answered is answered.
pub fn unanswered(asked: &[Asked]) -> usize {
    let is_answered = |question: &str| {
        let mut same = asked.iter().filter(|one| one.question == question);
        same.any(|one| !one.answer.is_empty())
    };
    let mut open: Vec<&str> = asked.iter().map(|one| one.question.as_str()).collect();
    open.retain(|question| !is_answered(question));
    open.len()
}

/// One question of the sub-committee and what came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The meeting's quarter.
    pub period: String,
    /// What members asked.
    pub question: String,
    /// What came back; empty when not answered.
    pub answer: String,
    /// When it came back: the day where the line has one for it, else the quarter of the line.
    pub answered: String,
    /// What was decided, and by when; may be empty.
    pub decision: String,
}

/// An action joined to an exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedAction {
    /// The action's id.
    pub id: String,
    /// What is to be done.
    pub text: String,
    /// Who, as a role; empty when nobody is named.
    pub owner: String,
    /// By when; `None` when no date was set.
    pub due: Option<NaiveDate>,
    /// As sent: not-started, in-progress, complete.
    pub status: String,
    /// When it was completed.
    pub completed: Option<NaiveDate>,
    /// Days past its date on the day of the run; 0 when not overdue.
    pub days_overdue: i64,
    /// Whether the figure moved after the action, in one sentence; empty when it cannot be said.
    pub afterwards: String,
}

/// One part of the score that makes the order.
#[derive(Clone, Debug, PartialEq)]
pub struct ScorePart {
    /// What is weighed: severity, direction, persistence, comparator, confidence, Board priority.
    pub name: String,
    /// Points.
    pub points: f64,
    /// Why so many, in a few words.
    pub reason: String,
}

/// One line of the three-row table of a block: now, last quarter, a year ago.
#[derive(Clone, Debug, PartialEq)]
pub struct Then {
    /// `Now`, `Last quarter`, `A year ago`.
    pub when: String,
    /// The figure.
    pub value: Shown,
    /// `164 of 392`; empty where there is no base or it may not be shown.
    pub parts: String,
}

/// One exception as every paper prints it.
#[derive(Clone, Debug, PartialEq)]
pub struct Exception {
    /// Place within its kind; `None` outside tier `exception`.
    pub rank: Option<usize>,
    /// The list.
    pub tier: ListTier,
    /// Performance or data.
    pub kind: ExceptionKind,
    /// The indicator's id; empty for a data exception about a whole return.
    pub indicator: String,
    /// The indicator's row name, 36 characters or fewer; for data exceptions what is wrong.
    pub row_name: String,
    /// The area's id; empty when it concerns no area.
    pub area: String,
    /// The agency's id; empty when several.
    pub agency: String,
    /// Other agencies of whose figures, records or district it tells, by id.
    pub tells_of: Vec<String>,
    /// Other indicators whose records it tells.
    pub also: Vec<String>,
    /// Who must answer, as printed.
    pub owner: String,
    /// The quarter.
    pub period: Period,
    /// The newest figure as shown.
    pub value: Shown,
    /// The newest figure for the analyst's own tables; `None` where there is none.
    pub analyst_value: Option<f64>,
    /// High or low.
    pub direction: Option<Side>,
    /// Worse, better or unusual.
    pub concern: Concern,
    /// Ids of the chart rules that mark the newest point.
    pub rules: Vec<String>,
    /// The evidence in one line: p, q and window, or what else made it.
    pub evidence: String,
    /// The method with its profile, and why this method.
    pub method: String,
    /// Comparable points judged.
    pub points: usize,
    /// Quarters on the list, this one included.
    pub quarters_open: usize,
    /// New, continuing, improving, closed, after-closing.
    pub state: ExceptionState,
    /// 90 characters or fewer, for the front page.
    pub row: String,
    /// 18 words or fewer, the block's title.
    pub title: String,
    /// The full sentence.
    pub sentence: String,
    /// `MX05 · Children's social care · Priority 2, exploitation and missing · higher is better`.
    pub identity: String,
    /// Now, last quarter, a year ago.
    pub then: Vec<Then>,
    /// Which rule fired, in plain words.
    pub which_rule: String,
    /// How sure, in plain words.
    pub how_sure: String,
    /// Compared with whom, with years; says so when nothing is published.
    pub compared_with: String,
    /// What else belongs to the same story: its rate, its districts; one sentence each.
    pub related: Vec<String>,
    /// The records of which it tells, where a register or a tracker made it; empty where a figure did. They take the place of a chart.
    pub waiting: Vec<Waiting>,
    /// What the agency says this quarter.
    pub agency_says: Said,
    /// What else was said of it this quarter, in the order of the lines.
    pub also_said: Vec<Said>,
    /// What it said the last time that it said anything before this quarter; its text is empty when it never has.
    pub said_before: Said,
    /// What members asked before, newest last.
    pub asked: Vec<Asked>,
    /// Actions joined to it.
    pub actions: Vec<LinkedAction>,
    /// What members are asked to decide.
    pub decision: String,
    /// Data exceptions: what this paper does about it.
    pub treatment: String,
    /// The score in parts.
    pub score: Vec<ScorePart>,
    /// The series as drawn; `None` for a data exception.
    pub series: Option<ShownSeries>,
    /// Text alternative of its chart.
    pub alt: String,
    /// The chart's source line: sender, data cut-off, notes on gaps and restarts.
    pub source: String,
}

impl Exception {
    /// Whether it is listed still and no figure came this quarter, so that nothing can be said of how it moved.
    pub fn is_unseen(&self) -> bool {
        let is_listed = self.kind == ExceptionKind::Performance && self.rules.is_empty();
        is_listed && matches!(self.value, Shown::Mark(Missing::NotAvailable | Missing::NotApplicable))
    }

    /// What is concluded, in a word or two: `Worse`, `Better`, `Unusual`, `No figure`.
    pub fn verdict_word(&self) -> &'static str {
        match self.concern {
            _ if self.is_unseen() => "No figure",
            Concern::Worse => "Worse",
            Concern::Better => "Better",
            Concern::Unusual => "Unusual",
        }
    }
}

/// One record that waits: a review action, a challenge, an action of the plan, a risk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its number and its words: `A13: Check every plan over 15 months for drift`.
    pub what: String,
    /// Whose it is; empty where nobody is named.
    pub whose: String,
    /// The day that it turns on: `due 30 June 2026`, `raised 3 March 2025`.
    pub when: String,
    /// How it stands: `92 days late`.
    pub stands: String,
}

impl fmt::Display for ExceptionState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            ExceptionState::New => "new",
            ExceptionState::Continuing => "continuing",
            ExceptionState::Improving => "improving",
            ExceptionState::Closed => "closed",
            ExceptionState::AfterClosing => "after-closing",
        })
    }
}

impl fmt::Display for ExceptionKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            ExceptionKind::Performance => "performance",
            ExceptionKind::Data => "data",
        })
    }
}

impl fmt::Display for ListTier {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            ListTier::Exception => "exception",
            ListTier::Watch => "watch",
            ListTier::Closed => "closed",
        })
    }
}
