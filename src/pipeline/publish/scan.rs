//! The finished pack, file by file, against the protected figures: no number, no length of a bar, no order of lines and no
//! hidden part may tell more than the tables do. Whatever the scan does not know how to read counts as a leak.

use crate::chart::scale::{Scale, tick};
use crate::domain::{Level, Public, PublicPack, PublicSplit, PublicTable};
use crate::pipeline::publish::{drawn, opened, workbook};
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

fn scan_file((name, bytes): (&str, &[u8]), files: &Files, pack: &PublicPack) -> anyhow::Result<Vec<String>> {
    let (_, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let allowed = allowed_in(name, pack);
    match ending {
        "xlsx" => workbook::scan(bytes, &allowed, &figures_of(pack)),
        "ods" => opened::scan(bytes, &allowed, &figures_of(pack)),
        "png" => Ok(picture(bytes)),
        "svg" => {
            let svg = std::str::from_utf8(bytes)?;
            let table = files
                .get(&name.replace(".svg", ".csv"))
                .context("a drawing without its figures")?;
            let mut found = told(&allowed, &visible(svg));
            found.extend(drawn::strangers(name, svg, std::str::from_utf8(table)?));
            Ok(found)
        }
        "html" => Ok(told(
            &allowed,
            &without_sizes(&visible(std::str::from_utf8(bytes)?), files),
        )),
        "json" => Ok(told(&allowed, &words(&serde_json::from_slice(bytes)?, ""))),
        "csv" => Ok(table((name, std::str::from_utf8(bytes)?), &allowed, pack)),
        "txt" => Ok(told(&allowed, std::str::from_utf8(bytes)?)),
        _ => Ok(vec!["a kind of file that no published pack holds".to_string()]),
    }
}

/// The licence's name, whose number is no figure.
const LICENCE: &str = "OGL-UK-3.0";

fn told(allowed: &Allowed, text: &str) -> Vec<String> {
    let strangers = allowed.strangers(&text.replace(LICENCE, ""));
    strangers
        .into_iter()
        .map(|number| format!("the number {number} is not in the protected set"))
        .collect()
}

/// Files of one indicator may hold its own figures only; others those of the whole pack.
fn allowed_in(name: &str, pack: &PublicPack) -> Allowed {
    let mut allowed = Allowed::default();
    let words = [&pack.board, &pack.year, &pack.source, &pack.home.1];
    words.into_iter().for_each(|text| allowed.text(text));
    let file = name.rsplit('/').next().unwrap_or(name);
    let is_own = |table: &&PublicTable| {
        let slug = slug(&table.indicator);
        file.strip_prefix(&slug)
            .is_some_and(|rest| rest.starts_with(['_', '.']))
    };
    let in_charts = ["charts/", "tables/", "take/"]
        .iter()
        .any(|folder| name.starts_with(folder));
    for table in pack.tables.iter().filter(|table| !in_charts || is_own(table)) {
        allow_table(&mut allowed, table);
    }
    if !in_charts {
        allowed.text(&format!("1 {}", pack.withheld_up_to));
        let said = pack.changes.iter().chain(&pack.since_editions);
        said.for_each(|text| allowed.text(text));
        pack.impact.iter().for_each(|it| allowed.text(&it.about));
    }
    if name.ends_with(".xlsx") || name.ends_with(".ods") {
        let notes: usize = pack
            .tables
            .iter()
            .map(|table| table.notes.len() + usize::from(table.counts_events))
            .sum();
        (1..=notes).for_each(|note| allowed.number(note as f64));
    }
    if name == "open-data/LICENCE.txt" {
        allowed.text("3");
    }
    allowed
}

fn allow_table(allowed: &mut Allowed, table: &PublicTable) {
    let words = [
        &table.name,
        &table.theme_title,
        &table.definition,
        &table.counted.0,
        &table.unit_words,
    ];
    words.into_iter().for_each(|text| allowed.text(text));
    table
        .counted
        .1
        .iter()
        .chain(&table.notes)
        .chain(&table.years)
        .chain(&table.quarters)
        .chain(table.comparators.iter().flat_map(|other| [&other.group, &other.source]))
        .chain(table.splits.iter().map(|split| &split.means))
        .chain(
            table
                .splits
                .iter()
                .flat_map(|split| split.parts.iter().map(|(words, _)| words)),
        )
        .for_each(|text| allowed.text(text));
    table.rows.iter().for_each(|row| allowed.text(&row.name));
    figures(table).for_each(|figure| {
        allowed.text(&figure.to_string());
        allowed.number(figure.drawn().unwrap_or_default());
    });
    let highest = figures(table).filter_map(Public::drawn).fold(1.0, f64::max);
    let drawn: Vec<f64> = figures(table).filter_map(Public::drawn).chain([highest]).collect();
    for top in drawn {
        let scale = Scale::holding([0.0, top.max(1.0)], table.unit);
        scale
            .iter()
            .flat_map(|scale| &scale.ticks)
            .for_each(|at| allowed.text(&tick(*at, table.unit)));
    }
}

fn figures(table: &PublicTable) -> impl Iterator<Item = &Public> {
    let all = table.rows.iter().flat_map(|row| &row.figures).chain(&table.by_quarter);
    let others = table.comparators.iter().flat_map(|other| &other.figures);
    let parts = table
        .splits
        .iter()
        .flat_map(|split| split.parts.iter().flat_map(|(_, figures)| figures));
    all.flat_map(|figure| {
        [
            Some(&figure.value),
            Some(&figure.numerator),
            figure.denominator.as_ref(),
        ]
    })
    .flatten()
    .chain(parts)
    .chain(others)
}

fn figures_of(pack: &PublicPack) -> Allowed {
    let mut allowed = Allowed::default();
    pack.tables
        .iter()
        .flat_map(figures)
        .filter_map(Public::drawn)
        .for_each(|number| allowed.number(number));
    allowed
}

/// The text that a page or drawing shows or reads out, without markup, styles and coordinates.
pub fn visible(markup: &str) -> String {
    let mut text = String::new();
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push(' ');
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        for attribute in ["alt=\"", "aria-label=\"", "title=\"", "content=\"", "value=\"", "data-"] {
            if let Some((_, value)) = tag.split_once(attribute).filter(|_| !tag.contains("name=\"viewport\"")) {
                text.push_str(value.split('"').next().unwrap_or_default());
                text.push(' ');
            }
        }
        rest = if tag == "style" {
            after.split_once("</style>").map_or("", |(_, after)| after)
        } else {
            after
        };
    }
    let text = text + rest;
    let entities = [
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&quot;", "\""),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ];
    entities
        .iter()
        .fold(text, |text, (entity, letter)| text.replace(entity, letter))
}

