//! The text of a page or drawing: all that it shows, reads out or merely carries along, without places and looks.

use crate::report::pack::STYLE;

/// Attributes that say where something stands and how large it is. The drawings' own shapes are checked against their figures.
const PLACE_AND_LOOK: [&str; 19] = [
    "x",
    "y",
    "dx",
    "dy",
    "cx",
    "cy",
    "r",
    "width",
    "height",
    "viewBox",
    "points",
    "fill",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
];
/// Machinery that every page or drawing has.
const MACHINERY: [&str; 4] = [
    "<meta charset=\"utf-8\">",
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
    "xmlns=\"http://www.w3.org/2000/svg\"",
    " tabindex=\"0\"",
];

/// The text that markup shows, reads out or carries along: words, comments, and every attribute but those of place and look.
pub fn visible(markup: &str) -> String {
    let bare = MACHINERY
        .iter()
        .fold(markup.replace(STYLE, ""), |text, known| text.replace(known, ""));
    text_of(&bare, said)
}

/// The words and comments of a part of a workbook, whose attributes are looked at one by one.
pub fn texts(part: &str) -> String {
    text_of(part, |tag| {
        if tag.starts_with("!--") {
            tag.to_string()
        } else {
            String::new()
        }
    })
}

fn text_of(markup: &str, of_tag: impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let end = if after.starts_with("!--") { "-->" } else { ">" };
        let (tag, after) = after.split_once(end).unwrap_or((after, ""));
        text.push_str(&of_tag(tag));
        text.push(' ');
        rest = after;
    }
    text.push_str(rest);
    letters(&text)
}

/// A tag without the values of the attributes of place and look.
fn said(tag: &str) -> String {
    let mut text = String::new();
    let mut rest = tag;
    while let Some((before, after)) = rest.split_once("=\"") {
        text.push_str(before);
        let (value, after) = after.split_once('"').unwrap_or((after, ""));
        let name = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        if !PLACE_AND_LOOK.contains(&name) {
            text.push(' ');
            text.push_str(value);
        }
        text.push(' ');
        rest = after;
    }
    text.push_str(rest);
    text
}

/// A text with its named and numbered letters written out; `&amp;` last, so that nothing is written out twice.
fn letters(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        out.push_str(before);
        let digits: String = after.chars().take_while(|letter| *letter != ';').take(8).collect();
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => digits.parse().ok(),
        };
        match code.and_then(char::from_u32) {
            Some(letter) => {
                out.push(letter);
                rest = after.get(digits.len() + 1..).unwrap_or_default();
            }
            None => {
                out.push_str("&#");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    let named = [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    named
        .iter()
        .fold(out, |text, (name, letter)| text.replace(name, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_attributes_and_numbered_letters_are_text_and_places_are_not() {
        let seen = visible("<p data-n=\"7\" width=\"900\">a<!-- 3 > 2 -->&#51;</p><style>b{c:4}</style>");
        for told in ["7", "3 > 2", "a", "4"] {
            assert!(seen.contains(told), "{told} in {seen}");
        }
        assert!(!seen.contains("900") && !seen.contains("#51"), "{seen}");
        assert_eq!(
            texts("<a n=\"7\">b<!--3--></a>")
                .split_whitespace()
                .collect::<Vec<&str>>(),
            ["b", "!--3"]
        );
        assert_eq!(visible(&format!("<style>{STYLE}</style>")).trim(), "style  /style");
    }
}
