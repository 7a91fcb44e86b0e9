//! The same story on the example board, where exceptions hang on it: after the first quarter's paper was issued one agency restates
//! it, another sends it late, and a definition changes. Three issued exceptions fall, each for its own reason.

use std::path::Path;
use std::process::Command;

const BEFORE: &str = "2026-08-25";
const AFTER: &str = "2026-11-20";

/// Runs a command that must end well, on a day; gives standard output.
pub fn paqa(board: &Path, day: &str, words: &str) -> String {
    let mut paqa = Command::new(env!("CARGO_BIN_EXE_paqa"));
    paqa.args(words.split(' '))
        .args(["--as-at", day, "--quiet", "--format", "csv", "--board"])
        .arg(board);
    let output = paqa.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{words}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Early help restates the plans that it started, in its next return.
fn restate(board: &Path) {
    let path = board.join("inbox/2026-27-Q2/essex-family-support/early help qtr2.csv");
    let mut bytes = std::fs::read(&path).unwrap();
    for (place, plans) in [
        ("N. Essex", 240),
        ("Mid Essex", 190),
        ("West Essex", 195),
        ("South Essex", 270),
    ] {
        bytes.extend(format!("EH01 Early help plans started;{place};Q1 2026-27;{plans};;;\r\n").bytes());
    }
    std::fs::write(path, bytes).unwrap();
}

/// The hospitals' first return comes in September.
fn come_late(board: &Path, aside: &Path) {
    let name = "2026-27-Q1/mid-south-hospitals/dashboard.csv";
    std::fs::rename(aside, board.join("inbox/2026-27-Q1/mid-south-hospitals")).unwrap();
    let hash = paqa::store::sha256(&std::fs::read(board.join("inbox").join(name)).unwrap());
    let register = std::fs::read_to_string(board.join("register.csv")).unwrap();
    let line = format!("mid-south-hospitals,2026-27 Q1,{name},{hash},2026-09-10,2026-09-10,current,came late\n");
    std::fs::write(board.join("register.csv"), register + &line).unwrap();
}

/// Unused places are from now on those that were cancelled.
fn redefine(board: &Path) {
    std::fs::create_dir_all(board.join("schemas/indicators")).unwrap();
    let text = "[[indicator]]\nid = \"TR02\"\n[indicator.measured_from]\nfeed = \"training-sessions\"\ndated_by = \"date\"\n\
                split_by = [\"agency\"]\n[indicator.measured_from.shape.ratio]\nnumerator = { sum = [\"cancelled\"] }\n\
                denominator = { sum = [\"registered\"] }\n";
    std::fs::write(board.join("schemas/indicators/training.toml"), text).unwrap();
    // What was the better side is now the worse one; no figure moves by it.
    let text = "[[indicator]]\nid = \"LA06\"\npolarity = \"lower_better\"\nbetter = \"Lower is better\"\n";
    std::fs::write(board.join("schemas/indicators/board.toml"), text).unwrap();
}

fn lines<'a>(list: &'a str, begin: &str) -> Vec<&'a str> {
    list.lines().filter(|line| line.starts_with(begin)).collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "a story told in order")]
