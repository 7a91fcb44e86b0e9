//! A figure whose reading somebody should look at is told as what it is, and no paper praises it.

use crate::small_board::{paqa_on, put, small_board};
use std::path::Path;

const QUARTERS: [&str; 14] = [
    "2023-24-Q1",
    "2023-24-Q2",
    "2023-24-Q3",
    "2023-24-Q4",
    "2024-25-Q1",
    "2024-25-Q2",
    "2024-25-Q3",
    "2024-25-Q4",
    "2025-26-Q1",
    "2025-26-Q2",
    "2025-26-Q3",
    "2025-26-Q4",
    "2026-27-Q1",
    "2026-27-Q2",
];

/// A board whose interviews are about 43% in time until the newest quarter, in which the cell says what it is given.
fn board(newest: &str) -> tempfile::TempDir {
    let folder = small_board();
    for (nth, quarter) in QUARTERS.iter().enumerate() {
        let value = format!("{}", 42.0 + (nth * 7 % 5) as f64 * 0.7);
        let value = if *quarter == "2026-27-Q2" { newest } else { &value };
        let text = format!(
            "indicator,area,period,numerator,denominator,value,note\nMX05,E10000012,{quarter},,,{value},\nMX04,E10000012,{quarter},,,71.5,\nCP05,E10000012,{quarter},,,88.4,\n"
        );
        put(
            folder.path(),
            &format!("inbox/{quarter}/essex-social-care/return.csv"),
            &text,
        );
    }
    paqa_on("2026-11-16", &["run", "--period", "2026-27-Q2"], folder.path()).unwrap();
    folder
}

fn page(board: &Path, name: &str) -> String {
    std::fs::read_to_string(board.join("reports/2026-27-Q2").join(name)).unwrap()
}

const PRAISE: &str = "One figure is better than usual: Return interviews within 72 hours";

#[test]
fn a_one_that_was_read_as_all_of_them_is_no_good_news() {
    let sure = board("100");
    assert!(
        page(sure.path(), "exception-paper.html").contains(PRAISE),
        "a clear figure is good news"
    );
    let doubtful = board("1");
    assert!(page(doubtful.path(), "findings.csv").contains("one-for-hundred-percent"));
    let paper = page(doubtful.path(), "exception-paper.html");
    assert!(
        !paper.contains("better than usual"),
        "{}",
        &paper[paper.find("In short").unwrap_or(0)..][..600]
    );
    let summary = page(doubtful.path(), "board-summary.html");
    assert!(
        !summary.contains("were held within 72 hours"),
        "the Board is told nothing of it"
    );
}
