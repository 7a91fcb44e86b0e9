//! `paqa chart` over any span says of its newest quarter what the papers say; the span clips the drawing and nothing else.

use crate::example_run::{board, cell, list, paqa_at};
use std::path::Path;

/// Indicators with a long run, a single point, one that neither direction betters, a target, and a sender who stopped.
const ASKED: [&str; 6] = ["CP10", "MX05", "HE01", "AS01", "HO01", "LD02"];

fn charts(from: Option<&str>, out: &Path) {
    let out = out.display().to_string();
    let span = from.map_or(vec![], |from| vec!["--from", from]);
    let words: Vec<&str> = [
        &["chart"],
        ASKED.as_slice(),
        &["--to", "2026-27-Q2", "--out", &out],
        &span,
    ]
    .concat();
    paqa_at(&words, &board());
}

fn words(folder: &Path, indicator: &str) -> String {
    std::fs::read_to_string(folder.join(format!("{indicator}-E10000012.txt"))).expect("the words of a chart")
}

fn rows(folder: &Path, indicator: &str) -> Vec<csv::StringRecord> {
    let file = folder.join(format!("{indicator}-E10000012.csv"));
    let mut reader = csv::Reader::from_path(file).expect("a data file");
    reader.records().map(|row| row.expect("a row")).collect()
}

#[test]
fn a_short_span_says_what_the_whole_series_says() {
    let (whole, short) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    charts(None, whole.path());
    charts(Some("2026-27-Q1"), short.path());
    for indicator in ASKED {
        let (long, told) = (words(whole.path(), indicator), words(short.path(), indicator));
        assert_eq!(long.lines().next(), told.lines().next(), "the title of {indicator}");
        assert!(
            !told.contains("no quarters") && !told.contains("one quarter in a row"),
            "{told}"
        );
        assert!(told.contains("2026-27 Q1 to 2026-27 Q2"), "{told}");
        let (all, two) = (rows(whole.path(), indicator), rows(short.path(), indicator));
        assert_eq!((all.len(), two.len()), (20, 2));
        assert_eq!(all[18..], two[..], "{indicator}: the same quarters are the same");
    }
}

#[test]
fn the_title_of_a_chart_is_that_of_the_exception_paper() {
    let folder = tempfile::tempdir().unwrap();
    charts(Some("2025-26-Q3"), folder.path());
    let paper = std::fs::read_to_string(board().join("reports/2026-27-Q2/exception-paper.html")).unwrap();
    let paper = paper.replace("&#x27;", "'").replace("&#39;", "'");
    for indicator in ["CP10", "MX05", "HE01", "AS01"] {
        let told = words(folder.path(), indicator);
        let title = told.lines().next().unwrap();
        assert!(paper.contains(title), "{indicator}: {title}");
    }
}

#[test]
fn a_target_that_words_name_is_drawn_or_said_to_lie_beyond() {
    let folder = tempfile::tempdir().unwrap();
    charts(Some("2025-26-Q3"), folder.path());
    for indicator in ["MX05", "AS01"] {
        let told = words(folder.path(), indicator);
        let drawing = std::fs::read_to_string(folder.path().join(format!("{indicator}-E10000012.svg"))).unwrap();
        assert!(told.contains("Target "), "{told}");
        assert!(
            drawing.contains("target ") || told.contains("beyond the axis"),
            "{told}"
        );
    }
}

#[test]
fn who_is_left_out_of_every_quarter_is_named_beside_the_figures() {
    let folder = tempfile::tempdir().unwrap();
    charts(None, folder.path());
    let told = words(folder.path(), "HO01");
    assert!(told.contains("drawn without Maldon"), "{told}");
    let rows = rows(folder.path(), "HO01");
    assert!(rows.iter().all(|row| row[9].starts_with("Maldon")), "{rows:?}");
    // The figures differ from those of `series` by what Maldon had sent, and by nothing else; where that, or anything that it would
    // serve to work out, is withheld, the figure is too.
    let (whole, by_agency) = (list(&["series", "HO01"]), list(&["series", "HO01", "--by", "agency"]));
    let value = |table: &paqa::domain::Table, period: &str, agency: &str| {
        let row = (0..table.rows.len()).find(|row| {
            cell(table, *row, "period") == period && (agency.is_empty() || cell(table, *row, "agency") == agency)
        });
        row.and_then(|row| cell(table, row, "value").parse::<f64>().ok())
    };
    for row in rows.iter().take(19) {
        let left_out = value(&by_agency, &row[2], "maldon-council").unwrap_or_default();
        let Ok(drawn) = row[3].parse::<f64>() else {
            assert!(&row[3] == "[c]" && left_out > 0.0, "{row:?}");
            continue;
        };
        assert!(left_out == 0.0 || left_out > 5.0, "{} gives {left_out} away", &row[2]);
        assert_eq!(value(&whole, &row[2], ""), Some(drawn + left_out), "{}", &row[2]);
    }
    assert!(
        !words(folder.path(), "MX05").contains("Without "),
        "nobody is left out there"
    );
}

#[test]
fn the_data_file_of_a_chart_has_marks_that_fit_and_no_needless_digits() {
    let folder = tempfile::tempdir().unwrap();
    charts(None, folder.path());
    assert!(
        rows(folder.path(), "HO01").iter().all(|row| &row[5] == "[z]"),
        "a count has no base"
    );
    for (indicator, most) in [("LD02", 1), ("MX05", 2)] {
        for row in rows(folder.path(), indicator) {
            for limit in row.iter().skip(6).take(3) {
                let decimals = limit.split_once('.').map_or(0, |(_, digits)| digits.len());
                assert!(decimals <= most && !limit.is_empty(), "{indicator}: {limit}");
            }
        }
    }
}

#[test]
fn a_chart_bears_the_id_of_the_run_that_made_the_papers() {
    let folder = tempfile::tempdir().unwrap();
    charts(None, folder.path());
    let manifest = std::fs::read_to_string(board().join("reports/2026-27-Q2/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let run = format!(" Run {}.", manifest["run"].as_str().expect("an id"));
    for indicator in ASKED {
        let told = words(folder.path(), indicator);
        assert!(told.contains(&run), "{run}: {told}");
    }
}
