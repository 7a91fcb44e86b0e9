//! Every indicator in every situation that may befall a figure, judged and told as the papers would tell it.

use paqa::catalogue::{Catalogue, Indicator, Unit};
use paqa::detect;
use paqa::domain::{Area, Exception, Held, Judged, Level, Observation, Period, Places, Series, SeriesState};
use paqa::sift::{self, Evidence, Quarter};
use std::sync::OnceLock;

fn places() -> Places {
    let area = |id: &str, name: &str, level, parent: Option<&str>| Area {
        id: id.into(),
        name: name.into(),
        level,
        parent: parent.map(String::from),
        aliases: vec![],
        tile: None,
    };
    Places::new(
        vec![
            area("essex", "Essex", Level::County, None),
            area("harlow", "Harlow", Level::District, Some("essex")),
        ],
        "essex".into(),
    )
}

fn newest() -> Period {
    Period::new(2026, 2).unwrap()
}

/// What may befall a figure: its counts by quarter, oldest first, or a quarter without a number.
fn situations() -> Vec<(&'static str, Vec<Result<f64, SeriesState>>)> {
    let level = |at: usize| 300.0 + [0.0, 9.0, -7.0, 4.0, -3.0, 8.0, -9.0, 2.0][at % 8];
    let steady: Vec<f64> = (0..24).map(level).collect();
    let with = |end: &[f64]| -> Vec<f64> { steady.iter().take(24 - end.len()).chain(end).copied().collect() };
    let numbers = |values: Vec<f64>| values.into_iter().map(Ok).collect::<Vec<_>>();
    let ending = |state: SeriesState| {
        let mut all = numbers(steady.clone());
        all[23] = Err(state);
        all
    };
    vec![
        ("steady", numbers(steady.clone())),
        ("high once", numbers(with(&[420.0]))),
        ("low once", numbers(with(&[160.0]))),
        ("high twice", numbers(with(&[420.0, 425.0]))),
        (
            "rising",
            numbers(with(&[
                300.0, 306.0, 311.0, 317.0, 322.0, 328.0, 333.0, 340.0, 346.0, 351.0,
            ])),
        ),
        (
            "falling",
            numbers(with(&[
                300.0, 294.0, 289.0, 283.0, 278.0, 272.0, 267.0, 260.0, 254.0, 249.0,
            ])),
        ),
        (
            "above for long",
            numbers(with(&[312.0, 315.0, 311.0, 316.0, 313.0, 317.0, 312.0, 314.0, 315.0])),
        ),
        (
            "below for long",
            numbers(with(&[288.0, 285.0, 289.0, 284.0, 287.0, 283.0, 288.0, 286.0, 285.0])),
        ),
        ("near or above the high end", numbers(with(&[318.0, 301.0, 319.0]))),
        ("gone to nothing", numbers(with(&[0.0]))),
        ("one", numbers(with(&[1.0]))),
        ("two", numbers(with(&[2.0]))),
        ("rare", numbers([0.0, 1.0, 0.0, 2.0, 1.0, 0.0].repeat(4))),
        ("all equal", numbers(vec![40.0; 24])),
        ("ten quarters", numbers(steady.iter().copied().take(10).collect())),
        ("five quarters", numbers(steady.iter().copied().take(5).collect())),
        ("one quarter", numbers(vec![12.0])),
        ("no return", ending(SeriesState::NoReturn)),
        ("not due", ending(SeriesState::NotDue)),
        ("withheld by the sender", ending(SeriesState::Suppressed)),
        ("in parts", ending(SeriesState::Range)),
        ("not measured", ending(SeriesState::NotMeasured)),
    ]
}

fn observation(period: Period, figure: Result<f64, SeriesState>, (indicator, base): (&Indicator, f64)) -> Observation {
    let multiplier = indicator.unit.multiplier();
    match figure {
        Ok(count) => Observation {
            numerator: Some(count),
            denominator: multiplier.map(|_| base),
            value: Some(multiplier.map_or(count, |multiplier| count / base * multiplier)),
            ..Observation::absent(period, SeriesState::Number)
        },
        Err(SeriesState::Range) => Observation {
            low: Some(210.0),
            high: Some(342.0),
            ..Observation::absent(period, SeriesState::Range)
        },
        Err(state) => Observation::absent(period, state),
    }
}

fn series(indicator: &Indicator, figures: &[Result<f64, SeriesState>], (area, base): (&str, f64)) -> Series {
    let first = newest().back(figures.len() as i32 - 1);
    let observations = first.to(newest()).zip(figures);
    Series {
        indicator: indicator.id.clone(),
        level: if area == "essex" {
            Level::County
        } else {
            Level::District
        },
        area: area.into(),
        agency: None,
        observations: observations
            .map(|(period, figure)| observation(period, *figure, (indicator, base)))
            .collect(),
    }
}

/// Everything said of every indicator in every situation, with what tells where it comes from; said once.
pub(crate) fn everything_said() -> &'static [(String, Exception)] {
    static SAID: OnceLock<Vec<(String, Exception)>> = OnceLock::new();
    SAID.get_or_init(|| said_with(&Catalogue::built_in().unwrap()))
}

/// The same with other declarations.
pub(crate) fn said_with(catalogue: &Catalogue) -> Vec<(String, Exception)> {
    let places = places();
    let mut said = Vec::new();
    for indicator in catalogue.indicators() {
        for (situation, figures) in situations() {
            for (area, base) in [("essex", 480.0), ("harlow", 480.0), ("essex", 12.0)] {
                let small = base < 40.0;
                if small && !matches!(indicator.unit, Unit::Percent) || (area == "harlow" && situation != "high once") {
                    continue;
                }
                let figures: Vec<_> = match small {
                    true => figures
                        .iter()
                        .map(|one| one.map(|count| (count / 40.0).min(12.0).round()))
                        .collect(),
                    false => figures.clone(),
                };
                let series = series(indicator, &figures, (area, base));
                let verdict = detect::judge(&series, indicator, catalogue.policy());
                let judged = Judged { series, verdict };
                let told = told(&judged, (catalogue, &places));
                said.push((format!("{} {situation} {area} of {base}", indicator.id), told));
            }
        }
    }
    said
}

fn told(judged: &Judged, (catalogue, places): (&Catalogue, &Places)) -> Exception {
    let quarters = [Quarter::new(newest(), vec![judged.clone()])];
    let held = Held::default();
    let evidence = Evidence {
        catalogue,
        places,
        agencies: &[],
        comparators: &[],
        board: "Board",
        due_days: 30,
        quarters: &quarters,
        series: &[],
        restated: &[],
        arrivals: &[],
        returns_due: &[],
        expected: &[],
        findings: &[],
        earlier: &[],
        doubted: &std::collections::BTreeSet::new(),
        remarks: &[],
        actions: &[],
        held: &held,
        period: newest(),
        as_at: "2026-11-20".parse().unwrap(),
        run_id: "2026-11-20-000000",
        edition: "Draft",
    };
    sift::portrait(judged, &evidence).unwrap()
}
