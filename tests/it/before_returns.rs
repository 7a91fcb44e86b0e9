//! The papers of a quarter of which nothing has come yet: nothing got better, nobody sent figures, and registers are old.

use crate::example_run::paqa_at;
use regex::Regex;

#[test]
fn before_the_returns_come_nothing_is_better_and_registers_are_said_to_be_of_the_quarter_before() {
    let folder = tempfile::tempdir().unwrap();
    let board = folder.path().join("board");
    paqa_at(&["init", &board.display().to_string(), "--example"], folder.path());
    paqa_at(&["run", "--period", "2026-27-Q2", "--as-at", "2026-10-05"], &board);
    let paper = |name: &str| {
        let page = std::fs::read_to_string(board.join("reports/2026-27-Q2").join(name)).unwrap();
        let plain = Regex::new(r"<[^>]+>").unwrap().replace_all(&page, " ").into_owned();
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let summary = paper("board-summary.html");
    assert!(
        summary.contains("none are as usual, and none stand out") && !summary.contains("Every agency sent figures"),
        "{summary}"
    );
    let front = paper("exception-paper.html");
    assert!(front.contains("No data has been received for 2026-27 Q2"));
    assert!(front.contains("eight are without a figure this quarter"));
    assert!(!front.contains("no longer worse") && !front.contains("back in the usual range"));
    // Nothing came, so that the front page is the paper.
    assert!(!front.contains("Which rule fired") && !front.contains("See coverage"));
    let old = "did not come for 2026-27 Q2; it is shown as in 2026-27 Q1.";
    assert!(paper("business-plan.html").contains(&format!("The business plan {old}")));
    assert!(paper("assurance.html").contains(&format!("The risk register {old}")));
}
