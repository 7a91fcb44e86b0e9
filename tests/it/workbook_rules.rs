//! What a machine can judge of a workbook for people who do not see it: the sixteen points of a checklist, each with what breaks it.

use regex::Regex;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

/// The parts of a workbook by name, as text.
pub type Parts = Vec<(String, String)>;

/// One point: what it asks, and what breaks it.
pub struct Point {
    /// As a sentence.
    pub asks: &'static str,
    /// What breaks it, one line a breach.
    pub find: fn(&Parts) -> Vec<String>,
}

/// Every point.
pub const POINTS: [Point; 16] = [
    Point {
        asks: "Each sheet but a cover holds one table, with a name",
        find: one_table,
    },
    Point {
        asks: "No cells are merged",
        find: |parts| in_sheets(parts, &["mergeCell"]),
    },
    Point {
        asks: "Nothing is filtered",
        find: filters,
    },
    Point {
        asks: "No panes are frozen or split",
        find: |parts| in_sheets(parts, &["<pane"]),
    },
    Point {
        asks: "Nothing is hidden",
        find: hidden,
    },
    Point {
        asks: "No drawings, pictures or comments float over cells",
        find: floating,
    },
    Point {
        asks: "There is no running head or foot",
        find: |parts| in_sheets(parts, &["<headerFooter"]),
    },
    Point {
        asks: "Headings of a table differ and none is blank",
        find: headings,
    },
    Point {
        asks: "A1 holds the title, marked as a heading",
        find: titles,
    },
    Point {
        asks: "A cell in brackets is a mark that the notes explain",
        find: marks,
    },
    Point {
        asks: "The document has a title and its language",
        find: about,
    },
    Point {
        asks: "It opens on A1 of the first sheet",
        find: opens,
    },
    Point {
        asks: "There are no formulas",
        find: |parts| in_sheets(parts, &["<f>", "<f "]),
    },
    Point {
        asks: "There are no macros and no links to other files",
        find: foreign,
    },
    Point {
        asks: "A number is a number, and a table has no empty cell",
        find: cells,
    },
    Point {
        asks: "Tables start in column A with nothing under them; sheets have names of their own and no fill",
        find: places,
    },
];

/// A workbook as its parts.
pub fn parts(workbook: &[u8]) -> Parts {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("a workbook");
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("a part");
        let name = entry.name().expect("a name").to_string();
        let mut text = String::new();
        entry.read_to_string(&mut text).expect("text");
        parts.push((name, text));
    }
    parts
}

/// Everything that breaks a point.
pub fn breaches(parts: &Parts) -> Vec<String> {
    let of = |point: &Point| -> Vec<String> {
        let found = (point.find)(parts);
        found
            .into_iter()
            .map(|what| format!("{}: {what}", point.asks))
            .collect()
    };
    POINTS.iter().flat_map(of).collect()
}

/// Checks a workbook and gives the number of its sheets.
pub fn kept(workbook: &[u8], title: &str) -> usize {
    let parts = parts(workbook);
    let found = breaches(&parts);
    assert!(found.is_empty(), "{}", found.join("\n"));
    let core = part(&parts, "docProps/core.xml");
    assert!(core.contains(&format!("<dc:title>{title}</dc:title>")), "{core}");
    sheets(&parts).count()
}

fn between<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(start)
        .skip(1)
        .filter_map(move |rest| rest.split_once(end).map(|(inside, _)| inside))
}

fn below<'a>(parts: &'a Parts, start: &'static str) -> impl Iterator<Item = &'a (String, String)> {
    parts.iter().filter(move |(name, _)| name.starts_with(start))
}

fn sheets(parts: &Parts) -> impl Iterator<Item = &(String, String)> {
    below(parts, "xl/worksheets/sheet")
}

fn part<'a>(parts: &'a Parts, name: &str) -> &'a str {
    parts
        .iter()
        .find(|(other, _)| other == name)
        .map_or("", |(_, text)| text)
}

/// The texts that cells share, by number.
fn shared(parts: &Parts) -> Vec<String> {
    let tags = Regex::new("<[^>]+>").expect("a pattern");
    between(part(parts, "xl/sharedStrings.xml"), "<si>", "</si>")
        .map(|text| tags.replace_all(text, "").into_owned())
        .collect()
}

