//! An OpenDocument spreadsheet taken apart: every value, text and property, and whatever a reader would not see.

use crate::pipeline::publish::scan::visible;
use crate::withhold::Allowed;
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
pub fn scan(bytes: &[u8], texts: &Allowed, figures: &Allowed) -> anyhow::Result<Vec<String>> {
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
        let mut strangers = Vec::new();
        if name == "content.xml" {
            strangers.extend(figures.strangers(&values(&text)));
        }
        if name == "content.xml" || name == "meta.xml" {
            strangers.extend(texts.strangers(&visible(&text)));
        }
        found.extend(
            strangers
                .into_iter()
                .map(|number| format!("{name}: the number {number} is not in the protected set")),
        );
    }
    Ok(found)
}

/// The numbers that cells hold, whatever their text shows.
fn values(content: &str) -> String {
    let each = content.split("office:value=\"").skip(1);
    each.filter_map(|rest| rest.split('"').next())
        .collect::<Vec<&str>>()
        .join(" ; ")
}
