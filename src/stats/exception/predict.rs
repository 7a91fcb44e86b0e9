//! One window of newest periods and everything before it → how far what was seen departs from what was to be expected.

use crate::stats::count_tails::CountModel;
use crate::stats::exception::combine::Deviate;
use crate::stats::exception::split::{Row, Split, squares, total};
use crate::stats::exception::{History, Kind, beta_binomial, dispersion};
use crate::stats::special::normal;

/// One window, judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    /// Positions in the window.
    pub length: usize,
    pub deviate: Deviate,
    pub observed: f64,
    pub expected: f64,
    pub spread: f64,
    pub dispersion: f64,
    pub season: f64,
}

/// Smallest pooled denominator that a percentage is judged on.
const SMALLEST_DENOMINATOR: f64 = 10.0;
/// How far beyond 1 the prior of a count's dispersion reaches, for each expected event in a period.
const COUNT_REACH: f64 = 0.05;
/// The same for a percentage, for each unit of n·p(1 − p): rates of different periods differ more when they are of few.
const PERCENTAGE_REACH: f64 = 0.1;

/// What is predicted of a window's total before its tail is taken.
struct Prediction {
    /// Squared standardised residuals, before and inside, and their degrees of freedom.
    squares: f64,
    freedom: f64,
    /// How far beyond 1 the prior of dispersion reaches.
    reach: f64,
    expected: f64,
    observed: f64,
    /// Variance of the total per unit of dispersion: chance in the window, in the level and in the seasons, grown by autocorrelation.
    variance: f64,
    /// How much season is believed.
    season: f64,
}

/// The window of the newest `length` positions of a history with these `rows`. `None` when too little lies before it, or too small a denominator in it.
pub(super) fn window(kind: Kind, (history, rows): (&History, &[Row]), length: usize) -> Option<Window> {
    let split = Split::new(history, rows, length)?;
    match kind {
        Kind::Count => Some(count(&split)),
        Kind::Percentage => percentage(&split),
    }
}

fn count(split: &Split) -> Window {
    let periods = split.before.len() as f64;
    let mean_exposure = total(split.before, Row::exposure) / periods;
    let root = |row: &Row| ((row.numerator + 0.375) * mean_exposure / row.exposure()).sqrt();
    let season = split.season(root, |root| (root * root - 0.125).max(0.0));
    let weight = |row: &Row| row.exposure() * season.factors[row.season];
    let inside_weight = total(split.inside, weight);
    let before = total(split.before, |row| row.numerator);
    let observed = total(split.inside, |row| row.numerator);
    // Half an event more than was seen, so that none before does not mean never.
    let rate = (before + 0.5) / total(split.before, weight);
    let residual = |row: &Row, rate: f64| (row.numerator - rate * weight(row)) / (rate * weight(row)).sqrt();
    let expected = rate * inside_weight;
    // Inside the window around its own level, so that a departure does not hide behind itself.
    let own = (observed + 0.5) / inside_weight;
    let variance =
        expected * (1.0 + expected / (before + 0.5)) + split.season_variance(&season, |row| rate * weight(row));
    let residuals: Vec<f64> = split.before.iter().map(|row| residual(row, rate)).collect();
    let prediction = Prediction {
        squares: squares(&residuals) + total(split.inside, |row| residual(row, own).powi(2)),
        freedom: split.freedom(&season),
        reach: COUNT_REACH * before / periods,
        expected,
        observed,
        variance: variance * split.growth(&residuals),
        season: season.belief,
    };
    judged(split, &prediction, |variance| {
        let model = CountModel::new(expected, variance / expected);
        let (at, half) = (model.tails(observed), 0.5 * model.mass(observed));
        (at.lower - half, at.upper + half)
    })
}

fn percentage(split: &Split) -> Option<Window> {
    let (before, before_of) = (
        total(split.before, |row| row.numerator),
        total(split.before, Row::trials),
    );
    let (observed, of) = (
        total(split.inside, |row| row.numerator),
        total(split.inside, Row::trials),
    );
    if of < SMALLEST_DENOMINATOR || before_of < SMALLEST_DENOMINATOR {
        return None;
    }
    let arc = |row: &Row| ((row.numerator + 0.375) / (row.trials() + 0.75)).sqrt().asin();
    let season = split.season(arc, |arc| arc.sin().powi(2));
    let level = (before + 0.5) / (before_of + 1.0);
    let own = (observed + 0.5) / (of + 1.0);
    let share = |row: &Row, level: f64| (level * season.factors[row.season]).clamp(0.001, 0.999);
    let chance = |row: &Row, level: f64| row.trials() * share(row, level) * (1.0 - share(row, level));
    let residual = |row: &Row, level: f64| {
        let spread = chance(row, level).sqrt();
        if spread > 0.0 {
            (row.numerator - row.trials() * share(row, level)) / spread
        } else {
            0.0
        }
    };
    let expected = total(split.inside, |row| row.trials() * share(row, level));
    let inside_chance = total(split.inside, |row| chance(row, level));
    let variance =
        inside_chance * (1.0 + of / (before_of + 1.0)) + split.season_variance(&season, |row| chance(row, level));
    let residuals: Vec<f64> = split.before.iter().map(|row| residual(row, level)).collect();
    let prediction = Prediction {
        squares: squares(&residuals) + total(split.inside, |row| residual(row, own).powi(2)),
        freedom: split.freedom(&season),
        reach: PERCENTAGE_REACH * total(split.before, |row| chance(row, level)) / split.before.len() as f64,
        expected,
        observed,
        variance: variance * split.growth(&residuals),
        season: season.belief,
    };
    Some(judged(split, &prediction, |variance| {
        beta_binomial::mid_tails((observed, of), expected / of, variance / inside_chance)
    }))
}

/// Puts the tail together. `tails` gives the half-counted lower and upper tail of what was seen, for a variance.
fn judged(split: &Split, prediction: &Prediction, tails: impl Fn(f64) -> (f64, f64)) -> Window {
    let dispersion = dispersion::from_residuals(prediction.squares, prediction.freedom, prediction.reach);
    let variance = dispersion.centre * prediction.variance;
    let (lower, upper) = tails(variance);
    let deviate = |tail: f64| normal::quantile(tail.clamp(1e-300, 1.0));
    let z = if upper < lower { -deviate(upper) } else { deviate(lower) };
    Window {
        length: split.length,
        deviate: Deviate {
            z: dispersion.average(z),
            inside: split.inside.len(),
            before: split.before.len(),
        },
        observed: prediction.observed,
        expected: prediction.expected,
        spread: variance.sqrt(),
        dispersion: dispersion.centre,
        season: prediction.season,
    }
}
