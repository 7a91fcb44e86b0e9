//! A history and a window length → the rows before and inside the window, and what can be learnt from their residuals.

use crate::stats::exception::season::{self, Season};
use crate::stats::exception::{FEWEST_EARLIER, History, Observation};

/// One recorded period.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub position: usize,
    pub season: usize,
    pub numerator: f64,
    denominator: Option<f64>,
}

impl Row {
    /// Exposure of a count; 1 without one.
    pub(super) fn exposure(&self) -> f64 {
        self.denominator.unwrap_or(1.0)
    }

    /// Denominator of a percentage.
    pub(super) fn trials(&self) -> f64 {
        self.denominator.unwrap_or(0.0)
    }
}

/// The rows before a window and inside it. Gaps are in neither.
pub(super) struct Split<'a> {
    pub before: &'a [Row],
    pub inside: &'a [Row],
    pub length: usize,
    history: &'a History<'a>,
}

/// The recorded periods of a history, oldest first: every window splits the same ones.
pub(super) fn rows(history: &History<'_>) -> Vec<Row> {
    let seasons = history.periods_a_year.max(1);
    let mut rows = Vec::with_capacity(history.observations.len());
    let recorded = history.observations.iter().enumerate();
    rows.extend(recorded.filter_map(|(position, one)| {
        let Observation { numerator, denominator } = (*one)?;
        Some(Row {
            position,
            season: (history.first_season + position) % seasons,
            numerator,
            denominator,
        })
    }));
    rows
}

/// The sum of a part of each row.
pub(super) fn total(rows: &[Row], part: impl Fn(&Row) -> f64) -> f64 {
    rows.iter().map(part).sum()
}

/// The sum of squares.
pub(super) fn squares(residuals: &[f64]) -> f64 {
    residuals.iter().map(|residual| residual.powi(2)).sum()
}

/// How strongly autocorrelation must show itself: standard deviation of the prior about none.
const CARRIED_PRIOR: f64 = 0.2;
/// More than this is not believed.
const CARRIED_MOST: f64 = 0.8;

impl<'a> Split<'a> {
    /// `None` when too little lies before the newest `length` positions, or nothing in them. `rows` are all of the history.
    pub(super) fn new(history: &'a History<'a>, rows: &'a [Row], length: usize) -> Option<Split<'a>> {
        let first_inside = history.observations.len().checked_sub(length)?;
        let learnt = history.held_from.unwrap_or(first_inside).min(first_inside);
        let upto = |position: usize| &rows[..rows.partition_point(|row| row.position < position)];
        let (before, inside) = (upto(learnt), &rows[upto(first_inside).len()..]);
        let enough = before.len() >= FEWEST_EARLIER && !inside.is_empty();
        enough.then_some(Split {
            before,
            inside,
            length,
            history,
        })
    }

    /// Season factors of the rows before, on a scale on which their spread is even; `back` leaves the scale.
    pub(super) fn season(&self, scaled: impl Fn(&Row) -> f64, back: impl Fn(f64) -> f64) -> Season {
        let scaled: Vec<(usize, f64)> = self.before.iter().map(|row| (row.season, scaled(row))).collect();
        season::factors(&scaled, self.history.periods_a_year.max(1), self.history.season, back)
    }

    /// Degrees of freedom of all residuals: a level before, a level inside, and as many seasons as are believed.
    pub(super) fn freedom(&self, season: &Season) -> f64 {
        let seasons = season.belief * (season.factors.len() as f64 - 1.0);
        (self.before.len() - 1 + self.inside.len() - 1) as f64 - seasons
    }

    /// Variance that unsure season effects add to the window's total, per unit of dispersion. Effects come to nothing over whole
    /// cycles, so only the window's uneven share of each season counts.
    pub(super) fn season_variance(&self, season: &Season, chance: impl Fn(&Row) -> f64) -> f64 {
        if season.belief == 0.0 {
            return 0.0;
        }
        let even = self.inside.len() as f64 / season.factors.len() as f64;
        let of_season = |of: usize| {
            let uneven = self.inside.iter().filter(|row| row.season == of).count() as f64 - even;
            let chances: f64 = self.before.iter().filter(|row| row.season == of).map(&chance).sum();
            uneven * uneven * chances / (season.points[of] * season.points[of])
        };
        season.belief * (0..season.factors.len()).map(of_season).sum::<f64>()
    }

    /// How much the variance of the window's total grows because neighbouring periods resemble each other: 1 + 2Σ(1 − k/w)rᵏ.
    ///
    /// r is the autocorrelation of neighbouring residuals before the window, corrected for its bias of −1/n, weighed against a
    /// prior of none, and never below none.
    pub(super) fn growth(&self, residuals: &[f64]) -> f64 {
        let squares = squares(residuals);
        let neighbours = self
            .before
            .windows(2)
            .zip(residuals.windows(2))
            .filter(|(pair, _)| pair[1].position == pair[0].position + 1);
        let products: f64 = neighbours.map(|(_, pair)| pair[0] * pair[1]).sum();
        if squares <= 0.0 {
            return 1.0;
        }
        let n = self.before.len() as f64;
        let prior = CARRIED_PRIOR * CARRIED_PRIOR;
        let carried = ((products / squares + 1.0 / n) * prior / (prior + 1.0 / n)).clamp(0.0, CARRIED_MOST);
        let width = self.inside.len() as f64;
        let (mut power, mut sum) = (1.0, 0.0);
        for apart in 1..self.inside.len() {
            power *= carried;
            sum += (1.0 - apart as f64 / width) * power;
        }
        1.0 + 2.0 * sum
    }
}
