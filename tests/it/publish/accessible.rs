//! The parts of the workbook and of the pages that a machine can judge for people who do not see them.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be made fails the test")]

use crate::publish::PACK;
use calamine::Reader;
use std::collections::BTreeSet;
use std::io::{Cursor, Read};

fn parts() -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(&PACK.1["tables-2025-26.xlsx"])).unwrap();
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let name = entry.name().unwrap().to_string();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        parts.push((name, text));
    }
    parts
}

fn between<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(start)
        .skip(1)
        .filter_map(move |rest| rest.split_once(end).map(|(inside, _)| inside))
}

#[test]
#[expect(clippy::too_many_lines, reason = "one point of the checklist after the other")]
fn the_workbook_keeps_the_checklist_that_a_machine_can_judge() {
    let parts = parts();
    let part = |name: &str| &parts.iter().find(|(other, _)| other == name).unwrap().1;
    let sheets: Vec<&String> = parts
        .iter()
        .filter(|(name, _)| name.starts_with("xl/worksheets/sheet"))
        .map(|it| &it.1)
        .collect();
    let splits: usize = PACK.0.tables.iter().map(|table| table.splits.len()).sum();
    let quarters = parts
        .iter()
        .filter(|(_, text)| text.contains("name=\"table_quarters_"))
        .count();
    assert!(splits > 0 && quarters > 0);
    assert_eq!(sheets.len(), PACK.0.tables.len() + splits + quarters + 3);
    for (nth, sheet) in sheets.iter().enumerate() {
        for bad in [
            "mergeCell",
            "<autoFilter",
            "<pane",
            "hidden=",
            "<drawing",
            "<headerFooter",
            "<f>",
            "<legacyDrawing",
        ] {
            assert!(!sheet.contains(bad), "{bad}");
        }
        assert!(sheet.matches("<tablePart ").count() <= 1);
        assert!(nth == 0 || sheet.contains("<tablePart ") || !sheet.contains("<tableParts"));
    }
    assert_eq!(
        sheets.iter().filter(|sheet| sheet.contains("<tablePart ")).count(),
        sheets.len() - 1
    );
    let tables: Vec<&String> = parts
        .iter()
        .filter(|(name, _)| name.starts_with("xl/tables/"))
        .map(|it| &it.1)
        .collect();
    for table in tables {
        let headings: Vec<&str> = between(table, "<tableColumn ", "/>")
            .flat_map(|column| between(column, " name=\"", "\""))
            .collect();
        assert!(headings.len() >= 2 && headings.iter().all(|heading| !heading.trim().is_empty()));
        assert_eq!(
            headings.iter().collect::<BTreeSet<_>>().len(),
            headings.len(),
            "{headings:?}"
        );
        assert!(between(table, " ref=\"", "\"").next().unwrap().starts_with('A'));
        assert!(!table.contains("<autoFilter"));
    }
    let workbook = part("xl/workbook.xml");
    let names: Vec<&str> = between(workbook, "<sheet name=\"", "\"").collect();
    assert_eq!(&names[..3], ["Cover", "Contents", "Notes"]);
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    assert!(!workbook.contains("state=") && !workbook.contains("<definedName"));
    let core = part("docProps/core.xml");
    assert!(core.contains("<dc:title>Made-up Board: tables 2025-26</dc:title>"));
    assert!(core.contains("<dc:language>en-GB</dc:language>"));
}

#[test]
fn the_title_of_every_sheet_is_a_heading() {
    let parts = parts();
    let styles = &parts.iter().find(|(name, _)| name == "xl/styles.xml").unwrap().1;
    let style = between(styles, "<cellStyle name=\"Heading 1\" xfId=\"", "\"")
        .next()
        .unwrap();
    let formats = between(styles, "<cellXfs", "</cellXfs>").next().unwrap();
    let own = format!("xfId=\"{style}\"");
    let heading = formats
        .split("<xf ")
        .skip(1)
        .position(|format| format.contains(&own))
        .unwrap();
    for (name, sheet) in parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")) {
        let first = between(sheet, "<c r=\"A1\" ", ">").next().unwrap();
        assert!(first.contains(&format!("s=\"{heading}\"")), "{name}: {first}");
    }
}

#[test]
fn the_open_document_spreadsheet_reads_back_as_the_workbook() {
    let figures = |name: &str| {
        let bytes = Cursor::new(PACK.1[name].clone());
        let mut book = calamine::open_workbook_auto_from_rs(bytes).unwrap();
        book.worksheets()
            .into_iter()
            .map(|(name, range)| {
                let cell = |(row, column, cell): (usize, usize, &calamine::Data)| (row, column, cell.to_string());
                (name, range.used_cells().map(cell).collect::<Vec<_>>())
            })
            .collect::<Vec<_>>()
    };
    let (mut ods, mut xlsx) = (figures("tables-2025-26.ods"), figures("tables-2025-26.xlsx"));
    // One reader gives sheets by name, the other in their order.
    ods.sort();
    xlsx.sort();
    assert!(ods.len() > 20);
    for (one, other) in ods.iter().zip(&xlsx) {
        assert_eq!(one, other);
    }
    assert_eq!(ods.len(), xlsx.len());
}

#[test]
fn the_same_pack_gives_the_same_bytes() {
    assert_eq!(paqa::report::pack::files(&PACK.0).unwrap(), PACK.1);
}

#[test]
fn every_page_can_be_walked_through_by_its_structure() {
    for (name, bytes) in PACK.1.iter().filter(|(name, _)| name.ends_with(".html")) {
        let page = std::str::from_utf8(bytes).unwrap();
        assert!(
            page.contains("<html lang=\"en-GB\">") && page.contains("href=\"#main\""),
            "{name}"
        );
        assert_eq!(page.matches("<h1>").count(), 1, "{name}");
        let levels: Vec<u32> = between(page, "<h", ">")
            .filter_map(|tag| tag.chars().next()?.to_digit(10))
            .collect();
        assert!(
            levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
            "{name}: {levels:?}"
        );
        for table in between(page, "<table>", "</table>") {
            assert!(
                table.contains("<caption") && table.contains("scope=\"col\"") && table.contains("scope=\"row\""),
                "{name}"
            );
            assert!(!table.contains("<th></th>") && !table.contains("<th scope=\"col\"></th>"));
        }
        for drawing in between(page, "<svg", "</svg>") {
            assert!(
                drawing.contains("role=\"img\"") && drawing.contains("<title") && drawing.contains("<desc"),
                "{name}"
            );
        }
        let ids: Vec<&str> = between(page, " id=\"", "\"").collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}");
        let marks = page.find("<h2>Marks</h2>");
        assert!(
            page.find("<table")
                .is_none_or(|table| marks.is_some_and(|marks| marks < table)),
            "{name}"
        );
    }
}
