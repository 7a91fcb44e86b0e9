//! How far the earlier points scatter beyond chance → a weighted handful of dispersions, and tails averaged over them.
//!
//! Twenty points leave the dispersion (variance over what chance alone gives) quite open. Every value that they leave open is tried,
//! with its posterior weight, in place of one estimate: which is what a t distribution does for normal values.

use crate::stats::special::normal;

const NODES: usize = 12;
/// The prior falls with this power of dispersion: spread of many times chance is rare.
const PRIOR_POWER: f64 = 3.0;
/// The least scale, for the smallest counts.
const PRIOR_SCALE_FLOOR: f64 = 0.4;

/// Dispersions that the earlier points leave open, with their weights, which sum to 1.
pub(super) struct Dispersion {
    nodes: [(f64, f64); NODES],
    /// The mean dispersion, where the exact tail is taken.
    pub centre: f64,
}

/// From the sum of squared standardised residuals, its degrees of freedom, and the chance variance of one period (for a count its
/// mean), and how far beyond 1 the prior reaches for each unit of that: what varies beyond chance is the rate, so that counts
/// spread the more beyond Poisson the larger they are. Dispersion is at least 1: nothing varies less than chance for long.
pub(super) fn from_residuals(squares: f64, freedom: f64, reach: f64) -> Dispersion {
    let scale = reach.max(PRIOR_SCALE_FLOOR);
    let raw = squares / freedom.max(1.0);
    let (low, high) = (1.0_f64.max(raw / 3.5), raw.max(1.0) * 5.0);
    let step = (high / low).ln() / (NODES as f64 - 1.0);
    // Chi-square likelihood × prior × the width of an even step in the logarithm.
    let log_weight = |at: f64, log: f64| {
        (1.0 - 0.5 * freedom) * log - squares / (2.0 * at) - PRIOR_POWER * ((at - 1.0) / scale).ln_1p()
    };
    let log_low = low.ln();
    let mut nodes = [(0.0, 0.0); NODES];
    for (index, node) in nodes.iter_mut().enumerate() {
        let log = log_low + step * index as f64;
        let at = log.exp();
        *node = (at, log_weight(at, log));
    }
    let most = nodes.iter().map(|node| node.1).fold(f64::NEG_INFINITY, f64::max);
    nodes.iter_mut().for_each(|node| node.1 = (node.1 - most).exp());
    nodes[0].1 *= 0.5;
    nodes[NODES - 1].1 *= 0.5;
    let total: f64 = nodes.iter().map(|node| node.1).sum();
    nodes.iter_mut().for_each(|node| node.1 /= total);
    Dispersion {
        nodes,
        centre: nodes.iter().map(|node| node.0 * node.1).sum(),
    }
}

impl Dispersion {
    /// `z`, found with the variance at the centre, made to allow for all dispersions left open: the normal deviate of the averaged tail.
    /// Variance is in proportion to dispersion.
    pub(super) fn average(&self, z: f64) -> f64 {
        let size = z.abs();
        let tail: f64 = self
            .nodes
            .iter()
            .filter(|node| node.1 > 1e-9)
            .map(|&(at, weight)| weight * normal::upper(size * (self.centre / at).sqrt()))
            .sum();
        -normal::quantile(tail.clamp(1e-300, 0.5)) * z.signum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scatter_that_chance_explains_leaves_little_open() {
        let quiet = from_residuals(19.0, 19.0, 0.2);
        let loud = from_residuals(19.0 * 6.0, 19.0, 10.0);
        assert!(quiet.centre < 1.6, "{}", quiet.centre);
        assert!(loud.centre > 4.0 && loud.centre < 8.0, "{}", loud.centre);
    }

    #[test]
    fn an_open_dispersion_makes_far_tails_less_sure() {
        let few = from_residuals(16.0, 8.0, 10.0);
        let many = from_residuals(160.0, 80.0, 10.0);
        assert!(few.average(4.0) < many.average(4.0));
        assert!(many.average(4.0) < 4.0);
        assert!((few.average(-3.0) + few.average(3.0)).abs() < 1e-12);
    }
}
