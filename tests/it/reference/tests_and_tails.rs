//! Adjusted p values, count tails and two-period tests against base R.

use super::table;
use paqa::stats::count_tails::CountModel;
use paqa::stats::intervals;
use paqa::stats::multiple::{self, Adjustment};
use paqa::stats::two_period::Pair;

#[test]
fn every_family_of_p_values_agrees_with_the_peer() {
    let mut expected = table::groups("pvalues_expected", "set_id");
    for (set, rows) in table::groups("pvalues", "set_id") {
        let values: Vec<Option<f64>> = rows.iter().map(|row| row.number("p")).collect();
        let expected = expected.remove(&set).unwrap();
        for (heading, how) in [
            ("bh", Adjustment::BenjaminiHochberg),
            ("by", Adjustment::BenjaminiYekutieli),
            ("holm", Adjustment::Holm),
            ("hochberg", Adjustment::Hochberg),
            ("bonferroni", Adjustment::Bonferroni),
        ] {
            for (row, ours) in expected.iter().zip(multiple::adjust(&values, how)) {
                row.agrees(heading, ours);
            }
        }
    }
}

#[test]
fn every_count_tail_agrees_with_the_peer() {
    for (input, row) in table::rows("count_tails")
        .iter()
        .zip(table::rows("count_tails_expected"))
    {
        row.equals("id", input.text("id"), row.text("id"));
        let [x, mean, ratio] = ["x", "mu", "phi"].map(|heading| input.number(heading).unwrap());
        let poisson = CountModel::poisson(mean);
        row.agrees("pois_lower", poisson.at_most(x));
        row.agrees("pois_upper", poisson.at_least(x));
        row.agrees("pois_two_sided", poisson.two_sided(x));
        let interval = intervals::exact_poisson(x, 0.95);
        row.agrees("pois_ci_lo", interval.map(|interval| interval.lower));
        row.agrees("pois_ci_hi", interval.map(|interval| interval.upper));
        let spread = CountModel::new(mean, ratio);
        row.agrees("od_lower", spread.at_most(x));
        row.agrees("od_upper", spread.at_least(x));
        row.agrees("od_mass", spread.mass(x));
        for (heading, p) in [
            ("od_q001", 0.001),
            ("od_q025", 0.025),
            ("od_q975", 0.975),
            ("od_q999", 0.999),
        ] {
            row.agrees(heading, spread.quantile(p));
        }
    }
}

#[test]
fn every_two_period_comparison_agrees_with_the_peer() {
    for (input, row) in table::rows("two_period").iter().zip(table::rows("two_period_expected")) {
        let [first, first_of, second, second_of] =
            ["x1", "n1", "x2", "n2"].map(|heading| input.number(heading).unwrap());
        let pair = Pair {
            first,
            first_of,
            second,
            second_of,
        };
        row.agrees("fisher_p", pair.fisher());
        row.agrees("chisq", pair.chi_square(false).map(|test| test.statistic));
        row.agrees("chisq_p", pair.chi_square(false).map(|test| test.p));
        row.agrees("chisq_yates", pair.chi_square(true).map(|test| test.statistic));
        row.agrees("chisq_yates_p", pair.chi_square(true).map(|test| test.p));
        row.agrees("diff_lo", pair.difference(0.95).map(|interval| interval.lower));
        row.agrees("diff_hi", pair.difference(0.95).map(|interval| interval.upper));
        row.agrees("poisson_p", pair.poisson());
    }
}
