//! The finished pack, file by file, against the protected figures: no number, no length of a bar, no order of lines and no
//! hidden part may tell more than the tables do. Whatever the scan does not know how to read counts as a leak.

use crate::chart::png::Painter;
use crate::domain::{Level, PublicPack, PublicSplit, inert};
use crate::pipeline::publish::markup::visible;
use crate::pipeline::publish::may::May;
use crate::pipeline::publish::{drawn, opened, page, sheets, workbook};
use crate::report::pack::{Files, PLACE_AND_TIME, slug};
use crate::withhold::Allowed;
use anyhow::Context;
use serde_json::Value;
use std::fmt;

/// Something in a file that no protected figure accounts for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// The file, relative to the pack.
    pub file: String,
    /// What was found.
    pub found: String,
}

impl fmt::Display for Leak {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}: {}", self.file, self.found)
    }
}

/// Every leak of the pack.
///
/// # Errors
/// When a file cannot be taken apart.
pub fn scan(files: &Files, pack: &PublicPack) -> anyhow::Result<Vec<Leak>> {
    let mut leaks = Vec::new();
    for (name, bytes) in files {
        let found = scan_file((name, bytes), files, pack).with_context(|| format!("cannot scan {name}"))?;
        leaks.extend(found.into_iter().map(|found| Leak {
            file: name.clone(),
            found,
        }));
    }
    Ok(leaks)
}

/// Pictures that are not those of the drawings beside them. Painting each again takes a few seconds for a year's pack.
///
/// # Errors
/// When a drawing cannot be painted.
pub fn strange_pictures(files: &Files) -> anyhow::Result<Vec<Leak>> {
    let painter = Painter::default();
    let mut leaks = Vec::new();
    for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".png")) {
        let drawing = files.get(&name.replace(".png", ".svg"));
        let drawing = drawing.with_context(|| format!("{name} has no drawing beside it"))?;
        if painter.png(std::str::from_utf8(drawing)?)? != *bytes {
            leaks.push(Leak {
                file: name.clone(),
                found: "the picture is not that of its drawing".to_string(),
            });
        }
    }
    Ok(leaks)
}

fn scan_file((name, bytes): (&str, &[u8]), files: &Files, pack: &PublicPack) -> anyhow::Result<Vec<String>> {
    let may = May { pack };
    let mut found = told(&may.words(), &name.replace(['_', '/'], " "));
    found.extend(scan_content((name, bytes), files, &may)?);
    Ok(found)
}

fn scan_content((name, bytes): (&str, &[u8]), files: &Files, may: &May) -> anyhow::Result<Vec<String>> {
    let (_, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    match ending {
        "xlsx" => Ok([workbook::scan(bytes, may)?, sheets::scan(bytes, may)?].concat()),
        "ods" => Ok([opened::scan(bytes, may)?, sheets::scan(bytes, may)?].concat()),
        "png" => Ok(picture(bytes)),
        "svg" => {
            let svg = std::str::from_utf8(bytes)?;
            let table = files
                .get(&name.replace(".svg", ".csv"))
                .context("a drawing without its figures")?;
            let mut found = told(&may.drawing(name), &visible(svg));
            found.extend(drawn::strangers(name, svg, std::str::from_utf8(table)?));
            Ok(found)
        }
        "html" => Ok(page::scan((name, std::str::from_utf8(bytes)?), files, may)),
        "json" => Ok(told(&may.file(name), &words(&serde_json::from_slice(bytes)?, ""))),
        "csv" => table((name, std::str::from_utf8(bytes)?), may),
        "txt" => Ok(told(&may.file(name), std::str::from_utf8(bytes)?)),
        _ => Ok(vec!["a kind of file that no published pack holds".to_string()]),
    }
}

/// The licence's name, whose number is no figure.
const LICENCE: &str = "OGL-UK-3.0";

/// What a text says beyond what it may.
pub(super) fn told(allowed: &Allowed, text: &str) -> Vec<String> {
    let strangers = allowed.strangers(&text.replace(LICENCE, ""));
    strangers.into_iter().map(|number| stranger(&number)).collect()
}

/// How a number is reported that no protected figure accounts for.
pub(super) fn stranger(number: &str) -> String {
    format!("the number {number} is not in the protected set")
}

/// The words of a description, without addresses and other machinery.
fn words(value: &Value, key: &str) -> String {
    if ["path", "url", "encoding", "@context", "@id", "mediatype"].contains(&key) {
        return String::new();
    }
    match value {
        Value::String(text) => format!("{text} "),
        Value::Number(number) => format!("{number} "),
        Value::Array(values) => values.iter().map(|value| words(value, key)).collect(),
        Value::Object(fields) => fields.iter().map(|(key, value)| words(value, key)).collect(),
        Value::Null | Value::Bool(_) => String::new(),
    }
}

/// The column of a description that says how many decimals an indicator has, and what it may hold.
const DECIMALS: &str = "indicator_dp";
const HOW_MANY_DECIMALS: &str = "0 1 2 3 4";

/// A table of data: in each column only numbers of its own indicator, and lines in the order of places, never of size.
fn table((name, text): (&str, &str), may: &May) -> anyhow::Result<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headings: Vec<String> = reader.headers()?.iter().map(str::to_string).collect();
    let mut found = told(&may.file(name), &headings.join(" , "));
    // The first columns of open data are times and codes, not figures.
    let is_open = name.starts_with("open-data/");
    let skipped = headings
        .iter()
        .take_while(|heading| is_open && PLACE_AND_TIME.contains(&heading.as_str()));
    let skipped = skipped.count();
    let mut columns: Vec<Allowed> = headings.iter().map(|heading| may.column(name, heading)).collect();
    let decimals = headings
        .iter()
        .position(|heading| heading == DECIMALS && name.ends_with(".meta.csv"));
    if let Some(column) = decimals.and_then(|nth| columns.get_mut(nth)) {
        column.text(HOW_MANY_DECIMALS);
    }
    let whole = may.file(name);
    for record in reader.records() {
        for (nth, cell) in record?.iter().enumerate().skip(skipped) {
            found.extend(told(columns.get(nth).unwrap_or(&whole), cell));
        }
    }
    found.extend(order((name, text), may.pack));
    found.extend(areas_of(name, text, may));
    Ok(found)
}

