//! A stream of bytes into XML tags and texts, in bounded memory. No entity is ever expanded but the five of XML and character
//! numbers, nothing recurses, and no single tag or text may be longer than [`MOST_TOKEN`], so no document can be a bomb.

use std::borrow::Cow;
use std::io::Read;

use memchr::{memchr, memmem};

/// Bytes of the longest tag or text that is read. A cell holds at most 32,767 letters.
pub const MOST_TOKEN: usize = 4 << 20;

/// One piece of a document. Names are without their namespace prefix.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Token<'b> {
    /// `<name …>`; `empty` for `<name …/>`, which no [`Token::Close`] follows.
    Open {
        name: &'b [u8],
        attributes: Attributes<'b>,
        empty: bool,
    },
    /// `</name>`.
    Close { name: &'b [u8] },
    /// Text between tags, with its entities not yet read.
    Text(&'b [u8]),
    /// Text to be taken as it stands.
    Literal(&'b [u8]),
}

/// Why a document was given up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum XmlFault {
    /// It ends inside a tag, or its compressed stream is broken.
    #[error("it breaks off")]
    BrokenOff,
    /// One tag or text is longer than [`MOST_TOKEN`].
    #[error("a single text in it is longer than 4 MB")]
    TooLong,
    /// It declares a document type, which no spreadsheet does and which serves attacks.
    #[error("it declares entities, which no spreadsheet program does")]
    Doctype,
    /// More bytes than the file may inflate to.
    #[error("it inflates to more than a spreadsheet can need")]
    TooLarge,
}

/// Reads a document piece by piece.
pub struct Tokens<R> {
    source: R,
    window: Vec<u8>,
    /// Start of what has not been given out, and end of what has been read.
    at: usize,
    end: usize,
    done: bool,
}

const BLOCK: usize = 1 << 16;

/// What was found in the window, by offsets.
enum Found {
    Open(usize),
    Close(usize),
    Text(usize),
    Literal(usize),
    Skip(usize),
}

impl<R: Read> Tokens<R> {
    /// Begins a document.
    pub fn new(source: R) -> Tokens<R> {
        Tokens {
            source,
            window: Vec::new(),
            at: 0,
            end: 0,
            done: false,
        }
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// [`XmlFault`]; the document cannot be read on.
    pub fn next(&mut self) -> Result<Option<Token<'_>>, XmlFault> {
        loop {
            if self.at == self.end && !self.fill()? {
                return Ok(None);
            }
            let found = loop {
                match find(&self.window[self.at..self.end])? {
                    Some(found) => break found,
                    None if self.fill()? => {}
                    // Text after the last tag is the end; an unfinished tag is a fault.
                    None if self.window[self.at] != b'<' => break Found::Text(self.end - self.at),
                    None => return Err(XmlFault::BrokenOff),
                }
            };
            let start = self.at;
            let length = match found {
                Found::Open(length) | Found::Close(length) | Found::Text(length) => length,
                Found::Literal(length) | Found::Skip(length) => length,
            };
            self.at += length;
            let end = self.at;
            match found {
                Found::Skip(_) => {}
                Found::Text(_) => return Ok(Some(Token::Text(&self.window[start..end]))),
                Found::Literal(_) => return Ok(Some(Token::Literal(&self.window[start + 9..end - 3]))),
                Found::Close(_) => {
                    let name = self.window[start + 2..end - 1].trim_ascii();
                    return Ok(Some(Token::Close { name: local(name) }));
                }
                Found::Open(_) => return Ok(Some(open_tag(&self.window[start + 1..end - 1]))),
            }
        }
    }

    /// Reads another block; `false` at the end of the source.
    fn fill(&mut self) -> Result<bool, XmlFault> {
        if self.done {
            return Ok(false);
        }
        if self.end - self.at > MOST_TOKEN {
            return Err(XmlFault::TooLong);
        }
        self.window.copy_within(self.at..self.end, 0);
        self.end -= self.at;
        self.at = 0;
        // Growing by half keeps a long token from being searched again for every block.
        let wanted = self.end + BLOCK.max(self.end / 2);
        if self.window.len() < wanted {
            self.window.resize(wanted, 0);
        }
        while self.end < self.window.len() {
            match self.source.read(&mut self.window[self.end..]) {
                Ok(0) => {
                    self.done = true;
                    break;
                }
                Ok(length) => self.end += length,
                Err(fault) if fault.kind() == std::io::ErrorKind::Interrupted => {}
                Err(fault) if fault.kind() == std::io::ErrorKind::FileTooLarge => return Err(XmlFault::TooLarge),
                Err(_) => return Err(XmlFault::BrokenOff),
            }
        }
        Ok(self.end > 0)
    }
}

/// The first piece of the window; `None` when it is not yet complete.
fn find(window: &[u8]) -> Result<Option<Found>, XmlFault> {
    if window.first() != Some(&b'<') {
        return Ok(memchr(b'<', window).map(Found::Text));
    }
    let until = |end: &[u8], found: fn(usize) -> Found| Ok(memmem::find(window, end).map(|at| found(at + end.len())));
    match window.get(1) {
        None => Ok(None),
        Some(b'/') => until(b">", Found::Close),
        Some(b'?') => until(b"?>", Found::Skip),
        Some(b'!') if window.len() < 9 => Ok(None),
        Some(b'!') if window.starts_with(b"<!--") => {
            Ok(memmem::find(&window[4..], b"-->").map(|at| Found::Skip(at + 7)))
        }
        Some(b'!') if window.starts_with(b"<![CDATA[") => until(b"]]>", Found::Literal),
        Some(b'!') => Err(XmlFault::Doctype),
        Some(_) => Ok(tag_end(window).map(|at| Found::Open(at + 1))),
    }
}

/// The `>` that ends a tag: the first that stands in no quoted value.
fn tag_end(window: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let end = from + memchr(b'>', window.get(from..)?)?;
        match memchr::memchr2(b'"', b'\'', &window[from..end]) {
            None => return Some(end),
            Some(quote) => {
                let quote = from + quote;
                from = quote + 2 + memchr(window[quote], window.get(quote + 1..)?)?;
            }
        }
    }
}

