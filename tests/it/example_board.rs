//! The example board holds together before any program reads it: folders, heads, sums, shares, and the list of what was planted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn sample_data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

type Row = BTreeMap<String, String>;

/// The rows of a clean CSV file by their column names.
fn rows_of(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    reader
        .deserialize()
        .map(|row| row.unwrap_or_else(|error| panic!("{}: {error}", path.display())))
        .collect()
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap_or_else(|error| panic!("{error}")).path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn column(rows: &[Row], name: &str) -> BTreeSet<String> {
    rows.iter().map(|row| row[name].clone()).collect()
}

/// The dashboards of the quarters before the current one.
fn clean_dashboards() -> Vec<PathBuf> {
    let files = files_below(&sample_data().join("essex/inbox"));
    files
        .into_iter()
        .filter(|path| path.ends_with("dashboard.csv") && !path.to_string_lossy().contains("2026-27-Q2"))
        .collect()
}

#[test]
fn every_folder_of_the_inbox_is_an_agency_of_the_board() {
    let agencies = column(&rows_of(&sample_data().join("essex/agencies.csv")), "agency");
    let inbox = sample_data().join("essex/inbox");
    for file in files_below(&inbox) {
        let inside = file.strip_prefix(&inbox).unwrap_or(&file);
        let agency = inside
            .components()
            .nth(1)
            .map(|part| part.as_os_str().to_string_lossy().into_owned());
        assert!(
            agency.as_ref().is_some_and(|agency| agencies.contains(agency)),
            "{}",
            inside.display()
        );
    }
}

#[test]
fn what_is_planted_names_agencies_areas_and_files_that_exist() {
    let (board, planted) = (sample_data().join("essex"), rows_of(&sample_data().join("planted.csv")));
    let agencies = column(&rows_of(&board.join("agencies.csv")), "agency");
    let areas = column(&rows_of(&board.join("areas.csv")), "area");
    assert!(
        planted
            .iter()
            .filter(|row| row["expected"].starts_with("exception"))
            .count()
            >= 12
    );
    for row in &planted {
        assert!(
            row["agency"].is_empty() || row["agency"].split(';').all(|agency| agencies.contains(agency)),
            "{row:?}"
        );
        assert!(row["area"].is_empty() || areas.contains(&row["area"]), "{row:?}");
        let file = board.join("inbox/2026-27-Q2").join(&row["file"]);
        assert!(
            row["file"].is_empty() || file.is_file(),
            "{} is not there",
            file.display()
        );
    }
}

#[test]
fn districts_add_up_to_the_county_wherever_a_clean_return_gives_both() {
    let areas = rows_of(&sample_data().join("essex/areas.csv"));
    let districts: BTreeSet<String> = areas
        .iter()
        .filter(|row| row["level"] == "district")
        .map(|row| row["area"].clone())
        .collect();
    let (mut compared, inbox) = (0, clean_dashboards());
    for file in inbox {
        let mut sums: BTreeMap<(String, String), (u64, Option<u64>)> = BTreeMap::new();
        for row in rows_of(&file).iter().filter(|row| row["note"].is_empty()) {
            let Ok(count) = row["numerator"].parse::<u64>() else {
                continue;
            };
            let sum = sums
                .entry((row["indicator"].clone(), row["period"].clone()))
                .or_default();
            match row["area"].as_str() {
                "E10000012" => sum.1 = Some(count),
                area if districts.contains(area) => sum.0 += count,
                _ => {}
            }
        }
        let both = sums
            .into_iter()
            .filter(|((indicator, _), (sum, _))| *sum > 0 && indicator != "MX10");
        for ((indicator, period), (sum, county)) in both {
            if let Some(county) = county {
                assert_eq!(sum, county, "{indicator} of {period} in {}", file.display());
                compared += 1;
            }
        }
    }
    assert!(compared >= 24 * 4, "{compared} compared");
}

#[test]
fn printed_percentages_agree_with_their_parts() {
    let mut compared = 0;
    for row in clean_dashboards().iter().flat_map(|file| rows_of(file)) {
        let parts = (
            row["numerator"].parse::<f64>(),
            row["denominator"].parse::<f64>(),
            row["value"].parse::<f64>(),
        );
        let (Ok(top), Ok(bottom), Ok(value)) = parts else {
            continue;
        };
        if !matches!(row["indicator"].as_str(), "LA10" | "WF04") {
            assert!((100.0 * top / bottom - value).abs() <= 0.0501, "{row:?}");
            compared += 1;
        }
    }
    assert!(compared > 1000, "{compared} compared");
}

#[test]
fn the_example_is_small_enough_to_carry_in_the_program() {
    let size: u64 = files_below(&sample_data().join("essex"))
        .iter()
        .map(|path| std::fs::metadata(path).map_or(u64::MAX / 4096, |file| file.len()))
        .sum();
    assert!(size < 3_000_000, "{size} bytes");
}
