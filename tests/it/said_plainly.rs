//! Figures that read as what they are: no limits without width, no small share as nothing, no yearly rate as a quarter's, nothing told
//! of a figure that is withheld.

use crate::bare_evidence::weigh;
use crate::verdicts::{catalogue, indicator, judge};
use crate::yearly::quarterly;
use paqa::catalogue::{Baseline, Indicator, Timing};
use paqa::detect;
use paqa::domain::{Briefing, Judged, Observation, Rung, Series, SeriesState, Side, Verdict};
use paqa::sift::{self, Quarter, Spoken};

/// What is said of a series by itself, and the lists of its quarter.
pub fn told(series: Series, indicator: &Indicator) -> (Verdict, Spoken, Briefing) {
    let verdict = judge(&series, indicator);
    let mut judged = [Judged { series, verdict }];
    detect::meet(&mut judged, catalogue());
    let period = judged[0].series.newest().unwrap().period;
    let quarters = [Quarter::new(period, judged.to_vec())];
    let (spoken, briefing) = weigh(&quarters, (catalogue(), &[]), |evidence| {
        let briefing = sift::briefing(evidence);
        (
            sift::spoken(&evidence.judged()[0], evidence, &briefing).unwrap(),
            briefing,
        )
    });
    let [judged] = judged;
    (judged.verdict, spoken, briefing)
}

/// A series of shares or rates from their parts.
pub fn parts(of: &Indicator, parts: &[(f64, f64)]) -> Series {
    let yearly = if of.timing == Timing::FlowAnnualised { 4.0 } else { 1.0 };
    let scale = yearly * of.unit.multiplier().unwrap();
    let mut series = quarterly(of, &parts.iter().map(|(x, n)| scale * x / n).collect::<Vec<_>>());
    for (at, &(x, n)) in parts.iter().enumerate() {
        series.observations[at] = Observation {
            numerator: Some(x),
            denominator: Some(n),
            ..series.observations[at].clone()
        };
    }
    series
}

/// The words of the dashboard on an indicator: figure, target.
fn on_the_dashboard(briefing: &Briefing, id: &str) -> (String, String) {
    let mut lines = briefing.grid.iter().flat_map(|table| &table.lines);
    let line = lines.find(|line| line.indicator == id).unwrap();
    (line.now.to_string(), line.target.clone())
}

#[test]
fn limits_without_width_are_refused_and_a_figure_that_moved_has_not_always_been() {
    let share = indicator("CP05");
    let mut half = [(50.0, 100.0); 25];
    half[7] = (60.0, 100.0);
    half[24] = (40.0, 100.0);
    let (verdict, spoken, _) = told(parts(&share, &half), &share);
    assert_eq!(verdict.rung, Rung::Attribute, "{}", verdict.rung_reason);
    assert!(verdict.lines.iter().flatten().all(|lines| lines.limits.is_none()));
    assert_eq!(verdict.marks.last().unwrap().side, None, "{:?}", verdict.marks.last());
    assert!(
        verdict
            .rung_reason
            .ends_with("Too few neighbouring figures differ, so there are no limits."),
        "{}",
        verdict.rung_reason
    );
    let all = format!("{spoken:?}");
    assert!(!all.contains("usual range") && !all.contains("always been"), "{all}");
    // Where the level moved and neighbours hardly differ, that is the reason, not that neighbours are the same.
    let steady: Vec<(f64, f64)> = (0..25)
        .map(|at| (400.0 + 20.0 * f64::from(at), 1000.0 + f64::from(at)))
        .collect();
    let (verdict, _, _) = told(parts(&share, &steady), &share);
    assert!(
        verdict.rung_reason.ends_with(
            "Most figures would lie outside limits drawn from neighbouring ones, so the line is the median and there are none."
        ),
        "{}",
        verdict.rung_reason
    );
    // A year that repeats itself leaves nothing once its seasons are allowed for.
    let seasonal = Indicator {
        seasonal: true,
        ..indicator("LA10")
    };
    let year = [30.0, 50.0, 20.0, 60.0];
    let values: Vec<f64> = (0..24).map(|at| year[at % 4]).collect();
    let (verdict, spoken, _) = told(quarterly(&seasonal, &values), &seasonal);
    assert_eq!(verdict.rung, Rung::Seasonal, "{}", verdict.rung_reason);
    assert!(verdict.lines.iter().flatten().all(|lines| lines.limits.is_none()));
    assert!(!spoken.rule.contains("always been"), "{}", spoken.rule);
    assert!(
        verdict.rung_reason.ends_with(
            "Once the seasons are allowed for, too few neighbouring figures differ, so there are no limits."
        ),
        "{}",
        verdict.rung_reason
    );
    // What never moved is said not to have.
    let (_, spoken, _) = told(parts(&share, &[(50.0, 100.0); 25]), &share);
    assert!(spoken.rule.contains("It has always been 50%."), "{}", spoken.rule);
}

