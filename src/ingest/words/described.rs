//! Things by what their names and descriptions say, so that a paraphrase can be told from another thing.

use crate::ingest::words::concepts::concepts;
use crate::ingest::words::names::{QUALIFIERS, are_opposites};
use std::collections::{BTreeMap, BTreeSet};

/// Descriptions of things, ready to be compared with a paraphrase.
#[derive(Clone, Debug, Default)]
pub struct Described {
    things: Vec<Thing>,
    /// For each word how many things are described by it.
    known: BTreeMap<String, usize>,
}

#[derive(Clone, Debug, Default)]
struct Thing {
    /// The words of each of its names.
    names: Vec<BTreeSet<String>>,
    /// The words of all its names.
    named: BTreeSet<String>,
    /// The words of all its names and of its description.
    all: BTreeSet<String>,
}

/// The least that a paraphrase must reach.
const LEAST: f64 = 0.68;
/// The share of it that the next best thing may reach at most.
const NEXT: f64 = 0.86;
/// The share of one name's weight that a paraphrase must hold: `Families in B&B` lacks too much of `Families in B&B over six weeks`.
const LEAST_OF_A_NAME: f64 = 0.72;
/// Words that a paraphrase must share.
const SHARED: usize = 2;
/// The weight of a word that describes nothing: it may be filler, but speaks against.
const UNKNOWN: f64 = 0.9;

impl Described {
    /// Things in their order, each with its names and with what else is said of it.
    pub fn new<'a>(things: impl IntoIterator<Item = (Vec<&'a str>, Vec<&'a str>)>) -> Described {
        let mut described = Described::default();
        for (names, told) in things {
            let names: Vec<BTreeSet<String>> = names.into_iter().map(concepts).collect();
            let told = told.into_iter().flat_map(concepts);
            let named: BTreeSet<String> = names.iter().flatten().cloned().collect();
            let all: BTreeSet<String> = named.iter().cloned().chain(told).collect();
            for word in &all {
                *described.known.entry(word.clone()).or_insert(0) += 1;
            }
            described.things.push(Thing { names, named, all });
        }
        described
    }

    /// The one thing, among those that may be meant, that a text names in other words. The words of `own` may be left out or added.
    pub fn find(&self, text: &str, own: &BTreeSet<String>, may_be: impl Fn(usize) -> bool) -> Option<usize> {
        let said: BTreeSet<String> = concepts(text)
            .into_iter()
            .map(|word| self.in_known_form(word))
            .collect();
        let meant = || self.things.iter().enumerate().filter(|(at, _)| may_be(*at));
        let mut named = meant().filter(|(_, thing)| said.len() > 1 && thing.names.contains(&said));
        if let (Some((at, _)), None) = (named.next(), named.next()) {
            return Some(at);
        }
        let mut best: Option<(f64, usize)> = None;
        let mut next = 0.0_f64;
        for (at, thing) in meant() {
            let score = self.score((&said, own), thing);
            let known = best.map_or(0.0, |(known, _)| known);
            if score > known {
                next = known;
                best = Some((score, at));
            } else {
                next = next.max(score);
            }
        }
        let (score, at) = best?;
        let clear = score >= LEAST && next <= NEXT * score;
        (clear && self.may_mean((&said, own), &self.things[at])).then_some(at)
    }

    /// The one thing, among those that may be meant, whose names hold all of a text and the most of a title that the text completes;
    /// with the words of the title that it is called by.
    pub fn completed(
        &self,
        title: &str,
        text: &str,
        may_be: impl Fn(usize) -> bool,
    ) -> Option<(usize, BTreeSet<String>)> {
        const LEAST_KNOWN: f64 = 0.6;
        const LEAST_OF_THE_NAME: f64 = 0.6;
        let forms = |text: &str| -> BTreeSet<String> {
            concepts(text)
                .into_iter()
                .map(|word| self.in_known_form(word))
                .collect()
        };
        let (known, strange): (BTreeSet<String>, BTreeSet<String>) =
            forms(text).into_iter().partition(|word| self.known.contains_key(word));
        let decides =
            |word: &String| word.bytes().any(|letter| letter.is_ascii_digit()) || QUALIFIERS.contains(&word.as_str());
        let enough = self.weight(&known) >= LEAST_KNOWN * (self.weight(&known) + self.weight(&strange));
        if known.is_empty() || !enough || strange.iter().any(decides) {
            return None;
        }
        let title = forms(title);
        let mut best: Option<(f64, usize, BTreeSet<String>)> = None;
        let mut next = 0.0_f64;
        for (at, thing) in self.things.iter().enumerate().filter(|(at, _)| may_be(*at)) {
            if !known.is_subset(&thing.named) || title.is_disjoint(&thing.named) {
                continue;
            }
            let shared: BTreeSet<String> = title.intersection(&thing.named).cloned().collect();
            let together: BTreeSet<String> = known.union(&shared).cloned().collect();
            if self.of_a_name((&together, &BTreeSet::new()), thing) < LEAST_OF_THE_NAME {
                continue;
            }
            let weight = self.weight(&shared);
            match &best {
                Some((most, ..)) if weight <= *most => next = next.max(weight),
                _ => {
                    next = best.map_or(0.0, |(most, ..)| most);
                    best = Some((weight, at, shared));
                }
            }
        }
        best.filter(|(weight, ..)| next < *weight - 1e-9)
            .map(|(_, at, shared)| (at, shared))
    }

    /// A word that describes nothing, as the one word that differs from it only in its ending: `attend` as `attendance`.
    fn in_known_form(&self, word: String) -> String {
        const LEAST: usize = 5;
        const ENDING: usize = 3;
        if self.known.contains_key(&word) || word.len() < LEAST || !word.is_ascii() {
            return word;
        }
        let longer = self.known.range(word.clone()..).map(|(known, _)| known);
        let longer = longer
            .take_while(|known| known.starts_with(&word))
            .find(|known| known.len() <= word.len() + ENDING);
        let shorter = || {
            (LEAST.max(word.len().saturating_sub(ENDING))..word.len())
                .rev()
                .map(|end| &word[..end])
                .find(|start| self.known.contains_key(*start))
        };
        longer.cloned().or_else(|| shorter().map(str::to_owned)).unwrap_or(word)
    }

    /// Whether every word of a text is a word of a thing's description.
    pub fn tells_all(&self, at: usize, said: &BTreeSet<String>) -> bool {
        const FILLING: [&str; 8] = [
            "held", "made", "taken", "place", "period", "quarter", "during", "current",
        ];
        let thing = self.things.get(at);
        thing.is_some_and(|thing| {
            said.iter()
                .all(|word| thing.all.contains(word) || FILLING.contains(&word.as_str()))
        })
    }

    /// How much of a paraphrase the thing's description holds, less where its best name says more than the paraphrase.
    fn score(&self, (said, own): (&BTreeSet<String>, &BTreeSet<String>), thing: &Thing) -> f64 {
        let counts = |word: &&String| !own.contains(*word) || thing.all.contains(*word);
        let all = self.weight(said.iter().filter(counts));
        let covered = self.weight(said.intersection(&thing.all)) / all.max(f64::MIN_POSITIVE);
        covered * (0.5 + 0.5 * self.of_a_name((said, own), thing))
    }

    /// The largest share of one of the thing's names that a paraphrase holds.
    fn of_a_name(&self, (said, own): (&BTreeSet<String>, &BTreeSet<String>), thing: &Thing) -> f64 {
        let share = |name: &BTreeSet<String>| {
            let asked = name.iter().filter(|word| !own.contains(*word) || said.contains(*word));
            self.weight(said.intersection(name)) / self.weight(asked).max(f64::MIN_POSITIVE)
        };
        let names = thing.names.iter().filter(|name| !name.is_empty());
        names.map(share).fold(0.0, f64::max)
    }

    /// A rare word tells more than one that stands everywhere.
    fn weight<'w>(&self, words: impl IntoIterator<Item = &'w String>) -> f64 {
        let of = |word: &String| {
            self.known
                .get(word)
                .map_or(UNKNOWN, |things| 1.0 / (*things as f64).sqrt())
        };
        words.into_iter().map(of).sum()
    }

    /// Whether enough is shared, and every number and every word that makes another figure of a name stands in the description too.
    fn may_mean(&self, (said, own): (&BTreeSet<String>, &BTreeSet<String>), thing: &Thing) -> bool {
        let decides =
            |word: &&String| word.bytes().any(|letter| letter.is_ascii_digit()) || QUALIFIERS.contains(&word.as_str());
        said.intersection(&thing.all).count() >= SHARED
            && self.of_a_name((said, own), thing) >= LEAST_OF_A_NAME
            && said.iter().filter(decides).all(|word| thing.all.contains(word))
            && !thing.names.first().is_some_and(|name| are_opposites(said, name))
            && self.keeps_denials(said, thing)
    }

    /// Whether a paraphrase denies what the name of the thing denies: `was brought` is the opposite of `was not brought`.
    fn keeps_denials(&self, said: &BTreeSet<String>, thing: &Thing) -> bool {
        const DENIALS: [&str; 8] = ["not", "no", "non", "without", "fail", "miss", "dna", "wnb"];
        let has = |set: &BTreeSet<String>| set.iter().any(|word| DENIALS.contains(&word.as_str()));
        let name = thing.names.first();
        name.is_none_or(|name| !name.contains("not") || has(said))
    }
}

