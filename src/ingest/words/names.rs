//! Names as agencies write them, compared word by word: the same, nearly the same, or another.

mod qualifiers;
mod rivals;

use crate::catalogue::plain;
use crate::ingest::words::memory::Memory;
use std::collections::{BTreeMap, BTreeSet};

pub(in crate::ingest) use crate::ingest::words::names::qualifiers::QUALIFIERS;
pub use crate::ingest::words::stems::words;

/// How sure a match is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// A declared name, without regard to case, spaces and punctuation.
    Declared,
    /// The same words in another order or form.
    SameWords,
    /// A slip of the pen or missing words, and nothing else can be meant.
    Near,
}

/// What a written name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Place of the thing in the list that the index was made from.
    pub at: usize,
    /// How sure.
    pub likeness: Likeness,
}

/// Names of things, ready to be looked up.
#[derive(Clone, Debug, Default)]
pub struct Index {
    declared: BTreeMap<String, Option<usize>>,
    /// Words of each name, with the thing.
    worded: Vec<(BTreeSet<String>, usize)>,
    vocabulary: BTreeMap<String, usize>,
    /// For each word the names that hold it, by place in `worded`.
    holding: BTreeMap<String, Vec<usize>>,
    joined: Vec<Joined>,
    found: Memory<Option<Match>>,
    same: Memory<Option<usize>>,
}

/// A name without its spaces, ready to be compared letter by letter.
#[derive(Clone, Debug)]
struct Joined {
    text: String,
    length: usize,
    digits: String,
    letters: [u8; 26],
    at: usize,
    /// Whether it is of several words.
    spaced: bool,
}

impl Joined {
    fn new(simple: &str, at: usize) -> Joined {
        let text = simple.replace(' ', "");
        let mut letters = [0_u8; 26];
        for letter in text.bytes().filter(u8::is_ascii_lowercase) {
            let count = &mut letters[usize::from(letter - b'a')];
            *count = count.saturating_add(1);
        }
        Joined {
            length: text.chars().count(),
            digits: text.chars().filter(char::is_ascii_digit).collect(),
            letters,
            at,
            spaced: simple.contains(' '),
            text,
        }
    }

    /// A number of slips that cannot be undercut: each mends two letter counts at most.
    fn least_slips(&self, other: &Joined) -> usize {
        let apart: usize = self
            .letters
            .iter()
            .zip(&other.letters)
            .map(|(one, other)| usize::from(one.abs_diff(*other)))
            .sum();
        apart.div_ceil(2)
    }
}

