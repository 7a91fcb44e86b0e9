//! Funnels: significance and lines against PHEindicatormethods, over-dispersion against FunnelPlotR.

use super::table::{self, Row};
use paqa::stats::funnel::{self, Adjusted, FourLimits, Outlying, Scale, Statistic, Unit};
use std::collections::BTreeMap;

struct Case {
    statistic: Statistic,
    multiplier: f64,
    names: Vec<String>,
    units: Vec<Unit>,
}

fn cases() -> BTreeMap<String, Case> {
    let mut units = table::groups("funnel_units", "set_id");
    let case = |row: Row| {
        let units = units.remove(row.text("set_id")).unwrap();
        let statistic = match row.text("statistic") {
            "proportion" => Statistic::Proportion,
            "rate" => Statistic::Rate,
            "ratio" => Statistic::Ratio,
            other => panic!("unknown statistic {other}"),
        };
        let unit = |row: &Row| Unit {
            numerator: row.number("numerator").unwrap(),
            denominator: row.number("denominator").unwrap(),
        };
        let case = Case {
            statistic,
            multiplier: row.number("multiplier").unwrap(),
            names: units.iter().map(|row| row.text("unit").to_string()).collect(),
            units: units.iter().map(unit).collect(),
        };
        (row.text("set_id").to_string(), case)
    };
    table::rows("funnel_sets").into_iter().map(case).collect()
}

fn four(row: &Row, prefix: &str, limits: FourLimits, multiplier: f64) {
    row.agrees(&format!("{prefix}_ll95"), limits.lower95 * multiplier);
    row.agrees(&format!("{prefix}_ul95"), limits.upper95 * multiplier);
    row.agrees(&format!("{prefix}_ll998"), limits.lower998 * multiplier);
    row.agrees(&format!("{prefix}_ul998"), limits.upper998 * multiplier);
}

#[test]
fn every_unit_stands_out_exactly_where_the_peer_says() {
    let cases = cases();
    for row in table::rows("funnel_units_expected") {
        let case = &cases[row.text("set_id")];
        let at = case.names.iter().position(|name| name == row.text("unit")).unwrap();
        let judged = funnel::judge(case.statistic, &case.units);
        row.equals("peer_status", judged.is_ok(), row.text("peer_status") == "ok");
        let Ok(judged) = judged else { continue };
        let code = match judged[at].outlying {
            Outlying::VeryLow => -2.0,
            Outlying::Low => -1.0,
            Outlying::No => 0.0,
            Outlying::High => 1.0,
            Outlying::VeryHigh => 2.0,
        };
        row.equals("significance", Some(code), row.number("significance"));
        row.agrees("own_l2", judged[at].two_sigma.lower * case.multiplier);
        row.agrees("own_u2", judged[at].two_sigma.upper * case.multiplier);
        row.agrees("own_l3", judged[at].three_sigma.lower * case.multiplier);
        row.agrees("own_u3", judged[at].three_sigma.upper * case.multiplier);
    }
}

#[test]
fn every_drawn_line_agrees_with_the_peer() {
    let expected = table::groups("funnel_limits_expected", "set_id");
    for (id, case) in cases() {
        let Some(expected) = expected.get(&id) else { continue };
        let lines = funnel::lines(case.statistic, &case.units).unwrap();
        assert_eq!(lines.len(), expected.len());
        for (row, line) in expected.iter().zip(lines) {
            let (shift, tolerance) = match case.statistic {
                Statistic::Proportion => (0.0, 1e-12),
                Statistic::Rate => (0.0, 1e-6),
                Statistic::Ratio => (1.0, 1e-6),
            };
            row.agrees("x", line.at);
            let scaled = |value: f64| Some(value * case.multiplier - shift);
            row.agrees_within("lower_2s", scaled(line.two_sigma.lower), tolerance);
            row.agrees_within("upper_2s", scaled(line.two_sigma.upper), tolerance);
            row.agrees_within("lower_3s", scaled(line.three_sigma.lower), tolerance);
            row.agrees_within("upper_3s", scaled(line.three_sigma.upper), tolerance);
            if case.statistic != Statistic::Ratio {
                row.agrees("baseline", line.baseline * case.multiplier);
            }
        }
    }
}

#[test]
fn over_dispersion_agrees_with_the_peer_for_proportions_and_ratios() {
    let cases = cases();
    let scale = |case: &Case| {
        if case.statistic == Statistic::Proportion {
            Scale::Arcsine
        } else {
            Scale::SquareRoot
        }
    };
    let adjusted: BTreeMap<&String, Adjusted> = cases
        .iter()
        .filter(|(_, case)| case.statistic != Statistic::Rate)
        .map(|(id, case)| (id, funnel::adjust(scale(case), &case.units).unwrap()))
        .collect();
    assert_eq!(adjusted.len(), 16);
    for row in table::rows("funnel_sets_expected") {
        let id = row.text("set_id").to_string();
        assert_eq!(row.text("fp_status"), "ok", "{id}");
        row.agrees("average", funnel::average(cases[&id].statistic, &cases[&id].units).ok());
        let Some(ours) = adjusted.get(&id) else { continue };
        row.agrees("phi", ours.dispersion);
        row.agrees("tau2", ours.between);
        row.equals("fp_adjusted", Some(ours.between > 0.0), row.flag("fp_adjusted"));
    }
    for row in table::rows("funnel_units_expected") {
        let id = row.text("set_id").to_string();
        let Some(ours) = adjusted.get(&id) else { continue };
        let at = cases[&id]
            .names
            .iter()
            .position(|name| name == row.text("unit"))
            .unwrap();
        let unit = ours.units[at];
        row.agrees("z", unit.z);
        row.agrees("z_wins", unit.trimmed_z);
        row.agrees("s", unit.error);
        four(&row, "u", unit.unadjusted, cases[&id].multiplier);
        four(&row, "od", unit.adjusted, cases[&id].multiplier);
        row.equals("fp_outlier", Some(unit.outlier), row.flag("fp_outlier"));
    }
}

/// Expected events at the average rate.
fn as_ratios(case: &Case) -> Vec<Unit> {
    let rate = funnel::average(case.statistic, &case.units).unwrap();
    case.units
        .iter()
        .map(|unit| Unit {
            denominator: unit.denominator * rate,
            ..*unit
        })
        .collect()
}

#[test]
fn over_dispersion_of_standardised_ratios_agrees_with_the_peer_on_both_scales() {
    let cases = cases();
    let scale = |row: &Row| {
        if row.text("method") == "CQC" {
            Scale::SquareRoot
        } else {
            Scale::Logarithm
        }
    };
    let ours = |row: &Row| funnel::adjust(scale(row), &as_ratios(&cases[row.text("set_id")])).unwrap();
    for row in table::rows("funnel_sr_sets_expected") {
        let ours = ours(&row);
        row.equals("n_used", Some(ours.used), row.whole("n_used"));
        row.agrees("phi", ours.dispersion);
        row.agrees("tau2", ours.between);
    }
    for row in table::rows("funnel_sr_units_expected") {
        let case = &cases[row.text("set_id")];
        let at = case.names.iter().position(|name| name == row.text("unit")).unwrap();
        let unit = ours(&row).units[at];
        row.agrees("expected", as_ratios(case)[at].denominator);
        row.agrees("ratio", unit.value);
        row.agrees("z", unit.z);
        row.agrees("z_adj", unit.trimmed_z);
        row.agrees("s", unit.error);
        four(&row, "u", unit.unadjusted, 1.0);
        four(&row, "od", unit.adjusted, 1.0);
    }
}
