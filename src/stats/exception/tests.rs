//! What the exception layer says of series whose story is known.

use super::*;
use proptest::prelude::*;

fn counts(values: &[u32]) -> Vec<Option<Observation>> {
    values
        .iter()
        .map(|&value| {
            Some(Observation {
                numerator: f64::from(value),
                denominator: None,
            })
        })
        .collect()
}

fn percentages(values: &[(u32, u32)]) -> Vec<Option<Observation>> {
    let of = |&(x, n): &(u32, u32)| {
        Some(Observation {
            numerator: f64::from(x),
            denominator: Some(f64::from(n)),
        })
    };
    values.iter().map(of).collect()
}

fn judged(kind: Kind, observations: &[Option<Observation>]) -> Result<Verdict, TooLittle> {
    judge(
        kind,
        &History {
            observations,
            periods_a_year: 4,
            first_season: 0,
            season: SeasonRule::Tested,
            held_from: None,
        },
    )
}

const QUIET: [u32; 20] = [
    96, 105, 99, 91, 110, 102, 88, 97, 104, 93, 107, 100, 95, 111, 98, 90, 103, 101, 94, 106,
];

#[test]
fn a_quiet_quarter_after_quiet_years_is_not_unusual() {
    let verdict = judged(Kind::Count, &counts(&[&QUIET[..], &[100]].concat())).unwrap();
    assert!(verdict.p() > 0.1, "{verdict:?}");
    assert!((verdict.expected - 99.5).abs() < 1.0 || verdict.window > 1);
}

#[test]
fn a_sudden_rise_and_a_sudden_collapse_are_both_seen() {
    let rise = judged(Kind::Count, &counts(&[&QUIET[..], &[160]].concat())).unwrap();
    assert!(
        rise.high < 0.001 && rise.departure == Departure::High && rise.window == 1,
        "{rise:?}"
    );
    let collapse = judged(Kind::Count, &counts(&[&QUIET[..], &[45]].concat())).unwrap();
    assert!(
        collapse.low < 0.001 && collapse.departure == Departure::Low,
        "{collapse:?}"
    );
    assert!(collapse.high > 0.5);
}

#[test]
fn a_year_of_slightly_too_many_is_seen_as_a_year() {
    let verdict = judged(Kind::Count, &counts(&[&QUIET[..], &[118, 114, 120, 117]].concat())).unwrap();
    assert!(verdict.high < 0.01, "{verdict:?}");
    assert_eq!(verdict.window, 4);
}

#[test]
fn what_recurs_every_summer_is_not_unusual() {
    let year = [100, 110, 55, 105];
    let values: Vec<u32> = (0..23).map(|at| year[at % 4] + (at as u32 * 7) % 5).collect();
    assert_eq!((values.len() - 1) % 4, 2);
    let tested = judged(Kind::Count, &counts(&values)).unwrap();
    assert!(tested.low > 0.05 && tested.season > 0.9, "{tested:?}");
}

#[test]
fn a_constant_series_has_no_season_and_no_surprise() {
    let verdict = judged(Kind::Count, &counts(&[20; 21])).unwrap();
    assert_eq!(verdict.season, 0.0);
    assert!(verdict.p() > 0.2, "{verdict:?}");
}

#[test]
fn two_events_after_years_of_none_are_noticed_without_certainty() {
    let mut values = vec![0; 20];
    values.push(2);
    let verdict = judged(Kind::Count, &counts(&values)).unwrap();
    assert!(verdict.high < 0.02 && verdict.high > 0.000_1, "{verdict:?}");
}

#[test]
fn a_falling_percentage_is_seen_by_its_denominator() {
    let before: Vec<(u32, u32)> = (0..20).map(|at| (170 + at % 7, 200)).collect();
    let large = judged(Kind::Percentage, &percentages(&[&before[..], &[(140, 200)]].concat())).unwrap();
    let small_before: Vec<(u32, u32)> = (0..20).map(|at| (17 + at % 2, 20)).collect();
    let small = judged(
        Kind::Percentage,
        &percentages(&[&small_before[..], &[(14, 20)]].concat()),
    )
    .unwrap();
    assert!(large.low < 0.001, "{large:?}");
    assert!(small.low > large.low * 10.0, "{small:?}");
}

#[test]
fn too_little_is_said_to_be_too_little() {
    assert_eq!(
        judged(Kind::Count, &counts(&QUIET[..8])),
        Err(TooLittle::TooShort { have: 7, need: 8 })
    );
    let mut gap = counts(&QUIET);
    gap.push(None);
    assert_eq!(judged(Kind::Count, &gap), Err(TooLittle::NewestMissing));
    assert_eq!(judged(Kind::Count, &[]), Err(TooLittle::NewestMissing));
    let tiny = percentages(&[(1, 1); 12]);
    assert_eq!(judged(Kind::Percentage, &tiny), Err(TooLittle::TooFew));
    assert_eq!(
        judged(Kind::Percentage, &percentages(&[(3, 2); 12])),
        Err(TooLittle::Impossible)
    );
    assert!(judged(Kind::Count, &counts(&[0; 12])).is_ok());
}

#[test]
fn a_doubled_caseload_explains_a_doubled_count() {
    let with = |count: f64, exposure: f64| {
        Some(Observation {
            numerator: count,
            denominator: Some(exposure),
        })
    };
    let mut observations: Vec<_> = QUIET.iter().map(|&count| with(f64::from(count), 1000.0)).collect();
    observations.push(with(200.0, 2000.0));
    assert!(judged(Kind::Count, &observations).unwrap().p() > 0.1);
    observations.pop();
    observations.push(with(200.0, 1000.0));
    assert!(judged(Kind::Count, &observations).unwrap().high < 1e-4);
}

proptest! {
    #[test]
    fn p_values_are_chances_and_never_both_small(values in prop::collection::vec(0_u32..300, 9..40)) {
        let verdict = judged(Kind::Count, &counts(&values)).unwrap();
        prop_assert!(verdict.high >= 0.0 && verdict.high <= 1.0 && verdict.low >= 0.0 && verdict.low <= 1.0);
        prop_assert!(verdict.expected.is_finite() && verdict.spread.is_finite());
        prop_assert!(verdict.high > 0.001 || verdict.low > 0.001);
    }

    #[test]
    fn a_count_beyond_all_before_is_unusual_upwards_only(values in prop::collection::vec(20_u32..60, 20)) {
        let judged = |newest: u32| judged(Kind::Count, &counts(&[&values[..], &[newest]].concat())).unwrap();
        prop_assert!(judged(200).high < 0.02, "{:?}", judged(200));
        prop_assert!(judged(200).low > 0.5);
    }
}
