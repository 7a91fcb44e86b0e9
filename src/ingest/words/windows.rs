//! Words that say over what time figures run.

use crate::catalogue::plain;
use crate::ingest::words::days;
use crate::ingest::words::patterns::{CALENDAR, EXPLAINED, ROLLING, TO_DATE};
use crate::ingest::words::periods::{self, When};
use crate::ingest::words::tidy;
use std::borrow::Cow;

/// Whether a text says that figures run from April: a year to date.
pub fn says_to_date(text: &str) -> bool {
    TO_DATE.is_match(&tidy(text).to_lowercase())
}

/// Whether a text says that its quarters count from January.
pub fn says_calendar(text: &str) -> bool {
    CALENDAR.is_match(&tidy(text).to_lowercase())
}

/// Whether a text speaks of a rolling window.
pub fn says_rolling(text: &str) -> bool {
    ROLLING.is_match(&tidy(text).to_lowercase())
}

/// A text without the sentences that only explain a word: `YTD is April to September` says nothing of the figures below it.
pub fn without_explanations(text: &str) -> Cow<'_, str> {
    let lower = tidy(text).to_lowercase();
    match EXPLAINED.replace_all(&lower, "") {
        Cow::Borrowed(_) => Cow::Borrowed(text),
        Cow::Owned(rest) => Cow::Owned(rest),
    }
}

/// What a remark beside a figure says of the time that the figure runs over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// From April.
    ToDate,
    /// Twelve months.
    Rolling,
}

/// The time over which a figure runs by the remark beside it. A remark with another number in it, or with a word of comparison,
/// speaks of another figure: `YTD 54`, `up on the year to date`.
pub fn span_of_remark(text: &str) -> Option<Span> {
    const FROM_APRIL: [&str; 8] = [
        "since april",
        "from april",
        "six months",
        "half year",
        "half yearly",
        "q1 and q2",
        "q1 q2",
        "quarters 1 and 2",
    ];
    let simple = plain(text);
    let (found, rest) = match periods::find(text) {
        Some(found) => {
            let lower = tidy(text).to_lowercase();
            let around = [lower.get(..found.start), lower.get(found.end..)];
            let rest = around.into_iter().flatten().collect::<Vec<_>>().join(" ");
            (Some(found.when), plain(&rest))
        }
        None => (None, simple.clone()),
    };
    let to_date = says_to_date(text)
        || matches!(found, Some(When::YearToDate(_)))
        || FROM_APRIL
            .iter()
            .any(|words| format!(" {simple} ").contains(&format!(" {words} ")));
    let rolling = says_rolling(text) || matches!(found, Some(When::TwelveMonthsTo(_)));
    if !to_date && !rolling {
        return None;
    }
    (!speaks_of_another(&simple) && !has_number(&rest)).then_some(if to_date { Span::ToDate } else { Span::Rolling })
}

/// Whether a remark compares its figure with others, or denies what it names.
pub fn speaks_of_another(simple: &str) -> bool {
    const OTHERS: [&str; 15] = [
        "than",
        "compared",
        "against",
        "versus",
        "vs",
        "up",
        "down",
        "above",
        "below",
        "average",
        "target",
        "also",
        "separately",
        "higher",
        "lower",
    ];
    const DENIED: [&str; 5] = [
        "not ytd",
        "not year to date",
        "not a year to date",
        "not cumulative",
        "not rolling",
    ];
    simple.split(' ').any(|word| OTHERS.contains(&word)) || DENIED.iter().any(|words| simple.contains(words))
}

/// Whether a number stands in a text that counts something: not that of a day, `1 April - 30 September`.
fn has_number(text: &str) -> bool {
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let is_month = |at: Option<usize>| {
        let word = at.and_then(|at| words.get(at));
        word.is_some_and(|word| days::month(word).is_some())
    };
    words.iter().enumerate().any(|(at, word)| {
        let digits = word.bytes().all(|digit| digit.is_ascii_digit());
        digits && *word != "12" && !is_month(Some(at + 1)) && !is_month(at.checked_sub(1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_says_over_what_time_its_figure_runs() {
        for text in [
            "Figure is year to date (1 April - 30 September), quarter split not available",
            "cumulative",
            "Covers April to September 2026",
            "Since April; the system cannot split it",
        ] {
            assert_eq!(span_of_remark(text), Some(Span::ToDate), "{text}");
        }
        assert_eq!(
            span_of_remark("Rolling 12 months to September 2026"),
            Some(Span::Rolling)
        );
        for text in [
            "YTD 54",
            "Up on the year to date",
            "Not cumulative",
            "Lower than the year to date average",
            "Q2 only",
            "",
        ] {
            assert_eq!(span_of_remark(text), None, "{text}");
        }
    }

    #[test]
    fn what_explains_a_word_says_nothing_of_the_figures() {
        let text = "Quarter 2 is July to September 2026. YTD is April to September 2026.";
        assert!(!says_to_date(&without_explanations(text)));
        assert!(says_to_date(&without_explanations("Figures are year to date")));
        assert!(says_to_date(&without_explanations("YTD: April to September 2026")));
    }
}
