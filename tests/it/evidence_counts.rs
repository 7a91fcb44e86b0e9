//! What counts in the figures of the evidence and what does not: unasked returns, unreadable ones, people counted twice, few cases.

use crate::evidence_traps::{FOUR, S11, has, put, small_board, words};
use crate::example_run::{cell, paqa_at};
use crate::small_board::unclear_scale;
use paqa::pipeline::Printed;
use std::path::Path;

fn listed(words: &[&str], board: &Path) -> paqa::domain::Table {
    match paqa_at(words, board).printed {
        Printed::List(table) => table,
        other => panic!("{words:?} printed no list: {other:?}"),
    }
}

/// Numerator and denominator of an indicator in a quarter; empty where there is no figure.
fn figure(board: &Path, indicator: &str, period: &str) -> (String, String) {
    let series = listed(&["series", indicator, "--by", "county"], board);
    let row = (0..series.rows.len()).find(|&row| cell(&series, row, "period") == period);
    let of = |column: &str| row.map_or_else(String::new, |row| cell(&series, row, column));
    (of("numerator"), of("denominator"))
}

fn rules(board: &Path, period: &str) -> Vec<String> {
    let raised = listed(&["exceptions", "--period", period], board);
    (0..raised.rows.len()).map(|row| cell(&raised, row, "rules")).collect()
}

fn files<'a>(files: &'a [(&str, String)]) -> Vec<(&'a str, &'a str)> {
    files.iter().map(|(name, text)| (*name, text.as_str())).collect()
}

#[test]
fn off_year_returns_are_kept_and_counted_in_no_rate() {
    let agency = |cycle: &str, who: &str| format!("{S11}{cycle},{who},agency,,1,1.1,met,,\n");
    let schools = |cycle: &str, count: usize| {
        let rows = (0..count).map(|n| format!("{cycle},School {n},school,,1,1.1,met,,\n"));
        format!("{S11}{}", rows.collect::<String>())
    };
    let sent = [
        ("2024-25-Q3/a/s11-answers.csv", agency("2024-25", "a")),
        ("2025-26-Q3/b/s11-answers.csv", agency("2025-26", "b")),
        ("2025-26-Q3/e/s11-answers.csv", schools("2025-26", 8)),
        ("2026-27-Q2/a/s11-answers.csv", agency("2026-27", "a")),
        ("2026-27-Q2/c/s11-answers.csv", agency("2026-27", "c")),
        ("2026-27-Q2/e/s11-answers.csv", schools("2026-27", 3)),
    ];
    let board = small_board(&format!("{FOUR}e,County Education,education,,,,\n"), &files(&sent));
    let settings = "name = \"A small board\"\n[due]\ns11-answers = [\"2024-25 Q3\", \"2026-27 Q2\"]\n\
                    [policy.organisations_in_scope]\nschool = 10\n[policy.audit_cycles]\nschool = [\"2025-26\"]\n";
    put(board.path(), "board.toml", settings);
    paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
    let two = |one: &str, other: &str| (one.to_string(), other.to_string());
    assert_eq!(figure(board.path(), "SA02", "2025-26 Q3"), two("8", "10"));
    assert_eq!(
        figure(board.path(), "SA02", "2026-27 Q2").0,
        "",
        "three schools that nobody asked"
    );
    assert_eq!(
        figure(board.path(), "SA01", "2025-26 Q3").0,
        "",
        "an agency that nobody asked"
    );
    assert_eq!(figure(board.path(), "SA04", "2025-26 Q3").0, "");
    assert_eq!(figure(board.path(), "SA04", "2026-27 Q2"), two("2", "2"));
    let paper = words(board.path(), "2026-27-Q2", "section-11");
    has(&paper, "Section 11: 2 of 4 agencies and 8 of 10 schools returned");
    has(
        &paper,
        "Sent in 2026-27, a year in which nobody asked for it: School 0, School 1 and School 2. Each is kept",
    );
    let status = listed(&["status", "--period", "2026-27-Q2"], board.path());
    let own = (0..status.rows.len())
        .find(|&row| cell(&status, row, "agency") == "e")
        .unwrap();
    assert_eq!(cell(&status, own, "note"), "not asked for");
}

#[test]
fn a_scale_that_nobody_can_read_holds_the_return_and_accuses_nobody() {
    let unclear = unclear_scale();
    let clear = format!("{S11}2026-27,b,agency,,1,1.1,met,,\n2026-27,b,agency,,3,3.1,met,,\n");
    let sent = [
        ("2026-27-Q2/a/s11 audit.csv", unclear),
        ("2026-27-Q2/b/s11-answers.csv", clear),
    ];
    let board = small_board(FOUR, &files(&sent));
    let settings = "name = \"A small board\"\n[due]\ns11-answers = [\"2026-27 Q2\"]\n";
    put(board.path(), "board.toml", settings);
    paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
    let found = listed(&["check", "--period", "2026-27-Q2"], board.path());
    let kinds: Vec<String> = (0..found.rows.len()).map(|row| cell(&found, row, "kind")).collect();
    assert!(kinds.contains(&"scale-unclear".to_string()), "{kinds:?}");
    assert!(!kinds.contains(&"grades-not-written".to_string()), "{kinds:?}");
    let paper = words(board.path(), "2026-27-Q2", "section-11");
    has(&paper, "Section 11: 1 of 4 agencies returned");
    has(
        &paper,
        "Alpha Trust (held: returned, not readable until the agency says which way the scale runs)",
    );
    assert!(!paper.contains("unanswered"), "{paper}");
    assert_eq!(figure(board.path(), "SA04", "2026-27 Q2"), ("2".into(), "2".into()));
}

