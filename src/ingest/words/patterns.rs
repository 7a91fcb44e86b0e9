//! The shapes in which times are written, as patterns over tidied, lower-case text.

use regex::Regex;
use std::sync::LazyLock;

const MONTH: &str = r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?";

const DAY: &str =
    r"(\d{1,2}(?:st|nd|rd|th)?[ /.-](?:\d{1,2}|[a-z]{3,9})(?:[ /-]|\.\s?|\s?,\s?)\d{2,4}|\d{4}-\d{2}-\d{2})";

const TO: &str = r"\s*(?:-|to|until|till|and|/)\s*";

#[expect(
    clippy::unwrap_used,
    reason = "the patterns are constants, and the tests below compile every one"
)]
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

/// From one day to another.
pub(super) static DAYS: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"\b{DAY}{TO}{DAY}\b")));

/// From one day to another of the year that is written once: `25 Aug - 10 Oct 2026`, `1-30 September 2026`.
pub(super) static DAYS_OF_ONE_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: ([a-z]{{3,9}}))?{TO}(\d{{1,2}}(?:st|nd|rd|th)? ([a-z]{{3,9}}),? (\d{{4}}|\d{{2}}))\b"
    ))
});

/// From one month to another.
pub(super) static MONTHS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b{MONTH}\s*'?(\d{{2,4}})?{TO}{MONTH}\s*'?(\d{{4}}|\d{{2}})\b"
    ))
});

/// `Q2 2026/27`.
pub(super) static QUARTER_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\bq(?:uarter|tr)?\.?\s*([1-4])[\s,:-]*(?:\([^)]*\)\s*)?[\s,:(/-]*(?:of\s+)?(?:fy\s*|f/y\s*|financial year\s*)?(20\d\d|\d\d)\s*[-/]\s*(20\d\d|\d\d)\b",
    )
});

/// `2Q 2026/27`, `2Q26-27`.
pub(super) static NUMBER_QUARTER_YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b([1-4])\s?q(?:tr|uarter)?[\s,:-]*(?:fy\s*)?(20\d\d|\d\d)\s*[-/]\s*(20\d\d|\d\d)\b"));

/// `2026/27 Q2`.
pub(super) static YEAR_QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:fy\s*|financial year\s*)?(20\d\d|\d\d)\s*[-/]\s*(20\d\d|\d\d)[\s,:(/-]*q(?:uarter|tr)?\.?\s*([1-4])\b",
    )
});

/// `202627Q2`.
pub(super) static SIX_DIGITS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(20\d\d)(\d\d)[\s-]*q(?:uarter|tr)?\s*([1-4])\b|\bq(?:uarter|tr)?\s*([1-4])[\s-]*(20\d\d)(\d\d)\b")
});

/// `FY27 Q2`.
pub(super) static FY_QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\bfy\s*'?(20\d\d|\d\d)[\s,-]*q(?:uarter|tr)?\.?\s*([1-4])\b|\bq(?:uarter|tr)?\.?\s*([1-4])[\s,-]*fy\s*'?(20\d\d|\d\d)\b",
    )
});

/// `Q2 2026`.
pub(super) static QUARTER_SINGLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\bq(?:uarter|tr)?\.?\s*([1-4])[\s,:-]*'?(20\d\d|\d\d)\b|\b(20\d\d)[\s,:-]*q(?:uarter|tr)?\.?\s*([1-4])\b")
});

/// `Qtr 2`.
pub(super) static QUARTER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\bq(?:uarter|tr)?\.?\s*([1-4])\b|\b([1-4])(?:st|nd|rd|th)\s+q(?:uarter|tr)\b|\b(first|second|third|fourth)\s+quarter\b|\bquarter\s+(one|two|three|four)\b",
    )
});

/// `Q1 + Q2`, `Q1 & Q2`: several quarters in one figure.
pub(super) static QUARTERS_TOGETHER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\bq(?:uarter|tr)?\.?\s*[1-4]\s*(?:\+|&|and|plus)\s*q(?:uarter|tr)?\.?\s*[1-4]\b"));

/// A day.
pub(super) static ONE_DAY: LazyLock<Regex> = LazyLock::new(|| pattern(&format!(r"\b{DAY}\b")));

/// A month with its year.
pub(super) static ONE_MONTH: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"\b{MONTH}[\s,-]*'?(\d{{4}}|\d{{2}})\b")));

/// Months without a year.
pub(super) static MONTHS_ONLY: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"\b{MONTH}{TO}{MONTH}(?:$|[^\s\w]|\s+[^\d\s])")));

/// `2026/27`.
pub(super) static YEAR: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:fy\s*)?(20\d\d|\d\d)\s*[-/]\s*(20\d\d|\d\d)\b|\b(20\d\d)(\d\d)\b"));

/// `FY27`.
pub(super) static FY_ONLY: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bfy\s*'?(20\d\d|\d\d)\b"));

/// A school term or year.
pub(super) static TERM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:autumn|spring|summer|academic|school|half)[\s-]+(?:term|year)\b|\bterm\s*[1-6]\b"));

/// A calendar year or quarter.
pub(super) static CALENDAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\bcalendar\s+(?:year|quarter|q)"));

/// A rolling window.
pub(super) static ROLLING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"\b(?:rolling|(?:12|twelve)[\s-]*(?:months?|m)\b.*\b(?:to|end)|year\s+(?:to|ending)\s+(?:\d|[a-z]{3}))")
});

/// A year to date.
pub(super) static TO_DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\bytd\b|\byear[\s-]+to[\s-]+date\b|\bcumulative\b|\bup\s+to\s+(?:the\s+)?(?:end\s+of\s+)?q(?:uarter|tr)?\.?\s*[1-4]\b",
    )
});

/// A sentence that only explains what a word for a year to date or a window stands for.
pub(super) static EXPLAINED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"(?:^|[.;]\s+)(?:the\s+)?['"(]*(?:ytd|year[\s-]+to[\s-]+date|cumulative|rolling(?:\s+year)?)['")]*(?:\s+columns?|\s+figures?)?\s*(?:=|(?:is|are|means?|covers?|runs?|refers?\s+to|stands?\s+for|shows?)\b)[^.;]*"#,
    )
});
