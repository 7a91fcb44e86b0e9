//! Counts of the Board's own work and of its business plan, from the rows of their feeds.

use super::{Lists, Row, Said, number};
use crate::numbers::known::likely;
use crate::numbers::spots::Spot;
use crate::numbers::when;
use chrono::NaiveDate;

/// The first day of the year that ends with the quarter, and the last.
const YEAR: (&str, &str) = ("2025-10-01", "2026-09-30");

/// Lines of a feed that came with the quarter.
pub fn newest<'a>(lists: &'a Lists, feed: &str) -> Vec<&'a Row> {
    let folder = format!("{}/", when::QUARTER);
    lists.rows[feed]
        .iter()
        .filter(|row| row["source_file"].starts_with(&folder))
        .collect()
}

/// A campaign's reach or clicks in a quarter.
fn campaign(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let (period, column) = match spot.column.as_str() {
        "Reached" => (when::NOW, "reach"),
        "A year ago" => (when::YEAR_AGO, "reach"),
        "Clicks" => (when::NOW, "clicks"),
        _ => return vec![],
    };
    let begins = |row: &&Row| {
        spot.line
            .starts_with(&format!("{} | {} |", row["campaign"], row["channel"]))
    };
    let mut its = lists.rows["communications"]
        .iter()
        .filter(|row| row["period"] == period)
        .filter(begins);
    its.next().map_or(vec![], |row| vec![number(row, column)])
}

/// Pledged, paid and still to pay of a partner in the year of the caption, or of all.
fn funding(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let Some(caption) = spot.heads.last().filter(|caption| caption.starts_with("Contributions")) else {
        return vec![];
    };
    let its = lists.rows["funding"]
        .iter()
        .filter(|row| caption.ends_with(&row["year"]));
    let its: Vec<&Row> = its
        .filter(|row| row["partner"] == spot.row || spot.row.starts_with("Sum of"))
        .collect();
    let sum = |column: &str| its.iter().map(|row| number(row, column)).sum::<f64>();
    match spot.column.as_str() {
        "Pledged" => vec![sum("pledged")],
        "Paid" => vec![sum("paid")],
        "Still to pay" => vec![sum("pledged") - sum("paid")],
        _ => vec![],
    }
}

/// Seats of an agency, or of all, in the meetings of a year: invited, attended, represented.
fn seats(lists: &Lists, agency: Option<&str>) -> [f64; 3] {
    let its = lists.rows["attendance"]
        .iter()
        .filter(|row| agency.is_none_or(|agency| row["agency"] == agency));
    let its: Vec<&Row> = its
        .filter(|row| (YEAR.0..=YEAR.1).contains(&row["date"].as_str()))
        .collect();
    ["invited", "attended", "represented"].map(|column| its.iter().map(|row| number(row, column)).sum())
}

fn attendance(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let Some(row) = lists.agencies.iter().find(|row| row["name"] == spot.row) else {
        return vec![];
    };
    let [invited, attended, represented] = seats(lists, Some(&row["agency"]));
    match spot.column.as_str() {
        "Invited" => vec![invited],
        "Attended" => vec![attended],
        "Represented" => vec![represented],
        "Present or represented" => vec![attended + represented, invited],
        _ => vec![],
    }
}

/// Young people of a group on a day.
fn voice(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let day = |row: &&Row| {
        let day = row["date"]
            .parse::<NaiveDate>()
            .expect("a day")
            .format("%-d %B %Y")
            .to_string();
        spot.line.contains(&day) && spot.line.contains(&row["group"])
    };
    let found = lists.rows["voice"]
        .iter()
        .find(day)
        .filter(|_| spot.column == "Young people");
    found.map_or(vec![], |row| vec![number(row, "young_people")])
}

