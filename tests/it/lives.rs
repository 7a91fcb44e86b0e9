//! The life of files: registers that come again unchanged, drafts that were withdrawn, files that may not be read, and names that may
//! not be written.

use crate::example_run::{cell, paqa_at};
use crate::small_board::paqa_on;
use paqa::domain::Table;
use paqa::pipeline::Printed;
use std::path::Path;

/// The small board of the fixtures, with one line changed and files in its inbox.
fn board(expects: &[(&str, &str)], files: &[(&str, &str)]) -> tempfile::TempDir {
    let board = tempfile::tempdir().unwrap();
    let faults = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/faults/board");
    for name in ["board.toml", "areas.csv", "populations.csv"] {
        std::fs::copy(faults.join(name), board.path().join(name)).unwrap();
    }
    let mut agencies = std::fs::read_to_string(faults.join("agencies.csv")).unwrap();
    for (agency, feeds) in expects {
        let line = agencies
            .lines()
            .find(|line| line.starts_with(&format!("{agency},")))
            .unwrap()
            .to_owned();
        agencies = agencies.replace(&line, &line.replacen(",,,", &format!(",{feeds},,"), 1));
    }
    std::fs::write(board.path().join("agencies.csv"), agencies).unwrap();
    for (name, text) in files {
        put(board.path(), name, text);
    }
    board
}

fn put(board: &Path, name: &str, text: &str) {
    let path = board.join("inbox").join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn listed(words: &[&str], board: &Path) -> Table {
    match paqa_at(words, board).printed {
        Printed::List(table) => table,
        other => panic!("{words:?} printed no list: {other:?}"),
    }
}

fn column(table: &Table, name: &str) -> Vec<String> {
    (0..table.rows.len()).map(|row| cell(table, row, name)).collect()
}

/// The status of one return.
fn status(board: &Path, (agency, feed): (&str, &str)) -> (String, String) {
    let table = listed(&["status", "--period", "2026-27-Q2"], board);
    let row = (0..table.rows.len())
        .find(|&row| cell(&table, row, "agency") == agency && cell(&table, row, "feed") == feed)
        .unwrap();
    (cell(&table, row, "status"), cell(&table, row, "files"))
}

const REGISTER: &str = "risk,text,likelihood,impact\nR1,Too few foster homes,4,4\nR2,Late returns,2,3\n";

#[test]
fn a_register_that_comes_again_unchanged_is_the_return_of_its_quarter() {
    let board = board(
        &[("board-unit", "risks")],
        &[
            ("2026-27-Q1/board-unit/risks.csv", REGISTER),
            ("2026-27-Q2/board-unit/risks.csv", REGISTER),
        ],
    );
    let findings = listed(&["ingest", "--period", "2026-27-Q2"], board.path());
    assert!(column(&findings, "kind").is_empty(), "{:?}", column(&findings, "kind"));
    assert_eq!(status(board.path(), ("board-unit", "risks")).0, "late");
    let rows = |words: &[&str]| listed(words, board.path());
    assert_eq!(rows(&["rows", "risks", "--period", "2026-27-Q1"]).rows.len(), 2);
    assert_eq!(rows(&["rows", "risks", "--period", "2026-27-Q2"]).rows.len(), 2);
    let all = rows(&["rows", "risks", "--all"]);
    let in_use = column(&all, "superseded")
        .iter()
        .filter(|flag| *flag == "false")
        .count();
    assert_eq!(
        rows(&["rows", "risks"]).rows.len(),
        in_use,
        "what is hidden is superseded"
    );
}

#[test]
fn a_withdrawn_draft_is_corrected_by_nothing() {
    let figures = |count: u32| format!("indicator,value\nFI01,{count}\nFI02,12\n");
    let draft = "2026-27-Q2/essex-fire/draft.csv";
    let board = board(&[], &[(draft, &figures(40))]);
    paqa_at(&["ingest", "--period", "2026-27-Q2"], board.path());
    paqa_at(&["withdraw", draft, "--reason", "a draft"], board.path());
    put(board.path(), "2026-27-Q2/essex-fire/return.csv", &figures(31));
    let findings = listed(&["ingest", "--period", "2026-27-Q2"], board.path());
    assert!(
        !column(&findings, "kind").iter().any(|kind| kind.starts_with("file-")),
        "{:?}",
        column(&findings, "kind")
    );
    let rows = listed(&["rows", "dashboard"], board.path());
    assert_eq!(column(&rows, "numerator"), ["31", "12"]);
}

#[test]
fn a_lost_decision_stops_the_run_and_comes_undone_by_another_only() {
    let draft = "2026-27-Q2/essex-fire/draft.csv";
    let board = board(&[], &[(draft, "indicator,value\nFI01,40\nFI02,12\n")]);
    let ingest = |board: &Path| {
        let done = paqa_on("2026-11-20", &["ingest", "--period", "2026-27-Q2"], board);
        done.map(drop).map_err(|fault| fault.to_string())
    };
    ingest(board.path()).unwrap();
    paqa_at(&["withdraw", draft, "--reason", "a draft"], board.path());
    ingest(board.path()).unwrap();
    let register = board.path().join("register.csv");
    let whole = std::fs::read_to_string(&register).unwrap();
    let without: String = whole
        .lines()
        .filter(|line| !line.contains("a draft"))
        .map(|line| format!("{line}\n"))
        .collect();
    let header = whole.lines().next().unwrap().to_string() + "\n";
    for left in [Some(without.as_str()), Some(header.as_str()), None] {
        match left {
            Some(text) => std::fs::write(&register, text).unwrap(),
            None => std::fs::remove_file(&register).unwrap(),
        }
        let before = everything(board.path());
        let fault = ingest(board.path()).unwrap_err();
        assert!(
            fault.contains("register.csv") && fault.contains("--restore"),
            "{left:?}: {fault}"
        );
        assert!(everything(board.path()) == before, "{left:?}");
    }
    std::fs::write(&register, whole).unwrap();
    ingest(board.path()).unwrap();
    assert!(listed(&["rows", "dashboard"], board.path()).rows.is_empty());
    paqa_at(
        &["withdraw", draft, "--restore", "--reason", "final after all"],
        board.path(),
    );
    ingest(board.path()).unwrap();
    assert_eq!(listed(&["rows", "dashboard"], board.path()).rows.len(), 2);
}

#[test]
fn a_refused_audit_does_not_stand_in_for_the_dashboard() {
    let audit = "audit,case,child,dob,domain,grade\nNeglect,9990000018,Kit Winterbarn,12/03/2014,plan,good\n\
                 Neglect,9990000026,Nell Sallowfield,13/04/2015,plan,good\n";
    let board = board(
        &[("family-wellbeing", "dashboard")],
        &[("2026-27-Q2/family-wellbeing/audit.csv", audit)],
    );
    let findings = listed(&["ingest", "--period", "2026-27-Q2"], board.path());
    assert_eq!(column(&findings, "kind"), ["personal-data", "return-missing"]);
    let (status, files) = status(board.path(), ("family-wellbeing", "dashboard"));
    assert_eq!((status.as_str(), files.as_str()), ("missing", ""));
}

/// Everything that a board's folder holds besides its inbox, names and contents.
fn everything(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap) {
        let below = entry.path().strip_prefix(folder).unwrap();
        if below.starts_with("inbox") {
            continue;
        }
        all.extend(below.to_string_lossy().bytes());
        if entry.file_type().is_file() {
            all.extend(std::fs::read(entry.path()).unwrap());
        }
    }
    all
}

