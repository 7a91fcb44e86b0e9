//! The table of shared strings into texts by number, remembering which of them stand in a cell.

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::ingest::read::Refusal;
use crate::ingest::read::xml::{Attributes, Token, Tokens, unescape};
use crate::ingest::read::zip_parts::Parts;
use crate::ingest::sheet::grid::{MOST_CELLS, MOST_TEXT, TooMuch};

/// The texts that cells share.
#[derive(Debug, Default)]
pub struct SharedStrings {
    texts: String,
    /// End of each text in `texts`.
    ends: Vec<u32>,
    used: Vec<bool>,
    /// Texts of which a part is struck out, by number.
    struck: BTreeSet<usize>,
}

/// How a stretch of a cell's text is dressed.
#[derive(Debug, Default, Clone, Copy)]
pub struct Run {
    raised: bool,
    /// Whether it is struck out.
    pub struck: bool,
}

impl Run {
    /// Takes a tag of a stretch's properties.
    pub fn dress(&mut self, name: &[u8], attributes: Attributes) {
        let value = attributes.text(b"val");
        match name {
            b"r" => *self = Run::default(),
            b"vertAlign" => self.raised = value.as_deref() == Some("superscript"),
            b"strike" => self.struck = !matches!(value.as_deref(), Some("0" | "false")),
            _ => {}
        }
    }

    /// A text as it is seen: the digits of a mark stand above the line.
    pub fn show(self, text: &str) -> Cow<'_, str> {
        if self.raised {
            Cow::Owned(raised(text))
        } else {
            Cow::Borrowed(text)
        }
    }
}

/// A text with its digits raised.
pub fn raised(text: &str) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let up = |letter: char| letter.to_digit(10).map_or(letter, |digit| RAISED[digit as usize]);
    text.chars().map(up).collect()
}

impl SharedStrings {
    /// Reads the table; it is empty when there is no such part.
    ///
    /// # Errors
    /// A [`Refusal`] when the part is broken or beyond all reason.
    pub fn read(parts: &mut Parts, path: &str) -> Result<SharedStrings, Refusal> {
        let mut strings = SharedStrings::default();
        let Some(stream) = parts.stream(path) else {
            return Ok(strings);
        };
        let mut tokens = Tokens::new(stream);
        let (mut in_text, mut in_reading_aid, mut run) = (false, false, Run::default());
        while let Some(token) = tokens.next()? {
            match token {
                Token::Open { name: b"t", empty, .. } => in_text = !empty,
                Token::Close { name: b"t" } => in_text = false,
                Token::Open {
                    name: b"rPh", empty, ..
                } => in_reading_aid = !empty,
                Token::Close { name: b"rPh" } => in_reading_aid = false,
                Token::Open {
                    name: name @ (b"r" | b"vertAlign" | b"strike"),
                    attributes,
                    ..
                } => run.dress(name, attributes),
                Token::Text(text) if in_text && !in_reading_aid => {
                    if run.struck {
                        strings.struck.insert(strings.ends.len());
                    }
                    strings.texts.push_str(&run.show(&read_codes(&unescape(text))));
                }
                Token::Literal(text) if in_text && !in_reading_aid => {
                    strings.texts.push_str(&String::from_utf8_lossy(text))
                }
                Token::Close { name: b"si" }
                | Token::Open {
                    name: b"si",
                    empty: true,
                    ..
                } => {
                    strings.ends.push(strings.texts.len() as u32);
                    run = Run::default();
                }
                _ => {}
            }
            if strings.texts.len() > MOST_TEXT || strings.ends.len() > MOST_CELLS {
                return Err(Refusal::too_large(TooMuch::Text.to_string()));
            }
        }
        strings.used = vec![false; strings.ends.len()];
        Ok(strings)
    }

    /// A text by its number, noted as used; `None` beyond the table.
    pub fn take(&mut self, number: usize) -> Option<&str> {
        *self.used.get_mut(number)? = true;
        self.text(number)
    }

    /// Whether a part of a text is struck out.
    pub fn is_struck(&self, number: usize) -> bool {
        self.struck.contains(&number)
    }

    /// How many texts there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    fn text(&self, number: usize) -> Option<&str> {
        let start = number
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or(0);
        self.texts.get(start as usize..*self.ends.get(number)? as usize)
    }

    /// How many texts stand in no cell.
    pub fn left_over_count(&self) -> usize {
        self.used.iter().filter(|used| !**used).count()
    }

    /// The texts that stand in no cell: what was deleted from a sheet may live on here.
    pub fn left_over(&self) -> impl Iterator<Item = String> {
        let unused = self.used.iter().enumerate().filter(|(_, used)| !**used);
        unused
            .filter_map(|(number, _)| self.text(number))
            .filter(|text| !text.trim().is_empty())
            .map(str::to_owned)
    }
}

/// `_x000D_` and the like into the letters that they stand for.
pub fn read_codes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = rest.get(2..6).filter(|_| rest.as_bytes().get(6) == Some(&b'_'));
        match code
            .and_then(|code| u32::from_str_radix(code, 16).ok())
            .and_then(char::from_u32)
        {
            Some(letter) => {
                out.push(letter);
                rest = &rest[7..];
            }
            None => {
                out.push_str("_x");
                rest = &rest[2..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_codes_are_read_and_others_stay() {
        assert_eq!(read_codes("a_x000D_b"), "a\rb");
        assert_eq!(read_codes("tax_x is _xyz_ _x00£"), "tax_x is _xyz_ _x00£");
    }
}
