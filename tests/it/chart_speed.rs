//! What a chart costs: the plan and its SVG, of each kind, at most a millisecond.

use crate::chart_samples::chart;
use paqa::chart::draw::{Words, svg};
use paqa::chart::plan_of;
use paqa::domain::DrawnChart;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// The most that a chart may take on a processor that is our own.
const MOST: Duration = Duration::from_millis(1);

/// Work that has nothing to do with charts: six thousand fractions written out. Where a shared processor takes more than a
/// millisecond for that, a chart may take as long as that.
fn yardstick() -> Duration {
    let once = || {
        let start = Instant::now();
        let written: usize = (0..6_000).map(|at| format!("{:.2}", f64::from(at) * 0.37).len()).sum();
        (start.elapsed(), written)
    };
    (0..30).map(|_| once().0).min().unwrap_or_default()
}

fn kind(chart: &DrawnChart) -> &'static str {
    match chart {
        DrawnChart::Series(_) => "series",
        DrawnChart::Funnel(_) => "funnel",
        DrawnChart::Bars(_) => "bars",
        DrawnChart::Stacked(_) => "stacked",
        DrawnChart::Dumbbell(_) => "dumbbell",
        DrawnChart::Tiles(_) => "tiles",
        DrawnChart::Multiples(_) => "multiples",
    }
}

/// The least of several times, which other work on the machine does not blur.
fn cost(chart: &DrawnChart) -> Duration {
    let once = || {
        let start = Instant::now();
        let drawn = plan_of(chart).map(|plan| svg(&plan, &Words::default()).unwrap().len());
        (start.elapsed(), drawn)
    };
    (0..12).map(|_| once().0).min().unwrap_or_default()
}

#[test]
fn a_chart_of_any_kind_is_drawn_within_a_millisecond() {
    let mut runner = TestRunner::deterministic();
    let mut costs: BTreeMap<&str, Vec<Duration>> = BTreeMap::new();
    for _ in 0..150 {
        let drawn = chart().new_tree(&mut runner).unwrap().current();
        costs.entry(kind(&drawn)).or_default().push(cost(&drawn));
    }
    let most = MOST.max(yardstick());
    println!("at most {most:?}");
    for (kind, times) in &mut costs {
        times.sort();
        let (middle, longest) = (times[times.len() / 2], times[times.len() - 1]);
        println!(
            "{kind}: {} charts, {middle:?} in the middle, {longest:?} at most",
            times.len()
        );
        assert!(longest <= most, "{kind}: {longest:?}");
    }
    assert_eq!(costs.len(), 7, "every kind is measured");
}
