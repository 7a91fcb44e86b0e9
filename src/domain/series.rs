//! One indicator at one place over time, with its gaps kept as gaps.

use crate::domain::{Level, Observations, Period};
use std::fmt;
use std::sync::Arc;

/// What is known of one figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeriesState {
    /// A number.
    Number,
    /// Known to lie between two numbers, because parts are suppressed.
    Range,
    /// Nobody sent it.
    NoReturn,
    /// It is not due in this quarter.
    NotDue,
    /// It was sent, but withheld by the sender, without known bounds.
    Suppressed,
    /// It was sent, but it cannot be measured (no denominator, unreadable, too little).
    NotMeasured,
}

impl SeriesState {
    /// The word used in tables.
    pub fn word(self) -> &'static str {
        match self {
            SeriesState::Number => "number",
            SeriesState::Range => "range",
            SeriesState::NoReturn => "no-return",
            SeriesState::NotDue => "not-due",
            SeriesState::Suppressed => "suppressed",
            SeriesState::NotMeasured => "not-measured",
        }
    }
}

impl fmt::Display for SeriesState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

/// What a reader must know about a figure besides its size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Flags {
    /// It may still change: a lagged cohort or a return that came in part.
    pub provisional: bool,
    /// It has been restated since it was first received.
    pub restated: bool,
    /// A definition break starts here: earlier figures are not comparable.
    pub broken: bool,
    /// It stands in no paper, because it is small or would give a small figure away beside what is shown. Said in no table.
    pub withheld: bool,
    /// It is a range over an area whose figure is withheld, and would tell that from what senders withheld. Said in no table.
    pub over_withheld: bool,
}

impl Flags {
    /// The flags in words, joined by `;` as in tables.
    pub fn words(self) -> String {
        let named = [
            (self.provisional, "provisional"),
            (self.restated, "restated"),
            (self.broken, "break"),
        ];
        named
            .iter()
            .filter(|(set, _)| *set)
            .map(|(_, word)| *word)
            .collect::<Vec<_>>()
            .join(";")
    }
}

/// One figure of a series. Percentages are on 0 to 100; rates are in the indicator's unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// The quarter.
    pub period: Period,
    /// What was counted; `None` where only a value was sent.
    pub numerator: Option<f64>,
    /// The base; for rates the population used.
    pub denominator: Option<f64>,
    /// The figure in the indicator's unit; `None` unless the state is `Number`.
    pub value: Option<f64>,
    /// Least possible value where parts are suppressed, else `None`.
    pub low: Option<f64>,
    /// Greatest possible value where parts are suppressed, else `None`.
    pub high: Option<f64>,
    /// What is known of it.
    pub state: SeriesState,
    /// What a reader must know besides.
    pub flags: Flags,
    /// Who should have sent a part: senders at the county, areas' senders below; sorted.
    pub expected_sources: Arc<[String]>,
    /// Who did; sorted.
    pub reporting_sources: Arc<[String]>,
    /// Senders and areas whose usual part is missing from the figure; sorted. Empty when it is whole.
    pub without: Vec<String>,
    /// Of the population that was used, such as `mid-2025`.
    pub vintage: Option<String>,
}

/// One indicator at one place, quarter by quarter without holes: a quarter without a figure has an observation that says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The indicator's id.
    pub indicator: String,
    /// County, quadrant, district or other.
    pub level: Level,
    /// The area's id.
    pub area: String,
    /// The agency's id where the series is one agency's own part, else `None`.
    pub agency: Option<String>,
    /// Consecutive periods, oldest first; never empty.
    pub observations: Observations,
}

impl Observation {
    /// Whether a figure was sent, its sender's suppressions among them.
    pub fn was_sent(&self) -> bool {
        self.value.is_some() || matches!(self.state, SeriesState::Suppressed | SeriesState::Range)
    }

    /// Whether a share was sent and there was nothing of which it could be one: none of none. That is an answer, and no gap.
    pub fn has_none(&self) -> bool {
        self.state == SeriesState::NotMeasured && self.denominator.is_some_and(|base| base <= 0.0)
    }

    /// A quarter without a figure.
    pub fn absent(period: Period, state: SeriesState) -> Observation {
        Observation {
            period,
            numerator: None,
            denominator: None,
            value: None,
            low: None,
            high: None,
            state,
            flags: Flags::default(),
            expected_sources: Arc::default(),
            reporting_sources: Arc::default(),
            without: vec![],
            vintage: None,
        }
    }
}

impl Series {
    /// The same series as it stood when `period` was the newest; `None` when it had not begun.
    pub fn until(&self, period: Period) -> Option<Series> {
        let begun = self.observations.partition_point(|one| one.period <= period);
        (begun > 0).then(|| Series {
            indicator: self.indicator.clone(),
            level: self.level,
            area: self.area.clone(),
            agency: self.agency.clone(),
            observations: self.observations.first_few(begun),
        })
    }

    /// The newest observation.
    pub fn newest(&self) -> Option<&Observation> {
        self.observations.last()
    }

    /// The observation of a period.
    pub fn at(&self, period: Period) -> Option<&Observation> {
        let first = self.observations.first()?.period;
        usize::try_from(period.index() - first.index())
            .ok()
            .and_then(|at| self.observations.get(at))
    }
}

/// A figure that was received, and later received otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Restatement {
    /// The indicator's id.
    pub indicator: String,
    /// The series as it stands now, with the quarter's figure as it was first received; up to the quarter restated.
    pub as_first_received: Series,
    /// The quarter.
    pub period: Period,
    /// In the unit, as first received; `None` where that was no number.
    pub was: Option<f64>,
    /// In the unit, as it stands.
    pub now: Option<f64>,
}
