//! A story over two quarters: Q1 is issued; then one agency restates it, another sends it late, and a definition changes.
//! `compare` names each movement with its cause, `--as-at` shows both worlds, `explain` reaches the cells in both, and the
//! edition can be made again to the byte.

use std::path::Path;
use std::process::Command;

fn put(board: &Path, name: &str, text: &str) {
    let path = board.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// Runs a command that must end well, on a day; gives standard output.
fn paqa(board: &Path, day: &str, words: &str) -> String {
    let mut paqa = Command::new(env!("CARGO_BIN_EXE_paqa"));
    paqa.args(words.split(' '))
        .args(["--as-at", day, "--quiet", "--board"])
        .arg(board);
    let output = paqa.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{words}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

const HEAD: &str = "indicator,area,period,numerator,denominator,value,note\n";

fn first_quarter(board: &Path) {
    put(board, "board.toml", "name = \"A small board\"\n");
    put(
        board,
        "areas.csv",
        "area,name,level,parent,aliases\nE10000012,Essex,county,,\n",
    );
    put(
        board,
        "populations.csv",
        "area,year,population_0_17,vintage\nE10000012,2025,300000,mid-2025\n",
    );
    put(
        board,
        "comparators.csv",
        "indicator,group,year,value,published,source\nCP01,England,2025,300,,DfE\n",
    );
    put(
        board,
        "agencies.csv",
        "agency,name,kind,aliases,feeds,valid_from,valid_to\n\
         one,One,local_authority_csc,,dashboard;lado-timeliness,,\ntwo,Two,local_authority_csc,,dashboard,,\n",
    );
    let rows = "CP01,E10000012,2026-27 Q1,40,,,\nCP03,E10000012,2026-27 Q1,20,,,\n";
    put(board, "inbox/2026-27-Q1/one/return.csv", &format!("{HEAD}{rows}"));
    let timeliness = "concluded,20\n2026-27 Q1,concluded_1_month,15\n2026-27 Q1,concluded_3_months,18\n2026-27 Q1,concluded_12_months,20\n";
    put(
        board,
        "inbox/2026-27-Q1/one/lado.csv",
        &format!("period,measure,count\n2026-27 Q1,{timeliness}"),
    );
}

fn what_happens_next(board: &Path) {
    let late = format!("{HEAD}CP01,E10000012,2026-27 Q1,7,,,\n");
    put(board, "inbox/2026-27-Q1/two/return.csv", &late);
    let register = std::fs::read_to_string(board.join("register.csv")).unwrap();
    let hash = paqa::store::sha256(late.as_bytes());
    let line = format!("two,2026-27 Q1,2026-27-Q1/two/return.csv,{hash},2026-09-15,2026-09-15,current,came late\n");
    put(board, "register.csv", &format!("{register}{line}"));
    let rows = "CP01,E10000012,2026-27 Q2,44,,,\nCP03,E10000012,2026-27 Q2,21,,,\nCP03,E10000012,2026-27 Q1,26,,,\n";
    put(board, "inbox/2026-27-Q2/one/return.csv", &format!("{HEAD}{rows}"));
    let condition = |word: &str| {
        format!("{{ sum = [\"count\"], that = [{{ column = \"measure\", is = {{ one-of = [\"{word}\"] }} }}] }}")
    };
    let shape = format!(
        "numerator = {}\ndenominator = {}\n",
        condition("concluded_3_months"),
        condition("concluded")
    );
    let measured = "[indicator.measured_from]\nfeed = \"lado-timeliness\"\ndated_by = \"period\"\n";
    let changed = format!("[[indicator]]\nid = \"LD05\"\n{measured}[indicator.measured_from.shape.ratio]\n{shape}");
    put(board, "schemas/indicators/lado.toml", &changed);
    put(
        board,
        "comparators.csv",
        "indicator,group,year,value,published,source\nCP01,England,2025,310,,DfE\n",
    );
}

/// The lines of a CSV list that begin with some cells.
fn lines<'a>(list: &'a str, begin: &str) -> Vec<&'a str> {
    list.lines().filter(|line| line.starts_with(begin)).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a story told in order")]
fn every_movement_has_its_cause_and_both_worlds_can_be_seen() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    first_quarter(board);
    paqa(board, "2026-08-01", "run --period 2026-27-Q1");
    paqa(board, "2026-08-05", "issue --period 2026-27-Q1");
    let unchanged = paqa(board, "2026-08-06", "compare 2026-27-Q1 --format csv");
    assert!(
        lines(&unchanged, "figure").is_empty() && unchanged.contains("has changed since"),
        "{unchanged}"
    );

    what_happens_next(board);
    paqa(board, "2026-11-20", "run --period 2026-27-Q2");
    let list = paqa(board, "2026-11-20", "compare 2026-27-Q1 --with 1 --format csv");
    for (begin, cause) in [
        (
            "figure,CP01,county,E10000012,,2026-27 Q1,40,47,",
            "late return,\"two: 2026-27-Q1/two/return.csv",
        ),
        (
            "figure,CP03,county,E10000012,,2026-27 Q1,50,",
            // Its base counts what came late, too.
            "one: 2026-27-Q2/one/return.csv D4",
        ),
        (
            "figure,CP03,county,E10000012,one,2026-27 Q1,50,",
            "restated by the agency,\"one: 2026-27-Q2/one/return.csv D4",
        ),
        (
            "figure,LD05,county,E10000012,,2026-27 Q1,75,90,",
            "definition,declared otherwise: measured_from",
        ),
        ("comparator,CP01,", "\"England, 2025\""),
        ("chart,CP03,", "draw it again"),
        ("minutes,", "Since edition 1 of 2026-27 Q1 (issued 5 August 2026)"),
        ("minutes,", "an agency restated its figures"),
        ("minutes,", "One published comparator has changed, that of CP01."),
    ] {
        let found = lines(&list, begin);
        assert_eq!(found.len(), 1, "{begin}: {list}");
        assert!(found[0].contains(cause), "{begin}: {list}");
    }

    let value = |day: &str, words: &str| -> Vec<String> {
        let list = paqa(board, day, &format!("{words} --format csv"));
        lines(&list, "CP0")
            .iter()
            .chain(&lines(&list, "LD05"))
            .filter(|line| line.contains(",2026-27 Q1,"))
            .map(|line| line.split(',').nth(7).unwrap().to_string())
            .collect()
    };
    assert_eq!(
        value("2026-08-01", "series CP01 CP03 LD05"),
        ["40", "50", "90"],
        "rows of then, catalogue of now"
    );
    assert_eq!(
        value("2026-08-05", "series CP01 CP03 LD05 --catalogue then"),
        ["40", "50", "75"],
        "both of then"
    );
    assert_eq!(value("2026-11-20", "series CP01 LD05"), ["47", "90"], "now");

    let then = paqa(board, "2026-08-01", "explain CP03 --period 2026-27-Q1 --format json");
    let now = paqa(board, "2026-11-20", "explain CP03 --period 2026-27-Q2 --format json");
    for (answer, file, cell) in [
        (then, "2026-27-Q1/one/return.csv", "D3"),
        (now, "2026-27-Q2/one/return.csv", "D3"),
    ] {
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        let row = answer["rows"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["says"]["indicator"] == "CP03")
            .unwrap();
        assert_eq!((row["file"].as_str(), row["cell"].as_str()), (Some(file), Some(cell)));
        assert_eq!(row["sha256"].as_str().unwrap().len(), 64);
        assert_eq!(row["in_use"], true);
    }

    // A paper for the first quarter uses no later folder: the figure as first sent is in use there.
    let first = paqa(board, "2026-11-20", "explain CP03 --period 2026-27-Q1 --format json");
    let first: serde_json::Value = serde_json::from_str(&first).unwrap();
    assert_eq!(first["figure"]["numerator"], 20.0, "{first}");
    let rule = first["in_words"]["which_rule"].as_str().unwrap();
    assert!(
        rule.contains("needed to judge"),
        "a figure without a history says what it lacks: {rule}"
    );
    let again = paqa(board, "2026-11-20", "issue --period 2026-27-Q1 --again 1");
    assert!(again.contains("made again to the byte"), "{again}");
}

