//! A return that does not come: its indicators are gaps, its agency stands at the head of the front page, and no run of quarters
//! crosses the gap.

use crate::page_tree;
use crate::small_board::{listed, paqa_on, put, small_board};
use paqa::domain::{Period, Table};
use std::path::Path;

const HEAD: &str = "indicator,area,period,numerator,denominator,value,note\n";
const NOW: &str = "2026-27-Q2";

/// Two agencies that send for two years; the police' figure rises in each of the last seven quarters.
fn fill(board: &Path) {
    let last: Period = "2026-27 Q2".parse().unwrap();
    for (nth, period) in last.back(15).to(last).enumerate() {
        let rising = 300 + nth.saturating_sub(8) * 9 + [0, 4, 1, 5][nth % 4] * usize::from(nth < 9);
        let steady = 200 + [0, 6, 2, 9, 4][nth % 5];
        let slug = period.slug();
        put(
            board,
            &format!("inbox/{slug}/essex-police/return.csv"),
            &format!("{HEAD}PL08,,{period},{rising},,,\n"),
        );
        put(
            board,
            &format!("inbox/{slug}/essex-social-care/return.csv"),
            &format!("{HEAD}CP01,,{period},{steady},,,\n"),
        );
    }
}

fn run(board: &Path, day: &str) -> String {
    paqa_on(day, &["run", "--period", NOW], board).unwrap();
    std::fs::read_to_string(board.join(format!("reports/{NOW}/exception-paper.html"))).unwrap()
}

fn column(table: &Table, row: usize, name: &str) -> String {
    table.rows[row][table.column(name).unwrap()].flat()
}

/// The panel about returns, in words.
fn panel(page: &str) -> String {
    let panel = page
        .split("id=\"returns\"")
        .nth(1)
        .unwrap()
        .split("</section>")
        .next()
        .unwrap();
    page_tree::read(&format!("<p {panel}")).text()
}

#[test]
fn what_does_not_come_is_told_first_and_is_never_a_zero() {
    let board = small_board();
    fill(board.path());
    let whole = run(board.path(), "2026-10-20");
    assert!(panel(&whole).contains("2 of 2 returns came."), "{}", panel(&whole));
    let raised = listed(paqa_on("2026-11-20", &["exceptions", "--period", NOW], board.path()).unwrap());
    let of_police = |table: &Table| (0..table.rows.len()).find(|row| column(table, *row, "indicator") == "PL08");
    assert!(of_police(&raised).is_some(), "the rise is listed while it is seen");

    let board = small_board();
    fill(board.path());
    std::fs::remove_file(board.path().join(format!("inbox/{NOW}/essex-police/return.csv"))).unwrap();
    let gap = run(board.path(), "2026-11-20");
    let told = panel(&gap);
    assert!(
        told.contains("1 of 2 returns came.")
            && told.contains("Not received: Essex Police (1 indicator), 21 days late."),
        "{told}"
    );
    let first_panel = gap.find("id=\"returns\"").unwrap();
    assert!(
        first_panel < gap.find("class=\"counts\"").unwrap(),
        "silence comes first"
    );

    let grid = gap
        .split("id=\"grid\"")
        .nth(1)
        .unwrap()
        .split("</section>")
        .next()
        .unwrap();
    let row = grid
        .split("<tr")
        .find(|row| row.contains("Police notifications"))
        .expect("its row");
    assert!(row.contains("[x]") && row.contains("No return"), "{row}");
    let series = listed(paqa_on("2026-11-20", &["series", "PL08"], board.path()).unwrap());
    let newest = (0..series.rows.len())
        .find(|row| column(&series, *row, "period") == "2026-27 Q2")
        .unwrap();
    assert_eq!(
        (column(&series, newest, "state"), column(&series, newest, "value")),
        ("no-return".into(), String::new())
    );
    let short = gap
        .split("id=\"short\"")
        .nth(1)
        .unwrap()
        .split("</section>")
        .next()
        .unwrap();
    assert!(short.contains("one agency sent no figures"), "{short}");
}

#[test]
fn no_run_crosses_a_gap() {
    let board = small_board();
    fill(board.path());
    // In the middle of the seven rises nothing came.
    std::fs::remove_file(board.path().join("inbox/2025-26-Q4/essex-police/return.csv")).unwrap();
    run(board.path(), "2026-11-20");
    let raised = listed(
        paqa_on(
            "2026-11-20",
            &["exceptions", "--period", NOW, "--format", "json"],
            board.path(),
        )
        .unwrap(),
    );
    for row in 0..raised.rows.len() {
        let rules = column(&raised, row, "rules");
        let is_police = column(&raised, row, "indicator") == "PL08";
        assert!(!is_police || !rules.contains("rising-or-falling-run"), "{rules}");
    }
}

#[test]
fn a_districts_figure_is_whole_whoever_else_sends_the_indicator() {
    // Each council sends of its own district alone: what the others send or do not send is no part of it.
    let newest: paqa::domain::Period = "2026-27 Q2".parse().unwrap();
    for indicator in ["HO01", "HO03"] {
        let table = crate::example_run::list(&["series", indicator, "--by", "district"]);
        let held = |row: &usize| !crate::example_run::cell(&table, *row, "value").is_empty();
        let mut looked_at = 0;
        for row in (0..table.rows.len()).filter(held) {
            let period: paqa::domain::Period = crate::example_run::cell(&table, row, "period").parse().unwrap();
            let flags = crate::example_run::cell(&table, row, "flags");
            assert!(
                period > newest.back(4) || flags.is_empty(),
                "{indicator} {period}: {flags}"
            );
            looked_at += 1;
        }
        assert!(looked_at > 200, "only {looked_at}");
    }
}
