//! Counts of allegations against people who work with children, from `rows lado-timeliness` and `rows lado-referrals`.

use super::{Lists, Row, Said, number};
use crate::numbers::known::likely;
use crate::numbers::spots::Spot;
use crate::numbers::when;
use regex::Captures;

/// What the sender counted in a quarter.
pub fn timed(lists: &Lists, period: &str, measure: &str) -> f64 {
    let rows = lists.rows["lado-timeliness"]
        .iter()
        .filter(|row| row["period"] == period);
    let mut its = rows.filter(|row| row["measure"] == measure);
    its.next().map_or(f64::NAN, |row| number(row, "count"))
}

/// Referrals of a quarter whose column has a word; all of them where no column is named.
fn referrals(lists: &Lists, period: &str, column: &str, is_it: impl Fn(&str) -> bool) -> f64 {
    let rows = lists.rows["lado-referrals"]
        .iter()
        .filter(|row| row["period"] == period);
    rows.filter(|row| is_it(&row[column]))
        .map(|row| number(row, "count"))
        .sum()
}

/// Cases closed within a time, by the words of a row, and all that were closed.
fn closed(lists: &Lists, words: &str) -> Option<(f64, f64)> {
    let measure = match words {
        "in one month" => "concluded_1_month",
        "in three months" => "concluded_3_months",
        "in 12 months" => "concluded_12_months",
        _ => return None,
    };
    Some((timed(lists, when::NOW, measure), timed(lists, when::NOW, "concluded")))
}

/// The column of the referrals that a table divides them by.
fn divided_by(spot: &Spot) -> Option<&'static str> {
    let caption = spot.heads.last()?;
    let by = [
        ("sector", "sector"),
        ("who referred", "referrer"),
        ("concern", "concern"),
        ("threshold", "threshold"),
        ("Outcomes", "outcome"),
    ];
    by.iter()
        .find(|(words, _)| caption.contains(words))
        .map(|(_, column)| *column)
}

/// The rows of a table of referrals: each a word of a column, one for several, and one for all that have no row.
fn in_table(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let Some(by) = divided_by(spot) else { return vec![] };
    let period = if by == "outcome" {
        when::NOW
    } else {
        spot.column.as_str()
    };
    let parts: Vec<String> = spot.row.to_lowercase().split(" or ").map(String::from).collect();
    // What is below the threshold and has no outcome is that.
    let below = |row: &&Row| {
        let is_below = row["outcome"].is_empty() && row["threshold"] == "Not met";
        row["period"] == when::NOW && (is_below || row["outcome"] == "threshold-not-met")
    };
    if by == "outcome" && spot.row == "Did not meet the threshold" {
        let rows = lists.rows["lado-referrals"].iter().filter(below);
        return vec![rows.map(|row| number(row, "count")).sum()];
    }
    let is_row = |word: &str| {
        let word = word.to_lowercase();
        match spot.row.as_str() {
            "All referrals of the quarter" => true,
            "Not said" => word.is_empty(),
            "All others together" => !spot.rows.iter().any(|row| row.to_lowercase() == word),
            row => word == row.to_lowercase() || parts.contains(&word) && !has_row(lists, by, row),
        }
    };
    vec![referrals(lists, period, by, is_row)]
}

/// Whether a whole row is a word of the list.
fn has_row(lists: &Lists, by: &str, row: &str) -> bool {
    lists.rows["lado-referrals"]
        .iter()
        .any(|one| one[by].eq_ignore_ascii_case(row))
}

/// A cell of the tables about cases.
fn cases(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let quarter = spot.row.as_str();
    let open = |period| timed(lists, period, "open_at_end");
    let old = |period| timed(lists, period, "open_over_3_months");
    match spot.column.as_str() {
        "Open at the start" => vec![open(when::BEFORE)],
        "plus new (met the threshold)" => vec![referrals(lists, quarter, "threshold", |word| word == "Met")],
        "less closed" => vec![timed(lists, quarter, "concluded")],
        "Open at the end" | "All open" => vec![open(quarter)],
        "under 3 months" => vec![open(quarter) - old(quarter)],
        "over 3 months" => vec![old(quarter)],
        _ => in_table(lists, spot),
    }
}

/// Licensing applications of a district, from `series LD10`: those of four quarters.
fn licensing(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let year = ["2025-26 Q3", "2025-26 Q4", when::BEFORE, when::NOW];
    let area = lists.areas.iter().find(|row| row["name"] == spot.row);
    let Some(area) = area.filter(|_| spot.column == "Last four quarters") else {
        return vec![];
    };
    let its = |row: &&Row| row["indicator"] == "LD10" && row["area"] == area["area"];
    let its = lists
        .districts
        .iter()
        .filter(its)
        .filter(|row| year.contains(&row["period"].as_str()));
    vec![its.map(|row| number(row, "value")).sum()]
}

fn share(lists: &Lists, spot: &Spot, _: &Captures<'_>) -> Vec<f64> {
    closed(lists, &spot.row).map_or(vec![], |(part, whole)| match spot.column.as_str() {
        "Share" => vec![100.0 * part / whole],
        "Cases" => vec![part, whole],
        "Likely range" => likely(part, whole).to_vec(),
        _ => vec![],
    })
}

/// Referrals of the quarter with one of the five outcomes.
fn with_outcome(lists: &Lists) -> f64 {
    let outcomes = ["substantiated", "unsubstantiated", "unfounded", "false", "malicious"];
    referrals(lists, when::NOW, "outcome", |word| outcomes.contains(&word))
}

/// What is counted of allegations.
pub const SAID: &[Said] = &[
    Said {
        on: "",
        words: r"(\d+) of (\d+) (?:open LADO cases )?are over three months old(?:; a year ago, (\d+) of (\d+))?",
        count: |lists, _, _| {
            let both = |period| {
                [
                    timed(lists, period, "open_over_3_months"),
                    timed(lists, period, "open_at_end"),
                ]
            };
            [both(when::NOW), both(when::YEAR_AGO)].concat()
        },
    },
    Said {
        on: "lado",
        words: r"^([\d.]+)%(?: to ([\d.]+)%)?$",
        count: share,
    },
    Said {
        on: "lado",
        words: r"^(\d+) of (\d+)$",
        count: share,
    },
    Said {
        on: "lado",
        words: r"^(\d+)$",
        count: |lists, spot, _| match spot.column.as_str() {
            "Last four quarters" => licensing(lists, spot),
            _ => cases(lists, spot),
        },
    },
    Said {
        on: "lado",
        words: r"^(\d+) cases were closed$",
        count: |lists, _, _| vec![timed(lists, when::NOW, "concluded")],
    },
    Said {
        on: "lado",
        words: r"^(\d+) of (\d+) referrals of this quarter have an outcome$",
        count: |lists, _, _| vec![with_outcome(lists), referrals(lists, when::NOW, "outcome", |_| true)],
    },
    Said {
        on: "lado",
        words: r"^(\d+) referrals; (\d+) in the same quarter last year$",
        count: |lists, _, _| {
            let all = |period| referrals(lists, period, "sector", |_| true);
            vec![all(when::NOW), all(when::YEAR_AGO)]
        },
    },
];
