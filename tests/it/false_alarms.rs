//! Boards on which nothing changes: whatever is raised there is a false alarm.

use crate::{clean_rows, stable_board};
use paqa::board::Board;
use paqa::catalogue::Catalogue;
use paqa::detect;
use paqa::domain::{Judged, Period, Side, Tier};
use paqa::measure::{self, Setting};

/// Seeds of the boards.
const SEEDS: std::ops::Range<u64> = 1..21;

/// How many exceptions of the newest quarter are worse or unusual: those that a paper would list.
fn raised(seed: u64) -> usize {
    let folder = tempfile::tempdir().unwrap();
    stable_board::write(&stable_board::stable_board(seed, 24), folder.path()).unwrap();
    let catalogue = Catalogue::built_in().unwrap();
    let board = Board::open(folder.path(), &catalogue).unwrap();
    let until: Period = "2026-27 Q2".parse().unwrap();
    let setting = Setting {
        catalogue: &catalogue,
        places: &board.places,
        agencies: &board.agencies,
        populations: &board.populations,
        due: &board.due,
        until,
    };
    let rows = clean_rows::rows(&folder.path().join("inbox"), &catalogue, until);
    let measured = measure::series(&rows, &setting);
    let tested = measured.series.iter().filter_map(|series| {
        let indicator = catalogue.indicator(&series.indicator)?;
        let series = measured
            .like_for_like(series, until)
            .filter(|_| detect::is_tested(series, indicator))?;
        Some(Judged {
            verdict: detect::judge(&series, indicator, catalogue.policy()),
            series,
        })
    });
    let mut judged: Vec<Judged> = tested.collect();
    detect::meet(&mut judged, &catalogue);
    let is_good = |one: &Judged| {
        let polarity = catalogue.indicator(&one.series.indicator).unwrap().polarity;
        match (polarity, one.verdict.side) {
            (paqa::catalogue::Polarity::HigherBetter, Some(Side::High)) => true,
            (paqa::catalogue::Polarity::LowerBetter, Some(Side::Low)) => true,
            (_, _) => false,
        }
    };
    judged
        .iter()
        .filter(|one| one.verdict.tier == Tier::Exception && !is_good(one))
        .count()
}

#[test]
fn where_nothing_changes_less_than_one_exception_is_raised_a_quarter() {
    let raised: Vec<usize> = SEEDS.map(raised).collect();
    let mean = raised.iter().sum::<usize>() as f64 / raised.len() as f64;
    assert!(mean <= 1.0, "{mean} a quarter: {raised:?}");
}
