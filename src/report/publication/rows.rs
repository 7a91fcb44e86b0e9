//! Checks of what stands in the rows: filters, indicators, repeated and missing rows.

use crate::report::publication::metadata::{columns_of, is_padded};
use crate::report::publication::sheet::{distinct, repeated};
use crate::report::publication::{Check, Outcome, Pair};
use std::collections::BTreeSet;

/// Marks that may stand in an indicator.
const MARKS: [&str; 6] = ["c", "x", "z", "low", "k", "u"];
/// Marks of older standards, which readers no longer know.
const OLD_MARKS: [&str; 11] = ["*", ":", "~", ".", "..", "-", "^", "!", "[c]", "[x]", "[z]"];
/// What programs write for nothing.
const NULLS: [&str; 5] = ["NULL", "NA", "N/A", "NaN", "null"];

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "filters-have-items",
        asks: "A filter has more than one item.",
        breach: Outcome::Fail,
        find: |pair| filters(pair, |cells| distinct(cells.iter().copied()).len() < 2),
    },
    Check {
        id: "filters-without-blanks",
        asks: "Filters hold no blanks.",
        breach: Outcome::Fail,
        find: |pair| filters(pair, |cells| cells.iter().any(|cell| cell.is_empty())),
    },
    Check {
        id: "filters-without-stray-spaces",
        asks: "Filter items have no spaces around them or doubled within.",
        breach: Outcome::Fail,
        find: |pair| {
            filters(pair, |cells| {
                cells.iter().any(|cell| is_padded(cell) || cell.contains("  "))
            })
        },
    },
    Check {
        id: "filters-have-total",
        asks: "Every filter has an item Total.",
        breach: Outcome::Fail,
        find: |pair| filters(pair, |cells| !cells.contains(&"Total")),
    },
    Check {
        id: "indicators-without-blanks",
        asks: "Indicators hold no blanks.",
        breach: Outcome::Fail,
        find: |pair| indicators(pair, str::is_empty),
    },
    Check {
        id: "indicators-without-old-marks",
        asks: "Indicators hold no marks of older standards and no brackets.",
        breach: Outcome::Fail,
        find: |pair| indicators(pair, |cell| OLD_MARKS.contains(&cell)),
    },
    Check {
        id: "indicators-are-numbers",
        asks: "Indicators hold plain numbers or the marks c, x, z, low, k and u.",
        breach: Outcome::Fail,
        find: |pair| {
            indicators(pair, |cell| {
                let is_known = MARKS.contains(&cell) || OLD_MARKS.contains(&cell) || NULLS.contains(&cell);
                !is_known && !cell.is_empty() && !cell.parse::<f64>().is_ok_and(f64::is_finite)
            })
        },
    },
    Check {
        id: "indicators-not-negative",
        asks: "Counts, rates and percentages are not below zero; only differences (pp) and money can be.",
        breach: Outcome::Fail,
        find: |pair| {
            let Some(meta) = &pair.meta else { return vec![] };
            let own = |row: &&Vec<String>| {
                ["", "%"].contains(&meta.cell(row, "indicator_unit")) && meta.cell(row, "col_type") == "Indicator"
            };
            let negative = |cell: &&str| cell.parse::<f64>().is_ok_and(|number| number < 0.0);
            let found = meta.rows.iter().filter(own).filter_map(|row| {
                let name = meta.cell(row, "col_name");
                Some(format!("{name}: `{}`", pair.data.cells(name).find(negative)?))
            });
            found.collect()
        },
    },
    Check {
        id: "indicators-within-decimals",
        asks: "Numbers have no more decimals than their metadata declares: counts have none.",
        breach: Outcome::Fail,
        find: |pair| {
            let Some(meta) = &pair.meta else { return vec![] };
            let found = meta.rows.iter().filter_map(|row| {
                let [name, kind, decimals] =
                    ["col_name", "col_type", "indicator_dp"].map(|column| meta.cell(row, column));
                let most: usize = decimals.parse().ok()?;
                let is_finer = |cell: &&str| {
                    let digits = cell.split_once('.').map_or("", |(_, digits)| digits);
                    cell.parse::<f64>().is_ok() && digits.len() > most
                };
                let cell = pair.data.cells(name).find(is_finer).filter(|_| kind == "Indicator")?;
                Some(format!("{name}: `{cell}`"))
            });
            found.collect()
        },
    },
    Check {
        id: "no-empty-rows",
        asks: "No row is wholly blank.",
        breach: Outcome::Fail,
        find: |pair| {
            let rows = pair.data.rows.iter().enumerate();
            let empty = rows.filter(|(_, row)| row.iter().all(|cell| cell.trim().is_empty()));
            empty.map(|(nth, _)| format!("line {}", nth + 2)).collect()
        },
    },
    Check {
        id: "no-nulls",
        asks: "No cell says NULL or NA.",
        breach: Outcome::Fail,
        find: |pair| {
            let names = pair.data.headings.iter();
            names
                .filter(|name| pair.data.cells(name).any(|cell| NULLS.contains(&cell)))
                .cloned()
                .collect()
        },
    },
    Check {
        id: "rows-unique",
        asks: "No two rows are about the same time, place and filter items.",
        breach: Outcome::Fail,
        find: |pair| {
            repeated(about(pair))
                .into_iter()
                .map(|row| row.join(" ").trim().to_string())
                .collect()
        },
    },
    Check {
        id: "no-empty-columns",
        asks: "No column is wholly blank.",
        breach: Outcome::Warning,
        find: |pair| {
            let is_empty = |name: &&String| pair.data.cells(name).all(str::is_empty);
            if pair.data.rows.is_empty() {
                vec![]
            } else {
                pair.data.headings.iter().filter(is_empty).cloned().collect()
            }
        },
    },
    Check {
        id: "matrix-complete",
        asks: "Every place has a row for every time and combination of filter items.",
        breach: Outcome::Warning,
        find: |pair| {
            let rows: BTreeSet<Vec<String>> = about(pair).into_iter().collect();
            let times = distinct(pair.data.cells("time_period")).len();
            let rest: BTreeSet<&[String]> = rows.iter().map(|row| &row[1..]).collect();
            let missing = (rest.len() * times).saturating_sub(rows.len());
            if missing > 0 {
                vec![format!("{missing} rows are missing")]
            } else {
                vec![]
            }
        },
    },
];

fn filters(pair: &Pair, is_wrong: impl Fn(&[&str]) -> bool) -> Vec<String> {
    let wrong = |name: &&str| is_wrong(&pair.data.cells(name).collect::<Vec<&str>>());
    columns_of(pair, "Filter")
        .into_iter()
        .filter(wrong)
        .map(str::to_string)
        .collect()
}

fn indicators(pair: &Pair, is_wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for name in columns_of(pair, "Indicator") {
        if let Some(cell) = pair.data.cells(name).find(|cell| is_wrong(cell)) {
            found.push(format!("{name}: `{cell}`"));
        }
    }
    found
}

/// What each row is about: time first, then place and filter items.
fn about(pair: &Pair) -> Vec<Vec<String>> {
    let measured: BTreeSet<&str> = columns_of(pair, "Indicator").into_iter().collect();
    let of = |row: &Vec<String>| {
        let rest = pair
            .data
            .headings
            .iter()
            .filter(|name| *name != "time_period" && !measured.contains(name.as_str()));
        let rest = rest.map(|name| pair.data.cell(row, name).to_string());
        std::iter::once(pair.data.cell(row, "time_period").to_string())
            .chain(rest)
            .collect()
    };
    pair.data.rows.iter().map(of).collect()
}
