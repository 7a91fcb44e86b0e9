//! A series into what charts and tests can use: values, counts and bases of comparable quarters, gaps kept as gaps.

use crate::catalogue::{Break, Indicator, Rebase, Timing, Unit};
use crate::domain::{Level, Observation, Period, Series, SeriesState};

/// A way in which figures that are only known to lie between bounds can lie in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ends {
    /// The newest so many quarters at one end, all before at the other.
    Newest(usize, End),
    /// By turns, the newest at this end.
    ByTurns(End),
}

/// More quarters than any series has: all of them.
const ALL: usize = usize::MAX;

impl Ends {
    /// All as low as they can be.
    pub const LOW: Ends = Ends::Newest(ALL, End::Low);
    /// The other ways that bound a verdict: all high; the newest one, two, four or eight, which evidence and marks look at
    /// together, against all before; and by turns, which makes the history vary most.
    pub const OTHERS: [Ends; 11] = [
        Ends::Newest(ALL, End::High),
        Ends::Newest(1, End::High),
        Ends::Newest(1, End::Low),
        Ends::Newest(2, End::High),
        Ends::Newest(2, End::Low),
        Ends::Newest(4, End::High),
        Ends::Newest(4, End::Low),
        Ends::Newest(8, End::High),
        Ends::Newest(8, End::Low),
        Ends::ByTurns(End::High),
        Ends::ByTurns(End::Low),
    ];

    /// The end of the figure so many quarters before the newest.
    fn at(self, back: usize) -> End {
        match self {
            Ends::Newest(quarters, end) if back < quarters => end,
            Ends::Newest(_, end) => end.other(),
            Ends::ByTurns(end) if back.is_multiple_of(2) => end,
            Ends::ByTurns(end) => end.other(),
        }
    }
}

/// Which end of a partly suppressed figure is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The least that it can be.
    Low,
    /// The most that it can be.
    High,
}

impl End {
    fn other(self) -> End {
        match self {
            End::Low => End::High,
            End::High => End::Low,
        }
    }
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
    /// Where the limits start again, ascending, by index among the kept; 0 is not listed.
    pub restarts: Vec<(usize, String)>,
    /// The first figure that is of the newest definition, by index among the kept.
    pub comparable_from: usize,
    /// How many first quarters of each stretch the limits come from, if the board declared so.
    pub baseline: Option<usize>,
    /// What numerator over denominator is multiplied by to give the value; `None` for counts, scores of one value and medians.
    pub scale: Option<f64>,
    /// Whether it is a whole area's figure at the county or wider, where a season shows through the noise.
    pub wide: bool,
    /// Figures that were only known to lie between bounds.
    pub ranged: bool,
}

impl Material {
    /// The figures of a series; where some are ranges, they lie as `ends` says.
    pub fn of(series: &Series, indicator: &Indicator, ends: Ends) -> Material {
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
        let end = |at: usize| ends.at(used.len() - 1 - at);
        let figures: Vec<Option<Figure>> = used
            .iter()
            .enumerate()
            .map(|(at, one)| Some(*one).filter(comparable).and_then(|one| figure(one, end(at))))
            .collect();
        let periods: Vec<Period> = used.iter().map(|one| one.period).collect();
        let ranges = used.iter().zip(&figures).filter(|(_, figure)| figure.is_some());
        let ranged = ranges.into_iter().any(|(one, _)| one.state == SeriesState::Range);
        Material {
            restarts: restarts(&periods, indicator),
            comparable_from: breaks(&periods, indicator).map(|(at, _)| at).max().unwrap_or(0),
            baseline: indicator.baseline.as_ref().map(|declared| declared.quarters as usize),
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

    /// The median of the last stretch without its newest figure; `None` where there is no other.
    pub fn middle_before(&self) -> Option<f64> {
        let (_, before) = self.last_stretch().split_last()?;
        crate::stats::centre::median(before.iter().flatten().map(|figure| figure.value))
    }

    /// How many comparable figures the last stretch has.
    pub fn points(&self) -> usize {
        self.last_stretch().iter().flatten().count()
    }

    /// Whether the last stretch has figures, two or more, that are all the same.
    pub fn is_constant(&self) -> bool {
        let mut figures = self.last_stretch().iter().flatten().map(|figure| figure.value);
        let first = figures.next();
        self.points() > 1 && figures.all(|value| first.is_some_and(|first| first.total_cmp(&value).is_eq()))
    }

    /// How often the last stretch's figure moved from one recorded quarter to the next.
    pub fn moves(&self) -> usize {
        let values: Vec<f64> = self
            .last_stretch()
            .iter()
            .flatten()
            .map(|figure| figure.value)
            .collect();
        values
            .windows(2)
            .filter(|pair| pair[0].total_cmp(&pair[1]).is_ne())
            .count()
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

/// The first quarter at or after one that has quarters before it.
fn start_at(periods: &[Period], from: Period) -> Option<usize> {
    let at = periods.iter().position(|period| *period >= from)?;
    (at > 0).then_some(at)
}

/// Where definitions changed, and how.
fn breaks<'a>(periods: &'a [Period], indicator: &'a Indicator) -> impl Iterator<Item = (usize, String)> + 'a {
    let restart = move |change: &Break| Some((start_at(periods, change.from)?, change.note.clone()));
    indicator.breaks.iter().filter_map(restart)
}

/// Where limits start again: at changes of the definition, and where the board decided that they do.
fn restarts(periods: &[Period], indicator: &Indicator) -> Vec<(usize, String)> {
    let decided = |rebase: &Rebase| Some((start_at(periods, rebase.from)?, rebase.in_words()));
    let rebased = indicator.rebases.iter().filter_map(decided);
    let mut restarts: Vec<(usize, String)> = breaks(periods, indicator).chain(rebased).collect();
    restarts.sort();
    restarts.dedup_by_key(|(at, _)| *at);
    restarts
}
