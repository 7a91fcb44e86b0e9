//! Made inboxes → processor seconds, wall seconds and peak memory of reading them, beside polars and calamine on the same files.
//! `cargo bench --bench ingest -- [1000000 10000000 xlsx schools] [--python PYTHON]`; see the README beside this file.
#![allow(clippy::print_stdout, reason = "printing the figures is what this program is for")]

mod board;
mod child;

use crate::child::{Used, run};
use calamine::{Reader, Xlsx};
use std::error::Error;
use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

/// The program whose commands are timed.
const PAQA: &str = env!("CARGO_BIN_EXE_paqa");

fn main() -> Result<(), Box<dyn Error>> {
    let mut wanted: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let python = match wanted.iter().position(|word| word == "--python") {
        Some(at) if at + 1 < wanted.len() => wanted.drain(at..at + 2).nth(1).unwrap_or_default(),
        _ => "python3".to_owned(),
    };
    if wanted.is_empty() {
        wanted = ["1000000", "10000000", "xlsx", "schools"].map(str::to_owned).to_vec();
    }
    for what in wanted {
        let folder = tempfile::tempdir()?;
        match what.as_str() {
            "xlsx" => xlsx(folder.path())?,
            "schools" => schools(folder.path())?,
            rows => long(folder.path(), (rows.parse()?, &python))?,
        }
    }
    Ok(())
}

fn paqa(command: &str, board: &Path) -> Command {
    let mut paqa = Command::new(PAQA);
    paqa.arg(command).args([
        "--period",
        board::PERIOD,
        "--as-at",
        "2026-11-20",
        "--format",
        "csv",
        "--board",
    ]);
    paqa.arg(board);
    paqa
}

/// Long files, checked and stored, beside the same files copied.
fn long(folder: &Path, (rows, python): (usize, &str)) -> Result<(), Box<dyn Error>> {
    let root = folder.join("board");
    let rows = board::long(&root, rows)?;
    let (ours, printed) = run(&mut paqa("ingest", &root))?;
    let findings = printed.lines().count().saturating_sub(1);
    println!("{rows} rows in 400 files, {findings} findings");
    show("  paqa ingest", ours, rows);
    for way in ["text", "typed"] {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/ingest/polars_copy.py");
        let mut copy = Command::new(python);
        copy.arg(script).arg(root.join("inbox")).arg(folder).arg(way);
        match run(&mut copy) {
            Ok((theirs, _)) => {
                show(&format!("  polars, {way}"), theirs, rows);
                println!(
                    "  times the processor seconds of that copy: {:.2}",
                    ours.processor / theirs.processor
                );
            }
            Err(fault) => println!("  polars was not timed: {fault}; name a Python that has it with --python"),
        }
    }
    Ok(())
}

fn show(name: &str, used: Used, rows: usize) {
    println!(
        "{name}: {:.2} CPU s, {:.2} s, {} MB, {:.0} rows a CPU second",
        used.processor,
        used.wall,
        used.peak / 1_000_000,
        rows as f64 / used.processor
    );
}

/// A large workbook read into cells, beside the bare library's stream of cells.
fn xlsx(folder: &Path) -> Result<(), Box<dyn Error>> {
    let path = folder.join("large.xlsx");
    board::workbook(&path)?;
    let bytes = fs::read(&path)?;
    let before = child::own_seconds();
    let file = paqa::ingest::read::read_file(&bytes, "large.xlsx");
    let ours = child::own_seconds() - before;
    let rows = file.sheets.first().map_or(0, paqa::ingest::sheet::Sheet::row_count);
    drop(file);
    let before = child::own_seconds();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(&bytes))?;
    let name = workbook.sheet_names().first().cloned().unwrap_or_default();
    let mut cells = workbook.worksheet_cells_reader(&name)?;
    let mut count = 0_usize;
    while cells.next_cell()?.is_some() {
        count += 1;
    }
    let theirs = child::own_seconds() - before;
    println!(
        "XLSX of {rows} rows, {count} cells: {ours:.2} CPU s, calamine's bare stream {theirs:.2}: {:.2} times",
        ours / theirs
    );
    Ok(())
}

/// A whole Section 11 cycle of schools, from the inbox to the papers.
fn schools(folder: &Path) -> Result<(), Box<dyn Error>> {
    let root = folder.join("board");
    board::schools(&root, 2_500)?;
    let (used, _) = run(&mut paqa("run", &root))?;
    show("2500 schools' workbooks, 68 criteria each, `run`", used, 2_500 * 68);
    Ok(())
}
