//! One series up to its newest period → how unusual the newest periods are, as one calibrated p value for each direction.
//!
//! The newest 1, 2, 4 and 8 periods are each predicted from everything before them: level and season from the earlier points,
//! spread from how far those scattered beyond chance. The prediction is a negative binomial count (or beta-binomial for
//! percentages), averaged over what the earlier points leave open about the spread. The windows' tails are combined into one
//! p value, calibrated by simulation: `just calibrate` repeats it.

mod beta_binomial;
mod combine;
mod dispersion;
mod predict;
mod season;
mod split;
#[cfg(test)]
mod tests;
mod values;

use crate::stats::special::normal;
pub use combine::{Deviate, WINDOWS, score};
pub use season::SeasonRule;

/// What a series counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Events in a period. A denominator, if given, is an exposure, so that this is a rate: events per population or per caseload.
    Count,
    /// So many out of so many.
    Percentage,
}

/// One period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// Events, or how many of the denominator.
    pub numerator: f64,
    /// Exposure, or out of how many.
    pub denominator: Option<f64>,
}

/// A series, oldest first, gaps kept as gaps; the newest position is the one to be judged.
#[derive(Debug, Clone, Copy)]
pub struct History<'a> {
    /// The periods.
    pub observations: &'a [Option<Observation>],
    /// Periods in a year: 4 or 12; 1 for none.
    pub periods_a_year: usize,
    /// Season of the first position, from 0.
    pub first_season: usize,
    /// Whether to look for a season.
    pub season: SeasonRule,
    /// The position from which on nothing is learnt: a declared baseline lies before it. `None`: every point before a window counts.
    pub held_from: Option<usize>,
}

/// Why there is no p value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooLittle {
    /// The newest period is a gap.
    NewestMissing,
    /// Fewer earlier points than any prediction needs.
    TooShort {
        /// Earlier recorded points.
        have: usize,
        /// Earlier recorded points needed.
        need: usize,
    },
    /// Denominators too small to say anything, even pooled over the longest window.
    TooFew,
    /// A number that cannot be: negative, or more than its denominator.
    Impossible,
}

/// Which way the newest periods depart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Departure {
    /// Above what was expected.
    High,
    /// Below.
    Low,
}

/// The verdict on the newest period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// Calibrated chance of a departure upwards at least this strong, if nothing changed.
    pub high: f64,
    /// The same downwards.
    pub low: f64,
    /// The direction with the smaller p.
    pub departure: Departure,
    /// How many newest periods show that departure best.
    pub window: usize,
    /// Events in those periods.
    pub observed: f64,
    /// What the earlier points lead one to expect of them.
    pub expected: f64,
    /// Standard deviation of that prediction.
    pub spread: f64,
    /// Variance over what chance alone gives; 1 where chance explains all.
    pub dispersion: f64,
    /// How much of the season in the earlier points was believed, 0 to 1.
    pub season: f64,
    /// Earlier points that the prediction rests on.
    pub baseline: usize,
    /// The normal deviate of the newest period by itself, positive upwards. Quicker to see a single spike, and blind to what
    /// builds up.
    pub newest: Option<f64>,
}

impl Verdict {
    /// The smaller of the two one-sided p values.
    pub fn p(&self) -> f64 {
        self.high.min(self.low)
    }

    /// The chance of a newest period at least this high, and at least this low, by itself.
    pub fn newest_alone(&self) -> Option<(f64, f64)> {
        self.newest.map(|z| (normal::upper(z), normal::lower(z)))
    }

    /// For series where neither way is good: twice the smaller, at most 1.
    pub fn two_sided(&self) -> f64 {
        (2.0 * self.p()).min(1.0)
    }
}

/// The table of chances holds for normal values; counts and percentages come out a little safer than it says. This brings the p
/// values of their stable portfolios back to their face value on average.
const FACE_VALUE: f64 = 0.85;

/// Fewest earlier points that a prediction may rest on.
pub const FEWEST_EARLIER: usize = 8;

/// Judges the newest period of `history`.
///
/// # Errors
/// When there is too little to judge by; see [`TooLittle`].
pub fn judge(kind: Kind, history: &History) -> Result<Verdict, TooLittle> {
    enough(kind, history)?;
    let rows = split::rows(history);
    let windows: Vec<predict::Window> = combine::WINDOWS
        .iter()
        .filter_map(|&length| predict::window(kind, (history, &rows), length))
        .collect();
    combine::verdict(&windows, FACE_VALUE).ok_or(TooLittle::TooFew)
}

/// Judges the newest of values that count nothing (scores, means, medians), oldest first with gaps as gaps: the newest 1, 2, 4
/// and 8 against all before, by Student's t. The table of scores was made for just this, so its chances hold as they are.
///
/// Where all earlier values are the same there is no spread to measure by. Then the chance is that of the newest being the odd
/// one out of all: 1 in so many values.
///
/// # Errors
/// When there is too little to judge by; see [`TooLittle`].
pub fn judge_values(values: &[Option<f64>], held_from: Option<usize>) -> Result<Verdict, TooLittle> {
    let now = values.last().copied().flatten().ok_or(TooLittle::NewestMissing)?;
    let end = held_from.unwrap_or(usize::MAX).min(values.len() - 1);
    let have = values[..end].iter().flatten().count();
    if have < FEWEST_EARLIER {
        return Err(TooLittle::TooShort {
            have,
            need: FEWEST_EARLIER,
        });
    }
    if let Some(verdict) = values::after_a_constant(&values[..end], now) {
        return Ok(verdict);
    }
    let windows: Vec<predict::Window> = combine::WINDOWS
        .iter()
        .filter_map(|&length| values::window(values, length, end))
        .collect();
    combine::verdict(&windows, 1.0).ok_or(TooLittle::TooFew)
}

/// Whether there is enough to judge the newest period by.
fn enough(kind: Kind, history: &History) -> Result<(), TooLittle> {
    let observations = history.observations;
    let possible = |at: &Observation| {
        at.numerator >= 0.0
            && match (kind, at.denominator) {
                (Kind::Count, denominator) => denominator.is_none_or(|exposure| exposure > 0.0),
                (Kind::Percentage, Some(n)) => n >= at.numerator,
                (Kind::Percentage, None) => false,
            }
    };
    if !observations.iter().flatten().all(possible) {
        return Err(TooLittle::Impossible);
    }
    if observations.last().copied().flatten().is_none() {
        return Err(TooLittle::NewestMissing);
    }
    let end = history.held_from.unwrap_or(usize::MAX).min(observations.len() - 1);
    let have = observations[..end].iter().flatten().count();
    if have < FEWEST_EARLIER {
        return Err(TooLittle::TooShort {
            have,
            need: FEWEST_EARLIER,
        });
    }
    Ok(())
}
