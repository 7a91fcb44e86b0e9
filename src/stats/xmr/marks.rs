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

/// Where one position stands to the centre and the limits of its chart: all that the rules look at, whatever made those lines.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Place {
    /// The value; `None` is a gap, which breaks every run and is never a zero.
    pub value: Option<f64>,
    /// The side of the centre; `None` on it, at a gap, or without a centre.
    pub side: Option<Side>,
    /// Strictly beyond a three-sigma limit, on that side.
    pub outside: bool,
    /// Strictly beyond a two-sigma line, on that side, in the profile's sense.
    pub close: bool,
}

impl Place {
    /// Of a point of an XmR chart.
    pub fn of(point: &XmrPoint) -> Place {
        Place {
            value: point.value,
            side: point.side.filter(|&sign| sign != 0).map(side_of),
            outside: point.outside == Some(true),
            close: point.close == Some(true),
        }
    }
}

/// Appends the points of one part, judged and marked. `mdc-2023` marks nothing in a part too short for limits; where limits are
/// For each point the side on which a rule marks it, and the mark.
type Rule = (Vec<Option<Side>>, fn(Side) -> Mark);

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
            is_close(far, outside == Some(true), profile)
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
    let places: Vec<Place> = points.iter().map(Place::of).collect();
    // Weakest first: each stronger rule overwrites.
    let rules: [Rule; 4] = [
        (shifts(&places), Mark::Shift),
        (two_of_three(&places), Mark::TwoOfThree),
        (trends(&places, profile), Mark::Trend),
        (beyond_limits(&places), Mark::Beyond),
    ];
    for (sides, mark) in rules {
        for (point, side) in points.iter_mut().zip(sides) {
            point.mark = side.map_or(point.mark, mark);
        }
    }
}

/// Whether a point beyond a two-sigma line counts as close to the limit: since 2023 one beyond the limit does too.
pub const fn is_close(beyond_two_sigma: bool, beyond_limit: bool, profile: Profile) -> bool {
    match profile {
        Profile::Mdc2023 => beyond_two_sigma,
        Profile::MdcPeer => beyond_two_sigma && !beyond_limit,
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

/// The points strictly beyond a limit, each with its side.
pub fn beyond_limits(places: &[Place]) -> Vec<Option<Side>> {
    let side = |place: &Place| place.outside.then(|| place.side.unwrap_or(Side::Low));
    places.iter().map(side).collect()
}

/// The points of every seven in a row strictly on one side of the centre.
pub fn shifts(places: &[Place]) -> Vec<Option<Side>> {
    let mut marks = vec![None; places.len()];
    let (mut from, mut on) = (0, None);
    for (at, place) in places.iter().enumerate() {
        if place.side.is_none() || place.side != on {
            (from, on) = (at, place.side);
        }
        if on.is_some() && at + 1 - from >= RUN_LENGTH {
            marks[from..=at].fill(on);
        }
    }
    marks
}

/// Of every three in a row on one side of the centre the close points, if there are two or three.
pub fn two_of_three(places: &[Place]) -> Vec<Option<Side>> {
    let mut marks = vec![None; places.len()];
    for (from, window) in places.windows(3).enumerate() {
        let side = window[0].side;
        let together = side.is_some() && window.iter().all(|place| place.side == side);
        if together && window.iter().filter(|place| place.close).count() >= 2 {
            for (at, place) in window.iter().enumerate().filter(|(_, place)| place.close) {
                marks[from + at] = place.side;
            }
        }
    }
    marks
}

/// The points of every trend of seven values, with the way that it goes.
pub fn trends(places: &[Place], profile: Profile) -> Vec<Option<Side>> {
    match profile {
        Profile::MdcPeer => strict_trends(places),
        Profile::Mdc2023 => trends_over_repeats(places),
    }
}

/// Sign of each step into a point; 0 at the first point and next to a gap.
fn steps(places: &[Place]) -> Vec<i8> {
    let mut steps = vec![0; places.len()];
    for at in 1..places.len() {
        if let (Some(before), Some(now)) = (places[at - 1].value, places[at].value) {
            steps[at] = sign(now - before, 0.0);
        }
    }
    steps
}

/// Trends as the peer has them: an equal neighbour breaks. A point whose successor is in a trend too takes the direction of
/// the step out of it, and "not rising" counts as falling.
fn strict_trends(places: &[Place]) -> Vec<Option<Side>> {
    let steps = steps(places);
    let mut in_trend = vec![false; places.len()];
    let mut run = 0;
    for at in 1..places.len() {
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
    let mark = |at: usize| {
        let goes_on = in_trend.get(at + 1) == Some(&true);
        let step = if goes_on { steps[at + 1] } else { steps[at] };
        in_trend[at].then(|| side_of(step))
    };
    (0..places.len()).map(mark).collect()
}

/// Trends of `mdc-2023`: a repeated value neither extends a trend nor breaks it, so six steps one way are needed and repeats
/// between or after them belong to the run. Where two trends share a point, it belongs to the later.
fn trends_over_repeats(places: &[Place]) -> Vec<Option<Side>> {
    let steps = steps(places);
    let mut marks = vec![None; places.len()];
    let (mut from, mut count, mut direction) = (0, 0, 0);
    for at in 0..places.len() {
        if places[at].value.is_none() || at > 0 && places[at - 1].value.is_none() {
            (from, count, direction) = (at, 0, 0);
        } else if steps[at] != 0 && steps[at] == direction {
            count += 1;
        } else if steps[at] != 0 {
            (from, count, direction) = (at - 1, 1, steps[at]);
        }
        if count + 1 >= RUN_LENGTH {
            let from = if count + 1 == RUN_LENGTH { from } else { at };
            marks[from..=at].fill(Some(side_of(direction)));
        }
    }
    marks
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
