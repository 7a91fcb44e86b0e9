//! The numbers in papers that are no figures: each kind with the reason why it may stand there.

use regex::Regex;

/// A pattern whose numbers are not looked for, and why.
pub const KINDS: &[(&str, &str)] = &[
    (r"\b\d{4}-\d{2}-\d{2}-[0-9a-f]{6}\b", "the run's id"),
    (r"\b[0-9a-f]{12,64}\b", "a hash"),
    (
        r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?\b",
        "a date",
    ),
    (r"\b\d{4}-\d{2}-\d{2}\b", "a date"),
    (
        r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b",
        "a month",
    ),
    (r"\b(?:20)?\d{2}-\d{2}(?: Q[1-4])?\b", "a quarter or a financial year"),
    (r"\bQ[1-4](?: \d{4})?\b", "a quarter"),
    (r"\b(?:19|20)\d{2} model\b", "the year of a model of similar areas"),
    (r"\b[Mm]id-(?:19|20)\d{2}\b", "the year of a population"),
    (r"\b[A-Z]{2}\d{2}\b", "an indicator's id"),
    (r"\b[RAC]\d{1,3}\b", "the id of a risk, an action or a challenge"),
    (r"\bPriority \d\b", "a priority of the business plan"),
    (
        r"\b\d+(?:st|nd|rd|th)\b",
        "an ordinal: quarters on the list, rises in a row",
    ),
    (r"\bNos?\. \d+(?: to \d+)?", "ranks of exceptions"),
    (r"\b[Pp]age \d+(?: of \d+)?\b", "a page"),
    (r"\b[Ee]dition \d+\b", "an edition"),
    (r"\bmdc-\d{4}\b", "the name of a method's profile"),
    (r"\b(?:99\.8|95)% limits?\b", "the name of a limit"),
    (r"\b95 times in 100\b", "what a likely range means"),
    (r"\bpaqa \d+\.\d+\.\d+\b", "the program's version"),
    (
        r"\b(?:p|q) (?:below )?0\.\d+",
        "strength of evidence, which only the analyst's list prints",
    ),
];

/// A text without what is no figure.
pub fn without(text: &str) -> String {
    KINDS.iter().fold(text.to_string(), |text, (pattern, _)| {
        let pattern = Regex::new(pattern).expect("a pattern");
        pattern.replace_all(&text, " ").into_owned()
    })
}

#[test]
fn a_figure_is_left_where_dates_and_ids_go() {
    let text = "CP10: 6.5% (46 of 706) in 2026-27 Q2, data received to 20 November 2026, run 2026-11-20-f46245";
    let left = without(text);
    let numbers: Vec<&str> = left
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .filter(|part| !part.is_empty())
        .collect();
    assert_eq!(numbers, ["6.5", "46", "706"]);
}
