//! What a rule of the chart marks, beside the test that makes the lists: no two sentences of a paper may disagree.

use crate::domain::{Tier, Verdict};
use crate::sift::movement::Movement;
use crate::sift::number;

/// A p value from which on chance would often do as much.
const OFTEN: f64 = 0.05;

/// What is said where the test finds nothing in what a rule marks.
const MAY_BE_CHANCE: &str = "against its past, that may be chance";

/// The same in a row, after what the rule marks.
const ROW: &str = ", which may be chance";

/// The movement that a rule of the chart marks, with what the test says of it.
pub(super) fn beside_the_test(told: Movement, verdict: &Verdict) -> Movement {
    if verdict.tier != Tier::Usual || verdict.p.is_none_or(|p| p < OFTEN) {
        return told;
    }
    let told = Movement {
        row: format!("{}{ROW}", told.row),
        plain: format!("{}{ROW}", told.plain),
        ..told
    };
    match &told.sentence {
        Some(sentence) => Movement {
            sentence: Some(format!("{sentence}; {MAY_BE_CHANCE}")),
            ..told
        },
        None => Movement {
            sentence: Some(number::capitalised(MAY_BE_CHANCE)),
            caution: None,
            ..told
        },
    }
}

impl Movement {
    /// Whether the figure is in its usual range, or has never varied.
    pub fn is_as_ever(&self) -> bool {
        let words = ["in the usual", "the same as"];
        words.iter().any(|usual| self.short.starts_with(usual))
    }
}
