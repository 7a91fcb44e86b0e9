//! The points of one part and its limits → the rule, if any, that marks each point.

use crate::stats::xmr::limits::{Measured, NoLimits, SLACK};
use crate::stats::xmr::{Profile, RUN_LENGTH, XmrPoint};

/// Up or down. Says nothing about good or bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Above, or rising.
    High,
    /// Below, or falling.
    Low,
}

/// The rule that marks a point. Where several do, the first in this order: limit, trend, two of three, shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// No rule: ordinary variation.
    Common,
    /// Strictly beyond a process limit.
    Beyond(Side),
    /// Part of seven values strictly rising or falling.
    Trend(Side),
    /// One of at least two in three beyond a two-sigma line, all three on that side of the mean.
    TwoOfThree(Side),
    /// Part of seven points strictly on one side of the mean.
    Shift(Side),
}

impl Mark {
    /// Which way the mark points; `None` for ordinary variation.
    pub const fn side(self) -> Option<Side> {
        match self {
            Mark::Common => None,
            Mark::Beyond(side) | Mark::Trend(side) | Mark::TwoOfThree(side) | Mark::Shift(side) => Some(side),
        }
    }

    /// The peer's number: 0 none, 1 limit, 2 trend, 3 two of three, 4 shift; negative for low or falling.
    pub const fn code(self) -> i8 {
        match self {
            Mark::Common => 0,
            Mark::Beyond(Side::High) => 1,
            Mark::Beyond(Side::Low) => -1,
            Mark::Trend(Side::High) => 2,
            Mark::Trend(Side::Low) => -2,
            Mark::TwoOfThree(Side::High) => 3,
            Mark::TwoOfThree(Side::Low) => -3,
            Mark::Shift(Side::High) => 4,
            Mark::Shift(Side::Low) => -4,
        }
    }
}

/// Appends the points of one part, judged and marked. `mdc-2023` marks nothing in a part too short for limits; where limits are
/// refused for another reason, trends and shifts still count.
pub(super) fn mark_part(
    points: &mut Vec<XmrPoint>,
    (part, values): (usize, &[Option<f64>]),
    measured: &Measured,
    profile: Profile,
) {
    let first = points.len();
    let limits = measured.limits.limits.ok();
    let slack = slack(measured, profile);
    for (&value, &moving_range) in values.iter().zip(&measured.ranges) {
        let side = value
            .zip(measured.limits.mean)
            .map(|(value, mean)| sign(value - mean, slack));
        let outside = value
            .zip(limits)
            .map(|(value, at)| beyond(value, (at.lower, at.upper), slack));
        let close = value.zip(limits).map(|(value, at)| {
            let far = beyond(value, (at.lower_two_sigma, at.upper_two_sigma), slack);
            far && (profile == Profile::Mdc2023 || outside == Some(false))
        });
        points.push(XmrPoint {
            part,
            value,
            moving_range,
            outside,
            side,
            close,
            mark: Mark::Common,
        });
    }
    let points = &mut points[first..];
    if let (Profile::Mdc2023, Err(NoLimits::TooFewPoints { .. })) = (profile, measured.limits.limits) {
        return;
    }
    // Weakest first: each stronger rule overwrites.
    mark_shifts(points);
    mark_two_of_three(points);
    match profile {
        Profile::MdcPeer => mark_trends_strictly(points),
        Profile::Mdc2023 => mark_trends_over_repeats(points),
    }
    for point in points {
        if point.outside == Some(true) {
            point.mark = Mark::Beyond(if point.side == Some(1) { Side::High } else { Side::Low });
        }
    }
}

/// How near a line counts as on it. The peer decides ties by the last bit of its arithmetic; `mdc-2023` allows a few parts in a
/// thousand million, so that a change of unit (counts, hundreds, percent) moves no mark.
fn slack(measured: &Measured, profile: Profile) -> f64 {
    let (mean, range) = (
        measured.limits.mean.unwrap_or(0.0),
        measured.limits.limits.map_or(0.0, |at| at.mean_range),
    );
    if profile == Profile::MdcPeer {
        0.0
    } else {
        SLACK * (mean.abs() + range)
    }
}

fn beyond(value: f64, (lower, upper): (f64, f64), slack: f64) -> bool {
    value > upper + slack || value < lower - slack
}

fn sign(difference: f64, slack: f64) -> i8 {
    if difference > slack {
        1
    } else if difference < -slack {
        -1
    } else {
        0
    }
}

