//! A point beyond a three-sigma limit.

use crate::detect::point::Point;
use crate::detect::rule::{Rule, SeenIn, sides};
use crate::domain::Side;
use crate::stats::xmr::{self, Profile};

pub(super) const RULE: Rule = Rule {
    id: "outside-limits",
    title: |_| "one point outside the limits",
    why: "One quarter this far out is rarely chance alone.",
    source: "Shewhart 1931; Making Data Count, NHS England",
    points_needed: 13,
    seen_in: SeenIn::Limits,
    sees,
};

fn sees(points: &[Point], _: Profile) -> Vec<Option<Side>> {
    sides(xmr::beyond_limits(points))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::rule::marks;

    #[test]
    fn a_spike_is_marked_and_its_neighbours_are_not() {
        assert_eq!(marks(&RULE, "hlhl^lHv"), "....+..-");
    }
}
