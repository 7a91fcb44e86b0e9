//! Laws that verdicts and series keep, on random data of every kind and for every indicator.

use crate::any_series::any_series;
use crate::clean_rows;
use crate::yearly::quarterly;
use paqa::catalogue::{Catalogue, Indicator, Polarity, Unit};
use paqa::detect;
use paqa::domain::{Judged, Period, Places, Populations, Rung, Series, Tier, Verdict};
use paqa::measure::{self, Measured, Setting};
use polars::prelude::{DataFrame, IdxCa, NewChunkedArray};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

/// No file is left out.
static NOTHING: BTreeSet<String> = BTreeSet::new();

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
        rung_reason,
        method,
        points,
        lines,
        marks,
        restarts,
        p,
        window,
        leans,
        side,
        expected,
        last_quarter,
        last_year,
        likely,
        // What follows from the direction of good, or from the others of the meeting.
        q: _,
        together: _,
        tier: _,
        target: _,
    } = verdict;
    format!(
        "{rung:?} {rung_reason} {method} {points} {lines:?} {marks:?} {restarts:?} {p:?} {window:?} {leans:?} {side:?} \
         {expected:?} {last_quarter:?} {last_year:?} {likely:?}"
    )
}

/// One random series for every indicator of the catalogue.
fn one_of_each(seed: u64) -> Vec<(Indicator, Series)> {
    let all = catalogue().indicators().iter().enumerate();
    all.map(|(at, one)| (one.clone(), any_series(one, seed.wrapping_add(7919 * at as u64))))
        .collect()
}

