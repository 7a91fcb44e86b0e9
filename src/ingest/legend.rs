//! The notes under and over a table into what its symbols stand for.

mod lead;
mod meaning;

use crate::catalogue::{Catalogue, plain};
use crate::ingest::context::{Habits, Stands};
use crate::ingest::legend::lead::symbol_before_more;
use crate::ingest::legend::meaning::{first_sentence, meaning, with_signs};
use crate::ingest::words::tidy;
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What symbols stand for in one workbook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    symbols: BTreeMap<String, Stands>,
    /// Numbers that stand for a range: NHS counts in which 5 means 1 to 7.
    ranges: Vec<ShownAs>,
}

/// A number that a workbook shows in place of any number from `low` to `high`.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownAs {
    /// The number shown.
    pub shown: f64,
    /// Least number meant.
    pub low: f64,
    /// Greatest number meant.
    pub high: f64,
    /// Words of the indicators that it concerns; empty: all counts.
    pub only: String,
    /// The note.
    pub note: String,
}

/// How a symbol was understood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Understood {
    /// What it stands for.
    pub stands: Stands,
    /// Whether it needs no finding.
    pub at_face_value: bool,
    /// Whether the agency or the workbook itself says so.
    pub explained: bool,
}

#[expect(
    clippy::unwrap_used,
    reason = "the patterns are constants, and the tests below compile every one"
)]
fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

static SHOWN_AS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[;:,.]\s*|\s)(?:counts?|values?|numbers?|figures?)?\s*(?:of|between|from)?\s*(\d+)\s*(?:to|-|and)\s*(\d+)\s*(?:inclusive\s*)?(?:is|are|was|were)?\s*(?:all\s*)?(?:shown|displayed|given|reported|recorded|published|rounded|presented)\s*(?:as|to)\s*(\d+)\b",
    )
});
static MEANS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[;:,.]\s*|\ba\s+)[']?(\d+)[']?\s*(?:means|=|represents|stands for|denotes|indicates|is used for)\s*(?:between\s*|any(?:thing)? from\s*|a (?:count|value) of\s*)?(\d+)\s*(?:to|-|and)\s*(\d+)\b",
    )
});
/// A symbol, however it is put in brackets or quotation marks.
const SIGN: &str =
    r#"\(?['"]?(\[[^\]\s]{1,3}\]|[^\w\s'"()\[\].,;:%£<>&/+=-]{1,3}|\.{2,3}|[-:]|<\s?\d+|n/[akr]|[a-z]{1,3})['"]?\)?"#;
const LINK: &str = r"(?:=|means?|denotes?|indicates?|represents?|stands? for|signif(?:y|ies)|(?:is|are) used(?: (?:for|where|when|to))?)";

