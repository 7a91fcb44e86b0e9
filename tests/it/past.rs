//! A later file must not be heard on an earlier day: `--as-at` gives the findings and papers of then, also those of an edition that
//! is issued after a later quarter was run, and also from a store that was made again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Output};

pub const HEAD: &str = "indicator,area,period,numerator,denominator,value,note\n";
const THEN: &str = "2026-07-20";
pub const NOW: &str = "2026-11-20";

pub fn put(board: &Path, name: &str, text: &str) {
    let path = board.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

pub fn tried(board: &Path, day: &str, words: &str) -> Output {
    let mut paqa = Command::new(env!("CARGO_BIN_EXE_paqa"));
    paqa.args(words.split(' ')).args(["--as-at", day, "--quiet", "--board"]);
    paqa.arg(board).output().unwrap()
}

pub fn paqa(board: &Path, day: &str, words: &str) -> String {
    let output = tried(board, day, words);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{words}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn difference(found: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names: BTreeSet<&String> = found.keys().chain(expected.keys()).collect();
    let differ = names.into_iter().filter(|name| found.get(*name) != expected.get(*name));
    differ.cloned().collect()
}

fn reports(board: &Path) -> BTreeMap<String, Vec<u8>> {
    crate::store::bytes_below(&board.join("reports/2026-27-Q1"))
}

/// The first quarter as it came: the returns of two agencies.
pub fn first_quarter(board: &Path) {
    put(board, "board.toml", "name = \"A small board\"\n");
    put(
        board,
        "areas.csv",
        "area,name,level,parent,aliases\nE10000012,Essex,county,,\nE07000066,Basildon,district,E10000012,\n",
    );
    put(
        board,
        "populations.csv",
        "area,year,population_0_17,vintage\nE10000012,2025,300000,mid-2025\nE07000066,2025,45000,mid-2025\n",
    );
    put(
        board,
        "comparators.csv",
        "indicator,group,year,value,published,source\n",
    );
    let agency = |id: &str| format!("{id},{id},local_authority_csc,,dashboard,,\n");
    put(
        board,
        "agencies.csv",
        &format!(
            "agency,name,kind,aliases,feeds,valid_from,valid_to\n{}{}",
            agency("one"),
            agency("two")
        ),
    );
    for (agency, from) in [("one", 20), ("two", 120)] {
        put(
            board,
            &format!("inbox/2026-27-Q1/{agency}/return.csv"),
            &format!("{HEAD}{}", rows("2026-27 Q1", from)),
        );
    }
}

pub fn rows(period: &str, from: usize) -> String {
    ["CP01", "CP03", "CP05", "FD01"]
        .iter()
        .enumerate()
        .map(|(at, indicator)| format!("{indicator},E10000012,{period},{},,,\n", from + 3 * at))
        .collect()
}

/// A correction of the first quarter comes with the second, and the second restates a figure of the first.
fn second_quarter(board: &Path) {
    let corrected = rows("2026-27 Q1", 20).replace(",26,", ",31,");
    put(
        board,
        "inbox/2026-27-Q1/one/return-corrected.csv",
        &format!("{HEAD}{corrected}"),
    );
    put(
        board,
        "inbox/2026-27-Q2/one/return.csv",
        &format!("{HEAD}{}", rows("2026-27 Q2", 23)),
    );
    let restating = format!("{HEAD}{}CP01,E10000012,2026-27 Q1,144,,,\n", rows("2026-27 Q2", 125));
    put(board, "inbox/2026-27-Q2/two/return.csv", &restating);
}

pub fn without(board: &Path, part: &str) {
    std::fs::remove_dir_all(board.join(part)).unwrap();
}

/// What the lists say of the first quarter on a day.
fn lists(board: &Path, day: &str) -> Vec<String> {
    let lists = [
        "run --period 2026-27-Q1 --format csv",
        "check --period 2026-27-Q1 --format csv",
        "rows dashboard --all --format csv",
        "series CP01 CP03 CP05 FD01 --format csv",
        "status --period 2026-27-Q1 --format csv",
        "exceptions --period 2026-27-Q1 --format csv",
    ];
    lists.iter().map(|words| paqa(board, day, words)).collect()
}

#[test]
fn what_came_later_is_not_heard_on_an_earlier_day() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    first_quarter(board);
    let said = lists(board, THEN);
    paqa(board, THEN, "issue --period 2026-27-Q1");
    // From now on the papers of that day are a draft of a second edition.
    paqa(board, THEN, "run --period 2026-27-Q1");
    let papers = reports(board);
    second_quarter(board);
    let now = paqa(board, NOW, "run --period 2026-27-Q2 --format csv");
    assert!(now.contains("restated"), "{now}");
    let corrected = paqa(board, NOW, "check --period 2026-27-Q1 --format csv");
    assert!(corrected.contains("file-superseded"), "{corrected}");

    let is_then = |what: &str| {
        assert_eq!(lists(board, THEN), said, "{what}: lists");
        assert_eq!(difference(&reports(board), &papers), [""; 0], "{what}: papers");
        paqa(board, NOW, "issue --period 2026-27-Q1 --again 1");
    };
    is_then("after a later quarter was run");
    // Issued only now, it is what was reported then.
    paqa(board, NOW, "issue --period 2026-27-Q1");
    paqa(board, NOW, "issue --period 2026-27-Q1 --again 2");
    without(board, "store");
    is_then("from a store made again as of then");
    without(board, "store");
    paqa(board, NOW, "run --period 2026-27-Q2");
    is_then("from a store made again as of now");
    assert_eq!(paqa(board, NOW, "run --period 2026-27-Q2 --format csv"), now);
}

#[test]
fn what_a_person_decided_later_is_not_heard_on_an_earlier_day() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    first_quarter(board);
    let corrected = rows("2026-27 Q1", 20).replace(",26,", ",31,");
    put(
        board,
        "inbox/2026-27-Q1/one/return-corrected.csv",
        &format!("{HEAD}{corrected}"),
    );
    let said = lists(board, THEN);
    paqa(board, THEN, "issue --period 2026-27-Q1");
    assert!(said[0].contains("file-superseded"), "{}", said[0]);
    paqa(board, THEN, "run --period 2026-27-Q1");
    let papers = reports(board);
    let withdraw = "withdraw 2026-27-Q1/one/return-corrected.csv --reason wrong";
    paqa(board, "2026-10-01", withdraw);
    let now = paqa(board, NOW, "run --period 2026-27-Q1 --format csv");
    assert!(!now.contains("file-superseded"), "{now}");
    for part in ["reports", "store"] {
        without(board, part);
        assert_eq!(lists(board, THEN), said, "without {part}");
        assert_eq!(difference(&reports(board), &papers), [""; 0], "without {part}");
        paqa(board, NOW, "issue --period 2026-27-Q1 --again 1");
    }
    assert_eq!(paqa(board, NOW, "run --period 2026-27-Q1 --format csv"), now);
}

#[test]
fn a_quarter_that_has_not_begun_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    first_quarter(board);
    for (period, day) in [("2099-00-Q1", NOW), ("2026-27-Q2", "2026-06-30")] {
        for command in ["run", "ingest", "check"] {
            let output = tried(board, day, &format!("{command} --period {period}"));
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{command} {period}: {said}");
            assert!(said.contains("has begun"), "{said}");
        }
    }
    assert!(
        !board.join("store").exists() && !board.join("reports").exists(),
        "nothing was done"
    );
    paqa(board, "2026-07-01", "run --period 2026-27-Q2");
}
