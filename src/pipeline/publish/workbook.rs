//! A workbook taken apart: its texts, headings and properties, and whatever a reader would not see.

use crate::pipeline::publish::markup::texts;
use crate::pipeline::publish::may::May;
use crate::pipeline::publish::scan::told;
use crate::withhold::Allowed;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// What must not be in a published workbook, as it stands in its parts.
const FORBIDDEN: [(&str, &str); 12] = [
    ("<f>", "a formula"),
    ("<f ", "a formula"),
    ("state=\"hidden\"", "a hidden sheet"),
    ("state=\"veryHidden\"", "a hidden sheet"),
    ("hidden=\"1\"", "a hidden row or column"),
    ("hidden=\"true\"", "a hidden row or column"),
    ("<headerFooter", "a header or footer"),
    ("<dataValidation", "a prompt"),
    ("<conditionalFormatting", "a conditional format"),
    ("tooltip=", "a tooltip"),
    ("<definedName", "a defined name"),
    ("<mergeCell", "a merged cell"),
];
/// Beginnings of the parts that a plain workbook has.
const KNOWN: [&str; 11] = [
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
    "xl/worksheets/",
];

/// What a workbook must not have, and everything in its texts, headings and properties that no protected figure accounts for;
/// what its cells hold is read sheet by sheet beside this.
///
/// # Errors
/// When it is no workbook.
pub fn scan(bytes: &[u8], may: &May) -> anyhow::Result<Vec<String>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut found = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at)?;
        let name = entry.name()?.to_string();
        if !KNOWN.iter().any(|known| name.starts_with(known)) {
            found.push(format!("the workbook holds a part `{name}`"));
            continue;
        }
        let mut text = String::new();
        entry.read_to_string(&mut text)?;
        let forbidden = FORBIDDEN.iter().filter(|(mark, _)| text.contains(mark));
        found.extend(forbidden.map(|(_, what)| format!("{name}: {what}")));
        let (allowed, said) = match name.as_str() {
            "xl/sharedStrings.xml" => (may.whole(), texts(&text)),
            "docProps/core.xml" => (may.words(), texts(&without_times(&text))),
            "docProps/app.xml" => (may.words(), texts(&without_counts(&text))),
            "xl/styles.xml" => (Allowed::default(), formats(&text)),
            _ if name.starts_with("xl/tables/") => (may.words(), headings(&text)),
            _ => continue,
        };
        found.extend(told(&allowed, &said).into_iter().map(|what| format!("{name}: {what}")));
    }
    Ok(found)
}

/// The headings of a table, as its description names them.
fn headings(description: &str) -> String {
    let named = description.split("<tableColumn ").skip(1);
    let names = named.filter_map(|rest| rest.split_once("name=\"")?.1.split('"').next());
    texts(&names.collect::<Vec<&str>>().join(" ; "))
}

/// How numbers are shown, without the two ways that a published workbook has.
fn formats(styles: &str) -> String {
    let codes = styles
        .split("formatCode=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let strange = codes.filter(|code| !["#,##0", "#,##0.0"].contains(code));
    strange.collect::<Vec<&str>>().join(" ; ")
}

/// The properties without how many sheets there are and which version of the program's format it is.
fn without_counts(properties: &str) -> String {
    let counted = ["vt:i4", "AppVersion", "DocSecurity"];
    counted
        .iter()
        .fold(properties.to_string(), |text, element| without_element(&text, element))
}

/// The properties without the times of making, such as `2026-04-01T00:00:00Z`.
fn without_times(properties: &str) -> String {
    let times = ["dcterms:created", "dcterms:modified"];
    times
        .iter()
        .fold(properties.to_string(), |text, element| without_element(&text, element))
}

fn without_element(text: &str, name: &str) -> String {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let mut parts = text.split(&open);
    let mut rest = parts.next().unwrap_or_default().to_string();
    for part in parts {
        rest.push_str(part.split_once(&close).map_or(part, |(_, after)| after));
    }
    rest
}
