//! The regularised incomplete gamma function and its inverse: tails of Poisson, gamma and chi-square distributions.

use crate::stats::special::{mass, normal, root};

/// Both tails at one point: `lower` + `upper` = 1, each accurate in itself when small.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tails {
    /// Probability at or below the point.
    pub lower: f64,
    /// Probability above the point.
    pub upper: f64,
}

/// P(a, x) and Q(a, x) for shape a > 0 and x ≥ 0: the gamma distribution's tails. Shape 0 is a point mass at 0.
///
/// Series below a + 1, Lentz's continued fraction above (Abramowitz and Stegun 6.5.29 and 6.5.31).
pub fn tails(a: f64, x: f64) -> Tails {
    if a.is_nan() || x.is_nan() {
        return Tails {
            lower: f64::NAN,
            upper: f64::NAN,
        };
    }
    if a <= 0.0 || x == f64::INFINITY {
        return Tails { lower: 1.0, upper: 0.0 };
    }
    if x <= 0.0 {
        return Tails { lower: 0.0, upper: 1.0 };
    }
    let prefix = mass::poisson(a, x);
    if x < a + 1.0 {
        let lower = (prefix * series(a, x)).min(1.0);
        Tails {
            lower,
            upper: 1.0 - lower,
        }
    } else {
        let upper = (prefix * a * fraction(a, x)).min(1.0);
        Tails {
            lower: 1.0 - upper,
            upper,
        }
    }
}

fn series(a: f64, x: f64) -> f64 {
    let mut term = 1.0;
    let mut sum = 1.0;
    let mut n = 1.0;
    while term > sum * 1e-17 {
        term *= x / (a + n);
        sum += term;
        n += 1.0;
    }
    sum
}

fn fraction(a: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut h = d;
    let mut i = 1.0;
    loop {
        let numerator = -i * (i - a);
        b += 2.0;
        d = numerator * d + b;
        d = if d.abs() < TINY { TINY } else { d };
        c = b + numerator / c;
        c = if c.abs() < TINY { TINY } else { c };
        d = 1.0 / d;
        let step = d * c;
        h *= step;
        i += 1.0;
        if (step - 1.0).abs() < 2e-16 || i > 1e6 {
            return h;
        }
    }
}

/// The x with P(a, x) = p, for shape a > 0; 0 for p ≤ 0, infinite for p ≥ 1, 0 for shape 0.
pub fn quantile_lower(a: f64, p: f64) -> f64 {
    quantile(
        a,
        Tails {
            lower: p,
            upper: 1.0 - p,
        },
    )
}

/// The x with Q(a, x) = q; the accurate way round when q is small.
pub fn quantile_upper(a: f64, q: f64) -> f64 {
    quantile(
        a,
        Tails {
            lower: 1.0 - q,
            upper: q,
        },
    )
}

fn quantile(a: f64, wanted: Tails) -> f64 {
    if a.is_nan() || wanted.lower.is_nan() {
        return f64::NAN;
    }
    if a <= 0.0 || wanted.lower <= 0.0 {
        return 0.0;
    }
    if wanted.upper <= 0.0 {
        return f64::INFINITY;
    }
    let z = if wanted.lower < 0.5 {
        normal::quantile(wanted.lower)
    } else {
        -normal::quantile(wanted.upper)
    };
    // Wilson and Hilferty's cube root; where it breaks down (small shape, far lower tail) the search brackets anyway.
    let cube = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * a.sqrt());
    let start = a * cube * cube * cube;
    let excess = |x: f64| {
        let at = tails(a, x);
        let density = mass::poisson(a, x) * a / x;
        if wanted.lower < wanted.upper {
            (at.lower - wanted.lower, density)
        } else {
            (wanted.upper - at.upper, density)
        }
    };
    root::rising(excess, start, (0.0, f64::INFINITY))
}

/// Upper tail of chi-square with `df` degrees of freedom at `x`.
pub fn chi_square_upper(x: f64, df: f64) -> f64 {
    tails(df / 2.0, x / 2.0).upper
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shape_one_is_the_exponential_distribution() {
        for x in [1e-8, 0.3, 1.0, 2.0, 5.0, 40.0] {
            let at = tails(1.0, x);
            assert!((at.upper / (-x).exp() - 1.0).abs() < 1e-14);
            assert!((at.lower / -(-x).exp_m1() - 1.0).abs() < 1e-14);
        }
    }

    #[test]
    fn the_quantile_undoes_the_tail_across_shapes_and_probabilities() {
        for a in [0.3, 1.0, 2.5, 17.0, 400.0, 25_000.0] {
            for p in [1e-12, 1e-4, 0.025, 0.5, 0.975] {
                let low = quantile_lower(a, p);
                assert!((tails(a, low).lower / p - 1.0).abs() < 1e-11, "{a} {p} {low}");
                let high = quantile_upper(a, p);
                assert!((tails(a, high).upper / p - 1.0).abs() < 1e-11, "{a} {p} {high}");
            }
        }
    }
}
