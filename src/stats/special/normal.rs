//! The normal distribution: tails and quantile.

use crate::stats::special::gamma;
use std::f64::consts::{SQRT_2, TAU};
use std::sync::LazyLock;

/// Probability above z. Accurate in the far upper tail.
pub fn upper(z: f64) -> f64 {
    let half = 0.5 * gamma::tails(0.5, 0.5 * z * z).upper;
    if z >= 0.0 { half } else { 1.0 - half }
}

/// Probability at or below z. Accurate in the far lower tail.
pub fn lower(z: f64) -> f64 {
    upper(-z)
}

/// The z with `lower(z)` = p; infinite at 0 and 1, not a number outside them.
pub fn quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.5 {
        return 0.0;
    }
    let tail = p.min(1.0 - p);
    if tail == 0.0 {
        return if p == 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let magnitude = upper_quantile(tail);
    if p < 0.5 { -magnitude } else { magnitude }
}

/// The positive z whose upper tail is `tail` ≤ ½: a rational start (Abramowitz and Stegun 26.2.23), then Newton on the
/// logarithm of the tail, which is nearly quadratic in z and so converges in three or four steps.
fn upper_quantile(tail: f64) -> f64 {
    let t = (-2.0 * tail.ln()).sqrt();
    let mut z =
        t - (2.515_517 + t * (0.802_853 + t * 0.010_328)) / (1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308)));
    for _ in 0..6 {
        let at = upper(z);
        let density = (-0.5 * z * z).exp() / TAU.sqrt();
        let step = (at / tail).ln() * at / density;
        z += step;
        if step.abs() < 1e-16 * z.abs().max(1e-8) {
            break;
        }
    }
    z
}

/// The two-sided critical value z for a confidence in (0, 1): Φ⁻¹((1 + c)/2), never rounded.
pub fn critical(confidence: f64) -> f64 {
    /// Nearly every interval is asked for at this confidence.
    const USUAL: f64 = 0.95;
    static OF_THE_USUAL: LazyLock<f64> = LazyLock::new(|| quantile(f64::midpoint(1.0, USUAL)));
    match confidence == USUAL {
        true => *OF_THE_USUAL,
        false => quantile(f64::midpoint(1.0, confidence)),
    }
}

/// The error function's complement, for those who think in it.
pub fn complementary_error(x: f64) -> f64 {
    2.0 * upper(x * SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_familiar_critical_values_come_out_to_the_last_figure() {
        assert!((critical(0.95) - 1.959_963_984_540_054).abs() < 1e-15);
        assert!((critical(0.998) - 3.090_232_306_167_813).abs() < 2e-15);
    }

    #[test]
    fn the_quantile_undoes_the_tail() {
        for p in [1e-300, 1e-20, 1e-5, 0.2, 0.499_999, 0.7, 0.999] {
            assert!((lower(quantile(p)) / p - 1.0).abs() < 1e-12, "{p}");
        }
    }
}
