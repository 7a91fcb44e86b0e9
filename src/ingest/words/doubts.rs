//! Remarks that say that a figure is not quite what was asked for: an estimate, a part, another quarter's.

use crate::catalogue::plain;
use crate::domain::Period;
use crate::ingest::words::periods::{self, When};
use crate::ingest::words::tidy;
use crate::ingest::words::windows::speaks_of_another;

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
    let has = |words: &[&str]| simple.split(' ').any(|word| words.contains(&word));
    has(&LESS) && !denies(&simple) || speaks_of_another_time(text, own)
}

/// `not an estimate`, `no longer estimated`.
fn denies(simple: &str) -> bool {
    simple
        .split(' ')
        .any(|word| matches!(word, "not" | "no" | "replaces" | "previously" | "was"))
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

#[cfg(test)]
mod tests {
    use super::doubts;

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
        ] {
            assert!(!doubts(text, own), "{text}");
        }
    }
}
