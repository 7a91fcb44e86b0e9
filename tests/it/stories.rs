//! Four stories of Essex's own published figures, judged on the rungs that so few points allow.
//!
//! Yearly figures, years ending in March: Department for Education, local authority interactive tool, dataset of April 2026 (plans
//! of two years or more, referrals from 2016 on, section 47 rates); file C1 of its Children in need collection, as of April 2026
//! (referrals up to 2015, re-referrals); its end-of-assessment factors.

use crate::bare_evidence::weigh;
use crate::yearly::{judged_in, verdicts_by_year, yearly};
use paqa::catalogue::{Catalogue, Indicator, Polarity};
use paqa::detect;
use paqa::domain::{Briefing, Comparator, Judged, Level, Period, Rung, Side, Tier};
use paqa::sift::{self, Quarter, Spoken};

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

/// What the papers of the quarter in which a year ends say of one yearly series, with what is known of elsewhere by then.
fn told(
    (indicator, catalogue): (&Indicator, &Catalogue),
    figures: &[(i32, f64, Option<f64>)],
    (year, comparators): (i32, &[Comparator]),
) -> (Judged, Briefing, Spoken) {
    let known: Vec<(i32, f64, Option<f64>)> = figures.iter().copied().filter(|(at, _, _)| *at <= year).collect();
    let quarters: Vec<Quarter> = known
        .iter()
        .map(|(at, _, _)| {
            let until: Vec<_> = known.iter().copied().filter(|(year, _, _)| year <= at).collect();
            let series = yearly(indicator, &until);
            let verdict = detect::judge(&series, indicator, catalogue.policy());
            let mut judged = vec![Judged { series, verdict }];
            detect::meet(&mut judged, catalogue);
            Quarter::new(Period::new(at - 1, 4).unwrap(), judged)
        })
        .collect();
    weigh(&quarters, (catalogue, comparators), |evidence| {
        let judged = evidence.judged()[0].clone();
        let briefing = sift::briefing(evidence);
        let spoken = sift::spoken(&judged, evidence, &briefing).unwrap();
        (judged, briefing, spoken)
    })
}

/// The word in the grid for the one indicator that is measured.
fn word_in_grid(briefing: &Briefing, id: &str) -> String {
    let lines = briefing.grid.iter().flat_map(|table| &table.lines);
    lines
        .into_iter()
        .find(|line| line.indicator == id)
        .unwrap()
        .movement
        .clone()
}

/// Section 47 enquiries per 10,000 children, in Essex and in England.
const SECTION_47: [(i32, f64, f64); 10] = [
    (2016, 49.6, 148.8),
    (2017, 43.9, 159.1),
    (2018, 59.0, 169.1),
    (2019, 47.2, 171.1),
    (2020, 46.6, 170.5),
    (2021, 48.8, 168.6),
    (2022, 56.6, 185.2),
    (2023, 51.2, 189.4),
    (2024, 47.8, 186.2),
    (2025, 42.7, 189.3),
];

#[test]
fn a_gap_to_england_that_has_always_been_there_is_no_exception_in_any_year() {
    let catalogue = Catalogue::built_in().unwrap();
    let rate = indicator("CP02");
    let figures: Vec<(i32, f64, Option<f64>)> = SECTION_47.iter().map(|&(year, rate, _)| (year, rate, None)).collect();
    let england: Vec<Comparator> = SECTION_47
        .iter()
        .map(|&(year, _, value)| Comparator {
            indicator: "CP02".into(),
            group: "England".into(),
            year: year.to_string(),
            value,
            published: "2026-04".into(),
            source: "Department for Education".into(),
        })
        .collect();
    for (year, _, of_england) in SECTION_47 {
        let (judged, briefing, spoken) = told((&rate, &catalogue), &figures, (year, &england));
        assert!(
            !matches!(judged.verdict.tier, Tier::Exception | Tier::Watch),
            "{year}: {:?}",
            judged.verdict.tier
        );
        assert!(briefing.exceptions.is_empty() && briefing.watch.is_empty(), "{year}");
        let context = format!("Year to March {year}");
        assert!(
            spoken.compared.starts_with(&context) && spoken.compared.contains(&format!("England {of_england}")),
            "{year}: {}",
            spoken.compared
        );
    }
}

/// Referrals in the year, and how many of them came within a year of an earlier one.
const REFERRALS: [(i32, f64, f64); 5] = [
    (2013, 10_386.0, 2_554.0),
    (2014, 12_739.0, 3_284.0),
    (2015, 13_945.0, 3_885.0),
    (2016, 13_379.0, 3_482.0),
    (2017, 9_970.0, 2_089.0),
];

