//! Figures typed in a test into series: one a year, at the end of March, or one a quarter.

use paqa::catalogue::{Catalogue, Indicator, Unit};
use paqa::detect;
use paqa::domain::{Judged, Level, Observation, Period, Series, SeriesState, Verdict};

const HOME: &str = "E10000012";

/// A yearly series: year ending in March, count or value, base.
pub fn yearly(indicator: &Indicator, figures: &[(i32, f64, Option<f64>)]) -> Series {
    let last_quarter = |year: i32| Period::new(year - 1, 4).unwrap();
    let (first, last) = (last_quarter(figures[0].0), last_quarter(figures[figures.len() - 1].0));
    let observations = first.to(last).map(|period| {
        let found = figures.iter().find(|(year, _, _)| last_quarter(*year) == period);
        match found {
            Some(&(_, count, base)) => observation(indicator, period, (count, base)),
            None => Observation::absent(period, SeriesState::NotDue),
        }
    });
    series(indicator, observations.collect())
}

/// A quarterly series of counts that ends in 2026-27 Q2.
pub fn quarterly(indicator: &Indicator, counts: &[f64]) -> Series {
    let last: Period = "2026-27 Q2".parse().unwrap();
    let first = last.back(i32::try_from(counts.len()).unwrap() - 1);
    let observations = first
        .to(last)
        .zip(counts)
        .map(|(period, &count)| observation(indicator, period, (count, None)));
    series(indicator, observations.collect())
}

fn series(indicator: &Indicator, observations: Vec<Observation>) -> Series {
    Series {
        indicator: indicator.id.clone(),
        level: Level::County,
        area: HOME.into(),
        agency: None,
        observations: observations.into(),
    }
}

fn observation(indicator: &Indicator, period: Period, (count, base): (f64, Option<f64>)) -> Observation {
    let value = match base {
        Some(base) => count / base * indicator.unit.multiplier().unwrap(),
        None => count,
    };
    let numerator = (base.is_some() || indicator.unit == Unit::Count).then_some(count);
    let absent = Observation::absent(period, SeriesState::Number);
    Observation {
        numerator,
        denominator: base,
        value: Some(value),
        ..absent
    }
}

/// The verdict of one year, with what was known then.
pub fn judged_in(indicator: &Indicator, figures: &[(i32, f64, Option<f64>)], year: i32) -> Verdict {
    let known: Vec<(i32, f64, Option<f64>)> = figures.iter().copied().filter(|(at, _, _)| *at <= year).collect();
    let catalogue = Catalogue::built_in().unwrap();
    let series = yearly(indicator, &known);
    let verdict = detect::judge(&series, indicator, catalogue.policy());
    let mut alone = [Judged { series, verdict }];
    detect::meet(&mut alone, &catalogue);
    let [alone] = alone;
    alone.verdict
}

/// The verdict of every year, each with what was known then.
pub fn verdicts_by_year(indicator: &Indicator, figures: &[(i32, f64, Option<f64>)]) -> Vec<(i32, Verdict)> {
    figures
        .iter()
        .map(|(year, _, _)| (*year, judged_in(indicator, figures, *year)))
        .collect()
}
