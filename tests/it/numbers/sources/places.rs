//! Counts of districts and of what organisations of a quadrant sent.

use super::{Lists, Row, Said, count, number};
use crate::numbers::spots::Spot;
use std::collections::BTreeSet;

/// Districts of the board.
fn districts(lists: &Lists) -> f64 {
    count(&lists.areas, &[("level", "district")])
}

/// Measures of which `series` has a value in at least half of the districts.
fn measures(lists: &Lists) -> BTreeSet<&str> {
    let with = |id: &str| {
        let own = lists.districts_now().filter(|row| row["indicator"] == id);
        own.filter(|row| !row["value"].is_empty()).count() as f64
    };
    let all: BTreeSet<&str> = lists.districts_now().map(|row| row["indicator"].as_str()).collect();
    all.into_iter()
        .filter(|id| with(id) * 2.0 >= districts(lists))
        .collect()
}

/// Measures of the grid: all but those whose next quarter is given.
fn in_grid(lists: &Lists) -> BTreeSet<String> {
    let is_fixed = |id: &str| {
        lists
            .catalogue
            .iter()
            .any(|row| row["id"] == id && row["frequency"] != "biennial")
    };
    let later = |row: &&Row| row["state"] == "not-due" && is_fixed(&row["indicator"]);
    lists
        .county
        .iter()
        .filter(|row| !later(row))
        .map(|row| row["indicator"].clone())
        .collect()
}

/// Questions of an organisation in the newest Section 11 cycle: fully met, all that apply, and left blank.
fn section_11(lists: &Lists, agency: &str) -> Vec<f64> {
    let rows = &lists.rows["s11-answers"];
    let newest = rows.iter().map(|row| &row["cycle"]).max();
    let own: Vec<&Row> = rows
        .iter()
        .filter(|row| Some(&row["cycle"]) == newest && row["organisation"] == agency)
        .collect();
    let grade = |row: &&&Row| match row["moderated_grade"].as_str() {
        "" => row["self_grade"].clone(),
        moderated => moderated.to_string(),
    };
    let with = |word: &str| own.iter().filter(|row| grade(row) == word).count() as f64;
    vec![with("met"), own.len() as f64 - with("not-applicable"), with("")]
}

/// People of an agency in the sessions of a year: registered, attended, did not come.
fn training(lists: &Lists, agency: &str) -> Vec<f64> {
    let rows = lists.rows["training-sessions"]
        .iter()
        .filter(|row| row["agency"] == agency);
    let year: Vec<&Row> = rows
        .filter(|row| ("2025-10-01".."2026-10-01").contains(&row["date"].as_str()))
        .collect();
    let sum = |column| year.iter().map(|row| number(row, column)).sum();
    ["registered", "attended", "no_show"].map(sum).to_vec()
}

/// Breaks of the shades of a map: four and six fifths of the county's figure of the indicator, whole.
fn breaks(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let named = |row: &&Row| {
        let name = lists.catalogue.iter().find(|one| one["id"] == row["indicator"]);
        name.is_some_and(|one| spot.heads.iter().any(|head| head.contains(&one["name"])))
    };
    let level = lists
        .county
        .iter()
        .find(named)
        .map_or(f64::NAN, |row| number(row, "value"));
    vec![(level * 0.8).round(), (level * 1.2).round()]
}

/// Districts in a funnel that are neither outside its limits, as its text names them, nor without a figure.
fn inside(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let named = lists.areas.iter().filter(|row| row["level"] == "district");
    let outside = named.filter(|row| spot.words.contains(&row["name"])).count() as f64;
    let silent = lists
        .districts_now()
        .filter(|row| row["indicator"] == "FD04" && row["value"].is_empty());
    let silent = silent.count() as f64;
    vec![districts(lists) - outside - silent, silent]
}

/// What is counted of places.
pub const SAID: &[Said] = &[
    Said {
        on: "quadrants/",
        words: r"on (\d+) measures that can be seen by district",
        count: |lists, _, _| vec![measures(lists).len() as f64],
    },
    Said {
        on: "quadrants/",
        words: r"Of the (\d+) measures in the dashboard, (\d+) can be seen by district",
        count: |lists, _, _| {
            let (grid, seen) = (in_grid(lists), measures(lists));
            let both = grid.iter().filter(|id| seen.contains(id.as_str())).count();
            vec![grid.len() as f64, both as f64]
        },
    },
    Said {
        on: "",
        words: r"of (\d+) districts",
        count: |lists, _, _| vec![districts(lists)],
    },
    Said {
        on: "quadrants/",
        words: r"Inside: (\d+)\. Withheld or missing: (\d+)\.",
        count: |lists, spot, _| inside(lists, spot),
    },
    Said {
        on: "quadrants/",
        words: r"^under (\d+)$",
        count: |lists, spot, _| breaks(lists, spot),
    },
    Said {
        on: "quadrants/",
        words: r"^(\d+) to under (\d+)$",
        count: |lists, spot, _| breaks(lists, spot),
    },
    Said {
        on: "quadrants/",
        words: r"^(\d+) or more$",
        count: |lists, spot, _| breaks(lists, spot).split_off(1),
    },
    Said {
        on: "quadrants/",
        words: r"^(\d+)(?: of (\d+))?$",
        count: |lists, spot, _| {
            let agency = lists.agency(spot, &spot.row);
            let of = |at: usize| training(lists, &agency).split_off(at);
            match spot.column.as_str() {
                "Questions fully met" => section_11(lists, &agency),
                "Left blank" => section_11(lists, &agency).split_off(2),
                "Registered" => of(0),
                "Attended" => of(1),
                "Did not come" => of(2),
                _ => vec![],
            }
        },
    },
];
