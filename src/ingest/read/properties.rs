//! What a workbook says of itself, from the parts under `docProps` or `meta.xml`.

use chrono::NaiveDateTime;

use crate::ingest::read::Properties;
use crate::ingest::read::xml::{Token, Tokens, unescape};
use crate::ingest::read::zip_parts::Parts;

/// Adds the properties of one part.
pub fn read(parts: &mut Parts, name: &str, properties: &mut Properties) {
    let Some(stream) = parts.stream(name) else { return };
    let mut tokens = Tokens::new(stream);
    let mut field = String::new();
    let mut custom = String::new();
    while let Ok(Some(token)) = tokens.next() {
        match token {
            Token::Open { name, attributes, .. } => {
                field = String::from_utf8_lossy(name).into_owned();
                if let Some(name) = attributes.text(b"name") {
                    custom = name.into_owned();
                }
            }
            Token::Text(text) => {
                let text = unescape(text).trim().to_owned();
                if !text.is_empty() {
                    note(properties, if custom.is_empty() { &field } else { &custom }, text);
                }
            }
            Token::Close {
                name: b"property" | b"user-defined",
            } => custom.clear(),
            _ => {}
        }
        if properties.all.len() > 10_000 {
            break;
        }
    }
}

fn note(properties: &mut Properties, field: &str, text: String) {
    match field {
        "title" => properties.title.clone_from(&text),
        // `modified` in Office files, `date` in OpenDocument.
        "modified" | "date" => properties.modified = moment(&text).or(properties.modified),
        _ => {}
    }
    properties.all.push((field.to_owned(), text));
}

fn moment(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text.get(..19)?, "%Y-%m-%dT%H:%M:%S").ok()
}
