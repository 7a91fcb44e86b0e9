//! Checks of time periods and their identifiers.

use crate::report::publication::sheet::distinct;
use crate::report::publication::{Check, Outcome};
use std::collections::{BTreeMap, BTreeSet};

/// Identifiers by family; a file keeps to one family.
const FAMILIES: [&[&str]; 9] = [
    &["Academic year"],
    &["Autumn term", "Spring term", "Summer term", "Autumn and spring term"],
    &["Calendar year"],
    &["Financial year"],
    &[
        "Financial year Q1",
        "Financial year Q2",
        "Financial year Q3",
        "Financial year Q4",
    ],
    &["Tax year"],
    &["Reporting year"],
    &[
        "Calendar year Q1",
        "Calendar year Q2",
        "Calendar year Q3",
        "Calendar year Q4",
    ],
    &["Part 1 (April to September)", "Part 2 (October to March)"],
];
/// Families whose periods span two calendar years and are written with six digits.
const SIX_DIGITS: [&str; 5] = ["Academic year", "Autumn term", "Financial year", "Tax year", "Part 1"];

pub(super) const CHECKS: &[Check] = &[
    Check {
        id: "time-periods",
        asks: "Time periods are numbers of four or six digits.",
        breach: Outcome::Fail,
        find: |pair| {
            let is_wrong =
                |time: &&str| ![4, 6].contains(&time.len()) || !time.bytes().all(|digit| digit.is_ascii_digit());
            distinct(pair.data.cells("time_period"))
                .into_iter()
                .filter(is_wrong)
                .map(str::to_string)
                .collect()
        },
    },
    Check {
        id: "time-periods-consecutive",
        asks: "Six digits are two years that follow each other, such as 202526.",
        breach: Outcome::Fail,
        find: |pair| {
            let is_wrong = |time: &&str| {
                let years = time
                    .get(2..4)
                    .zip(time.get(4..6))
                    .map(|(one, two)| (one.parse::<u8>(), two.parse::<u8>()));
                time.len() == 6 && !matches!(years, Some((Ok(one), Ok(two))) if (one + 1) % 100 == two)
            };
            distinct(pair.data.cells("time_period"))
                .into_iter()
                .filter(is_wrong)
                .map(str::to_string)
                .collect()
        },
    },
    Check {
        id: "time-periods-without-gap",
        asks: "Between the first and the last time period of an identifier none is missing.",
        breach: Outcome::Warning,
        find: |pair| {
            let times = pair.data.rows.iter().map(|row| {
                (
                    pair.data.cell(row, "time_identifier"),
                    pair.data.cell(row, "time_period"),
                )
            });
            let mut years: BTreeMap<(&str, usize), BTreeSet<u32>> = BTreeMap::new();
            for (word, time) in times {
                let start = time.get(..4).and_then(|start| start.parse::<u32>().ok());
                years.entry((word, time.len())).or_default().extend(start);
            }
            let missing = years.iter().flat_map(|((word, _), held)| {
                let all = held.first().zip(held.last()).map(|(first, last)| *first..=*last);
                let gaps = all.into_iter().flatten().filter(|year| !held.contains(year));
                gaps.map(move |year| format!("{word} of {year} is missing"))
            });
            missing.collect()
        },
    },
    Check {
        id: "time-identifiers",
        asks: "Time identifiers are of the fixed list.",
        breach: Outcome::Fail,
        find: |pair| {
            let is_wrong = |word: &&str| family(word).is_none();
            distinct(pair.data.cells("time_identifier"))
                .into_iter()
                .filter(is_wrong)
                .map(str::to_string)
                .collect()
        },
    },
    Check {
        id: "time-identifiers-not-mixed",
        asks: "Identifiers of different families are not in one file.",
        breach: Outcome::Fail,
        find: |pair| {
            let words = distinct(pair.data.cells("time_identifier"));
            let mut families: Vec<usize> = words.iter().filter_map(|word| family(word)).collect();
            families.sort_unstable();
            families.dedup();
            if families.len() > 1 {
                vec![words.join(", ")]
            } else {
                vec![]
            }
        },
    },
    Check {
        id: "time-digits-fit-identifier",
        asks: "Financial, academic and tax years have six digits, calendar and reporting years four.",
        breach: Outcome::Fail,
        find: |pair| {
            let rows = pair.data.rows.iter().map(|row| {
                (
                    pair.data.cell(row, "time_period"),
                    pair.data.cell(row, "time_identifier"),
                )
            });
            let is_wrong = |(time, word): &(&str, &str)| {
                let six = SIX_DIGITS.iter().any(|start| word.starts_with(start));
                family(word).is_some() && (time.len() == 6) != six && !word.contains("term") && !word.contains("Part")
            };
            let wrong: Vec<String> = rows
                .filter(is_wrong)
                .map(|(time, word)| format!("{word} {time}"))
                .collect();
            distinct(wrong.iter().map(String::as_str))
                .into_iter()
                .map(str::to_string)
                .collect()
        },
    },
    Check {
        id: "no-total-in-time-or-place",
        asks: "Time and place columns hold neither Total nor All.",
        breach: Outcome::Fail,
        find: |pair| {
            let names = pair
                .data
                .headings
                .iter()
                .filter(|name| super::metadata::is_time_or_place(name));
            let holds = |name: &&String| {
                pair.data
                    .cells(name)
                    .any(|cell| ["total", "all"].contains(&cell.to_lowercase().as_str()))
            };
            names.filter(holds).cloned().collect()
        },
    },
];

fn family(word: &str) -> Option<usize> {
    FAMILIES.iter().position(|family| family.contains(&word))
}