impl Index {
    /// An index over pairs of a name and the place of the thing that it names. A name that two things share means neither.
    pub fn new<'a>(names: impl IntoIterator<Item = (&'a str, usize)>) -> Index {
        let mut index = Index::default();
        for (name, at) in names {
            let simple = plain(name);
            if simple.is_empty() {
                continue;
            }
            index.joined.push(Joined::new(&simple, at));
            index
                .declared
                .entry(simple)
                .and_modify(|known| *known = known.filter(|one| *one == at))
                .or_insert(Some(at));
            let words = words(name);
            for word in &words {
                *index.vocabulary.entry(word.clone()).or_insert(0) += 1;
                index.holding.entry(word.clone()).or_default().push(index.worded.len());
            }
            index.worded.push((words, at));
        }
        index
    }

    /// Whether any name has a word.
    pub fn has_word(&self, word: &str) -> bool {
        self.vocabulary.contains_key(word)
    }

    /// The thing that bears exactly this name.
    pub fn declared(&self, name: &str) -> Option<usize> {
        self.declared.get(&plain(name)).copied().flatten()
    }

    /// Whether a thing has a name with the same words, given as plain text and as words.
    pub fn has_exactly(&self, plain: &str, words: &BTreeSet<String>) -> bool {
        match self.declared.get(plain) {
            Some(known) => known.is_some(),
            None => self.only(words, |candidate| candidate == words).is_some(),
        }
    }

    /// The thing whose name has the same words.
    pub fn find_exactly(&self, name: &str) -> Option<usize> {
        self.same.of(name, || match self.declared.get(&plain(name)) {
            Some(known) => *known,
            None => {
                let words = words(name);
                self.only(&words, |candidate| candidate == &words)
            }
        })
    }

    /// The thing that a name means, if it can mean only one.
    pub fn find(&self, name: &str) -> Option<Match> {
        self.found.of(name, || match self.declared.get(&plain(name)) {
            Some(known) => known.map(|at| Match {
                at,
                likeness: Likeness::Declared,
            }),
            None => self.look_for(name),
        })
    }

    fn look_for(&self, name: &str) -> Option<Match> {
        let words = words(name);
        if words.is_empty() {
            return None;
        }
        let same = self.only(&words, |candidate| candidate == &words);
        let found = |at, likeness| Some(Match { at, likeness });
        match (same, self.only_near(&words), self.only_misspelt(name)) {
            (Some(at), _, _) => found(at, Likeness::SameWords),
            (None, Some(at), _) | (None, None, Some(at)) => found(at, Likeness::Near),
            (None, None, None) => None,
        }
    }

    /// The things that have a name of at least three words, every one of which is among these.
    pub fn named_within<'i>(&'i self, said: &'i BTreeSet<String>) -> impl Iterator<Item = usize> + 'i {
        let within =
            |(words, at): &(BTreeSet<String>, usize)| (words.len() >= 3 && words.is_subset(said)).then_some(*at);
        self.worded.iter().filter_map(within)
    }

    /// The names closest to one that was not understood, best first.
    pub fn closest(&self, name: &str) -> Option<usize> {
        let words = words(name);
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for place in words.iter().filter_map(|word| self.holding.get(word)).flatten() {
            *shared.entry(*place).or_insert(0) += 1;
        }
        let score = |(place, both): (&usize, &usize)| {
            let either = words.len() + self.worded.get(*place).map_or(0, |(own, _)| own.len()) - both;
            *both as f64 / either.max(1) as f64
        };
        let best = shared
            .iter()
            .max_by(|one, other| score(*one).total_cmp(&score(*other)))?;
        let (_, at) = self.worded.get(*best.0).filter(|_| score(best) >= 0.3)?;
        Some(*at)
    }

    /// The one thing with a fitting name among those that share a word.
    fn only(&self, words: &BTreeSet<String>, fits: impl Fn(&BTreeSet<String>) -> bool) -> Option<usize> {
        let sharing: BTreeSet<usize> = words
            .iter()
            .filter_map(|word| self.holding.get(word))
            .flatten()
            .copied()
            .collect();
        let named = sharing.into_iter().filter_map(|place| self.worded.get(place));
        let things: BTreeSet<usize> = named.filter(|(words, _)| fits(words)).map(|(_, at)| *at).collect();
        if things.len() == 1 {
            things.first().copied()
        } else {
            None
        }
    }

    /// The one thing that shares every word that means something here, and most of its own words.
    fn only_near(&self, words: &BTreeSet<String>) -> Option<usize> {
        let at = self.only(words, |candidate| self.near(words, candidate))?;
        self.is_alone(words, at).then_some(at)
    }

    fn near(&self, words: &BTreeSet<String>, candidate: &BTreeSet<String>) -> bool {
        let digits = |set: &BTreeSet<String>| -> BTreeSet<String> {
            set.iter()
                .filter(|word| word.bytes().any(|letter| letter.is_ascii_digit()))
                .cloned()
                .collect()
        };
        let (ours, theirs) = (digits(words), digits(candidate));
        if !ours.is_subset(&theirs) {
            return false;
        }
        let mut met = BTreeSet::new();
        for word in words {
            let found = candidate.iter().find(|other| *other == word || slip(word, other));
            match found {
                Some(other) => {
                    met.insert(other);
                }
                // A word that other names use means something else; a word that none uses may be filler.
                None if self.vocabulary.contains_key(word) || QUALIFIERS.contains(&word.as_str()) => return false,
                None => {}
            }
        }
        // `Was brought` lacks the word that matters of `was not brought`.
        let is_lost = |word: &str| candidate.contains(word) && !met.contains(&word.to_owned());
        if TURNING.iter().any(|word| is_lost(word)) || are_opposites(words, candidate) {
            return false;
        }
        let weight = |word: &String| 1.0 / (*self.vocabulary.get(word).unwrap_or(&1) as f64).sqrt();
        let whole: f64 = candidate.iter().map(weight).sum();
        let part: f64 = met.iter().map(|word| weight(word)).sum();
        let unknown = words.len() - met.len().min(words.len());
        met.len() >= 2 && part >= 0.55 * whole && unknown * 2 <= met.len()
    }

    /// The one thing whose whole name differs by a letter or two.
    fn only_misspelt(&self, name: &str) -> Option<usize> {
        if words(name).iter().any(|word| QUALIFIERS.contains(&word.as_str())) {
            return None;
        }
        let own = Joined::new(&plain(name), 0);
        let allowed = match own.length {
            0..=3 => return None,
            4..=5 => 1,
            _ => 2,
        };
        let close: BTreeSet<usize> = self
            .joined
            .iter()
            .filter(|other| {
                other.length.abs_diff(own.length) <= allowed && other.length > 4 && other.digits == own.digits
            })
            .filter(|other| other.least_slips(&own) <= allowed)
            .filter(|other| !denies(&own.text, &other.text))
            .filter(|other| {
                // `Opening` is a word of its own, and no slip for `open CIN`.
                let slips = if other.spaced && !own.spaced { 1 } else { allowed };
                strsim::osa_distance(&other.text, &own.text) <= slips
            })
            .map(|other| other.at)
            .collect();
        if close.len() == 1 { close.first().copied() } else { None }
    }
}