fn holds(all: &[u8], text: &str) -> bool {
    all.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_name_that_holds_an_identifier_is_written_nowhere() {
    let figures = "indicator,value\nFI01,31\nFI02,12\n";
    let board = board(
        &[],
        &[
            ("2026-27-Q2/essex-fire/Kit Winterbarn 999 000 0018.csv", figures),
            ("2026-27-Q2/essex-fire/NHS9990000026/return.csv", figures),
            ("2026-27-Q2/essex-fire/~$999 000 0018.csv", figures),
            ("2026-27-Q2/999 000 0018/return.csv", figures),
            ("2026-27-Q2/essex-fire/return.csv", figures),
        ],
    );
    for _ in 0..2 {
        paqa_at(&["run", "--period", "2026-27-Q2"], board.path());
    }
    let all = everything(board.path());
    for text in ["Winterbarn", "999 000 0018", "9990000018", "9990000026"] {
        assert!(!holds(&all, text), "{text} is written somewhere");
    }
    assert!(holds(&all, "essex-fire/return.csv"), "other names are written");
}

#[test]
fn a_suspected_file_is_kept_only_once_a_person_let_it_through() {
    let said = "group,date,young_people,topic,said\nPanel,2026-07-08,9,Buses,Mother Orla Winterbarn told us that they are late\n";
    let name = "2026-27-Q2/board-unit/voice.csv";
    let board = board(&[], &[(name, said)]);
    let findings = listed(&["ingest", "--period", "2026-27-Q2"], board.path());
    assert_eq!(column(&findings, "kind"), ["personal-data-suspected"]);
    assert!(!holds(&everything(board.path()), "Winterbarn"));
    paqa_at(
        &["withdraw", name, "--restore", "--reason", "a worker, not a mother"],
        board.path(),
    );
    let findings = listed(&["ingest", "--period", "2026-27-Q2"], board.path());
    assert!(column(&findings, "kind").is_empty(), "{:?}", column(&findings, "kind"));
    assert_eq!(listed(&["rows", "voice"], board.path()).rows.len(), 1);
}

#[test]
fn what_a_child_tells_of_itself_is_refused() {
    let said = "group,date,young_people,topic,said\nPanel,2026-07-08,9,Home,\"My name is Orla Winterbarn, I am 9, I live at 4 Mill Row\"\n";
    let board = board(&[], &[("2026-27-Q2/board-unit/voice.csv", said)]);
    let findings = listed(&["ingest", "--period", "2026-27-Q2"], board.path());
    assert_eq!(column(&findings, "kind"), ["personal-data"]);
    assert!(!holds(&everything(board.path()), "Winterbarn"));
}
