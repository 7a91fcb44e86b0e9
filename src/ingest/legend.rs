//! The notes under and over a table into what its symbols stand for.

use crate::catalogue::{Becomes, Catalogue, plain};
use crate::ingest::context::{Habits, Stands};
use crate::ingest::words::{numbers, tidy};
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
static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"^\(?['"]?(\*{1,3}|\.{2,3}|[-~#:†‡^]|[a-z]{1,3}|<\s?\d+)['"]?\)?(?:\s*(?:and|or|,)\s*['"]?(<\s?\d+|\*{1,2}|[a-z])['"]?)?\s*(?:=|:|-|means|denotes|indicates|represents|stands for|is used)\s*(.{3,})$"#,
    )
});
static BELOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:fewer|less|lower|smaller) than\s+(\d+|five|six|ten|three)|(?:below|under)\s+(\d+|five|six|ten|three)|<\s*(\d+)|(\d+|five|six|ten) or (?:fewer|less)",
    )
});
static FROM_TO: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\d+)\s*(?:to|-|and)\s*(\d+)\b"));

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

    fn read(&mut self, note: &str) {
        let text = tidy(note).to_lowercase();
        if text.len() > 400 {
            return;
        }
        self.read_ranges(&text, note);
        for part in text.split(';') {
            let Some(found) = SYMBOL.captures(part.trim()) else {
                continue;
            };
            let Some(stands) = meaning(&found[3]) else { continue };
            for symbol in [found.get(1), found.get(2)].into_iter().flatten() {
                // `<5` says its own bounds.
                if !symbol.as_str().starts_with('<') {
                    self.symbols.insert(symbol.as_str().to_owned(), stands);
                }
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
        let declared = catalogue.symbol_written(&written);
        // `c` is read at face value, `[c]` is another way of writing it.
        let at_face_value = declared.is_some_and(|symbol| symbol.at_face_value && symbol.id == written);
        let agreed = habits.and_then(|habits| {
            habits
                .symbols
                .iter()
                .find(|(symbol, _)| tidy(symbol).to_lowercase() == written)
                .map(|(_, stands)| *stands)
        });
        let explained = agreed.or_else(|| self.symbols.get(&written).copied());
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

    /// The range that a number stands for in a count, by a note of the workbook. `name` is the indicator's.
    pub fn range(&self, number: f64, name: &str) -> Option<&ShownAs> {
        let name = plain(name);
        let names = |only: &str| only.split(' ').all(|word| name.split(' ').any(|other| other == word));
        self.ranges
            .iter()
            .find(|range| range.shown == number && (range.only.is_empty() || names(&range.only)))
    }
}

/// What the words beside a symbol make of it; `None` when they only qualify a number.
fn meaning(words: &str) -> Option<Stands> {
    let hidden = |low: f64, high: f64| Stands {
        becomes: Becomes::Suppressed,
        low,
        high: Some(high),
    };
    if let Some(found) = FROM_TO.captures(words).filter(|_| !words.contains("20")) {
        let (low, high) = (found[1].parse().ok()?, found[2].parse().ok()?);
        return (low < high).then(|| hidden(low, high));
    }
    if let Some(found) = BELOW.captures(words) {
        let inclusive = found.get(4).is_some();
        let bound = found
            .iter()
            .skip(1)
            .flatten()
            .next()
            .and_then(|bound| as_number(bound.as_str()))?;
        return Some(hidden(0.0, if inclusive { bound } else { bound - 1.0 }));
    }
    let said = |known: &&(&[&str], Becomes)| known.0.iter().any(|word| words.contains(word));
    let (_, becomes) = MEANINGS.iter().find(said)?;
    Some(Stands {
        becomes: *becomes,
        low: 0.0,
        high: None,
    })
}

/// Words of a note with what they make of a symbol; the first that stands in the note counts.
const MEANINGS: [(&[&str], Becomes); 4] = [
    (
        &[
            "suppress",
            "withheld",
            "confidential",
            "disclos",
            "small number",
            "low number",
            "redact",
        ],
        Becomes::Suppressed,
    ),
    (
        &["not applicable", "does not apply", "doesn't apply", "n/a"],
        Becomes::NotApplicable,
    ),
    (
        &[
            "not available",
            "unavailable",
            "not yet",
            "awaiting",
            "no data",
            "not collected",
            "not recorded",
            "not known",
            "missing",
            "to follow",
        ],
        Becomes::NotAvailable,
    ),
    (&["zero", "nil", "none"], Becomes::Zero),
];

fn as_number(text: &str) -> Option<f64> {
    match numbers::read(text) {
        numbers::Written::Number(number, _) => Some(number),
        numbers::Written::Below { .. }
        | numbers::Written::Above { .. }
        | numbers::Written::Between(..)
        | numbers::Written::OutOf(..)
        | numbers::Written::Not => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
