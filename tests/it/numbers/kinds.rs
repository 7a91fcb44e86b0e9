//! The numbers in papers that are no figures: each kind with the reason why it may stand there.

use regex::Regex;
use std::sync::OnceLock;

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
    (r"\b[RAC]\d{2,3}\b", "the id of a risk, an action or a challenge"),
    (r"\b(?:Priority |P)[1-5]\b", "a priority of the business plan"),
    (
        r"\bSection 11\b",
        "the duty of section 11 of the Children Act 2004, and its audit",
    ),
    (
        r"\b[Ll]ast (?:12|20) quarters\b",
        "how many quarters a small chart shows",
    ),
    (r"\b[Pp]er (?:1,000|10,000|100,000)\b", "what a rate is counted by"),
    (r"\bSHA-256, first 16 digits\b", "how a file is told from others"),
    (
        r"^1 Domestic abuse|^2 Gangs|^3 Neglect and|^4 Visibility|^5 Statutory",
        "a priority of the business plan",
    ),
    (
        r"if it really was under 1%",
        "what is asked where fractions stand under percentages",
    ),
    (
        r"\b80%, guidance of 2016 to 2020|\b90%, guidance of 2016 to 2020|guidance of 2016 to 2020|\(80% and 90%; none",
        "what guidance once asked",
    ),
    (
        r"\b(?:under|over) 3 months\b|\b(?:in|for|and) 12 months\b",
        "the time that cases took",
    ),
    (
        r"^1 Closed this|^2 Cases in and|^3 Still open",
        "a question of its paper",
    ),
    (
        r"impact are 1 to 5; the score is likelihood times impact, 25 at most",
        "the scale of risks",
    ),
    (
        r"A range needs 13 quarters\. With 8 to 12 quarters the chart",
        "what policy asks of a chart",
    ),
    (
        r"limits need 13, so the median|Fewer than 5 a (?:quarter|year|term) are usual|\b8 are needed to judge|the first 13 quarters, then held",
        "what policy asks of a method, or a board declared",
    ),
    (
        r"Limits need 13 quarters, a run chart 8\.",
        "what policy asks of a chart",
    ),
    (
        r"at a false share of 0\.1, good news at 0\.05; watch is below p 0\.01",
        "policy's bounds of chance",
    ),
    (
        r"One in 100? of these may be chance|less than once in 100 quarters",
        "policy's bounds of words for how sure",
    ),
    (r"\b85% was reached in", "what a report of an earlier year said"),
    (
        r"Most: 90% or over\. Many: 75% to 89%\. Some: 50% to 74%\. Few: under 50%\.|With n under 10 one organisation moves a figure by over 10 points",
        "bounds of the words in the grid of standards",
    ),
    (
        r"\b[Uu]p to 3 months\b|^3 to 6(?: months)?$|^6 to 12(?: months)?$|^Over 12(?: months)?$|^over 12(?: months)?$",
        "an age of actions",
    ),
    (r"from 1 to 5 are withheld", "policy's bound of small counts"),
    (
        r"with one decimal from a base of 40, and whole from 20\.",
        "policy's bounds of printing shares",
    ),
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

/// A text in which spaces stand for what is no figure, so that what is left stands where it stood.
pub fn without(text: &str) -> String {
    static PATTERNS: OnceLock<Vec<Regex>> = OnceLock::new();
    let patterns = PATTERNS.get_or_init(|| {
        KINDS
            .iter()
            .map(|(one, _)| Regex::new(one).expect("a pattern"))
            .collect()
    });
    patterns.iter().fold(text.to_string(), |text, pattern| {
        pattern
            .replace_all(&text, |found: &regex::Captures| " ".repeat(found[0].len()))
            .into_owned()
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
