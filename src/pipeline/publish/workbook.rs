//! A workbook taken apart: every cell, shared text and property, and whatever a reader would not see.

use crate::pipeline::publish::scan::visible;
use crate::withhold::Allowed;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// What must not be in a published workbook, as it stands in its parts.
const FORBIDDEN: [(&str, &str); 7] = [
    ("<f>", "a formula"),
    ("<f ", "a formula"),
    ("state=\"hidden\"", "a hidden sheet"),
    ("state=\"veryHidden\"", "a hidden sheet"),
    ("hidden=\"1\"", "a hidden row or column"),
    ("<definedName", "a defined name"),
    ("<mergeCell", "a merged cell"),
];
/// Beginnings of the parts that a plain workbook has.
const KNOWN: [&str; 10] = [
    "[Content_Types].xml",
    "_rels/",
    "docProps/app.xml",
    "docProps/core.xml",
    "xl/workbook.xml",
    "xl/_rels/",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/tables/table",
    "xl/theme/",
];

/// Everything in the workbook that the protected figures do not account for. Numbers in cells must be published figures;
/// numbers in texts may also be words of definitions.
///
/// # Errors
/// When it is no workbook.
pub fn scan(bytes: &[u8], texts: &Allowed, figures: &Allowed) -> anyhow::Result<Vec<String>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut found = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at)?;
        let name = entry.name()?.to_string();
        let is_sheet = name.starts_with("xl/worksheets/");
        if !is_sheet && !KNOWN.iter().any(|known| name.starts_with(known)) {
            found.push(format!("the workbook holds a part `{name}`"));
            continue;
        }
        let mut text = String::new();
        entry.read_to_string(&mut text)?;
        let forbidden = FORBIDDEN.iter().filter(|(mark, _)| text.contains(mark));
        found.extend(forbidden.map(|(_, what)| format!("{name}: {what}")));
        let strangers = if is_sheet && !name.ends_with(".rels") {
            figures.strangers(&cell_numbers(&text))
        } else if name == "xl/sharedStrings.xml" || name == "docProps/core.xml" {
            texts.strangers(&without_times(&visible(&text)))
        } else {
            Vec::new()
        };
        found.extend(
            strangers
                .into_iter()
                .map(|number| format!("{name}: the number {number} is not in the protected set")),
        );
    }
    Ok(found)
}

/// The numbers that cells hold, at full precision, whatever their format shows.
fn cell_numbers(sheet: &str) -> String {
    let mut numbers = String::new();
    for cell in sheet.split("<c ").skip(1) {
        let (tag, inside) = cell.split_once('>').unwrap_or((cell, ""));
        let value = inside.split_once("<v>").and_then(|(_, rest)| rest.split_once("</v>"));
        if let Some((value, _)) = value.filter(|_| !tag.contains("t=\"s\"")) {
            numbers.push_str(value);
            numbers.push_str(" ; ");
        }
    }
    numbers
}

/// A text without times such as `2026-04-01T00:00:00Z`.
fn without_times(text: &str) -> String {
    let words = text
        .split_whitespace()
        .filter(|word| !(word.ends_with('Z') && word.contains('T') && word.contains(':')));
    words.collect::<Vec<&str>>().join(" ")
}
