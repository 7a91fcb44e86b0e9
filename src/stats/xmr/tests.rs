//! What the two profiles do where they differ, and what no profile may do.

use super::*;
use proptest::prelude::*;

fn whole(values: &[i32]) -> Vec<Option<f64>> {
    values.iter().map(|&value| Some(f64::from(value))).collect()
}

fn charted(values: &[Option<f64>], profile: Profile) -> XmrChart {
    chart(
        values,
        &XmrOptions {
            profile,
            ..XmrOptions::default()
        },
    )
}

fn marks(chart: &XmrChart) -> Vec<i8> {
    chart.points.iter().map(|point| point.mark.code()).collect()
}

/// Thirteen points that swing by ten about 100, then `more`.
fn swinging_then(more: &[i32]) -> Vec<Option<f64>> {
    let mut values: Vec<i32> = (0..14).map(|at| if at % 2 == 0 { 95 } else { 105 }).collect();
    values.extend(more);
    whole(&values)
}

fn fixed(values: &[Option<f64>], profile: Profile) -> XmrChart {
    chart(
        values,
        &XmrOptions {
            profile,
            baseline: Some(14),
            ..XmrOptions::default()
        },
    )
}

#[test]
fn a_second_point_far_out_counts_beside_one_beyond_the_limit_only_since_2023() {
    // Mean 100, mean range 10: limit 126.6, two-sigma line 117.7.
    let values = swinging_then(&[130, 120, 101]);
    assert_eq!(marks(&fixed(&values, Profile::MdcPeer))[14..], [1, 0, 0]);
    assert_eq!(marks(&fixed(&values, Profile::Mdc2023))[14..], [1, 3, 0]);
}

#[test]
fn a_repeated_value_neither_extends_nor_breaks_a_trend() {
    let values = swinging_then(&[94, 96, 98, 98, 100, 102, 104, 106, 106]);
    assert_eq!(marks(&fixed(&values, Profile::MdcPeer))[14..], [0; 9]);
    assert_eq!(marks(&fixed(&values, Profile::Mdc2023))[14..], [2; 9]);
    let six_steps_short = swinging_then(&[94, 96, 98, 98, 98, 100, 102, 104]);
    assert_eq!(marks(&fixed(&six_steps_short, Profile::Mdc2023))[14..], [0; 8]);
}

#[test]
fn a_gap_breaks_runs_and_trends_and_is_never_a_nought() {
    let mut values = swinging_then(&[101, 102, 103, 104, 105, 106, 107, 108]);
    assert_eq!(
        fixed(&values, Profile::Mdc2023).newest().unwrap().mark,
        Mark::Trend(Side::High)
    );
    values[17] = None;
    let chart = fixed(&values, Profile::Mdc2023);
    assert_eq!(marks(&chart)[14..], [0; 8]);
    assert!(chart.parts[0].peer_would_stop);
    assert_eq!(chart.points[17].moving_range, None);
}

#[test]
fn a_constant_series_has_limits_on_its_value_since_2023_and_none_before() {
    let values = whole(&[7; 15]);
    let now = charted(&values, Profile::Mdc2023);
    let limits = now.parts[0].limits.limits.unwrap();
    assert_eq!((limits.lower, limits.upper), (7.0, 7.0));
    assert!(now.parts[0].limits.constant);
    assert_eq!(now.assurance(7.0, Direction::Increase), Some(Assurance::Pass));
    assert_eq!(now.assurance(8.0, Direction::Increase), Some(Assurance::Fail));
    let peer = charted(&values, Profile::MdcPeer);
    assert_eq!(peer.parts[0].limits.limits, Err(NoLimits::NoRanges));
    assert_eq!(peer.assurance(8.0, Direction::Increase), Some(Assurance::HitOrMiss));
}

#[test]
fn one_jump_in_a_constant_series_gets_no_limits_but_its_shift_is_seen() {
    let mut values = whole(&[5; 12]);
    values.extend(whole(&[9; 8]));
    let now = charted(&values, Profile::Mdc2023);
    assert_eq!(now.parts[0].limits.limits, Err(NoLimits::RangesAllZero));
    assert_eq!(now.newest().unwrap().mark, Mark::Shift(Side::High));
    assert!(now.points.iter().all(|point| point.outside.is_none()));
    let peer = charted(&values, Profile::MdcPeer);
    assert!(peer.points.iter().all(|point| point.outside == Some(true)));
}

#[test]
fn twelve_points_are_too_few_for_limits_since_2023() {
    let values = whole(&[3, 9, 4, 8, 5, 7, 6, 6, 2, 9, 1, 40]);
    let now = charted(&values, Profile::Mdc2023);
    assert_eq!(
        now.parts[0].limits.limits,
        Err(NoLimits::TooFewPoints { have: 12, need: 13 })
    );
    assert_eq!(now.variation(Direction::Decrease), None);
    assert!(charted(&values, Profile::MdcPeer).parts[0].limits.limits.is_ok());
}