#[test]
fn people_of_several_campaigns_and_groups_are_not_added_up() {
    let reach = "period,campaign,channel,reach,clicks\n2026-27 Q2,Safer sleep,Facebook,9000,10\n\
                 2026-27 Q2,Online,Facebook,8000,10\n2026-27 Q2,Online,Instagram,7000,10\n";
    let voice = "group,date,young_people,topic,method,said,changed\nYouth council,2026-08-01,15,Online,survey,More help,A page\n\
                 Young carers,2026-08-02,12,Online,survey,More time,\n";
    let unit = "u,Board Team,escb_business_unit,,communications;voice,,\n";
    let sent = [
        ("2026-27-Q2/u/communications.csv", reach),
        ("2026-27-Q2/u/voice.csv", voice),
    ];
    let board = small_board(unit, &sent);
    paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
    assert_eq!(figure(board.path(), "EN02", "2026-27 Q2").0, "9000");
    assert_eq!(figure(board.path(), "EN03", "2026-27 Q2").0, "15");
    let raised = rules(board.path(), "2026-27-Q2");
    assert!(raised.contains(&"group-not-answered".to_string()), "{raised:?}");
}

#[test]
fn a_conference_is_in_no_indicator_of_courses() {
    let sessions = "session,course,theme,date,mode,capacity,agency,registered,attended,cancelled,no_show,walk_in\n\
                    S1,Level 3,core,2026-08-21,face-to-face,40,t,30,28,1,1,0\n\
                    S2,Annual conference,core,2026-09-14,Conference,250,t,240,120,20,100,0\n";
    let forms = "session,respondent,agency,role,before,after,follow_up,scale_max,satisfaction,practice_change\n\
                 S1,R1,t,Manager,4,6,7,10,8,Yes\nS2,R2,t,Manager,5,5,5,10,2,No\n";
    let agencies = "t,Training Team,training_provider,,training-sessions;training-evaluations,,\n";
    let sent = [
        ("2026-27-Q2/t/training-sessions.csv", sessions),
        ("2026-27-Q2/t/training-evaluations.csv", forms),
    ];
    let board = small_board(agencies, &sent);
    paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
    let expected = [
        ("TR01", "28", "40"),
        ("TR02", "1", "30"),
        ("TR03", "2", "1"),
        ("TR04", "1", "1"),
        ("TR05", "1", "1"),
    ];
    for (indicator, numerator, denominator) in expected {
        let found = figure(board.path(), indicator, "2026-27 Q2");
        assert_eq!(found, (numerator.to_string(), denominator.to_string()), "{indicator}");
    }
    let paper = words(board.path(), "2026-27-Q2", "training");
    has(&paper, "Conferences (120 people) are told apart below");
    has(&paper, "Conferences 250 240 120");
}

#[test]
fn an_audit_of_few_cases_tells_no_number_and_two_of_a_quarter_are_both_told() {
    let head = "audit,theme,case,agency,domain,grade,moderated_grade\n";
    let rows = |audit: &str, theme: &str, cases: usize| -> String {
        let of = |n: usize| {
            format!(
                "{audit},{theme},{audit}{n},u,overall,good,inadequate\n{audit},{theme},{audit}{n},u,plan,good,inadequate\n"
            )
        };
        (0..cases).map(of).collect()
    };
    let sent = format!(
        "{head}{}{}{}",
        rows("Tiny", "self-harm", 3),
        rows("One", "neglect", 8),
        rows("Two", "exploitation", 9)
    );
    let unit = "u,Board Team,escb_business_unit,,case-audits;training-sessions,,\n";
    let sessions = "session,course,theme,date,mode,capacity,agency,registered,attended,cancelled,no_show,walk_in\n\
                    S1,Level 3,core,2026-08-21,face-to-face,40,u,30,28,1,1,0\n";
    let files = [
        ("2026-27-Q2/u/case-audits.csv", sent.as_str()),
        ("2026-27-Q2/u/training-sessions.csv", sessions),
    ];
    let board = small_board(unit, &files);
    paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
    let paper = words(board.path(), "2026-27-Q2", "assurance");
    has(&paper, "Case audit Tiny: few cases on self-harm");
    has(&paper, "Tiny 2026-27 Q2 [c] [c] [c] [c]");
    has(&paper, "Case audit One: eight cases on neglect");
    has(&paper, "Case audit Two: nine cases on exploitation");
    has(&paper, "Two 2026-27 Q2 9 0 of 9 9 of 9 0 of 9");
    assert!(!paper.contains("of 3 ") && !paper.contains("three cases"), "{paper}");
    let needs = words(board.path(), "2026-27-Q2", "training");
    let own = needs.split("Self-harm and mental health").nth(1).unwrap();
    assert!(own.trim_start().starts_with("\u{2013} [c]"), "{own}");
}