fn open_tag(inside: &[u8]) -> Token<'_> {
    let empty = inside.last() == Some(&b'/');
    let inside = if empty { &inside[..inside.len() - 1] } else { inside };
    let length = inside.iter().position(u8::is_ascii_whitespace).unwrap_or(inside.len());
    let (name, attributes) = inside.split_at(length);
    Token::Open {
        name: local(name),
        attributes: Attributes(attributes),
        empty,
    }
}

fn local(name: &[u8]) -> &[u8] {
    memchr(b':', name).map_or(name, |colon| &name[colon + 1..])
}

/// The attributes of a tag, as written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attributes<'b>(&'b [u8]);

impl<'b> Attributes<'b> {
    /// The value of an attribute, by its name without prefix, with its entities read.
    pub fn text(&self, name: &[u8]) -> Option<Cow<'b, str>> {
        self.clone()
            .find_map(|(found, value)| (found == name).then(|| unescape(value)))
    }

    /// The value of an attribute as a number.
    pub fn number(&self, name: &[u8]) -> Option<u32> {
        self.text(name)?.trim().parse().ok()
    }

    /// Whether an attribute is set to true.
    pub fn is_true(&self, name: &[u8]) -> bool {
        matches!(self.text(name).as_deref(), Some("1" | "true" | "on"))
    }
}

impl<'b> Iterator for Attributes<'b> {
    type Item = (&'b [u8], &'b [u8]);

