//! What the papers of the example say in words against the tables and drawings beside them.

use crate::example_run::{board, cell, list, paqa_at};
use calamine::{Data, Reader, Xlsx, open_workbook};
use regex::Regex;

pub fn paper(name: &str) -> String {
    let page = std::fs::read_to_string(board().join("reports/2026-27-Q2").join(name)).unwrap();
    let drawings = Regex::new(r"(?s)<(?:svg|style|script)\b.*?</(?:svg|style|script)>").unwrap();
    let page = drawings.replace_all(&page, " ");
    let tags = Regex::new(r"<[^>]+>").unwrap();
    let plain = tags
        .replace_all(&page, " ")
        .replace("&#x27;", "'")
        .replace("&#39;", "'");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn what_crossed_its_target_the_wrong_way_is_not_improving() {
    let listed = list(&["exceptions", "--period", "2025-26-Q4"]);
    let found = (0..listed.rows.len()).find(|&row| cell(&listed, row, "indicator") == "CP10");
    let row = found.expect("CP10 is on the list");
    assert_eq!(cell(&listed, row, "state"), "continuing");
}

#[test]
fn the_counts_of_the_front_page_are_those_of_the_lists_beside_it() {
    let listed = list(&["exceptions", "--period", "2026-27-Q2"]);
    let rows = (0..listed.rows.len())
        .filter(|&row| cell(&listed, row, "tier") == "exception" && cell(&listed, row, "kind") == "performance");
    let rows: Vec<usize> = rows.collect();
    let (records, figures): (Vec<usize>, Vec<usize>) =
        rows.iter().partition(|&&row| cell(&listed, row, "method") == "records");
    let with = |concern: &str| {
        let same = figures.iter().filter(|&&row| cell(&listed, row, "concern") == concern);
        same.count()
    };
    let word = |count: usize| {
        [
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        ][count]
    };
    let told = format!(
        "Of {} exceptions, {} are worse than usual, {} are unusual without being better or worse and {} are from the Board\u{2019}s own records.",
        rows.len(),
        word(with("worse")),
        word(with("unusual")),
        word(records.len())
    );
    let front = paper("exception-paper.html");
    assert!(front.contains(&told), "{told}");
    assert!(
        front.contains("In part: Essex Police (6 indicators not sent, 2 sent but not usable)"),
        "the largest gap has no name"
    );
    assert!(
        !front.contains("has not answered one request"),
        "a question that was answered later is answered"
    );
}

#[test]
fn a_file_that_was_replaced_is_not_told_to_be_used() {
    let note = paper("feedback/suffolk-essex-hospitals.html");
    let at = note
        .find("A later file replaces this one")
        .expect("the replaced file is told");
    assert!(note[at..].contains("It was kept and not used"), "{}", &note[at..]);
    let said: String = note[at..].chars().take(200).collect();
    assert!(!said.contains("as it stands"), "{said}");
}

#[test]
fn one_thing_is_said_alike_in_every_paper() {
    for name in ["exception-paper.html", "agencies/essex-police.html"] {
        let text = paper(name);
        assert!(text.contains("of the numbers sent"), "{name}");
        assert!(!text.contains("81 days"), "{name}: days to another date");
    }
    assert!(paper("agencies/essex-police.html").contains("overdue by 30 days at the end of the quarter"));
    let plan = paper("business-plan.html");
    // What is due on the last day of the quarter is not late yet, of a plan as of any other action.
    for (action, is_past) in [
        ("1.1 Joint domestic abuse triage", false),
        ("3.2 Graded care profile", true),
    ] {
        let at = plan.find(action).unwrap_or_else(|| panic!("{action}"));
        let row: String = plan[at..].chars().take(150).collect();
        assert_eq!(row.contains("Past its date: ask why"), is_past, "{row}");
    }
    let front = paper("exception-paper.html");
    assert!(!front.contains("Source: Tendring."), "a place sends nothing");
    assert!(!paper("feedback/essex-police.html").contains("together with what others send"));
    let faults = &front[front.rfind("most serious first").unwrap()..];
    let first: String = faults.chars().take(400).collect();
    assert!(first.contains("NHS numbers"), "personal data is not first: {first}");
}

#[test]
fn a_withheld_figure_has_no_verdict_that_gives_it_away() {
    let page = paper("dashboard.html");
    let beside = Regex::new(r"\[c\] Withheld (Met|Missed|Varies|Changing)").unwrap();
    assert!(
        !beside.is_match(&page),
        "{:?}",
        beside.find(&page).map(|found| found.as_str())
    );
    let front = paper("exception-paper.html");
    let told = Regex::new(r"\[c\] withheld: small numbers[^.]*\.[^.]*usual range").unwrap();
    assert!(
        !told.is_match(&front),
        "{:?}",
        told.find(&front).map(|found| found.as_str())
    );
}

#[test]
fn charts_are_explained_in_plain_words() {
    let front = paper("exception-paper.html");
    for jargon in ["mdc-2023", "XmR", "p' (", " p below", "3 senders"] {
        assert!(!front.contains(jargon), "{jargon}");
    }
}

#[test]
fn a_chart_to_a_quarter_to_come_says_of_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().display().to_string();
    paqa_at(&["chart", "FG02", "--to", "2029-30-Q4", "--out", &out], &board());
    let words = std::fs::read_to_string(folder.path().join("FG02-E10000012.txt")).unwrap();
    let title = words.lines().next().unwrap();
    assert!(title.contains("mutilation") && title.contains("2029-30 Q4"), "{title}");
    let svg = std::fs::read_to_string(folder.path().join("FG02-E10000012.svg")).unwrap();
    let size = Regex::new(r#"height="(\d+)"#).unwrap();
    let high: u32 = size.captures(&svg).unwrap()[1].parse().unwrap();
    let png = std::fs::read(folder.path().join("FG02-E10000012.png")).unwrap();
    let tall = u32::from_be_bytes(png[20..24].try_into().unwrap());
    assert!(
        f64::from(tall) > f64::from(high) * 300.0 / 72.0 + 100.0,
        "no room for words: {tall}"
    );
}

#[test]
fn limits_in_the_workbook_are_numbers() {
    let path = board().join("reports/2026-27-Q2/workbook.xlsx");
    let mut workbook: Xlsx<_> = open_workbook(path).unwrap();
    let mut numbers = 0;
    for (sheet, range) in workbook.worksheets() {
        let rows: Vec<&[Data]> = range.rows().collect();
        let heads = rows.iter().position(|row| row.iter().any(|one| *one == "Upper limit"));
        let Some(heads) = heads else { continue };
        let limit = rows[heads].iter().position(|one| *one == "Upper limit").unwrap();
        for row in &rows[heads + 1..] {
            match &row[limit] {
                Data::Float(_) | Data::Int(_) => numbers += 1,
                Data::Empty => (),
                // A quarter without limits.
                Data::String(text) if text.is_empty() || text == "\u{2013}" => (),
                other => panic!("{sheet}: {other:?} is no number"),
            }
        }
    }
    assert!(numbers > 100, "{numbers} limits");
}
