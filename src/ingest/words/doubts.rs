//! Remarks that say that a figure is not quite what was asked for: an estimate, a part, another quarter's.

use crate::catalogue::plain;
use crate::domain::Period;
use crate::ingest::words::days;
use crate::ingest::words::patterns::pattern;
use crate::ingest::words::periods::{self, When};
use crate::ingest::words::tidy;
use crate::ingest::words::windows::speaks_of_another;
use chrono::Datelike;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Words that agencies write beside a figure, and that make it less than it seems.
const LESS: [&str; 13] = [
    "estimate",
    "estimated",
    "estimates",
    "est",
    "approximate",
    "approximation",
    "approx",
    "partial",
    "incomplete",
    "unverified",
    "unvalidated",
    "placeholder",
    "guess",
];
/// Words that say that a time is that of the figure, not of something else.
const OF_FIGURE: [&str; 14] = [
    "figure", "figures", "data", "count", "counts", "number", "numbers", "relates", "relate", "covers", "covering",
    "refers", "this", "only",
];

/// Whether a remark beside a figure of a quarter says that it is an estimate, a part or another quarter's.
pub fn doubts(text: &str, own: Period) -> bool {
    let simple = plain(text);
    let is_less = simple.split(' ').any(is_less) && !denies(&simple);
    is_less || speaks_of_another_time(text, own) || corrects(text, own)
}

/// Whether a word says that a figure is a guess or a part: `estimated`, `incomplete`.
pub fn is_less(word: &str) -> bool {
    LESS.contains(&word)
}

/// Whether a plain text takes back what such a word says: `not an estimate`, `no longer excludes`, `replaces the estimate`.
pub fn denies(simple: &str) -> bool {
    const DENIALS: [&str; 11] = [
        "not an",
        "not estimated",
        "not capped",
        "no longer",
        "no estimates",
        "nothing excluded",
        "replaces the",
        "replaces an",
        "previously",
        "was an",
        "was estimated",
    ];
    let padded = format!(" {simple} ");
    DENIALS.iter().any(|denial| padded.contains(&format!(" {denial} ")))
}

/// Whether a remark says that its figure is another quarter's or of some months: what it only compares with is no such time.
pub fn speaks_of_another_time(text: &str, own: Period) -> bool {
    let lower = tidy(text).to_lowercase();
    let simple = plain(text);
    let Some(found) = periods::find(text) else { return false };
    let differs = match found.when {
        When::Quarter(period) => period != own,
        When::QuarterOnly(quarter) => quarter != own.quarter(),
        When::NoQuarter(what) => what != "a school term" && what != "a school year",
        When::YearToDate(_) => true,
        When::OneOf(_) | When::Year(_) | When::TwelveMonthsTo(_) => false,
    };
    let around: String = [lower.get(..found.start), lower.get(found.end..)]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let rest = plain(&around);
    let has_digits = rest.chars().any(|letter| letter.is_ascii_digit());
    let bare = |word: &str| {
        matches!(
            word,
            "as" | "at"
                | "of"
                | "on"
                | "from"
                | "to"
                | "for"
                | "position"
                | "snapshot"
                | "taken"
                | "correct"
                | "the"
                | "period"
        )
    };
    let of_figure =
        rest.is_empty() || rest.split(' ').any(|word| OF_FIGURE.contains(&word)) || rest.split(' ').all(bare);
    differs && of_figure && !has_digits && !speaks_of_another(&simple)
}

/// Whether a comment may change what a figure means: it leaves out, takes in, doubts, or speaks of another time.
pub fn may_change(comment: &str) -> bool {
    const CHANGING: [&str; 26] = [
        "not",
        "only",
        "except",
        "excluding",
        "excludes",
        "exclude",
        "excl",
        "without",
        "since",
        "estimate",
        "estimated",
        "wrong",
        "incorrect",
        "old",
        "instead",
        "partial",
        "incomplete",
        "draft",
        "missing",
        "rolling",
        "annual",
        "calendar",
        "whole",
        "trust",
        "force",
        "approximate",
    ];
    let simple = format!(" {} ", plain(comment));
    let has = |word: &&str| simple.contains(&format!(" {word} "));
    CHANGING.iter().any(has)
        || ["as at", "as of", "do not", "last quarter", "last year"]
            .iter()
            .any(has)
}

/// A figure that is said to be another: `should be 29`, `typing error`.
static CORRECTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:should|ought to) (?:now )?(?:be|read|say|have been)\b(?: as)? ?[:=]? ?[<£]?\d|\b(?:typing|typo|keying|input|data entry|transcription|counting|calculation) (?:error|mistake|slip)|\btypo\b|\b(?:figure|number|count|total|value|data) (?:above |here )?(?:is|are|was|were) (?:wrong|incorrect|an error|in error)\b|\b(?:wrong|incorrect) (?:figure|number|count|total|value)\b|\bcorrect(?:ed)? (?:figure|number|count|total|value) (?:is|should)\b|\bto be corrected\b",
    )
});

const MONTH: &str = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