#[test]
fn two_points_one_point_and_none_have_defined_charts() {
    let two = charted(&whole(&[4, 10]), Profile::MdcPeer);
    assert_eq!(two.parts[0].limits.limits.unwrap().mean_range, 6.0);
    let one = charted(&whole(&[4]), Profile::MdcPeer);
    assert_eq!(
        (one.parts[0].limits.mean, one.parts[0].limits.limits),
        (Some(4.0), Err(NoLimits::NoRanges))
    );
    let none = charted(&[None, None], Profile::MdcPeer);
    assert_eq!(
        (none.parts[0].limits.mean, none.parts[0].limits.limits),
        (None, Err(NoLimits::NoValues))
    );
    assert!(charted(&[], Profile::Mdc2023).parts.is_empty());
}

#[test]
fn a_point_exactly_on_a_limit_is_inside() {
    let values = swinging_then(&[126, 127]);
    let chart = fixed(&values, Profile::MdcPeer);
    let upper = chart.parts[0].limits.limits.unwrap().upper;
    let mut tied = values.clone();
    tied[14] = Some(upper);
    let chart = fixed(&tied, Profile::MdcPeer);
    assert_eq!(chart.points[14].outside, Some(false));
    assert_eq!(chart.points[15].outside, Some(true));
}

#[test]
fn each_part_has_limits_of_its_own() {
    let mut values = swinging_then(&[]);
    values.extend(whole(&[
        205, 195, 205, 195, 205, 195, 205, 195, 205, 195, 205, 195, 205, 195,
    ]));
    let options = XmrOptions {
        rebase_at: vec![14],
        ..XmrOptions::default()
    };
    let chart = chart(&values, &options);
    assert_eq!(
        chart.parts.iter().map(|part| part.limits.mean).collect::<Vec<_>>(),
        [Some(100.0), Some(200.0)]
    );
    assert!(chart.points.iter().all(|point| point.mark == Mark::Common));
}

fn series() -> impl Strategy<Value = Vec<Option<f64>>> {
    let value = prop_oneof![9 => (0_i32..60).prop_map(|value| Some(f64::from(value))), 1 => Just(None)];
    prop::collection::vec(value, 0..40)
}

proptest! {
    #[test]
    fn multiplying_every_value_moves_no_mark(values in series(), factor in 0.001_f64..5000.0) {
        let scaled: Vec<Option<f64>> = values.iter().map(|value| value.map(|value| value * factor)).collect();
        let (before, after) = (charted(&values, Profile::Mdc2023), charted(&scaled, Profile::Mdc2023));
        prop_assert_eq!(marks(&before), marks(&after));
        prop_assert_eq!(before.parts[..].len(), after.parts[..].len());
    }

    #[test]
    fn doubling_every_value_moves_no_mark_of_the_peer(values in series(), power in -3_i32..8) {
        let factor = 2.0_f64.powi(power);
        let scaled: Vec<Option<f64>> = values.iter().map(|value| value.map(|value| value * factor)).collect();
        prop_assert_eq!(marks(&charted(&values, Profile::MdcPeer)), marks(&charted(&scaled, Profile::MdcPeer)));
    }

    #[test]
    fn turning_the_direction_round_swaps_good_and_bad_and_nothing_else(values in series()) {
        let chart = charted(&values, Profile::Mdc2023);
        for point in &chart.points {
            let swapped = match point.mark.colour(Direction::Increase) {
                Colour::Improvement => Colour::Concern,
                Colour::Concern => Colour::Improvement,
                other => other,
            };
            prop_assert_eq!(point.mark.colour(Direction::Decrease), swapped);
        }
    }

    #[test]
    fn turning_the_values_upside_down_turns_every_mark(values in series(), peer in any::<bool>()) {
        let profile = if peer { Profile::MdcPeer } else { Profile::Mdc2023 };
        let turned: Vec<Option<f64>> = values.iter().map(|value| value.map(|value| -value)).collect();
        let codes: Vec<i8> = marks(&charted(&turned, profile)).iter().map(|code| -code).collect();
        prop_assert_eq!(marks(&charted(&values, profile)), codes);
    }

    #[test]
    fn a_later_part_never_changes_an_earlier_one(values in series(), at in 0_usize..40) {
        let options = XmrOptions { rebase_at: vec![at], ..XmrOptions::default() };
        let first = &values[..at.min(values.len())];
        let alone = charted(first, Profile::Mdc2023);
        let both = chart(&values, &options);
        prop_assert_eq!(&both.points[..first.len()], &alone.points[..]);
    }
}