#[test]
fn a_withdrawn_file_is_out_of_use_until_it_is_restored() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    first_quarter(board);
    let used = |day: &str| lines(&paqa(board, day, "rows dashboard --format csv"), "one").len();
    paqa(board, "2026-08-01", "run --period 2026-27-Q1");
    assert_eq!(used("2026-08-01"), 2);
    paqa(
        board,
        "2026-08-02",
        "withdraw 2026-27-Q1/one/return.csv --reason mistaken",
    );
    paqa(board, "2026-08-02", "run --period 2026-27-Q1");
    assert_eq!(used("2026-08-02"), 0);
    assert_eq!(used("2026-08-01"), 2, "on the day before it still stood");
    paqa(
        board,
        "2026-08-03",
        "withdraw 2026-27-Q1/one/return.csv --restore --reason confirmed",
    );
    paqa(board, "2026-08-03", "run --period 2026-27-Q1");
    assert_eq!(used("2026-08-03"), 2);
    assert_eq!(
        paqa(board, "2026-08-03", "history --verify")
            .matches("are what they were")
            .count(),
        1
    );
}

#[test]
fn each_quarter_keeps_the_rows_of_its_own_return_where_a_feed_has_no_period() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    first_quarter(board);
    for (quarter, paid) in [("2026-27-Q1", 2500), ("2026-27-Q2", 5000)] {
        let rows = format!("partner,year,pledged,paid\nOne,2026-27,10000,{paid}\nTwo of {quarter},2026-27,400,400\n");
        put(board, &format!("inbox/{quarter}/one/funding.csv"), &rows);
    }
    paqa(board, "2026-11-20", "ingest --period 2026-27-Q2");
    let paid = |words: &str| -> Vec<String> {
        let list = paqa(board, "2026-11-20", format!("rows funding --format csv {words}").trim());
        let mut reader = csv::Reader::from_reader(list.as_bytes());
        let at = |name: &str, headers: &csv::StringRecord| headers.iter().position(|one| one == name).unwrap();
        let headers = reader.headers().unwrap().clone();
        let (partner, paid) = (at("partner", &headers), at("paid", &headers));
        reader
            .records()
            .map(Result::unwrap)
            .filter(|row| &row[partner] == "One")
            .map(|row| row[paid].to_string())
            .collect()
    };
    // No row is hidden but those that a later file replaced, so without `--period` each quarter's return shows.
    assert_eq!(paid(""), ["2500", "5000"]);
    assert_eq!(paid("--period 2026-27-Q1"), ["2500"], "what came in the first quarter");
    assert_eq!(paid("--period 2026-27-Q2"), ["5000"]);
    assert_eq!(paid("--all"), ["2500", "5000"]);
    let all = paqa(board, "2026-11-20", "rows funding --format csv");
    assert_eq!(
        all.lines().count(),
        5,
        "a partner named in one quarter only stays: {all}"
    );
}

