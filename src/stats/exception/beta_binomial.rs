//! So many out of so many, more spread than chance → both tails, by the beta-binomial distribution.

use crate::stats::special::{beta, mass};
use std::f64::consts::TAU;

/// Half-counted tails (at most, at least) of `x` out of `n` at `share`, with variance `ratio` ≥ 1 times the binomial. They sum to 1.
/// Numbers that are not whole, such as the middle of a suppressed range, are rounded.
pub(super) fn mid_tails((x, n): (f64, f64), share: f64, ratio: f64) -> (f64, f64) {
    let (x, n) = (x.round(), n.round());
    let between = (ratio - 1.0) / (n - 1.0).max(1e-9);
    if between < 1e-9 {
        let half = 0.5 * mass::binomial(x, n, (share, 1.0 - share));
        let at = beta::tails((share, 1.0 - share), x + 1.0, n - x);
        return (at.upper - half, at.lower + half);
    }
    let between = between.min(0.999);
    let size = 1.0 / between - 1.0;
    let (a, b) = (share * size, (1.0 - share) * size);
    // Sum the shorter way, from x outwards on its own side of the mean.
    if x <= n * share {
        let lower = outward_sum(x, n, a, b);
        (lower, 1.0 - lower)
    } else {
        let upper = outward_sum(n - x, n, b, a);
        (1.0 - upper, upper)
    }
}

/// Half the mass at x and all of the mass below, for whole x at or below the mean.
fn outward_sum(x: f64, n: f64, a: f64, b: f64) -> f64 {
    let first = log_mass((x, n), a, b).exp();
    let (mut sum, mut term, mut at) = (0.5 * first, first, x);
    while at > 0.0 {
        term *= at * (n - at + b) / ((n - at + 1.0) * (at - 1.0 + a));
        at -= 1.0;
        sum += term;
        if term < sum * 1e-12 {
            break;
        }
    }
    sum.clamp(0.0, 1.0)
}

/// ln of Γ(n+1)Γ(x+a)Γ(n−x+b)Γ(a+b) / (Γ(x+1)Γ(n−x+1)Γ(n+a+b)Γ(a)Γ(b)).
fn log_mass((x, n): (f64, f64), a: f64, b: f64) -> f64 {
    log_gamma(n + 1.0) - log_gamma(x + 1.0) - log_gamma(n - x + 1.0) + log_gamma(x + a) + log_gamma(n - x + b)
        - log_gamma(n + a + b)
        + log_gamma(a + b)
        - log_gamma(a)
        - log_gamma(b)
}

/// ln Γ(z) for z > 0, through Γ(z) = Γ(z + 1) / z.
fn log_gamma(z: f64) -> f64 {
    (z + 0.5) * z.ln() - z + 0.5 * TAU.ln() + mass::stirling_error(z) - z.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tails_sum_to_one_and_widen_with_the_ratio() {
        let narrow = mid_tails((30.0, 60.0), 0.7, 1.0);
        let wide = mid_tails((30.0, 60.0), 0.7, 4.0);
        assert!((narrow.0 + narrow.1 - 1.0).abs() < 1e-12);
        assert!((wide.0 + wide.1 - 1.0).abs() < 1e-12);
        assert!(wide.0 > narrow.0);
    }

    #[test]
    fn halves_of_a_count_are_rounded_and_never_break_the_sum() {
        let tails = mid_tails((2.5, 40.0), 0.4, 3.0);
        assert!(tails.0 > 0.0 && tails.0 < 0.05 && (tails.0 + tails.1 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_barely_spread_tail_is_the_binomial_tail() {
        let binomial = mid_tails((12.0, 40.0), 0.5, 1.0);
        let near = mid_tails((12.0, 40.0), 0.5, 1.000_001);
        assert!((binomial.0 - near.0).abs() < 1e-7);
    }
}