/// The cells of a sheet: place, text, and whether it is kept as text.
fn cells_of(sheet: &str, shared: &[String]) -> Vec<(String, String, bool)> {
    let cell = Regex::new(r#"(?s)<c r="([A-Z]+\d+)"([^>]*?)(?:/>|>(.*?)</c>)"#).expect("a pattern");
    let value = Regex::new(r"(?s)<(?:v|t)[^>]*>(.*?)</(?:v|t)>").expect("a pattern");
    cell.captures_iter(sheet)
        .map(|found| {
            let inside = found.get(3).map_or("", |inside| inside.as_str());
            let plain = value
                .captures(inside)
                .map_or(String::new(), |value| value[1].to_string());
            let is_shared = found[2].contains("t=\"s\"");
            let text = match is_shared {
                true => plain
                    .parse()
                    .ok()
                    .and_then(|at: usize| shared.get(at).cloned())
                    .unwrap_or_default(),
                false => plain,
            };
            (
                found[1].to_string(),
                text,
                is_shared || found[2].contains("t=\"inlineStr\"") || found[2].contains("t=\"str\""),
            )
        })
        .collect()
}

/// First and last row and column of a range such as `A3:F20`.
fn range(place: &str) -> Option<((u32, u32), (u32, u32))> {
    let (from, to) = place.split_once(':')?;
    Some((corner(from)?, corner(to)?))
}

/// Column, from 1, and row of a cell such as `C7`.
fn corner(cell: &str) -> Option<(u32, u32)> {
    let letters: String = cell.chars().take_while(char::is_ascii_uppercase).collect();
    let column = letters
        .bytes()
        .fold(0, |sum, letter| sum * 26 + u32::from(letter - b'A') + 1);
    Some((column, cell[letters.len()..].parse().ok()?))
}

/// The table of a sheet, found through the sheet's own list of relations.
fn table_of<'a>(parts: &'a Parts, sheet: &str) -> Option<&'a str> {
    let file = sheet.rsplit('/').next()?;
    let relations = part(parts, &format!("xl/worksheets/_rels/{file}.rels"));
    let target = between(relations, "Target=\"../tables/", "\"").next()?;
    Some(part(parts, &format!("xl/tables/{target}")))
}

fn in_sheets(parts: &Parts, bad: &[&str]) -> Vec<String> {
    let found = sheets(parts).flat_map(|(name, sheet)| {
        let bad = bad.iter().filter(|bad| sheet.contains(**bad));
        bad.map(move |bad| format!("{name} has {bad}"))
    });
    found.collect()
}

fn one_table(parts: &Parts) -> Vec<String> {
    let mut found = Vec::new();
    for (nth, (name, sheet)) in sheets(parts).enumerate() {
        let tables = sheet.matches("<tablePart ").count();
        if tables > 1 || (tables == 0 && nth > 0) {
            found.push(format!("{name} has {tables} tables"));
        }
    }
    let unnamed = below(parts, "xl/tables/").filter(|(_, table)| !table.contains(" displayName=\""));
    found.extend(unnamed.map(|(name, _)| format!("{name} has no name")));
    found
}

fn filters(parts: &Parts) -> Vec<String> {
    let tables = below(parts, "xl/tables/").filter(|(_, table)| table.contains("<autoFilter"));
    let mut found: Vec<String> = tables.map(|(name, _)| name.clone()).collect();
    found.extend(in_sheets(parts, &["<autoFilter"]));
    found
}

fn hidden(parts: &Parts) -> Vec<String> {
    let mut found = in_sheets(parts, &["hidden=\"1\"", "hidden=\"true\"", "zeroHeight"]);
    if part(parts, "xl/workbook.xml").contains("state=") {
        found.push("a sheet is hidden".into());
    }
    found
}

fn floating(parts: &Parts) -> Vec<String> {
    let mut found = in_sheets(parts, &["<drawing", "<legacyDrawing", "<picture", "<oleObject"]);
    let media = parts
        .iter()
        .filter(|(name, _)| name.contains("/media/") || name.contains("/comments"));
    found.extend(media.map(|(name, _)| name.clone()));
    found
}

fn headings(parts: &Parts) -> Vec<String> {
    let mut found = Vec::new();
    for (name, table) in below(parts, "xl/tables/") {
        let heads: Vec<String> = between(table, "<tableColumn ", ">")
            .flat_map(|column| between(column, " name=\"", "\""))
            .map(str::to_lowercase)
            .collect();
        let different: BTreeSet<&String> = heads.iter().collect();
        if different.len() != heads.len() || heads.iter().any(|head| head.trim().is_empty()) || heads.is_empty() {
            found.push(format!("{name}: {heads:?}"));
        }
    }
    found
}

fn titles(parts: &Parts) -> Vec<String> {
    let styles = part(parts, "xl/styles.xml");
    let Some(style) = between(styles, "<cellStyle name=\"Heading 1\" xfId=\"", "\"").next() else {
        return vec!["no style is called Heading 1".into()];
    };
    let formats = between(styles, "<cellXfs", "</cellXfs>").next().unwrap_or_default();
    let own = format!("xfId=\"{style}\"");
    let heading = formats.split("<xf ").skip(1).position(|format| format.contains(&own));
    let wanted = format!("s=\"{}\"", heading.map_or(String::new(), |at| at.to_string()));
    let lacking = sheets(parts).filter(|(_, sheet)| {
        let first = between(sheet, "<c r=\"A1\" ", ">").next().unwrap_or_default();
        !first.contains(&wanted)
    });
    lacking.map(|(name, _)| name.clone()).collect()
}

