//! The numbers that stand in a text, and whether each of them may.

use std::collections::BTreeSet;

/// Numbers that may stand in published text, in one spelling each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed(BTreeSet<String>);

impl Allowed {
    /// Allows every number of a text: a protected figure as printed, or words that hold no figures (a definition).
    pub fn text(&mut self, text: &str) {
        self.0.extend(numbers_in(text));
    }

    /// Allows a number as data.
    pub fn number(&mut self, number: f64) {
        self.0.insert(plain(&number.to_string()));
    }

    /// Allows all that another set allows.
    pub fn all_of(&mut self, other: &Allowed) {
        self.0.extend(other.0.iter().cloned());
    }

    /// The numbers of a text that may not stand there, in their order.
    pub fn strangers(&self, text: &str) -> Vec<String> {
        numbers_in(text)
            .into_iter()
            .filter(|number| !self.0.contains(number))
            .collect()
    }
}

/// The numbers of a text. Digits within a word or code (`CP10`, `E07000066`) are no numbers; a financial year is one, and so are
/// digits before letters (`3rd`) and numerals of other kinds (`½`), as they stand.
pub fn numbers_in(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_ascii_digit() {
            if letters[at].is_numeric() {
                found.push(letters[at].to_string());
            }
            at += 1;
            continue;
        }
        let start = at;
        while at < letters.len() && continues(&letters, at) {
            at += 1;
        }
        let is_code = |letter: Option<&char>| letter.is_some_and(|letter| letter.is_alphanumeric() || *letter == '_');
        let before = start.checked_sub(1).and_then(|before| letters.get(before));
        let glued = is_code(before) || letters.get(at) == Some(&'_');
        let number: String = letters[start..at].iter().collect();
        if !glued {
            found.push(plain(&number));
        }
    }
    found
}

/// Whether the number goes on: a digit, or a comma, point or year's hyphen with a digit after it.
fn continues(letters: &[char], at: usize) -> bool {
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    match letters[at] {
        letter if letter.is_ascii_digit() => true,
        ',' => (1..4).all(|step| digit(at + step)) && !digit(at + 4),
        '.' => digit(at + 1),
        '-' => at >= 4 && (1..5).all(|step| digit(at - step)) && digit(at + 1) && digit(at + 2) && !digit(at + 3),
        _ => false,
    }
}

/// One spelling for each number: no commas, no needless zeros.
fn plain(number: &str) -> String {
    let bare = number.replace(',', "");
    match bare.split_once('.') {
        Some((whole, fraction)) => {
            let fraction = fraction.trim_end_matches('0');
            if fraction.is_empty() {
                whole.to_string()
            } else {
                format!("{whole}.{fraction}")
            }
        }
        None => bare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_and_codes_are_not() {
        let text = "CP10 at E07000066: 1,214 of 2,000 (60.70%) in 2025-26, down from 3; mid-2025.";
        assert_eq!(numbers_in(text), ["1214", "2000", "60.7", "2025-26", "3", "2025"]);
        assert_eq!(numbers_in("7, 8 and 9."), ["7", "8", "9"]);
        assert_eq!(numbers_in("the 3rd, by ½, n4"), ["3", "½"]);
    }

    #[test]
    fn a_digit_that_no_protected_figure_has_is_a_stranger() {
        let mut allowed = Allowed::default();
        allowed.text("Up from 1,214 in 2024-25");
        allowed.number(41.50);
        assert_eq!(allowed.strangers("From 1214 to 41.5, of whom 3 twice"), ["3"]);
    }
}
