//! Series in memory → how many a second each layer of judgement takes, from 60,000 to 600,000 series of 40 quarters.
//! `just bench --bench detect`.
#![allow(clippy::print_stdout, reason = "printing the figures is what this program is for")]

use paqa::stats::exception::{self, History, Kind, Observation, SeasonRule};
use paqa::stats::xmr::{self, Mark, XmrOptions};
use rayon::prelude::*;
use std::time::Instant;

const QUARTERS: usize = 40;
/// Processor seconds that 600,000 series may take: the chart layer alone, and both layers.
const CHART_BAR: f64 = 3.0;
const BOTH_BAR: f64 = 60.0;

/// One in three series is a small count, one a large count, one a percentage; one value in fifty is a gap, and one series in ten
/// steps up in its last year.
fn observation(series: usize, quarter: usize) -> Option<Observation> {
    let mut state = (series * QUARTERS + quarter) as u64;
    let mut next = || {
        // SplitMix64, so that any series can be made without the ones before it.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    };
    if next() < 0.02 && quarter + 1 < QUARTERS {
        return None;
    }
    let spread = next() + next() + next() - 1.5;
    let step = if series.is_multiple_of(10) && quarter >= QUARTERS - 4 {
        1.5
    } else {
        0.0
    };
    let (numerator, denominator) = match series % 3 {
        0 => ((4.0 + 4.0 * (spread + step)).round().max(0.0), None),
        1 => ((200.0 + 40.0 * (spread + step)).round(), None),
        _ => ((100.0 - 16.0 * (spread + step)).round().clamp(0.0, 120.0), Some(120.0)),
    };
    Some(Observation { numerator, denominator })
}

/// Processor seconds that this process has used in all its threads; nothing where the system does not say.
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks: f64 = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(ticks / 100.0)
}

fn timed(
    name: &str,
    series: &[Vec<Option<Observation>>],
    judge: impl Fn(&[Option<Observation>], usize) -> bool + Sync,
) -> f64 {
    let (clock, processor) = (Instant::now(), processor_seconds());
    let raised = series
        .par_iter()
        .enumerate()
        .filter(|(at, observations)| judge(observations, *at))
        .count();
    let wall = clock.elapsed().as_secs_f64();
    let used = processor_seconds()
        .zip(processor)
        .map_or(wall, |(after, before)| after - before);
    let each = used / series.len() as f64 * 1e6;
    let rate = series.len() as f64 / wall;
    println!(
        "{:8} {name:16} {wall:8.2} {used:8.2} {rate:12.0} {each:10.2} {raised:9}",
        series.len()
    );
    used
}

fn chart_layer(observations: &[Option<Observation>], _: usize) -> bool {
    let value = |at: &Observation| at.denominator.map_or(at.numerator, |of| 100.0 * at.numerator / of);
    let values: Vec<Option<f64>> = observations.iter().map(|at| at.as_ref().map(value)).collect();
    xmr::chart(&values, &XmrOptions::default())
        .newest()
        .is_some_and(|point| point.mark != Mark::Common)
}

fn exception_layer(observations: &[Option<Observation>], at: usize) -> bool {
    let kind = if at % 3 == 2 { Kind::Percentage } else { Kind::Count };
    let history = History {
        observations,
        periods_a_year: 4,
        first_season: 0,
        season: SeasonRule::Tested,
        held_from: None,
    };
    exception::judge(kind, &history).is_ok_and(|verdict| verdict.p() < 0.001)
}

fn main() {
    println!("  series layer                wall      CPU     series/s  us/series    raised");
    let mut used = Vec::new();
    for series in [60_000, 600_000] {
        let drawn: Vec<Vec<Option<Observation>>> = (0..series)
            .into_par_iter()
            .map(|series| (0..QUARTERS).map(|quarter| observation(series, quarter)).collect())
            .collect();
        let charts = timed("charts", &drawn, chart_layer);
        let exceptions = timed("exceptions", &drawn, exception_layer);
        used.push((charts, exceptions));
    }
    let [(few_charts, few_exceptions), (charts, exceptions)] = used[..] else {
        return;
    };
    let growth = (charts + exceptions) / (few_charts + few_exceptions).max(0.01);
    println!("ten times the series take {growth:.1} times the processor");
    println!(
        "charts {charts:.2} s of {CHART_BAR}; both {:.2} s of {BOTH_BAR}",
        charts + exceptions
    );
}
