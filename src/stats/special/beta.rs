//! The regularised incomplete beta function and its inverse: tails of binomial, negative binomial, Student and beta distributions.

use crate::stats::special::{gamma::Tails, mass, normal, root};

/// Iₓ(a, b) and its complement for shapes a, b > 0 and 0 ≤ x ≤ 1, given as (x, 1 − x) so that neither end loses figures.
/// A shape of 0 is a point mass: a = 0 at 0, b = 0 at 1.
pub fn tails((x, y): (f64, f64), a: f64, b: f64) -> Tails {
    if x.is_nan() || a.is_nan() || b.is_nan() {
        return Tails {
            lower: f64::NAN,
            upper: f64::NAN,
        };
    }
    if a <= 0.0 || y <= 0.0 {
        return Tails { lower: 1.0, upper: 0.0 };
    }
    if b <= 0.0 || x <= 0.0 {
        return Tails { lower: 0.0, upper: 1.0 };
    }
    // x^a y^b / B(a, b), through the binomial mass so that nothing cancels.
    let prefix = mass::binomial(a, a + b, (x, y)) * (a * b / (a + b));
    if x < (a + 1.0) / (a + b + 2.0) {
        let lower = (prefix * fraction(x, a, b) / a).min(1.0);
        Tails {
            lower,
            upper: 1.0 - lower,
        }
    } else {
        let upper = (prefix * fraction(y, b, a) / b).min(1.0);
        Tails {
            lower: 1.0 - upper,
            upper,
        }
    }
}

/// Lentz's evaluation of the continued fraction (Abramowitz and Stegun 26.5.8).
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let guard = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / guard(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    let mut m = 1.0;
    loop {
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / guard(1.0 + even * d);
        c = guard(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / guard(1.0 + odd * d);
        c = guard(1.0 + odd / c);
        let step = d * c;
        h *= step;
        m += 1.0;
        if (step - 1.0).abs() < 2e-16 || m > 1e6 {
            return h;
        }
    }
}

/// The x with Iₓ(a, b) = p; 0 for p ≤ 0 or a = 0, 1 for p ≥ 1 or b = 0.
pub fn quantile_lower(p: f64, a: f64, b: f64) -> f64 {
    if p.is_nan() || a.is_nan() || b.is_nan() {
        return f64::NAN;
    }
    if p <= 0.0 || a <= 0.0 {
        return 0.0;
    }
    if p >= 1.0 || b <= 0.0 {
        return 1.0;
    }
    let mean = a / (a + b);
    let spread = (mean * (1.0 - mean) / (a + b + 1.0)).sqrt();
    let start = mean + normal::quantile(p) * spread;
    let excess = |x: f64| {
        let at = tails((x, 1.0 - x), a, b);
        let density = mass::binomial(a, a + b, (x, 1.0 - x)) * (a * b / (a + b)) / (x * (1.0 - x));
        if p < 0.5 {
            (at.lower - p, density)
        } else {
            ((1.0 - p) - at.upper, density)
        }
    };
    root::rising(excess, start, (0.0, 1.0))
}

/// Upper tail of Student's t with `df` > 0 degrees of freedom at t of either sign.
pub fn student_upper(t: f64, df: f64) -> f64 {
    let square = t * t;
    let x = df / (df + square);
    let y = square / (df + square);
    let half = 0.5 * tails((x, y), df / 2.0, 0.5).lower;
    if t >= 0.0 { half } else { 1.0 - half }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_shapes_match_binomial_sums() {
        let n = 23.0;
        for (p, q) in [(0.3, 0.7), (0.98, 0.02), (0.001, 0.999)] {
            let mut below = 0.0;
            for x in 0..23 {
                let x = f64::from(x);
                below += mass::binomial(x, n, (p, q));
                let at = tails((p, q), x + 1.0, n - x);
                assert!((at.upper - below).abs() < 1e-13, "{p} {x}");
            }
        }
    }

    #[test]
    fn students_t_with_one_degree_is_cauchy() {
        for t in [-3.0_f64, -0.2, 0.0, 0.7, 12.0] {
            let cauchy = 0.5 - t.atan() / std::f64::consts::PI;
            assert!((student_upper(t, 1.0) - cauchy).abs() < 1e-14);
        }
    }

    #[test]
    fn the_quantile_undoes_the_tail() {
        for (a, b) in [(1.0, 20.0), (5.5, 0.5), (193.0, 81.0), (0.5, 4000.0)] {
            for p in [1e-9, 0.025, 0.5, 0.975] {
                let x = quantile_lower(p, a, b);
                assert!((tails((x, 1.0 - x), a, b).lower / p - 1.0).abs() < 1e-10, "{a} {b} {p}");
            }
        }
    }
}
