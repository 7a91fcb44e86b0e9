//! Monthly counts with a school-holiday profile → how often an ordinary August, and a real rise, are flagged.

use crate::random::Random;
use crate::score::{EXCEPTION_RATE, WATCH_LEVEL};
use paqa::stats::exception::{self, History, Kind, Observation, SeasonRule};
use paqa::stats::multiple;
use paqa::stats::xmr::{self, Mark, Profile, XmrOptions};
use rayon::prelude::*;

/// Months from January, relative to the year's mean: fewer in August, when schools do not refer.
const PROFILE: [f64; 12] = [1.02, 1.03, 1.10, 0.90, 1.05, 1.04, 1.02, 0.62, 1.08, 1.07, 1.09, 0.88];
const MEAN: f64 = 120.0;
/// Variance over mean.
const RATIO: f64 = 1.5;
/// Complete years before the judged year.
const YEARS: usize = 3;
/// Series judged together.
const TOGETHER: usize = 200;

/// Shares flagged in one calendar month.
#[derive(Debug, Clone, Copy, Default)]
pub struct Month {
    pub exception: f64,
    pub watch: f64,
    /// Two-sided p below 0.003, the level of the table that this repeats.
    pub strict: f64,
    pub mdc: f64,
}

/// Judges calendar month `month` (from 0) of the fourth year in `meetings` meetings of 200 series. `rise` multiplies the newest month.
pub fn flagged(month: usize, rise: f64, (seed, meetings): (u64, u64)) -> Month {
    let of = |stream: u64| meeting(month, rise, &mut Random::new(seed, stream));
    let sum = (0..meetings)
        .into_par_iter()
        .map(of)
        .reduce(Month::default, |a, b| Month {
            exception: a.exception + b.exception,
            watch: a.watch + b.watch,
            strict: a.strict + b.strict,
            mdc: a.mdc + b.mdc,
        });
    let all = (meetings as usize * TOGETHER) as f64;
    Month {
        exception: sum.exception / all,
        watch: sum.watch / all,
        strict: sum.strict / all,
        mdc: sum.mdc / all,
    }
}

fn meeting(month: usize, rise: f64, random: &mut Random) -> Month {
    let mut flagged = Month::default();
    let mut p = Vec::with_capacity(TOGETHER);
    for _ in 0..TOGETHER {
        let counts = series(month, rise, random);
        let values: Vec<Option<f64>> = counts.iter().map(|&count| Some(count)).collect();
        let chart = xmr::chart(
            &values,
            &XmrOptions {
                profile: Profile::MdcPeer,
                ..XmrOptions::default()
            },
        );
        flagged.mdc += f64::from(chart.newest().is_some_and(|point| point.mark != Mark::Common));
        let observation = |&numerator: &f64| {
            Some(Observation {
                numerator,
                denominator: None,
            })
        };
        let observations: Vec<Option<Observation>> = counts.iter().map(observation).collect();
        let history = History {
            observations: &observations,
            periods_a_year: 12,
            first_season: 0,
            season: SeasonRule::Tested,
            held_from: None,
        };
        let two_sided = exception::judge(Kind::Count, &history)
            .ok()
            .map(|verdict| verdict.two_sided());
        flagged.watch += f64::from(two_sided.is_some_and(|p| p < WATCH_LEVEL));
        flagged.strict += f64::from(two_sided.is_some_and(|p| p < 0.003));
        p.push(two_sided);
    }
    flagged.exception = multiple::discoveries(&p, EXCEPTION_RATE)
        .iter()
        .filter(|&&raised| raised)
        .count() as f64;
    flagged
}

fn series(month: usize, rise: f64, random: &mut Random) -> Vec<f64> {
    let newest = YEARS * 12 + month;
    let draw = |at: usize| {
        let mean = MEAN * PROFILE[at % 12] * if at == newest { rise } else { 1.0 };
        let level = random.gamma(mean / (RATIO - 1.0)) * (RATIO - 1.0);
        random.poisson(level) as f64
    };
    (0..=newest).map(draw).collect()
}
