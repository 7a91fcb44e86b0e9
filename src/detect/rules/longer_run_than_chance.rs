//! A longer run on one side of the median than chance gives.

use crate::detect::point::Point;
use crate::detect::rule::{Rule, SeenIn, side};
use crate::domain::Side;
use crate::stats::runs;
use crate::stats::xmr::Profile;

pub(super) const RULE: Rule = Rule {
    id: "longer-run-than-chance",
    title: |_| "a longer run on one side of the median than chance gives",
    why: "With so few quarters no limits can be drawn, but a long stay on one side of the middle still tells.",
    source: "Anhøj and Olesen 2014: longer than round(log2 n) + 3 points",
    points_needed: 8,
    seen_in: SeenIn::Median,
    sees,
};

fn sees(points: &[Point], _: Profile) -> Vec<Option<Side>> {
    let mut marks = vec![None; points.len()];
    let useful: Vec<(usize, Side)> = points
        .iter()
        .enumerate()
        .filter_map(|(at, point)| Some((at, side(point.side?))))
        .collect();
    if useful.is_empty() {
        return marks;
    }
    let (longest_allowed, _) = runs::critical(useful.len());
    for run in useful.chunk_by(|(_, one), (_, next)| one == next) {
        if run.len() > longest_allowed {
            run.iter().for_each(|&(at, side)| marks[at] = Some(side));
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::rule::marks;

    #[test]
    fn of_ten_points_a_run_of_seven_tells_and_of_six_does_not() {
        assert_eq!(marks(&RULE, "lllhhhhhhh"), "...+++++++");
        assert_eq!(marks(&RULE, "llllhhhhhh"), "..........");
        assert_eq!(marks(&RULE, ""), "");
    }
}
