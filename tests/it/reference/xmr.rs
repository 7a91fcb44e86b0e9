//! XmR charts in profile `mdc-peer` against NHSRplotthedots; I charts against qicharts2; arithmetic against abspc.

use super::table::{self, Row};
use paqa::stats::attribute::{self, AttributeOptions, Count, Kind};
use paqa::stats::xmr::{self, Assurance, Colour, Direction, Mark, Profile, Side, Variation, XmrChart, XmrOptions};
use std::collections::BTreeMap;

struct Case {
    series: Row,
    values: Vec<Option<f64>>,
    chart: XmrChart,
    direction: Direction,
}

fn direction(row: &Row) -> Direction {
    match row.text("improvement_direction") {
        "increase" => Direction::Increase,
        "decrease" => Direction::Decrease,
        _ => Direction::Neutral,
    }
}

fn cases() -> BTreeMap<String, Case> {
    let mut values = table::groups("xmr_values", "series_id");
    let case = |series: Row| {
        let id = series.text("series_id").to_string();
        let values: Vec<Option<f64>> = values
            .remove(&id)
            .unwrap()
            .iter()
            .map(|row| row.number("value"))
            .collect();
        let options = XmrOptions {
            profile: Profile::MdcPeer,
            rebase_at: series.positions("rebase_index"),
            baseline: series.whole("fix_after_n_points"),
            screen_ranges: series.flag("screen_outliers").unwrap(),
        };
        let chart = xmr::chart(&values, &options);
        let direction = direction(&series);
        (
            id,
            Case {
                series,
                values,
                chart,
                direction,
            },
        )
    };
    table::rows("xmr_series").into_iter().map(case).collect()
}

fn colour(code: &str) -> Colour {
    match code {
        "0" => Colour::Common,
        "I" => Colour::Improvement,
        "C" => Colour::Concern,
        "NH" => Colour::NeutralHigh,
        "NL" => Colour::NeutralLow,
        other => panic!("unknown colour {other}"),
    }
}

#[test]
fn every_point_of_every_xmr_series_agrees_with_the_peer() {
    let cases = cases();
    let mut seen = 0;
    for row in table::rows("xmr_points") {
        let case = &cases[row.text("series_id")];
        let point = case.chart.points[row.whole("idx").unwrap() - 1];
        let part = &case.chart.parts[point.part];
        row.equals("rebase_group", Some(part.rebase_group), row.whole("rebase_group"));
        row.agrees("mean", part.limits.mean);
        row.agrees("mr", point.moving_range);
        let limits = part.limits.limits.ok();
        row.agrees("amr", limits.map(|limits| limits.mean_range));
        row.agrees("lpl", limits.map(|limits| limits.lower));
        row.agrees("upl", limits.map(|limits| limits.upper));
        row.agrees("near_lpl", limits.map(|limits| limits.lower_two_sigma));
        row.agrees("near_upl", limits.map(|limits| limits.upper_two_sigma));
        row.equals("outside_limits", point.outside, row.flag("outside_limits"));
        row.equals(
            "relative_to_mean",
            point.side.map(f64::from),
            row.number("relative_to_mean"),
        );
        row.equals("close_to_limits", point.close, row.flag("close_to_limits"));
        row.equals(
            "special_type",
            Some(f64::from(point.mark.code())),
            row.number("special_type"),
        );
        row.equals(
            "special_flag",
            Some(point.mark != Mark::Common),
            row.flag("special_flag"),
        );
        row.equals(
            "point_type",
            point.mark.colour(case.direction),
            colour(row.text("point_type")),
        );
        row.equals("short_group", Some(part.short), row.flag("short_group"));
        seen += 1;
    }
    let processed = table::rows("xmr_status")
        .into_iter()
        .filter(|row| row.text("peer_status") == "ok");
    assert_eq!(
        seen,
        processed
            .map(|row| cases[row.text("series_id")].values.len())
            .sum::<usize>()
    );
}

