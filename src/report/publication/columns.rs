//! Checks of names: of the files and of the data's columns.

use crate::report::publication::sheet::repeated;
use crate::report::publication::{Check, Outcome, Pair};

/// Columns without which no file is taken.
const REQUIRED: [&str; 5] = [
    "time_period",
    "time_identifier",
    "geographic_level",
    "country_code",
    "country_name",
];

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "files-match",
        asks: "Each data file has a metadata file of the same name, and the reverse.",
        breach: Outcome::Fail,
        find: |pair| match (&pair.meta, pair.data.headings.is_empty()) {
            (None, _) => vec![format!("{} has no metadata file", pair.data.name)],
            (Some(meta), true) => vec![format!("{} has no data file", meta.name)],
            (Some(_), false) => vec![],
        },
    },
    Check {
        id: "file-names",
        asks: "File names hold letters, digits, underscores and hyphens only.",
        breach: Outcome::Fail,
        find: |pair| {
            let stem = pair.data.name.trim_end_matches(".csv");
            let plain = !stem.is_empty()
                && stem
                    .chars()
                    .all(|it| it.is_ascii_alphanumeric() || it == '_' || it == '-');
            if plain { vec![] } else { vec![pair.data.name.clone()] }
        },
    },
    Check {
        id: "required-columns",
        asks: "The data has the columns that say when and where.",
        breach: Outcome::Fail,
        find: |pair| {
            let missing = REQUIRED.iter().filter(|name| pair.data.column(name).is_none());
            missing.map(|name| format!("{name} is missing")).collect()
        },
    },
    Check {
        id: "column-names-unique",
        asks: "No two columns have the same name.",
        breach: Outcome::Fail,
        find: |pair| repeated(pair.data.headings.iter().cloned()),
    },
    Check {
        id: "column-names-without-spaces",
        asks: "Column names hold no spaces.",
        breach: Outcome::Fail,
        find: |pair| named(pair, |name| name.contains(char::is_whitespace)),
    },
    Check {
        id: "column-names-snake-case",
        asks: "Column names are in snake case and begin with a letter.",
        breach: Outcome::Warning,
        find: |pair| {
            let is_plain = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_';
            named(pair, |name| {
                !name.starts_with(|it: char| it.is_ascii_lowercase()) || !name.chars().all(is_plain)
            })
        },
    },
    Check {
        id: "rows-as-long-as-headings",
        asks: "Every row has as many cells as there are columns.",
        breach: Outcome::Fail,
        find: |pair| {
            let wanted = pair.data.headings.len();
            let wrong = pair.data.rows.iter().enumerate().filter(|(_, row)| row.len() != wanted);
            wrong
                .map(|(nth, row)| format!("line {} has {} cells", nth + 2, row.len()))
                .collect()
        },
    },
    Check {
        id: "has-rows",
        asks: "The data has rows.",
        breach: Outcome::Fail,
        find: |pair| {
            if pair.data.rows.is_empty() {
                vec!["there are none".to_string()]
            } else {
                vec![]
            }
        },
    },
];

fn named(pair: &Pair, is_wrong: impl Fn(&str) -> bool) -> Vec<String> {
    pair.data
        .headings
        .iter()
        .filter(|name| is_wrong(name))
        .cloned()
        .collect()
}
