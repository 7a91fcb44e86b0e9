//! What alone makes a figure other than it was is its cause, and nothing else is, whatever else has changed beside it.

use crate::late::column;
use crate::past::put;
use crate::story_flips::paqa;
use std::path::Path;
use std::process::Command;

/// The example board with a quarter run on one day and issued on another.
pub fn issued(period: &str, (run, day): (&str, &str)) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path().join("board");
    let mut init = Command::new(env!("CARGO_BIN_EXE_paqa"));
    let made = init.args(["init", "--example", "--quiet"]).arg(&board).status();
    assert!(made.unwrap().success());
    paqa(&board, run, &format!("run --period {period}"));
    paqa(&board, day, &format!("issue --period {period}"));
    (folder, board)
}

/// A list of codes that no figure of the dashboard is read by.
fn spell(board: &Path) {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/codes/lado-thresholds.toml");
    let list = std::fs::read_to_string(own).unwrap();
    let wider = list.replacen("spellings = [", "spellings = [\"Taken forward\", ", 1);
    put(board, "schemas/codes/lado-thresholds.toml", &wider);
}

/// Four more sessions, in a file of the second quarter; one of them was held in the first.
fn come_late(board: &Path) {
    let head = "session,course,theme,date,mode,capacity,agency,registered,attended,cancelled,no_show,walk_in\n";
    let held = [
        ("261-99", "2026-06-25", "40,10,0,30"),
        ("262-97", "2026-07-10", "9,8,0,1"),
        ("262-98", "2026-08-12", "9,9,0,0"),
        ("262-99", "2026-09-10", "9,9,0,0"),
    ];
    let rows = held.map(|(session, day, counts)| {
        format!("{session},Safeguarding children level 3,core,{day},Face to face,60,essex-police,{counts},0\n")
    });
    put(
        board,
        "inbox/2026-27-Q2/board-training/late sessions.csv",
        &(head.to_string() + &rows.concat()),
    );
}

/// What the mapping of an agency says that a letter means.
fn agree(board: &Path) {
    let text = "[symbols.c]\nbecomes = \"suppressed\"\nlow = 1.0\nhigh = 9.0\n";
    put(board, "mappings/essex-social-care.toml", text);
}

/// Police restate two figures, of which the board words other things otherwise.
fn restate(board: &Path) {
    let was = std::fs::read_to_string(board.join("inbox/2026-27-Q1/essex-police/dashboard.csv")).unwrap();
    let is = was.lines().map(|line| match line.starts_with("PL06,") {
        true => line.replace("680", "720"),
        false => line.to_string(),
    });
    let is: Vec<String> = is.collect();
    assert_ne!(was.lines().collect::<Vec<_>>(), is);
    put(board, "inbox/2026-27-Q1/essex-police/dashboard v2.csv", &is.join("\n"));
    let words = "[[indicator]]\nid = \"PL06\"\nbetter = \"Neither way is better, really\"\n";
    put(board, "schemas/indicators/police.toml", words);
}

#[test]
fn of_all_that_changed_each_figure_is_told_what_alone_moved_it() {
    let (_folder, board) = issued("2026-27-Q1", ("2026-08-20", "2026-08-25"));
    spell(&board);
    come_late(&board);
    agree(&board);
    restate(&board);
    paqa(&board, "2026-11-20", "ingest --period 2026-27-Q2");
    let list = paqa(&board, "2026-11-20", "compare 2026-27-Q1");
    let of = |name: &str, holding: &[&str]| {
        let mut told = column(&list, name, holding);
        told.sort();
        told.dedup();
        told
    };
    let late = ["figure", "TR02", "county", "E10000012", "2026-27 Q1"];
    assert_eq!(of("why", &late), ["restated by the agency"], "{list}");
    let cells = of("detail", &late);
    assert!(
        cells.iter().all(|detail| detail.contains("late sessions.csv")),
        "{cells:?}"
    );
    assert_eq!(of("why", &["figure", "FG03", "county"]), ["board tables"]);
    let detail = of("detail", &["figure", "FG03", "county"]);
    assert_eq!(detail, ["mappings/essex-social-care.toml changed"]);
    let police = ["figure", "PL06", "county", "E10000012", "2026-27 Q1"];
    assert_eq!(of("why", &police), ["restated by the agency"]);
    assert!(!list.contains("code list"), "{list}");
    let explained = paqa(&board, "2026-11-20", "explain TR02 --period 2026-27-Q1");
    assert!(
        explained.contains("late sessions.csv") && explained.contains("(98 of 664)"),
        "{explained}"
    );
}

#[test]
fn a_row_of_another_feed_that_lets_rows_count_no_more_is_named_and_explained() {
    let (_folder, board) = issued("2026-27-Q1", ("2026-08-20", "2026-08-25"));
    let sessions =
        std::fs::read_to_string(board.join("inbox/2026-27-Q1/board-training/training-sessions.csv")).unwrap();
    let as_conference = |line: &str| match line.starts_with("261-01,") {
        true => line.replace("Face to face", "Conference"),
        false => line.to_string(),
    };
    let sent: Vec<String> = sessions.lines().map(as_conference).collect();
    put(
        &board,
        "inbox/2026-27-Q1/board-training/training-sessions v2.csv",
        &sent.join("\n"),
    );
    paqa(&board, "2026-11-20", "ingest --period 2026-27-Q1");
    let list = paqa(&board, "2026-11-20", "compare 2026-27-Q1");
    let holding = ["figure", "TR05", "county", "E10000012", "2026-27 Q1"];
    let details = column(&list, "detail", &holding);
    assert!(
        !details.is_empty() && details.iter().all(|one| one.contains("training-sessions v2.csv")),
        "{list}"
    );
    let explained = paqa(&board, "2026-11-20", "explain TR05 --period 2026-27-Q1");
    let counts =
        |line: &&str| line.contains("training-evaluations") && line.contains("cells") && !line.contains("replaced");
    let forms = explained.lines().filter(counts).count();
    assert_eq!(forms, 129, "{explained}");
    assert!(explained.contains("mode Conference"), "{explained}");
}
