//! No row is lost in silence: every row with a figure in it is read, or under a finding, or says itself that it is a heading, a sum or
//! an aside. Over every text file among the fixtures of faults, and over tables drawn at random.

use crate::draws::Draws;
use crate::example_run::{cell, paqa_at};
use paqa::domain::Table;
use paqa::pipeline::Printed;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const PERIOD: &str = "2026-27-Q2";

fn faults() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/faults")
}

fn listed(words: &[&str], board: &Path) -> Table {
    match paqa_at(words, board).printed {
        Printed::List(table) => table,
        other => panic!("{words:?} printed no list: {other:?}"),
    }
}

/// The lines of a text file as a spreadsheet numbers them, each with its cells.
fn lines(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut out: Vec<Vec<String>> = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        let line = record.position().map_or(0, |position| position.line()) as usize;
        out.resize(line.max(out.len() + 1) - 1, vec![]);
        out.push(record.iter().map(str::to_owned).collect());
    }
    out
}

/// The rows that a cell or a stretch of cells covers: `D8`, `A2:C9`, `D8;E8`.
fn rows_of(cells: &str) -> BTreeSet<usize> {
    let number = |cell: &str| -> usize {
        let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap_or(0)
    };
    let mut rows = BTreeSet::new();
    for stretch in cells.split(';').filter(|stretch| !stretch.is_empty()) {
        let (first, last) = stretch.split_once(':').unwrap_or((stretch, stretch));
        rows.extend(number(first)..=number(last));
    }
    rows
}

fn is_figure(text: &str) -> bool {
    let text = text.trim().trim_start_matches(['=', '+', '<']).trim_end_matches('%');
    !text.is_empty()
        && text
            .parse::<f64>()
            .is_ok_and(|number| !(1990.0..2100.0).contains(&number))
}

/// Whether a row says of itself that it is no figure of the return.
fn is_aside(cells: &[String]) -> bool {
    const WORDS: [&str; 14] = [
        "total",
        "target",
        "england",
        "neighbours",
        "all",
        "example",
        "last",
        "previous",
        "whole",
        "july",
        "august",
        "september",
        "jul",
        "change",
    ];
    let said = |text: &String| {
        text.to_lowercase()
            .split(|one: char| !one.is_alphabetic())
            .any(|word| WORDS.contains(&word))
    };
    cells.iter().filter(|text| !is_figure(text)).any(said)
}

/// The rows of a file that nobody accounts for.
fn lost((agency, text): (&str, &str), board: &Path) -> Vec<usize> {
    let inbox = board.join("inbox").join(PERIOD).join(agency);
    std::fs::create_dir_all(&inbox).unwrap();
    std::fs::write(inbox.join("return.csv"), text).unwrap();
    let findings = listed(&["ingest", "--period", PERIOD], board);
    let mut known = BTreeSet::new();
    for at in 0..findings.rows.len() {
        if !cell(&findings, at, "file").ends_with("return.csv") || cell(&findings, at, "kind") == "return-partial" {
            continue;
        }
        let of = cell(&findings, at, "cell");
        // What is said of a whole file is said of its rows.
        if of.is_empty() {
            return vec![];
        }
        known.extend(rows_of(&of));
        // What is said of the headings of a table is said of the rows below them.
        if matches!(
            cell(&findings, at, "kind").as_str(),
            "sheet-not-understood" | "columns-missing"
        ) {
            let first = rows_of(&of).into_iter().next().unwrap_or(0);
            known.extend(first..=lines(text).len());
        }
    }
    let feeds: Vec<String> = paqa::catalogue::Catalogue::built_in()
        .unwrap()
        .feeds()
        .iter()
        .map(|feed| feed.id.clone())
        .collect();
    for feed in &feeds {
        let held = listed(&["rows", feed, "--all"], board);
        for at in 0..held.rows.len() {
            known.extend(rows_of(&cell(&held, at, "source_cell")));
        }
    }
    let first = known.iter().next().copied().unwrap_or(0);
    let numbered = lines(text);
    let open = |(at, cells): &(usize, &Vec<String>)| {
        cells.iter().any(|text| is_figure(text)) && !known.contains(&(at + 1)) && at + 1 >= first && !is_aside(cells)
    };
    numbered.iter().enumerate().filter(open).map(|(at, _)| at + 1).collect()
}

fn board() -> tempfile::TempDir {
    let board = tempfile::tempdir().unwrap();
    for name in ["board.toml", "agencies.csv", "areas.csv", "populations.csv"] {
        std::fs::copy(faults().join("board").join(name), board.path().join(name)).unwrap();
    }
    board
}

#[test]
fn every_row_of_every_fixture_is_accounted_for() {
    let mut reader = csv::Reader::from_path(faults().join("fixtures.csv")).unwrap();
    let mut looked_at = 0;
    for record in reader.records() {
        let record = record.unwrap();
        if !record[1].ends_with(".csv") {
            continue;
        }
        let Ok(text) = std::fs::read_to_string(faults().join(&record[1])) else {
            continue;
        };
        let board = board();
        assert_eq!(
            lost((&record[2], &text), board.path()),
            [0_usize; 0],
            "{}:\n{text}",
            &record[1]
        );
        looked_at += 1;
    }
    assert!(looked_at > 100, "only {looked_at}");
}

/// A table as somebody may have laid it out.
#[expect(clippy::too_many_lines, reason = "one part of a table after the other")]
fn drawn(draws: &mut Draws) -> String {
    const NAMES: [&str; 14] = [
        "FD01 Contacts",
        "FD03",
        "Referrals to children's social care",
        "Re-referrals within 12 months (%)",
        "FD06",
        "Children looked after",
        "of which from police",
        "Something of our own",
        "CP06",
        "Children subject to a child protection plan - neglect",
        "Section 47 enquiries started",
        "Staff survey",
        "",
        "LA03",
    ];
    const CELLS: [&str; 12] = [
        "12",
        "310",
        "<5",
        "20%",
        "awaiting validation",
        "n/a (none due)",
        "=42",
        "",
        "-",
        "*",
        "1,204",
        "as above",
    ];
    const HEADS: [&str; 7] = ["Number", "Value", "Q2 2026/27", "YTD", "Out of", "%", "Our count"];
    let pick = |draws: &mut Draws, from: &[&str]| {
        from[((draws.even() * from.len() as f64) as usize).min(from.len() - 1)].to_owned()
    };
    let width = 1 + (draws.even() * 3.0) as usize;
    let mut lines = vec![];
    if draws.even() < 0.7 {
        lines.push(format!("Return for Q2 2026/27{}", ",".repeat(width)));
    }
    if draws.even() < 0.85 {
        let heads: Vec<String> = (0..width).map(|_| pick(draws, &HEADS)).collect();
        lines.push(format!("Measure,{}", heads.join(",")));
    }
    for _ in 0..3 + (draws.even() * 6.0) as usize {
        let cells: Vec<String> = (0..width)
            .map(|_| pick(draws, &CELLS))
            .map(|text| format!("\"{text}\""))
            .collect();
        lines.push(format!("{},{}", pick(draws, &NAMES), cells.join(",")));
        if draws.even() < 0.1 {
            lines.push(",".repeat(width));
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn every_row_of_a_table_drawn_at_random_is_accounted_for() {
    let mut draws = Draws(20_261_020);
    for _ in 0..150 {
        let text = drawn(&mut draws);
        let board = board();
        assert_eq!(lost(("essex-social-care", &text), board.path()), [0_usize; 0], "{text}");
    }
}
