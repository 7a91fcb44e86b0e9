//! The areas of a board as agencies write them: `Harlow DC`, `N. Essex`.

use crate::catalogue::plain;
use crate::ingest::lexicon::{Lexicon, Named};
use crate::ingest::words::labels::is_no_one_place;
use crate::ingest::words::names::Likeness;
use crate::ingest::words::tidy;

impl Lexicon {
    /// The area that a cell names.
    pub fn area(&self, written: &str) -> Option<Named> {
        self.areas_named.of(written, || self.area_meant(written))
    }

    fn area_meant(&self, written: &str) -> Option<Named> {
        let written = tidy(written);
        let name = |found: crate::ingest::words::names::Match| Named {
            id: self.area_ids[found.at].clone(),
            likeness: found.likeness,
        };
        let initials = plain(&written)
            .split(' ')
            .next()
            .is_some_and(|word| word != point_of_compass(word));
        if let Some(found) = self
            .compass(&written)
            .filter(|_| initials && self.areas.declared(&written).is_none())
        {
            return Some(found);
        }
        if self.areas.declared(&written).is_none() && is_no_one_place(&written) {
            return None;
        }
        if let Some(found) = self.areas.find(&written) {
            // An agency's own name is near many a place's, and means none.
            let is_agency = found.likeness == Likeness::Near && self.agencies.declared(&written).is_some();
            if !is_agency {
                return Some(name(found));
            }
        }
        let bare = without_words(
            &written,
            &[
                "district", "borough", "city", "council", "county", "area", "locality", "quadrant", "bc", "dc", "cc",
                "la", "the", "of", "group",
            ],
        );
        if bare != plain(&written)
            && let Some(found) = self.areas.find(&bare)
        {
            let likeness = if found.likeness == Likeness::Near {
                Likeness::Near
            } else {
                Likeness::SameWords
            };
            return Some(Named {
                likeness,
                ..name(found)
            });
        }
        self.compass(&written)
    }

    /// `N.East`: the one area whose name begins with the point of the compass, or is it.
    fn compass(&self, written: &str) -> Option<Named> {
        let simple = plain(written);
        let words: Vec<&str> = simple.split(' ').map(point_of_compass).collect();
        let points = ["north", "south", "east", "west", "mid"];
        let [first, ..] = &words[..] else { return None };
        // A whole word is a name or none; only an initial needs to be written out.
        let abbreviated = words.join(" ") != simple;
        // `South East` is a half of the South, or another place.
        let halves = !abbreviated && words.iter().filter(|word| points.contains(word)).count() > 1;
        if halves && self.areas.declared(&simple).is_none() {
            return None;
        }
        if !points.contains(first) || !abbreviated && words.len() == 1 {
            return None;
        }
        if let Some(at) = self.areas.declared(&words.join(" ")) {
            return Some(Named {
                id: self.area_ids[at].clone(),
                likeness: Likeness::Near,
            });
        }
        // The county's own name beside a point of the compass says only of what it is a part.
        let named = |word: &&str| self.areas.declared(word);
        let meant: Vec<usize> = words
            .iter()
            .filter(|word| points.contains(word))
            .filter_map(named)
            .collect();
        let rest_is_home = words
            .iter()
            .filter(|word| !points.contains(word))
            .all(|word| named(word).is_some_and(|at| self.area_ids[at] == self.home));
        match meant[..] {
            [at] if rest_is_home => Some(Named {
                id: self.area_ids[at].clone(),
                likeness: Likeness::Near,
            }),
            _ => None,
        }
    }
}

fn point_of_compass(word: &str) -> &str {
    match word {
        "n" | "nth" => "north",
        "s" | "sth" => "south",
        "e" => "east",
        "w" => "west",
        other => other,
    }
}

fn without_words(written: &str, words: &[&str]) -> String {
    let simple = plain(written);
    simple
        .split(' ')
        .filter(|word| !words.contains(word))
        .collect::<Vec<_>>()
        .join(" ")
}
