//! Checks of geographic levels and of the columns that each of them needs.

use crate::report::publication::sheet::{Sheet, distinct};
use crate::report::publication::{Check, Outcome};
use std::collections::{BTreeMap, BTreeSet};

/// Every column that can say where.
pub(super) const PLACE_COLUMNS: [&str; 15] = [
    "country_code",
    "country_name",
    "region_code",
    "region_name",
    "old_la_code",
    "new_la_code",
    "la_name",
    "lad_code",
    "lad_name",
    "school_urn",
    "school_name",
    "pcon_code",
    "pcon_name",
    "ward_code",
    "ward_name",
];

/// Levels with the columns that their rows fill, besides the country's.
const LEVELS: [(&str, &[&str]); 6] = [
    ("National", &[]),
    ("Regional", &["region_code", "region_name"]),
    (
        "Local authority",
        &["region_code", "region_name", "old_la_code", "new_la_code", "la_name"],
    ),
    ("Local authority district", &["lad_code", "lad_name"]),
    ("Parliamentary constituency", &["pcon_code", "pcon_name"]),
    ("Ward", &["ward_code", "ward_name"]),
];
/// Columns that rows of a finer level may leave filled.
const COUNTRY: [&str; 2] = ["country_code", "country_name"];
const COUNTRIES: [(&str, &str); 4] = [
    ("E92000001", "England"),
    ("K02000001", "United Kingdom"),
    ("K03000001", "Great Britain"),
    ("K04000001", "England and Wales"),
];
const REGIONS: [(&str, &str); 11] = [
    ("E12000001", "North East"),
    ("E12000002", "North West"),
    ("E12000003", "Yorkshire and The Humber"),
    ("E12000004", "East Midlands"),
    ("E12000005", "West Midlands"),
    ("E12000006", "East of England"),
    ("E12000007", "London"),
    ("E13000001", "Inner London"),
    ("E13000002", "Outer London"),
    ("E12000008", "South East"),
    ("E12000009", "South West"),
];
/// What may stand in place of a code.
const NO_CODE: [&str; 3] = ["z", "x", ""];
/// Code and name columns that belong together, with the letters that the codes begin with.
const PAIRS: [(&str, &str, &[&str]); 4] = [
    ("new_la_code", "la_name", &["E06", "E08", "E09", "E10"]),
    ("lad_code", "lad_name", &["E06", "E07", "E08", "E09"]),
    ("pcon_code", "pcon_name", &["E14"]),
    ("ward_code", "ward_name", &["E05"]),
];

/// Codes of English local authorities and districts with their names and, for local authorities, the number of three digits that
/// schools' data use (Open Geography codes; the department's list of local authorities). A code that got another name has two lines.
const KNOWN: &str = include_str!("places.csv");

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "geographic-levels",
        asks: "Geographic levels are of the fixed list.",
        breach: Outcome::Fail,
        find: |pair| {
            let is_wrong = |level: &&str| !LEVELS.iter().any(|(known, _)| known == level);
            distinct(pair.data.cells("geographic_level"))
                .into_iter()
                .filter(is_wrong)
                .map(str::to_string)
                .collect()
        },
    },
    Check {
        id: "level-columns-present",
        asks: "The columns of each level are there.",
        breach: Outcome::Fail,
        find: |pair| {
            let levels = distinct(pair.data.cells("geographic_level"));
            let used = LEVELS.iter().filter(|(level, _)| levels.contains(level));
            let missing = used.flat_map(|(level, columns)| columns.iter().map(move |column| (level, column)));
            let missing = missing.filter(|(_, column)| pair.data.column(column).is_none());
            missing
                .map(|(level, column)| format!("{level} needs {column}"))
                .collect()
        },
    },
    Check {
        id: "level-columns-complete",
        asks: "Rows of a level fill its columns.",
        breach: Outcome::Fail,
        find: |pair| by_level(&pair.data, |cell, is_own| is_own && cell.is_empty()),
    },
    Check {
        id: "level-columns-not-over-complete",
        asks: "Rows of a level leave the columns of finer and other levels blank.",
        breach: Outcome::Fail,
        find: |pair| by_level(&pair.data, |cell, is_own| !is_own && !cell.is_empty()),
    },
    Check {
        id: "countries",
        asks: "Country codes and names belong together.",
        breach: Outcome::Fail,
        find: |pair| unknown_pairs(&pair.data, COUNTRY, &COUNTRIES),
    },
    Check {
        id: "regions",
        asks: "Region codes and names belong together.",
        breach: Outcome::Fail,
        find: |pair| unknown_pairs(&pair.data, ["region_code", "region_name"], &REGIONS),
    },
    Check {
        id: "place-codes",
        asks: "Codes begin as codes of their kind do.",
        breach: Outcome::Fail,
        find: |pair| {
            let mut found = Vec::new();
            for (code, _, starts) in PAIRS {
                let is_wrong = |cell: &&str| {
                    !NO_CODE.contains(cell) && (cell.len() != 9 || !starts.iter().any(|start| cell.starts_with(start)))
                };
                let wrong = distinct(pair.data.cells(code)).into_iter().filter(is_wrong);
                found.extend(wrong.map(|cell| format!("{code} {cell}")));
            }
            found
        },
    },
    Check {
        id: "place-codes-known",
        asks: "Codes of local authorities and districts are in the lookup.",
        breach: Outcome::Warning,
        find: |pair| {
            let known = known();
            let mut found = Vec::new();
            for (code, _, starts) in PAIRS.into_iter().take(LOOKED_UP) {
                let looks_right = |cell: &str| starts.iter().any(|start| cell.starts_with(start));
                let cells = distinct(pair.data.cells(code)).into_iter();
                let strange = cells.filter(|cell| looks_right(cell) && !known.iter().any(|place| place.code == *cell));
                found.extend(strange.map(|cell| format!("{code} {cell}")));
            }
            found
        },
    },
    Check {
        id: "place-names",
        asks: "Names of local authorities and districts are those of their codes.",
        breach: Outcome::Fail,
        find: |pair| {
            let known = known();
            let mut found = BTreeSet::new();
            for (code, name, _) in PAIRS.into_iter().take(LOOKED_UP) {
                for row in &pair.data.rows {
                    let (code, name) = (pair.data.cell(row, code), pair.data.cell(row, name));
                    let names: Vec<&str> = known
                        .iter()
                        .filter(|place| place.code == code)
                        .map(|place| place.name.as_str())
                        .collect();
                    if !names.is_empty() && !names.contains(&name) {
                        found.insert(format!("{code} is {}, not {name}", names.join(" or ")));
                    }
                }
            }
            found.into_iter().collect()
        },
    },
    Check {
        id: "old-la-codes",
        asks: "Old codes of local authorities have three digits and are those of the new code.",
        breach: Outcome::Fail,
        find: |pair| {
            let known = known();
            let mut found = BTreeSet::new();
            for row in &pair.data.rows {
                let [old, new] = ["old_la_code", "new_la_code"].map(|column| pair.data.cell(row, column));
                if NO_CODE.contains(&old) {
                    continue;
                }
                let is_number = old.len() == 3 && old.bytes().all(|digit| digit.is_ascii_digit());
                let place = known.iter().find(|place| place.code == new);
                if !is_number || place.is_some_and(|place| place.old_code != old) {
                    found.insert(format!("{old} for {new}"));
                }
            }
            found.into_iter().collect()
        },
    },
    Check {
        id: "one-name-a-code",
        asks: "A code always has the same name.",
        breach: Outcome::Fail,
        find: |pair| {
            PAIRS
                .iter()
                .flat_map(|(code, name, _)| with_several(&pair.data, code, name))
                .collect()
        },
    },
    Check {
        id: "one-code-a-name",
        asks: "A name always has the same code.",
        breach: Outcome::Fail,
        find: |pair| {
            PAIRS
                .iter()
                .flat_map(|(code, name, _)| with_several(&pair.data, name, code))
                .collect()
        },
    },
];

