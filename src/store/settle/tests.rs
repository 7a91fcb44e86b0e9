//! Files of one sender and feed, sent in every order that matters, and what becomes of their rows.

use super::*;

struct Sent {
    receipt: Receipt,
    set: RowSet,
}

/// A file of 2026-27 Q`quarter` received on day `day` of October 2026; rows are written `key=value`.
fn sent(file: &str, quarter: u8, day: u32, rows: &str) -> Sent {
    let receipt = Receipt {
        agency: "police".into(),
        period: Period::new(2026, quarter).unwrap(),
        file: file.into(),
        sha256: format!("hash of {rows}"),
        received: NaiveDate::from_ymd_opt(2026, 10, day).unwrap(),
        received_assumed: false,
        modified: String::new(),
    };
    let cells: Vec<String> = rows.split_whitespace().map(String::from).collect();
    let set = RowSet {
        keys: cells
            .iter()
            .map(|cell| cell.split('=').next().unwrap().to_string())
            .collect(),
        blank: cells.iter().map(|cell| cell.ends_with('=')).collect(),
        period: vec![String::new(); cells.len()],
        cells,
    };
    Sent { receipt, set }
}

/// Each file's state and the keys of its rows that are in use, in the order given; checked backwards too.
fn outcome(files: &[Sent]) -> Vec<String> {
    fn sheet(file: &Sent) -> Sheet<'_> {
        let Sent { receipt, set } = file;
        Sheet {
            receipt,
            read_as: FileState::Current,
            ruling: None,
            overwritten: false,
            settled: false,
            set,
        }
    }
    let forwards: Vec<Sheet> = files.iter().map(sheet).collect();
    let backwards: Vec<Sheet> = files.iter().rev().map(sheet).collect();
    let settled = settle(&forwards);
    let mut reversed = settle(&backwards);
    reversed.reverse();
    assert_eq!(settled, reversed, "the order of the files must not matter");
    let words = |(file, settled): (&Sent, &Settled)| {
        let used = file.set.keys.iter().zip(&settled.superseded).filter(|(_, out)| !**out);
        format!(
            "{} {}",
            settled.state,
            used.map(|(key, _)| key.as_str()).collect::<String>()
        )
        .trim()
        .to_string()
    };
    files.iter().zip(&settled).map(words).collect()
}

#[test]
fn a_correction_replaces_the_first_whole() {
    let files = [sent("a.csv", 2, 1, "a=1 b=2 c=3"), sent("b.csv", 2, 9, "a=1 b=5 d=1")];
    assert_eq!(outcome(&files), ["superseded", "current abd"]);
}

#[test]
fn of_two_that_came_on_one_day_a_mark_of_version_counts_before_the_folder() {
    let files = [sent("a_corrected_v2.csv", 1, 9, "a=1"), sent("b.csv", 2, 9, "a=2 b=1")];
    assert_eq!(outcome(&files), ["current a", "current b"]);
    let files = [sent("a_corrected_v2.csv", 1, 8, "a=1"), sent("b.csv", 2, 9, "a=2 b=1")];
    assert_eq!(outcome(&files), ["current", "current ab"]);
}

#[test]
fn a_part_return_joins() {
    let files = [sent("a.csv", 2, 1, "a=1 b=2"), sent("b.csv", 2, 9, "c=3")];
    assert_eq!(outcome(&files), ["current ab", "current c"]);
}

#[test]
fn what_repeats_less_than_half_of_itself_is_held() {
    let files = [sent("a.csv", 2, 1, "a=1 b=2"), sent("b.csv", 2, 9, "b=3 c=3 d=3 e=3")];
    assert_eq!(outcome(&files), ["current ab", "held"]);
}

#[test]
fn two_versions_of_one_day_are_held_unless_the_name_tells() {
    let files = [sent("a.csv", 2, 1, "a=1 b=2"), sent("b.csv", 2, 1, "a=1 b=3")];
    assert_eq!(outcome(&files), ["held", "held"]);
    let files = [sent("z.csv", 2, 1, "a=1 b=2"), sent("a corrected.csv", 2, 1, "a=1 b=3")];
    assert_eq!(outcome(&files), ["superseded", "current ab"]);
    let third = [
        sent("a.csv", 2, 1, "a=1 b=2"),
        sent("b.csv", 2, 1, "a=1 b=3"),
        sent("c.csv", 2, 5, "a=1 b=4"),
    ];
    assert_eq!(outcome(&third), ["superseded", "superseded", "current ab"]);
}

#[test]
fn the_same_content_or_the_same_rows_count_once() {
    let mut same_rows = sent("b.xlsx", 2, 1, "a=1");
    same_rows.receipt.sha256 = "other bytes".into();
    let files = [sent("a.csv", 2, 1, "a=1"), sent("copy.csv", 2, 1, "a=1"), same_rows];
    assert_eq!(outcome(&files), ["current a", "duplicate", "duplicate"]);
}

#[test]
fn a_later_quarter_restates_rows_but_a_blank_does_not() {
    let files = [sent("q1.csv", 1, 1, "a=1 b=2 c=3"), sent("q2.csv", 2, 9, "a=7 b= d=4")];
    assert_eq!(outcome(&files), ["current bc", "current ad"]);
}
