//! An OpenDocument spreadsheet, zipped or flat, into sheets.

mod styles;
mod table;

use std::collections::BTreeMap;
use std::io::Read;

use crate::ingest::read::ods::styles::{CellStyle, StyleReader};
use crate::ingest::read::ods::table::TableReader;
use crate::ingest::read::properties;
use crate::ingest::read::xml::{Attributes, Token, Tokens, unescape};
use crate::ingest::read::zip_parts::Parts;
use crate::ingest::read::{Aside, FileKind, Outcome, ReadFile, Refusal};
use crate::ingest::sheet::grid::TooMuch;

/// Reads a zipped spreadsheet.
pub fn read(mut parts: Parts) -> Outcome {
    let refused = |refusal| (FileKind::Ods, refusal);
    let manifest = parts.bytes("META-INF/manifest.xml", 4 << 20).unwrap_or_default();
    if memchr::memmem::find(&manifest, b"encryption-data").is_some() {
        return Err(refused(Refusal::protected()));
    }
    // Styles that are shared by all sheets stand in a part of their own.
    let shared = parts
        .stream("styles.xml")
        .map(|stream| read_styles(Tokens::new(stream)))
        .unwrap_or_default();
    let content = parts
        .stream("content.xml")
        .ok_or_else(|| refused(Refusal::damaged("its content is missing")))?;
    let mut file = read_content(Tokens::new(content), shared).map_err(refused)?;
    properties::read(&mut parts, "meta.xml", &mut file.properties);
    Ok(file)
}

/// Reads a flat spreadsheet: one XML document.
pub fn read_flat(bytes: &[u8]) -> Outcome {
    read_content(Tokens::new(bytes), BTreeMap::new()).map_err(|refusal| (FileKind::Ods, refusal))
}

fn read_styles<R: Read>(mut tokens: Tokens<R>) -> BTreeMap<String, CellStyle> {
    let mut styles = StyleReader::default();
    while let Ok(Some(token)) = tokens.next() {
        if let Token::Open { name, attributes, .. } = token {
            styles.open(name, attributes);
        }
    }
    styles.finish()
}

fn read_content<R: Read>(mut tokens: Tokens<R>, shared: BTreeMap<String, CellStyle>) -> Result<ReadFile, Refusal> {
    let too_much = |much: TooMuch| Refusal::too_large(much.to_string());
    let mut reading = Reading {
        styles: StyleReader::from_shared(shared),
        ..Reading::default()
    };
    while let Some(token) = tokens.next()? {
        match token {
            Token::Open {
                name,
                attributes,
                empty,
            } => reading.open(name, attributes, empty).map_err(too_much)?,
            Token::Text(text) => reading.text(&unescape(text)),
            Token::Literal(text) => reading.text(&String::from_utf8_lossy(text)),
            Token::Close { name } => reading.close(name).map_err(too_much)?,
        }
    }
    if reading.file.sheets.is_empty() {
        return Err(Refusal::damaged("it holds no sheet"));
    }
    Ok(reading.file)
}

#[derive(Default)]
struct Reading {
    styles: StyleReader,
    table: Option<TableReader>,
    file: ReadFile,
    in_body: bool,
}

impl Reading {
    fn open(&mut self, name: &[u8], attributes: Attributes, empty: bool) -> Result<(), TooMuch> {
        match (name, &mut self.table) {
            (b"table", None) if !empty => {
                self.in_body = true;
                self.table = Some(TableReader::new(attributes, &self.styles, self.file.sheets.len()));
            }
            (_, Some(table)) => table.open(name, attributes, empty)?,
            (b"named-expression" | b"named-range" | b"content-validation" | b"database-range", None) => {
                let words: Vec<String> = attributes.map(|(_, value)| unescape(value).into_owned()).collect();
                self.file.asides.push(Aside::of_file("defined name", words.join(" ")));
            }
            _ => self.styles.open(name, attributes),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        match &mut self.table {
            Some(table) => table.text(text),
            // Between the sheets stand recorded changes, with what was deleted.
            None if !text.trim().is_empty() => self.file.asides.push(Aside::of_file("recorded change", text)),
            None => {}
        }
    }

    fn close(&mut self, name: &[u8]) -> Result<(), TooMuch> {
        let Some(table) = &mut self.table else { return Ok(()) };
        if name != b"table" || table.depth > 0 {
            return table.close(name);
        }
        if let Some(table) = self.table.take() {
            let (sheet, asides) = table.finish();
            self.file.kind = FileKind::Ods;
            self.file.sheets.push(sheet);
            self.file.asides.extend(asides);
        }
        Ok(())
    }
}
