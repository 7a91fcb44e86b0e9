//! Laws that verdicts and series keep, on random data.

use crate::clean_rows;
use crate::yearly::quarterly;
use paqa::catalogue::{Catalogue, Indicator, Polarity};
use paqa::detect;
use paqa::domain::{Judged, Period, Places, Populations, Series, Verdict};
use paqa::measure::{self, Measured, Setting};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

/// No file is left out.
static NOTHING: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();

fn catalogue() -> &'static Catalogue {
    static HELD: OnceLock<Catalogue> = OnceLock::new();
    HELD.get_or_init(|| Catalogue::built_in().unwrap())
}

fn indicator(id: &str) -> Indicator {
    catalogue().indicator(id).unwrap().clone()
}

/// Everything of a verdict that says nothing of good or bad.
fn facts(verdict: &Verdict) -> String {
    let Verdict {
        rung,
        points,
        lines,
        marks,
        restarts,
        p,
        window,
        side,
        likely,
        ..
    } = verdict;
    format!("{rung:?} {points} {lines:?} {marks:?} {restarts:?} {p:?} {window:?} {side:?} {likely:?}")
}

fn counts() -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((0_u32..400).prop_map(f64::from), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn turning_the_direction_of_good_round_moves_no_limit_mark_or_p_value(counts in counts()) {
        let up = Indicator { polarity: Polarity::HigherBetter, targets: vec![], ..indicator("EH01") };
        let down = Indicator { polarity: Polarity::LowerBetter, ..up.clone() };
        let series = quarterly(&up, &counts);
        let policy = catalogue().policy();
        let (up, down) = (detect::judge(&series, &up, policy), detect::judge(&series, &down, policy));
        prop_assert_eq!(facts(&up), facts(&down));
    }

    #[test]
    fn multiplying_by_a_constant_moves_no_mark(counts in counts(), factor in 1_u32..50) {
        // A score, so that the values are no counts whose spread would tell their size.
        let score = Indicator { breaks: vec![], ..indicator("LA10") };
        let policy = catalogue().policy();
        let scaled: Vec<f64> = counts.iter().map(|count| count * f64::from(factor)).collect();
        let (one, other) = (quarterly(&score, &counts), quarterly(&score, &scaled));
        let (one, other) = (detect::judge(&one, &score, policy), detect::judge(&other, &score, policy));
        prop_assert_eq!(one.marks, other.marks);
    }

    #[test]
    fn a_gap_never_counts_as_zero(counts in prop::collection::vec((50_u32..90).prop_map(f64::from), 14..30), at in 0_usize..12) {
        let count = indicator("EH01");
        let policy = catalogue().policy();
        let mut with_gap = quarterly(&count, &counts);
        let period = with_gap.observations[at].period;
        with_gap.observations[at] = paqa::domain::Observation::absent(period, paqa::domain::SeriesState::NoReturn);
        let verdict = detect::judge(&with_gap, &count, policy);
        prop_assert_eq!(verdict.points, counts.len() - 1);
        prop_assert!(verdict.marks[at].side.is_none());
        let lowest = verdict.lines.iter().flatten().map(|lines| lines.centre).fold(f64::INFINITY, f64::min);
        prop_assert!(lowest > 40.0, "the centre is {lowest}");
    }
}

struct Board {
    catalogue: Catalogue,
    board: paqa::board::Board,
    until: Period,
}

impl Board {
    fn example() -> Board {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/essex");
        let catalogue = paqa::catalogue::load(Some(&root)).unwrap();
        let board = paqa::board::Board::open(&root, &catalogue).unwrap();
        Board {
            catalogue,
            board,
            until: "2026-27 Q1".parse().unwrap(),
        }
    }

    fn setting(&self) -> Setting<'_> {
        Setting {
            catalogue: &self.catalogue,
            places: &self.board.places,
            agencies: &self.board.agencies,
            populations: &self.board.populations,
            due: &self.board.due,
            due_days: self.board.due_days,
            left_out: &NOTHING,
            until: self.until,
        }
    }

    fn rows(&self) -> measure::RowsByFeed {
        let inbox = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/essex/inbox");
        clean_rows::rows(&inbox, &self.catalogue, self.until)
    }
}

fn judged(measured: &Measured<'_>, catalogue: &Catalogue, until: Period) -> BTreeMap<String, (Series, Verdict)> {
    let mut all: Vec<Judged> = measured
        .series
        .iter()
        .map(|series| {
            let series = measured.like_for_like(series, until).unwrap();
            let indicator = catalogue.indicator(&series.indicator).unwrap();
            Judged {
                verdict: detect::judge(&series, indicator, catalogue.policy()),
                series,
            }
        })
        .collect();
    detect::meet(&mut all, catalogue);
    all.into_iter()
        .map(|one| (format!("{:?}", one.key()), (one.series, one.verdict)))
        .collect()
}

#[test]
fn another_agency_leaves_the_series_and_verdicts_of_others_alone() {
    let example = Board::example();
    let setting = example.setting();
    let rows = example.rows();
    let with_all = measure::series(&rows, &setting);
    let with_all = judged(&with_all, &example.catalogue, example.until);
    // The fire service's return is taken away; it is nobody else's indicator.
    let gone = "essex-fire";
    let fewer: measure::RowsByFeed = rows
        .iter()
        .map(|(feed, frame)| (feed.clone(), clean_rows::without(frame, gone)))
        .collect();
    let without = measure::series(&fewer, &setting);
    let without = judged(&without, &example.catalogue, example.until);
    let mut compared = 0;
    for (key, (series, verdict)) in &without {
        if ["FI01", "FI02"].contains(&series.indicator.as_str())
            || verdict.p.is_none()
            || series.indicator.starts_with("SA")
        {
            continue;
        }
        let (then, other) = &with_all[key];
        assert_eq!((series, facts(verdict)), (then, facts(other)), "{key}");
        compared += 1;
    }
    assert!(compared > 200, "{compared} series were compared");
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let example = Board::example();
    let setting = example.setting();
    let rows = example.rows();
    let reversed: measure::RowsByFeed = rows
        .iter()
        .map(|(feed, frame)| (feed.clone(), frame.reverse()))
        .collect();
    let (one, other) = (measure::series(&rows, &setting), measure::series(&reversed, &setting));
    assert_eq!(one.series, other.series);
    assert_eq!(one.findings, other.findings);
}

#[test]
fn a_board_without_rows_has_a_series_of_every_indicator_and_no_figure() {
    let (places, populations, due) = (Places::default(), Populations::default(), BTreeMap::new());
    let until = "2026-27 Q2".parse().unwrap();
    let setting = Setting {
        catalogue: catalogue(),
        places: &places,
        agencies: &[],
        populations: &populations,
        due: &due,
        due_days: 30,
        left_out: &NOTHING,
        until,
    };
    let measured = measure::series(&BTreeMap::new(), &setting);
    assert_eq!(measured.series.len(), catalogue().indicators().len());
    assert!(
        measured
            .series
            .iter()
            .all(|series| series.newest().is_some_and(|one| one.value.is_none()))
    );
}
