//! The areas of a board as agencies write them: `Harlow DC`, `N. Essex`.

use crate::catalogue::plain;
use crate::ingest::lexicon::{Lexicon, Named};
use crate::ingest::words::labels::is_no_one_place;
use crate::ingest::words::names::{Likeness, Match};
use crate::ingest::words::tidy;

/// What a side of a place is called.
const SIDES: [&str; 5] = ["north", "south", "east", "west", "mid"];
/// Words beside a place's name that say what kind of place it is.
const WHAT_IT_IS: [&str; 15] = [
    "district", "borough", "city", "council", "county", "area", "locality", "quadrant", "bc", "dc", "cc", "la", "the",
    "of", "group",
];

impl Lexicon {
    /// The area that a cell names.
    pub fn area(&self, written: &str) -> Option<Named> {
        self.areas_named.of(written, || {
            self.area_by_council(written).or_else(|| self.area_meant(written))
        })
    }

    /// The area inside the county whose council a longer text names: `Housing options, Harlow District Council`. Of two councils that
    /// send together it is neither.
    pub fn council_in(&self, text: &str) -> Option<Named> {
        let simple = plain(text);
        let words: Vec<&str> = simple.split(' ').collect();
        let councils = words.iter().filter(|word| matches!(**word, "council" | "councils"));
        if councils.count() > 1 {
            return None;
        }
        let end = words.iter().position(|word| matches!(*word, "council" | "bc" | "dc"))?;
        (end.saturating_sub(4)..end).find_map(|start| {
            // `Epping Forest DC`: the name itself is beyond doubt, where the council's letters make it only nearly one.
            let mut named = [end, end - 1].into_iter().filter_map(|last| {
                let name = words.get(start..=last)?.join(" ");
                self.area(&name).filter(|named| named.likeness != Likeness::Near)
            });
            let found = named.next().filter(|named| named.id != self.home)?;
            Some(Named {
                likeness: Likeness::SameWords,
                ..found
            })
        })
    }

    /// A district under the letters of its council.
    fn area_by_council(&self, written: &str) -> Option<Named> {
        let at = self.areas.declared(without_council(&tidy(written))?)?;
        Some(Named {
            id: self.area_ids[at].clone(),
            likeness: Likeness::SameWords,
        })
    }

    fn area_meant(&self, written: &str) -> Option<Named> {
        let written = tidy(written);
        let spelt_out = corners_spelt_out(&written);
        if let Some(found) = spelt_out.and_then(|spelt_out| self.area_meant(&spelt_out)) {
            return Some(Named {
                likeness: Likeness::Near,
                ..found
            });
        }
        let name = |found: Match| Named {
            id: self.area_ids[found.at].clone(),
            likeness: found.likeness,
        };
        let simple = plain(&written);
        let initials = simple
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
        // `South East Essex` is near `South Essex`, and another place.
        let sides = |found: &Match| found.likeness == Likeness::Near && sides_in(&written) > 1;
        if let Some(found) = self.areas.find(&written).filter(|found| !sides(found)) {
            // An agency's own name is near many a place's, and means none.
            let is_agency = found.likeness == Likeness::Near && self.agencies.declared(&written).is_some();
            if !is_agency && !self.is_part_of_home(&found, &written) {
                return Some(name(found));
            }
        }
        let bare = without_words(&written, &WHAT_IT_IS);
        if bare != plain(&written)
            && let Some(found) = self
                .areas
                .find(&bare)
                .filter(|found| !sides(found) && !self.is_part_of_home(found, &bare))
        {
            return Some(Named {
                likeness: found.likeness.max(Likeness::SameWords),
                ..name(found)
            });
        }
        self.compass(&written).or_else(|| self.compass(&bare))
    }

    /// The two sides that a corner of the county lies between: `NE`, `South East Essex`; none where anything else is said.
    pub fn corner(&self, written: &str) -> Vec<&'static str> {
        const AROUND: [&str; 4] = ["quadrant", "area", "locality", "the"];
        let spelt_out = corners_spelt_out(written).unwrap_or_else(|| plain(written));
        let mut sides = Vec::new();
        for word in spelt_out.split(' ').filter(|word| !AROUND.contains(word)) {
            let is_home = || {
                self.areas
                    .declared(word)
                    .is_some_and(|at| self.area_ids[at] == self.home)
            };
            match SIDES.iter().find(|side| **side == point_of_compass(word)) {
                Some(side) => sides.push(*side),
                None if is_home() => {}
                None => return vec![],
            }
        }
        if sides.len() == 2 { sides } else { vec![] }
    }

    /// `NE Essex` is near `Essex`, and a part of it, whatever part it may be.
    fn is_part_of_home(&self, found: &Match, written: &str) -> bool {
        found.likeness == Likeness::Near && self.area_ids[found.at] == self.home && sides_in(written) > 0
    }

    /// `North East Essex` is the area that is called `North East`.
    fn called_without_home(&self, words: &[&str]) -> Option<Named> {
        let is_home = |word: &str| {
            self.areas
                .declared(word)
                .is_some_and(|at| self.area_ids[at] == self.home)
        };
        let away: Vec<&str> = words.iter().filter(|word| !is_home(word)).copied().collect();
        let at = self.areas.declared(&away.join(" "))?;
        (away.len() > 1 && away.len() < words.len()).then(|| Named {
            id: self.area_ids[at].clone(),
            likeness: Likeness::Near,
        })
    }

    /// `N.East`: the one area whose name begins with the point of the compass, or is it.
    fn compass(&self, written: &str) -> Option<Named> {
        let simple = plain(written);
        let words: Vec<&str> = simple.split(' ').map(point_of_compass).collect();
        let points = SIDES;
        let [first, ..] = &words[..] else { return None };
        // A whole word is a name or none; only an initial needs to be written out.
        let abbreviated = words.join(" ") != simple;
        if let Some(found) = self.called_without_home(&words) {
            return Some(found);
        }
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

/// `NE Essex` as `north east essex`; `None` where no such corner stands in it.
fn corners_spelt_out(written: &str) -> Option<String> {
    let simple = plain(
        &written
            .replace("N.E.", "NE")
            .replace("N.W.", "NW")
            .replace("S.E.", "SE")
            .replace("S.W.", "SW"),
    );
    let spelt_out: Vec<&str> = simple.split(' ').map(corner).collect();
    let spelt_out = spelt_out.join(" ");
    (spelt_out != simple).then_some(spelt_out)
}

fn corner(word: &str) -> &str {
    match word {
        "ne" => "north east",
        "nw" => "north west",
        "se" => "south east",
        "sw" => "south west",
        other => other,
    }
}

/// How many sides of a place a text names.
fn sides_in(written: &str) -> usize {
    let simple = plain(written);
    let words = simple.split(' ').map(|word| point_of_compass(corner(word)));
    words
        .flat_map(|word| word.split(' '))
        .filter(|word| SIDES.contains(word))
        .count()
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
/// A district by its name without the letters of its council: `Braintree DC`.
fn without_council(written: &str) -> Option<&str> {
    let (name, letters) = written.rsplit_once(' ')?;
    let is_council = ["dc", "bc", "cc"]
        .iter()
        .any(|known| letters.eq_ignore_ascii_case(known));
    is_council.then_some(name)
}