/// The split whose newest year a chart draws.
fn split_of<'a>(name: &str, pack: &'a PublicPack) -> Option<&'a PublicSplit> {
    pack.tables.iter().find_map(|table| {
        let own =
            |split: &&PublicSplit| name == format!("charts/{}_by_{}.csv", slug(&table.indicator), slug(&split.id));
        table.splits.iter().find(own)
    })
}

/// Every area of a table with all its years, in the order of places.
fn areas_of(name: &str, text: &str, may: &May) -> Option<String> {
    let file = name.strip_prefix("tables/")?;
    let table = may
        .owner(name)
        .filter(|table| file == format!("{}.csv", slug(&table.indicator)))?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let found: Vec<(String, String)> = reader
        .records()
        .filter_map(|record| {
            let record = record.ok()?;
            Some((record.get(1)?.to_string(), record.get(3)?.to_string()))
        })
        .collect();
    let known = table.rows.iter().flat_map(|row| {
        table
            .years
            .iter()
            .map(|year| (inert(&row.name).into_owned(), year.clone()))
    });
    (!known.eq(found)).then(|| "the lines are not every area and year in their order".to_string())
}

/// Every district once, in the order of places: an order by size would rank withheld figures, a missing line tell of one.
fn order((name, text): (&str, &str), pack: &PublicPack) -> Option<String> {
    if let Some(split) = split_of(name, pack) {
        let found = text.lines().skip(1).filter_map(|line| line.rsplit_once(','));
        let found = found.map(|(part, _)| part.trim_matches('"'));
        let known = split.parts.iter().map(|(words, _)| inert(words));
        return (!found.eq(known)).then(|| "the lines are not every part in the order of their list".to_string());
    }
    let own = pack
        .tables
        .iter()
        .find(|table| name == format!("charts/{}_districts.csv", slug(&table.indicator)))?;
    let found = text
        .lines()
        .skip(1)
        .filter_map(|line| line.rsplit_once(','))
        .map(|(place, _)| place.trim_matches('"'));
    let known = own
        .rows
        .iter()
        .filter(|row| row.level == Some(Level::District))
        .map(|row| inert(&row.name));
    (!found.eq(known)).then(|| "the lines are not every district in the order of places".to_string())
}

/// Parts of a picture that hold pixels; any other could hold words.
fn picture(bytes: &[u8]) -> Vec<String> {
    let mut at = 8;
    let mut found = Vec::new();
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_be_bytes([head[0], head[1], head[2], head[3]]) as usize;
        let kind = String::from_utf8_lossy(&head[4..]).into_owned();
        if !["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "pHYs", "sRGB"].contains(&kind.as_str()) {
            found.push(format!("the picture holds a part `{kind}`, which is not pixels"));
        }
        at += length + 12;
    }
    found
}
