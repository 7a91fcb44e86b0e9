//! Text as typed into text in which look-alike letters are plain and invisible ones are gone.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Compatibility forms made plain (full-width digits, hard spaces), invisible letters removed, every dash a hyphen.
pub fn normalise(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let plain = text
        .nfkc()
        .filter(|letter| !is_invisible(*letter))
        .map(|letter| match letter {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' => '-',
            '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
            letter if letter.is_whitespace() => ' ',
            letter => letter,
        });
    Cow::Owned(plain.collect())
}

fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{34f}' | '\u{180e}')
}

/// The words of a heading: lower case, without punctuation, apostrophes closed up.
pub fn words_of(text: &str) -> Vec<String> {
    let text = normalise(text).to_lowercase().replace('\'', "");
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A run of letters and digits in a text, with the places of its first byte and of the byte after it.
#[derive(Debug, Clone, Copy)]
pub struct Word<'t> {
    /// The run.
    pub text: &'t str,
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// The runs of letters and digits.
pub fn runs(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices() {
        match (letter.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push(Word {
                    text: &text[from..at],
                    start: from,
                    end: at,
                });
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        found.push(Word {
            text: &text[from..],
            start: from,
            end: text.len(),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_are_plain_and_invisible_letters_gone() {
        assert_eq!(normalise("９９９\u{a0}691\u{200b}–27\u{ad}01"), "999 691-2701");
    }

    #[test]
    fn headings_come_down_to_their_words() {
        assert_eq!(
            words_of("Child’s  D.O.B. (dd/mm/yy):"),
            ["childs", "d", "o", "b", "dd", "mm", "yy"]
        );
    }
}
