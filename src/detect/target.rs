//! A figure against its target: the fact, and how strong it is.

use crate::catalogue::{Indicator, Polarity, Unit};
use crate::detect::chart::Chart;
use crate::detect::material::Material;
use crate::domain::{Interval, TargetFact, TargetStatement};

/// Slack with which a figure counts as on its target, so that 85 of 100 meets 85%.
const SLACK: f64 = 1e-9;

/// The statement; `None` where there is no target, no figure, or neither direction is better.
pub(super) fn statement(
    indicator: &Indicator,
    material: &Material,
    (chart, likely): (&Chart, Option<Interval>),
) -> Option<TargetStatement> {
    let value = material.newest()?.value;
    let target = indicator.target_in(*material.periods.last()?)?.value;
    let fact = fact(value, target, indicator.polarity)?;
    let running = |wanted: TargetFact| {
        let then = |at: usize| {
            let target = indicator.target_in(material.periods[at])?.value;
            self::fact(material.figures[at]?.value, target, indicator.polarity)
        };
        (0..material.figures.len())
            .rev()
            .take_while(|&at| then(at) == Some(wanted))
            .count()
    };
    Some(TargetStatement {
        target,
        fact,
        interval: likely,
        // What can be no better is met as clearly as it can be.
        clear: likely.is_some_and(|range| target < range.low || target > range.high)
            || fact == TargetFact::Met && is_at_the_edge(target, indicator),
        assurance: assurance(chart, target, indicator.polarity),
        missed_running: running(TargetFact::Missed),
        met_running: running(TargetFact::Met),
    })
}

/// Whether no figure can be better than the target: none of what should be low, all of what should be high.
fn is_at_the_edge(target: f64, indicator: &Indicator) -> bool {
    match indicator.polarity {
        Polarity::LowerBetter => target <= 0.0 && indicator.unit != Unit::Score,
        Polarity::HigherBetter => target >= 100.0 && indicator.unit == Unit::Percent && !indicator.may_exceed_100,
        Polarity::Neutral => false,
    }
}

/// Met or missed; `None` where neither direction is better.
pub(super) fn fact(value: f64, target: f64, polarity: Polarity) -> Option<TargetFact> {
    let slack = SLACK * target.abs().max(1.0);
    let met = match polarity {
        Polarity::HigherBetter => value >= target - slack,
        Polarity::LowerBetter => value <= target + slack,
        Polarity::Neutral => return None,
    };
    Some(if met { TargetFact::Met } else { TargetFact::Missed })
}

/// Whether the process, as it runs, meets the target: all of its usual range on the good side, all on the bad, or across.
/// While a run or trend is on, it is changing and its usual range says nothing.
fn assurance(chart: &Chart, target: f64, polarity: Polarity) -> Option<String> {
    let limits = chart.lines.last().copied().flatten()?.limits?;
    let (above, below) = match polarity {
        Polarity::HigherBetter => ("missed", "met"),
        Polarity::LowerBetter => ("met", "missed"),
        Polarity::Neutral => return None,
    };
    let word = if target > limits.high {
        above
    } else if target < limits.low {
        below
    } else if limits.low == limits.high {
        "met"
    } else {
        "varies"
    };
    Some(word.to_string())
}