/// Words without which a name says the opposite.
const TURNING: [&str; 4] = ["not", "no", "non", "without"];
/// Words of which one says what the other excludes.
const OPPOSITES: [(&str, &str); 3] = [("under", "over"), ("below", "above"), ("under", "adult")];

/// Whether one name is of those under an age or a bound, and the other of those over it.
pub(super) fn are_opposites(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let has = |set: &BTreeSet<String>, word: &str, without: &str| set.contains(word) && !set.contains(without);
    OPPOSITES
        .iter()
        .any(|(low, high)| has(one, low, high) && has(other, high, low) || has(one, high, low) && has(other, low, high))
}

/// Whether one word is the other with a beginning that turns its meaning round: `incomplete`, `unfounded`.
fn denies(word: &str, other: &str) -> bool {
    let turns = |long: &str, short: &str| {
        let prefix = ["in", "un", "non", "im", "dis", "not"]
            .iter()
            .find_map(|prefix| long.strip_prefix(prefix));
        // What is left must still be the other word, give or take a slip.
        prefix.is_some_and(|rest| strsim::osa_distance(rest, short) <= 1)
    };
    turns(word, other) || turns(other, word)
}

/// Whether one word is the other with a letter wrong, missing, doubled or swapped.
pub(in crate::ingest) fn slip(word: &str, other: &str) -> bool {
    if denies(word, other) {
        return false;
    }
    let (length, other_length) = (word.chars().count(), other.chars().count());
    if length.min(other_length) < 5 || word.bytes().chain(other.bytes()).any(|letter| letter.is_ascii_digit()) {
        return false;
    }
    strsim::osa_distance(word, other) <= if length.min(other_length) >= 8 { 2 } else { 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 9] = [
        "Missing episodes (all under-18)",
        "Domestic abuse incidents",
        "Domestic abuse incidents with a child linked (%)",
        "Police protection powers used (section 46)",
        "Child protection notifications sent by police",
        "Children electively home educated",
        "Children missing education",
        "Referrals from health services (%)",
        "Re-referrals within 12 months (%)",
    ];

    fn found(name: &str) -> Option<(&'static str, Likeness)> {
        let index = Index::new(NAMES.iter().enumerate().map(|(at, name)| (*name, at)));
        index.find(name).map(|found| (NAMES[found.at], found.likeness))
    }

    #[test]
    fn the_same_words_are_the_same_name() {
        assert_eq!(
            found("missing episodes – ALL under 18"),
            Some((NAMES[0], Likeness::Declared))
        );
        assert_eq!(
            found("Missing episodes (under 18s)"),
            Some((NAMES[0], Likeness::SameWords))
        );
        assert_eq!(found("DA incidents"), Some((NAMES[1], Likeness::SameWords)));
        assert_eq!(
            found("Percentage of re-referrals within twelve months"),
            Some((NAMES[8], Likeness::SameWords))
        );
        assert_eq!(found("CME children"), Some((NAMES[6], Likeness::SameWords)));
    }

    #[test]
    fn a_near_name_is_taken_when_it_can_mean_one_thing() {
        assert_eq!(found("Police protection (s46)"), Some((NAMES[3], Likeness::Near)));
        assert_eq!(found("Domestic abuse incidants"), Some((NAMES[1], Likeness::Near)));
    }

    #[test]
    fn another_thing_is_not_taken_for_a_near_one() {
        for name in [
            "Re-referrals within 3 months (%)",
            "Referrals from schools (%)",
            "Children",
            "Referrals",
            "Police",
            "Incidents",
            "DA incidents YTD",
            "Value",
        ] {
            assert_eq!(found(name), None, "{name}");
        }
    }

    #[test]
    fn places_are_found_through_a_slip_of_the_pen() {
        let places = [
            "Basildon",
            "Castle Point",
            "Epping Forest",
            "Harlow",
            "Maldon",
            "Mid",
            "North",
        ];
        let index = Index::new(places.iter().enumerate().map(|(at, name)| (*name, at)));
        let near = |name| index.find(name).map(|found| (places[found.at], found.likeness));
        assert_eq!(near("Castlepoint"), Some(("Castle Point", Likeness::Near)));
        assert_eq!(near("Epping Forrest"), Some(("Epping Forest", Likeness::Near)));
        assert_eq!(near("Malden"), Some(("Maldon", Likeness::Near)));
        assert_eq!(near("Marlow"), Some(("Harlow", Likeness::Near)));
        assert_eq!(near("Mod"), None);
        assert_eq!(near("Southend"), None);
    }
}
