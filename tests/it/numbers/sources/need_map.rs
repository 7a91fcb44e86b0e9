//! Figures, likely ranges, places and shares of the need map, from `series` by district, quadrant and county.

use super::board_work::chance;
use super::{Lists, Row, Said, declared, number};
use crate::numbers::known::likely;
use crate::numbers::spots::Spot;
use crate::numbers::when;
use paqa::catalogue::{Counted, Indicator, Unit};

/// The county's figure counts from here as more than a handful.
const ENOUGH: f64 = 40.0;

/// The indicator that the name of a row tells.
fn indicator(name: &str) -> Option<&'static Indicator> {
    let name = name.trim_end_matches(", as a yearly rate");
    declared().indicators().iter().find(|one| one.row_name == name)
}

/// What `series` says of an area in the quarter.
fn at<'a>(lists: &'a Lists, id: &str, name: &str) -> Option<&'a Row> {
    let area = &lists.areas.iter().find(|row| row["name"] == name)?["area"];
    let all = lists.districts.iter().chain(&lists.quadrants).chain(&lists.county);
    let mut own = all.filter(|row| row["period"] == when::NOW && row["agency"].is_empty());
    own.find(|row| row["indicator"] == id && row["area"] == *area)
}

/// The likely range of a share or a rate.
fn range(row: &Row, unit: Unit) -> Option<[f64; 2]> {
    if row["numerator"].is_empty() || row["denominator"].is_empty() {
        return None;
    }
    let (part, whole) = (number(row, "numerator"), number(row, "denominator"));
    match unit {
        Unit::Percent => Some(likely(part, whole)),
        Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 => {
            Some(chance(part).map(|end| end / part * number(row, "value")))
        }
        Unit::Count | Unit::Ratio | Unit::Score | Unit::MedianDays => None,
    }
}

/// The quadrant under whose heading a spot stands.
fn quadrant<'a>(lists: &'a Lists, spot: &Spot) -> Option<&'a str> {
    let all = lists.areas.iter().filter(|row| row["level"] == "quadrant");
    let names = all.map(|row| row["name"].as_str());
    let is_its = |name: &&str| {
        spot.heads
            .iter()
            .any(|head| head.starts_with(&format!("{name} as a whole: ")))
    };
    names.into_iter().find(is_its)
}

/// A cell of the tables of need and supply: the figure of its column, the parts of one that is told by them, or the range.
fn figure(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let Some(own) = indicator(&spot.row) else { return vec![] };
    match spot.column.as_str() {
        "Districts placed" => vec![ranges(lists, own).len() as f64],
        "Quadrant, likely range" => {
            let row = quadrant(lists, spot).and_then(|name| at(lists, &own.id, name));
            let ends = row.and_then(|row| range(row, own.unit));
            ends.map_or(vec![], |ends| ends.to_vec())
        }
        place => at(lists, &own.id, place).map_or(vec![], |row| match spot.words.contains(" of ") {
            true => vec![number(row, "numerator"), number(row, "denominator")],
            false => vec![number(row, "value")],
        }),
    }
}

/// The likely range of every district that has one, by its name.
fn ranges<'a>(lists: &'a Lists, own: &Indicator) -> Vec<(&'a str, [f64; 2])> {
    let districts = lists.areas.iter().filter(|row| row["level"] == "district");
    let of = |row: &'a Row| {
        Some((
            row["name"].as_str(),
            range(at(lists, &own.id, &row["name"])?, own.unit)?,
        ))
    };
    districts.filter_map(of).collect()
}

/// The places from the highest that a district's range leaves open: after all that are surely higher, before all that are surely
/// lower.
fn places(lists: &Lists, spot: &Spot) -> Vec<f64> {
    let Some(own) = indicator(&spot.row) else { return vec![] };
    let all = ranges(lists, own);
    let Some((_, [low, high])) = all.iter().find(|(name, _)| *name == spot.column) else {
        return vec![];
    };
    let higher = all.iter().filter(|(_, other)| other[0] > *high).count();
    let lower = all.iter().filter(|(_, other)| other[1] < *low).count();
    vec![higher as f64 + 1.0, (all.len() - lower) as f64]
}

/// Whether everybody who should has sent a part.
fn is_whole(row: &Row) -> bool {
    row["expected_sources"] == row["reporting_sources"]
}

/// A count of a quadrant, the county's and what share it is; `None` where one is not whole.
fn share(lists: &Lists, one: &Indicator, quadrant: &str) -> Option<[f64; 3]> {
    let (own, all) = (at(lists, &one.id, quadrant)?, at(lists, &one.id, "Essex")?);
    let (part, whole) = (number(own, "value"), number(all, "value"));
    (is_whole(own) && is_whole(all) && whole >= ENOUGH).then_some([part, whole, 100.0 * part / whole])
}

/// Whether an indicator counts children in need, in half of the districts or more.
fn is_need(lists: &Lists, one: &Indicator) -> bool {
    let districts = lists.areas.iter().filter(|row| row["level"] == "district");
    let has_figure = |row: &&Row| at(lists, &one.id, &row["name"]).is_some_and(|row| !row["value"].is_empty());
    let known = districts.clone().filter(has_figure).count();
    one.unit == Unit::Count && one.counts != Counted::Other && !one.supply && 2 * known >= districts.count()
}

/// What a line says of supply beside need: the two counts, the share, and the least and the most of the shares of need.
fn beside_need(lists: &Lists, spot: &Spot, name: &str) -> Vec<f64> {
    let Some((quadrant, own)) = quadrant(lists, spot).zip(indicator(name)) else {
        return vec![];
    };
    let needs = declared().indicators().iter().filter(|one| is_need(lists, one));
    let shares: Vec<f64> = needs.filter_map(|one| Some(share(lists, one, quadrant)?[2])).collect();
    let end = |by: fn(f64, f64) -> f64| shares.iter().copied().reduce(by).unwrap_or(f64::NAN);
    let own = share(lists, own, quadrant).unwrap_or([f64::NAN; 3]);
    own.into_iter().chain([end(f64::min), end(f64::max)]).collect()
}

/// What is counted of the need map.
pub const SAID: &[Said] = &[
    Said {
        on: "need-map",
        words: r"^([\d,.]+)%?(?: of (\d+))?(?: (?:higher|lower|without [A-Z].*))?$",
        count: |lists, spot, _| match spot.heads.last().is_some_and(|head| head.starts_with("Where the ")) {
            true if spot.column != "Districts placed" => places(lists, spot),
            _ => figure(lists, spot),
        },
    },
    Said {
        on: "need-map",
        words: r"^([\d.]+)%? to ([\d.]+)%?$",
        count: |lists, spot, _| match spot.column.as_str() {
            "Quadrant, likely range" => figure(lists, spot),
            _ => places(lists, spot),
        },
    },
    Said {
        on: "need-map",
        words: r"^(?P<supply>[A-Z][^:]*): ([\d,]+) of the county's ([\d,]+) \((\d+)%\)\. Of each need counted in full above, (?P<where>[A-Z]\w+) has (\d+)% to (\d+)%\.$",
        count: |lists, spot, captures| match quadrant(lists, spot) {
            Some(name) if name == &captures["where"] => beside_need(lists, spot, &captures["supply"]),
            _ => vec![],
        },
    },
];
