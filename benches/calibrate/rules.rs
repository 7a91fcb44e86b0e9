//! One indicator up to one quarter → what each rule says of it: ours, Making Data Count's, and a rule of thumb.

use crate::portfolio::{HISTORY, Indicator, Sort};
use paqa::stats::exception::{self, History, Kind, Observation, SeasonRule};
use paqa::stats::xmr::{self, Colour, Direction, Profile, XmrOptions};

/// The rules that are scored, in the order of the columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    Exception,
    Watch,
    MdcNewest,
    MdcFrozen,
    TenPercent,
}

pub const RULES: [Rule; 5] = [
    Rule::Exception,
    Rule::Watch,
    Rule::MdcNewest,
    Rule::MdcFrozen,
    Rule::TenPercent,
];

/// p of a departure for the worse and of one for the better at `quarter`, looking no further.
pub fn p_values(indicator: &Indicator, quarter: usize) -> Option<(f64, f64)> {
    let observation = |&(numerator, denominator): &(f64, f64)| {
        Some(Observation {
            numerator,
            denominator: (denominator > 0.0).then_some(denominator),
        })
    };
    let observations: Vec<Option<Observation>> = indicator.quarters[..=quarter].iter().map(observation).collect();
    let kind = if indicator.sort == Sort::Percentage {
        Kind::Percentage
    } else {
        Kind::Count
    };
    let history = History {
        observations: &observations,
        periods_a_year: 4,
        first_season: 0,
        season: SeasonRule::Tested,
        held_from: None,
    };
    let verdict = exception::judge(kind, &history).ok()?;
    Some(if indicator.worse() > 0.0 {
        (verdict.high, verdict.low)
    } else {
        (verdict.low, verdict.high)
    })
}

/// Whether the newest point of the peer's chart is coloured for concern; `frozen`: limits from the history only.
pub fn mdc_concern(indicator: &Indicator, quarter: usize, frozen: bool) -> bool {
    let values: Vec<Option<f64>> = (0..=quarter).map(|at| Some(indicator.value(at))).collect();
    let options = XmrOptions {
        profile: Profile::MdcPeer,
        baseline: frozen.then_some(HISTORY),
        ..XmrOptions::default()
    };
    let direction = if indicator.worse() > 0.0 {
        Direction::Decrease
    } else {
        Direction::Increase
    };
    let chart = xmr::chart(&values, &options);
    chart
        .newest()
        .is_some_and(|point| point.mark.colour(direction) == Colour::Concern)
}

/// Whether the newest quarter is more than a tenth worse than the last.
pub fn ten_percent_worse(indicator: &Indicator, quarter: usize) -> bool {
    let (now, before) = (indicator.value(quarter), indicator.value(quarter - 1));
    if before == 0.0 {
        now > 0.0 && indicator.worse() > 0.0
    } else {
        (now / before - 1.0) * indicator.worse() > 0.1
    }
}
