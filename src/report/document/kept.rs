//! Words that people wrote into words that are only read: no letter that steers the display, nothing too long to break.

use crate::domain::harmless;
use serde_json::Value;

/// Longest run of letters without a space that is left whole.
const LONGEST_WORD: usize = 24;

/// The text on one line without anything that acts on the display.
pub fn plain(text: &str) -> String {
    harmless(text).into_owned()
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
        Value::String(text) => Value::String(change(&text)),
        Value::Array(items) => items.into_iter().map(|item| over(item, change)).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, value)| {
                // A drawing is the program's own text.
                let kept = matches!(name.as_str(), "svg" | "spark" | "icons");
                (name, if kept { value } else { over(value, change) })
            })
            .collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_text_of_a_content_is_harmless_and_drawings_stay() {
        let content = json!({"words": ["a\u{202E}b", "<svg \u{202E}>"], "svg": "<svg>\n</svg>"});
        let expected = json!({"words": ["ab", "<svg >"], "svg": "<svg>\n</svg>"});
        assert_eq!(cleaned(content), expected);
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
        assert_eq!(shown.as_str().unwrap_or_default().matches('\u{200B}').count(), 4);
    }
}
