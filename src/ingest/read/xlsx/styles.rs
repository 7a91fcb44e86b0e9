//! The part with fonts and number formats into the styles that cells name by number.

use std::collections::BTreeMap;

use crate::ingest::read::Refusal;
use crate::ingest::read::xml::{Attributes, Token, Tokens};
use crate::ingest::read::zip_parts::Parts;
use crate::ingest::sheet::{NumberFormat, Style};

/// Reads the styles; only the plain one when there is no such part.
///
/// # Errors
/// A [`Refusal`] when the part is broken.
pub fn read(parts: &mut Parts, path: &str) -> Result<Vec<Style>, Refusal> {
    let Some(stream) = parts.stream(path) else {
        return Ok(vec![Style::default()]);
    };
    let mut tokens = Tokens::new(stream);
    let mut reading = Reading::default();
    while let Some(token) = tokens.next()? {
        match token {
            Token::Open { name, attributes, .. } => reading.open(name, attributes),
            Token::Close {
                name: b"cellXfs" | b"fonts" | b"fills",
            } => reading.list = List::None,
            _ => {}
        }
    }
    Ok(reading.finish())
}

#[derive(Debug, Default)]
struct Reading {
    list: List,
    codes: BTreeMap<u32, String>,
    fonts: Vec<Font>,
    /// Whether each fill leaves the ground white.
    white: Vec<bool>,
    /// Number format, font and fill of each style.
    styles: Vec<(u32, usize, usize)>,
}

/// What matters of a font.
#[derive(Debug, Default, Clone, Copy)]
struct Font {
    bold: bool,
    struck: bool,
    white: bool,
}

#[derive(Debug, Default, PartialEq)]
enum List {
    #[default]
    None,
    Fonts,
    Fills,
    Styles,
}

impl Reading {
    fn open(&mut self, name: &[u8], attributes: Attributes) {
        match name {
            b"numFmt" => {
                let code = attributes.text(b"formatCode").unwrap_or_default().into_owned();
                self.codes.extend(attributes.number(b"numFmtId").map(|id| (id, code)));
            }
            b"fonts" => self.list = List::Fonts,
            b"cellXfs" => self.list = List::Styles,
            b"fills" => self.list = List::Fills,
            b"font" if self.list == List::Fonts => self.fonts.push(Font::default()),
            b"b" | b"strike" | b"color" if self.list == List::Fonts => {
                let off = matches!(attributes.text(b"val").as_deref(), Some("0" | "false"));
                match (name, self.fonts.last_mut()) {
                    (b"b", Some(font)) => font.bold = !off,
                    (b"strike", Some(font)) => font.struck = !off,
                    (_, Some(font)) => font.white = is_white(attributes),
                    (_, None) => {}
                }
            }
            b"fill" if self.list == List::Fills => self.white.push(true),
            b"patternFill" | b"gradientFill" if self.list == List::Fills => {
                let none = matches!(attributes.text(b"patternType").as_deref(), Some("none") | None);
                if let Some(white) = self.white.last_mut() {
                    *white = none;
                }
            }
            b"fgColor" if self.list == List::Fills => {
                if let Some(white) = self.white.last_mut() {
                    *white |= is_white(attributes);
                }
            }
            b"xf" if self.list == List::Styles && self.styles.len() < usize::from(u16::MAX) => {
                let font = attributes.number(b"fontId").unwrap_or(0) as usize;
                let fill = attributes.number(b"fillId").unwrap_or(0) as usize;
                self.styles
                    .push((attributes.number(b"numFmtId").unwrap_or(0), font, fill));
            }
            _ => {}
        }
    }

    fn finish(self) -> Vec<Style> {
        let style = |(format, font, fill): &(u32, usize, usize)| {
            let code = self.codes.get(format).map_or_else(|| built_in(*format), String::as_str);
            let font = self.fonts.get(*font).copied().unwrap_or_default();
            Style {
                format: NumberFormat::parse(code),
                bold: font.bold,
                struck: font.struck,
                unseen: font.white && self.white.get(*fill).copied().unwrap_or(true),
            }
        };
        let styles: Vec<Style> = self.styles.iter().map(style).collect();
        if styles.is_empty() {
            vec![Style::default()]
        } else {
            styles
        }
    }
}

/// Whether a colour is white: by its number, or as the ground of the usual themes.
fn is_white(attributes: Attributes) -> bool {
    let tinted = attributes.text(b"tint").is_some_and(|tint| tint.parse() != Ok(0.0));
    match attributes.text(b"rgb").as_deref() {
        Some(rgb) => rgb.to_ascii_uppercase().ends_with("FFFFFF"),
        None => attributes.number(b"theme") == Some(0) && !tinted || attributes.number(b"indexed") == Some(9),
    }
}

/// The formats that every workbook knows without declaring them (ECMA-376 part 1, 18.8.30), dates in the British way.
pub fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        5..=8 => "\"£\"#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        14 => "dd/mm/yyyy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "dd/mm/yyyy hh:mm",
        27..=31 | 36 | 50..=54 | 57 | 58 => "dd/mm/yyyy",
        41 | 42 => "#,##0",
        43 | 44 => "#,##0.00",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss",
        _ => "General",
    }
}