#[cfg(test)]
mod tests {
    use super::Described;

    #[test]
    fn a_paraphrase_is_known_by_its_words_and_another_thing_is_not() {
        let described = Described::new([
            (
                vec![
                    "Caseload with parental status recorded (%)",
                    "Parental responsibility recorded",
                ],
                vec![
                    "The share of open adult cases in which it is recorded whether the patient has parental responsibility.",
                ],
            ),
            (
                vec!["Referrals made by adult mental health"],
                vec!["Referrals of children made by adult services."],
            ),
            (
                vec!["Re-referrals within 12 months (%)"],
                vec!["The share of referrals within 12 months of an earlier one."],
            ),
            (
                vec!["Families with children in B&B over six weeks"],
                vec!["Families placed in bed and breakfast for more than six weeks."],
            ),
        ]);
        let nobody = std::collections::BTreeSet::new();
        let found = |text| described.find(text, &nobody, |_| true);
        assert_eq!(
            found("Open adult cases where parental responsibility is recorded"),
            Some(0)
        );
        assert_eq!(found("Referrals within 3 months of an earlier one"), None);
        assert_eq!(found("Operation Encompass notifications"), None);
        assert_eq!(found("Families in B&B"), None, "for how long?");
        assert_eq!(
            described.find(
                "Open adult cases where parental responsibility is recorded",
                &nobody,
                |at| at > 0
            ),
            None
        );
    }
}
