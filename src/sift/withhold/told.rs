//! What is said of a cell, without the figure that stands in it: members must not learn from a finding what the papers withhold.

use crate::catalogue::Policy;
use crate::domain::Finding;

/// The mark in place of a figure.
const MARK: &str = "[c]";
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

/// A text about a finding, in which whole numbers that its cell held or was read as are replaced by a mark. Which of them are small,
/// or would give a small one away, is not asked: the place tells whoever may know.
pub(in crate::sift) fn without_figure(text: &str, finding: &Finding, policy: &Policy) -> String {
    if !policy.withhold_in_restricted_papers || finding.feed != FIGURES {
        return text.to_string();
    }
    let held = [&finding.seen, &finding.treated_as].map(|text| whole_number(text));
    let mut told = String::new();
    let mut digits = String::new();
    for letter in text.chars().chain(['\0']) {
        if letter.is_ascii_digit() || (letter == ',' && !digits.is_empty()) {
            digits.push(letter);
            continue;
        }
        let number = digits.trim_end_matches(',');
        let is_held = !number.is_empty() && held.iter().flatten().any(|one| *one == number.replace(',', ""));
        told.push_str(if is_held { MARK } else { number });
        told.push_str(&digits[number.len()..]);
        digits.clear();
        told.push(letter);
    }
    told.pop();
    told
}

/// The digits of a text that is a whole number and nothing else but marks; `None` of anything with a letter or a fraction.
fn whole_number(text: &str) -> Option<String> {
    let says_more = text.chars().any(|letter| letter.is_alphabetic() || letter == '.');
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    (!says_more && !digits.is_empty()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;
    use crate::domain::{Place, Responsibility, Severity};

    fn finding(feed: &str, seen: &str, treated_as: &str) -> Finding {
        Finding {
            agency: "castle".into(),
            feed: feed.into(),
            period: "2026-27 Q2".into(),
            place: Place::default(),
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
            "The cell \"[c]\u{a0}\" was read as [c]."
        );
        assert_eq!(
            told("24 cells of 2024, 4, were read.", &one),
            "24 cells of 2024, [c], were read."
        );
        let thousands = finding("dashboard", "1,204", "1204");
        assert_eq!(told("1,204 was read as 1204.", &thousands), "[c] was read as [c].");
        assert_eq!(
            told("Q4 was read.", &finding("dashboard", "Q4", "2026-27 Q4")),
            "Q4 was read."
        );
        assert_eq!(told("£4 is lacking.", &finding("funding", "4", "")), "£4 is lacking.");
    }
}