#[test]
fn a_first_change_is_marked_also_where_a_baseline_is_declared_and_no_limits_are_promised() {
    let declared = Indicator {
        baseline: Some(Baseline {
            quarters: 13,
            reason: "Before".into(),
            decided: "2025-06-12".parse().unwrap(),
        }),
        ..indicator("CP05")
    };
    let constant = vec![(50.0, 100.0); 22];
    let verdict = judge(&parts(&declared, &constant), &declared);
    assert!(
        verdict.rung_reason.ends_with("a first change is marked."),
        "{}",
        verdict.rung_reason
    );
    let changed = [constant, vec![(60.0, 100.0)]].concat();
    let verdict = judge(&parts(&declared, &changed), &declared);
    let newest = verdict.marks.last().unwrap();
    assert_eq!(
        (newest.rules.join(" "), newest.side),
        ("first-change".into(), Some(Side::High))
    );
    assert!(
        !verdict.rung_reason.contains("Limits come from"),
        "{}",
        verdict.rung_reason
    );
    // The same of values without bases.
    let values = Indicator {
        baseline: declared.baseline.clone(),
        ..indicator("LA10")
    };
    let verdict = judge(&quarterly(&values, &[&[7.0; 22][..], &[70.0]].concat()), &values);
    assert_eq!(verdict.marks.last().unwrap().rules, ["first-change"]);
    assert!(
        !verdict.rung_reason.contains("Limits come from"),
        "{}",
        verdict.rung_reason
    );
}

#[test]
fn a_share_that_would_round_to_zero_is_given_with_two_figures() {
    let share = indicator("ED01");
    let pupils: Vec<(f64, f64)> = (0..20).map(|at| (f64::from(36 + at * 7 % 17), 218_400.0)).collect();
    let pupils = [pupils, vec![(44.0, 218_400.0)]].concat();
    let (_, spoken, briefing) = told(parts(&share, &pupils), &share);
    assert!(
        spoken
            .happened
            .starts_with("0.020% of pupils were permanently excluded (44 of 218,400)"),
        "{}",
        spoken.happened
    );
    assert!(
        spoken.rule.contains("Average 0.020%, usual range 0.0"),
        "{}",
        spoken.rule
    );
    assert!(!format!("{spoken:?}").contains("0.0%"), "{spoken:?}");
    assert_eq!(on_the_dashboard(&briefing, "ED01").0, "0.020%");
    // None is none.
    let none = [pupils, vec![(0.0, 218_400.0)]].concat();
    let (_, _, briefing) = told(parts(&share, &none), &share);
    assert_eq!(on_the_dashboard(&briefing, "ED01").0, "0.0%");
}

#[test]
fn a_range_above_the_bound_is_a_range_in_every_view() {
    let count = indicator("FG01");
    let mut series = quarterly(&count, &[14.0; 12]);
    let newest = series.observations.len() - 1;
    series.observations[newest] = Observation {
        value: None,
        numerator: Some(2.0),
        low: Some(11.0),
        high: Some(17.0),
        state: SeriesState::Range,
        ..series.observations[newest].clone()
    };
    series.observations[newest].flags.withheld = true;
    let (_, spoken, briefing) = told(series, &count);
    assert_eq!(on_the_dashboard(&briefing, "FG01").0, "11 to 17");
    assert!(spoken.happened.starts_with("Between 11 and 17 "), "{}", spoken.happened);
    assert!(
        spoken
            .rule
            .contains("; 12 quarters). The median depends on the withheld parts, so it is not given."),
        "{}",
        spoken.rule
    );
    assert!(!spoken.rule.contains("can mark"), "{}", spoken.rule);
}

#[test]
fn a_quarterly_rate_times_four_is_called_yearly() {
    for (id, said) in [
        (
            "FD04",
            "Referrals were received at a yearly rate of 165.2 per 10,000 children",
        ),
        (
            "CP02",
            "Section 47 enquiries were started at a yearly rate of 165.2 per 10,000",
        ),
    ] {
        let rate = indicator(id);
        let (_, spoken, _) = told(parts(&rate, &[(1239.0, 300_000.0); 3]), &rate);
        assert!(spoken.happened.starts_with(said), "{}", spoken.happened);
    }
}

#[test]
fn a_target_inside_the_likely_range_is_neither_met_nor_missed_where_there_are_no_limits() {
    let share = Indicator { ..indicator("AS01") };
    let target = share.target_in("2026-27 Q2".parse().unwrap()).unwrap().value;
    let base = 1000.0;
    let series = |last: f64| {
        parts(
            &share,
            &[vec![(base * target / 100.0 - 5.0, base); 9], vec![(last, base)]].concat(),
        )
    };
    let at = |last: f64| {
        let (verdict, spoken, briefing) = told(series(last), &share);
        assert_eq!(verdict.rung, Rung::RunChart, "{}", verdict.rung_reason);
        (on_the_dashboard(&briefing, "AS01").1, spoken.happened)
    };
    let (word, said) = at(base * target / 100.0 + 5.0);
    assert_eq!(word, "Cannot tell");
    assert!(
        said.contains("is met, but the likely range, ") && said.contains("includes it"),
        "{said}"
    );
    assert_eq!(at(base * target / 100.0 - 5.0).0, "Cannot tell");
    assert_eq!(at(base * target / 100.0 - 200.0).0, "Missed");
    assert_eq!(at(base * target / 100.0 + 60.0).0, "Met");
}

#[test]
fn of_a_withheld_figure_neither_interval_nor_base_nor_level_is_said() {
    let share = indicator("CP05");
    for newest in [(3.0, 8.0), (3.0, 40.0)] {
        let all = [[(30.0, 60.0), (35.0, 64.0)].repeat(8), vec![newest]].concat();
        let (_, spoken, _) = told(parts(&share, &all), &share);
        assert!(spoken.happened.starts_with("[c]"), "{}", spoken.happened);
        assert!(!spoken.sure.contains("Likely range"), "{}", spoken.sure);
        assert!(spoken.care.ends_with("for the analyst alone."), "{}", spoken.care);
        let levels = ["Average", "Median", "The base is", "usual range", "always"];
        assert!(
            levels.iter().all(|level| !spoken.rule.contains(level)),
            "{}",
            spoken.rule
        );
    }
}