fn issued_exceptions_fall_each_for_its_own_reason_and_both_worlds_can_be_seen() {
    let folder = tempfile::tempdir().unwrap();
    let (board, aside) = (folder.path().join("board"), folder.path().join("aside"));
    let made = Command::new(env!("CARGO_BIN_EXE_paqa"))
        .args(["init", "--example", "--quiet"])
        .arg(&board)
        .status();
    assert!(made.unwrap().success());
    std::fs::rename(board.join("inbox/2026-27-Q1/mid-south-hospitals"), &aside).unwrap();
    paqa(&board, "2026-08-20", "run --period 2026-27-Q1");
    paqa(&board, BEFORE, "issue --period 2026-27-Q1");

    come_late(&board, &aside);
    restate(&board);
    redefine(&board);
    paqa(&board, AFTER, "ingest --period 2026-27-Q2");
    let list = paqa(&board, AFTER, "compare 2026-27-Q1 --with 1");
    for (begin, cause) in [
        (
            "figure,EH01,county,E10000012,,2026-27 Q1,773,895,",
            "restated by the agency,\"essex-family-support: 2026-27-Q2/essex-family-support/early help qtr2.csv D",
        ),
        (
            "figure,HE01,county,E10000012,,2026-27 Q1,229,397,",
            "late return,\"mid-south-hospitals: 2026-27-Q1/mid-south-hospitals/dashboard.csv",
        ),
        (
            "figure,TR02,county,E10000012,,2026-27 Q1,10.89",
            "definition,declared otherwise: measured_from",
        ),
        (
            "exception,EH01,,E10000012,essex-family-support,2026-27 Q1,exception low worse,not listed,",
            "restated by the agency",
        ),
        (
            "exception,TR02,,E10000012,board-training,2026-27 Q1,exception high worse,not listed,",
            "definition",
        ),
        (
            "exception,,,,mid-south-hospitals,2026-27 Q1,exception unusual,not listed,",
            "late return",
        ),
        (
            "exception,LA06,,E10000012,,2026-27 Q1,exception low worse",
            "(declared otherwise: better, polarity)",
        ),
        ("chart,EH01,", "draw it again"),
        (
            "minutes,",
            "Another 10 are of FG01, HE01, HE12, HE13 and HE16, because a return came late.",
        ),
        (
            "minutes,",
            "It would no longer raise EH01 of Essex Family Support, because an agency restated its figures.",
        ),
        (
            "minutes,",
            "It would say something else of FG01 and HE01, because a return came late.",
        ),
    ] {
        let found = lines(&list, begin);
        assert_eq!(found.len(), 1, "{begin}: {list}");
        assert!(found[0].contains(cause), "{begin}: {}", found[0]);
    }
    assert!(lines(&list, "exception,LA06,")[0].contains(",definition,"), "{list}");
    // The paragraph for the minutes is read by members: sentences of 25 words at most, and none of the figures.
    let minutes = lines(&list, "minutes,")[0];
    let (_, paragraph) = minutes.split_once('"').unwrap();
    for sentence in paragraph.trim_end_matches('"').split_inclusive(". ") {
        assert!(sentence.split_whitespace().count() <= 25, "{sentence}");
    }
    assert!(
        !["773", "895", "229", "397"]
            .iter()
            .any(|figure| paragraph.contains(figure)),
        "{paragraph}"
    );
    // Nothing moved by itself: only the indicator whose definition changed has moved because of a definition.
    for line in lines(&list, "figure,") {
        assert!(
            !line.contains(",definition,") || line.starts_with("figure,TR02,"),
            "{line}"
        );
    }

    let value = |day: &str, words: &str| {
        let list = paqa(&board, day, &format!("series {words}"));
        let line = list
            .lines()
            .find(|line| line.contains(",,2026-27 Q1,"))
            .unwrap()
            .to_string();
        line.split(',').nth(7).unwrap().to_string()
    };
    assert_eq!(
        (value(BEFORE, "EH01"), value(AFTER, "EH01")),
        ("773".into(), "895".into())
    );
    let told = |day: &str, words: &str| paqa(&board, day, &format!("exceptions --period 2026-27-Q1 {words}"));
    let (then, now) = (told(BEFORE, "--catalogue then"), told(AFTER, "--catalogue now"));
    let silent = |list: &str| {
        list.lines()
            .any(|line| line.contains(",data,") && line.contains("mid-south-hospitals"))
    };
    assert!(then.contains("performance,TR02,") && silent(&then), "{then}");
    assert!(!now.contains("exception,performance,TR02,") && !silent(&now), "{now}");

    let reached = |day: &str| paqa(&board, day, "explain HE01 --period 2026-27-Q1");
    let late = "2026-27-Q1/mid-south-hospitals/dashboard.csv, cells D2";
    assert!(!reached(BEFORE).contains(late));
    assert!(reached(AFTER).contains(late));
}