    fn next(&mut self) -> Option<(&'b [u8], &'b [u8])> {
        let equals = memchr(b'=', self.0)?;
        let name = local(self.0[..equals].trim_ascii());
        let rest = self.0[equals + 1..].trim_ascii_start();
        let quote = *rest.first().filter(|byte| matches!(byte, b'"' | b'\''))?;
        let length = memchr(quote, &rest[1..])?;
        self.0 = &rest[length + 2..];
        Some((name, &rest[1..1 + length]))
    }
}

/// Text as written into text as meant: the five entities of XML, `&nbsp;` and character numbers; others stay as written.
pub fn unescape(written: &[u8]) -> Cow<'_, str> {
    let text = String::from_utf8_lossy(written);
    if memchr(b'&', text.as_bytes()).is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_ref();
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest
            .bytes()
            .take(32)
            .position(|byte| byte == b';')
            .map(|end| (&rest[1..end], end + 1));
        match entity.and_then(|(name, length)| Some((entity_letter(name)?, length))) {
            Some((letter, length)) => {
                out.push(letter);
                rest = &rest[length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn entity_letter(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    const NAMED: [(&str, char); 14] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{a0}'),
        ("pound", '£'),
        ("ndash", '–'),
        ("mdash", '—'),
        ("lsquo", '‘'),
        ("rsquo", '’'),
        ("ldquo", '“'),
        ("rdquo", '”'),
        ("hellip", '…'),
    ];
    NAMED
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, letter)| *letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(document: &str) -> Result<Vec<String>, XmlFault> {
        let mut tokens = Tokens::new(document.as_bytes());
        let mut out = Vec::new();
        while let Some(token) = tokens.next()? {
            out.push(match token {
                Token::Open {
                    name,
                    attributes,
                    empty,
                } => {
                    let shown: Vec<String> = attributes
                        .map(|(name, value)| format!(" {}={}", String::from_utf8_lossy(name), unescape(value)))
                        .collect();
                    format!(
                        "<{}{}{}>",
                        String::from_utf8_lossy(name),
                        shown.concat(),
                        if empty { "/" } else { "" }
                    )
                }
                Token::Close { name } => format!("</{}>", String::from_utf8_lossy(name)),
                Token::Text(text) => unescape(text).into_owned(),
                Token::Literal(text) => format!("[{}]", String::from_utf8_lossy(text)),
            });
        }
        Ok(out)
    }

    #[test]
    fn tags_texts_and_attributes_are_told_apart() {
        let document =
            "<?xml version='1.0'?><!-- a > b --><x:row r=\"1\" s = 'a>\"b'><c/>5 &lt; 6<![CDATA[<&]]></x:row >";
        let expected = ["<row r=1 s=a>\"b>", "<c/>", "5 < 6", "[<&]", "</row>"];
        assert_eq!(pieces(document).unwrap(), expected);
    }

    #[test]
    fn entities_are_read_once_and_unknown_ones_stay() {
        assert_eq!(unescape(b"&amp;lt; &#163;&#x2013; &bomb; & x"), "&lt; £– &bomb; & x");
        assert_eq!(unescape(b"&#xD800; &;"), "&#xD800; &;");
    }

    #[test]
    fn a_document_type_is_refused() {
        assert_eq!(
            pieces("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>"),
            Err(XmlFault::Doctype)
        );
    }

    #[test]
    fn a_document_that_breaks_off_is_a_fault() {
        assert_eq!(pieces("<a><b attr=\"1"), Err(XmlFault::BrokenOff));
        assert_eq!(pieces("<a>text").unwrap(), ["<a>", "text"]);
    }

    #[test]
    fn a_text_longer_than_any_cell_is_refused_before_it_fills_memory() {
        assert_eq!(
            pieces(&format!("<a>{}", "x".repeat(MOST_TOKEN * 3))),
            Err(XmlFault::TooLong)
        );
    }

    #[test]
    fn pieces_longer_than_a_block_are_whole() {
        let long = "y".repeat(300_000);
        assert_eq!(
            pieces(&format!("<a b=\"{long}\">{long}</a>")).unwrap()[1].len(),
            300_000
        );
    }
}
