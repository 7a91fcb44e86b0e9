//! Four stories of Essex's own published figures, judged on the rungs that so few points allow.
//!
//! Yearly figures, years ending in March: Department for Education, local authority interactive tool, dataset of April 2026 (plans
//! of two years or more, referrals, section 47 rates), and Children in need release of 2020, end-of-assessment factors.

use crate::yearly::{judged_in, verdicts_by_year};
use paqa::catalogue::{Break, Catalogue, Indicator, Polarity};
use paqa::detect;
use paqa::domain::{Judged, Level, Rung, Side, Tier};

fn indicator(id: &str) -> Indicator {
    Catalogue::built_in().unwrap().indicator(id).unwrap().clone()
}

/// Children on a plan at 31 March, and the share of them for two years or more.
const ON_A_PLAN: [(i32, f64, f64); 10] = [
    (2016, 582.0, 1.5),
    (2017, 535.0, 1.3),
    (2018, 623.0, 1.0),
    (2019, 576.0, 1.2),
    (2020, 589.0, 1.2),
    (2021, 598.0, 1.3),
    (2022, 633.0, 2.5),
    (2023, 680.0, 2.8),
    (2024, 625.0, 4.8),
    (2025, 699.0, 5.3),
];

#[test]
fn the_slow_rise_of_plans_over_two_years_is_found_in_2024_when_eight_earlier_years_allow_a_test() {
    let figures: Vec<(i32, f64, Option<f64>)> = ON_A_PLAN
        .iter()
        .map(|&(year, children, share)| (year, (children * share / 100.0).round(), Some(children)))
        .collect();
    let found: Vec<i32> = verdicts_by_year(&indicator("CP10"), &figures)
        .into_iter()
        .filter(|(_, verdict)| verdict.tier == Tier::Exception && verdict.side == Some(Side::High))
        .map(|(year, _)| year)
        .collect();
    assert_eq!(found, [2024, 2025]);
    // From one year to the next nothing is certain, which is why no rule that compares two years would have told it.
    let in_2022 = judged_in(&indicator("CP10"), &figures, 2022);
    assert_eq!(in_2022.rung, Rung::TooShort);
    let range = in_2022.last_year.unwrap().interval.unwrap();
    assert!(range.low < 0.0 && range.high > 0.0, "{range:?}");
}

/// Section 47 enquiries per 10,000 children; England stood at 147 to 189 in these years.
const SECTION_47: [(i32, f64); 10] = [
    (2016, 49.6),
    (2017, 43.9),
    (2018, 59.0),
    (2019, 47.2),
    (2020, 46.6),
    (2021, 48.8),
    (2022, 56.6),
    (2023, 51.2),
    (2024, 47.8),
    (2025, 42.7),
];

#[test]
fn a_gap_to_england_that_has_always_been_there_is_no_exception_in_any_year() {
    let figures: Vec<(i32, f64, Option<f64>)> = SECTION_47.iter().map(|&(year, rate)| (year, rate, None)).collect();
    for (year, verdict) in verdicts_by_year(&indicator("CP02"), &figures) {
        assert!(
            !matches!(verdict.tier, Tier::Exception | Tier::Watch),
            "{year}: {:?}",
            verdict.tier
        );
    }
}

/// Referrals in the year.
const REFERRALS: [(i32, f64); 5] = [
    (2013, 10_386.0),
    (2014, 12_739.0),
    (2015, 13_945.0),
    (2016, 13_379.0),
    (2017, 9_970.0),
];

#[test]
fn the_fall_at_the_front_door_is_a_certain_change_and_never_an_improvement() {
    let referrals = indicator("FD03");
    assert_eq!(referrals.polarity, Polarity::Neutral);
    let figures: Vec<(i32, f64, Option<f64>)> = REFERRALS.iter().map(|&(year, count)| (year, count, None)).collect();
    let verdict = judged_in(&referrals, &figures, 2017);
    assert_eq!((verdict.rung, verdict.points), (Rung::TooShort, 5));
    let change = verdict.last_year.unwrap();
    let range = change.interval.unwrap();
    assert!(
        change.difference == -3409.0 && range.high < 0.0,
        "the fall is certain: {range:?}"
    );
}

/// Assessments in which physical abuse was a factor; the publisher split it in two from the year that ended in March 2021.
const PHYSICAL_ABUSE: [(i32, f64); 4] = [(2019, 836.0), (2020, 835.0), (2021, 267.0), (2022, 0.0)];

#[test]
fn a_factor_that_was_split_in_two_is_a_definition_break_and_not_a_fall() {
    let factor = |breaks: Vec<Break>| Indicator {
        breaks,
        ..indicator("MX10")
    };
    let split = Break {
        from: "2020-21 Q1".parse().unwrap(),
        note: "Split into two factors.".into(),
    };
    let figures: Vec<(i32, f64, Option<f64>)> = PHYSICAL_ABUSE
        .iter()
        .map(|&(year, count)| (year, count, None))
        .collect();
    let told = judged_in(&factor(vec![split]), &figures, 2021);
    assert_eq!(
        told.restarts.iter().map(|(_, why)| why.as_str()).collect::<Vec<_>>(),
        ["Split into two factors."]
    );
    assert_eq!(
        (told.points, told.last_year),
        (1, None),
        "nothing is compared across the break"
    );
    let untold = judged_in(&factor(vec![]), &figures, 2021);
    assert!(
        untold.last_year.unwrap().interval.unwrap().high < 0.0,
        "without it the fall would seem certain"
    );
}

/// Missing episodes of one district by quarter, as in the example board.
const TENDRING: [f64; 25] = [
    106., 110., 102., 107., 95., 114., 109., 109., 123., 119., 109., 95., 125., 88., 101., 131., 99., 107., 113., 106.,
    107., 119., 109., 105., 158.,
];

#[test]
fn a_spike_in_one_district_stands_out_among_a_hundred_tests() {
    let catalogue = Catalogue::built_in().unwrap();
    let missing = indicator("MX01");
    let mut series = crate::yearly::quarterly(&missing, &TENDRING);
    series.level = Level::District;
    let verdict = detect::judge(&series, &missing, catalogue.policy());
    assert!(verdict.p.unwrap() < 0.1 / 100.0, "p is {:?}", verdict.p);
    assert_eq!(
        verdict.marks.last().unwrap().rules.first().map(String::as_str),
        Some("outside-limits")
    );
    let mut quiet = Judged {
        verdict: detect::judge(
            &series.until("2026-27 Q1".parse().unwrap()).unwrap(),
            &missing,
            catalogue.policy(),
        ),
        series,
    };
    detect::meet(std::slice::from_mut(&mut quiet), &catalogue);
    assert_eq!(quiet.verdict.tier, Tier::Usual);
}
