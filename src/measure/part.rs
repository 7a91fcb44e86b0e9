//! What one row says of one indicator, and what several rows say together.

use crate::measure::amount::Amount;
use std::collections::BTreeSet;

/// What a sender says of an indicator at one area in one quarter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Part {
    /// What was counted.
    pub numerator: Option<Amount>,
    /// The base.
    pub denominator: Option<Amount>,
    /// The figure as the sender printed it.
    pub value: Option<Amount>,
    /// The row of the table it comes from; `None` where it was made of several rows.
    pub row: Option<usize>,
}

impl Part {
    /// Whether any number, exact or bounded, is in it.
    pub fn has_amount(&self) -> bool {
        self.numerator.is_some() || self.denominator.is_some() || self.value.is_some()
    }

    /// Whether two versions of one row say the same.
    pub fn says_the_same(&self, other: &Part) -> bool {
        self.numerator == other.numerator && self.denominator == other.denominator && self.value == other.value
    }
}

/// Parts put together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Figure {
    /// Sum of the numerators; `None` unless every part has one.
    pub numerator: Option<Amount>,
    /// Sum of the denominators; `None` unless every part has one.
    pub denominator: Option<Amount>,
    /// The printed value; `None` unless there is one part only.
    pub value: Option<Amount>,
    /// How many parts there are.
    pub parts: usize,
    /// Senders and areas whose usual part is missing.
    pub without: BTreeSet<String>,
}

impl Figure {
    /// One part alone.
    pub fn of(part: &Part) -> Figure {
        Figure {
            numerator: part.numerator,
            denominator: part.denominator,
            value: part.value,
            parts: 1,
            without: BTreeSet::new(),
        }
    }

    /// Adds one to a sum that may not have begun: counts add up, values do not.
    pub fn add(sum: &mut Option<Figure>, next: Figure) {
        let Some(sum) = sum else {
            *sum = Some(next);
            return;
        };
        let both = |one: Option<Amount>, other: Option<Amount>| one.zip(other).map(|(one, other)| one + other);
        sum.numerator = both(sum.numerator, next.numerator);
        sum.denominator = both(sum.denominator, next.denominator);
        sum.value = None;
        sum.parts += next.parts;
        sum.without.extend(next.without);
    }
}
