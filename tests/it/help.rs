//! Every example that a command's help shows works on a board as an analyst would have it.

use clap::CommandFactory;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What an analyst has done or has at hand before an example makes sense, by the words it begins with.
const BEFORE: &[(&str, &str)] = &[
    ("paqa init my-board --example", "rm -r my-board"),
    (
        "paqa compare",
        "paqa run --period 2026-27-Q1 && paqa issue --period 2026-27-Q1",
    ),
    ("paqa check --publication", "paqa publish --year 2025-26 --out pack"),
];

/// The lines of a command's help that are examples.
fn examples(command: &clap::Command) -> Vec<String> {
    let help = command
        .get_after_help()
        .map(|help| help.to_string())
        .unwrap_or_default();
    let lines = help.lines().filter_map(|line| line.strip_prefix("  "));
    lines
        .filter(|line| line.starts_with("paqa "))
        .map(String::from)
        .collect()
}

/// A shell's exit code and what it said, in the board's folder.
fn shell(words: &str, here: &Path) -> (i32, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_paqa")).parent().expect("a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let out = Command::new("bash")
        .args(["-c", words])
        .current_dir(here)
        .env("PATH", format!("{}:{path}", program.display()))
        .output()
        .expect("bash runs");
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    (out.status.code().unwrap_or(-1), said)
}

/// The example board with its newest six quarters, which are enough for every example and quick.
fn short_board(folder: &Path) {
    assert_eq!(shell("paqa init board --example", folder).0, 0);
    let inbox = folder.join("board/inbox");
    for quarter in fs::read_dir(&inbox).expect("an inbox").flatten() {
        if quarter.file_name().to_string_lossy().as_ref() < "2025-26-Q1" {
            fs::remove_dir_all(quarter.path()).expect("removed");
        }
    }
}

#[test]
fn every_example_of_every_command_works() {
    let folder = tempfile::tempdir().expect("a folder");
    short_board(folder.path());
    let board = folder.path().join("board");
    assert_eq!(shell("paqa run --period 2026-27-Q2 --as-at 2026-11-20", &board).0, 1);
    let mut wrong = Vec::new();
    let cli = paqa::cli::Cli::command();
    for command in cli.get_subcommands() {
        for example in examples(command) {
            let before = BEFORE.iter().filter(|(start, _)| example.starts_with(start));
            for (_, words) in before {
                let (code, said) = shell(words, &board);
                assert!(matches!(code, 0 | 1), "{words}: {code} {said}");
            }
            let (code, said) = shell(&example, &board);
            if !matches!(code, 0 | 1) {
                wrong.push(format!("{example}: exit {code}\n{said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
