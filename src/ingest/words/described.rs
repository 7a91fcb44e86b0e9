//! Things by the words of all that is said of them, so that a paraphrase can be told from another thing.

use crate::ingest::words::names::{QUALIFIERS, words};
use std::collections::{BTreeMap, BTreeSet};

/// Descriptions of things, ready to be compared with a paraphrase.
#[derive(Clone, Debug, Default)]
pub struct Described {
    /// For each thing the words of its names and of its description.
    things: Vec<BTreeSet<String>>,
    /// For each word how many things are described by it.
    known: BTreeMap<String, usize>,
}

/// The share of a paraphrase's weight that its thing's description must hold.
const LEAST: f64 = 0.7;
/// How much more of it than the next best thing's.
const AHEAD: f64 = 0.15;
/// Words that a paraphrase must share.
const SHARED: usize = 3;

impl Described {
    /// Descriptions of things, in their order.
    pub fn new<'a>(texts: impl IntoIterator<Item = Vec<&'a str>>) -> Described {
        let mut described = Described::default();
        for texts in texts {
            let all: BTreeSet<String> = texts.iter().flat_map(|text| words(text)).collect();
            for word in &all {
                *described.known.entry(word.clone()).or_insert(0) += 1;
            }
            described.things.push(all);
        }
        described
    }

    /// The one thing, among those that may be meant, whose description a text repeats.
    pub fn find(&self, text: &str, may_be: impl Fn(usize) -> bool) -> Option<usize> {
        let said = words(text);
        // A rare word tells more than one that stands everywhere; one that stands nowhere may be filler, but speaks against.
        let weight = |word: &String| match self.known.get(word) {
            Some(things) => 1.0 / (*things as f64).sqrt(),
            None => 0.3,
        };
        let whole: f64 = said.iter().map(weight).sum();
        let mut best: Option<(f64, usize)> = None;
        let mut next = 0.0_f64;
        for (at, thing) in self.things.iter().enumerate().filter(|(at, _)| may_be(*at)) {
            let shared: Vec<&String> = said.intersection(thing).collect();
            let score = shared.iter().map(|word| weight(word)).sum::<f64>() / whole.max(f64::MIN_POSITIVE);
            let fits = shared.len() >= SHARED && self.may_mean(&said, thing);
            match best {
                Some((known, _)) if score <= known || !fits => next = next.max(score),
                _ if !fits => next = next.max(score),
                _ => {
                    next = next.max(best.map_or(0.0, |(known, _)| known));
                    best = Some((score, at));
                }
            }
        }
        let (score, at) = best?;
        (score >= LEAST && score >= next + AHEAD).then_some(at)
    }

    /// Whether every word of a text is a word of a thing's description.
    pub fn tells_all(&self, at: usize, said: &BTreeSet<String>) -> bool {
        const FILLING: [&str; 8] = [
            "held", "made", "taken", "place", "period", "quarter", "during", "current",
        ];
        let thing = self.things.get(at);
        thing.is_some_and(|thing| {
            said.iter()
                .all(|word| thing.contains(word) || FILLING.contains(&word.as_str()))
        })
    }

    /// Whether every number and every word that makes another figure of a name stands in the description too.
    fn may_mean(&self, said: &BTreeSet<String>, thing: &BTreeSet<String>) -> bool {
        said.iter().all(|word| {
            let decides = word.bytes().any(|letter| letter.is_ascii_digit()) || QUALIFIERS.contains(&word.as_str());
            !decides || thing.contains(word)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Described;

    #[test]
    fn a_paraphrase_is_known_by_its_words_and_another_thing_is_not() {
        let described = Described::new([
            vec![
                "Caseload with parental status recorded (%)",
                "The share of open adult cases in which it is recorded whether the patient has parental responsibility.",
            ],
            vec![
                "Referrals made by adult mental health",
                "Referrals of children made by adult services.",
            ],
            vec![
                "Re-referrals within 12 months (%)",
                "The share of referrals within 12 months of an earlier one.",
            ],
        ]);
        let found = |text| described.find(text, |_| true);
        assert_eq!(
            found("Open adult cases where parental responsibility is recorded"),
            Some(0)
        );
        assert_eq!(found("Referrals within 3 months of an earlier one"), None);
        assert_eq!(found("Operation Encompass notifications"), None);
        assert_eq!(
            described.find("Open adult cases where parental responsibility is recorded", |at| at
                > 0),
            None
        );
    }
}
