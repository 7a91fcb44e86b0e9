//! What is said of returns that came in another way than most: early, held, as sheets of their own; and what waits beside reviews.

use crate::evidence_traps::{FOUR, S11, has, put, small_board, words};
use crate::example_run::{cell, paqa_at};
use crate::small_board::unclear_scale;
use paqa::pipeline::Printed;
use std::path::Path;

const NOW: &str = "2026-27-Q2";
const TURNS: &str = "name = \"A small board\"\n[due]\ns11-answers = [\"2024-25 Q3\", \"2026-27 Q2\"]\n";

fn listed(words: &[&str], board: &Path) -> paqa::domain::Table {
    match paqa_at(words, board).printed {
        Printed::List(table) => table,
        other => panic!("{words:?} printed no list: {other:?}"),
    }
}

/// The columns of an agency's return in the status of the quarter.
fn status(board: &Path, (agency, feed): (&str, &str), columns: &[&str]) -> Vec<String> {
    let table = listed(&["status", "--period", NOW], board);
    let row = (0..table.rows.len())
        .find(|&row| cell(&table, row, "agency") == agency && cell(&table, row, "feed") == feed)
        .unwrap();
    columns.iter().map(|column| cell(&table, row, column)).collect()
}

fn answer(cycle: &str, who: &str) -> String {
    format!("{S11}{cycle},{who},agency,,1,1.1,met,,\n")
}

#[test]
fn answers_of_the_next_audit_that_come_early_are_a_return_in_time() {
    let sent = [
        ("2024-25-Q3/b/s11-answers.csv", answer("2024-25", "b")),
        ("2024-25-Q3/c/s11-answers.csv", answer("2024-25", "c")),
        ("2026-27-Q1/b/s11-answers.csv", answer("2026-27", "b")),
        ("2026-27-Q2/a/s11-answers.csv", answer("2026-27", "a")),
    ];
    let files: Vec<(&str, &str)> = sent.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let board = small_board(FOUR, &files);
    put(board.path(), "board.toml", TURNS);
    paqa_at(&["run", "--period", NOW], board.path());
    let of = |agency| status(board.path(), (agency, "s11-answers"), &["status", "days_late", "note"]);
    assert_eq!(of("b"), ["on-time", "0", "came early, with 2026-27 Q1"]);
    assert_eq!(
        of("c")[0],
        "missing",
        "answers of the audit before are no return to this one"
    );
    let paper = words(board.path(), NOW, "section-11");
    has(&paper, "Section 11: 2 of 4 agencies returned");
    has(&paper, "Two agencies did not return");
    let found = listed(&["check", "--period", NOW], board.path());
    let missing = (0..found.rows.len()).filter(|&row| cell(&found, row, "kind") == "return-missing");
    let missing: Vec<String> = missing.map(|row| cell(&found, row, "agency")).collect();
    assert_eq!(missing, ["c", "d"]);
}

#[test]
fn a_held_audit_is_said_to_have_come_in_time_and_why_it_is_held() {
    let unclear = unclear_scale();
    let clear = answer("2026-27", "b");
    let sent = [
        ("2026-27-Q2/a/s11 audit.csv", unclear.as_str()),
        ("2026-27-Q2/b/s11-answers.csv", clear.as_str()),
    ];
    let board = small_board(FOUR, &sent);
    put(board.path(), "board.toml", TURNS);
    paqa_at(&["run", "--period", NOW, "--as-at", "2026-10-20"], board.path());
    paqa_at(&["run", "--period", NOW], board.path());
    let of = |agency| status(board.path(), (agency, "s11-answers"), &["status", "days_late"]);
    assert_eq!(
        of("a"),
        ["held", "0"],
        "it came on 20 October, ten days before it was due"
    );
    assert_eq!(of("c"), ["missing", "21"]);
    let paper = words(board.path(), NOW, "section-11");
    has(
        &paper,
        "Two agencies did not return; one agency has its return held until a question is answered",
    );
    has(
        &paper,
        "Alpha Trust (held: returned, not readable until the agency says which way the scale runs)",
    );
}

