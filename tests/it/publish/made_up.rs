//! A made-up board with five years of made-up counts, many of them small, for packs without a store.

#![allow(clippy::unwrap_used, reason = "a fixture that cannot be made fails the test")]

use chrono::NaiveDate;
use paqa::board::Board;
use paqa::catalogue::{Catalogue, Indicator};
use paqa::domain::{Area, Level, Observation, Period, Places, PublicPack, Series, SeriesState};
use paqa::pipeline::{Session, publish};
use paqa::withhold::{Breakdown, Published, Release, Request, Scope, Withheld, release};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

pub const YEAR: i32 = 2025;
pub const YEARS: i32 = 5;
const FIRST_DISTRICT: u32 = 66;

/// The board: a county of two quadrants with three districts each.
pub fn session() -> Session {
    let area = |id: String, name: String, (level, parent): (Level, Option<String>)| Area {
        id,
        name,
        level,
        parent,
        aliases: vec![],
        tile: None,
    };
    let county = "E10000012".to_string();
    let mut areas = vec![area(county.clone(), "Essex".into(), (Level::County, None))];
    for (nth, quadrant) in ["north", "south"].into_iter().enumerate() {
        areas.push(area(
            quadrant.into(),
            quadrant.to_uppercase(),
            (Level::Quadrant, Some(county.clone())),
        ));
        for district in 0..3 {
            let id = format!("E070000{}", FIRST_DISTRICT + 3 * nth as u32 + district);
            let name = [
                "Basildon",
                "Braintree",
                "Brentwood",
                "Castle Point",
                "Chelmsford",
                "Colchester",
            ][3 * nth + district as usize];
            areas.push(area(id, name.into(), (Level::District, Some(quadrant.into()))));
        }
    }
    let board = Board {
        name: "Made-up Board".into(),
        places: Places::new(areas, county),
        ..Board::default()
    };
    Session {
        board,
        catalogue: Catalogue::built_in().unwrap(),
        as_at: NaiveDate::from_ymd_opt(2026, 7, 1).unwrap(),
    }
}

/// Series of every indicator at every area; parts add up to their wholes.
pub fn series(session: &Session, seed: u64) -> Vec<Series> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut found = Vec::new();
    for indicator in session.catalogue.indicators() {
        let usual = random.random_range(2..40);
        let mut districts: BTreeMap<String, Vec<(f64, f64)>> = BTreeMap::new();
        for district in session.board.places.at_level(Level::District) {
            let pair = |random: &mut ChaCha8Rng| {
                let whole: u32 = random.random_range(0..=usual);
                (f64::from(random.random_range(0..=whole)), f64::from(whole))
            };
            let quarters = (0..4 * YEARS).map(|_| pair(&mut random)).collect();
            districts.insert(district.id.clone(), quarters);
        }
        for area in session.board.places.all() {
            let inside = |id: &str| id == area.id || session.board.places.contains(&area.id, id);
            let own: Vec<&Vec<(f64, f64)>> = districts
                .iter()
                .filter(|(id, _)| inside(id))
                .map(|(_, own)| own)
                .collect();
            let sum = |nth: usize| {
                own.iter()
                    .map(|own| own[nth])
                    .fold((0.0, 0.0), |sum, it| (sum.0 + it.0, sum.1 + it.1))
            };
            found.push(one(
                indicator,
                area,
                &(0..(4 * YEARS) as usize).map(sum).collect::<Vec<(f64, f64)>>(),
            ));
        }
    }
    found
}

fn one(indicator: &Indicator, area: &Area, quarters: &[(f64, f64)]) -> Series {
    let first = Period::new(YEAR - YEARS + 1, 1).unwrap();
    let population = 10_000.0 * (1.0 + f64::from(area.id.bytes().map(u32::from).sum::<u32>() % 7));
    let observations = quarters
        .iter()
        .enumerate()
        .map(|(nth, (numerator, denominator))| Observation {
            numerator: Some(*numerator),
            denominator: indicator.unit.multiplier().map(|_| {
                if indicator.unit.is_rate() {
                    population
                } else {
                    *denominator
                }
            }),
            value: Some(*numerator),
            ..Observation::absent(first.back(-(nth as i32)), SeriesState::Number)
        });
    Series {
        indicator: indicator.id.clone(),
        level: area.level,
        area: area.id.clone(),
        agency: None,
        observations: observations.collect(),
    }
}