fn marks(parts: &Parts) -> Vec<String> {
    let shared = shared(parts);
    let is_mark =
        |text: &str| text.starts_with('[') && text.ends_with(']') && !text[1..text.len() - 1].contains(['[', ']']);
    let all: Vec<Vec<(String, String, bool)>> = sheets(parts).map(|(_, sheet)| cells_of(sheet, &shared)).collect();
    // What the column A of any sheet explains in the cell beside.
    let explained = |mark: &str| {
        all.iter().any(|cells| {
            let mut pairs = cells.windows(2);
            pairs.any(|pair| {
                pair[0].1 == mark && pair[0].0.starts_with('A') && pair[1].0.starts_with('B') && !is_mark(&pair[1].1)
            })
        })
    };
    let used: BTreeSet<&str> = all
        .iter()
        .flatten()
        .map(|(_, text, _)| text.as_str())
        .filter(|text| is_mark(text))
        .collect();
    used.into_iter()
        .filter(|mark| !explained(mark))
        .map(str::to_string)
        .collect()
}

fn about(parts: &Parts) -> Vec<String> {
    let core = part(parts, "docProps/core.xml");
    let title = between(core, "<dc:title>", "</dc:title>")
        .next()
        .is_some_and(|title| !title.trim().is_empty());
    let language = core.contains("<dc:language>en-GB</dc:language>");
    let mut found = Vec::new();
    if !title {
        found.push("no title".into());
    }
    if !language {
        found.push("no language".into());
    }
    found
}

fn opens(parts: &Parts) -> Vec<String> {
    let workbook = part(parts, "xl/workbook.xml");
    let mut found = Vec::new();
    if workbook.contains("activeTab=") && !workbook.contains("activeTab=\"0\"") {
        found.push("it opens on another sheet".into());
    }
    let elsewhere =
        sheets(parts).filter(|(_, sheet)| sheet.contains("activeCell=") && !sheet.contains("activeCell=\"A1\""));
    found.extend(elsewhere.map(|(name, _)| format!("{name} opens on another cell")));
    found
}

fn foreign(parts: &Parts) -> Vec<String> {
    let strange = ["vbaProject", "externalLink", "connections.xml", "customUI"];
    let bad = parts
        .iter()
        .filter(|(name, _)| strange.iter().any(|strange| name.contains(strange)));
    let mut found: Vec<String> = bad.map(|(name, _)| name.clone()).collect();
    let outside = parts
        .iter()
        .filter(|(_, text)| text.contains("TargetMode=\"External\""));
    found.extend(outside.map(|(name, _)| format!("{name} leads outside")));
    found
}

fn cells(parts: &Parts) -> Vec<String> {
    let shared = shared(parts);
    let number = Regex::new(r"^(?:0|[1-9]\d{0,8})(?:\.\d+)?$").expect("a pattern");
    let mut found = Vec::new();
    for (name, sheet) in sheets(parts) {
        let table = table_of(parts, name)
            .and_then(|table| between(table, " ref=\"", "\"").next())
            .and_then(range);
        let Some(((_, top), (_, last))) = table else { continue };
        for (place, text, is_text) in cells_of(sheet, &shared) {
            let inside = corner(&place).is_some_and(|(_, row)| row > top && row <= last);
            if inside && is_text && number.is_match(&text) {
                found.push(format!("{name} {place} keeps {text} as text"));
            }
            if inside && text.trim().is_empty() && !is_open(parts, name) {
                found.push(format!("{name} {place} is empty"));
            }
        }
    }
    found
}

/// Whether a table is a form to write in: its cells say what may be written.
fn is_open(parts: &Parts, sheet: &str) -> bool {
    part(parts, sheet).contains("<dataValidation")
}

fn places(parts: &Parts) -> Vec<String> {
    let mut found = Vec::new();
    for (name, table) in below(parts, "xl/tables/") {
        let place = between(table, " ref=\"", "\"").next().unwrap_or_default();
        if !place.starts_with('A') {
            found.push(format!("{name} starts at {place}"));
        }
    }
    for (name, sheet) in sheets(parts) {
        let table = table_of(parts, name)
            .and_then(|table| between(table, " ref=\"", "\"").next())
            .and_then(range);
        let Some((_, (_, last))) = table else { continue };
        let rows = between(sheet, "<row r=\"", "\"").filter_map(|row| row.parse::<u32>().ok());
        if rows.max().is_some_and(|row| row > last) {
            found.push(format!("{name} goes on under its table"));
        }
    }
    let names: Vec<String> = between(part(parts, "xl/workbook.xml"), "<sheet name=\"", "\"")
        .map(str::to_lowercase)
        .collect();
    let different: BTreeSet<&String> = names.iter().collect();
    if different.len() != names.len() || names.is_empty() {
        found.push(format!("names of sheets: {names:?}"));
    }
    if part(parts, "xl/styles.xml").contains("patternType=\"solid\"") {
        found.push("a fill lies behind cells".into());
    }
    found
}
