//! The words of a key into what they make of a symbol.

use crate::catalogue::Becomes;
use crate::ingest::context::Stands;
use crate::ingest::legend::pattern;
use crate::ingest::words::numbers;
use regex::Regex;
use std::sync::LazyLock;

static BELOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:fewer|less|lower|smaller) than\s+(\d+|five|six|ten|three)|(?:below|under)\s+(\d+|five|six|ten|three)|<\s*(\d+)|(\d+|five|six|ten) or (?:fewer|less)",
    )
});
static FROM_TO: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\d+)\s*(?:to|-|and)\s*(\d+)\b"));

/// A text in which the names of signs are the signs themselves: `a dash means none`.
pub(super) fn with_signs(text: &str) -> String {
    const NAMES: [(&str, &str); 8] = [
        ("an asterisk (*)", "*"),
        ("asterisk (*)", "*"),
        ("an asterisk", "*"),
        ("a dash (-)", "-"),
        ("a dash", "-"),
        ("a hyphen", "-"),
        ("a hash (#)", "#"),
        ("a hash", "#"),
    ];
    NAMES
        .iter()
        .fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign))
}

/// What an entry says, up to the end of its sentence.
pub(super) fn first_sentence(text: &str) -> &str {
    let end = [". ", ";", "|"].iter().filter_map(|end| text.find(end)).min();
    text.get(..end.unwrap_or(text.len())).unwrap_or(text)
}

/// A text in which small numbers are written in digits.
fn in_digits(text: &str) -> String {
    const WORDS: [&str; 11] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    let word = |word: &str| {
        let at = WORDS.iter().position(|known| *known == word);
        at.map_or(word.to_owned(), |at| at.to_string())
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// What the words beside a symbol make of it; `None` when they only qualify a number.
pub(super) fn meaning(words: &str) -> Option<Stands> {
    let hidden = |low: f64, high: f64| Stands {
        becomes: Becomes::Suppressed,
        low,
        high: Some(high),
    };
    let digits = in_digits(&words.replace(',', " ,"));
    if let Some(found) = FROM_TO.captures(&digits).filter(|_| !words.contains("20")) {
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