#[test]
fn what_waits_for_too_long_is_an_exception() {
    let actions = "action,source,reference,agency,text,owner,due,status,completed,impact\n\
                   A1,s11,6.1 2024-25,u,Train managers,Head of training,2026-03-31,in-progress,,\n";
    let challenges = "challenge,raised,raised_by,about,issue,response,outcome,closed\n\
                      C1,2025-05-01,Chair,u,Slow answers,,,\nC2,2026-06-01,Chair,u,Late papers,,,\n";
    let risks = |new: &str| {
        format!("risk,text,likelihood,impact,target,owner,reviewed\nR1,An old risk,3,3,4,Chair,2026-06-30\n{new}")
    };
    let seats = "meeting,date,agency,invited,attended,represented\nBoard,2026-09-01,u,1,2,0\n";
    let sent = [
        ("2026-27-Q1/u/risks.csv", risks("")),
        (
            "2026-27-Q2/u/risks.csv",
            risks("R8,A brand new risk,5,5,4,,2026-09-30\n"),
        ),
        ("2026-27-Q2/u/actions.csv", actions.to_string()),
        ("2026-27-Q2/u/challenges.csv", challenges.to_string()),
        ("2026-27-Q2/u/attendance.csv", seats.to_string()),
    ];
    let unit = "u,Board Team,escb_business_unit,,actions;challenges;risks;attendance,,\n";
    let board = small_board(unit, &files(&sent));
    paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
    let raised = rules(board.path(), "2026-27-Q2");
    for rule in [
        "audit-action-overdue",
        "challenge-open-a-year",
        "new-risk-without-action",
    ] {
        assert!(raised.contains(&rule.to_string()), "{rule}: {raised:?}");
    }
    let found = listed(&["check", "--period", "2026-27-Q2"], board.path());
    let kinds: Vec<String> = (0..found.rows.len()).map(|row| cell(&found, row, "kind")).collect();
    assert!(kinds.contains(&"parts-of-people-disagree".to_string()), "{kinds:?}");
}

#[test]
fn every_referral_has_a_line_among_the_outcomes() {
    let head = "period,area,referrer,sector,concern,threshold,outcome,count\n";
    let row = |outcome: &str, count: u32| format!("2026-27 Q2,,Police,Education,Physical,Met,{outcome},{count}\n");
    let rows = [
        row("Substantiated", 20),
        row("Unsubstantiated", 15),
        row("Unfounded", 12),
        row("No further action", 9),
        row("Did not meet threshold", 8),
        row("Ongoing", 30),
    ];
    let sent = format!("{head}{}", rows.concat());
    let board = small_board(
        "l,LADO,lado,,lado-referrals,,\n",
        &[("2026-27-Q2/l/lado-referrals.csv", &sent)],
    );
    paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
    let paper = words(board.path(), "2026-27-Q2", "lado");
    has(&paper, "47 of 94 referrals of this quarter have an outcome");
    has(
        &paper,
        "No further action 9 Did not meet the threshold 8 Ongoing 30 All referrals of the quarter 94",
    );
    assert_eq!(figure(board.path(), "LD08", "2026-27 Q2"), ("20".into(), "47".into()));
}

#[test]
fn what_a_named_child_said_at_home_is_never_printed() {
    let head = "group,date,young_people,topic,method,said,changed\n";
    let sent = |said: &str| format!("{head}Youth council,2026-08-01,15,Home,survey,{said},A page\n");
    let unit = "u,Board Team,escb_business_unit,,voice;actions,,\n";
    let told = |said: &str| {
        let board = small_board(unit, &[("2026-27-Q2/u/voice.csv", &sent(said))]);
        paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
        let found = listed(&["check", "--period", "2026-27-Q2"], board.path());
        let kinds: Vec<String> = (0..found.rows.len()).map(|row| cell(&found, row, "kind")).collect();
        let paper = board.path().join("reports/2026-27-Q2/board-work.html");
        let originals = std::fs::read_dir(board.path().join("store/originals"))
            .into_iter()
            .flatten();
        for original in originals.flatten() {
            let kept = String::from_utf8_lossy(&std::fs::read(original.path()).unwrap()).into_owned();
            assert!(!kept.contains("Watson"), "the file was kept");
        }
        (
            kinds,
            paper.exists().then(|| words(board.path(), "2026-27-Q2", "board-work")),
        )
    };
    let (kinds, paper) = told("Kyle Watson in Year 9 at Basildon Academy says his stepfather hits him");
    assert!(kinds.contains(&"personal-data-suspected".to_string()), "{kinds:?}");
    assert!(paper.is_none_or(|paper| !paper.contains("Watson")));
    let (kinds, paper) = told("Young people in Year 9 at Basildon Academy say that forms are too long");
    assert!(!kinds.contains(&"personal-data-suspected".to_string()), "{kinds:?}");
    has(&paper.unwrap(), "forms are too long");
}
