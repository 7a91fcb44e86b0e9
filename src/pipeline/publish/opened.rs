//! An OpenDocument spreadsheet taken apart: every value, text and property, and whatever a reader would not see.

use crate::pipeline::publish::markup::texts;
use crate::pipeline::publish::may::May;
use crate::pipeline::publish::scan::told;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The parts that a plain spreadsheet has.
const KNOWN: [&str; 5] = [
    "mimetype",
    "META-INF/manifest.xml",
    "meta.xml",
    "styles.xml",
    "content.xml",
];
/// What must not be in a published spreadsheet, as it stands in its parts.
const FORBIDDEN: [(&str, &str); 6] = [
    ("table:formula", "a formula"),
    ("table:display=\"false\"", "a hidden sheet"),
    ("table:visibility=", "a hidden row or column"),
    ("table:named-", "a named range"),
    ("office:annotation", "a comment"),
    ("table:number-columns-spanned", "a merged cell"),
];

/// Everything in the spreadsheet that the protected figures do not account for.
///
/// # Errors
/// When it is no spreadsheet.
pub fn scan(bytes: &[u8], may: &May) -> anyhow::Result<Vec<String>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut found = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at)?;
        let name = entry.name()?.to_string();
        if !KNOWN.contains(&name.as_str()) {
            found.push(format!("the spreadsheet holds a part `{name}`"));
            continue;
        }
        let mut text = String::new();
        entry.read_to_string(&mut text)?;
        let forbidden = FORBIDDEN.iter().filter(|(mark, _)| text.contains(mark));
        found.extend(forbidden.map(|(_, what)| format!("{name}: {what}")));
        let said = match name.as_str() {
            "content.xml" => told(&may.whole(), &format!("{} ; {}", values(&text), texts(&text))),
            "styles.xml" => told(&may.anywhere(), &texts(&text)),
            "meta.xml" => told(&may.words(), &texts(&text)),
            _ => continue,
        };
        found.extend(said.into_iter().map(|what| format!("{name}: {what}")));
    }
    Ok(found)
}

/// The numbers that cells hold, whatever their text shows, and the names of sheets and tables.
fn values(content: &str) -> String {
    let of = |attribute: &str| -> Vec<String> {
        let named = format!("{attribute}=\"");
        let each = content.split(&named).skip(1);
        each.filter_map(|rest| Some(rest.split('"').next()?.to_string()))
            .collect()
    };
    [of("office:value"), of("table:name")].concat().join(" ; ")
}
