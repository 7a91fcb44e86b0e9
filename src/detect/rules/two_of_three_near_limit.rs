//! Two of three points close to a limit, all three on that side.

use crate::detect::point::Point;
use crate::detect::rule::{Rule, SeenIn, sides};
use crate::domain::Side;
use crate::stats::xmr::{self, Profile};

pub(super) const RULE: Rule = Rule {
    id: "two-of-three-near-limit",
    title: |_| "two of three close to a limit",
    why: "One point near a limit happens; two of three on the same side seldom do.",
    source: "Making Data Count, NHS England; in profile mdc-2023 points beyond the limit count too, as in its own tools since then",
    points_needed: 13,
    seen_in: SeenIn::Limits,
    sees,
};

fn sees(points: &[Point], _: Profile) -> Vec<Option<Side>> {
    sides(xmr::two_of_three(points))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::rule::marks;

    #[test]
    fn only_the_close_points_are_marked_and_one_beyond_the_limit_counts() {
        assert_eq!(marks(&RULE, "lHhHl"), ".+.+.");
        assert_eq!(marks(&RULE, "l^Hhl"), ".++..");
        assert_eq!(marks(&RULE, "HlHlL"), ".....");
    }
}
