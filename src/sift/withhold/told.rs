//! What is said of a cell, without the figure that stands in it: members must not learn from a finding what the papers withhold.

use crate::catalogue::Policy;
use crate::domain::{Finding, MONTHS};

/// The mark in place of a figure.
const MARK: &str = "(figure)";
/// The feed whose cells are figures of indicators.
const FIGURES: &str = "dashboard";

/// Findings as a list beside the papers tells them.
pub fn for_members(findings: &[Finding], policy: &Policy) -> Vec<Finding> {
    let told = |one: &Finding| {
        let text = |text: &str| without_figure(text, one, policy);
        Finding {
            seen: text(&one.seen),
            treated_as: text(&one.treated_as),
            message: text(&one.message),
            ..one.clone()
        }
    };
    findings.iter().map(told).collect()
}

/// A text about a finding of a cell or of a correction, in which numbers are replaced by a mark. Which of them are small, or would give
/// a small one away, is not asked: the place tells whoever may know. Times, codes and cells keep their digits.
pub(in crate::sift) fn without_figure(text: &str, finding: &Finding, policy: &Policy) -> String {
    let may_tell = finding.place.cell.is_empty() && !CORRECTIONS.contains(&finding.kind.as_str());
    if !policy.withhold_in_restricted_papers || finding.feed != FIGURES || may_tell {
        return text.to_string();
    }
    let held = [finding.seen.as_str(), finding.treated_as.as_str()];
    let mut held: Vec<&str> = held.into_iter().filter(|held| says_number(held)).collect();
    held.sort_by_key(|held| std::cmp::Reverse(held.len()));
    let held = held.into_iter().filter(|held| !held.trim().is_empty());
    let whole = held.fold(text.to_string(), |text, held| replaced(&text, held));
    let words: Vec<&str> = whole.split_inclusive(char::is_whitespace).collect();
    let is_day = |at: usize| words.get(at + 1).is_some_and(|next| is_month(next));
    let told = words.iter().enumerate();
    told.map(|(at, word)| if is_day(at) { (*word).to_string() } else { masked(word) })
        .collect()
}

fn is_month(word: &str) -> bool {
    MONTHS.contains(&word.trim_matches(|letter: char| !letter.is_alphanumeric()))
}

/// Findings of whole files that name figures.
const CORRECTIONS: [&str; 2] = ["file-corrects", "file-overlaps"];
/// Numbers that people write out.
const WRITTEN: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// A text with what a cell held replaced wherever it stands by itself.
fn replaced(text: &str, held: &str) -> String {
    let mut told = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(held) {
        let (before, after) = (&rest[..at], &rest[at + held.len()..]);
        let joins = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
        let apart = !joins(before.chars().last()) && !joins(after.chars().next());
        told.push_str(before);
        told.push_str(if apart { MARK } else { held });
        rest = after;
    }
    told + rest
}

/// Whether a text holds a number, in digits or written out, that is no time, code or cell.
fn says_number(text: &str) -> bool {
    let is_written = |word: &str| {
        let word = word
            .trim_matches(|letter: char| !letter.is_alphanumeric())
            .to_lowercase();
        WRITTEN.contains(&word.as_str())
    };
    text.split_inclusive(char::is_whitespace)
        .any(|word| masked(word) != word || is_written(word))
}

/// A word with its figure replaced: `12,`, `(4)` and `66.7%`, and no `Q2`, `2026-27`, `B12`, `2026` or `CP01`.
fn masked(word: &str) -> String {
    let from = word.find(|letter: char| letter.is_alphanumeric());
    let to = word.rfind(|letter: char| letter.is_alphanumeric());
    let (Some(from), Some(to)) = (from, to) else {
        return word.to_string();
    };
    let end = to + word[to..].chars().next().map_or(0, char::len_utf8);
    let core = &word[from..end];
    let is_figure = core
        .chars()
        .all(|letter| letter.is_ascii_digit() || matches!(letter, ',' | '.'));
    let is_year = core.len() == 4 && core.starts_with("20");
    match is_figure && !is_year {
        true => format!("{}{MARK}{}", &word[..from], &word[end..]),
        false => word.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::domain::{Place, Responsibility, Severity};

    fn finding(feed: &str, seen: &str, treated_as: &str) -> Finding {
        let cell = "B4".to_string();
        Finding {
            agency: "castle".into(),
            feed: feed.into(),
            period: "2026-27 Q2".into(),
            place: Place {
                cell,
                ..Place::default()
            },
            kind: "space-hidden".into(),
            severity: Severity::Info,
            responsibility: Responsibility::Agency,
            seen: seen.into(),
            treated_as: treated_as.into(),
            message: String::new(),
        }
    }

    #[test]
    fn the_figure_of_a_cell_is_not_told() {
        let catalogue = Catalogue::built_in().unwrap();
        let told = |text: &str, finding: &Finding| without_figure(text, finding, catalogue.policy());
        let one = finding("dashboard", "4\u{a0}", "4");
        assert_eq!(
            told("The cell \"4\u{a0}\" was read as 4.", &one),
            "The cell \"(figure)\" was read as (figure)."
        );
        assert_eq!(
            told("24 cells of 2024, 4, were read.", &one),
            "(figure) cells of 2024, (figure), were read."
        );
        let thousands = finding("dashboard", "1,204", "1204");
        assert_eq!(
            told("1,204 was read as 1204.", &thousands),
            "(figure) was read as (figure)."
        );
        assert_eq!(
            told("Q4 was read.", &finding("dashboard", "Q4", "2026-27 Q4")),
            "Q4 was read."
        );
        let words = finding("dashboard", "three children", "3");
        assert_eq!(
            told("\"three children\" in C7 was read as 3 of 66.7%, 2026-27 Q2.", &words),
            "\"(figure)\" in C7 was read as (figure) of (figure)%, 2026-27 Q2."
        );
        let restated = finding("dashboard", "5", "5");
        assert_eq!(
            told("A figure of 2026-27 Q1 was 1 and is now 5.", &restated),
            "A figure of 2026-27 Q1 was (figure) and is now (figure)."
        );
        assert_eq!(told("£4 is lacking.", &finding("funding", "4", "")), "£4 is lacking.");
    }
}