const fn side_of(sign: i8) -> Side {
    if sign > 0 { Side::High } else { Side::Low }
}

fn mark_shifts(points: &mut [XmrPoint]) {
    let mut run = 0;
    let mut last = 0;
    for at in 0..points.len() {
        let side = points[at].side.unwrap_or(0);
        run = if side != 0 && side == last {
            run + 1
        } else {
            usize::from(side != 0)
        };
        last = side;
        if run >= RUN_LENGTH {
            let from = if run == RUN_LENGTH { at + 1 - RUN_LENGTH } else { at };
            points[from..=at]
                .iter_mut()
                .for_each(|point| point.mark = Mark::Shift(side_of(side)));
        }
    }
}

fn mark_two_of_three(points: &mut [XmrPoint]) {
    for from in 0..points.len().saturating_sub(2) {
        let window = &mut points[from..from + 3];
        let Some(side) = window[0].side.filter(|&side| side != 0) else {
            continue;
        };
        let together = window.iter().all(|point| point.side == Some(side));
        if together && window.iter().filter(|point| point.close == Some(true)).count() >= 2 {
            for point in window.iter_mut().filter(|point| point.close == Some(true)) {
                point.mark = Mark::TwoOfThree(side_of(side));
            }
        }
    }
}

/// Sign of each step into a point; 0 at the first point and next to a gap.
fn steps(points: &[XmrPoint]) -> Vec<i8> {
    let mut steps = vec![0; points.len()];
    for at in 1..points.len() {
        if let (Some(before), Some(now)) = (points[at - 1].value, points[at].value) {
            steps[at] = sign(now - before, 0.0);
        }
    }
    steps
}

/// Trends as the peer has them: an equal neighbour breaks. A point whose successor is in a trend too takes the direction of
/// the step out of it, and "not rising" counts as falling.
fn mark_trends_strictly(points: &mut [XmrPoint]) {
    let steps = steps(points);
    let mut in_trend = vec![false; points.len()];
    let mut run = 0;
    for at in 1..points.len() {
        run = if steps[at] == 0 {
            0
        } else if steps[at] == steps[at - 1] {
            run + 1
        } else {
            1
        };
        if run + 1 >= RUN_LENGTH {
            in_trend[at + 1 - RUN_LENGTH..=at].fill(true);
        }
    }
    for at in 0..points.len() {
        if in_trend[at] {
            let goes_on = in_trend.get(at + 1) == Some(&true);
            let step = if goes_on { steps[at + 1] } else { steps[at] };
            points[at].mark = Mark::Trend(side_of(step));
        }
    }
}

/// Trends of `mdc-2023`: a repeated value neither extends a trend nor breaks it, so six steps one way are needed and repeats
/// between or after them belong to the run. Where two trends share a point, it belongs to the later.
fn mark_trends_over_repeats(points: &mut [XmrPoint]) {
    let steps = steps(points);
    let (mut from, mut count, mut direction) = (0, 0, 0);
    for at in 0..points.len() {
        if points[at].value.is_none() || at > 0 && points[at - 1].value.is_none() {
            (from, count, direction) = (at, 0, 0);
        } else if steps[at] != 0 && steps[at] == direction {
            count += 1;
        } else if steps[at] != 0 {
            (from, count, direction) = (at - 1, 1, steps[at]);
        }
        if count + 1 >= RUN_LENGTH {
            let mark = Mark::Trend(side_of(direction));
            let from = if count + 1 == RUN_LENGTH { from } else { at };
            points[from..=at].iter_mut().for_each(|point| point.mark = mark);
        }
    }
}

/// Whether the peer stops: some window of seven positions holds a gap and nothing that settles that it is no trend.
pub(super) fn peer_would_stop(values: &[Option<f64>]) -> bool {
    if values.iter().all(Option::is_some) {
        return false;
    }
    values.windows(RUN_LENGTH).any(|window| {
        let mut unknown = false;
        let (mut not_rising, mut not_falling) = (false, false);
        for pair in window.windows(2) {
            match (pair[0], pair[1]) {
                (Some(before), Some(now)) => {
                    let step = sign(now - before, 0.0);
                    not_rising |= step != 1;
                    not_falling |= step != -1;
                }
                (None, _) | (_, None) => unknown = true,
            }
        }
        unknown && !(not_rising && not_falling)
    })
}
