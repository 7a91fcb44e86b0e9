//! The example board, run once for all tests that look at what a run gives.

use paqa::domain::Table;
use paqa::pipeline::{self, Outcome, Printed, Silent, World};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The day on which the example's paper is made.
pub const AS_AT: &str = "2026-11-20";

static BOARD: OnceLock<tempfile::TempDir> = OnceLock::new();

/// The folder of the example board after its current quarter was run.
pub fn board() -> PathBuf {
    ran().path().join("board")
}

fn ran() -> &'static tempfile::TempDir {
    BOARD.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let board = folder.path().join("board");
        paqa_at(&["init", &board.display().to_string(), "--example"], folder.path());
        run(&board);
        folder
    })
}

/// Runs the current quarter of a board.
pub fn run(board: &Path) -> Outcome {
    paqa_at(&["run", "--period", "2026-27-Q2"], board)
}

/// A command in a board's folder.
pub fn paqa_at(words: &[&str], here: &Path) -> Outcome {
    let words: Vec<&str> = std::iter::once("paqa").chain(words.iter().copied()).collect();
    let cli = paqa::cli::parse_from(&words).unwrap_or_else(|fault| panic!("{fault}"));
    let world = World {
        here,
        today: AS_AT.parse().expect("a day"),
        watch: &Silent,
    };
    pipeline::perform(&cli.command, &cli.global, &world).unwrap_or_else(|fault| panic!("{words:?}: {fault}"))
}

/// The list that a command in the example board prints.
pub fn list(words: &[&str]) -> Table {
    match paqa_at(words, &board()).printed {
        Printed::List(table) => table,
        other => panic!("{words:?} printed no list: {other:?}"),
    }
}

/// The text of a column of a row.
pub fn cell(table: &Table, row: usize, column: &str) -> String {
    let at = table
        .column(column)
        .unwrap_or_else(|| panic!("no column {column} in {:?}", table.columns));
    table.rows[row][at].flat()
}
