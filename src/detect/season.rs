//! Season factors of a quarterly series: how each quarter of the year stands to the year's average.

use crate::detect::material::{Figure, Material};
use crate::stats::special::beta;

/// One factor per observation, mean about 1: the mean of that quarter of the year in the last stretch over the mean of the four
/// such means. The newest figure is held against them and is no part of them, or it would widen the range that it is held against.
/// `None` where a quarter of the year has no earlier figure or a mean that is not above zero, and where the figure moves less than
/// once a year.
pub(super) fn factors(material: &Material) -> Option<Vec<f64>> {
    // A season moves a figure at least once a year. One that hardly ever moves has none, and a jump at its end is no season either.
    if material.moves() < material.points() / 4 {
        return None;
    }
    let mut sums = [(0.0, 0.0); 4];
    let quarter = |at: usize| usize::from(material.periods[at].quarter()) - 1;
    for at in material.last_start()..material.figures.len().saturating_sub(1) {
        if let Some(figure) = material.figures[at] {
            let (sum, count) = &mut sums[quarter(at)];
            *sum += figure.value;
            *count += 1.0;
        }
    }
    if sums.iter().any(|(sum, count)| *count < 1.0 || *sum <= 0.0) {
        return None;
    }
    let means = sums.map(|(sum, count)| sum / count);
    let level = means.iter().sum::<f64>() / 4.0;
    Some(
        (0..material.figures.len())
            .map(|at| means[quarter(at)] / level)
            .collect(),
    )
}

/// How rare a pattern as strong as this must be in a series without a season before one is believed that nobody declared.
const PLAIN: f64 = 0.001;
/// The F value that is as rare where the noise is known exactly; with fewer years it is larger.
const LEAST_RATIO: f64 = 5.4;

/// Whether the whole years before the newest quarter show a season beyond doubt: quarters differ, after each year's level and
/// the noise are allowed for, more than the F test gives by chance in one series of a thousand.
pub(super) fn is_plain(material: &Material, years: usize) -> bool {
    let before = material.figures.len().saturating_sub(1);
    let stretch = &material.figures[material.last_start().min(before)..before];
    let periods = &material.periods[material.last_start().min(before)..before];
    let quarterly = periods.windows(2).all(|pair| pair[1].index() - pair[0].index() == 1);
    // Whole years, counted back from the newest; a year with a gap is left out.
    let whole: Vec<[f64; 4]> = stretch.rchunks_exact(4).filter_map(year).collect();
    if !quarterly || whole.len() < years {
        return false;
    }
    let count = whole.len() as f64;
    let whole = without_slope(&whole);
    let quarter: [f64; 4] = std::array::from_fn(|at| whole.iter().map(|year| year[at]).sum::<f64>() / count);
    let level = quarter.iter().sum::<f64>() / 4.0;
    let between: f64 = quarter.iter().map(|mean| count * (mean - level).powi(2)).sum();
    let within: f64 = whole
        .iter()
        .flat_map(|year| {
            let mean = year.iter().sum::<f64>() / 4.0;
            (0..4).map(move |at| (year[at] - mean - quarter[at] + level).powi(2))
        })
        .sum();
    let (few, many) = (3.0, 3.0 * (count - 1.0));
    // However many the years, quarters that differ by less than this are nothing that rare.
    if between * many < LEAST_RATIO * within * few {
        return false;
    }
    if between <= 1e-12 * level * level || factors(material).is_none() {
        return false;
    }
    // P(F > f) for few and many degrees of freedom, by the incomplete beta function.
    let share = within / (within + between);
    beta::tails((share, 1.0 - share), many / 2.0, few / 2.0).lower < PLAIN
}

/// The years without what they rise or fall by from quarter to quarter: the years' levels tell the slope, which within each year would
/// pass for a season.
fn without_slope(years: &[[f64; 4]]) -> Vec<[f64; 4]> {
    let level = |year: &[f64; 4]| year.iter().sum::<f64>() / 4.0;
    let middle = (years.len() as f64 - 1.0) / 2.0;
    let at = |nth: usize| nth as f64 - middle;
    // `rchunks` counts years from the newest back.
    let (mut with, mut square) = (0.0, 0.0);
    for (nth, year) in years.iter().enumerate() {
        with += at(nth) * level(year);
        square += at(nth) * at(nth);
    }
    let a_quarter = if square > 0.0 { -with / square / 4.0 } else { 0.0 };
    let straight = |year: &[f64; 4]| std::array::from_fn(|quarter| year[quarter] - a_quarter * (quarter as f64 - 1.5));
    years.iter().map(straight).collect()
}

/// The four values of a year; `None` with a gap.
fn year(figures: &[Option<Figure>]) -> Option<[f64; 4]> {
    let values: Vec<f64> = figures.iter().flatten().map(|figure| figure.value).collect();
    values.try_into().ok()
}
