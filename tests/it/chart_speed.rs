//! What a chart costs: the plan and its SVG, of each kind, at most a millisecond.

use crate::chart_samples::chart;
use paqa::chart::draw::{Words, svg};
use paqa::chart::plan_of;
use paqa::domain::DrawnChart;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// The most that a chart may take.
const MOST: Duration = Duration::from_millis(1);

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
    for (kind, times) in &mut costs {
        times.sort();
        let (middle, most) = (times[times.len() / 2], times[times.len() - 1]);
        println!(
            "{kind}: {} charts, {middle:?} in the middle, {most:?} at most",
            times.len()
        );
        assert!(middle <= MOST, "{kind}: {middle:?}");
    }
    assert_eq!(costs.len(), 7, "every kind is measured");
}
