//! Attribute, rare-event and run charts against qicharts2.

use super::table::{self, Row};
use paqa::stats::attribute::{self, AttributeChart, AttributeOptions, Count, Kind};
use paqa::stats::runs;
use std::collections::BTreeMap;

/// One point and the runs of its part, under the column names that all of this peer's files share.
pub fn point_agrees(row: &Row, chart: &AttributeChart, at: usize) {
    let point = chart.points[at];
    let runs = chart.runs[point.part];
    row.equals("part", Some(point.part + 1), row.whole("part"));
    row.agrees("cl", point.centre);
    row.agrees("lcl", point.lower);
    row.agrees("ucl", point.upper);
    row.agrees("lcl95", point.lower_two_sigma);
    row.agrees("ucl95", point.upper_two_sigma);
    row.equals("sigma_signal", Some(point.beyond), row.flag("sigma_signal"));
    row.equals("runs_signal", Some(runs.signal), row.flag("runs_signal"));
    row.equals("n_useful", Some(runs.useful), row.whole("n_useful"));
    row.equals("longest_run", runs.longest, row.whole("longest_run"));
    row.equals("longest_run_max", runs.longest_allowed, row.whole("longest_run_max"));
    row.equals("n_crossings", runs.crossings, row.whole("n_crossings"));
    row.equals("n_crossings_min", runs.crossings_needed, row.whole("n_crossings_min"));
}

fn kind(code: &str) -> Kind {
    match code {
        "p" => Kind::P,
        "pp" => Kind::PPrime,
        "u" => Kind::U,
        "up" => Kind::UPrime,
        "c" => Kind::C,
        "g" => Kind::G,
        "t" => Kind::T,
        "run" => Kind::Run,
        other => panic!("unknown chart {other}"),
    }
}

#[test]
fn every_attribute_chart_agrees_with_the_peer() {
    let mut values = table::groups("attr_values", "series_id");
    let stopped: Vec<String> = table::rows("attr_status")
        .iter()
        .filter(|row| row.text("peer_status") == "error")
        .map(|row| row.text("series_id").to_string())
        .collect();
    let mut charts = BTreeMap::new();
    for series in table::rows("attr_series") {
        let id = series.text("series_id").to_string();
        let counts: Vec<Count> = values
            .remove(&id)
            .unwrap()
            .iter()
            .map(|row| Count {
                numerator: row.number("y"),
                denominator: row.number("n"),
            })
            .collect();
        let made = |screen_ranges| {
            let options = AttributeOptions {
                baseline: series.whole("freeze"),
                rebase_at: series.positions("part").into_iter().map(|last| last + 1).collect(),
                exclude: series.positions("exclude"),
                screen_ranges,
            };
            attribute::chart(kind(series.text("chart")), &counts, &options)
        };
        // What the peer stops at has no rows below; what we refuse, the peer must have stopped at.
        if let (Ok(screened), Ok(unscreened)) = (made(true), made(false)) {
            charts.insert(id, (screened, unscreened));
        } else {
            assert!(stopped.contains(&id), "{id} has no chart");
        }
    }
    for row in table::rows("attr_points") {
        let (chart, unscreened) = &charts[row.text("series_id")];
        let at = row.whole("idx").unwrap() - 1;
        row.agrees("y", chart.points[at].value);
        point_agrees(&row, chart, at);
        row.agrees("lcl_unscreened", unscreened.points[at].lower);
        row.agrees("ucl_unscreened", unscreened.points[at].upper);
    }
}

#[test]
fn the_critical_values_of_runs_agree_with_the_peer() {
    for row in table::rows("runs_critical") {
        let (longest, crossings) = runs::critical(row.whole("n_useful").unwrap());
        row.equals("longest_run_max", Some(longest), row.whole("longest_run_max"));
        row.equals("n_crossings_min", Some(crossings), row.whole("n_crossings_min"));
    }
}
