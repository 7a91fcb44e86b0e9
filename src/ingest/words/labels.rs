//! Short texts: numbers of standards and questions, years, and text that a program might run.

use crate::catalogue::{Holds, plain};
use crate::ingest::context::Known;
use crate::ingest::words::tidy;

/// Whether a program that opens the text might run it.
pub fn is_active(text: &str) -> bool {
    let text = text.trim_start();
    let lower = text.to_lowercase();
    let calls = text.contains(['(', '|', '!']);
    text.starts_with('=')
        || text.starts_with('@') && calls
        || text.starts_with(['+', '-']) && text.contains('(') && !text.contains(' ')
        || [
            "<script",
            "<iframe",
            "<img",
            "<svg",
            "javascript:",
            "onerror=",
            "onload=",
            "<object",
            "<embed",
        ]
        .iter()
        .any(|sign| lower.contains(sign))
}

/// The number at the start of a question's wording: `1.1` of `1.1 A named lead is in post`.
pub fn numbered_question(text: &str) -> Option<&str> {
    let text = text.trim().trim_start_matches(['Q', 'q']);
    let (number, rest) = text.split_once(' ')?;
    let number = number.trim_end_matches([':', '.', ')']);
    let (standard, place) = number.split_once('.')?;
    let short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
    let asks = rest.split_whitespace().count() >= 3 && rest.trim_start().starts_with(char::is_alphabetic);
    (short(standard) && short(place) && asks).then_some(number)
}

/// `Case N11` into the heading and the number: one word with a digit in it.
pub fn heading_and_number(text: &str) -> Option<(&str, &str)> {
    let (heading, number) = text.trim().rsplit_once([' ', ':'])?;
    let (heading, number) = (heading.trim_end_matches([' ', ':']), number.trim_start_matches('#'));
    let is_id = number.len() <= 12 && number.bytes().any(|byte| byte.is_ascii_digit());
    (is_id && !heading.is_empty() && !heading.bytes().any(|byte| byte.is_ascii_digit())).then_some((heading, number))
}

/// The column of names that a text numbers: the cases of an audit in `Case 1`, `Case 2`.
pub fn column_numbered(text: &str, known: &Known<'_>) -> Option<String> {
    let (heading, _) = heading_and_number(text)?;
    let columns = known.lexicon.heading_exactly(heading);
    let is_key = |(feed, name): &&(String, String)| {
        let feed = known.catalogue.feed(feed);
        let column = feed.and_then(|feed| feed.column(name).filter(|_| feed.key.contains(name)));
        column.is_some_and(|column| column.required && column.holds == Holds::Label)
    };
    columns.iter().find(is_key).map(|(feed, name)| format!("{feed} {name}"))
}

/// Whether a text says that its row is a part of the one above: `of which from police`.
pub fn is_part_of_another(text: &str) -> bool {
    let text = tidy(text).to_lowercase();
    [
        "of which",
        "of whom",
        "of these",
        "of those",
        "including",
        "incl ",
        "incl.",
        "inc ",
        "inc.",
        "excluding",
        "excludes",
        "excl ",
        "excl.",
        "thereof",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}

/// Whether a text says that it names no place, or what is left of one: `Rest of Essex`, `Out of county`, `Not known`.
pub fn is_no_one_place(text: &str) -> bool {
    let text = tidy(text).to_lowercase();
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| {
        [
            "rest",
            "remainder",
            "other",
            "others",
            "outside",
            "out",
            "not",
            "unknown",
            "excluding",
            "excl",
            "except",
            "without",
        ]
        .contains(&word)
    })
}

