//! Agreed readings of single cells: used where they fit, never where they do not, and always said.

use crate::example_run::cell;
use crate::small_board::{listed, paqa_on, put, small_board};
use paqa::pipeline::Printed;

const RETURN: &str =
    "Indicator code,Area,Quarter,Numerator,Denominator\nMX05,Essex,2026-27 Q2,3l,40\nMX01,Essex,2026-27 Q2,70,\n";

fn patched(seen: &str) -> tempfile::TempDir {
    let board = small_board();
    put(board.path(), "inbox/2026-27-Q2/essex-police/q2.csv", RETURN);
    let patch = format!(
        "[[patch]]\nfile = \"2026-27-Q2/essex-police/q2.csv\"\ncell = \"D2\"\nseen = \"{seen}\"\nread_as = \"31\"\nagreed = \"a slip of the pen, says the data officer\"\n"
    );
    put(board.path(), "mappings/essex-police.toml", &patch);
    board
}

#[test]
fn an_agreed_reading_is_used_and_said_at_its_cell() {
    let board = patched("3l");
    let findings = listed(paqa_on("2026-10-20", &["ingest", "--period", "2026-27-Q2"], board.path()).unwrap());
    let used: Vec<usize> = (0..findings.rows.len())
        .filter(|&row| cell(&findings, row, "kind") == "patch-used")
        .collect();
    let [row] = used[..] else { panic!("{findings:?}") };
    let about = |column: &str| cell(&findings, row, column);
    assert_eq!(
        [about("cell"), about("severity"), about("seen"), about("treated_as")],
        ["D2", "info", "3l", "31"]
    );
    assert!(!(0..findings.rows.len()).any(|row| cell(&findings, row, "kind") == "number-unreadable"));
    let rows = listed(paqa_on("2026-10-20", &["rows", "dashboard"], board.path()).unwrap());
    let its = (0..rows.rows.len())
        .find(|&row| cell(&rows, row, "indicator") == "MX05")
        .unwrap();
    assert_eq!(
        [cell(&rows, its, "numerator"), cell(&rows, its, "source_cell")],
        ["31", "D2;E2"]
    );
    let explained = paqa_on(
        "2026-10-20",
        &["explain", "MX05", "--period", "2026-27-Q2"],
        board.path(),
    )
    .unwrap();
    let Printed::Text(text) = explained.printed else {
        panic!("no text")
    };
    assert!(
        text.contains("as agreed: a slip of the pen, says the data officer"),
        "{text}"
    );
}

#[test]
fn an_agreed_reading_of_no_cell_stops_the_run() {
    let board = patched("3l");
    let path = board.path().join("mappings/essex-police.toml");
    let text = std::fs::read_to_string(&path).unwrap().replace("\"D2\"", "\"2D\"");
    std::fs::write(path, text).unwrap();
    let fault = paqa_on("2026-10-20", &["check", "--period", "2026-27-Q2"], board.path()).unwrap_err();
    assert!(fault.to_string().contains("`2D` is no cell"), "{fault}");
}

#[test]
fn an_agreed_reading_whose_cell_has_changed_is_not_used() {
    let board = patched("3I");
    let findings = listed(paqa_on("2026-10-20", &["check", "--period", "2026-27-Q2"], board.path()).unwrap());
    let kinds: Vec<String> = (0..findings.rows.len())
        .map(|row| cell(&findings, row, "kind"))
        .collect();
    assert!(
        kinds.contains(&"patch-void".to_string()) && !kinds.contains(&"patch-used".to_string()),
        "{kinds:?}"
    );
    let void = kinds.iter().position(|kind| kind == "patch-void").unwrap();
    assert_eq!(
        [cell(&findings, void, "cell"), cell(&findings, void, "severity")],
        ["D2", "warning"]
    );
    assert!(kinds.contains(&"number-unreadable".to_string()), "{kinds:?}");
}
