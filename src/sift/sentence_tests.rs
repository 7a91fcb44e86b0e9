//! The sentences of papers, pattern by pattern.

use crate::catalogue::Catalogue;
use crate::catalogue::{Indicator, Policy};
use crate::domain::{Interval, Level, Lines, Mark, Period, Rung, TargetStatement, Tier};
use crate::domain::{Observation, Series, SeriesState, Side, TargetFact, Verdict};
use crate::sift::sentence::{ROW, TITLE, Words, standing, value_phrase, words};

fn indicator(id: &str) -> Indicator {
    Catalogue::built_in().unwrap().indicator(id).unwrap().clone()
}

fn series(indicator: &Indicator, values: &[(f64, Option<f64>)]) -> Series {
    let last = Period::new(2026, 2).unwrap();
    let first = last.back(i32::try_from(values.len()).unwrap() - 1);
    let observation = |(period, &(count, base)): (Period, &(f64, Option<f64>))| {
        let share = base.map(|base| count / base * indicator.unit.multiplier().unwrap_or(1.0));
        let absent = Observation::absent(period, SeriesState::Number);
        Observation {
            numerator: Some(count),
            denominator: base,
            value: Some(share.unwrap_or(count)),
            ..absent
        }
    };
    Series {
        indicator: indicator.id.clone(),
        level: Level::County,
        area: "E10000012".into(),
        agency: None,
        observations: first.to(last).zip(values).map(observation).collect(),
    }
}

/// A verdict in which the newest `running` points carry a rule.
fn verdict(series: &Series, (rule, side, running): (&str, Side, usize), limits: (f64, f64)) -> Verdict {
    let count = series.observations.len();
    let mark = |at: usize| match at + running >= count && !rule.is_empty() {
        true => Mark {
            rules: vec![rule.into()],
            side: Some(side),
        },
        false => Mark::default(),
    };
    let lines = Lines {
        centre: (limits.0 + limits.1) / 2.0,
        limits: Some(Interval {
            low: limits.0,
            high: limits.1,
        }),
    };
    Verdict {
        rung: Rung::Attribute,
        rung_reason: String::new(),
        method: "p', mdc-2023".into(),
        points: count,
        lines: vec![Some(lines); count],
        marks: (0..count).map(mark).collect(),
        restarts: vec![],
        p: None,
        q: None,
        together: None,
        window: None,
        side: (!rule.is_empty()).then_some(side),
        expected: None,
        leans: Some(Side::Low),
        tier: Tier::Exception,
        target: None,
        last_quarter: None,
        last_year: None,
        likely: None,
    }
}

fn told(id: &str, values: &[(f64, Option<f64>)], rule: (&str, Side, usize), limits: (f64, f64)) -> Words {
    let indicator = indicator(id);
    let series = series(&indicator, values);
    let verdict = verdict(&series, rule, limits);
    words(&series, &verdict, &indicator, Catalogue::built_in().unwrap().policy())
}

#[test]
fn a_point_outside_the_limits_is_told_with_its_parts_and_a_caution() {
    let words = told(
        "MX05",
        &[(200.0, Some(400.0)), (164.0, Some(392.0))],
        ("outside-limits", Side::Low, 1),
        (53.2, 71.4),
    );
    assert_eq!(
        words.sentence,
        "41.8% of interviews were held within 72 hours (164 of 392), below the usual range of 53% to 71%. \
         One quarter only: we cannot say yet that it will last."
    );
    assert_eq!(
        words.row,
        "41.8% (164 of 392), from 50.0%. Below its usual range of 53% to 71%"
    );
}

#[test]
fn rises_are_counted_in_quarters() {
    let rising: Vec<(f64, Option<f64>)> = (0..10).map(|at| (300.0 + 5.0 * f64::from(at), None)).collect();
    let words = told(
        "PL01",
        &rising,
        ("rising-or-falling-run", Side::High, 10),
        (200.0, 400.0),
    );
    assert!(
        words.sentence.contains("It has risen nine quarters in a row."),
        "{}",
        words.sentence
    );
    assert!(
        words.sentence.ends_with("Neither direction is better."),
        "{}",
        words.sentence
    );
}

#[test]
fn a_small_count_of_children_is_told_without_any_number() {
    let words = told(
        "CP16",
        &[(9.0, Some(500.0)), (3.0, Some(500.0))],
        ("outside-limits", Side::Low, 1),
        (1.0, 2.0),
    );
    assert!(
        words.sentence.starts_with("[c] The figure is withheld"),
        "{}",
        words.sentence
    );
    for text in [&words.sentence, &words.row, &words.title] {
        assert!(!text.chars().any(|letter| letter.is_ascii_digit()), "{text}");
    }
}

#[test]
fn shares_of_a_small_base_are_counts_and_one_takes_the_singular() {
    let words = told("MX05", &[(1.0, Some(12.0))], ("", Side::Low, 0), (0.0, 100.0));
    // One of twelve interviews is no count of children that is withheld only where policy says so.
    let lifted = Policy {
        withhold_in_restricted_papers: false,
        ..Catalogue::built_in().unwrap().policy().clone()
    };
    let indicator = indicator("MX05");
    let series = series(&indicator, &[(1.0, Some(12.0))]);
    let open = value_phrase(&series.observations[0], &indicator, &lifted).unwrap();
    assert_eq!(open, "1 of 12 interviews was held within 72 hours");
    assert!(!words.sentence.contains('%'), "{}", words.sentence);
}

