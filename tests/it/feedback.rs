//! What goes back to the agencies: every finding, in plain words, to nobody but its own agency; and names that are remembered.

use crate::example_run::{board, cell, list};
use crate::small_board::{listed, paqa_on, put, small_board};
use calamine::{Data, Reader, Xlsx};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    board().join("reports/2026-27-Q2/feedback")
}

fn text(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

/// Names of the board's agencies by id.
fn agencies() -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_path(board().join("agencies.csv")).unwrap();
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| (row[0].to_string(), row[1].to_string())).collect()
}

/// The files with an ending, each with its agency.
fn files(ending: &str) -> Vec<(String, Vec<u8>)> {
    let all = walkdir::WalkDir::new(folder())
        .sort_by_file_name()
        .into_iter()
        .flatten();
    all.filter_map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        let agency = name.strip_suffix(ending)?.to_string();
        Some((agency, std::fs::read(entry.path()).unwrap()))
    })
    .collect()
}

/// The body of the table of findings: what stands below its headings.
fn findings_in(book: &[u8]) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(book)).unwrap();
    let Ok(range) = book.worksheet_range("Findings") else {
        return vec![];
    };
    let rows = range
        .rows()
        .skip(3)
        .map(|row| row.iter().map(Data::to_string).collect());
    rows.collect()
}

#[test]
fn every_finding_goes_back_to_its_agency() {
    let findings = list(&["check", "--period", "2026-27-Q2"]);
    let mut expected: BTreeMap<String, usize> = BTreeMap::new();
    for row in 0..findings.rows.len() {
        if cell(&findings, row, "kind") != "return-missing" {
            *expected.entry(cell(&findings, row, "agency")).or_default() += 1;
        }
    }
    let told: BTreeMap<String, usize> = files(".xlsx")
        .into_iter()
        .map(|(agency, book)| (agency, findings_in(&book).len()))
        .filter(|(_, count)| *count > 0)
        .collect();
    assert_eq!(told, expected);
}

#[test]
fn nobody_is_told_of_another_agency_and_no_kind_of_finding_is_named() {
    let agencies = agencies();
    let catalogue = paqa::catalogue::Catalogue::built_in().unwrap();
    let notes = files(".txt");
    assert!(notes.len() > 25, "{}", notes.len());
    for (agency, note) in notes {
        let note = String::from_utf8(note).unwrap();
        let page = text(&format!("{agency}.html"));
        let own = &agencies[&agency];
        for (other, name) in agencies
            .iter()
            .filter(|(other, name)| **other != agency && !own.contains(name.as_str()))
        {
            assert!(
                !note.contains(name.as_str()) && !page.contains(name.as_str()),
                "{agency} hears of {other}"
            );
        }
        for kind in catalogue.finding_kinds().iter().filter(|kind| kind.id.contains('-')) {
            assert!(
                !note.contains(&kind.id) && !page.contains(&format!(">{}<", kind.id)),
                "{agency}: {}",
                kind.id
            );
        }
        assert!(note.contains("If we have read something wrongly, tell us."), "{note}");
    }
}

#[test]
fn whoever_sent_nothing_is_asked_for_it_and_whoever_sent_all_is_thanked() {
    let missing = text("essex-probation.txt");
    assert!(
        missing.contains("has not reached us") && missing.contains("21 days ago"),
        "{missing}"
    );
    let fine = text("braintree-council.txt");
    assert!(
        fine.contains("Nothing to fix. Thank you.") && !fine.contains("We saw:"),
        "{fine}"
    );
    assert!(text("braintree-council.html").contains("Nothing to fix. Thank you."));
}

#[test]
fn the_workbooks_keep_the_checklist_that_a_machine_can_judge() {
    let mut checked = 0;
    for (agency, book) in files(".xlsx") {
        let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).unwrap();
            let name = entry.name().unwrap().to_string();
            if !name.starts_with("xl/worksheets/sheet") {
                continue;
            }
            let mut sheet = String::new();
            entry.read_to_string(&mut sheet).unwrap();
            for bad in [
                "mergeCell",
                "<autoFilter",
                "<pane",
                "hidden=",
                "<drawing",
                "<headerFooter",
                "<f>",
                "<f ",
            ] {
                assert!(!sheet.contains(bad), "{agency} {name}: {bad}");
            }
            assert!(sheet.matches("<tablePart ").count() <= 1, "{agency} {name}");
            checked += 1;
        }
    }
    assert!(checked > 40, "{checked}");
}

const MISSPELT: &str =
    "Indicator code,Area,Quarter,Numerator,Denominator\nMX05,Basilden,2026-27 Q2,31,40\nMX05,Essex,2026-27 Q2,70,90\n";

fn kinds_on(board: &Path) -> BTreeSet<String> {
    let findings = listed(paqa_on("2026-10-20", &["run", "--period", "2026-27-Q2"], board).unwrap());
    (0..findings.rows.len())
        .map(|row| cell(&findings, row, "kind"))
        .collect()
}

#[test]
fn a_name_that_was_accepted_is_remembered_by_the_next_run() {
    let board = small_board();
    put(board.path(), "inbox/2026-27-Q2/essex-police/q2.csv", MISSPELT);
    assert!(kinds_on(board.path()).contains("area-near-miss"));
    let path = board.path().join("mappings/proposed.csv");
    let proposed = std::fs::read_to_string(&path).unwrap();
    assert!(
        proposed.contains("essex-police,area,,Basilden,E07000066,,"),
        "{proposed}"
    );
    // Nothing changes while nobody has decided.
    assert!(kinds_on(board.path()).contains("area-near-miss"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), proposed);
    std::fs::write(&path, proposed.replace("E07000066,,", "E07000066,yes,")).unwrap();
    let kinds = kinds_on(board.path());
    assert!(
        kinds.contains("mapping-used") && !kinds.contains("area-near-miss"),
        "{kinds:?}"
    );
}

#[test]
fn a_proposal_that_says_neither_yes_nor_no_stops_the_run() {
    let board = small_board();
    let line = "agency,what,within,written,read_as,accepted,found_at\nessex-police,area,,Basilden,E07000066,maybe,\n";
    put(board.path(), "mappings/proposed.csv", line);
    let fault = paqa_on("2026-10-20", &["run", "--period", "2026-27-Q2"], board.path()).unwrap_err();
    assert!(
        matches!(fault, paqa::pipeline::Fault::Usage(_)) && fault.to_string().contains("proposed.csv"),
        "{fault}"
    );
}