#[test]
fn the_fall_at_the_front_door_is_called_unusual_and_never_an_improvement() {
    let catalogue = Catalogue::built_in().unwrap();
    let referrals = indicator("FD03");
    assert_eq!(referrals.polarity, Polarity::Neutral);
    let figures: Vec<(i32, f64, Option<f64>)> = REFERRALS.iter().map(|&(year, count, _)| (year, count, None)).collect();
    let (judged, briefing, spoken) = told((&referrals, &catalogue), &figures, (2017, &[]));
    let verdict = &judged.verdict;
    assert_eq!(
        (verdict.rung, verdict.points, verdict.side),
        (Rung::TooShort, 5, Some(Side::Low))
    );
    let change = verdict.last_year.clone().unwrap();
    let range = change.interval.unwrap();
    assert!(
        change.difference == -3409.0 && range.high < 0.0,
        "the fall is certain: {range:?}"
    );
    assert_eq!(word_in_grid(&briefing, "FD03"), "Unusual");
    assert!(
        spoken.unusual.starts_with(
            "The fall is more than chance explains, and larger than any change before it. That is unusual"
        ),
        "{}",
        spoken.unusual
    );
    // The year before, in which they fell by less than they had risen, is nothing of the kind.
    let (judged, briefing, _) = told((&referrals, &catalogue), &figures, (2016, &[]));
    assert_eq!(judged.verdict.side, None);
    assert_eq!(word_in_grid(&briefing, "FD03"), "Too short");
}

#[test]
fn the_fall_of_re_referrals_in_the_same_year_is_called_unusual_and_not_better_although_lower_is_better() {
    let catalogue = Catalogue::built_in().unwrap();
    let again = indicator("FD05");
    assert_eq!(again.polarity, Polarity::LowerBetter);
    let figures: Vec<(i32, f64, Option<f64>)> = REFERRALS
        .iter()
        .map(|&(year, all, again)| (year, again, Some(all)))
        .collect();
    let (judged, briefing, spoken) = told((&again, &catalogue), &figures, (2017, &[]));
    assert_eq!(
        (judged.verdict.rung, judged.verdict.side),
        (Rung::TooShort, Some(Side::Low))
    );
    assert_eq!(word_in_grid(&briefing, "FD05"), "Unusual");
    assert!(briefing.good_news.is_empty() && briefing.exceptions.is_empty());
    assert!(
        spoken
            .unusual
            .contains("That is unusual; so few years cannot say whether it is better or worse"),
        "{}",
        spoken.unusual
    );
}

/// Assessments that ended in the year with physical abuse as a factor; the publisher split the factor in two from the year that
/// ended in March 2021.
const PHYSICAL_ABUSE: [(i32, f64); 4] = [(2019, 836.0), (2020, 835.0), (2021, 267.0), (2022, 0.0)];

/// The factor as a board would declare it, which is not among the built-in indicators, with its break or without.
fn physical_abuse_factor(declared_break: &str) -> Catalogue {
    let folder = tempfile::tempdir().unwrap();
    let schemas = folder.path().join("schemas/indicators");
    std::fs::create_dir_all(&schemas).unwrap();
    let block = format!(
        r#"
[[indicator]]
id = "AF01"
tier = "supplementary"
name = "Assessments with physical abuse as a factor"
row_name = "Assessment factor: physical abuse"
short_name = "Factor: physical abuse"
definition = "Assessments that ended in the year in which physical abuse was recorded as a factor."
numerator = "With the factor"
noun = "assessments"
noun_one = "assessment"
verb_phrase = "had physical abuse as a factor"
unit = "count"
polarity = "neutral"
better = "Neither direction is better"
frequency = "annual"
due_quarters = [4]
agency_kinds = ["local_authority_csc"]
priority = "P5"
timing = "flow"
context = "The publisher changes its list of factors from time to time."
small_number_risk = "low"
counts = "children"
{declared_break}
"#
    );
    std::fs::write(schemas.join("child_protection.toml"), block).unwrap();
    paqa::catalogue::load(Some(folder.path())).unwrap()
}

#[test]
fn a_factor_that_was_split_in_two_is_a_definition_break_and_not_a_fall() {
    let figures: Vec<(i32, f64, Option<f64>)> = PHYSICAL_ABUSE
        .iter()
        .map(|&(year, count)| (year, count, None))
        .collect();
    let split = "[[indicator.break]]\nfrom = \"2020-21 Q1\"\nnote = \"Split into two factors.\"\n\
                 [[indicator.break]]\nfrom = \"2021-22 Q1\"\nnote = \"The old factor is recorded no more.\"";
    let catalogue = physical_abuse_factor(split);
    let factor = catalogue.indicator("AF01").unwrap();
    for year in [2021, 2022] {
        let (judged, briefing, spoken) = told((factor, &catalogue), &figures, (year, &[]));
        let verdict = &judged.verdict;
        let why: Vec<&str> = verdict.restarts.iter().map(|(_, why)| why.as_str()).collect();
        assert_eq!(
            (why[0], verdict.points, verdict.side),
            ("Split into two factors.", 1, None),
            "{year}"
        );
        assert_eq!(word_in_grid(&briefing, "AF01"), "Too short");
        assert!(!spoken.unusual.contains("fall"), "{}", spoken.unusual);
        assert_eq!(verdict.last_year, None, "nothing is compared across the break");
    }
    let catalogue = physical_abuse_factor("");
    let factor = catalogue.indicator("AF01").unwrap();
    let (untold, _, _) = told((factor, &catalogue), &figures, (2021, &[]));
    assert!(
        untold.verdict.last_year.unwrap().interval.unwrap().high < 0.0,
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