/// How many of the pairs, from the first, are in the lookup.
const LOOKED_UP: usize = 2;

/// A line of the lookup.
#[derive(serde::Deserialize)]
struct Place {
    code: String,
    name: String,
    /// Empty for districts.
    old_code: String,
}

fn known() -> Vec<Place> {
    let mut lines = csv::Reader::from_reader(KNOWN.as_bytes());
    lines.deserialize().filter_map(Result::ok).collect()
}

/// Place columns whose cell is wrong, given whether the row's level owns them.
fn by_level(data: &Sheet, is_wrong: impl Fn(&str, bool) -> bool) -> Vec<String> {
    let mut found = BTreeSet::new();
    for row in &data.rows {
        let level = data.cell(row, "geographic_level");
        let Some((_, own)) = LEVELS.iter().find(|(known, _)| *known == level) else {
            continue;
        };
        for column in PLACE_COLUMNS.iter().filter(|column| data.column(column).is_some()) {
            let is_own = own.contains(column) || COUNTRY.contains(column);
            if is_wrong(data.cell(row, column), is_own) {
                found.insert(format!("{level}: {column}"));
            }
        }
    }
    found.into_iter().collect()
}

fn unknown_pairs(data: &Sheet, [code, name]: [&str; 2], known: &[(&str, &str)]) -> Vec<String> {
    let mut found = BTreeSet::new();
    for row in &data.rows {
        let pair = (data.cell(row, code), data.cell(row, name));
        let is_blank = NO_CODE.contains(&pair.0) && NO_CODE.contains(&pair.1);
        if !is_blank && !known.contains(&pair) {
            found.insert(format!("{} {}", pair.0, pair.1));
        }
    }
    found.into_iter().collect()
}

fn with_several(data: &Sheet, of: &str, other: &str) -> Vec<String> {
    let mut known: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in &data.rows {
        known
            .entry(data.cell(row, of))
            .or_default()
            .insert(data.cell(row, other));
    }
    let several = known
        .into_iter()
        .filter(|(cell, others)| !NO_CODE.contains(cell) && others.len() > 1);
    several
        .map(|(cell, others)| format!("{cell}: {}", others.into_iter().collect::<Vec<&str>>().join(", ")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lookup_is_read_and_has_the_parts_of_its_kind() {
        let known = known();
        assert_eq!(known.len(), KNOWN.lines().count() - 1);
        for place in &known {
            assert_eq!(place.code.len(), 9, "{}", place.name);
            assert_eq!(
                place.code.starts_with("E07"),
                place.old_code.is_empty(),
                "{}",
                place.name
            );
        }
    }
}
