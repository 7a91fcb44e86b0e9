//! Makes the example board afresh in `reports/example` and runs its current quarter: the whole way from an untidy inbox to the
//! paper, with one command.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program of its own, not the library"
)]

use paqa::pipeline::{self, Silent, World};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let board = root.join("reports/example");
    match example(&board) {
        Ok(notes) => {
            println!(
                "{notes}\nThe same by hand:\n  paqa init my-board --example\n  paqa run --board my-board --period 2026-27-Q2 --as-at 2026-11-20"
            );
            ExitCode::SUCCESS
        }
        Err(fault) => {
            eprintln!("error: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn example(board: &Path) -> Result<String, Box<dyn std::error::Error>> {
    if board.exists() {
        std::fs::remove_dir_all(board)?;
    }
    let today = "2026-11-20".parse()?;
    let world = World {
        here: board,
        today,
        watch: &Silent,
    };
    let place = board.display().to_string();
    let mut notes = Vec::new();
    for arguments in [
        ["paqa", "init", &place, "--example"].to_vec(),
        ["paqa", "run", "--board", &place, "--period", "2026-27-Q2"].to_vec(),
    ] {
        let command = paqa::cli::parse_from(&arguments)?;
        notes = pipeline::perform(&command.command, &command.global, &world)?.notes;
    }
    Ok(notes.join("\n"))
}
