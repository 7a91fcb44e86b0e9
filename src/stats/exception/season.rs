//! Earlier points → a factor for each season, shrunk towards 1 unless the points insist.

/// Whether a season is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeasonRule {
    /// Believe what the earlier points show, as far as they show it: the default.
    Tested,
    /// The series is known to be seasonal: believe all that the earlier points show.
    Declared,
    /// The series has no season.
    None,
}

/// Season effects of one baseline.
pub(super) struct Season {
    /// Factor of each season on the level; all 1 without a season.
    pub factors: Vec<f64>,
    /// How much of the effects is believed, 0 to 1.
    pub belief: f64,
    /// Points behind each season.
    pub points: Vec<f64>,
}

/// Years of points in every season before any is believed.
const FEWEST_YEARS: f64 = 3.0;
/// Effects are shrunk to 1 − (this / F)²: nothing is believed unless the seasons differ by more than half again what chance gives,
/// and nearly all once they differ by many times that.
const SHRINK: f64 = 1.6;

/// Factors from `scaled`: (season, value on a scale on which the spread is even, such as the square root of a count).
/// `back` turns a value on that scale into a level.
#[expect(clippy::too_many_lines, reason = "one formula, step by step")]
pub(super) fn factors(scaled: &[(usize, f64)], seasons: usize, rule: SeasonRule, back: impl Fn(f64) -> f64) -> Season {
    let mut sums = vec![0.0; seasons];
    let mut points = vec![0.0; seasons];
    for &(season, value) in scaled {
        sums[season] += value;
        points[season] += 1.0;
    }
    let flat = |points| Season {
        factors: vec![1.0; seasons],
        belief: 0.0,
        points,
    };
    if rule == SeasonRule::None || seasons < 2 || points.iter().any(|&n| n < FEWEST_YEARS) {
        return flat(points);
    }
    let n = scaled.len() as f64;
    let overall = sums.iter().sum::<f64>() / n;
    let means: Vec<f64> = sums.iter().zip(&points).map(|(sum, n)| sum / n).collect();
    let within = scaled
        .iter()
        .map(|&(season, value)| (value - means[season]).powi(2))
        .sum::<f64>()
        / (n - seasons as f64);
    let between = means
        .iter()
        .zip(&points)
        .map(|(mean, n)| n * (mean - overall).powi(2))
        .sum::<f64>()
        / (seasons as f64 - 1.0);
    // Seasons that differ by rounding alone are no season.
    if between <= 1e-18 * overall * overall {
        return flat(points);
    }
    let belief = match rule {
        SeasonRule::Declared => 1.0,
        SeasonRule::Tested | SeasonRule::None => (1.0 - (SHRINK * within / between).powi(2)).max(0.0),
    };
    if belief == 0.0 {
        return flat(points);
    }
    let level: Vec<f64> = means
        .iter()
        .map(|mean| back(overall + belief * (mean - overall)).max(0.0))
        .collect();
    let average = scaled.iter().map(|&(season, _)| level[season]).sum::<f64>() / n;
    if average <= 0.0 {
        return flat(points);
    }
    let factors = level.iter().map(|level| (level / average).max(0.05)).collect();
    Season {
        factors,
        belief,
        points,
    }
}
