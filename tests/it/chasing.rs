//! Reminders before and after the day, in the board's own words if it has any, and a list for the chair.

use crate::example_run::cell;
use crate::small_board::{listed, paqa_on, put, small_board};
use paqa::pipeline::Fault;
use std::path::Path;

/// Due on 30 October 2026.
const PERIOD: &str = "2026-27-Q2";

fn chased(board: &Path, day: &str) -> Vec<(String, String)> {
    let table = listed(paqa_on(day, &["status", "--period", PERIOD, "--chase"], board).unwrap());
    (0..table.rows.len())
        .map(|row| (cell(&table, row, "agency"), cell(&table, row, "stage")))
        .collect()
}

fn message(board: &Path, name: &str) -> String {
    std::fs::read_to_string(board.join("chasing").join(PERIOD).join(name)).unwrap_or_default()
}

fn board_of_one_sender() -> tempfile::TempDir {
    let board = small_board();
    let sent = "Indicator code,Area,Quarter,Numerator,Denominator\nMX05,Essex,2026-27 Q2,31,40\n";
    put(board.path(), "inbox/2026-27-Q2/essex-police/q2.csv", sent);
    paqa_on("2026-10-05", &["ingest", "--period", PERIOD], board.path()).unwrap();
    board
}

#[test]
fn who_has_not_sent_is_reminded_in_time_and_afterwards() {
    let board = board_of_one_sender();
    for (day, stage, words) in [
        ("2026-10-09", "21-days", "due in 21 days, on 30 October 2026"),
        ("2026-10-16", "14-days", "Two weeks to go"),
        ("2026-10-23", "7-days", "One week to go"),
        ("2026-10-30", "0-days", "is due today"),
        ("2026-11-03", "overdue", "was due on 30 October 2026, 4 days ago"),
    ] {
        assert_eq!(
            chased(board.path(), day),
            [("essex-social-care".to_string(), stage.to_string())],
            "{day}"
        );
        let text = message(board.path(), "essex-social-care.txt");
        assert!(text.contains(words) && !text.contains('{'), "{day}: {text}");
    }
    assert!(chased(board.path(), "2026-10-08").is_empty());
    assert_eq!(message(board.path(), "essex-police.txt"), "");
}

#[test]
fn the_chair_hears_of_it_after_two_weeks() {
    let board = board_of_one_sender();
    chased(board.path(), "2026-11-12");
    assert_eq!(message(board.path(), "for-the-chair.txt"), "");
    chased(board.path(), "2026-11-13");
    let list = message(board.path(), "for-the-chair.txt");
    assert!(
        list.contains("- Essex Social Care: ") && list.contains("14 days overdue"),
        "{list}"
    );
    assert!(
        list.contains("Return rate 50%") && !list.contains("Essex Police"),
        "{list}"
    );
}

#[test]
fn a_board_has_its_own_words_and_a_slip_in_them_stops_the_run() {
    let board = board_of_one_sender();
    put(board.path(), "words/chase-7-days.txt", "{agency}: {days} left.");
    chased(board.path(), "2026-10-23");
    assert_eq!(
        message(board.path(), "essex-social-care.txt"),
        "Essex Social Care: 7 days left."
    );
    put(board.path(), "words/chase-7-days.txt", "{agency}: {dayz} left.");
    let fault = paqa_on("2026-10-23", &["status", "--period", PERIOD, "--chase"], board.path()).unwrap_err();
    assert!(
        matches!(fault, Fault::Usage(_)) && fault.to_string().contains("dayz"),
        "{fault}"
    );
}

#[test]
fn status_says_the_return_rate_in_words() {
    let board = board_of_one_sender();
    let outcome = paqa_on("2026-11-03", &["status", "--period", PERIOD], board.path()).unwrap();
    let said = outcome.notes.join(" ");
    assert!(
        said.starts_with("2 returns expected, 1 received: 1 on time, 0 late;"),
        "{said}"
    );
    assert!(
        said.contains("1 missing") && said.ends_with("Return rate 50%."),
        "{said}"
    );
}
