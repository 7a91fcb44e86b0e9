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
                name: b"cellXfs" | b"fonts",
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
    bold: Vec<bool>,
    /// Number format and font of each style.
    styles: Vec<(u32, usize)>,
}

#[derive(Debug, Default, PartialEq)]
enum List {
    #[default]
    None,
    Fonts,
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
            b"font" if self.list == List::Fonts => self.bold.push(false),
            b"b" if self.list == List::Fonts => {
                let off = matches!(attributes.text(b"val").as_deref(), Some("0" | "false"));
                if let Some(bold) = self.bold.last_mut() {
                    *bold = !off;
                }
            }
            b"xf" if self.list == List::Styles && self.styles.len() < usize::from(u16::MAX) => {
                let font = attributes.number(b"fontId").unwrap_or(0) as usize;
                self.styles.push((attributes.number(b"numFmtId").unwrap_or(0), font));
            }
            _ => {}
        }
    }

    fn finish(self) -> Vec<Style> {
        let style = |(format, font): &(u32, usize)| {
            let code = self.codes.get(format).map_or_else(|| built_in(*format), String::as_str);
            Style {
                format: NumberFormat::parse(code),
                bold: self.bold.get(*font).copied().unwrap_or(false),
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
