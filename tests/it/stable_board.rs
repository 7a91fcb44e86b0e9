//! Board folders in which nothing changes, made from a seed: whatever is raised on them is a false alarm.
//!
//! The recipe is that of `sample-data/make_example.py --stable`, with fewer areas and the dashboards only.

mod chance;
mod recipes;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use chance::Chance;
use recipes::{Places, RECIPES, Recipe, Shape};

/// The files of a board by their path inside its folder.
pub type Files = BTreeMap<String, String>;

const COUNTY: &str = "E10000012";
const QUADRANTS: [(&str, &str, f64); 2] = [("essex-north", "North", 0.55), ("essex-south", "South", 0.45)];
const DISTRICTS: [(&str, &str, &str, f64); 4] = [
    ("E07000071", "Colchester", "essex-north", 0.30),
    ("E07000076", "Tendring", "essex-north", 0.25),
    ("E07000066", "Basildon", "essex-south", 0.33),
    ("E07000069", "Castle Point", "essex-south", 0.12),
];
/// Agency, its kind as the catalogue of indicators spells it.
const AGENCIES: [(&str, &str); 17] = [
    ("essex-social-care", "local_authority_csc"),
    ("essex-family-support", "local_authority_early_help"),
    ("essex-police", "police"),
    ("mid-south-hospitals", "health_acute"),
    ("partnership-trust", "health_mental"),
    ("wellbeing-service", "health_mental"),
    ("mid-community-health", "health_community"),
    ("child-death-review", "health_cdop"),
    ("essex-public-health", "public_health"),
    ("essex-education", "education"),
    ("essex-youth-justice", "youth_justice"),
    ("essex-probation", "probation"),
    ("essex-fire", "fire"),
    ("east-ambulance", "ambulance"),
    ("essex-lado", "lado"),
    ("board-unit", "escb_business_unit"),
    ("stay-safe-groups", "multi_agency"),
];
const HEADER: &str = "indicator,area,period,numerator,denominator,value,note\n";

/// A quarter of the board: the last one is 2026-27 Q2.
struct Quarter {
    year: usize,
    quarter: usize,
}

impl Quarter {
    fn before_the_last(steps: usize) -> Self {
        let index = 2026 * 4 + 1 - steps;
        Self {
            year: index / 4,
            quarter: index % 4 + 1,
        }
    }

    fn name(&self, joint: char) -> String {
        format!("{}-{:02}{joint}Q{}", self.year, (self.year + 1) % 100, self.quarter)
    }
}

/// A board of `quarters` quarters that ends with 2026-27 Q2. The same seed gives the same files.
pub fn stable_board(seed: u64, quarters: usize) -> Files {
    let mut files = tables(seed);
    let mut memory = BTreeMap::new();
    for place in 0..quarters {
        let quarter = Quarter::before_the_last(quarters - 1 - place);
        let mut returns: BTreeMap<&str, String> = BTreeMap::new();
        for recipe in RECIPES {
            let mut chance = Chance::new(seed, recipe.0, place);
            let kept = memory.entry(recipe.0).or_insert(f64::NAN);
            let rows = rows_of(recipe, &quarter, &mut chance, kept);
            returns
                .entry(recipe.1)
                .or_insert_with(|| HEADER.to_owned())
                .push_str(&rows);
        }
        for (agency, text) in returns {
            files.insert(format!("inbox/{}/{agency}/dashboard.csv", quarter.name('-')), text);
        }
    }
    files
}

/// Writes the files of a board below a folder.
///
/// # Errors
/// When a folder or a file cannot be written.
pub fn write(files: &Files, folder: &Path) -> io::Result<()> {
    for (path, text) in files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(())
}

fn tables(seed: u64) -> Files {
    let mut agencies = "agency,name,kind,aliases,feeds,valid_from,valid_to\n".to_owned();
    for (agency, kind) in AGENCIES {
        agencies.push_str(&format!("{agency},{},{kind},,dashboard,,\n", agency.replace('-', " ")));
    }
    let mut areas = format!("area,name,level,parent,aliases\n{COUNTY},Essex,county,,\n");
    let mut populations = "area,year,population_0_17,population_10_17,vintage\n".to_owned();
    for (area, name, _) in QUADRANTS {
        areas.push_str(&format!("{area},{name},quadrant,{COUNTY},\n"));
    }
    for (area, name, quadrant, _) in DISTRICTS {
        areas.push_str(&format!("{area},{name},district,{quadrant},\n"));
    }
    let shares = std::iter::once((COUNTY, 1.0))
        .chain(QUADRANTS.map(|(area, _, share)| (area, share)))
        .chain(DISTRICTS.map(|(area, _, _, share)| (area, share)));
    for (area, share) in shares {
        for year in 2014..=2025 {
            let children = (320_000.0 * share) as u64;
            populations.push_str(&format!("{area},{year},{children},{},invented\n", children * 9 / 20));
        }
    }
    let board = format!("name = \"Stable board {seed}\"\nhome = \"{COUNTY}\"\ndue_days = 30\n");
    let comparators = "indicator,group,year,value,published,source\n".to_owned();
    [("board.toml", board), ("agencies.csv", agencies), ("areas.csv", areas)]
        .into_iter()
        .chain([("populations.csv", populations), ("comparators.csv", comparators)])
        .map(|(name, text)| (name.to_owned(), text))
        .collect()
}

