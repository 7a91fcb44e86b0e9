//! What is put into an earlier quarter's folder after that quarter was run: it came after the run that did not see it. It is never
//! taken for older than what the run saw, days before show the store without it, and `compare` names it for what it is.

use crate::past::{HEAD, NOW, first_quarter, paqa, put, rows, without};
use std::path::Path;

const RUN: &str = "2026-08-20";
const ISSUED: &str = "2026-08-25";
const AFTER_ISSUE: &str = "2026-08-26";

fn issued_quarter(board: &Path) {
    first_quarter(board);
    paqa(board, RUN, "run --period 2026-27-Q1");
    paqa(board, ISSUED, "issue --period 2026-27-Q1");
}

fn corrected() -> String {
    format!("{HEAD}{}", rows("2026-27 Q1", 20).replace(",26,", ",31,"))
}

fn second_returns(board: &Path) {
    for (agency, from) in [("one", 23), ("two", 125)] {
        let text = format!("{HEAD}{}", rows("2026-27 Q2", from));
        put(board, &format!("inbox/2026-27-Q2/{agency}/return.csv"), &text);
    }
}

/// The cells of a column in the lines of a list of CSV that hold some words.
pub fn column(list: &str, name: &str, holding: &[&str]) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(list.as_bytes());
    let at = reader.headers().unwrap().iter().position(|one| one == name).unwrap();
    let lines = reader.records().map(Result::unwrap);
    let holds = |line: &csv::StringRecord| holding.iter().all(|word| line.iter().any(|cell| cell == *word));
    lines.filter(holds).map(|line| line[at].to_string()).collect()
}

/// The figures in use of CP05 in the first quarter's return of an agency.
fn in_use(board: &Path, day: &str, agency: &str) -> Vec<String> {
    let list = paqa(board, day, "rows dashboard --period 2026-27-Q1 --format csv");
    column(&list, "numerator", &[agency, "CP05"])
}

/// What a store made again must have alike.
fn told(board: &Path) -> Vec<String> {
    let lists = [
        "run --period 2026-27-Q2 --format csv",
        "rows dashboard --all --format csv",
        "series CP01 CP03 CP05 FD01 --format csv",
        "status --period 2026-27-Q1 --format csv",
        "check --period 2026-27-Q1 --format csv",
    ];
    lists.iter().map(|words| paqa(board, NOW, words)).collect()
}

#[test]
fn a_correction_put_beside_what_was_run_came_after_the_run_whatever_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    issued_quarter(board);
    put(board, "inbox/2026-27-Q1/one/another.csv", &corrected());
    second_returns(board);
    paqa(board, NOW, "run --period 2026-27-Q2");

    assert_eq!(in_use(board, NOW, "one"), ["31"], "the correction is in use");
    assert_eq!(
        in_use(board, ISSUED, "one"),
        ["26"],
        "on the day of issue it had not come"
    );
    assert_eq!(
        in_use(board, AFTER_ISSUE, "one"),
        ["31"],
        "from the day after it counts"
    );
    let check = paqa(board, NOW, "check --period 2026-27-Q1 --format csv");
    assert_eq!(
        column(&check, "kind", &["2026-27-Q1/one/return.csv"]),
        ["file-superseded"]
    );
    let of_correction = column(&check, "kind", &["2026-27-Q1/one/another.csv"]);
    assert!(of_correction.contains(&"file-corrects".to_string()), "{check}");
    let compare = paqa(board, NOW, "compare 2026-27-Q1 --format csv");
    let why = column(&compare, "why", &["figure", "CP05", "county"]);
    assert_eq!(
        why, ["restated by the agency"; 2],
        "the county's figure and the agency's: {compare}"
    );

    let said = told(board);
    let register = std::fs::read_to_string(board.join("register.csv")).unwrap();
    without(board, "store");
    assert_eq!(told(board), said, "from a store made again");
    assert_eq!(std::fs::read_to_string(board.join("register.csv")).unwrap(), register);
    paqa(board, NOW, "issue --period 2026-27-Q1 --again 1");
}

#[test]
fn another_content_under_the_same_name_came_after_the_one_that_it_overwrote() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    issued_quarter(board);
    put(board, "inbox/2026-27-Q1/one/return.csv", &corrected());
    second_returns(board);
    paqa(board, NOW, "run --period 2026-27-Q2");
    assert_eq!(in_use(board, NOW, "one"), ["31"]);
    assert_eq!(in_use(board, ISSUED, "one"), ["26"]);
    for words in ["series CP05 --format csv", "rows dashboard --format csv"] {
        let under = |catalogue: &str| paqa(board, ISSUED, &format!("{words} --catalogue {catalogue}"));
        assert_eq!(
            under("then"),
            under("now"),
            "{words}: the declarations are those of then"
        );
    }
    without(board, "store");
    paqa(board, NOW, "run --period 2026-27-Q2");
    assert_eq!(in_use(board, NOW, "one"), ["31"]);
}