/// Where an entry of a key begins: a symbol and a word that says that its meaning follows.
static ENTRY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r#"(?:^|[.;,:|(]\s*|\s){SIGN}(?:\s*(?:and|or|,)\s*['"]?(<\s?\d+|\*{{1,2}}|[a-z])['"]?)?\s*{LINK}\s*"#
    ))
});
/// At the start of a note a colon or a dash will do.
static FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r#"^(?:(?:key|legend|notes?|symbols?)\s*:\s*)?{SIGN}(?:\s*(?:and|or|,)\s*['"]?(<\s?\d+|\*{{1,2}}|[a-z])['"]?)?\s*(?::|-|{LINK})\s*"#
    ))
});
/// A sign that nobody writes but in place of something, and what it hides right behind it: `* fewer than five`.
static MARKED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:(?:key|legend|notes?|symbols?)\s*:\s*)?([*#~†‡§^]{1,3})\s+(?:monthly |quarterly )?(?:figures?|numbers?|counts?|values?|cells?|data)?\s*(?:of |from |between |that are |which are )?((?:fewer|less|lower|smaller) than|below|under|suppress|withheld)",
    )
});
/// `Numbers below five are shown as *`.
static REPLACED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r#"(?:shown|replaced|displayed|marked|given|represented|suppressed|denoted|indicated|recorded|written|hidden)\s+(?:as|by|with)\s+(?:an?\s+)?{SIGN}(?:$|[\s.,;)])"#
    ))
});
impl Legend {
    /// What the notes of a workbook declare.
    pub fn of_notes<'n>(notes: impl IntoIterator<Item = &'n str>) -> Legend {
        let mut legend = Legend::default();
        for note in notes {
            for part in note.split('\n') {
                legend.read(part);
            }
        }
        legend
    }

    /// What the note beside a row says of that row: `Rounded to the nearest 5; 1 to 7 shown as 5`.
    pub fn of_row(note: &str) -> Legend {
        let mut legend = Legend::default();
        let text = tidy(note).to_lowercase();
        // A range and the number that stands for it are three numbers.
        if text.len() <= 400 && text.bytes().filter(u8::is_ascii_digit).count() >= 3 {
            legend.read_ranges(&text, note);
            legend.ranges.iter_mut().for_each(|range| range.only.clear());
        }
        legend
    }

    /// Whether it says of any number that it stands for a range.
    pub fn has_ranges(&self) -> bool {
        !self.ranges.is_empty()
    }

    fn read(&mut self, note: &str) {
        let text = tidy(note).to_lowercase();
        if text.len() > 400 {
            return;
        }
        self.read_ranges(&text, note);
        let text = with_signs(&text);
        let mut entries: Vec<(usize, usize, Vec<String>)> = Vec::new();
        let first = FIRST.captures(&text).filter(|found| !is_word(&text, found));
        for found in first.iter().chain(&ENTRY.captures_iter(&text).collect::<Vec<_>>()) {
            let (Some(whole), Some(sign)) = (found.get(0), found.get(1)) else {
                continue;
            };
            let is_letters = sign.as_str().starts_with(|letter: char| letter.is_ascii_alphabetic());
            // Letters amid a sentence are a word.
            let apart = whole.start() == 0 || !whole.as_str().starts_with(char::is_whitespace);
            if entries.last().is_some_and(|(_, end, _)| whole.start() < *end) || is_letters && !apart {
                continue;
            }
            let signs = found.iter().skip(1).flatten().map(|sign| sign.as_str().to_owned());
            entries.push((whole.start(), whole.end(), signs.collect()));
        }
        for (at, (_, from, signs)) in entries.iter().enumerate() {
            let to = entries.get(at + 1).map_or(text.len(), |(start, ..)| *start);
            let told = first_sentence(&text[*from..to.max(*from)]);
            if let Some(stands) = meaning(told) {
                self.declare(signs.iter().map(String::as_str), stands);
            }
        }
        if let Some(found) = MARKED.captures(&text)
            && let Some(stands) = meaning(first_sentence(&text[found[1].len()..]))
        {
            self.declare([&found[1]], stands);
        }
        for sentence in text.split(". ") {
            if let Some(found) = REPLACED.captures(sentence)
                && let Some(stands) = meaning(
                    sentence
                        .get(..found.get(0).map_or(0, |whole| whole.start()))
                        .unwrap_or_default(),
                )
            {
                self.declare([&found[1]], stands);
            }
        }
    }

    /// Notes what symbols stand for; the first that a workbook says of a symbol counts.
    fn declare<'n>(&mut self, signs: impl IntoIterator<Item = &'n str>, stands: Stands) {
        for sign in signs {
            // `<5` says its own bounds.
            if !sign.starts_with('<') {
                self.symbols.entry(sign.to_owned()).or_insert(stands);
            }
        }
    }

    fn read_ranges(&mut self, text: &str, note: &str) {
        let only = match text.split_once(':') {
            Some((before, _)) if before.len() <= 60 && !before.contains("note") => plain(before),
            _ => String::new(),
        };
        let mut add = |shown: Option<f64>, low: Option<f64>, high: Option<f64>| {
            if let (Some(shown), Some(low), Some(high)) = (shown, low, high)
                && low < high
                && (low..=high).contains(&shown)
            {
                self.ranges.push(ShownAs {
                    shown,
                    low,
                    high,
                    only: only.clone(),
                    note: tidy(note),
                });
            }
        };
        for found in SHOWN_AS.captures_iter(text) {
            add(found[3].parse().ok(), found[1].parse().ok(), found[2].parse().ok());
        }
        for found in MEANS.captures_iter(text) {
            add(found[1].parse().ok(), found[2].parse().ok(), found[3].parse().ok());
        }
    }

    /// What a symbol stands for: as agreed with the agency, as the workbook says, as the catalogue says.
    pub fn symbol(&self, written: &str, (habits, catalogue): (Option<&Habits>, &Catalogue)) -> Option<Understood> {
        let written = tidy(written).to_lowercase();
        let declared = catalogue
            .symbol_written(&written)
            .or_else(|| symbol_before_more(&written, catalogue));
        // `c` is read at face value, `[c]` is another way of writing it.
        let at_face_value = declared.is_some_and(|symbol| symbol.at_face_value && symbol.id == written);
        let agreed = habits.and_then(|habits| {
            habits
                .symbols
                .iter()
                .find(|(symbol, _)| tidy(symbol).to_lowercase() == written)
                .map(|(_, stands)| *stands)
        });
        let explained = agreed.or_else(|| self.explained(&written));
        let stands = explained.or_else(|| {
            declared.map(|symbol| Stands {
                becomes: symbol.becomes,
                low: symbol.low,
                high: symbol.high,
            })
        })?;
        Some(Understood {
            stands,
            at_face_value,
            explained: explained.is_some(),
        })
    }

    /// What the workbook's own key makes of a symbol, with or without brackets around it.
    fn explained(&self, written: &str) -> Option<Stands> {
        let bare = written.trim_matches(['[', ']', '(', ')']);
        let found = self.symbols.get(written).or_else(|| self.symbols.get(bare));
        found.or_else(|| self.symbols.get(&format!("[{bare}]"))).copied()
    }

    /// The range that a number stands for in a count, by a note of the workbook. `name` is the indicator's.
    pub fn range(&self, number: f64, name: &str) -> Option<&ShownAs> {
        let name = plain(name);
        let names = |only: &str| only.split(' ').all(|word| name.split(' ').any(|other| other == word));
        self.ranges
            .iter()
            .find(|range| range.shown == number && (range.only.is_empty() || names(&range.only)))
    }
}

