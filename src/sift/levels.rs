//! The values and limits of a judged series: how far they span, and whether they are known at all.

use crate::catalogue::{Indicator, Policy};
use crate::domain::{Interval, Observation, Series, SeriesState, Verdict};
use crate::sift::withhold;

/// What the newest figure is held against: the quarters since the limits last started.
fn held_against<'s>(series: &'s Series, verdict: &Verdict) -> impl Iterator<Item = &'s Observation> {
    let from = verdict.restarts.last().map_or(0, |(at, _)| *at);
    series.observations.iter().skip(from)
}

/// Whether a figure that the newest is held against is only known to lie in a range, so that no level of it is known.
pub(super) fn has_ranges(series: &Series, verdict: &Verdict) -> bool {
    held_against(series, verdict).any(|one| one.state == SeriesState::Range)
}

/// Whether one of them is withheld, so that charts leave out the lines that were made with it, and words the levels.
pub(super) fn has_withheld(series: &Series, verdict: &Verdict, (indicator, policy): (&Indicator, &Policy)) -> bool {
    held_against(series, verdict).any(|one| withhold::is_small(one, indicator, policy))
}

/// From the least to the greatest value or limit.
pub(super) fn span(series: &Series, verdict: &Verdict) -> f64 {
    let values = series.observations.iter().filter_map(|one| one.value);
    let limits = verdict.lines.iter().flatten().filter_map(|lines| lines.limits);
    let ends = values
        .map(|value| Interval {
            low: value,
            high: value,
        })
        .chain(limits);
    let ends = ends.reduce(|one, next| Interval {
        low: one.low.min(next.low),
        high: one.high.max(next.high),
    });
    ends.map_or(0.0, |ends| ends.high - ends.low)
}