#[test]
fn a_target_is_a_fact_and_its_strength() {
    let indicator = indicator("AS01");
    let series = series(&indicator, &[(187.0, Some(211.0))]);
    let mut verdict = verdict(&series, ("", Side::Low, 0), (80.0, 99.0));
    let statement = |low, high, clear| TargetStatement {
        target: 90.0,
        fact: TargetFact::Missed,
        interval: Some(Interval { low, high }),
        clear,
        assurance: None,
        missed_running: 1,
        met_running: 0,
    };
    verdict.target = Some(statement(84.0, 92.2, false));
    let unclear = standing(
        (&series, &verdict),
        (&indicator, Catalogue::built_in().unwrap().policy()),
    )
    .unwrap();
    assert_eq!(
        unclear,
        "That is below the local target of 90%, which the likely range, 84.0% to 92.2%, includes"
    );
    verdict.target = Some(statement(76.0, 80.3, true));
    let clear = standing(
        (&series, &verdict),
        (&indicator, Catalogue::built_in().unwrap().policy()),
    )
    .unwrap();
    assert_eq!(
        clear,
        "The local target is 90%; the likely range, 76.0% to 80.3%, does not reach it"
    );
}

/// Words that no paper says, by `papers` "Never said".
const NEVER: [&str; 14] = [
    "because of",
    "due to",
    "driven by",
    "as a result",
    "led to",
    "failed",
    "poor",
    "alarming",
    "significant",
    "plummeted",
    "deteriorated",
    "worst",
    "best",
    "no concerns",
];

#[test]
fn every_pattern_of_every_indicator_is_short_and_says_nothing_it_must_not() {
    let catalogue = Catalogue::built_in().unwrap();
    let rules = [
        "outside-limits",
        "rising-or-falling-run",
        "two-of-three-near-limit",
        "run-on-one-side",
        "longer-run-than-chance",
        "",
    ];
    for indicator in catalogue.indicators() {
        let base = indicator.unit.multiplier().map(|_| 1_204.0);
        let values: Vec<(f64, Option<f64>)> = (0..14).map(|at| (311.0 + f64::from(at), base)).collect();
        let series = series(indicator, &values);
        for (rule, side) in rules.iter().flat_map(|rule| [(*rule, Side::High), (*rule, Side::Low)]) {
            let verdict = verdict(&series, (rule, side, 8), (100.0, 300.0));
            let words = words(&series, &verdict, indicator, catalogue.policy());
            assert!(words.row.chars().count() <= ROW, "{}", words.row);
            assert!(words.title.split_whitespace().count() <= TITLE, "{}", words.title);
            for sentence in words.sentence.split(". ") {
                let count = sentence.split_whitespace().count();
                assert!(count <= 25, "{count} words: {sentence}");
                // What an indicator counts may name a step that follows another; the sentence around it may not.
                let lower = sentence.replace(&indicator.verb_phrase, "").to_lowercase();
                assert!(
                    NEVER.iter().all(|never| !lower.contains(never)),
                    "{}: {sentence}",
                    indicator.id
                );
            }
        }
    }
}

#[test]
fn a_figure_between_bounds_is_held_to_its_target_where_both_ends_say_the_same() {
    let catalogue = Catalogue::built_in().unwrap();
    for indicator in catalogue
        .indicators()
        .iter()
        .filter(|one| one.unit == crate::catalogue::Unit::Percent)
    {
        let mut series = series(indicator, &[(700.0, Some(1_204.0))]);
        let newest = Observation {
            state: SeriesState::Range,
            value: None,
            low: Some(41.0),
            high: Some(44.5),
            ..series.observations[0].clone()
        };
        series.observations = vec![newest].into();
        let mut verdict = verdict(&series, ("", Side::Low, 0), (30.0, 60.0));
        verdict.tier = Tier::Usual;
        let said = |verdict: &Verdict| words(&series, verdict, indicator, catalogue.policy()).sentence;
        let target = indicator.target_in(series.observations[0].period);
        let has_target = target.is_some() && indicator.polarity != crate::catalogue::Polarity::Neutral;
        let unknown = said(&verdict);
        assert_eq!(unknown.contains("We cannot tell if the"), has_target, "{unknown}");
        verdict.target = target.map(|target| TargetStatement {
            target: target.value,
            fact: TargetFact::Missed,
            interval: None,
            clear: true,
            assurance: None,
            missed_running: 1,
            met_running: 0,
        });
        let missed = said(&verdict);
        assert_eq!(missed.ends_with("is missed."), has_target, "{missed}");
        for sentence in missed.split(". ").chain(unknown.split(". ")) {
            assert!(sentence.split_whitespace().count() <= 25, "{sentence}");
        }
    }
}
