//! What a machine can judge of a workbook for people who do not see it: the points of a checklist, one after the other.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

type Parts = Vec<(String, String)>;

fn parts(workbook: &[u8]) -> Parts {
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

fn between<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(start)
        .skip(1)
        .filter_map(move |rest| rest.split_once(end).map(|(inside, _)| inside))
}

fn below<'a>(parts: &'a Parts, start: &str) -> Vec<&'a (String, String)> {
    parts.iter().filter(|(name, _)| name.starts_with(start)).collect()
}

fn part<'a>(parts: &'a Parts, name: &str) -> &'a str {
    let found = parts.iter().find(|(other, _)| other == name);
    &found.unwrap_or_else(|| panic!("no part {name}")).1
}

/// Checks a workbook and gives the number of its sheets.
pub fn kept(workbook: &[u8], title: &str) -> usize {
    let parts = parts(workbook);
    let sheets = below(&parts, "xl/worksheets/sheet");
    for (name, sheet) in &sheets {
        let cover = name.ends_with("/sheet1.xml");
        one_table_and_nothing_loose(name, sheet, cover);
        title_is_a_heading(name, sheet, part(&parts, "xl/styles.xml"));
    }
    for (name, table) in below(&parts, "xl/tables/") {
        headings_are_unique(name, table);
    }
    assert_eq!(
        below(&parts, "xl/tables/").len(),
        sheets.len() - 1,
        "one table a sheet but the cover"
    );
    whole_book(&parts, title);
    sheets.len()
}

/// No merged cells, filters, panes, hidden rows, drawings, running heads or formulas; one table; no empty cell inside it.
fn one_table_and_nothing_loose(name: &str, sheet: &str, cover: bool) {
    let loose = [
        "mergeCell",
        "<autoFilter",
        "<pane",
        "hidden=",
        "<drawing",
        "<headerFooter",
        "<f>",
        "<legacyDrawing",
        "<picture",
    ];
    for bad in loose {
        assert!(!sheet.contains(bad), "{name}: {bad}");
    }
    assert_eq!(sheet.matches("<tablePart ").count(), usize::from(!cover), "{name}");
    for cell in between(sheet, "<c ", ">") {
        assert!(!cell.ends_with('/'), "{name}: an empty cell {cell}");
    }
    assert!(!sheet.contains("<c r=\"A1\" s=\"0\""), "{name}");
}

fn title_is_a_heading(name: &str, sheet: &str, styles: &str) {
    let style = between(styles, "<cellStyle name=\"Heading 1\" xfId=\"", "\"")
        .next()
        .expect("a heading style");
    let formats = between(styles, "<cellXfs", "</cellXfs>").next().expect("cell formats");
    let own = format!("xfId=\"{style}\"");
    let heading = formats.split("<xf ").skip(1).position(|format| format.contains(&own));
    let first = between(sheet, "<c r=\"A1\" ", ">").next().expect("a title in A1");
    let wanted = format!("s=\"{}\"", heading.expect("a heading format"));
    assert!(first.contains(&wanted), "{name}: {first}");
    assert!(!styles.contains("patternType=\"solid\""), "no fill behind cells");
}

fn headings_are_unique(name: &str, table: &str) {
    let headings: Vec<&str> = between(table, "<tableColumn ", "/>")
        .flat_map(|column| between(column, " name=\"", "\""))
        .collect();
    assert!(headings.iter().all(|heading| !heading.trim().is_empty()), "{name}");
    let different: BTreeSet<String> = headings.iter().map(|heading| heading.to_lowercase()).collect();
    assert_eq!(different.len(), headings.len(), "{name}: {headings:?}");
    let place = between(table, " ref=\"", "\"").next().expect("a place");
    assert!(place.starts_with('A'), "{name}: {place}");
    assert!(!table.contains("<autoFilter"), "{name}");
}

fn whole_book(parts: &Parts, title: &str) {
    let workbook = part(parts, "xl/workbook.xml");
    let names: Vec<&str> = between(workbook, "<sheet name=\"", "\"").collect();
    assert_eq!(&names[..3], ["Cover", "Contents", "Notes"]);
    let different: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(different.len(), names.len(), "{names:?}");
    assert!(!workbook.contains("state=") && !workbook.contains("<definedName"));
    assert!(!workbook.contains("activeTab=") || workbook.contains("activeTab=\"0\""));
    let core = part(parts, "docProps/core.xml");
    assert!(core.contains(&format!("<dc:title>{title}</dc:title>")), "{core}");
    assert!(core.contains("<dc:language>en-GB</dc:language>"));
    let strange = |name: &str| name.contains("vbaProject") || name.contains("externalLink") || name.contains("/media/");
    assert!(
        parts.iter().all(|(name, _)| !strange(name)),
        "no macros, links or pictures"
    );
}
