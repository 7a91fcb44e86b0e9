//! The method of a verdict: what the ladder finds, what a board declares, and what is said of both.

use crate::draws::Draws;
use crate::verdicts::{catalogue, indicator, judge};
use crate::yearly::{quarterly, yearly};
use paqa::catalogue::{Baseline, Catalogue, Indicator, Method, Override, Rebase};
use paqa::domain::{Rung, Series, Side, Verdict};

#[test]
fn the_first_change_after_years_of_the_same_value_is_marked() {
    let score = indicator("LA10");
    let verdict = judge(&quarterly(&score, &[&[7.0; 19][..], &[70.0]].concat()), &score);
    let newest = verdict.marks.last().unwrap();
    assert_eq!(
        (newest.rules.as_slice(), newest.side),
        (["first-change".to_string()].as_slice(), Some(Side::High))
    );
    assert!((verdict.p.unwrap() - 0.05).abs() < 1e-9, "{:?}", verdict.p);
    // One event after years of none is what rare events do; exact counts say how unusual it is.
    let count = indicator("EH01");
    let verdict = judge(&quarterly(&count, &[&[0.0; 19][..], &[1.0]].concat()), &count);
    assert_eq!((verdict.rung, verdict.marks.last().unwrap().side), (Rung::Rare, None));
    assert!(
        verdict.rung_reason.contains("so the time between them is not charted"),
        "{}",
        verdict.rung_reason
    );
}

#[test]
fn a_plain_season_that_nobody_declared_is_allowed_for_and_said() {
    let count = indicator("EH01");
    let mut draws = Draws(3);
    let year = [300.0, 320.0, 180.0, 310.0];
    let counts: Vec<f64> = (0..21).map(|at| draws.poisson(year[at % 4])).collect();
    let verdict = judge(&quarterly(&count, &counts), &count);
    assert_eq!(verdict.rung, Rung::Seasonal, "{}", verdict.rung_reason);
    assert!(
        verdict
            .rung_reason
            .contains("seasonal pattern shows plainly in 5 full years"),
        "{}",
        verdict.rung_reason
    );
    let seen = (0..400).filter(|&seed| {
        let mut draws = Draws(1000 + seed);
        let counts: Vec<f64> = (0..21).map(|_| draws.poisson(300.0)).collect();
        judge(&quarterly(&count, &counts), &count).rung == Rung::Seasonal
    });
    assert!(seen.count() <= 3, "a season is seen where there is none");
}

#[test]
fn a_steady_rise_is_no_season() {
    let count = indicator("EH01");
    let is_seasonal = |counts: &[f64]| judge(&quarterly(&count, counts), &count).rung == Rung::Seasonal;
    let seen = (0..400).filter(|&seed| {
        let mut draws = Draws(5000 + seed);
        let counts: Vec<f64> = (0..25).map(|at| draws.poisson(900.0 + 20.0 * f64::from(at))).collect();
        is_seasonal(&counts)
    });
    assert!(seen.count() <= 3, "a season is seen in a rise");
    let straight: Vec<f64> = (0..25).map(|at| 1000.0 + f64::from(at)).collect();
    assert!(!is_seasonal(&straight));
    let verdict = judge(&quarterly(&count, &straight), &count);
    let rules = &verdict.marks.last().unwrap().rules;
    assert!(rules.iter().any(|rule| rule == "rising-or-falling-run"), "{rules:?}");
}

