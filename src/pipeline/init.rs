//! `init`: a new board folder, empty or with the example.

use crate::catalogue::json_schemas;
use crate::pipeline::{Fault, Outcome};
use anyhow::Context;
use std::fs;
use std::path::Path;

/// Name, first byte and length of each packed file of the example.
const FILES: &[(&str, usize, usize)] = &include!(concat!(env!("OUT_DIR"), "/example.rs"));
/// The packed files.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/example.bin"));

/// The tables of a new board, with a comment or a header that says what belongs there.
const EMPTY: &[(&str, &str)] = &[
    ("board.toml", include_str!("init/board.toml")),
    ("agencies.csv", "agency,name,kind,aliases,feeds,valid_from,valid_to\n"),
    ("areas.csv", "area,name,level,parent,aliases\n"),
    ("populations.csv", "area,year,population_0_17,vintage\n"),
    ("comparators.csv", "indicator,group,year,value,published,source\n"),
];

/// Folders that people put things into.
const FOLDERS: &[&str] = &["schemas", "mappings", "inbox", "commentary"];

/// Makes the folder.
///
/// # Errors
/// `Usage` when it holds something already; `Unfinished` when it cannot be written.
pub fn init(dir: &Path, example: bool) -> Result<Outcome, Fault> {
    let taken = dir.is_file() || fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
    if taken {
        return Err(Fault::usage(format!(
            "{} is not empty; name a new folder, or empty it first",
            dir.display()
        )));
    }
    for folder in FOLDERS {
        let path = dir.join(folder);
        fs::create_dir_all(&path).with_context(|| format!("cannot make {}", path.display()))?;
    }
    if example {
        for (name, from, length) in FILES {
            write(&dir.join(name), &PACKED[*from..from + length])?;
        }
    } else {
        for (name, text) in EMPTY {
            write(&dir.join(name), text.as_bytes())?;
        }
    }
    // Editors complete and check the board's own schema files by these.
    for (name, text) in json_schemas().context("cannot describe the schema files")? {
        write(&dir.join("schemas/json").join(name), text.as_bytes())?;
    }
    Ok(Outcome {
        notes: vec![next_step(dir, example)],
        ..Outcome::default()
    })
}

fn next_step(dir: &Path, example: bool) -> String {
    let shown = dir.display();
    if example {
        return format!(
            "Made the example board in {shown}.\nNext:  paqa run --board {shown} --period 2026-27-Q2 --as-at 2026-11-20"
        );
    }
    format!(
        "Made a board in {shown}. Fill in board.toml, agencies.csv, areas.csv and populations.csv, put returns into inbox/<period>/<agency>/,\nthen:  paqa check --board {shown} --period <period>"
    )
}

fn write(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_something_in_it_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("mine.txt"), "x").unwrap();
        assert!(matches!(init(dir.path(), false), Err(Fault::Usage(_))));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_example_is_written_whole() {
        let dir = tempfile::tempdir().unwrap();
        init(&dir.path().join("board"), true).unwrap();
        let text = fs::read_to_string(dir.path().join("board/board.toml")).unwrap();
        assert_eq!(text, include_str!("../../sample-data/essex/board.toml"));
        assert!(FILES.len() > 100);
        assert!(dir.path().join("board/schemas/json/indicators.json").is_file());
    }
}
