//! What is said where the data, more than practice, decide what can be said: parts withheld, slipped digits, so few that no share is
//! told, spans that overlap, and a target that a service as it runs will not meet.

use crate::said_plainly::{parts, told};
use crate::verdicts::{indicator, judge, ranged};
use crate::yearly::quarterly;
use paqa::catalogue::Indicator;
use paqa::domain::{Rung, Side, Tier};

#[test]
fn a_figure_far_above_a_history_of_withheld_ones_stands_out_and_no_level_of_that_history_is_told() {
    let count = indicator("EH01");
    let mut counts = [(1.0, 4.0); 20];
    counts[19] = (40.0, 40.0);
    let (verdict, spoken, briefing) = told(ranged(&count, &counts), &count);
    assert_eq!((verdict.tier, verdict.side), (Tier::Exception, Some(Side::High)));
    assert!(spoken.unusual.contains("stands out"), "{}", spoken.unusual);
    for level in ["Median", "Average 1", "Average 2", "Average 4", "usual range 0"] {
        assert!(!spoken.rule.contains(level), "{}", spoken.rule);
    }
    assert!(!spoken.sure.contains("fault in the data"), "{}", spoken.sure);
    assert!(briefing.data_exceptions.iter().all(|one| one.indicator != count.id));
    // One that may be 3 or 40 after the same history is another matter.
    counts[19] = (1.0, 40.0);
    let (verdict, _, _) = told(ranged(&count, &counts), &count);
    assert_eq!(verdict.tier, Tier::CannotTell);
}

#[test]
fn a_slipped_digit_is_named_as_a_fault_to_rule_out_and_widens_no_range_of_its_own_season() {
    let seasonal = Indicator {
        seasonal: true,
        ..indicator("EH01")
    };
    let year = [520.0, 640.0, 580.0, 700.0];
    let usual: Vec<f64> = (0..25_u32)
        .map(|at| year[at as usize % 4] + f64::from(at * 7 % 11) * 4.0)
        .collect();
    let expected = |newest: f64| {
        let mut counts = usual.clone();
        counts[24] = newest;
        told(quarterly(&seasonal, &counts), &seasonal)
    };
    let (as_ever, _, briefing) = expected(530.0);
    assert_eq!(as_ever.rung, Rung::Seasonal);
    assert!(briefing.data_exceptions.is_empty());
    let (slipped, spoken, briefing) = expected(5300.0);
    let (before, after) = (as_ever.expected.unwrap(), slipped.expected.unwrap());
    assert!(after.high < 2.0 * before.high, "{after:?} after {before:?}");
    let fault = &briefing.data_exceptions[0];
    assert_eq!(
        (fault.indicator.as_str(), fault.rules[0].as_str()),
        ("EH01", "sudden-rise")
    );
    assert!(fault.sentence.contains("rose to 5,300 from"), "{}", fault.sentence);
    assert!(
        spoken
            .sure
            .contains("A fault in the data is the first thing to rule out."),
        "{}",
        spoken.sure
    );
}

#[test]
fn what_may_exceed_its_base_has_the_range_of_a_share_until_it_does() {
    let places = indicator("TR01");
    assert!(places.may_exceed_100);
    let likely = |newest: (f64, f64)| {
        let figures = [&[(500.0, 600.0); 14][..], &[newest]].concat();
        judge(&parts(&places, &figures), &places).likely.unwrap()
    };
    // Wilson 1927 for 512 of 635.
    let share = likely((512.0, 635.0));
    assert!(
        (share.low - 77.37).abs() < 0.05 && (share.high - 83.51).abs() < 0.05,
        "{share:?}"
    );
    // Byar's range of 650 events, over 635.
    let events = likely((650.0, 635.0));
    assert!(
        (events.low - 94.64).abs() < 0.1 && (events.high - 110.54).abs() < 0.1,
        "{events:?}"
    );
}

#[test]
fn of_figures_whose_months_overlap_neither_chance_nor_a_range_of_the_change_is_told() {
    let yearly = indicator("YJ01");
    let (_, spoken, _) = told(
        parts(&yearly, &[(140.0, 140_000.0), (151.0, 140_000.0)].repeat(10)),
        &yearly,
    );
    assert!(
        spoken
            .unusual
            .starts_with("Each figure covers months that the ones beside it cover too"),
        "{}",
        spoken.unusual
    );
    assert!(
        spoken.unusual.contains("so no likely range is put on the change"),
        "{}",
        spoken.unusual
    );
}

#[test]
fn of_so_few_that_no_share_is_told_no_level_and_no_range_in_per_cent_is_either() {
    let share = indicator("BP01");
    let figures = [&[(9.0, 12.0), (10.0, 12.0), (8.0, 12.0)].repeat(6)[..], &[(6.0, 12.0)]].concat();
    let (_, spoken, _) = told(parts(&share, &figures), &share);
    assert!(spoken.happened.starts_with("6 of 12"), "{}", spoken.happened);
    assert!(spoken.rule.contains("With so few counted"), "{}", spoken.rule);

    let said = [spoken.happened, spoken.sure, spoken.rule].join(" ");
    assert!(!said.contains('%'), "{said}");
}

#[test]
fn a_target_beyond_the_whole_usual_range_is_said_to_be_out_of_reach_and_one_inside_it_is_not() {
    let share = indicator("LA06");
    let around = |middle: f64| {
        let wave = [0.0, 4.0, -3.0, 2.0, -4.0, 1.0];
        let figures: Vec<(f64, f64)> = (0..24).map(|at| (middle + wave[at % 6], 400.0)).collect();
        told(parts(&share, &figures), &share).1.happened
    };
    let (low, near) = (around(250.0), around(355.0));
    assert!(
        low.contains("Its whole usual range is below the target: without a change it will go on missing it."),
        "{low}"
    );
    assert!(!near.contains("whole usual range"), "{near}");
}