#[test]
fn yearly_figures_are_counted_in_years() {
    let yearly_one = Indicator {
        frequency: paqa::catalogue::Frequency::Annual,
        ..indicator("EH01")
    };
    let figures: Vec<(i32, f64, Option<f64>)> = (2010..2019)
        .map(|year| (year, 300.0 + f64::from(year % 5), None))
        .collect();
    let verdict = judge(&yearly(&yearly_one, &figures), &yearly_one);
    assert_eq!(verdict.points, 9);
    assert!(
        verdict.rung_reason.starts_with("There are 9 years;"),
        "{}",
        verdict.rung_reason
    );
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

/// Thirty quarters with a step after the fourteenth.
fn stepping() -> (Indicator, Series) {
    let swing: Vec<f64> = (0..30)
        .map(|at| f64::from(at % 3) * 10.0 + if at < 14 { 100.0 } else { 200.0 })
        .collect();
    let plain = indicator("EH01");
    let series = quarterly(&plain, &swing);
    (plain, series)
}

#[test]
fn what_a_board_decides_of_limits_is_followed_and_named_with_reason_and_date() {
    let (plain, series) = stepping();
    let first_of_new = series.observations[14].period;
    let rebased = Indicator {
        rebases: vec![Rebase {
            from: first_of_new,
            reason: "New pathway".into(),
            decided: day("2025-06-12"),
        }],
        ..plain.clone()
    };
    let verdict = judge(&series, &rebased);
    assert_eq!(
        verdict.restarts,
        [(14, "New pathway (decided 12 June 2025)".to_string())]
    );
    assert_eq!(verdict.points, 16);
    let centre = |verdict: &Verdict| verdict.lines.last().unwrap().unwrap().centre;
    assert!((centre(&verdict) - 209.0).abs() < 5.0, "{}", centre(&verdict));
    assert!(verdict.last_year.is_some(), "figures on both sides are still compared");
    let held = Indicator {
        baseline: Some(Baseline {
            quarters: 13,
            reason: "Before the pandemic".into(),
            decided: day("2025-06-12"),
        }),
        ..plain.clone()
    };
    let verdict = judge(&series, &held);
    assert!((centre(&verdict) - 109.0).abs() < 5.0, "{}", centre(&verdict));
    let said = "Limits come from the first 13 quarters, then held: Before the pandemic (decided 12 June 2025).";
    assert!(verdict.rung_reason.ends_with(said), "{}", verdict.rung_reason);
}

#[test]
fn a_method_that_the_board_chose_is_followed_where_it_can_be_and_named() {
    let (plain, series) = stepping();
    let chosen = Indicator {
        chosen: Some(Override {
            method: Method::RunChart,
            reason: "Counted by hand until 2024".into(),
            decided: day("2025-06-12"),
        }),
        ..plain.clone()
    };
    let verdict = judge(&series, &chosen);
    assert_eq!(
        (verdict.rung, verdict.method.as_str()),
        (Rung::RunChart, "run chart on the median")
    );
    assert_eq!(
        verdict.rung_reason,
        "The board chose this method: Counted by hand until 2024 (decided 12 June 2025)."
    );
    // Without what the method needs, the ladder goes on, and says so.
    let cannot = Indicator {
        chosen: Some(Override {
            method: Method::Attribute,
            ..chosen.chosen.clone().unwrap()
        }),
        ..plain
    };
    let verdict = judge(&series, &cannot);
    assert_eq!(verdict.rung, Rung::Individuals);
    assert!(
        verdict.rung_reason.ends_with("The method that was chosen needs more."),
        "{}",
        verdict.rung_reason
    );
}

/// A board of one folder that says of EH01 what is given.
fn declared(block: &str) -> Result<Catalogue, String> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("schemas/indicators")).unwrap();
    let theme = &catalogue().indicator("EH01").unwrap().theme;
    let text = format!("[[indicator]]\nid = \"EH01\"\n{block}");
    std::fs::write(folder.path().join(format!("schemas/indicators/{theme}.toml")), text).unwrap();
    paqa::catalogue::load(Some(folder.path())).map_err(|faults| faults.to_string())
}

#[test]
fn a_board_declares_rebase_baseline_and_method_in_its_schemas() {
    let made = declared(
        "[[indicator.rebase]]\nfrom = \"2024-25 Q1\"\nreason = \"New pathway\"\ndecided = \"2025-06-12\"\n\
         [indicator.baseline]\nquarters = 13\nreason = \"Before\"\ndecided = \"2025-06-12\"\n\
         [indicator.override]\nmethod = \"individuals\"\nreason = \"Agreed\"\ndecided = \"2025-06-12\"\n",
    )
    .unwrap();
    let one = made.indicator("EH01").unwrap();
    assert_eq!(one.rebases[0].in_words(), "New pathway (decided 12 June 2025)");
    assert_eq!(one.baseline.as_ref().unwrap().quarters, 13);
    assert_eq!(one.chosen.as_ref().unwrap().method, Method::Individuals);
    let few = "[indicator.baseline]\nquarters = 6\nreason = \"Before\"\ndecided = \"2025-06-12\"\n";
    assert!(declared(few).unwrap_err().contains("too few for limits"));
    let undated = "[[indicator.rebase]]\nfrom = \"2024-25 Q1\"\nreason = \"New pathway\"\ndecided = \"June\"\n";
    assert!(declared(undated).unwrap_err().contains("is no day"));
}

#[test]
fn units_that_are_all_alike_have_no_outlier_however_many_they_are() {
    use paqa::stats::funnel::{Scale, Unit as Counted, adjust};
    let outliers = |numerators: &[f64]| {
        let units: Vec<Counted> = numerators
            .iter()
            .map(|&numerator| Counted {
                numerator,
                denominator: 40.0,
            })
            .collect();
        let adjusted = adjust(Scale::Arcsine, &units).unwrap();
        adjusted.units.iter().filter(|unit| unit.outlier).count()
    };
    assert_eq!(outliers(&[40.0; 14]), 0);
    assert_eq!(outliers(&[0.0; 14]), 0);
    assert_eq!(outliers(&[&[0.0; 13][..], &[1.0]].concat()), 0);
    assert_eq!(outliers(&[&[2.0; 13][..], &[30.0]].concat()), 1);
}
