//! Words that people wrote into words that are only read: no letter that steers the display, nothing too long to break.

use serde_json::Value;

/// Longest run of letters without a space that is left whole.
const LONGEST_WORD: usize = 40;

/// The text without control characters and without the marks that turn its direction round.
pub fn plain(text: &str) -> String {
    if !text.chars().any(steers) {
        return text.to_string();
    }
    let kept = text.chars().filter_map(|letter| match letter {
        '\n' | '\t' => Some(' '),
        letter if letter.is_control() => Some(' '),
        letter if steers(letter) => None,
        letter => Some(letter),
    });
    kept.collect()
}

/// Whether a character acts on the display in place of being seen.
fn steers(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E000}'..='\u{F8FF}')
        || letter as u32 >= 0xE0000
}

/// Every text of a content in [`plain`] form; drawings are left as they are.
pub fn cleaned(content: Value) -> Value {
    over(content, &|text: &str| plain(text))
}

/// Every text with what a font cannot show spelt out, and places to break in words of excessive length.
pub fn printable(content: Value, shows: &impl Fn(char) -> bool) -> Value {
    over(content, &|text: &str| breakable(&spelt(text, shows)))
}

/// Letters that a font lacks as one bracketed note for each run of them.
pub fn spelt(text: &str, shows: &impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut lacking = 0;
    for letter in text.chars() {
        if shows(letter) || (lacking > 0 && letter == ' ') {
            if lacking > 0 && letter != ' ' {
                lacking = 0;
            }
            out.push(letter);
        } else {
            if lacking == 0 {
                out.push_str("[letters that this print lacks; see the web page]");
            }
            lacking += 1;
        }
    }
    out
}

fn breakable(text: &str) -> String {
    if text.split(' ').all(|word| word.chars().count() <= LONGEST_WORD) {
        return text.to_string();
    }
    let broken = |word: &str| {
        let letters: Vec<char> = word.chars().collect();
        let parts = letters.chunks(LONGEST_WORD).map(|part| part.iter().collect::<String>());
        parts.collect::<Vec<_>>().join("\u{200B}")
    };
    text.split(' ').map(broken).collect::<Vec<_>>().join(" ")
}

fn over(content: Value, change: &impl Fn(&str) -> String) -> Value {
    match content {
        Value::String(text) if text.starts_with("<svg") => Value::String(text),
        Value::String(text) => Value::String(change(&text)),
        Value::Array(items) => items.into_iter().map(|item| over(item, change)).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| {
                // A drawing is the program's own text.
                let kept = name == "svg" || name == "spark";
                (name, if kept { value } else { over(value, change) })
            })
            .collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_steer_the_display_are_only_words() {
        assert_eq!(plain("a\u{202E}b\u{0007}c\nd"), "ab c d");
        assert_eq!(plain("שלום, naïve £5"), "שלום, naïve £5");
    }

    #[test]
    fn letters_that_a_font_lacks_are_told_once_a_run() {
        let latin = |letter: char| letter.is_ascii();
        assert_eq!(
            spelt("so 你好 it is", &latin),
            "so [letters that this print lacks; see the web page] it is"
        );
    }

    #[test]
    fn a_word_of_excessive_length_can_be_broken() {
        let long = "x".repeat(100);
        let shown = printable(Value::String(long), &|_| true);
        assert_eq!(shown.as_str().unwrap_or_default().matches('\u{200B}').count(), 2);
    }
}