/// The rows of one figure in one quarter; `kept` is the level that people at the quarter's end carry on to the next.
fn rows_of(recipe: &Recipe, quarter: &Quarter, chance: &mut Chance, kept: &mut f64) -> String {
    let places = places_of(recipe.2);
    let weights: Vec<f64> = places.iter().map(|(_, weight)| *weight).collect();
    let counts = |chance: &mut Chance, total| {
        chance
            .split(total, &weights)
            .into_iter()
            .map(|count| format!("{count},,"))
    };
    let cells: Vec<String> = match recipe.3 {
        Shape::Events(mean, spread, season) => {
            let total = chance.count(mean * season[quarter.quarter - 1], spread);
            counts(chance, total).collect()
        }
        Shape::Kept(mean, spread) => {
            let before = if kept.is_nan() { mean } else { *kept };
            *kept = mean + 0.45 * (before - mean) + chance.normal(0.0, (mean * spread * 0.8).sqrt());
            let total = kept.round().max(0.0) as u64;
            counts(chance, total).collect()
        }
        Shape::Share(size, level, spread) => {
            let whole = chance.count(size, 1.6);
            let level = chance.normal(level, spread);
            let wholes = chance.split(whole, &weights);
            wholes.into_iter().map(|whole| share(chance, whole, level)).collect()
        }
        Shape::Printed(mean, deviation) => vec![format!(",,{:.0}", chance.normal(mean, deviation))],
    };
    let period = quarter.name(' ');
    let lines = places.iter().zip(cells);
    lines
        .map(|((area, _), cells)| format!("{},{area},{period},{cells},\n", recipe.0))
        .collect()
}

fn share(chance: &mut Chance, whole: u64, level: f64) -> String {
    let part = chance.binomial(whole, level);
    match whole {
        0 => format!("{part},{whole},"),
        _ => format!("{part},{whole},{:.1}", 100.0 * part as f64 / whole as f64),
    }
}

fn places_of(places: Places) -> Vec<(&'static str, f64)> {
    match places {
        Places::County => vec![(COUNTY, 1.0)],
        Places::Districts => DISTRICTS.iter().map(|(area, _, _, weight)| (*area, *weight)).collect(),
        Places::Quadrants => QUADRANTS.iter().map(|(area, _, weight)| (*area, *weight)).collect(),
    }
}

#[test]
fn a_seed_gives_the_same_board_each_time_and_another_seed_another() {
    let board = stable_board(7, 25);
    assert!(board == stable_board(7, 25));
    let other = stable_board(8, 25);
    assert!(board.keys().eq(other.keys()));
    for (path, text) in board.iter().filter(|(path, _)| path.contains("/essex-social-care/")) {
        assert_ne!(other.get(path), Some(text), "{path} is the same for both seeds");
    }
}

#[test]
fn a_stable_board_ends_with_the_quarter_it_says_and_has_no_gap() {
    let board = stable_board(1, 25);
    let of = |agency: &str| {
        board
            .keys()
            .filter(|path| path.contains(agency))
            .cloned()
            .collect::<Vec<_>>()
    };
    let police = of("/essex-police/");
    assert_eq!(police.len(), 25);
    assert_eq!(
        police.first().map(String::as_str),
        Some("inbox/2020-21-Q2/essex-police/dashboard.csv")
    );
    assert_eq!(
        police.last().map(String::as_str),
        Some("inbox/2026-27-Q2/essex-police/dashboard.csv")
    );
    for (agency, _) in AGENCIES {
        assert_eq!(of(&format!("/{agency}/")).len(), 25, "{agency} has a gap");
    }
}

#[test]
fn figures_of_a_stable_board_lie_about_their_level_with_the_spread_they_say() {
    let drawn: Vec<f64> = (0..4000)
        .map(|turn| Chance::new(3, "spread", turn).count(80.0, 2.0) as f64)
        .collect();
    let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
    let variance = drawn.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / drawn.len() as f64;
    assert!((mean - 80.0).abs() < 1.0, "mean {mean}");
    assert!(
        (variance / mean - 2.0).abs() < 0.2,
        "variance over mean {}",
        variance / mean
    );
    let shares: Vec<f64> = (0..4000)
        .map(|turn| Chance::new(3, "share", turn).binomial(60, 0.9) as f64)
        .collect();
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    assert!((mean - 54.0).abs() < 0.2, "mean {mean}");
}

#[test]
fn a_stable_board_can_be_written_to_a_folder() -> io::Result<()> {
    let folder = std::env::temp_dir().join(format!("paqa-stable-board-{}", std::process::id()));
    let board = stable_board(2, 2);
    write(&board, &folder)?;
    let read = std::fs::read_to_string(folder.join("inbox/2026-27-Q2/essex-police/dashboard.csv"))?;
    assert_eq!(Some(&read), board.get("inbox/2026-27-Q2/essex-police/dashboard.csv"));
    std::fs::remove_dir_all(&folder)
}
