//! Checks of the metadata, and of its fit with the data.

use crate::report::publication::places::PLACE_COLUMNS;
use crate::report::publication::sheet::{distinct, repeated};
use crate::report::publication::{Check, Outcome, Pair, Sheet};

const REQUIRED: [&str; 8] = [
    "col_name",
    "col_type",
    "label",
    "indicator_grouping",
    "indicator_unit",
    "indicator_dp",
    "filter_hint",
    "filter_grouping_column",
];
const UNITS: [&str; 6] = ["", "£", "£m", "%", "pp", "numberstring"];
const TIME_COLUMNS: [&str; 3] = ["time_period", "time_identifier", "geographic_level"];

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "meta-columns",
        asks: "The metadata has its eight columns.",
        breach: Outcome::Fail,
        find: |pair| match &pair.meta {
            None => vec![],
            Some(meta) => {
                let missing = REQUIRED.iter().filter(|name| meta.column(name).is_none());
                missing.map(|name| format!("{name} is missing")).collect()
            }
        },
    },
    Check {
        id: "meta-columns-in-data",
        asks: "Every column that the metadata describes is in the data.",
        breach: Outcome::Fail,
        find: |pair| rows(pair, |meta, row| pair.data.column(meta.cell(row, "col_name")).is_none()),
    },
    Check {
        id: "data-columns-in-meta",
        asks: "Every column of the data, but for time and place, is described.",
        breach: Outcome::Fail,
        find: |pair| {
            let Some(meta) = &pair.meta else {
                return vec![];
            };
            let described = |name: &str| {
                meta.cells("col_name")
                    .chain(meta.cells("filter_grouping_column"))
                    .any(|other| other == name)
            };
            let own = pair
                .data
                .headings
                .iter()
                .filter(|name| !is_time_or_place(name) && !described(name));
            own.cloned().collect()
        },
    },
    Check {
        id: "meta-names-unique",
        asks: "The metadata describes each column once.",
        breach: Outcome::Fail,
        find: |pair| {
            pair.meta
                .iter()
                .flat_map(|meta| repeated(meta.cells("col_name").map(str::to_string)))
                .collect()
        },
    },
    Check {
        id: "meta-without-time-and-place",
        asks: "Time and place columns are not described.",
        breach: Outcome::Fail,
        find: |pair| rows(pair, |meta, row| is_time_or_place(meta.cell(row, "col_name"))),
    },
    Check {
        id: "meta-types",
        asks: "Every described column is a Filter or an Indicator.",
        breach: Outcome::Fail,
        find: |pair| {
            rows(pair, |meta, row| {
                !["Filter", "Indicator"].contains(&meta.cell(row, "col_type"))
            })
        },
    },
    Check {
        id: "meta-has-indicator",
        asks: "At least one column is an Indicator.",
        breach: Outcome::Fail,
        find: |pair| match &pair.meta {
            Some(meta) if !meta.cells("col_type").any(|kind| kind == "Indicator") => vec!["there is none".to_string()],
            Some(_) | None => vec![],
        },
    },
    Check {
        id: "meta-labels",
        asks: "Every described column has a label without spaces around it.",
        breach: Outcome::Fail,
        find: |pair| {
            rows(pair, |meta, row| {
                meta.cell(row, "label").is_empty() || is_padded(meta.cell(row, "label"))
            })
        },
    },
    Check {
        id: "meta-labels-unique",
        asks: "No two columns have the same label.",
        breach: Outcome::Fail,
        find: |pair| {
            pair.meta
                .iter()
                .flat_map(|meta| repeated(meta.cells("label").map(str::to_string)))
                .collect()
        },
    },
    Check {
        id: "meta-units",
        asks: "Units are blank, £, £m, %, pp or numberstring, and only indicators have one.",
        breach: Outcome::Fail,
        find: |pair| {
            rows(pair, |meta, row| {
                let unit = meta.cell(row, "indicator_unit");
                !UNITS.contains(&unit) || (!unit.is_empty() && meta.cell(row, "col_type") == "Filter")
            })
        },
    },
    Check {
        id: "meta-decimals",
        asks: "Decimal places are blank or a whole number, and only indicators have them.",
        breach: Outcome::Fail,
        find: |pair| {
            rows(pair, |meta, row| {
                let decimals = meta.cell(row, "indicator_dp");
                !decimals.is_empty() && (decimals.parse::<u8>().is_err() || meta.cell(row, "col_type") == "Filter")
            })
        },
    },
    Check {
        id: "meta-groupings",
        asks: "Only indicators have a grouping.",
        breach: Outcome::Fail,
        find: |pair| {
            rows(pair, |meta, row| {
                !meta.cell(row, "indicator_grouping").is_empty() && meta.cell(row, "col_type") == "Filter"
            })
        },
    },
    Check {
        id: "meta-hints",
        asks: "Only filters have a hint or a grouping column, and that column is in the data.",
        breach: Outcome::Fail,
        find: |pair| {
            rows(pair, |meta, row| {
                let (hint, group) = (meta.cell(row, "filter_hint"), meta.cell(row, "filter_grouping_column"));
                let is_indicator = meta.cell(row, "col_type") == "Indicator";
                (is_indicator && !(hint.is_empty() && group.is_empty()))
                    || (!group.is_empty() && pair.data.column(group).is_none())
            })
        },
    },
    Check {
        id: "meta-filter-groups",
        asks: "A grouping column is described by no line of its own, belongs to one filter, and has no more items than it.",
        breach: Outcome::Fail,
        find: |pair| {
            let Some(meta) = &pair.meta else { return vec![] };
            let used = meta.cells("filter_grouping_column").filter(|group| !group.is_empty());
            let shared = repeated(used.map(str::to_string));
            rows(pair, |meta, row| {
                let (name, group) = (meta.cell(row, "col_name"), meta.cell(row, "filter_grouping_column"));
                let items = |column: &str| distinct(pair.data.cells(column)).len();
                let is_described = meta.cells("col_name").any(|other| other == group);
                !group.is_empty()
                    && (is_described || shared.iter().any(|other| other == group) || items(group) > items(name))
            })
        },
    },
];

/// The names of columns whose line in the metadata is wrong.
fn rows(pair: &Pair, is_wrong: impl Fn(&Sheet, &[String]) -> bool) -> Vec<String> {
    let Some(meta) = &pair.meta else {
        return vec![];
    };
    let wrong = meta.rows.iter().filter(|row| is_wrong(meta, row));
    wrong.map(|row| meta.cell(row, "col_name").to_string()).collect()
}

pub(super) fn is_time_or_place(name: &str) -> bool {
    TIME_COLUMNS.contains(&name) || PLACE_COLUMNS.contains(&name)
}

pub(super) fn is_padded(text: &str) -> bool {
    text.trim() != text
}

/// The columns of a kind that the metadata names, as far as the data has them.
pub(super) fn columns_of<'a>(pair: &'a Pair, kind: &'a str) -> Vec<&'a str> {
    let Some(meta) = &pair.meta else {
        return vec![];
    };
    let of_kind = meta.rows.iter().filter(|row| meta.cell(row, "col_type") == kind);
    of_kind
        .map(|row| meta.cell(row, "col_name"))
        .filter(|name| pair.data.column(name).is_some())
        .collect()
}
