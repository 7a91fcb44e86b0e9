//! Two of three points close to a limit, all three on that side.

use crate::detect::point::Point;
use crate::detect::rule::{Rule, SeenIn};
use crate::domain::Side;

pub(super) const RULE: Rule = Rule {
    id: "two-of-three-near-limit",
    title: |_| "two of three close to a limit",
    why: "One point near a limit happens; two of three on the same side seldom do.",
    source: "Making Data Count, NHS England, as in its own tools since 2023: points beyond the limit count too",
    points_needed: 13,
    seen_in: SeenIn::Limits,
    sees,
};

fn sees(points: &[Point]) -> Vec<Option<Side>> {
    let mut marks = vec![None; points.len()];
    for (from, window) in points.windows(3).enumerate() {
        let side = window[0].side;
        let together = side.is_some() && window.iter().all(|point| point.side == side);
        if together && window.iter().filter(|point| point.close).count() >= 2 {
            for (at, point) in window.iter().enumerate().filter(|(_, point)| point.close) {
                marks[from + at] = point.side;
            }
        }
    }
    marks
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