#[test]
fn every_part_and_icon_agrees_with_the_peer() {
    let cases = cases();
    for row in table::rows("xmr_groups") {
        let case = &cases[row.text("series_id")];
        let part = case
            .chart
            .parts
            .iter()
            .find(|part| Some(part.rebase_group) == row.whole("rebase_group"))
            .unwrap();
        let points = &case.chart.points[part.first..part.end];
        let count = |colour| {
            points
                .iter()
                .filter(|point| point.mark.colour(case.direction) == colour)
                .count()
        };
        row.equals("n", Some(points.len()), row.whole("n"));
        row.agrees("mean", part.limits.mean);
        row.agrees("lpl", part.limits.limits.ok().map(|limits| limits.lower));
        row.agrees("upl", part.limits.limits.ok().map(|limits| limits.upper));
        row.equals("n_common", Some(count(Colour::Common)), row.whole("n_common"));
        row.equals(
            "n_improvement",
            Some(count(Colour::Improvement)),
            row.whole("n_improvement"),
        );
        row.equals("n_concern", Some(count(Colour::Concern)), row.whole("n_concern"));
        let last = points.last().unwrap();
        row.equals(
            "variation",
            last.mark.colour(case.direction),
            colour(row.text("variation")),
        );
        let is_last = case.chart.last_part() == Some(part);
        let icon = if is_last {
            case.chart.variation(case.direction).map(icon_code)
        } else {
            None
        };
        row.equals("variation_icon", icon.unwrap_or("NA"), row.text("variation_icon"));
        let target = case.series.number("target").filter(|_| is_last);
        let assurance = target
            .and_then(|target| case.chart.assurance(target, case.direction))
            .map(assurance_code);
        row.equals("assurance", assurance.unwrap_or("NA"), row.text("assurance"));
    }
}

fn icon_code(icon: Variation) -> &'static str {
    match (icon.colour, icon.side) {
        (Colour::Common, _) | (_, None) => "0",
        (Colour::Improvement, Some(Side::High)) => "IH",
        (Colour::Improvement, Some(Side::Low)) => "IL",
        (Colour::Concern, Some(Side::High)) => "CH",
        (Colour::Concern, Some(Side::Low)) => "CL",
        (Colour::NeutralHigh, _) => "NH",
        (Colour::NeutralLow, _) => "NL",
    }
}

const fn assurance_code(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::Pass => "P",
        Assurance::Fail => "F",
        Assurance::HitOrMiss => "Q",
    }
}

#[test]
fn series_that_the_peer_stops_at_are_known_and_charted_all_the_same() {
    let cases = cases();
    for row in table::rows("xmr_status") {
        let case = &cases[row.text("series_id")];
        let stops = case.chart.parts.iter().any(|part| part.peer_would_stop);
        row.equals("peer_status", stops, row.text("peer_status") == "error");
        assert_eq!(case.chart.points.len(), case.values.len());
    }
}

fn individuals(case: &Case, screen_ranges: bool) -> attribute::AttributeChart {
    let counts: Vec<Count> = case
        .values
        .iter()
        .map(|&numerator| Count {
            numerator,
            denominator: None,
        })
        .collect();
    let options = AttributeOptions {
        baseline: case.series.whole("fix_after_n_points"),
        rebase_at: case.series.positions("rebase_index"),
        exclude: Vec::new(),
        screen_ranges,
    };
    attribute::chart(Kind::Individuals, &counts, &options).unwrap()
}

#[test]
fn every_individuals_chart_agrees_with_the_peer() {
    let cases = cases();
    let charts: BTreeMap<_, _> = cases
        .iter()
        .map(|(id, case)| (id, (individuals(case, true), individuals(case, false))))
        .collect();
    for row in table::rows("xmr_qic_points") {
        let case = &cases[row.text("series_id")];
        let rebased = !case.series.text("rebase_index").is_empty();
        if rebased && case.series.whole("fix_after_n_points").is_some() {
            continue;
        }
        let (chart, unscreened) = &charts[&row.text("series_id").to_string()];
        let at = row.whole("idx").unwrap() - 1;
        super::attribute::point_agrees(&row, chart, at);
        row.agrees("lcl_unscreened", unscreened.points[at].lower);
        row.agrees("ucl_unscreened", unscreened.points[at].upper);
    }
}

#[test]
fn the_plain_arithmetic_agrees_with_a_third_peer() {
    let cases = cases();
    for row in table::rows("xmr_abspc_points") {
        let chart = individuals(&cases[row.text("series_id")], false);
        let point = chart.points[row.whole("idx").unwrap() - 1];
        row.agrees("mean", point.centre);
        row.agrees("lcl", point.lower);
        row.agrees("ucl", point.upper);
        row.agrees("lwl", point.lower_two_sigma);
        row.agrees("uwl", point.upper_two_sigma);
    }
}
