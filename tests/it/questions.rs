//! Section 11 questions whose words, numbers or parts change between two audits: only the same question is compared.

use crate::evidence_traps::{FOUR, S11, has, put, small_board, words};
use crate::example_run::{cell, paqa_at};
use paqa::pipeline::Printed;
use std::path::Path;

const HEAD: &str = "Section 11: agency workbook,,,\nGreen = met; Amber = partly met; Red = not met,,,\n";

/// A workbook of one agency: number, words and grade of each question.
fn workbook(who: &str, cycle: &str, asked: &[(&str, &str, &str)]) -> String {
    let rows = asked.iter().map(|(number, words, grade)| {
        let standard = number.split('.').next().unwrap_or_default();
        format!("{standard},{number},{words},{grade}\n")
    });
    format!(
        "{HEAD}Organisation: {who},,,\nAudit cycle: {cycle},,,\nStandard,Ref,Question,Self-assessed grade\n{}",
        rows.collect::<String>()
    )
}

const LEADS: (&str, &str, &str) = ("1.1", "A named senior person leads on safeguarding", "Green");

/// Two agencies answer two audits; the first is of question numbers, the second a workbook with the questions given.
fn two_audits(asked: &[(&str, &str, &str)]) -> tempfile::TempDir {
    let before = |who: &str| format!("{S11}2024-25,{who},agency,,1,1.1,met,,\n2024-25,{who},agency,,6,6.1,not-met,,\n");
    let files = [
        ("2024-25-Q3/a/s11-answers.csv", before("a")),
        ("2024-25-Q3/b/s11-answers.csv", before("b")),
        ("2026-27-Q2/a/audit.csv", workbook("Alpha Trust", "2026-27", asked)),
        ("2026-27-Q2/b/audit.csv", workbook("Beta Police", "2026-27", asked)),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let board = small_board(FOUR, &files);
    paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
    board
}

fn questions(board: &Path) -> Vec<String> {
    let Printed::List(rows) = paqa_at(&["rows", "s11-answers", "--period", "2026-27-Q2"], board).printed else {
        panic!("no list");
    };
    (0..rows.rows.len()).map(|row| cell(&rows, row, "question")).collect()
}

fn found(board: &Path, kind: &str) -> usize {
    let Printed::List(table) = paqa_at(&["check", "--period", "2026-27-Q2"], board).printed else {
        panic!("no list");
    };
    (0..table.rows.len())
        .filter(|&row| cell(&table, row, "kind") == kind)
        .count()
}

#[test]
fn question_reworded() {
    let board = two_audits(&[
        LEADS,
        (
            "6.1",
            "Every volunteer has shadowed the designated officer for a week",
            "Green",
        ),
    ]);
    assert_eq!(found(board.path(), "question-reworded"), 2, "one in each workbook");
    let paper = words(board.path(), "2026-27-Q2", "section-11");
    has(
        &paper,
        "Like for like: one question asked in the same words in both cycles",
    );
    has(&paper, "Two questions are new, reworded, split or no longer asked");
    assert!(
        !paper.contains("6.1 Managers know how to refer to the LADO 0%"),
        "{paper}"
    );
    has(&paper, "Like for like the overall share met was 100% and is 100%");
}

#[test]
fn question_whose_words_differ_in_spelling_only() {
    let board = two_audits(&[LEADS, ("6.1", "Manegers know how they refer to LADO", "Green")]);
    assert_eq!(found(board.path(), "question-reworded"), 0);
    let paper = words(board.path(), "2026-27-Q2", "section-11");
    has(
        &paper,
        "Like for like: two questions asked in the same words in both cycles",
    );
    has(&paper, "Like for like the overall share met was 50% and is 100%");
}

#[test]
fn question_under_another_number_is_known_by_its_words() {
    let board = two_audits(&[LEADS, ("5.1", "Managers know how to refer to the LADO", "Green")]);
    assert_eq!(found(board.path(), "question-renumbered"), 2);
    assert_eq!(questions(board.path()), ["1.1", "6.1", "1.1", "6.1"]);
    let paper = words(board.path(), "2026-27-Q2", "section-11");
    has(
        &paper,
        "Like for like: two questions asked in the same words in both cycles",
    );
}

#[test]
fn question_split_in_two() {
    let board = two_audits(&[
        LEADS,
        ("6.1a", "Managers of services know how to refer to the LADO", "Green"),
        ("6.1b", "Volunteers know whom to tell about a colleague", "Green"),
    ]);
    let paper = words(board.path(), "2026-27-Q2", "section-11");
    has(
        &paper,
        "Like for like: one question asked in the same words in both cycles",
    );
    has(&paper, "Three questions are new, reworded, split or no longer asked");
    has(&paper, "Like for like the overall share met was 100% and is 100%");
}

#[test]
fn question_renumbered() {
    // In edition B the question on the LADO stood under 5.9.
    let sent = "Edition B of the agency workbook,,,\nOrganisation: Alpha Trust,,,\nAudit cycle: 2024-25,,,\n\
                Standard,Ref,Question,Self-assessed grade\n6,5.9,Managers know how to refer to the LADO,Met\n\
                6,6.2,Someone trained in safer recruitment sits on every panel,Not met\n";
    let schema = "[[workbook]]\nid = \"edition-b\"\nfamily = \"agencies\"\nfrom_cycle = \"2024-25\"\n\
                  recognise_by = [\"Edition B of the agency workbook\"]\n\
                  scale = [{ written = \"Met\", grade = \"met\" }, { written = \"Not met\", grade = \"not-met\" }]\n\
                  renumbered = [{ number = \"5.9\", question = \"6.1\" }]\n";
    let board = small_board(FOUR, &[("2024-25-Q3/a/audit.csv", sent)]);
    put(board.path(), "schemas/standards/own.toml", schema);
    paqa_at(&["ingest", "--period", "2024-25-Q3"], board.path());
    let Printed::List(rows) = paqa_at(&["rows", "s11-answers"], board.path()).printed else {
        panic!("no list");
    };
    let questions: Vec<String> = (0..rows.rows.len()).map(|row| cell(&rows, row, "question")).collect();
    assert_eq!(questions, ["6.1", "6.2"], "{rows:?}");
}
