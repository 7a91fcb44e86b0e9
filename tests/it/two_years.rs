//! The life of one exception of the example board over two years, quarter by quarter: raised, questioned, improving, closed, on
//! watch. `sample-data/planted.csv` tells it.

use crate::clean_rows;
use paqa::domain::{Exception, Period};
use paqa::measure::{self, Setting};
use paqa::pipeline;
use paqa::sift::{self, Evidence};
use std::path::Path;

/// The county's exception about initial conferences in a quarter, with what was known then.
fn told_in(period: &str) -> Option<Exception> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/essex");
    let catalogue = paqa::catalogue::load(Some(&root)).unwrap();
    let board = paqa::board::Board::open(&root, &catalogue).unwrap();
    let period: Period = period.parse().unwrap();
    let rows = clean_rows::rows(&root.join("inbox"), &catalogue, period);
    let setting = Setting {
        catalogue: &catalogue,
        places: &board.places,
        agencies: &board.agencies,
        populations: &board.populations,
        due: &board.due,
        due_days: board.due_days,
        left_out: &std::collections::BTreeSet::new(),
        until: period,
    };
    let measured = measure::series(&rows, &setting);
    let quarters = pipeline::quarters(&measured, &catalogue, period);
    let held = measure::held(&rows, &setting);
    let briefing = sift::briefing(&Evidence {
        catalogue: &catalogue,
        places: &board.places,
        agencies: &board.agencies,
        comparators: &board.comparators,
        board: &board.name,
        due_days: board.due_days,
        quarters: &quarters,
        series: &measured.series,
        restated: &[],
        arrivals: &[],
        returns_due: &[],
        expected: &[],
        earlier: &[],
        doubted: &std::collections::BTreeSet::new(),
        findings: &[],
        remarks: &[],
        actions: &held.newest_actions(),
        held: &held,
        period,
        as_at: board.due_date(period),
        run_id: "test",
        edition: "Draft for edition 1",
    });
    let all = briefing
        .exceptions
        .into_iter()
        .chain(briefing.closed)
        .chain(briefing.watch);
    all.into_iter().find(|one| one.indicator == "CP05")
}

#[test]
fn an_exception_is_raised_lives_improves_and_closes_as_it_was_planted() {
    let planted = [
        ("2024-25 Q1", None),
        ("2024-25 Q2", Some(("new", 1))),
        ("2024-25 Q3", Some(("continuing", 2))),
        ("2024-25 Q4", Some(("continuing", 3))),
        ("2025-26 Q1", Some(("continuing", 4))),
        ("2025-26 Q2", Some(("continuing", 5))),
        ("2025-26 Q3", Some(("improving", 6))),
        ("2025-26 Q4", Some(("improving", 7))),
        ("2026-27 Q1", Some(("closed", 7))),
    ];
    for (period, expected) in planted {
        let told = told_in(period).map(|one| (one.state.to_string(), one.quarters_open));
        assert_eq!(
            told,
            expected.map(|(state, open)| (state.to_string(), open)),
            "{period}"
        );
    }
}