#[test]
fn a_board_without_history_expects_no_total_of_what_it_measures_from_sheets() {
    let dashboard = "indicator,area,period,numerator,denominator,value,note\nLD01,,2026-27 Q2,500,,,\n\
                     LD04,,2026-27 Q2,90,,,\nLD09,,2026-27 Q2,90,95,,\nLD10,,2026-27 Q2,66,,,\n";
    let referrals = "period,area,referrer,sector,concern,threshold,outcome,count\n\
                     2026-27 Q2,,Police,Education,Physical,Met,substantiated,40\n";
    let speed = "period,measure,count\n2026-27 Q2,concluded,30\n2026-27 Q2,concluded_1_month,25\n\
                 2026-27 Q2,open_at_end,20\n2026-27 Q2,open_over_3_months,7\n";
    let sent = [
        ("2026-27-Q2/l/dashboard.csv", dashboard),
        ("2026-27-Q2/l/lado-referrals.csv", referrals),
        ("2026-27-Q2/l/lado-timeliness.csv", speed),
    ];
    let agency = "l,LADO Service,lado,,dashboard;lado-referrals;lado-timeliness,,\n";
    let board = small_board(agency, &sent);
    paqa_at(&["run", "--period", NOW], board.path());
    let columns = ["indicators_expected", "indicators_received"];
    assert_eq!(status(board.path(), ("l", "dashboard"), &columns), ["4", "4"]);
    // Who sends no sheets is asked for all of them.
    let board = small_board("l,LADO Service,lado,,dashboard,,\n", &sent[..1]);
    paqa_at(&["run", "--period", NOW], board.path());
    assert_eq!(status(board.path(), ("l", "dashboard"), &columns), ["10", "4"]);
}

#[test]
fn section_11_actions_and_old_challenges_beside_reviews_stand_in_row_and_block() {
    let actions = "action,source,reference,agency,text,owner,due,status,completed,impact\n\
                   A1,practice-review,,b,Check plans,Head of plans,2026-06-30,in-progress,,\n\
                   A2,practice-review,,b,Train staff,Head of training,2026-01-30,complete,2026-02-01,\n\
                   A3,s11,,c,Publish the route,Head of advice,2026-05-31,not-started,,\n\
                   A4,s11,,d,Name a lead,Head of advice,2026-08-31,not-started,,\n";
    let challenges = "challenge,raised,about,issue,response,outcome,closed\nC9,2024-05-01,b,No return for a year,,,\n";
    let unit = "u,Board Team,escb_business_unit,,actions;challenges,,\n";
    let sent = [
        ("2026-27-Q2/u/actions.csv", actions),
        ("2026-27-Q2/u/challenges.csv", challenges),
    ];
    let board = small_board(&format!("{FOUR}{unit}"), &sent);
    paqa_at(&["run", "--period", NOW], board.path());
    let paper = words(board.path(), NOW, "exception-paper");
    has(&paper, "Actions and challenges that wait");
    has(
        &paper,
        "1 review action overdue, 1 without evidence; 1 old challenge; 2 from Section 11 overdue",
    );
    // Each record stands with whose it is, its date and how it stands.
    has(
        &paper,
        "A1: Check plans Beta Police due 30 June 2026 overdue by 92 days",
    );
    has(&paper, "due 30 January 2026 complete; nothing says what changed");
    has(
        &paper,
        "A4: Name a lead Delta Council due 31 August 2026 overdue by 30 days",
    );
    has(&paper, "raised 1 May 2024 not closed");
}

#[test]
fn schools_that_nobody_declared_take_turns_with_the_agencies() {
    let schools = |cycle: &str, count: usize| {
        let rows = (0..count).map(|n| format!("{cycle},School {n},school,,1,1.1,met,,\n"));
        format!("{S11}{}", rows.collect::<String>())
    };
    let sent = [
        ("2025-26-Q3/e/s11-answers.csv", schools("2025-26", 8)),
        ("2026-27-Q2/a/s11-answers.csv", answer("2026-27", "a")),
        ("2026-27-Q2/e/s11-answers.csv", schools("2026-27", 3)),
    ];
    let files: Vec<(&str, &str)> = sent.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let board = small_board(&format!("{FOUR}e,County Education,education,,,,\n"), &files);
    let scope = "[policy.organisations_in_scope]\nschool = 10\n";
    put(board.path(), "board.toml", &format!("{TURNS}{scope}"));
    paqa_at(&["run", "--period", NOW], board.path());
    let paper = words(board.path(), NOW, "section-11");
    has(&paper, "1 of 4 agencies and 8 of 10 schools returned");
    has(
        &paper,
        "Sent in 2026-27, a year in which nobody asked for it: School 0, School 1 and School 2.",
    );
    // What the board declares holds instead.
    let both = "[policy.audit_cycles]\nschool = [\"2025-26\", \"2026-27\"]\n";
    put(board.path(), "board.toml", &format!("{TURNS}{scope}{both}"));
    paqa_at(&["run", "--period", NOW], board.path());
    has(&words(board.path(), NOW, "section-11"), "3 of 10 schools returned");
}
