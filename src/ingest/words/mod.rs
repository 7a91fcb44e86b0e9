//! What is written in a cell or a heading into what it means: numbers, days, periods, names. Knows no table and no board.

pub mod bounds;
pub mod changes;
mod patterns;
mod spans;
mod stems;
pub mod concepts;
pub mod days;
pub mod described;
pub mod doubts;
pub mod labels;
pub mod lone;
pub mod totals;
pub mod memory;
pub mod names;
pub mod numbers;
pub mod periods;
pub mod whole_quarter;
pub mod windows;

/// The text with every kind of space made a plain one, every dash a hyphen and quotation marks straight, trimmed.
pub fn tidy(text: &str) -> String {
    if is_tidy(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FF0D}' => out.push('-'),
            '\u{2018}' | '\u{2019}' | '\u{02BC}' => out.push('\''),
            '\u{201C}' | '\u{201D}' => out.push('"'),
            letter if is_unseen(letter) => {}
            letter if letter.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            letter => out.push(letter),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a text is plain letters with single spaces between, as most are.
fn is_tidy(text: &str) -> bool {
    let mut after_space = true;
    for byte in text.bytes() {
        match byte {
            b' ' if after_space => return false,
            b' ' => after_space = true,
            b'\t'..=b'\r' | 0x80.. => return false,
            _ => after_space = false,
        }
    }
    text.is_empty() || !after_space
}

/// Whether nothing is left of a text when it is made tidy.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|letter| letter.is_whitespace() || is_unseen(letter))
}

/// Marks that take no room and say nothing.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{AD}')
}

#[cfg(test)]
mod tests {
    use super::{is_blank, tidy};

    #[test]
    fn a_text_is_blank_where_nothing_is_left_of_it() {
        for text in ["", " \u{a0}\t\n", "\u{feff}\u{200b} \u{ad}", "0", " - ", "\u{2013}"] {
            assert_eq!(is_blank(text), tidy(text).is_empty(), "{text:?}");
        }
    }

    #[test]
    fn spaces_and_dashes_of_every_kind_are_plain_ones() {
        assert_eq!(tidy(" Jul\u{a0}–\u{2009}Sep  2026\u{200b} "), "Jul - Sep 2026");
        assert_eq!(tidy("\u{feff}Child’s"), "Child's");
        assert_eq!(tidy("   "), "");
    }
}