/// Figures of an indicator of child deaths, pooled over the quarters that a row tells: parts, bases and how many they are.
fn pooled(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let id = match spot.row.as_str() {
        "Child deaths notified" => "CD01",
        "Reviews completed with modifiable factors" => "CD02",
        row if row.starts_with("Child death reviews completed within 12 months") => "CD03",
        _ => return vec![],
    };
    let Some((from, to)) = spot.line.split(" | ").find_map(|cell| {
        cell.split_once(" to ")
            .filter(|(from, _)| from.len() >= 7 && from[4..5] == *"-")
    }) else {
        return vec![];
    };
    // A figure of a year stands in the last quarter of the year.
    let to = if to.contains(" Q") {
        to.to_string()
    } else {
        format!("{to} Q4")
    };
    let to = to.as_str();
    let its = lists.county_all.iter().filter(|row| row["indicator"] == id);
    let its: Vec<&Row> = its
        .filter(|row| (from..=to).contains(&row["period"].as_str()) && !row["value"].is_empty())
        .collect();
    let sum = |column: &str| its.iter().map(|row| number(row, column)).sum::<f64>();
    let (part, whole) = (sum("numerator"), sum("denominator"));
    match (spot.column.as_str(), id) {
        ("In all", "CD03") => vec![100.0 * part / whole],
        ("In all", _) => vec![part],
        ("Of", _) => vec![part, whole],
        ("Likely range", "CD03") => likely(part, whole).to_vec(),
        ("Likely range", _) => chance(part).to_vec(),
        ("Figures pooled", _) => vec![its.len() as f64],
        _ => vec![],
    }
}

/// Byar's range of a count, 95 times in 100.
pub fn chance(count: f64) -> [f64; 2] {
    let end = |count: f64, z: f64| count * (1.0 - 1.0 / (9.0 * count) + z / (3.0 * count.sqrt())).powi(3);
    [end(count, -1.959_963_985), end(count + 1.0, 1.959_963_985)]
}

/// A number of the tables of the Board's own work, whichever it is.
fn cell(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let of = [campaign, funding, attendance, voice, pooled];
    of.iter()
        .map(|one| one(lists, spot))
        .find(|found| !found.is_empty())
        .unwrap_or_default()
}

/// What is counted of the Board's own work.
pub const SAID: &[Said] = &[
    Said {
        on: "business-plan",
        words: r"^(\d+)\s+(?P<colour>Red|Amber|Green):",
        count: |lists, _, captures| {
            let colour = captures["colour"].to_lowercase();
            vec![
                newest(lists, "business-plan")
                    .iter()
                    .filter(|row| row["rag"] == colour)
                    .count() as f64,
            ]
        },
    },
    Said {
        on: "board-work",
        words: r"^£?([\d,]+(?:\.\d+)?)%?(?: (?:of|to) (\d+))?%?$",
        count: |lists, spot, _| cell(lists, spot),
    },
    Said {
        on: "board-work",
        words: r"^(\d+)% to (\d+)%$",
        count: |lists, spot, _| pooled(lists, spot),
    },
    Said {
        on: "board-work",
        words: r"reached most, ([\d,]+)",
        count: |lists, _, _| {
            let now = lists.rows["communications"]
                .iter()
                .filter(|row| row["period"] == when::NOW);
            vec![now.map(|row| number(row, "reach")).fold(0.0, f64::max)]
        },
    },
    Said {
        on: "board-work",
        words: r"^Funding (?P<year>\d{4}-\d{2}): £([\d,]+) pledged",
        count: |lists, _, captures| {
            let its = lists.rows["funding"]
                .iter()
                .filter(|row| row["year"] == captures["year"]);
            vec![its.map(|row| number(row, "pledged")).sum()]
        },
    },
    Said {
        on: "board-work",
        words: r"([\d.]+)% of seats were taken",
        count: |lists, _, _| {
            let [invited, attended, represented] = seats(lists, None);
            vec![100.0 * (attended + represented) / invited]
        },
    },
];

#[test]
fn the_range_of_a_count_is_byars() {
    let [low, high] = chance(119.0);
    assert!(
        (low - 98.58).abs() < 0.01 && (high - 142.40).abs() < 0.01,
        "{low} {high}"
    );
}
