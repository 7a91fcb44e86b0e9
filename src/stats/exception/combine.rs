//! Windows → one p value for each direction.
//!
//! Each window's tail is read as a normal deviate z. Against "nothing changed" stands "the level moved by 1½ or 2½ standard
//! deviations of a period when the window began": the likelihood ratio of the two, averaged over windows and sizes, is the score.
//! How often chance alone scores as high was found by simulation and is tabled here; `just calibrate` makes the table again.

use crate::stats::exception::predict::Window;
use crate::stats::exception::{Departure, Verdict};

/// Lengths of the windows, in periods.
pub const WINDOWS: [usize; 4] = [1, 2, 4, 8];
/// Sizes of the change looked for, in standard deviations of one period.
const SIZES: [f64; 2] = [1.5, 2.5];

/// The chance of a score at least as high as in each column of [`SCORES`].
const CHANCES: [f64; 13] = [
    0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001,
];

/// By points in the whole series: the scores that chance alone reaches or passes that often.
const SCORES: [(f64, [f64; 13]); 7] = [
    (
        9.0,
        [
            -1.537, -0.708, -0.187, 0.564, 1.215, 1.986, 2.516, 3.002, 3.637, 4.079, 4.498, 5.078, 5.442,
        ],
    ),
    (
        10.0,
        [
            -1.714, -0.853, -0.311, 0.473, 1.151, 1.955, 2.521, 3.053, 3.700, 4.167, 4.656, 5.234, 5.658,
        ],
    ),
    (
        12.0,
        [
            -1.918, -1.035, -0.475, 0.328, 1.026, 1.854, 2.425, 2.974, 3.667, 4.195, 4.739, 5.439, 5.965,
        ],
    ),
    (
        16.0,
        [
            -2.148, -1.246, -0.674, 0.154, 0.870, 1.709, 2.301, 2.866, 3.615, 4.192, 4.750, 5.520, 6.100,
        ],
    ),
    (
        21.0,
        [
            -2.262, -1.348, -0.773, 0.060, 0.789, 1.651, 2.251, 2.830, 3.595, 4.150, 4.735, 5.490, 6.060,
        ],
    ),
    (
        28.0,
        [
            -2.337, -1.420, -0.842, 0.002, 0.734, 1.617, 2.234, 2.830, 3.595, 4.150, 4.735, 5.490, 6.060,
        ],
    ),
    (
        40.0,
        [
            -2.392, -1.473, -0.890, -0.043, 0.695, 1.576, 2.199, 2.797, 3.595, 4.150, 4.735, 5.490, 6.060,
        ],
    ),
];

/// The verdict of all windows together; `None` without any. The odds of the table's chances are multiplied by `face_value`.
pub(super) fn verdict(windows: &[Window], face_value: f64) -> Option<Verdict> {
    let deviates: Vec<Deviate> = windows.iter().map(|window| window.deviate).collect();
    let first = deviates.first()?;
    let p = |sign: f64| {
        let table = calibrated(score(&deviates, sign), first.inside + first.before);
        // The odds are scaled, so that a p of 1 stays 1.
        face_value * table / (1.0 - (1.0 - face_value) * table)
    };
    let (high, low) = (p(1.0), p(-1.0));
    let departure = if high <= low { Departure::High } else { Departure::Low };
    let sign = if departure == Departure::High { 1.0 } else { -1.0 };
    let best = windows
        .iter()
        .max_by(|a, b| ratio(&a.deviate, sign).total_cmp(&ratio(&b.deviate, sign)))?;
    Some(Verdict {
        high,
        low,
        departure,
        window: best.length,
        observed: best.observed,
        expected: best.expected,
        spread: best.spread,
        dispersion: best.dispersion,
        season: best.season,
        baseline: best.deviate.before,
        newest: windows.iter().find(|one| one.length == 1).map(|one| one.deviate.z),
    })
}

/// What one window says: its tail as a normal deviate, and how many points are in it and before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deviate {
    /// Normal deviate, positive upwards.
    pub z: f64,
    /// Recorded points in the window.
    pub inside: usize,
    /// Recorded points before it.
    pub before: usize,
}

/// Likelihood ratio of one window, averaged over the sizes of change. `sign` is 1 for upwards and −1 for downwards.
fn ratio(deviate: &Deviate, sign: f64) -> f64 {
    let information = 1.0 / (1.0 / deviate.inside as f64 + 1.0 / deviate.before as f64);
    let one = |size: f64| {
        let expected = size * information.sqrt();
        (sign * deviate.z * expected - 0.5 * expected * expected).exp()
    };
    SIZES.iter().map(|&size| one(size)).sum::<f64>() / SIZES.len() as f64
}

/// The score of a series: the logarithm of the likelihood ratio averaged over its windows. Public for the simulation that makes
/// the table; not a number without windows.
pub fn score(deviates: &[Deviate], sign: f64) -> f64 {
    (deviates.iter().map(|deviate| ratio(deviate, sign)).sum::<f64>() / deviates.len() as f64).ln()
}

/// The chance of a score at least this high in a series of so many points, by the table; beyond its last column the line goes on.
fn calibrated(score: f64, points: usize) -> f64 {
    let points = points as f64;
    let after = SCORES
        .iter()
        .position(|row| row.0 >= points)
        .unwrap_or(SCORES.len() - 1);
    let before = after.saturating_sub(1);
    let (low, high) = (&SCORES[before], &SCORES[after]);
    let share = if high.0 > low.0 {
        ((points - low.0) / (high.0 - low.0)).clamp(0.0, 1.0)
    } else {
        1.0
    };
    let edge = |column: usize| low.1[column] + share * (high.1[column] - low.1[column]);
    let last = CHANCES.len() - 1;
    let column = (1..last).find(|&column| score < edge(column)).unwrap_or(last);
    let slope = (CHANCES[column - 1] / CHANCES[column]).ln() / (edge(column) - edge(column - 1));
    let depth = slope * (score - edge(column - 1));
    (CHANCES[column - 1] * (-depth).exp()).min(1.0)
}
