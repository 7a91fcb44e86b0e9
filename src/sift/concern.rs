//! A side and the direction of good into what it means.

use crate::catalogue::Polarity;
use crate::domain::{Concern, Side};

/// Worse, better, or, where neither direction is better, unusual.
pub(super) fn concern(side: Side, polarity: Polarity) -> Concern {
    match (polarity, side) {
        (Polarity::Neutral, _) => Concern::Unusual,
        (Polarity::HigherBetter, Side::Low) | (Polarity::LowerBetter, Side::High) => Concern::Worse,
        (Polarity::HigherBetter, Side::High) | (Polarity::LowerBetter, Side::Low) => Concern::Better,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turning_the_direction_round_swaps_worse_and_better_and_nothing_else() {
        for side in [Side::High, Side::Low] {
            let both = (
                concern(side, Polarity::HigherBetter),
                concern(side, Polarity::LowerBetter),
            );
            assert!(matches!(
                both,
                (Concern::Worse, Concern::Better) | (Concern::Better, Concern::Worse)
            ));
            assert_eq!(concern(side, Polarity::Neutral), Concern::Unusual);
        }
    }
}