#[test]
fn an_edition_holds_the_whole_catalogue_and_then_means_that_one_whatever_the_program_declares_now() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path();
    first_quarter(board);
    paqa(board, "2026-08-01", "run --period 2026-27-Q1");
    paqa(board, "2026-08-05", "issue --period 2026-27-Q1");
    let frozen = board.join("editions/2026-27-Q1/1/catalogue");
    for (path, text) in paqa::catalogue::built_in_files() {
        assert_eq!(std::fs::read_to_string(frozen.join(path)).unwrap(), *text, "{path}");
    }
    // As if a program had made it in which LD05 was still declared otherwise.
    let path = frozen.join("indicators/lado.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once("id = \"LD05\"").unwrap();
    let of_then = format!(
        "{before}id = \"LD05\"{}",
        rest.replacen("concluded_1_month", "concluded_3_months", 1)
    );
    std::fs::write(&path, &of_then).unwrap();
    let card = board.join("editions/2026-27-Q1/1/edition.json");
    let was = paqa::store::sha256(text.as_bytes());
    let is = paqa::store::sha256(of_then.as_bytes());
    let said = std::fs::read_to_string(&card).unwrap();
    assert!(said.contains(&was));
    std::fs::write(&card, said.replace(&was, &is)).unwrap();

    let value = |words: &str| {
        let list = paqa(board, "2026-08-06", &format!("series LD05 --format csv {words}"));
        list.lines().nth(1).unwrap().split(',').nth(7).unwrap().to_string()
    };
    assert_eq!(
        (value("--catalogue then"), value("--catalogue now")),
        ("90".into(), "75".into())
    );
}
