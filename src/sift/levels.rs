//! The values and limits of a judged series: how far they span, and whether they are known at all.

use crate::domain::{Interval, Series, SeriesState, Verdict};

/// Whether an earlier figure that the newest is held against is only known to lie in a range, so that no level of it is known.
pub(super) fn has_ranges(series: &Series, verdict: &Verdict) -> bool {
    let from = verdict.restarts.last().map_or(0, |(at, _)| *at);
    let held_against = series.observations.iter().skip(from);
    held_against.into_iter().any(|one| one.state == SeriesState::Range)
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
