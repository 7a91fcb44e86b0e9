//! Traps of the evidence besides the dashboard as a whole run tells them: on the example board, and on small boards made for one trap.

use crate::example_run::{board, cell, list, paqa_at};
use paqa::pipeline::Printed;
use std::path::Path;

pub fn put(board: &Path, name: &str, text: &str) {
    let path = board.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A board of one county with the agencies given, one line each.
pub fn small_board(agencies: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
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
pub fn words(board: &Path, period: &str, paper: &str) -> String {
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

pub fn has(text: &str, wanted: &str) {
    assert!(text.contains(wanted), "no {wanted:?} in {text}");
}

/// Kinds of the findings of a small board's quarter.
pub fn kinds(board: &Path, period: &str) -> Vec<String> {
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
    // The same answers under a key that says that 1 is best, and under one that says that 4 is: every number of the scale.
    let sent = |key: &str| {
        format!(
            "Section 11: agency workbook,,,\n{key},,,\nOrganisation: Alpha Trust,,,\nAudit cycle: 2026-27,,,\n\
             Standard,Ref,Question,Self-assessed grade\n1,1.1,A named senior person leads on safeguarding,1\n\
             2,2.1,The child protection policy is current,2\n3,3.1,Staff know how to blow the whistle,3\n\
             6,6.1,Managers know how to refer to the LADO,4\n"
        )
    };
    let grades = |key: &str| {
        let board = small_board(FOUR, &[("2026-27-Q2/a/audit.csv", &sent(key))]);
        paqa_at(&["ingest", "--period", "2026-27-Q2"], board.path());
        let Printed::List(rows) = paqa_at(&["rows", "s11-answers"], board.path()).printed else {
            panic!("no list");
        };
        (0..rows.rows.len())
            .map(|row| cell(&rows, row, "self_grade"))
            .collect::<Vec<_>>()
    };
    let low = grades("1 = fully met; 2 = mostly met; 3 = partly met; 4 = not met");
    assert_eq!(low, ["met", "partly-met", "partly-met", "not-met"]);
    let high = grades("4 = fully met; 3 = mostly met; 2 = partly met; 1 = not met");
    assert_eq!(high, ["not-met", "partly-met", "partly-met", "met"]);
}

#[test]
fn wrong_workbook() {
    let paper = words(&board(), "2026-27-Q2", "section-11");
    has(&paper, "Tendring District Council (wrong workbook)");
    has(&paper, "Wrong workbook: one return");
    // Its answers are held, and neither the grid nor an indicator counts them; three returns came late.
    has(&paper, "District councils, n 10");
    let held = list(&["rows", "s11-answers", "--period", "2026-27-Q2"]);
    assert!((0..held.rows.len()).any(|row| cell(&held, row, "sender") == "tendring-council"));
    assert_eq!(figure("SA01", "2026-27 Q2"), ("20".into(), "26".into()));
    assert_eq!(figure("SA04", "2026-27 Q2").1, "387");
}

#[test]
fn a_wrong_workbook_of_an_earlier_quarter_counts_for_nothing_until_the_right_one_comes() {
    let table = "Standard,Ref,Question,Self-assessed grade\n1,1.1,A named senior person leads on safeguarding,Fully met\n\
                 6,6.1,Managers know how to refer to the LADO,Fully met\n";
    let head = |who: &str| format!("Organisation: {who},,,\nAudit cycle: 2026-27,,,\n");
    let schools = format!(
        "Safeguarding audit: schools workbook,,,\nGrades: Fully met; Partially met; Not yet met; Not applicable,,,\n{}{table}",
        head("Gamma Council")
    );
    let agencies = format!(
        "Section 11: agency workbook,,,\nGreen = met; Amber = partly met; Red = not met,,,\n{}{}",
        head("Delta Council"),
        table.replace("Fully met", "Red")
    );
    let files = [
        ("2026-27-Q2/c/audit.csv", schools.as_str()),
        ("2026-27-Q2/d/audit.csv", agencies.as_str()),
    ];
    let board = small_board(FOUR, &files);
    put(
        board.path(),
        "board.toml",
        "name = \"A small board\"\n[due]\ns11-answers = [\"2026-27 Q2\"]\n",
    );
    let told = |period: &str| {
        paqa_at(&["run", "--period", period], board.path());
        words(board.path(), period, "section-11")
    };
    for period in ["2026-27-Q2", "2026-27-Q3"] {
        let paper = told(period);
        has(&paper, "Section 11: 1 of 4 agencies returned");
        has(&paper, "Gamma Council (wrong workbook)");
        has(&paper, "District councils, n 1 ");
    }
    let again = agencies.replace("Delta", "Gamma");
    put(board.path(), "inbox/2026-27-Q3/c/right audit.csv", &again);
    let paper = told("2026-27-Q3");
    has(&paper, "Section 11: 2 of 4 agencies returned");
    has(&paper, "District councils, n 2 ");
}

/// Numerator and denominator of an indicator of the example's county.
fn figure(indicator: &str, period: &str) -> (String, String) {
    let series = list(&["series", indicator, "--by", "county"]);
    let own = |row: &usize| cell(&series, *row, "period") == period && cell(&series, *row, "agency").is_empty();
    let row = (0..series.rows.len()).find(own).unwrap();
    (cell(&series, row, "numerator"), cell(&series, row, "denominator"))
}

pub const S11: &str =
    "cycle,organisation,organisation_type,area,standard,question,self_grade,moderated_grade,evidence\n";
pub const FOUR: &str = "a,Alpha Trust,health_acute,,s11-answers,,\nb,Beta Police,police,,s11-answers,,\n\
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
    has(&paper, "Section 11: 23 of 26 agencies and 57 of 60 schools returned");
    has(&paper, "Schools and colleges, n 57");
    has(&paper, "Schools are never averaged with agencies");
    // Four agencies that meet nothing, beside 500 schools that meet everything.
    let mut files: Vec<(String, String)> = ["a", "b", "c", "d"]
        .iter()
        .map(|name| {
            (
                format!("2026-27-Q2/{name}/s11-answers.csv"),
                format!("{S11}2026-27,{name},agency,,6,6.1,not-met,,\n2026-27,{name},agency,,1,1.1,not-met,,\n"),
            )
        })
        .collect();
    let schools =
        (0..500).map(|n| format!("2026-27,School {n},school,,6,6.1,met,,\n2026-27,School {n},school,,1,1.1,met,,\n"));
    files.push((
        "2026-27-Q2/e/s11-answers.csv".into(),
        format!("{S11}{}", schools.collect::<String>()),
    ));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let agencies = format!("{FOUR}e,County Education,education,,,,\n");
    let board = small_board(&agencies, &files);
    paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
    let paper = words(board.path(), "2026-27-Q2", "section-11");
    has(&paper, "Section 11: 4 of 4 agencies and 500 of 555 schools returned");
    has(
        &paper,
        "6 Safer recruitment and allegations 0% few 0% few 0% few 100% most",
    );
    let Printed::List(series) = paqa_at(&["series", "SA04", "--by", "county"], board.path()).printed else {
        panic!("no list");
    };
    let newest = series.rows.len() - 1;
    assert_eq!(
        (cell(&series, newest, "numerator"), cell(&series, newest, "denominator")),
        ("0".into(), "8".into())
    );
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
    has(&paper, "LADO: more cases stay open past three months");
    has(&paper, "A case that stays open is not in it");
    has(&paper, "91 of 195 are over three months old; a year ago, 44 of 136");
    // Where no other exception of the LADO is there to tell it with, the backlog is one of its own.
    let quarter = |period: &str, open: u32, over: u32| {
        format!(
            "period,measure,count\n{period},concluded,200\n{period},concluded_1_month,170\n{period},concluded_3_months,190\n\
             {period},concluded_12_months,200\n{period},open_at_end,{open}\n{period},open_over_3_months,{over}\n\
             {period},open_over_12_months,0\n"
        )
    };
    let raised = |over: u32| {
        let files = [
            ("2025-26-Q2/l/lado-timeliness.csv", quarter("2025-26 Q2", 136, 44)),
            ("2026-27-Q2/l/lado-timeliness.csv", quarter("2026-27 Q2", 195, over)),
        ];
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let board = small_board("l,LADO,lado,,lado-timeliness,,\n", &files);
        paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
        let Printed::List(raised) = paqa_at(&["exceptions", "--period", "2026-27-Q2"], board.path()).printed else {
            panic!("no list");
        };
        (0..raised.rows.len())
            .filter(|&row| cell(&raised, row, "rules") == "backlog-grew")
            .map(|row| cell(&raised, row, "sentence"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        raised(91),
        [
            "91 of 195 open LADO cases are over three months old; a year ago, 44 of 136. The share closed in time leaves them out."
        ]
    );
    assert_eq!(
        raised(50),
        Vec::<String>::new(),
        "six more are no more than chance gives"
    );
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
    has(
        &paper,
        "Registrations: attended, walk-ins too, for those registered 95.6% 304 of 318",
    );
}

#[test]
fn late_follow_up_changes_an_old_quarter() {
    let sessions = "session,course,theme,date,mode,capacity,agency,registered,attended,cancelled,no_show,walk_in\n\
                    S1,Level 3,core,2026-04-21,face-to-face,30,t,3,3,0,0,0\n";
    let forms = "session,respondent,agency,role,before,after,follow_up,scale_max,satisfaction,practice_change\n";
    let early = format!("{forms}S1,R1,t,Manager,4,6,,10,8,\nS1,R2,t,Manager,5,7,,10,9,\n");
    let late = format!("{forms}S1,R1,t,Manager,4,6,7,10,8,Yes\n");
    let last = format!("{forms}S1,R2,t,Manager,5,7,6,10,9,No\n");
    let files = [
        ("2026-27-Q1/t/training-sessions.csv", sessions.to_string()),
        ("2026-27-Q1/t/training-evaluations.csv", early),
        ("2026-27-Q2/t/training-evaluations.csv", late),
        ("2026-27-Q3/t/training-evaluations.csv", last),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let agencies = "t,Training Team,training_provider,,training-sessions;training-evaluations,,\n";
    let board = small_board(agencies, &files);
    let told = |period: &str| {
        paqa_at(&["run", "--period", period], board.path());
        words(board.path(), period, "training")
    };
    has(&told("2026-27-Q1"), "2026-27 Q1 3 2 [z] [z] not due yet");
    has(&told("2026-27-Q2"), "2026-27 Q1 3 2 1 1 of 1 1 of 2 returned so far");
    let complete = told("2026-27-Q3");
    has(&complete, "2026-27 Q1 3 2 2 1 of 2 complete: 2 of 2 returned");
    has(&complete, "the figure of an old quarter changes while replies come");
    // The marks of both people before, after and later.
    has(&complete, "2026-27 Q1 4.5 6.5 6.5 too few 2 of 3");
}

#[test]
fn pivot_and_list_disagree() {
    // A workbook with a list of nine referrals, and a pivot beside it that has three more.
    let folder = small_board("l,LADO,lado,,lado-referrals,,\n", &[]);
    let inbox = folder.path().join("inbox/2026-27-Q2/l");
    std::fs::create_dir_all(&inbox).unwrap();
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/faults/tables-disagree.xlsx");
    std::fs::copy(fixture, inbox.join("tables-disagree.xlsx")).unwrap();
    let found = kinds(folder.path(), "2026-27-Q2");
    assert!(found.contains(&"tables-disagree".to_string()), "{found:?}");
    paqa_at(&["run", "--period", "2026-27-Q2"], folder.path());
    let Printed::List(series) = paqa_at(&["series", "LD02", "--by", "county"], folder.path()).printed else {
        panic!("no list");
    };
    let newest = series.rows.len() - 1;
    assert_eq!(
        cell(&series, newest, "value"),
        "9",
        "the list counts, and the pivot is not added to it"
    );
    let paper = words(folder.path(), "2026-27-Q2", "lado");
    let said = paper
        .split("The return disagrees with itself in ")
        .nth(1)
        .expect("it is said");
    assert!(
        said.starts_with("cell") || said.contains(" places: cell"),
        "the cells are named: {said:.200}"
    );
    assert!(said.contains(" of sheet "), "and their sheet: {said:.200}");
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
    // Devon, 2023-24: 993 referrals and 453 contacts for advice, which make 1,446, printed with a total of 1,445.
    let head = "period,sector,threshold,outcome,count\n";
    let rows = "2026-27 Q2,Education,Met,Ongoing,993\n2026-27 Q2,Education,Not met,Advice only,453\n";
    let found = |total: u32| {
        let sent = format!("{head}{rows}Total,,,,{total}\n");
        let files = [("2026-27-Q2/l/lado-referrals.csv", sent.as_str())];
        let board = small_board("l,LADO,lado,,lado-referrals,,\n", &files);
        let Printed::List(table) = paqa_at(&["check", "--period", "2026-27-Q2"], board.path()).printed else {
            panic!("no list");
        };
        let own = (0..table.rows.len()).filter(|&row| cell(&table, row, "kind") == "parts-disagree");
        own.map(|row| cell(&table, row, "message")).collect::<Vec<_>>()
    };
    let told = found(1445);
    assert_eq!(told.len(), 1, "{told:?}");
    has(&told[0], "1445");
    has(&told[0], "1446");
    assert_eq!(found(1446), Vec::<String>::new());
}
