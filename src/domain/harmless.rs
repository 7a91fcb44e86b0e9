//! Words that others wrote into words that are only read, wherever they go out: no letter that steers the display, none that no
//! text may hold, and in a table nothing that a spreadsheet would run.

use std::borrow::Cow;

/// The text on one line: line breaks and other control characters become spaces, and what steers the display goes.
pub fn harmless(text: &str) -> Cow<'_, str> {
    kept(text, false)
}

/// The same with its line breaks.
pub fn harmless_lines(text: &str) -> Cow<'_, str> {
    kept(text, true)
}

fn kept(text: &str, lines: bool) -> Cow<'_, str> {
    let stays = |letter: char| lines && letter == '\n';
    if text
        .chars()
        .all(|letter| stays(letter) || !(letter.is_control() || steers(letter)))
    {
        return Cow::Borrowed(text);
    }
    let one = |letter: char| match letter {
        letter if stays(letter) => Some(letter),
        '\u{2028}' | '\u{2029}' => Some(' '),
        letter if letter.is_control() => Some(' '),
        letter if steers(letter) => None,
        letter => Some(letter),
    };
    // A line that ends as Windows ends it is one line.
    let text = if lines {
        text.replace("\r\n", "\n")
    } else {
        text.to_string()
    };
    Cow::Owned(text.chars().filter_map(one).collect())
}

/// Whether a letter acts on the display in place of being seen, or is none: marks of direction, joiners, letters of private
/// use, tags, and the code points that Unicode keeps from ever being letters.
fn steers(letter: char) -> bool {
    let code = letter as u32;
    matches!(letter, '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{FDD0}'..='\u{FDEF}' | '\u{FEFF}' | '\u{FFF0}'..='\u{FFFB}')
        || code & 0xFFFE == 0xFFFE
        || code >= 0xE0000
}

/// A text as a cell of CSV: harmless, and with an apostrophe before it where a spreadsheet would run it as a formula. Numbers
/// are left as they are, and so is a lone sign. An apostrophe that stood in such a place already is doubled, so that
/// [`as_written`] gives the text back.
pub fn inert(text: &str) -> Cow<'_, str> {
    let text = kept_tabs(text);
    if is_run(&text) || as_written(&text) != text {
        return Cow::Owned(format!("'{text}"));
    }
    text
}

/// What [`inert`] made of a text, taken back.
pub fn as_written(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_run(rest) || as_written(rest) != rest => rest,
        _ => text,
    }
}

/// Harmless; a tab or line break at the start goes, because a spreadsheet looks for a formula behind it.
fn kept_tabs(text: &str) -> Cow<'_, str> {
    match harmless_lines(text) {
        Cow::Borrowed(kept) => Cow::Borrowed(kept.trim_start_matches('\n')),
        Cow::Owned(kept) => Cow::Owned(kept.trim_start_matches('\n').to_string()),
    }
}

/// Whether a spreadsheet would run a text as a formula.
fn is_run(text: &str) -> bool {
    let start = text.trim_start();
    let signs = ['=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'];
    start.starts_with(signs) && !is_number(start) && !start.chars().all(|letter| letter == '-' || letter == '+')
}

fn is_number(text: &str) -> bool {
    let plain = text.trim_end().trim_end_matches('%').replace(',', "");
    let digits = plain
        .chars()
        .all(|letter| letter.is_ascii_digit() || "+-.eE".contains(letter));
    digits && plain.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_steer_the_display_are_only_words() {
        assert_eq!(harmless("a\u{202E}b\u{0007}c\nd"), "ab c d");
        assert_eq!(harmless_lines("a\u{2066}b\r\nc\td"), "ab\nc d");
        assert_eq!(harmless("שלום, naïve £5 \u{1F600}"), "שלום, naïve £5 \u{1F600}");
    }

    #[test]
    fn what_is_no_letter_goes() {
        for odd in [
            '\u{FFFE}',
            '\u{FFFF}',
            '\u{1FFFE}',
            '\u{10FFFF}',
            '\u{FDD0}',
            '\u{E001}',
            '\u{E0041}',
        ] {
            assert_eq!(harmless(&format!("a{odd}b")), "ab", "{:x}", odd as u32);
        }
    }

    #[test]
    fn a_formula_is_text_and_a_number_stays_one() {
        let formulas = [
            "=1+1",
            "+A1",
            "-A1",
            "@SUM(A1)",
            "\t=A1",
            "\r=A1",
            " =A1",
            "-1-2",
            "-2+cmd|' /C calc'!A0",
            "\u{202E}=A1",
        ];
        for formula in formulas {
            assert!(
                inert(formula).starts_with('\'') || inert(formula).starts_with("' "),
                "{formula:?}"
            );
        }
        for plain in [
            "-5", "+5.2", "-12.5%", "-1,200", "-1e-5", "-", "--", "5-10", "<5", "a=b", "", "'quoted'",
        ] {
            assert_eq!(inert(plain), plain);
        }
    }

    #[test]
    fn what_was_made_inert_can_be_taken_back() {
        for text in ["=A1", "'=A1", "''=A1", "'plain", "plain", "-5", "'-5"] {
            assert_eq!(as_written(&inert(text)), text);
        }
    }
}
