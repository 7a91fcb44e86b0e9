//! A board whose mappings, agencies and code lists change after its files were read: the store that grew is the store made again,
//! rows, findings, tables and papers to the byte.

use crate::example_run::{self, paqa_at};
use crate::store::bytes_below;
use paqa::domain::Table;
use paqa::pipeline::{Outcome, Printed};
use std::collections::BTreeMap;
use std::path::Path;

fn copy(files: &BTreeMap<String, Vec<u8>>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

fn table(outcome: Outcome) -> Table {
    match outcome.printed {
        Printed::List(table) => table,
        other => panic!("no list: {other:?}"),
    }
}

fn lines(table: &Table) -> Vec<String> {
    table.rows.iter().map(|row| format!("{row:?}")).collect()
}

fn edit(board: &Path, name: &str, change: impl Fn(String) -> String) {
    let path = board.join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    let changed = change(text.clone());
    assert_ne!(text, changed, "{name}: nothing was changed");
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, changed).unwrap();
}

/// Whether a file is of the tables as they stand now, or of the papers: not of the log of how they came about.
fn is_content(name: &str) -> bool {
    let logs = ["/_delta_log/", "store/tables/runs/"];
    (name.starts_with("store/tables/") || name.starts_with("reports/")) && !logs.iter().any(|log| name.contains(log))
}

/// Runs a grown board again, and the same board without its store; both must hold and say the same.
fn grown_is_rebuilt(board: &Path, after: &str) -> Vec<String> {
    let said = table(example_run::run(board));
    let grown = bytes_below(board);
    let again = copy(&grown);
    for folder in ["store", "reports"] {
        std::fs::remove_dir_all(again.path().join(folder)).unwrap();
    }
    let said_again = table(example_run::run(again.path()));
    let (said, said_again) = (lines(&said), lines(&said_again));
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|line| !those.contains(line)).cloned().collect()
    };
    assert_eq!(
        (only(&said, &said_again), only(&said_again, &said)),
        (vec![], vec![]),
        "after {after}, findings of the grown board and of the rebuilt one alone"
    );
    let rebuilt = bytes_below(again.path());
    assert!(rebuilt.keys().filter(|name| is_content(name)).count() > 60);
    let differ = rebuilt
        .iter()
        .filter(|(name, bytes)| is_content(name) && grown.get(*name) != Some(*bytes));
    let differ: Vec<&String> = differ.map(|(name, _)| name).collect();
    assert!(differ.is_empty(), "after {after} these differ: {differ:?}");
    said
}

#[test]
fn what_is_read_again_under_other_declarations_is_what_a_rebuilt_store_reads() {
    let folder = copy(&bytes_below(&example_run::board()));
    let board = folder.path();
    let restated = |said: &[String]| said.iter().filter(|line| line.contains("\"restated\"")).count();
    let said = table(paqa_at(&["check", "--period", "2026-27-Q2"], board));
    let before = restated(&lines(&said));
    assert!(before > 0, "the example restates nothing");

    edit(board, "mappings/proposed.csv", |text| {
        let accepted = |line: &str| line.replacen(",,\"2026-27-Q2/", ",yes,\"2026-27-Q2/", 1);
        text.lines().map(|line| accepted(line) + "\n").collect()
    });
    let said = grown_is_rebuilt(board, "accepting names");
    assert_eq!(restated(&said), before, "restatements stand whatever is read again");

    edit(board, "agencies.csv", |text| {
        text.replace("Essex Constabulary", "Essex Constabulary;The Force")
    });
    edit(board, "schemas/codes/course-themes.toml", |_| {
        let list =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/codes/course-themes.toml"));
        list.unwrap()
            .replacen("spellings = [", "spellings = [\"A Spelling Of This Board\", ", 1)
    });
    let said = grown_is_rebuilt(board, "a new alias and a changed code list");
    assert_eq!(restated(&said), before);
}
