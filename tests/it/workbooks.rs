//! Every workbook that a run, the templates and the example board write, against the checklist for workbooks.

use crate::example_run::{board, paqa_at};
use crate::workbook_rules::{POINTS, Parts, breaches, parts};
use std::path::{Path, PathBuf};

fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(workbooks(&path));
        } else if path.extension().is_some_and(|ending| ending == "xlsx") {
            all.push(path);
        }
    }
    all.sort();
    all
}

#[test]
fn every_workbook_that_is_written_keeps_the_checklist() {
    let made = tempfile::tempdir().expect("a folder");
    let out = made.path().display().to_string();
    paqa_at(&["templates", "--period", "2026-27-Q3", "--out", &out], &board());
    let reports = board().join("reports/2026-27-Q2");
    let all: Vec<PathBuf> = [reports.as_path(), made.path()]
        .into_iter()
        .flat_map(workbooks)
        .collect();
    assert!(all.len() > 60, "only {} workbooks", all.len());
    let mut found = Vec::new();
    for path in &all {
        let workbook = parts(&std::fs::read(path).expect("a workbook"));
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        found.extend(breaches(&workbook).into_iter().map(|what| format!("{name}: {what}")));
    }
    assert!(found.is_empty(), "{} breaches:\n{}", found.len(), found.join("\n"));
}

/// A way to break one point of a good workbook: the point, the part, what stands there, what stands there instead.
const BROKEN: [(usize, &str, &str, &str); 16] = [
    (
        0,
        "xl/worksheets/sheet4.xml",
        "<tablePart ",
        "<tablePart r:id=\"x\"/><tablePart ",
    ),
    (
        1,
        "xl/worksheets/sheet4.xml",
        "</sheetData>",
        "</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>",
    ),
    (
        2,
        "xl/worksheets/sheet4.xml",
        "</sheetData>",
        "</sheetData><autoFilter ref=\"A4:B9\"/>",
    ),
    (
        3,
        "xl/worksheets/sheet4.xml",
        "<sheetView ",
        "<pane ySplit=\"1\"/><sheetView ",
    ),
    (
        4,
        "xl/worksheets/sheet4.xml",
        "<row r=\"5\"",
        "<row hidden=\"1\" r=\"5\"",
    ),
    (
        5,
        "xl/worksheets/sheet4.xml",
        "</sheetData>",
        "</sheetData><drawing r:id=\"x\"/>",
    ),
    (
        6,
        "xl/worksheets/sheet4.xml",
        "</sheetData>",
        "</sheetData><headerFooter/>",
    ),
    (7, "xl/tables/table3.xml", "name=\"Exception\"", "name=\"No.\""),
    (8, "xl/styles.xml", "name=\"Heading 1\"", "name=\"Title\""),
    (
        9,
        "xl/sharedStrings.xml",
        "<t>not due this quarter, or nothing to count</t>",
        "<t>[z]</t>",
    ),
    (10, "docProps/core.xml", "en-GB", ""),
    (
        11,
        "xl/workbook.xml",
        "<workbookView ",
        "<workbookView activeTab=\"3\" ",
    ),
    (
        12,
        "xl/worksheets/sheet4.xml",
        "</sheetData>",
        "<row r=\"6\"><c r=\"A6\"><f>1+1</f></c></row></sheetData>",
    ),
    (
        13,
        "xl/workbook.xml",
        "</workbook>",
        "<x TargetMode=\"External\"/></workbook>",
    ),
    (
        14,
        "xl/worksheets/sheet4.xml",
        "<row r=\"6\"",
        "<row r=\"6\"><c r=\"A6\" t=\"inlineStr\"><is><t>42</t></is></c></row><row r=\"6\"",
    ),
    (15, "xl/tables/table3.xml", " ref=\"A", " ref=\"B"),
];

#[test]
fn each_point_of_the_checklist_finds_what_breaks_it() {
    let bytes = std::fs::read(board().join("reports/2026-27-Q2/workbook.xlsx")).expect("the workbook");
    let good: Parts = parts(&bytes);
    assert_eq!(breaches(&good), Vec::<String>::new());
    for (point, name, stands, instead) in BROKEN {
        let mut bad = good.clone();
        let (_, text) = bad
            .iter_mut()
            .find(|(other, _)| other == name)
            .unwrap_or_else(|| panic!("no part {name}"));
        assert!(
            text.contains(stands),
            "{name} has no {stands}: {}",
            &text[..text.len().min(1500)]
        );
        *text = text.replacen(stands, instead, 1);
        let found = (POINTS[point].find)(&bad);
        assert!(!found.is_empty(), "`{}` does not see {instead}", POINTS[point].asks);
    }
}