/// Whether what looks like a symbol before a dash or a colon at the start of a note is a word: `Q2: …`, `FGM: …` say what they are about.
fn is_word(text: &str, found: &regex::Captures<'_>) -> bool {
    let Some(sign) = found.get(1) else { return true };
    let linked = text
        .get(sign.end()..found.get(0).map_or(0, |whole| whole.end()))
        .unwrap_or_default();
    let letters = sign.as_str().chars().filter(char::is_ascii_alphabetic).count();
    letters > 1 && linked.trim_matches([' ', '\'', '"', ')']) == ":" && sign.as_str() != "n/a"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Becomes;

    fn of(note: &str) -> Legend {
        Legend::of_notes([note])
    }

    #[test]
    fn notes_say_what_symbols_hide() {
        let hidden = |low, high| Stands {
            becomes: Becomes::Suppressed,
            low,
            high,
        };
        let cases = [
            (
                "* and <5: numbers below five are not shown",
                "*",
                hidden(0.0, Some(4.0)),
            ),
            ("* = fewer than 6", "*", hidden(0.0, Some(5.0))),
            ("c = 1 to 5", "c", hidden(1.0, Some(5.0))),
            ("** denotes suppressed to prevent disclosure", "**", hidden(0.0, None)),
            (
                ".. means not available",
                "..",
                Stands {
                    becomes: Becomes::NotAvailable,
                    low: 0.0,
                    high: None,
                },
            ),
            (
                "- = nil",
                "-",
                Stands {
                    becomes: Becomes::Zero,
                    low: 0.0,
                    high: None,
                },
            ),
        ];
        for (note, symbol, stands) in cases {
            assert_eq!(of(note).symbols.get(symbol), Some(&stands), "{note}");
        }
        assert!(of("* provisional").symbols.is_empty());
        assert!(of("Percentages are calculated from the case system").symbols.is_empty());
    }

    #[test]
    fn a_note_may_explain_several_symbols_in_several_ways() {
        let hidden = |low, high| Stands {
            becomes: Becomes::Suppressed,
            low,
            high,
        };
        let zero = Stands {
            becomes: Becomes::Zero,
            low: 0.0,
            high: None,
        };
        for (note, symbol, stands) in [
            ("- = none. <6 = one to five, not shown.", "-", zero),
            (
                "Key: [x] = withheld, 1 to 4 people. - = nil",
                "[x]",
                hidden(1.0, Some(4.0)),
            ),
            ("Key: [x] = withheld, 1 to 4 people. - = nil", "-", zero),
            ("¤ means 1 to 5 (withheld)", "¤", hidden(1.0, Some(5.0))),
            ("Numbers from 1 to 4 are shown as ~.", "~", hidden(1.0, Some(4.0))),
            ("# fewer than five", "#", hidden(0.0, Some(4.0))),
            ("A dash means none.", "-", zero),
        ] {
            assert_eq!(of(note).symbols.get(symbol), Some(&stands), "{note}");
        }
        assert!(of("FGM: 1 to 7 cases are withheld").symbols.is_empty());
        assert!(
            of("This means that a few of the data are not available")
                .symbols
                .is_empty()
        );
    }

    #[test]
    fn a_number_can_stand_for_a_range() {
        for note in [
            "FGM: rounded to the nearest 5; 1 to 7 is shown as 5",
            "FGM: counts between 1 and 7 are shown as 5",
            "FGM: 5 means 1 to 7",
        ] {
            let legend = of(note);
            let range = legend.range(5.0, "FGM newly recorded attendances").unwrap();
            assert_eq!((range.low, range.high), (1.0, 7.0), "{note}");
            assert_eq!(legend.range(5.0, "Missing episodes"), None);
            assert_eq!(legend.range(10.0, "FGM newly recorded attendances"), None);
        }
    }
}
