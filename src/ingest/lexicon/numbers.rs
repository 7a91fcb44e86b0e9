//! What indicators call their two numbers, and names inside longer texts.

use crate::catalogue::Indicator;
use crate::ingest::crosstab::parts::Part;
use crate::ingest::lexicon::Lexicon;
use crate::ingest::words::concepts::concepts;
use crate::ingest::words::names::words;
use std::collections::{BTreeMap, BTreeSet};

/// For the words of each name of a number the indicators that call it so.
pub(super) type Called = BTreeMap<BTreeSet<String>, Vec<(String, Part)>>;

/// The names of the numbers of all indicators.
pub(super) fn called(indicators: &[Indicator]) -> Called {
    let mut called = Called::new();
    for indicator in indicators {
        let base = indicator.denominator.iter().map(|base| (base, Part::Denominator));
        for (name, part) in std::iter::once((&indicator.numerator, Part::Numerator)).chain(base) {
            called
                .entry(number_words(name))
                .or_default()
                .push((indicator.id.clone(), part));
        }
    }
    called
}

impl Lexicon {
    /// The one thing whose whole name stands in a text, the rest of which are words of its description: `% of children on a
    /// protection plan for two years or more`.
    pub(super) fn named_and_described(&self, text: &str, may_be: impl Fn(usize) -> bool) -> Option<usize> {
        let said = concepts(text);
        let own = words(text);
        let named = self.indicators.named_within(&own);
        let fitting: BTreeSet<usize> = named
            .filter(|at| may_be(*at) && self.descriptions.tells_all(*at, &said))
            .collect();
        fitting.first().copied().filter(|_| fitting.len() == 1)
    }

    /// The indicators one of whose two numbers is called so, with the number: `Repeat cases`, `Assessments completed`.
    pub fn numbers_named(&self, text: &str) -> &[(String, Part)] {
        self.numbers
            .get(&number_words(text))
            .map(Vec::as_slice)
            .unwrap_or_default()
    }
}

/// The words of the name of a number: `within two weeks` and `in two weeks` are one.
fn number_words(name: &str) -> BTreeSet<String> {
    let mut words = words(name);
    words.remove("within");
    words
}