/// A page's text without the sizes of the files that it links to.
fn without_sizes(text: &str, files: &Files) -> String {
    let sizes: std::collections::BTreeSet<usize> = files.values().map(|bytes| bytes.len().div_ceil(1000)).collect();
    let said = sizes.into_iter().map(|size| format!("({size} kB)"));
    said.fold(text.to_string(), |text, size| text.replace(&size, ""))
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

/// A table of data: only known numbers, and lines in the order of places, never of size.
fn table((name, text): (&str, &str), allowed: &Allowed, pack: &PublicPack) -> Vec<String> {
    if name.ends_with(".meta.csv") {
        return told(allowed, text);
    }
    // The first columns of open data are times and codes, not figures.
    let headings = text.lines().next().unwrap_or_default().split(',');
    let skipped = headings
        .take_while(|heading| name.starts_with("open-data/") && PLACE_AND_TIME.contains(heading))
        .count();
    let mut found = Vec::new();
    for line in text.lines().skip(1) {
        let figures: Vec<&str> = line.split(',').skip(skipped).collect();
        found.extend(told(allowed, &figures.join(" , ")));
    }
    found.extend(order((name, text), pack));
    found
}

/// The split whose newest year a chart draws.
fn split_of<'a>(name: &str, pack: &'a PublicPack) -> Option<&'a PublicSplit> {
    pack.tables.iter().find_map(|table| {
        let own =
            |split: &&PublicSplit| name == format!("charts/{}_by_{}.csv", slug(&table.indicator), slug(&split.id));
        table.splits.iter().find(own)
    })
}

/// Every district once, in the order of places: an order by size would rank withheld figures, a missing line tell of one.
fn order((name, text): (&str, &str), pack: &PublicPack) -> Option<String> {
    if let Some(split) = split_of(name, pack) {
        let found = text.lines().skip(1).filter_map(|line| line.rsplit_once(','));
        let found = found.map(|(part, _)| part.trim_matches('"'));
        let known = split.parts.iter().map(|(words, _)| words.as_str());
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
        .map(|row| row.name.as_str());
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
