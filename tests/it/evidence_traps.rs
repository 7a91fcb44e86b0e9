//! Traps of the evidence besides the dashboard as a whole run tells them: on the example board, and on small boards made for one trap.

use crate::example_run::{board, cell, list, paqa_at};
use paqa::pipeline::Printed;
use std::path::Path;

fn put(board: &Path, name: &str, text: &str) {
    let path = board.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A board of one county with the agencies given, one line each.
fn small_board(agencies: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "board.toml", "name = \"A small board\"\n");
    let area = "area,name,level,parent,aliases\nE10000012,Essex,county,,\n";
    put(folder.path(), "areas.csv", area);
    put(
        folder.path(),
        "populations.csv",
        "area,year,population_0_17,vintage\nE10000012,2025,300000,mid-2025\n",
    );
    put(
        folder.path(),
        "comparators.csv",
        "indicator,group,year,value,published,source\n",
    );
    let head = "agency,name,kind,aliases,feeds,valid_from,valid_to\n";
    put(folder.path(), "agencies.csv", &format!("{head}{agencies}"));
    for (name, text) in files {
        put(folder.path(), &format!("inbox/{name}"), text);
    }
    folder
}

/// The words of a paper of a quarter's reports, without its tags.
fn words(board: &Path, period: &str, paper: &str) -> String {
    let html = std::fs::read_to_string(board.join("reports").join(period).join(format!("{paper}.html"))).unwrap();
    let body = &html[html.find("<body").unwrap_or(0)..];
    let mut text = String::new();
    let mut inside = false;
    for letter in body.chars() {
        match letter {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            letter if !inside => text.push(letter),
            _ => (),
        }
    }
    let text = text.replace("&#x27;", "'").replace("&#x2f;", "/").replace("&amp;", "&");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn has(text: &str, wanted: &str) {
    assert!(text.contains(wanted), "no {wanted:?} in {text}");
}

/// Kinds of the findings of a small board's quarter.
fn kinds(board: &Path, period: &str) -> Vec<String> {
    let Printed::List(table) = paqa_at(&["check", "--period", period], board).printed else {
        panic!("no list");
    };
    (0..table.rows.len()).map(|row| cell(&table, row, "kind")).collect()
}

#[test]
fn low_is_good_scale() {
    // The police's workbook says that 1 is fully met; every one of their answers on allegations is a 1.
    let rows = list(&["rows", "s11-answers", "--period", "2026-27-Q2"]);
    let police: Vec<(String, String)> = (0..rows.rows.len())
        .filter(|&row| cell(&rows, row, "sender") == "essex-police")
        .map(|row| (cell(&rows, row, "question"), cell(&rows, row, "self_grade")))
        .collect();
    assert!(police.contains(&("6.1".into(), "met".into())), "{police:?}");
    assert!(police.contains(&("6.3".into(), "met".into())), "{police:?}");
}

#[test]
fn wrong_workbook() {
    let paper = words(&board(), "2026-27-Q2", "section-11");
    has(&paper, "Tendring District Council (wrong workbook)");
    has(&paper, "Wrong workbook: one return");
}

const S11: &str = "cycle,organisation,organisation_type,area,standard,question,self_grade,moderated_grade,evidence\n";
const FOUR: &str = "a,Alpha Trust,health_acute,,s11-answers,,\nb,Beta Police,police,,s11-answers,,\n\
                    c,Gamma Council,district_council,,s11-answers,,\nd,Delta Council,district_council,,s11-answers,,\n";

/// Two audits of four agencies: one question stays and one keeps its meaning under other words, one goes and one comes; Delta
/// answers only the second.
fn two_audits() -> tempfile::TempDir {
    let answers = |cycle: &str, agency: &str, lines: &[(&str, &str)]| {
        let rows = lines
            .iter()
            .map(|(question, grade)| format!("{cycle},{agency},agency,,6,{question},{grade},,\n"));
        format!("{S11}{}", rows.collect::<String>())
    };
    let before = |agency: &str, grade: &str| {
        let lines = [
            ("1.1", "met"),
            ("Managers know how to refer to the LADO", grade),
            ("Fax numbers are up to date", "not-met"),
        ];
        answers("2024-25", agency, &lines)
    };
    let after = |agency: &str, grade: &str, new: &str| {
        let lines = [("1.1", "met"), ("6.1", grade), ("Chat rooms are watched", new)];
        answers("2026-27", agency, &lines)
    };
    let files = [
        ("2024-25-Q3/a/s11-answers.csv", before("a", "met")),
        ("2024-25-Q3/b/s11-answers.csv", before("b", "not-met")),
        ("2024-25-Q3/c/s11-answers.csv", before("c", "not-met")),
        ("2026-27-Q2/a/s11-answers.csv", after("a", "met", "not-met")),
        ("2026-27-Q2/b/s11-answers.csv", after("b", "met", "not-met")),
        ("2026-27-Q2/c/s11-answers.csv", after("c", "not-met", "not-met")),
        ("2026-27-Q2/d/s11-answers.csv", after("d", "met", "met")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let board = small_board(FOUR, &files);
    paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
    board
}

#[test]
fn question_reworded() {
    let board = two_audits();
    let paper = words(board.path(), "2026-27-Q2", "section-11");
    has(
        &paper,
        "Like for like: two questions asked in the same words in both cycles",
    );
    has(&paper, "Two questions are new, reworded, split or no longer asked");
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

#[test]
fn respondents_changed() {
    let board = two_audits();
    let paper = words(board.path(), "2026-27-Q2", "section-11");
    has(&paper, "and three organisations that answered both times");
    has(&paper, "one organisation answered in only one cycle");
    // Four of six answers, then five of six; with everybody and every question four of nine, then eight of twelve.
    has(&paper, "was 67% and is 83%. Without this rule it would read 44% to 67%");
}

#[test]
fn schools_swamp_agencies() {
    let paper = words(&board(), "2026-27-Q2", "section-11");
    has(&paper, "Schools and colleges, n 57");
    has(&paper, "Schools are never averaged with agencies");
}

#[test]
fn backlog_hides_delay() {
    let paper = words(&board(), "2026-27-Q2", "lado");
    let places: Vec<usize> = [
        "1 Closed this quarter, in time",
        "2 Cases in and out",
        "3 Still open, by age",
    ]
    .iter()
    .map(|heading| paper.rfind(heading).unwrap_or_else(|| panic!("no {heading}")))
    .collect();
    assert!(places.is_sorted(), "{places:?}");
    has(&paper, "LADO: more cases stay open past three months than a year ago");
    has(&paper, "A case that stays open is not in it");
}

#[test]
fn two_denominators() {
    // Leicester, Leicestershire and Rutland, quarter 1 of 2016-17: 304 came, of 393 places and of 318 registrations.
    let head = "session,course,theme,date,mode,capacity,agency,registered,attended,cancelled,no_show,walk_in\n";
    let rows = "S1,Level 3,core,2026-08-21,face-to-face,200,t,180,170,16,10,0\n\
                S2,Level 3,core,2026-09-21,face-to-face,193,t,138,134,13,10,6\n";
    let files = [("2026-27-Q2/t/training-sessions.csv", format!("{head}{rows}"))];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let board = small_board("t,Training Team,training_provider,,training-sessions,,\n", &files);
    paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
    let paper = words(board.path(), "2026-27-Q2", "training");
    has(&paper, "Places filled: attended, of places offered 77.4% 304 of 393");
    has(&paper, "Registrations: attended, of people registered 95.6% 304 of 318");
}

#[test]
fn late_follow_up_changes_an_old_quarter() {
    let paper = words(&board(), "2026-27-Q2", "training");
    has(&paper, "returned so far");
    has(&paper, "the figure of an old quarter changes while replies come");
}

const PARTNERS: &str = "partner,year,pledged,paid\nEssex County Council,2020-21,240205,240205\n\
    \"Police, Fire and Crime Commissioner\",2020-21,66426,66426\nClinical commissioning groups,2020-21,59897,59897\n\
    District councils,2020-21,14520,14520\nCommunity Rehabilitation Company,2020-21,5082,5082\n\
    National Probation Service,2020-21,2415,2415\nCAFCASS,2020-21,550,550\n";

fn funding(total: &str) -> tempfile::TempDir {
    let sent = format!("{PARTNERS}Total,2020-21,{total},{total}\n");
    let unit = "u,Board Team,escb_business_unit,,funding,,\n";
    small_board(unit, &[("2020-21-Q2/u/funding.csv", &sent)])
}

#[test]
fn funding_total_of_389_095_pounds() {
    // The contributions listed in the arrangements of 2020-21.
    let right = funding("389095");
    assert!(!kinds(right.path(), "2020-21-Q2").contains(&"parts-disagree".to_string()));
    paqa_at(&["run", "--period", "2020-21-Q2"], right.path());
    let paper = words(right.path(), "2020-21-Q2", "board-work");
    has(&paper, "£389,095 pledged, all of it paid");
    let wrong = funding("389905");
    assert!(kinds(wrong.path(), "2020-21-Q2").contains(&"parts-disagree".to_string()));
    paqa_at(&["run", "--period", "2020-21-Q2"], wrong.path());
    let Printed::List(raised) = paqa_at(&["exceptions", "--period", "2020-21-Q2"], wrong.path()).printed else {
        panic!("no list");
    };
    let told = (0..raised.rows.len())
        .any(|row| cell(&raised, row, "kind") == "data" && cell(&raised, row, "sentence").contains("389"));
    assert!(told, "{raised:?}");
}

#[test]
fn devons_parts_that_do_not_add() {
    // Devon, 2023-24: 993 referrals and 453 contacts for advice, printed with a total of 1,445.
    let head = "period,sector,threshold,count\n";
    let rows = "2026-27 Q2,Education,Met,993\n2026-27 Q2,Education,Not met,453\nTotal,,,1445\n";
    let sent = format!("{head}{rows}");
    let board = small_board(
        "l,LADO,lado,,lado-referrals,,\n",
        &[("2026-27-Q2/l/lado-referrals.csv", &sent)],
    );
    let found = kinds(board.path(), "2026-27-Q2");
    assert!(found.contains(&"parts-disagree".to_string()), "{found:?}");
}

#[test]
fn the_theme_page_tells_the_loop_with_dates_and_claims_no_cause() {
    let paper = words(&board(), "2026-27-Q2", "themes");
    let from = paper
        .rfind("Allegations and safer recruitment, in the order of the dates")
        .unwrap();
    let told = &paper[from..];
    let places: Vec<usize> = [
        "Section 11: 8 of 26 agencies meet 6.1",
        "The course “Managing allegations and the role of the LADO” begins",
        "Action A07 completed by",
        "LD02, LADO referrals: higher than usual from this quarter on",
    ]
    .iter()
    .map(|event| told.find(event).unwrap_or_else(|| panic!("no {event:?} in {told}")))
    .collect();
    assert!(places.is_sorted(), "{places:?} in {told}");
    has(&paper, "Essex Police rates itself met on");
    has(&paper, "Is the route known there, or was there nothing to refer?");
    for cause in ["because of", "due to", "as a result", "led to", "thanks to"] {
        assert!(!paper.contains(cause), "the page claims a cause: {cause}");
    }
}

#[test]
fn a_rising_risk_without_a_new_action_is_an_exception_and_one_with_an_action_is_none() {
    let raised = list(&["exceptions", "--period", "2026-27-Q2"]);
    let rising: Vec<String> = (0..raised.rows.len())
        .filter(|&row| cell(&raised, row, "rules") == "risk-without-action")
        .map(|row| cell(&raised, row, "sentence"))
        .collect();
    assert_eq!(rising.len(), 1, "{rising:?}");
    has(&rising[0], "Risk R07");
}

#[test]
fn a_standard_that_falls_among_the_same_organisations_is_an_exception() {
    let names: Vec<String> = (1..=8).map(|n| format!("council-{n}")).collect();
    let agencies: String = names
        .iter()
        .map(|name| format!("{name},{name},district_council,,s11-answers,,\n"))
        .collect();
    let sent = |cycle: &str, name: &str, grade: &str| {
        format!("{S11}{cycle},{name},agency,,1,1.1,met,,\n{cycle},{name},agency,,6,6.1,{grade},,\n")
    };
    let mut files: Vec<(String, String)> = vec![];
    for name in &names {
        files.push((
            format!("2024-25-Q3/{name}/s11-answers.csv"),
            sent("2024-25", name, "met"),
        ));
        files.push((
            format!("2026-27-Q2/{name}/s11-answers.csv"),
            sent("2026-27", name, "partly-met"),
        ));
    }
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let board = small_board(&agencies, &files);
    paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
    let Printed::List(raised) = paqa_at(&["exceptions", "--period", "2026-27-Q2"], board.path()).printed else {
        panic!("no list");
    };
    let told: Vec<String> = (0..raised.rows.len())
        .filter(|&row| cell(&raised, row, "rules") == "standard-fell")
        .map(|row| cell(&raised, row, "sentence"))
        .collect();
    assert_eq!(told.len(), 1, "{raised:?}");
    has(
        &told[0],
        "Fewer agencies meet safer recruitment and allegations than in 2024-25",
    );
}
