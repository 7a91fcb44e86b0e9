//! The newest value differs from all earlier ones, which were all the same.

use crate::detect::point::Point;
use crate::detect::rule::{Rule, SeenIn};
use crate::domain::Side;
use crate::stats::xmr::Profile;

/// Equal values before the change, from which on it is told.
const EQUAL: usize = 8;

pub(super) const RULE: Rule = Rule {
    id: "first-change",
    title: |_| "the first change after years of the same value",
    why: "A figure that has never moved leaves no variation to draw limits from, so that no other rule can see it move.",
    source: "Statistics page of this project: limits are refused where every range that counts is nought",
    points_needed: EQUAL + 1,
    seen_in: SeenIn::WithoutLimits,
    sees,
};

fn sees(points: &[Point], _: Profile) -> Vec<Option<Side>> {
    let mut marks = vec![None; points.len()];
    let Some((newest, earlier)) = points.split_last() else {
        return marks;
    };
    let mut values = earlier.iter().filter_map(|point| point.value);
    let Some((now, before)) = newest.value.zip(values.next()) else {
        return marks;
    };
    let same = |value: f64| value.total_cmp(&before).is_eq();
    if 1 + values.clone().count() >= EQUAL && values.all(same) && !same(now) {
        marks[points.len() - 1] = Some(if now > before { Side::High } else { Side::Low });
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::rule::drawn_of;

    fn marks(values: &[f64]) -> String {
        drawn_of(sees, values)
    }

    #[test]
    fn only_the_first_other_value_after_eight_equal_ones_is_marked() {
        assert_eq!(marks(&[7., 7., 7., 7., 7., 7., 7., 7., 70.]), "........+");
        assert_eq!(marks(&[7., 7., f64::NAN, 7., 7., 7., 7., 7., 7., 6.]), ".........-");
        assert_eq!(marks(&[7., 7., 7., 7., 7., 7., 7., 70.]), "........");
        assert_eq!(marks(&[7., 7., 7., 7., 7., 7., 7., 7., 70., 70.]), "..........");
        assert_eq!(marks(&[]), "");
    }
}