/// The release of a year, audited beside earlier ones.
pub fn released(session: &Session, series: &[Series], (year, earlier): (i32, &[Published])) -> Release {
    let scope = Scope::annual(year, YEARS);
    made(session, series, (&scope, &[by_sector(series)], earlier), None)
}

/// The same, audited beside what the papers of the quarters tell members.
pub fn beside_papers(session: &Session, series: &[Series], (scope, papers): (&Scope, Option<&Withheld>)) -> Release {
    made(session, series, (scope, &[], &[]), papers)
}

/// The same, with earlier releases.
pub fn beside_both(
    session: &Session,
    series: &[Series],
    (year, earlier): (i32, &[Published]),
    papers: &Withheld,
) -> Release {
    let scope = Scope::annual(year, YEARS);
    made(session, series, (&scope, &[], earlier), Some(papers))
}

/// What the papers of the quarters withhold.
pub fn withheld_in_papers(session: &Session, series: &[Series]) -> Withheld {
    let mut all = Withheld::default();
    for indicator in session.catalogue.indicators() {
        let rules = (&session.board.places, session.catalogue.policy());
        all.add(Withheld::of(indicator, series, rules));
    }
    all
}

/// The release of a quarter, audited beside earlier ones.
pub fn of_quarter(session: &Session, series: &[Series], (period, earlier): (Period, &[Published])) -> Release {
    made(session, series, (&Scope::quarter(period), &[], earlier), None)
}

fn made(
    session: &Session,
    series: &[Series],
    (scope, breakdowns, earlier): (&Scope, &[Breakdown], &[Published]),
    papers: Option<&Withheld>,
) -> Release {
    let themes = session
        .catalogue
        .themes()
        .iter()
        .map(|theme| (theme.id.clone(), theme.title.clone()))
        .collect();
    let request = Request {
        series,
        indicators: session.catalogue.indicators(),
        themes: &themes,
        places: &session.board.places,
        policy: session.catalogue.policy(),
        scope,
        breakdowns,
        earlier,
        papers,
        work: 20_000_000,
    };
    release(&request).unwrap()
}

/// The county's referrals to the LADO split into three sectors, of which one is small.
fn by_sector(series: &[Series]) -> Breakdown {
    let county = series
        .iter()
        .find(|one| one.indicator == "LD02" && one.level == Level::County);
    let part = |count: fn(f64) -> f64| {
        let mut part = county.unwrap().clone();
        for at in part.observations.iter_mut() {
            at.numerator = at.numerator.map(count);
            at.value = at.numerator;
        }
        part
    };
    let parts = match county {
        Some(_) => vec![
            (
                "Education".to_string(),
                part(|whole| whole - 3.0 * (whole / 8.0).floor()),
            ),
            ("Faith".to_string(), part(|whole| (whole / 40.0).floor())),
            (
                "Sport".to_string(),
                part(|whole| 3.0 * (whole / 8.0).floor() - (whole / 40.0).floor()),
            ),
        ],
        None => Vec::new(),
    };
    Breakdown {
        indicator: "LD02".into(),
        id: "sector".into(),
        means: "The sector in which the adult works".into(),
        parts,
    }
}

/// The pack of the newest year, with nothing published before.
pub fn pack() -> PublicPack {
    let session = session();
    let mut series = series(&session, 1);
    // A few themes are enough for every kind of table.
    let themes = ["lado", "front_door", "child_protection", "youth_justice"];
    series.retain(|one| themes.contains(&session.catalogue.indicator(&one.indicator).unwrap().theme.as_str()));
    let release = released(&session, &series, (YEAR, &[]));
    publish::pack(&session, &release, ("2025-26", &[]))
}
