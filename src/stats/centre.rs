//! Values → centres: means, medians and quantiles.

/// The mean, rounded once: the sum is carried in two floats, so that values on a line are told from values beside it as an
/// extended-precision machine would. `None` for no values.
pub fn mean(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let (mut high, mut low, mut count) = (0.0_f64, 0.0_f64, 0.0_f64);
    for value in values {
        let sum = high + value;
        let part = sum - high;
        low += (high - (sum - part)) + (value - part);
        high = sum;
        count += 1.0;
    }
    if count == 0.0 {
        return None;
    }
    let first = (high + low) / count;
    // One correction step: what the rounded quotient leaves over, formed exactly.
    let rest = (-first).mul_add(count, high) + low;
    let corrected = first + rest / count;
    Some(if corrected.is_finite() { corrected } else { first })
}

/// The middle value, or the mean of the two middle values. `None` for no values.
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let sorted = sorted(values);
    let n = sorted.len();
    if n == 0 {
        return None;
    }
    Some(if n % 2 == 1 {
        sorted[n / 2]
    } else {
        mean([sorted[n / 2 - 1], sorted[n / 2]])?
    })
}

/// The quantile at `share` in [0, 1], interpolating between order statistics at position 1 + (n − 1)·share
/// (type 7 of Hyndman and Fan 1996). `None` for no values.
pub fn quantile(values: impl IntoIterator<Item = f64>, share: f64) -> Option<f64> {
    let sorted = sorted(values);
    let last = sorted.len().checked_sub(1)?;
    let position = last as f64 * share.clamp(0.0, 1.0);
    let below = (position + 4.0 * f64::EPSILON).floor();
    let beyond = position - below;
    let (low, high) = (sorted[below as usize], sorted[(below as usize + 1).min(last)]);
    Some(if beyond.abs() < 1e-12 {
        low
    } else {
        (1.0 - beyond) * low + beyond * high
    })
}

fn sorted(values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.into_iter().collect();
    sorted.sort_by(f64::total_cmp);
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_rounded_once() {
        assert_eq!(mean([1e16, 1.0, 1.0, -1e16]), Some(0.5));
        assert_eq!(mean([0.1; 10]), Some(0.1));
        assert_eq!(mean([]), None);
    }

    #[test]
    fn the_median_of_an_even_number_lies_between() {
        assert_eq!(median([4.0, 1.0, 3.0, 2.0]), Some(2.5));
        assert_eq!(quantile([10.0, 20.0, 30.0], 0.25), Some(15.0));
    }
}
