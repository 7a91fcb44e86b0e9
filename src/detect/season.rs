//! Season factors of a quarterly series: how each quarter of the year stands to the year's average.

use crate::detect::material::Material;

/// One factor per observation, mean about 1: the mean of that quarter of the year in the last stretch over the mean of the four
/// such means. `None` where a quarter of the year has no figure or a mean that is not above zero.
pub(super) fn factors(material: &Material) -> Option<Vec<f64>> {
    let mut sums = [(0.0, 0.0); 4];
    let quarter = |at: usize| usize::from(material.periods[at].quarter()) - 1;
    for at in material.last_start()..material.figures.len() {
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
