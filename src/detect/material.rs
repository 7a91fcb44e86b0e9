//! A series into what charts and tests can use: values, counts and bases of comparable quarters, gaps kept as gaps.

use crate::catalogue::{Break, Indicator, Timing, Unit};
use crate::domain::{Level, Observation, Period, Series, SeriesState};

/// Which end of a partly suppressed figure is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The least that it can be.
    Low,
    /// The most that it can be.
    High,
}

/// One quarter's usable figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figure {
    /// In the unit.
    pub value: f64,
    /// What was counted, where it is known.
    pub numerator: Option<f64>,
    /// The base, where it is known.
    pub denominator: Option<f64>,
}

/// A series as charts and tests use it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Material {
    /// The observations that are used, by index: a quarter in which a yearly figure is not due is no gap. The newest always is.
    pub kept: Vec<usize>,
    /// Their quarters.
    pub periods: Vec<Period>,
    /// One per kept observation; `None` is a gap: no figure, or one that is not comparable with the newest.
    pub figures: Vec<Option<Figure>>,
    /// Where the series starts again, ascending, by index among the kept; 0 is not listed.
    pub restarts: Vec<(usize, String)>,
    /// What numerator over denominator is multiplied by to give the value; `None` for counts, scores of one value and medians.
    pub scale: Option<f64>,
    /// Whether it is a whole area's figure at the county or wider, where a season shows through the noise.
    pub wide: bool,
    /// Figures that were only known to lie between bounds.
    pub ranged: bool,
}

impl Material {
    /// The figures of a series; where one is a range, its `end` is taken.
    pub fn of(series: &Series, indicator: &Indicator, end: End) -> Material {
        let newest_without = series
            .newest()
            .map(|newest| newest.without.as_slice())
            .unwrap_or_default();
        let comparable = |one: &&Observation| one.without.is_empty() || one.without == newest_without;
        let last = series.observations.len().saturating_sub(1);
        let all = || series.observations.iter().enumerate();
        let kept: Vec<usize> = all()
            .filter(|(at, one)| *at == last || one.state != SeriesState::NotDue)
            .map(|(at, _)| at)
            .collect();
        let used: Vec<&Observation> = kept.iter().map(|&at| &series.observations[at]).collect();
        let figures: Vec<Option<Figure>> = used
            .iter()
            .map(|one| Some(*one).filter(comparable).and_then(|one| figure(one, end)))
            .collect();
        let periods: Vec<Period> = used.iter().map(|one| one.period).collect();
        let ranges = used.iter().zip(&figures).filter(|(_, figure)| figure.is_some());
        let ranged = ranges.into_iter().any(|(one, _)| one.state == SeriesState::Range);
        Material {
            restarts: restarts(&periods, indicator),
            scale: scale(indicator),
            kept,
            periods,
            figures,
            wide: series.agency.is_none() && matches!(series.level, Level::County | Level::Other),
            ranged,
        }
    }

    /// The index at which the last stretch of comparable quarters begins.
    pub fn last_start(&self) -> usize {
        self.restarts.last().map_or(0, |(at, _)| *at)
    }

    /// The figures of the last stretch.
    pub fn last_stretch(&self) -> &[Option<Figure>] {
        &self.figures[self.last_start()..]
    }

    /// How many comparable figures the last stretch has.
    pub fn points(&self) -> usize {
        self.last_stretch().iter().flatten().count()
    }

    /// The newest figure.
    pub fn newest(&self) -> Option<Figure> {
        self.figures.last().copied().flatten()
    }

    /// Values with gaps.
    pub fn values(&self) -> Vec<Option<f64>> {
        self.figures
            .iter()
            .map(|figure| figure.map(|figure| figure.value))
            .collect()
    }

    /// Whether every figure of the last stretch has both its parts.
    pub fn has_parts(&self) -> bool {
        let mut figures = self.last_stretch().iter().flatten();
        self.scale.is_some() && figures.all(|figure| figure.numerator.is_some() && figure.denominator.is_some())
    }
}

fn figure(one: &Observation, end: End) -> Option<Figure> {
    let value = match (one.state, end) {
        (SeriesState::Number, _) => one.value?,
        (SeriesState::Range, End::Low) => one.low?,
        (SeriesState::Range, End::High) => one.high?,
        (SeriesState::NoReturn | SeriesState::NotDue | SeriesState::Suppressed | SeriesState::NotMeasured, _) => {
            return None;
        }
    };
    Some(Figure {
        value,
        numerator: one.numerator,
        denominator: one.denominator,
    })
}

fn scale(indicator: &Indicator) -> Option<f64> {
    let yearly = match indicator.timing {
        Timing::FlowAnnualised => 4.0,
        _ => 1.0,
    };
    match indicator.unit {
        Unit::Percent | Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 => {
            indicator.unit.multiplier().map(|multiplier| multiplier * yearly)
        }
        // Means of scores and ratios are no shares of a count of events.
        Unit::Count | Unit::Ratio | Unit::Score | Unit::MedianDays => None,
    }
}

/// Where definitions changed: the first quarter at or after each break that has quarters before it.
fn restarts(periods: &[Period], indicator: &Indicator) -> Vec<(usize, String)> {
    let restart = |change: &Break| {
        let at = periods.iter().position(|period| *period >= change.from)?;
        (at > 0).then(|| (at, change.note.clone()))
    };
    let mut restarts: Vec<(usize, String)> = indicator.breaks.iter().filter_map(restart).collect();
    restarts.sort();
    restarts.dedup_by_key(|(at, _)| *at);
    restarts
}