/// A month that is lacking: `August missing`, `September figures not available`.
static LACKING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b{MONTH}(?: 20\d\d)?(?:'s)?(?: (?:figures?|data|numbers|counts?|returns?))?(?: (?:is|are|was|were))?(?: still)? (?:missing|outstanding|awaited|unavailable|to follow|not (?:yet )?(?:available|received|included|known|in))\b|\b(?:without|excluding|excludes|missing|awaiting|not including|does not include|do not include) {MONTH}\b"
    ))
});

/// A day or a month of the figure, without its year: `figure for 31 July`, `at end of July`, `July and August only`.
static OF_DAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:^|\b(?:figures?|data|count|position|snapshot|state) (?:is |are |was |were )?)(?:as )?(?:for|at|of|on) (?:the )?(?:end of |end )?(?:(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?{MONTH}$|^(?:for )?{MONTH}(?: (?:and|to) {MONTH})? only$"
    ))
});

/// Whether a remark says that its figure is wrong, lacks a month of the quarter, or is of a day or a month before its end.
pub fn corrects(text: &str, own: Period) -> bool {
    let lower = tidy(text).to_lowercase();
    let simple = lower.trim_end_matches(['.', '!', ' ']).trim_start_matches(['*', ' ']);
    let in_quarter = |month: u32| (own.first_day().month()..=own.last_day().month()).contains(&month);
    let months = |found: &Captures<'_>| -> Vec<u32> {
        found
            .iter()
            .skip(1)
            .flatten()
            .filter_map(|one| days::month(one.as_str()))
            .collect()
    };
    let lacking = LACKING
        .captures(simple)
        .is_some_and(|found| months(&found).into_iter().any(in_quarter));
    let of_day = OF_DAY.captures(simple).is_some_and(|found| {
        let is_whole = |month: u32| month == own.last_day().month() && !simple.ends_with("only");
        months(&found).into_iter().any(|month| !is_whole(month))
    });
    lacking || of_day || CORRECTED.is_match(simple)
}

/// Whether a note that is not beside any figure says that those of its table are of another time, or lack a month, or are wrong.
pub fn doubts_all(note: &str, own: Period) -> bool {
    const ALL: [&str; 9] = [
        "figure", "figures", "data", "numbers", "counts", "return", "table", "all", "values",
    ];
    const OF: [&str; 10] = [
        "relate", "relates", "cover", "covers", "covering", "refer", "refers", "for", "only", "at",
    ];
    const OTHERS: [&str; 18] = [
        "revised",
        "restated",
        "amended",
        "resubmitted",
        "updated",
        "previous",
        "previously",
        "change",
        "changed",
        "rise",
        "increase",
        "decrease",
        "comparison",
        "earlier",
        "due",
        "target",
        "next",
        "new",
    ];
    let simple = plain(note);
    let has = |known: &[&str]| simple.split(' ').any(|word| known.contains(&word));
    let other_time = has(&OF) && !has(&OTHERS) && !has(&["not", "no"]) && speaks_of_another_time(note, own);
    let part = simple.contains(" only ")
        && has(&OF)
        && note.split([';', '.']).any(|part| {
            let part = part.trim().trim_start_matches("Note:").trim();
            speaks_of_another_time(part, own)
        });
    has(&ALL) && (other_time || part || corrects(note, own))
}

#[cfg(test)]
mod tests {
    use super::{doubts, doubts_all};

    #[test]
    fn a_note_below_a_table_may_doubt_all_its_figures() {
        let own = "2026-27 Q2".parse().unwrap();
        for text in [
            "Note: figures are for July and August only; September not yet available",
            "All figures relate to Quarter 1 2026/27",
            "September figures not available at time of return",
        ] {
            assert!(doubts_all(text, own), "{text}");
        }
        for text in [
            "Figures are for Quarter 2 2026/27",
            "Figures for Q1 have been revised",
            "All data are from the case system",
            "Return due by 20 October 2026",
            "Q1 figures not available",
            "The number of new cases rose in August",
        ] {
            assert!(!doubts_all(text, own), "{text}");
        }
    }

    #[test]
    fn a_remark_may_say_that_a_figure_is_less_than_it_seems() {
        let own = "2026-27 Q2".parse().unwrap();
        for text in [
            "Estimated",
            "estimate based on two months",
            "Q1 figure, ours is not ready",
            "Figure relates to April to June 2026",
            "Quarter 1 data",
            "as at 30 June 2026",
            "April to September",
            "Incomplete: one team is missing",
            "Typing error: should be 29",
            "August missing",
            "figure for 31 July",
            "at end of July",
            "July only",
        ] {
            assert!(doubts(text, own), "{text}");
        }
        for text in [
            "",
            "Q2 only",
            "Up from Q1",
            "Was 45 in Q1",
            "Higher than Q1",
            "No longer an estimate",
            "Data for July to September 2026",
            "New panel since Q1",
            "Plans should be reviewed by 2 panels",
            "Fell in August",
            "Figure for 30 September",
            "New form in use since August",
            "Missing episodes rose in August",
        ] {
            assert!(!doubts(text, own), "{text}");
        }
    }
}
