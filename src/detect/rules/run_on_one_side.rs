//! Seven points in a row strictly on one side of the average.

use crate::detect::point::Point;
use crate::detect::rule::{Rule, SeenIn, sides};
use crate::domain::Side;
use crate::stats::xmr::{self, Profile};

pub(super) const RULE: Rule = Rule {
    id: "run-on-one-side",
    title: |_| "seven in a row on one side of the average",
    why: "So long on one side means that the level itself has moved.",
    source: "Making Data Count, NHS England",
    points_needed: 13,
    seen_in: SeenIn::Limits,
    sees,
};

fn sees(points: &[Point], _: Profile) -> Vec<Option<Side>> {
    sides(xmr::shifts(points))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::rule::marks;

    #[test]
    fn six_is_not_a_run_and_seven_is() {
        assert_eq!(marks(&RULE, "hhhhhhl"), ".......");
        assert_eq!(marks(&RULE, "lhhhhhhhhl"), ".++++++++.");
    }

    #[test]
    fn a_point_on_the_average_and_a_gap_break_a_run() {
        assert_eq!(marks(&RULE, "lll.llll"), "........");
        assert_eq!(marks(&RULE, "lll_lllllll"), "....-------");
    }
}
