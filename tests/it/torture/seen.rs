//! All that can be seen of a board at one instant: what readers print of rows, series and exceptions, and every table that the newest
//! whole state names, with its bytes. Two instants are the same only as a whole, so that no mixture of two passes for either.

use crate::torture::{AS_AT, Files, program};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

/// Commands that only look.
const READERS: [&str; 3] = [
    "rows dashboard --all",
    "series CP01 CP03 LC01",
    "exceptions --period 2026-27-Q2",
];

/// What was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// By reader, its exit code and what it printed.
    pub printed: BTreeMap<&'static str, (Option<i32>, Vec<u8>)>,
    /// By table and file, what the newest whole state names; the tables' versions among them.
    pub tables: Files,
}

/// A command that only looks.
pub fn look(board: &Path, words: &str) -> Output {
    let mut paqa = Command::new(program());
    paqa.args(words.split(' '))
        .args(["--format", "csv", "--as-at", AS_AT, "--board"])
        .arg(board);
    paqa.output().unwrap()
}

/// Looks at everything.
pub fn seen(board: &Path) -> Seen {
    let print = |words: &'static str| {
        let output = look(board, words);
        let code = output.status.code();
        assert!(
            code == Some(0) || !words.starts_with("rows"),
            "a reader must always find a whole state: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        (words, (code, output.stdout))
    };
    Seen {
        printed: READERS.map(print).into(),
        tables: tables(board),
    }
}

/// Every file of every table that the newest entry of table `runs` says belong together.
fn tables(board: &Path) -> Files {
    let tables = board.join("store/tables");
    let entries = std::fs::read_dir(tables.join("runs/_delta_log")).into_iter().flatten();
    let entries = entries.map(|entry| entry.unwrap().path());
    let newest = entries
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .max();
    let Some(newest) = newest else { return Files::new() };
    let entry = std::fs::read_to_string(newest).unwrap();
    let first: serde_json::Value = serde_json::from_str(entry.lines().next().unwrap()).unwrap();
    let state: serde_json::Value = serde_json::from_str(first["commitInfo"]["userMetadata"].as_str().unwrap()).unwrap();
    let mut found = Files::new();
    for (table, held) in state["tables"].as_object().unwrap() {
        found.insert(format!("{table} version"), held["version"].to_string().into_bytes());
        for file in held["files"].as_object().unwrap().values() {
            let path = tables.join(table).join(file["path"].as_str().unwrap());
            let name = format!("{table}/{}", path.file_name().unwrap().to_string_lossy());
            found.insert(name, std::fs::read(path).expect("a file of a whole state is there"));
        }
    }
    found
}
