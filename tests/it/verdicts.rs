//! What the product's own verdicts say of series whose truth is known: one engine of marks, lists that mean what they say, ranges
//! that settle nothing.

use crate::bare_evidence::weigh;
use crate::draws::Draws;
use crate::yearly::quarterly;
use paqa::catalogue::{Catalogue, ChartProfile, Indicator, Polarity, Policy, Tier as Core, Unit};
use paqa::detect;
use paqa::domain::{Judged, Observation, Rung, Series, SeriesState, Side, Tier, Verdict};
use paqa::sift::{self, Quarter};
use paqa::stats::xmr::{self, Mark, Profile, XmrOptions};
use std::sync::OnceLock;

pub fn catalogue() -> &'static Catalogue {
    static HELD: OnceLock<Catalogue> = OnceLock::new();
    HELD.get_or_init(|| Catalogue::built_in().unwrap())
}

pub fn indicator(id: &str) -> Indicator {
    let found = catalogue().indicator(id).unwrap();
    Indicator {
        breaks: vec![],
        seasonal: false,
        ..found.clone()
    }
}

pub fn judge(series: &Series, indicator: &Indicator) -> Verdict {
    detect::judge(series, indicator, catalogue().policy())
}

/// The product's mark of a point in the words of the engine.
fn as_engine(rule: Option<&String>, side: Option<Side>) -> Mark {
    let Some((rule, side)) = rule.zip(side) else {
        return Mark::Common;
    };
    let side = match side {
        Side::High => xmr::Side::High,
        Side::Low => xmr::Side::Low,
    };
    match rule.as_str() {
        "outside-limits" => Mark::Beyond(side),
        "rising-or-falling-run" => Mark::Trend(side),
        "two-of-three-near-limit" => Mark::TwoOfThree(side),
        "run-on-one-side" => Mark::Shift(side),
        // The product's own addition to a chart without limits.
        "first-change" => Mark::Common,
        other => panic!("{other} is no rule of an XmR chart"),
    }
}

/// Series of many kinds: noise, steps, drifts, few values, constants with a jump, each with gaps or without.
fn series_of_many_kinds(seed: u64) -> Vec<Option<f64>> {
    let mut draws = Draws(seed);
    let length = 14 + (draws.even() * 26.0) as usize;
    let kind = seed % 6;
    let turn = (draws.even() * length as f64) as usize;
    let gaps = draws.even() < 0.4;
    let mut level = 50.0;
    let mut values: Vec<Option<f64>> = (0..length)
        .map(|at| {
            let noise = draws.normal();
            let value = match kind {
                0 => 50.0 + 5.0 * noise,
                1 => (50.0 + 5.0 * noise + if at >= turn { 8.0 } else { 0.0 }).round(),
                2 => {
                    level += (2.0 * noise).round();
                    level
                }
                3 => (noise.abs() * 1.2).floor(),
                4 if at >= turn => 9.0,
                4 => 7.0,
                _ => (at as f64 / 2.0).floor() + (noise * 0.4).round(),
            };
            (!gaps || draws.even() > 0.12).then_some(value)
        })
        .collect();
    values[length - 1] = values[length - 1].or(Some(50.0));
    values
}

#[test]
fn the_marks_of_every_chart_are_those_of_the_engine_that_is_held_against_the_peer() {
    let score = indicator("LA10");
    for (declared, profile) in [
        (ChartProfile::Mdc2023, Profile::Mdc2023),
        (ChartProfile::MdcPeer, Profile::MdcPeer),
    ] {
        let policy = Policy {
            chart_profile: declared,
            ..catalogue().policy().clone()
        };
        let (mut compared, mut marked) = (0, 0);
        for seed in 0..1500 {
            let values = series_of_many_kinds(seed);
            let filled: Vec<f64> = values.iter().map(|value| value.unwrap_or(0.0)).collect();
            let mut series = quarterly(&score, &filled);
            for (at, _) in values.iter().enumerate().filter(|(_, value)| value.is_none()) {
                let period = series.observations[at].period;
                series.observations[at] = Observation::absent(period, SeriesState::NoReturn);
            }
            let verdict = detect::judge(&series, &score, &policy);
            if verdict.rung != Rung::Individuals {
                continue;
            }
            let chart = xmr::chart(
                &values,
                &XmrOptions {
                    profile,
                    ..XmrOptions::default()
                },
            );
            let ours: Vec<Mark> = verdict
                .marks
                .iter()
                .map(|mark| as_engine(mark.rules.first(), mark.side))
                .collect();
            let engine: Vec<Mark> = chart.points.iter().map(|point| point.mark).collect();
            assert_eq!(ours, engine, "seed {seed}, {profile:?}: {values:?}");
            compared += 1;
            marked += engine.iter().filter(|mark| **mark != Mark::Common).count();
        }
        assert!(compared > 1000 && marked > 1000, "{compared} series, {marked} marks");
    }
}

