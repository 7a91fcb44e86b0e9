//! Proportions, rates, standardised rates and quantile groups against PHEindicatormethods; exact intervals against base R.

use super::table::{self, Row};
use paqa::stats::groups::{self, FirstGroup};
use paqa::stats::intervals::{self, Interval};
use paqa::stats::standardised::{self, Band};

fn by_id(name: &str) -> std::collections::BTreeMap<String, Row> {
    table::groups(name, "id")
        .into_iter()
        .map(|(id, mut rows)| (id, rows.remove(0)))
        .collect()
}

fn bounds(row: &Row, suffix: &str, interval: Option<Interval>) {
    row.agrees(&format!("lower{suffix}"), interval.map(|interval| interval.lower));
    row.agrees(&format!("upper{suffix}"), interval.map(|interval| interval.upper));
}

#[test]
fn every_proportion_agrees_with_the_peers() {
    let given = by_id("proportions");
    for row in table::rows("proportions_expected") {
        let input = &given[row.text("id")];
        let [x, n, multiplier] = ["x", "n", "multiplier"].map(|heading| input.number(heading).unwrap());
        let wilson = |confidence| intervals::wilson(x, n, confidence).map(|interval| interval.times(multiplier));
        row.equals(
            "peer_status",
            wilson(0.95).is_none(),
            row.text("peer_status") == "error",
        );
        if row.text("peer_status") == "error" {
            continue;
        }
        row.agrees("value", multiplier * (x / n));
        for (suffix, confidence) in [("95", 0.95), ("99_8", 0.998), ("90", 0.9), ("99", 0.99)] {
            bounds(&row, suffix, wilson(confidence));
        }
        let exact = intervals::clopper_pearson(x, n, 0.95).map(|interval| interval.times(multiplier));
        row.agrees("cp_lower95", exact.map(|interval| interval.lower));
        row.agrees("cp_upper95", exact.map(|interval| interval.upper));
    }
}

#[test]
fn every_rate_agrees_with_the_peer() {
    let given = by_id("rates");
    for row in table::rows("rates_expected") {
        let input = &given[row.text("id")];
        let [x, n, multiplier] = ["x", "n", "multiplier"].map(|heading| input.number(heading).unwrap());
        let rate = |confidence| intervals::rate(x, n, confidence);
        row.equals("peer_status", rate(0.95).is_none(), row.text("peer_status") == "error");
        if row.text("peer_status") == "error" {
            continue;
        }
        row.agrees("value", x / n * multiplier);
        let method = rate(0.95).map(|(_, method)| {
            if method == intervals::CountMethod::Exact {
                "E"
            } else {
                "B"
            }
        });
        row.equals("method", method, Some(row.text("method")));
        for (suffix, confidence) in [("95", 0.95), ("99_8", 0.998), ("90", 0.9)] {
            bounds(
                &row,
                suffix,
                rate(confidence).map(|(interval, _)| interval.times(multiplier)),
            );
        }
        row.agrees("byar_count_lower95", intervals::byar_lower(x, 0.95));
        row.agrees("byar_count_upper95", intervals::byar_upper(x, 0.95));
    }
}

#[test]
fn every_standardised_rate_agrees_with_the_peer() {
    let units = table::groups("dsr_units", "area");
    for row in table::rows("dsr_expected") {
        let bands: Vec<Band> = units[row.text("area")]
            .iter()
            .map(|unit| Band {
                events: unit.number("x").unwrap_or(0.0),
                population: unit.number("n").unwrap(),
                standard: unit.number("stdpop").unwrap(),
            })
            .collect();
        let rate = standardised::rate(&bands);
        row.agrees("total_count", bands.iter().map(|band| band.events).sum::<f64>());
        row.agrees("total_pop", bands.iter().map(|band| band.population).sum::<f64>());
        row.agrees("value", rate.and_then(|rate| rate.value).map(|value| value * 10_000.0));
        row.agrees("vardsr", rate.map(|rate| rate.variance));
        for (suffix, confidence) in [("95", 0.95), ("99_8", 0.998)] {
            bounds(
                &row,
                suffix,
                rate.and_then(|rate| rate.interval(confidence))
                    .map(|bounds| bounds.times(10_000.0)),
            );
        }
    }
}

#[test]
fn every_quantile_group_agrees_with_the_peer() {
    let mut expected = table::groups("quantiles_expected", "set_id");
    for (set, units) in table::groups("quantiles", "set_id") {
        let values: Vec<Option<f64>> = units.iter().map(|unit| unit.number("value")).collect();
        let first = if units[0].flag("invert") == Some(true) {
            FirstGroup::Highest
        } else {
            FirstGroup::Lowest
        };
        let ours = groups::assign(&values, units[0].whole("nquantiles").unwrap(), first);
        for (row, group) in expected.remove(&set).unwrap().iter().zip(ours) {
            row.equals("quantile", group, row.whole("quantile"));
        }
    }
}