/// Headings of what scorecards have beside the figure.
const BESIDE: [&str; 64] = [
    "our ref",
    "our reference",
    "local ref",
    "local reference",
    "internal ref",
    "line no",
    "target",
    "target %",
    "rag",
    "rag rating",
    "rag status",
    "rating",
    "dot",
    "direction of travel",
    "direction",
    "trend",
    "change",
    "variance",
    "difference",
    "movement",
    "previous quarter",
    "last quarter",
    "prior quarter",
    "previous",
    "last year",
    "previous year",
    "same quarter last year",
    "same period last year",
    "year to date",
    "ytd",
    "england",
    "national",
    "england average",
    "national average",
    "statistical neighbours",
    "statistical neighbour",
    "sn average",
    "east of england",
    "region average",
    "benchmark",
    "comparator",
    "data source",
    "frequency",
    "polarity",
    "good is",
    "data owner",
    "tolerance",
    "sparkline",
    "chart",
    "high or low is good",
    "score",
    "risk score",
    "current score",
    "previous score",
    "last score",
    "total score",
    "overall score",
    "inherent score",
    "residual score",
    "current risk score",
    "previous risk score",
    "share",
    "percentage",
    "proportion",
];

/// Whether a heading is one of those that scorecards have beside the figure: understood, and nothing that a return is asked for.
pub fn is_beside_the_figure(heading: &str) -> bool {
    BESIDE.contains(&plain(heading).as_str()) || tidy(heading) == "%"
}

/// `2026-27` for the year that starts in 2026.
pub fn financial_year(year: i32) -> String {
    format!("{year}-{:02}", (year + 1).rem_euclid(100))
}

/// The number at the start of `1. Leadership`, `Standard 1: …`, `Q1.1 …`.
pub fn leading_number(text: &str) -> Option<String> {
    let text = tidy(text).to_lowercase();
    let text = ["standard", "question", "ref", "no.", "no", "q", "s"]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(&text);
    let text = text.trim_start_matches([' ', '.', ':']);
    let number: String = text
        .chars()
        .take_while(|letter| letter.is_ascii_digit() || *letter == '.')
        .collect();
    let mut number = number.trim_end_matches('.').to_owned();
    let mut rest = text.get(number.len()..).unwrap_or_default();
    // `1a`, `2.3b`: one letter belongs to the number.
    let mut letters = rest.chars();
    if let (Some(letter), after) = (letters.next(), letters.next())
        && letter.is_ascii_lowercase()
        && !number.is_empty()
        && after.is_none_or(|after| !after.is_alphanumeric())
    {
        number.push(letter);
        rest = rest.get(1..).unwrap_or_default();
    }
    let ends = !rest.starts_with(|letter: char| {
        letter.is_ascii_digit()
            || letter.is_alphabetic() && rest.len() > 1 && rest.chars().nth(1).is_some_and(char::is_alphanumeric)
    });
    (!number.is_empty() && number.len() <= 6 && ends).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{is_active, leading_number};

    #[test]
    fn numbers_of_standards_and_questions_lead() {
        for (text, number) in [
            ("1. Senior leadership", "1"),
            ("1.1", "1.1"),
            ("Standard 6: Safer recruitment", "6"),
            ("Q2.10 Is there…", "2.10"),
            ("8", "8"),
            ("7 - Working together", "7"),
            ("1a", "1a"),
            ("2.3b Is there", "2.3b"),
        ] {
            assert_eq!(leading_number(text).as_deref(), Some(number), "{text}");
        }
        assert_eq!(leading_number("Senior leadership"), None);
        assert_eq!(leading_number("Supervision is recorded"), None);
    }

    #[test]
    fn text_that_could_run_is_told_from_prose() {
        for text in [
            "=HYPERLINK(\"x\",\"y\")",
            "@SUM(1+1)*cmd",
            "<script>alert(1)</script> rise",
            "+cmd|'/c'!A0(1)",
        ] {
            assert!(is_active(text), "{text}");
        }
        for text in [
            "@everyone wants later buses",
            "- see plan",
            "rise < 5%",
            "+ two more",
            "email @ work",
        ] {
            assert!(!is_active(text), "{text}");
        }
    }
}