/// A stable quarter for every core indicator that can be drawn, judged and met as a meeting does.
pub fn stable_meeting(seed: u64) -> Vec<Judged> {
    let mut draws = Draws(seed);
    let core = catalogue().indicators().iter().filter(|one| one.tier == Core::Core);
    let made = core.filter_map(|one| {
        let one = indicator(&one.id);
        let series = match one.unit {
            Unit::Count => {
                let mean = (draws.even() * 6.0).exp() + 1.0;
                let counts: Vec<f64> = (0..22).map(|_| draws.poisson(mean)).collect();
                quarterly(&one, &counts)
            }
            Unit::Percent => {
                let (share, trials) = (0.5 + 0.45 * draws.even(), 30 + (draws.even() * 200.0) as u32);
                let parts: Vec<(f64, f64)> = (0..22).map(|_| (draws.of(trials, share), f64::from(trials))).collect();
                shares(&one, &parts)
            }
            _ => return None,
        };
        let verdict = judge(&series, &one);
        Some(Judged { series, verdict })
    });
    let mut made: Vec<Judged> = made.collect();
    detect::meet(&mut made, catalogue());
    made
}

fn shares(indicator: &Indicator, parts: &[(f64, f64)]) -> Series {
    let mut series = quarterly(indicator, &parts.iter().map(|(x, n)| 100.0 * x / n).collect::<Vec<_>>());
    for (at, &(x, n)) in parts.iter().enumerate() {
        let one = Observation {
            numerator: Some(x),
            denominator: Some(n),
            ..series.observations[at].clone()
        };
        series.observations[at] = one;
    }
    series
}

fn is_better(judged: &Judged) -> bool {
    let polarity = catalogue().indicator(&judged.series.indicator).unwrap().polarity;
    matches!(
        (judged.verdict.leans, polarity),
        (Some(Side::High), Polarity::HigherBetter) | (Some(Side::Low), Polarity::LowerBetter)
    )
}

#[test]
fn where_nothing_changes_the_watch_list_is_as_long_as_the_paper_says_chance_makes_it() {
    let (mut tested, mut watched, mut exceptions, mut marked) = (0.0, 0.0, 0.0, 0.0);
    for seed in 0..40 {
        for one in stable_meeting(seed) {
            let Verdict { p, q, tier, marks, .. } = &one.verdict;
            tested += f64::from(p.is_some());
            watched += f64::from(*tier == Tier::Watch);
            exceptions += f64::from(*tier == Tier::Exception);
            marked += f64::from(marks.last().is_some_and(|mark| mark.side.is_some()));
            let by_itself = p.is_some_and(|p| p < 0.01) && q.is_none_or(|q| q > 0.10) && !is_better(&one);
            assert_eq!(
                *tier == Tier::Watch,
                by_itself,
                "{}: p {p:?}, q {q:?}",
                one.series.indicator
            );
        }
    }
    let of_200 = |number: f64| 200.0 * number / tested;
    assert!(tested > 2000.0, "{tested} tested");
    assert!(of_200(watched) <= 2.3, "{} watches of 200", of_200(watched));
    assert!(
        of_200(watched) >= 0.3,
        "{} watches of 200: nothing is watched",
        of_200(watched)
    );
    assert!(
        of_200(exceptions) <= 0.6,
        "{} exceptions of 200, either direction",
        of_200(exceptions)
    );
    assert!(of_200(marked) > of_200(watched), "marks stand beside, and are more");
}

