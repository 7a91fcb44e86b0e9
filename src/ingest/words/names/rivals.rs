//! Words that several names hold into whether one of them is meant rather than the others.

use crate::ingest::words::names::Index;
use std::collections::BTreeSet;

/// What part of the best name's closeness a rival must have for the words to mean either.
const CLOSE: f64 = 0.75;

impl Index {
    /// Whether no name of another thing holds all of the words and is nearly as short: `% of assessments with factors` is said of every
    /// factor.
    pub(super) fn is_alone(&self, words: &BTreeSet<String>, at: usize) -> bool {
        let said = self.weight(words);
        let share = |candidate: &BTreeSet<String>| said / self.weight(candidate);
        let holding = self.worded.iter().filter(|(candidate, _)| words.is_subset(candidate));
        let (own, others): (Vec<_>, Vec<_>) = holding.partition(|(_, of)| *of == at);
        let best = own.iter().map(|(candidate, _)| share(candidate)).fold(0.0, f64::max);
        best <= 0.0 || others.iter().all(|(candidate, _)| share(candidate) < CLOSE * best)
    }

    /// How much a set of words tells: a word that many names have tells little.
    fn weight(&self, words: &BTreeSet<String>) -> f64 {
        let of = |word: &String| 1.0 / (*self.vocabulary.get(word).unwrap_or(&1) as f64).sqrt();
        words.iter().map(of).sum()
    }
}