#[test]
fn a_late_return_is_named_so_and_days_before_do_not_show_it() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    first_quarter(board);
    let late = "inbox/2026-27-Q1/two/return.csv";
    let text = std::fs::read_to_string(board.join(late)).unwrap();
    std::fs::remove_file(board.join(late)).unwrap();
    paqa(board, RUN, "run --period 2026-27-Q1");
    paqa(board, ISSUED, "issue --period 2026-27-Q1");
    let series = "series CP05 --period 2026-27-Q1 --format csv";
    let then = paqa(board, ISSUED, series);

    put(board, late, &text);
    second_returns(board);
    paqa(board, NOW, "run --period 2026-27-Q2");
    let list = paqa(board, NOW, "compare 2026-27-Q1 --format csv");
    let whys = column(&list, "why", &["figure", "2026-27 Q1"]);
    assert!(
        !whys.is_empty() && whys.iter().all(|why| why == "late return"),
        "{list}"
    );
    assert_eq!(paqa(board, ISSUED, series), then);
    assert_ne!(paqa(board, NOW, series), then);
    let status = paqa(board, NOW, "status --period 2026-27-Q1 --format csv");
    assert_eq!(column(&status, "received", &["two"]), [AFTER_ISSUE]);

    // A person may say that it had come in time all the same; that it was not among what was reported stays true.
    let register = std::fs::read_to_string(board.join("register.csv")).unwrap();
    let hash = paqa::store::sha256(text.as_bytes());
    let line =
        format!("two,2026-27 Q1,2026-27-Q1/two/return.csv,{hash},2026-07-28,2026-11-20,current,lay in the post\n");
    put(board, "register.csv", &(register + &line));
    paqa(board, NOW, "run --period 2026-27-Q2");
    let list = paqa(board, NOW, "compare 2026-27-Q1 --format csv");
    let whys = column(&list, "why", &["figure", "2026-27 Q1"]);
    assert!(
        !whys.is_empty() && whys.iter().all(|why| why == "late return"),
        "{list}"
    );
}

#[test]
fn old_returns_that_are_put_in_later_are_still_taken_as_received_when_they_were_due() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    first_quarter(board);
    paqa(board, RUN, "run --period 2026-27-Q1");
    put(
        board,
        "inbox/2025-26-Q4/one/return.csv",
        &format!("{HEAD}{}", rows("2025-26 Q4", 18)),
    );
    paqa(board, NOW, "run --period 2026-27-Q1");
    let status = paqa(board, NOW, "status --period 2025-26-Q4 --format csv");
    assert_eq!(column(&status, "received", &["one"]), ["2026-04-30"]);
}

#[test]
fn where_only_an_assumed_day_puts_one_file_before_another_it_is_said_with_the_line_that_settles_it() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    first_quarter(board);
    let first = std::fs::read_to_string(board.join("inbox/2026-27-Q1/one/return.csv")).unwrap();
    put(board, "inbox/2026-27-Q1/one/another.csv", &corrected());
    let hash = |text: &str| paqa::store::sha256(text.as_bytes());
    let line = |file: &str, text: &str, day: &str| {
        format!(
            "one,2026-27 Q1,2026-27-Q1/one/{file},{},{day},{day},current,by post\n",
            hash(text)
        )
    };
    let head = "agency,period,file,sha256,received,since,state,reason\n";
    let posted = line("return.csv", &first, "2026-08-10");
    put(board, "register.csv", &format!("{head}{posted}"));
    second_returns(board);
    paqa(board, NOW, "run --period 2026-27-Q2");
    assert_eq!(in_use(board, NOW, "one"), ["26"]);
    let check = paqa(board, NOW, "check --period 2026-27-Q1 --format csv");
    let told = column(&check, "message", &["file-order-assumed"]);
    let asked = format!(
        "one,2026-27 Q1,2026-27-Q1/one/another.csv,{},DAY,DAY,",
        hash(&corrected())
    );
    assert!(told.len() == 1 && told[0].contains(&asked), "{check}");
    assert!(told[0].contains("older than 2026-27-Q1/one/return.csv"), "{told:?}");

    let settled = asked.replace("DAY", "2026-09-02") + "current,came on 2026-09-02\n";
    let register = std::fs::read_to_string(board.join("register.csv")).unwrap();
    put(board, "register.csv", &(register + &settled));
    paqa(board, NOW, "run --period 2026-27-Q2");
    assert_eq!(in_use(board, NOW, "one"), ["31"]);
    let check = paqa(board, NOW, "check --period 2026-27-Q1 --format csv");
    assert_eq!(column(&check, "kind", &["file-order-assumed"]), [""; 0]);
}