#[test]
fn whoever_is_said_to_be_on_watch_is_on_the_list_and_the_other_way_round() {
    let mut watched = 0;
    for seed in 0..30 {
        let judged = stable_meeting(seed);
        let period = judged[0].series.newest().unwrap().period;
        let with_p = judged.iter().filter(|one| one.verdict.p.is_some()).count();
        let quarters = [Quarter::new(period, judged)];
        weigh(&quarters, (catalogue(), &[]), |evidence| {
            let briefing = sift::briefing(evidence);
            assert_eq!(briefing.counts.tested, with_p);
            assert!((briefing.counts.expected_watch - 0.01 * with_p as f64).abs() < 1e-9);
            let mut said: Vec<&str> = vec![];
            for one in evidence.judged() {
                let spoken = sift::spoken(one, evidence, &briefing).unwrap();
                if spoken.unusual.contains("it is on watch") || spoken.unusual.contains("It is on watch") {
                    said.push(&one.series.indicator);
                    assert!(
                        spoken.unusual.contains(&format!("{with_p} indicators were tested")),
                        "{}",
                        spoken.unusual
                    );
                }
            }
            let listed: Vec<&str> = briefing.watch.iter().map(|one| one.indicator.as_str()).collect();
            said.sort_unstable();
            let mut sorted = listed.clone();
            sorted.sort_unstable();
            assert_eq!(said, sorted, "seed {seed}");
            watched += listed.len();
        });
    }
    assert!(watched > 3, "{watched} were on watch in thirty quarters");
}

#[test]
fn good_news_is_not_raised_on_the_strength_of_bad_news() {
    // Of some core indicators with a better side: twenty surely worse, and one better at a level that chance often gives.
    let mut judged: Vec<Judged> = stable_meeting(7)
        .into_iter()
        .filter(|one| catalogue().indicator(&one.series.indicator).unwrap().polarity != Polarity::Neutral)
        .collect();
    assert!(judged.len() > 24, "{}", judged.len());
    for (at, one) in judged.iter_mut().enumerate() {
        let polarity = catalogue().indicator(&one.series.indicator).unwrap().polarity;
        let (worse, better) = match polarity {
            Polarity::HigherBetter => (Side::Low, Side::High),
            _ => (Side::High, Side::Low),
        };
        let (p, leans) = match at {
            0..20 => (1e-6, worse),
            20 => (0.02, better),
            _ => (0.6, worse),
        };
        one.verdict = Verdict {
            p: Some(p),
            leans: Some(leans),
            tier: Tier::Usual,
            ..one.verdict.clone()
        };
    }
    detect::meet(&mut judged, catalogue());
    assert!(judged[..20].iter().all(|one| one.verdict.tier == Tier::Exception));
    assert_eq!(judged[20].verdict.tier, Tier::Usual, "q {:?}", judged[20].verdict.q);
    assert!(judged[20].verdict.q.unwrap() > 0.3);
}

/// A series of counts of which the newest so many are only known to lie between bounds.
pub fn ranged(indicator: &Indicator, counts: &[(f64, f64)]) -> Series {
    let mut series = quarterly(indicator, &counts.iter().map(|(low, _)| *low).collect::<Vec<_>>());
    for (at, &(low, high)) in counts.iter().enumerate().filter(|(_, (low, high))| low < high) {
        let one = Observation {
            low: Some(low),
            high: Some(high),
            ..Observation::absent(series.observations[at].period, SeriesState::Range)
        };
        series.observations[at] = one;
    }
    series
}

#[test]
fn a_verdict_that_depends_on_where_in_their_ranges_the_values_lie_is_that_we_cannot_tell() {
    let count = indicator("EH01");
    // All low and all high both look quiet; the newest high after a low history would not, nor the other way round.
    let everywhere = ranged(&count, &[(900.0, 1100.0); 20]);
    let verdict = judge(&everywhere, &count);
    assert_eq!((verdict.tier, verdict.p, verdict.side), (Tier::CannotTell, None, None));
    // Here no place in the ranges makes a difference.
    let narrow: Vec<(f64, f64)> = (0..20)
        .map(|at| (900.0 + f64::from(at % 3 * 20), 901.0 + f64::from(at % 3 * 20)))
        .collect();
    let verdict = judge(&ranged(&count, &narrow), &count);
    assert_eq!(verdict.tier, Tier::Usual);
    assert!(verdict.p.unwrap() > 0.05);
    // And here it is unusual wherever it lies.
    let mut far = narrow;
    far[19] = (2000.0, 2100.0);
    let verdict = judge(&ranged(&count, &far), &count);
    assert!(verdict.tier != Tier::CannotTell && verdict.p.unwrap() < 0.01 && verdict.side == Some(Side::High));
}
