//! Poisson and binomial masses at real arguments, without the cancellation of three large logarithms.
//!
//! Source: C. Loader, "Fast and accurate computation of binomial probabilities" (2000): the saddle-point expansion, in which
//! the mass is the exponential of small deviances.

use std::f64::consts::TAU;
use std::sync::OnceLock;

/// How many halves below 15 there are.
const HALVES: usize = 30;

/// Error of Stirling's formula, ln Γ(n+1) − (n+½)ln n + n − ½ln 2π, for n > 0. Falls from infinity at 0 like 1/(12n).
pub fn stirling_error(n: f64) -> f64 {
    // Small counts and normal tails ask for the same whole and half numbers again and again.
    static KNOWN: OnceLock<[f64; HALVES]> = OnceLock::new();
    let halves = 2.0 * n;
    if (1.0..HALVES as f64).contains(&halves) && halves.fract() == 0.0 {
        let known = KNOWN.get_or_init(|| std::array::from_fn(|at| climbed((at as f64).max(1.0) / 2.0)));
        return known[halves as usize];
    }
    climbed(n)
}

fn climbed(n: f64) -> f64 {
    let mut steps = 0.0;
    let mut at = n;
    // Below 15 the asymptotic series is not good enough: climb with the exact recurrence first.
    while at < 15.0 {
        steps += (at + 0.5) * (1.0 / at).ln_1p() - 1.0;
        at += 1.0;
    }
    let inverse_square = 1.0 / (at * at);
    let series = 1.0 / 12.0
        - inverse_square
            * (1.0 / 360.0
                - inverse_square
                    * (1.0 / 1260.0
                        - inverse_square
                            * (1.0 / 1680.0 - inverse_square * (1.0 / 1188.0 - inverse_square * 691.0 / 360_360.0))));
    steps + series / at
}

/// Deviance part x·ln(x/m) + m − x for x, m > 0, accurate when x and m are close.
pub fn deviance_part(x: f64, m: f64) -> f64 {
    if (x - m).abs() >= 0.1 * (x + m) {
        return x * (x / m).ln() + m - x;
    }
    let v = (x - m) / (x + m);
    let mut sum = (x - m) * v;
    let mut term = 2.0 * x * v;
    let square = v * v;
    let mut odd = 1.0;
    loop {
        term *= square;
        odd += 2.0;
        let next = sum + term / odd;
        if next == sum {
            return next;
        }
        sum = next;
    }
}

/// mˣe⁻ᵐ/Γ(x+1): the Poisson mass at x for mean m ≥ 0; x ≥ 0 need not be whole.
pub fn poisson(x: f64, m: f64) -> f64 {
    if m == 0.0 {
        return if x == 0.0 { 1.0 } else { 0.0 };
    }
    if x == 0.0 {
        return (-m).exp();
    }
    if x < 0.0 || m.is_infinite() {
        return 0.0;
    }
    (-stirling_error(x) - deviance_part(x, m)).exp() / (TAU * x).sqrt()
}

/// Γ(n+1)/(Γ(x+1)Γ(n−x+1))·pˣqⁿ⁻ˣ: the binomial mass at x of n, with both p and q = 1 − p given so that neither loses figures.
/// x and n need not be whole.
pub fn binomial(x: f64, n: f64, (p, q): (f64, f64)) -> f64 {
    if p == 0.0 {
        return if x == 0.0 { 1.0 } else { 0.0 };
    }
    if q == 0.0 {
        return if x == n { 1.0 } else { 0.0 };
    }
    if x < 0.0 || x > n {
        return 0.0;
    }
    if x == 0.0 {
        return if n == 0.0 { 1.0 } else { log_power(n, q, p).exp() };
    }
    if x == n {
        return log_power(n, p, q).exp();
    }
    let exponent = stirling_error(n)
        - stirling_error(x)
        - stirling_error(n - x)
        - deviance_part(x, n * p)
        - deviance_part(n - x, n * q);
    exponent.exp() * (n / (TAU * x * (n - x))).sqrt()
}

/// n·ln(p), through 1 − p when p is near 1.
fn log_power(n: f64, p: f64, complement: f64) -> f64 {
    if complement < 0.1 {
        n * (-complement).ln_1p()
    } else {
        n * p.ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stirling_error_of_whole_numbers_matches_factorials() {
        let mut factorial = 1.0_f64;
        for n in 1..20 {
            let n = f64::from(n);
            factorial *= n;
            let direct = factorial.ln() - (n + 0.5) * n.ln() + n - 0.5 * TAU.ln();
            assert!((stirling_error(n) - direct).abs() < 2e-14, "{n}");
        }
    }

    #[test]
    fn masses_sum_to_one() {
        let poisson_sum: f64 = (0..400).map(|x| poisson(f64::from(x), 120.5)).sum();
        assert!((poisson_sum - 1.0).abs() < 1e-13);
        let binomial_sum: f64 = (0..=57).map(|x| binomial(f64::from(x), 57.0, (0.93, 0.07))).sum();
        assert!((binomial_sum - 1.0).abs() < 1e-13);
    }
}
