//! Figures measured from the rows of feeds against the same figures worked out by `tests/oracle/measured.py`.

use crate::clean_rows;
use paqa::board::Board;
use paqa::catalogue;
use paqa::domain::{Level, Period};
use paqa::measure::{self, Setting};
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn indicators_measured_from_feeds_equal_what_python_makes_of_the_same_rows() {
    let board_root = root().join("sample-data/essex");
    let catalogue = catalogue::load(Some(&board_root)).unwrap();
    let board = Board::open(&board_root, &catalogue).unwrap();
    let until: Period = "2026-27 Q1".parse().unwrap();
    let rows = clean_rows::rows(&board_root.join("inbox"), &catalogue, until);
    let setting = Setting {
        catalogue: &catalogue,
        places: &board.places,
        agencies: &board.agencies,
        populations: &board.populations,
        due: &board.due,
        due_days: board.due_days,
        left_out: &std::collections::BTreeSet::new(),
        until,
    };
    let measured = measure::series(&rows, &setting);
    let mut oracle = csv::Reader::from_path(root().join("tests/oracle/measured.csv")).unwrap();
    let mut wrong = vec![];
    for line in oracle.records() {
        let line = line.unwrap();
        let period: Period = line[1].parse().unwrap();
        let own = |one: &&paqa::domain::Series| {
            one.indicator == line[0] && one.level == Level::County && one.agency.is_none()
        };
        let series = measured.series.iter().find(own).unwrap();
        let found = series.at(period).map(|one| [one.numerator, one.denominator, one.value]);
        let [numerator, denominator, value] = found.unwrap_or_default();
        let is = |found: Option<f64>, written: &str| match written.parse::<f64>() {
            Ok(expected) => found.is_some_and(|found| (found - expected).abs() < 1e-5),
            Err(_) => found.is_none(),
        };
        // Ready-made values have no parts; where Python has a count, it stands as the numerator.
        let parts = numerator.is_none() || is(numerator, &line[2]) && is(denominator, &line[3]);
        let made = series.observations.iter().any(|one| one.numerator.is_some());
        if !is(value, &line[4]) || !parts || (made && numerator.is_none()) {
            let expected: Vec<&str> = line.iter().skip(2).collect();
            wrong.push(format!(
                "{} {period}: {numerator:?} {denominator:?} {value:?}, expected {expected:?}",
                &line[0]
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The beginnings of the ids of LADO, Section 11, training, audits, reviews, plan, engagement and child deaths.
const THEMES: [&str; 8] = ["LD", "SA", "TR", "QA", "RV", "BP", "EN", "CD"];

#[test]
fn every_indicator_of_these_themes_has_a_figure_worked_out_by_python_and_says_where_it_comes_from() {
    let catalogue = catalogue::load(None).unwrap();
    let mut oracle = csv::Reader::from_path(root().join("tests/oracle/measured.csv")).unwrap();
    let worked_out: std::collections::BTreeSet<String> =
        oracle.records().map(|line| line.unwrap()[0].to_string()).collect();
    let own = |id: &str| THEMES.iter().any(|theme| id.starts_with(theme));
    let mut count = 0;
    for indicator in catalogue.indicators().iter().filter(|one| own(&one.id)) {
        count += 1;
        assert!(worked_out.contains(&indicator.id), "no figure of {}", indicator.id);
        let told = indicator.measured_from.is_some() || !indicator.sent_as_total.is_empty();
        assert!(told, "{} does not say that it comes as a total", indicator.id);
    }
    assert_eq!(count, 35);
}

#[test]
fn every_indicator_that_is_measured_from_a_feed_has_a_figure_worked_out_by_python() {
    let catalogue = catalogue::load(None).unwrap();
    let mut oracle = csv::Reader::from_path(root().join("tests/oracle/measured.csv")).unwrap();
    let worked_out: std::collections::BTreeSet<String> =
        oracle.records().map(|line| line.unwrap()[0].to_string()).collect();
    let measured = catalogue.indicators().iter().filter(|one| one.measured_from.is_some());
    let missing: Vec<&str> = measured
        .map(|one| one.id.as_str())
        .filter(|id| !worked_out.contains(*id))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
