//! One bracketed Newton search, from a monotone function with its slope to its root.

/// The x in (`low`, `high`) at which `excess` is zero. `excess` returns (value, slope) and must rise with x.
/// Newton steps that leave the bracket are replaced by halving it. `start` may lie anywhere.
/// Stops when a step no longer moves x by one part in 10¹⁵, or after 200 steps (which a monotone function never needs).
pub fn rising(excess: impl Fn(f64) -> (f64, f64), start: f64, (mut low, mut high): (f64, f64)) -> f64 {
    let mut x = if start > low && start < high {
        start
    } else {
        midpoint(low, high)
    };
    for _ in 0..200 {
        let (value, slope) = excess(x);
        if value == 0.0 {
            return x;
        }
        if value > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let newton = x - value / slope;
        let next = if newton > low && newton < high {
            newton
        } else {
            midpoint(low, high)
        };
        if (next - x).abs() <= 1e-15 * x.abs() || next <= low && next >= high {
            return next;
        }
        x = next;
    }
    x
}

/// Halfway in the logarithm when both ends are positive and far apart, otherwise plainly halfway.
fn midpoint(low: f64, high: f64) -> f64 {
    if high.is_infinite() {
        return if low > 0.5 { low * 4.0 } else { 1.0 };
    }
    if low > 0.0 && high / low > 4.0 {
        return (low.ln() * 0.5 + high.ln() * 0.5).exp();
    }
    if low == 0.0 && high > 1e-300 {
        return high * 0.0625;
    }
    low + (high - low) * 0.5
}

#[cfg(test)]
mod tests {
    use super::rising;

    #[test]
    fn a_cube_root_is_found_from_any_start() {
        for start in [-5.0, 0.1, 2.0, 1e9] {
            let x = rising(|x| (x * x * x - 27.0, 3.0 * x * x), start, (0.0, f64::INFINITY));
            assert!((x - 3.0).abs() < 1e-14, "{x}");
        }
    }
}
