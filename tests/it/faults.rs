//! Every kind of finding has a fixture in `sample-data/faults/`, and `check` finds in it exactly what is expected, at its cell.

use crate::example_run::{AS_AT, cell, paqa_at};
use paqa::catalogue::Catalogue;
use paqa::domain::Table;
use paqa::pipeline::Printed;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a finding is compared by.
const COLUMNS: [&str; 6] = ["file", "sheet", "cell", "kind", "severity", "responsibility"];

fn faults() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/faults")
}

/// The lines of a CSV file by column.
fn lines(path: &Path, columns: &[&str]) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    let header = reader.headers().unwrap().clone();
    let at: Vec<usize> = columns
        .iter()
        .map(|column| header.iter().position(|known| known == *column).expect("the column"))
        .collect();
    let records = reader.records().map(Result::unwrap);
    records
        .map(|record| at.iter().map(|at| record[*at].to_owned()).collect())
        .collect()
}

/// One line of the list of fixtures.
struct Fixture {
    kind: String,
    name: String,
    agency: String,
    command: String,
}

fn fixtures() -> Vec<Fixture> {
    let lines = lines(
        &faults().join("fixtures.csv"),
        &["kind", "fixture", "agency", "command"],
    );
    lines
        .into_iter()
        .map(|line| match <[String; 4]>::try_from(line) {
            Ok([kind, name, agency, command]) => Fixture {
                kind,
                name,
                agency,
                command,
            },
            Err(line) => panic!("{line:?}"),
        })
        .collect()
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.unwrap();
        let target = to.join(entry.path().strip_prefix(from).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(target).unwrap();
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// What the program finds in a fixture.
fn found(fixture: &Fixture) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let table = if let Some(name) = fixture.name.strip_suffix('/') {
        copy(&faults().join(name), folder.path());
        listed(&[&fixture.command, "--period", "2026-27-Q2"], folder.path())
    } else {
        copy(&faults().join("board"), folder.path());
        std::fs::create_dir_all(folder.path().join("inbox")).unwrap();
        let file = faults().join(&fixture.name).display().to_string();
        let words = ["check", "--agency", &fixture.agency, "--period", "2026-27-Q2", &file];
        listed(&words, folder.path())
    };
    let row = |at: usize| COLUMNS.iter().map(|column| cell(&table, at, column)).collect();
    let mut rows: Vec<Vec<String>> = (0..table.rows.len()).map(row).collect();
    rows.sort();
    rows
}

fn listed(words: &[&str], board: &Path) -> Table {
    match paqa_at(words, board).printed {
        Printed::List(table) => table,
        other => panic!("{words:?} printed no list: {other:?}"),
    }
}

#[test]
fn every_kind_of_finding_has_a_fixture_named_for_it() {
    let catalogue = Catalogue::built_in().unwrap();
    let declared: BTreeSet<&str> = catalogue.finding_kinds().iter().map(|kind| kind.id.as_str()).collect();
    let fixtures = fixtures();
    let shown: BTreeSet<&str> = fixtures.iter().map(|fixture| fixture.kind.as_str()).collect();
    assert_eq!(declared, shown);
    for fixture in &fixtures {
        assert!(
            fixture.name.starts_with(&fixture.kind),
            "{} is not named for {}",
            fixture.name,
            fixture.kind
        );
        let expected = expected(fixture);
        let own = expected.iter().any(|finding| finding[3] == fixture.kind);
        assert!(own, "{} does not show its own kind", fixture.name);
    }
}

fn expected(fixture: &Fixture) -> Vec<Vec<String>> {
    let path = match fixture.name.strip_suffix('/') {
        Some(name) => faults().join(name).join("findings.csv"),
        None => faults().join(format!("{}.findings.csv", fixture.kind)),
    };
    let mut rows = lines(&path, &COLUMNS);
    rows.sort();
    rows
}

#[test]
fn check_finds_in_every_fixture_exactly_what_is_expected_of_it() {
    assert_eq!(AS_AT, "2026-11-20", "the fixtures are told as on this day");
    let wrong: Vec<String> = fixtures()
        .iter()
        .filter_map(|fixture| {
            let (found, expected) = (found(fixture), expected(fixture));
            (found != expected).then(|| format!("{}\n  expected {expected:?}\n  found    {found:?}", fixture.name))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
