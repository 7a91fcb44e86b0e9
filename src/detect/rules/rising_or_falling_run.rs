//! Seven values in a row, each higher (or each lower) than the last.

use crate::detect::point::Point;
use crate::detect::rule::{Rule, SeenIn, sides};
use crate::domain::Side;
use crate::stats::xmr::{self, Profile};

pub(super) const RULE: Rule = Rule {
    id: "rising-or-falling-run",
    title: |side| match side {
        Side::High => "six or more rises in a row",
        Side::Low => "six or more falls in a row",
    },
    why: "Figures that only go one way for so long are seldom chance.",
    source: "Making Data Count, NHS England; in profile mdc-2023 a repeated value neither extends nor breaks the run, in mdc-peer it breaks it",
    points_needed: 13,
    seen_in: SeenIn::Limits,
    sees,
};

fn sees(points: &[Point], profile: Profile) -> Vec<Option<Side>> {
    sides(xmr::trends(points, profile))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::rule::drawn_of;

    fn marks(values: &[f64]) -> String {
        drawn_of(sees, values)
    }

    #[test]
    fn six_is_not_a_run_and_seven_is() {
        assert_eq!(marks(&[1., 2., 3., 4., 5., 6., 1.]), ".......");
        assert_eq!(marks(&[9., 1., 2., 3., 4., 5., 6., 7., 1.]), ".+++++++.");
        assert_eq!(marks(&[7., 6., 5., 4., 3., 2., 1.]), "-------");
    }

    #[test]
    fn a_repeated_value_neither_extends_nor_breaks_and_a_gap_breaks() {
        assert_eq!(marks(&[1., 2., 3., 3., 4., 5., 6.]), ".......");
        assert_eq!(marks(&[1., 2., 3., 3., 4., 5., 6., 7.]), "++++++++");
        assert_eq!(marks(&[1., 2., 3., f64::NAN, 4., 5., 6., 7.]), "........");
    }
}
