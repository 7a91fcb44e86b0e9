//! A seed → normal, gamma, Poisson and binomial draws.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// One stream of draws, the same for the same seed everywhere.
pub struct Random(ChaCha8Rng);

impl Random {
    pub fn new(seed: u64, stream: u64) -> Random {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Random(rng)
    }

    /// Uniform in (0, 1).
    pub fn unit(&mut self) -> f64 {
        ((self.0.next_u64() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Even on the logarithm.
    pub fn log_between(&mut self, low: f64, high: f64) -> f64 {
        self.between(low.ln(), high.ln()).exp()
    }

    /// Standard normal, by the polar method.
    pub fn normal(&mut self) -> f64 {
        loop {
            let (u, v) = (2.0 * self.unit() - 1.0, 2.0 * self.unit() - 1.0);
            let s = u * u + v * v;
            if s > 0.0 && s < 1.0 {
                return u * (-2.0 * s.ln() / s).sqrt();
            }
        }
    }

    /// Gamma with shape `shape` and mean `shape` (Marsaglia and Tsang 2000).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            return self.gamma(shape + 1.0) * self.unit().powf(1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && self.unit().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    /// Binomial. Halves the number of trials through a beta-distributed order statistic while it is large.
    pub fn binomial(&mut self, mut trials: u64, mut chance: f64) -> u64 {
        let mut count = 0;
        while trials > 16 {
            let middle = trials / 2 + 1;
            let (left, right) = (self.gamma(middle as f64), self.gamma((trials + 1 - middle) as f64));
            let split = left / (left + right);
            if split <= chance {
                count += middle;
                trials -= middle;
                chance = (chance - split) / (1.0 - split);
            } else {
                trials = middle - 1;
                chance /= split;
            }
        }
        for _ in 0..trials {
            count += u64::from(self.unit() < chance);
        }
        count
    }

    /// Poisson. Steps over 7/8 of a large mean at once through a gamma waiting time (Ahrens and Dieter 1974).
    pub fn poisson(&mut self, mut mean: f64) -> u64 {
        let mut count = 0;
        while mean > 12.0 {
            let steps = (mean * 0.875).floor();
            let waited = self.gamma(steps);
            if waited > mean {
                return count + self.binomial(steps as u64 - 1, mean / waited);
            }
            count += steps as u64;
            mean -= waited;
        }
        let floor = (-mean).exp();
        let mut product = self.unit();
        while product > floor {
            count += 1;
            product *= self.unit();
        }
        count
    }
}
