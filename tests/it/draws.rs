//! Draws with a seed, for series whose truth is known.

/// A small stream of even draws (splitmix64).
pub struct Draws(pub u64);

impl Draws {
    /// From 0 to 1.
    pub fn even(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Nearly normal, mean 0 and variance 1.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.even()).sum::<f64>() - 6.0
    }

    /// Poisson by multiplying even draws, in steps so that large means work.
    pub fn poisson(&mut self, mean: f64) -> f64 {
        let (mut left, mut product, mut count) = (mean, 1.0, 0.0);
        loop {
            product *= self.even();
            while product < 1.0 && left > 0.0 {
                let step = left.min(300.0);
                product *= step.exp();
                left -= step;
            }
            if product <= 1.0 {
                return count;
            }
            count += 1.0;
        }
    }

    /// How many of so many trials fall into a share.
    pub fn of(&mut self, trials: u32, share: f64) -> f64 {
        (0..trials).filter(|_| self.even() < share).count() as f64
    }
}
