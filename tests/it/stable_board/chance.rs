//! Seeded chance for invented boards: one stream per figure, the same on every machine.

/// A stream of random numbers (SplitMix64), started from a seed and a name.
pub struct Chance {
    state: u64,
}

impl Chance {
    /// The stream of one named figure: adding a figure changes no other.
    pub fn new(seed: u64, name: &str, quarter: usize) -> Self {
        let mut state = seed ^ 0x9E37_79B9_7F4A_7C15;
        for byte in name.bytes().chain(quarter.to_le_bytes()) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
            state ^= state >> 29;
        }
        Self { state }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Evenly spread over 0 (included) to 1 (not included).
    pub fn even(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A normal variate (Box and Muller's way).
    pub fn normal(&mut self, mean: f64, deviation: f64) -> f64 {
        let distance = (-2.0 * (1.0 - self.even()).ln()).sqrt();
        mean + deviation * distance * (std::f64::consts::TAU * self.even()).cos()
    }

    /// A count with the variance of a Poisson count; the normal approximation from a mean of 60.
    pub fn poisson(&mut self, mean: f64) -> u64 {
        if mean <= 0.0 {
            return 0;
        }
        if mean >= 60.0 {
            return self.normal(mean, mean.sqrt()).round().max(0.0) as u64;
        }
        let (limit, mut product, mut events) = ((-mean).exp(), self.even(), 0);
        while product > limit {
            product *= self.even();
            events += 1;
        }
        events
    }

    /// A count whose variance is about `spread` times its mean.
    pub fn count(&mut self, mean: f64, spread: f64) -> u64 {
        let wobble = ((spread - 1.0).max(0.0) / mean.max(0.1)).sqrt();
        let level = mean * (self.normal(0.0, wobble) - wobble * wobble / 2.0).exp();
        self.poisson(level)
    }

    /// How many of `trials` succeed when each does with probability `share`.
    pub fn binomial(&mut self, trials: u64, share: f64) -> u64 {
        let (share, many) = (share.clamp(0.0, 1.0), trials as f64);
        if many * share.min(1.0 - share) < 12.0 {
            return (0..trials).filter(|_| self.even() < share).count() as u64;
        }
        let deviation = (many * share * (1.0 - share)).sqrt();
        self.normal(many * share, deviation).round().clamp(0.0, many) as u64
    }

    /// `total` shared out by chance over `weights`; the parts add up to it.
    pub fn split(&mut self, total: u64, weights: &[f64]) -> Vec<u64> {
        let (mut left, mut weight_left) = (total, weights.iter().sum::<f64>());
        let mut parts = Vec::new();
        for (place, weight) in weights.iter().enumerate() {
            let last = place + 1 == weights.len();
            let part = if last {
                left
            } else {
                self.binomial(left, weight / weight_left)
            };
            parts.push(part);
            left -= part;
            weight_left -= weight;
        }
        parts
    }
}