fn turned(indicator: &Indicator, polarity: Polarity) -> Indicator {
    Indicator {
        polarity,
        ..indicator.clone()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn turning_the_direction_of_good_round_moves_no_limit_mark_or_p_value(seed in any::<u64>()) {
        let policy = catalogue().policy();
        for (indicator, series) in one_of_each(seed) {
            let [up, down] = [Polarity::HigherBetter, Polarity::LowerBetter]
                .map(|polarity| detect::judge(&series, &turned(&indicator, polarity), policy));
            prop_assert_eq!(facts(&up), facts(&down), "{}", indicator.id);
            // Where neither direction is better both are looked at: the chance is twice as large, and nothing else moves.
            let neither = detect::judge(&series, &turned(&indicator, Polarity::Neutral), policy);
            prop_assert_eq!((&up.lines, &up.marks, &up.leans), (&neither.lines, &neither.marks, &neither.leans));
            prop_assert_eq!(up.p.map(|p| (2.0 * p).min(1.0)), neither.p, "{}", indicator.id);
        }
    }

    #[test]
    fn multiplying_by_a_constant_moves_no_mark_of_an_xmr_chart(seed in any::<u64>(), factor in 0.001_f64..1000.0) {
        let policy = catalogue().policy();
        for (indicator, series) in one_of_each(seed) {
            let counts_nothing = matches!(indicator.unit, Unit::Ratio | Unit::Score | Unit::MedianDays);
            // Counts and shares tell by their size how far chance moves them, so that for them only powers of two that keep
            // the rung are no other data; they also keep values on a limit on it.
            let factor = if counts_nothing { factor } else { 4.0 };
            let mut scaled = series.clone();
            for at in 0..series.observations.len() {
                let one = &mut scaled.observations[at];
                one.value = one.value.map(|value| value * factor);
                if indicator.unit == Unit::Count {
                    one.numerator = one.value;
                }
            }
            let judged = [&series, &scaled].map(|series| detect::judge(series, &indicator, policy));
            let is_xmr = |verdict: &Verdict| matches!(verdict.rung, Rung::Individuals | Rung::Seasonal);
            if judged.iter().all(is_xmr) {
                let [one, other] = judged;
                prop_assert_eq!(one.rung, other.rung);
                prop_assert_eq!(one.marks, other.marks, "{} times {}", indicator.id, factor);
            }
        }
    }

    #[test]
    fn another_in_the_meeting_moves_nothing_but_the_lists(seed in any::<u64>(), gone in any::<prop::sample::Index>()) {
        let judged = |series: Vec<(Indicator, Series)>| -> Vec<Judged> {
            let judge = |(indicator, series): (Indicator, Series)| Judged {
                verdict: detect::judge(&series, &indicator, catalogue().policy()),
                series,
            };
            let mut all: Vec<Judged> = series.into_iter().map(judge).collect();
            detect::meet(&mut all, catalogue());
            all
        };
        let all = one_of_each(seed);
        let mut fewer = all.clone();
        fewer.remove(gone.index(all.len()));
        let (all, fewer) = (judged(all), judged(fewer));
        let mut all_but = all.iter().filter(|one| fewer.iter().any(|other| other.key() == one.key()));
        for one in &fewer {
            let other = all_but.next().unwrap();
            prop_assert_eq!(one.verdict.p, other.verdict.p);
            prop_assert_eq!(&one.verdict.lines, &other.verdict.lines);
            prop_assert_eq!(&one.verdict.marks, &other.verdict.marks);
        }
        // The other order of the meeting puts everything on the same list.
        let mut reversed: Vec<Judged> = all.iter().rev().cloned().collect();
        for one in &mut reversed {
            if !matches!(one.verdict.tier, Tier::CannotTell | Tier::NotJudged) {
                one.verdict.tier = Tier::Usual;
            }
        }
        detect::meet(&mut reversed, catalogue());
        reversed.reverse();
        prop_assert_eq!(format!("{all:?}"), format!("{reversed:?}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

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

/// Whether an agency has a part in a series: it sends it, or is expected to.
fn is_of(series: &Series, agency: &str) -> bool {
    let named = |sources: &[String]| sources.iter().any(|source| source == agency);
    let of = |one: &paqa::domain::Observation| named(&one.expected_sources) || named(&one.reporting_sources);
    series.agency.as_deref() == Some(agency) || series.observations.iter().any(of)
}

#[test]
fn another_agency_leaves_the_series_and_verdicts_of_others_alone() {
    let example = Board::example();
    let setting = example.setting();
    let rows = example.rows();
    let with_all = measure::series(&rows, &setting);
    let with_all = judged(&with_all, &example.catalogue, example.until);
    let senders: BTreeSet<String> = example.board.agencies.iter().map(|one| one.id.clone()).collect();
    let mut compared = BTreeMap::new();
    // Each agency in turn is the one that is added: the board without it is held against the board with it.
    for gone in &senders {
        let fewer: measure::RowsByFeed = rows
            .iter()
            .map(|(feed, frame)| (feed.clone(), clean_rows::without(frame, gone)))
            .collect();
        let without = measure::series(&fewer, &setting);
        for (key, (series, verdict)) in &judged(&without, &example.catalogue, example.until) {
            let (then, other) = &with_all[key];
            // Rates at which agencies answer are of all that are asked, and a county or district counts what it sends.
            let of_all = series.agency.is_none() && (is_of(then, gone) || below_it_has_a_part(&with_all, then, gone));
            if of_all || series.agency.as_ref() == Some(gone) || of_the_records(&example.catalogue, series) {
                continue;
            }
            assert_eq!((series, facts(verdict)), (then, facts(other)), "{key} without {gone}");
            *compared.entry(gone.as_str()).or_insert(0) += usize::from(verdict.p.is_some());
        }
    }
    assert!(
        compared.len() > 5 && compared.values().all(|compared| *compared > 100),
        "{compared:?}"
    );
}

/// Whether a figure of an area counts anything that the agency sends below it.
fn below_it_has_a_part(all: &BTreeMap<String, (Series, Verdict)>, series: &Series, agency: &str) -> bool {
    let of = |(other, _): &(Series, Verdict)| other.indicator == series.indicator && is_of(other, agency);
    all.values().any(of)
}

/// Whether an indicator is measured from rows of another feed than the dashboard, which are everybody's.
fn of_the_records(catalogue: &Catalogue, series: &Series) -> bool {
    catalogue
        .indicator(&series.indicator)
        .is_some_and(|one| one.measured_from.is_some())
}

/// The rows in another order.
fn shuffled(frame: &DataFrame, seed: u64) -> DataFrame {
    let mut draws = crate::draws::Draws(seed);
    let mut order: Vec<(u64, u32)> = (0..frame.height() as u32)
        .map(|at| ((draws.even() * 1e15) as u64, at))
        .collect();
    order.sort_unstable();
    let order = IdxCa::from_vec("order".into(), order.into_iter().map(|(_, at)| at).collect());
    frame.take(&order).unwrap()
}

#[test]
fn the_order_of_rows_and_of_files_changes_nothing() {
    let example = Board::example();
    let setting = example.setting();
    let rows = example.rows();
    let first = measure::series(&rows, &setting);
    let with = |order: &dyn Fn(&DataFrame) -> DataFrame| -> measure::RowsByFeed {
        rows.iter().map(|(feed, frame)| (feed.clone(), order(frame))).collect()
    };
    let by_file = |descending: bool| {
        move |frame: &DataFrame| {
            let options = polars::prelude::SortMultipleOptions::default()
                .with_order_descending(descending)
                .with_maintain_order(true);
            frame.sort(["source_file"], options).unwrap()
        }
    };
    let orders = [
        with(&DataFrame::reverse),
        with(&|frame| shuffled(frame, 1)),
        with(&|frame| shuffled(frame, 2)),
        with(&by_file(false)),
        with(&by_file(true)),
    ];
    for other in orders {
        let other = measure::series(&other, &setting);
        assert!(first.series == other.series, "the series differ");
        assert_eq!(first.findings, other.findings);
    }
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
