//! The evidence of the newest quarters against all earlier ones, which no single mark on a chart need show.

use crate::detect::rule::{Rule, SeenIn};

pub(super) const RULE: Rule = Rule {
    id: "unlike-its-history",
    title: |_| "different from what its own history leads us to expect",
    why: "The newest one, two, four or eight quarters together are further from the earlier ones than chance explains, \
          after allowing for the season and for the number of indicators looked at.",
    source: "Predictive tail of the newest quarters, false discoveries held by Benjamini and Hochberg 1995",
    points_needed: 9,
    seen_in: SeenIn::Evidence,
    sees: |points, _| vec![None; points.len()],
};
