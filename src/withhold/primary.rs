//! Which figures are sensitive in themselves, and why.

/// A figure with what the rules must know of it besides its value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figure {
    /// The value.
    pub value: f64,
    /// Distinct children behind it, where it counts events or sums something; `None` where the value counts children.
    pub children: Option<f64>,
    /// The largest and second largest contribution, where it is a sum or mean of magnitudes (days, costs).
    pub largest: Option<(f64, f64)>,
    /// What it is a part of, where the rest of it is as telling as the part ("not seen in time").
    pub out_of: Option<f64>,
}

/// The numbers of the rules; a board may set them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rule {
    /// Counts of children from 1 to this are sensitive.
    pub largest_small: u32,
    /// The p% rule, in per cent.
    pub dominance_percent: f64,
}

/// Why a figure is sensitive. Restricted: a published file never says which reason it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The count itself is small.
    SmallCount,
    /// Few children are behind a larger number of events.
    FewChildren,
    /// One contributor makes up most of it, so the second largest can work the largest out.
    Dominated,
    /// What is left of the whole is small.
    SmallRest,
}

/// Why the figure is sensitive; `None` if it is not. True zeros never are.
pub fn reason(figure: Figure, rule: Rule) -> Option<Reason> {
    let small = |count: f64| count > 0.0 && count <= f64::from(rule.largest_small);
    match figure.children {
        None if figure.largest.is_none() && small(figure.value) => return Some(Reason::SmallCount),
        Some(children) if small(children) => return Some(Reason::FewChildren),
        None | Some(_) => (),
    }
    if left_for_the_largest(figure, rule).is_some() {
        return Some(Reason::Dominated);
    }
    figure
        .out_of
        .is_some_and(|whole| small(whole - figure.value))
        .then_some(Reason::SmallRest)
}

/// How many values a sensitive figure must keep, beyond the usual number, because one contributor dominates it: what is
/// left for the others must be made up on both sides. 0 where the rule is kept.
pub fn values_needed(figure: Figure, rule: Rule) -> u32 {
    left_for_the_largest(figure, rule).map_or(0, |lacking| (2.0 * lacking).ceil() as u32 + 1)
}

/// By how much the p% rule is missed: `total - largest - second < p / 100 x largest`.
fn left_for_the_largest(figure: Figure, rule: Rule) -> Option<f64> {
    let (largest, second) = figure.largest?;
    let lacking = rule.dominance_percent / 100.0 * largest - (figure.value - largest - second);
    (figure.value > 0.0 && lacking > 0.0).then_some(lacking)
}

/// Whether all or none of an identifiable group have an attribute. Nothing is withheld for it: a person must look.
pub fn tells_of_a_whole_group(figure: Figure, rule: Rule) -> bool {
    let of_a_group = |whole: f64| whole > f64::from(rule.largest_small);
    figure
        .out_of
        .is_some_and(|whole| of_a_group(whole) && (figure.value == 0.0 || figure.value == whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: Rule = Rule {
        largest_small: 5,
        dominance_percent: 10.0,
    };

    fn count(value: f64) -> Figure {
        Figure {
            value,
            ..Figure::default()
        }
    }

    #[test]
    fn counts_from_one_to_five_are_small_and_zero_is_not() {
        let small: Vec<f64> = (0..8)
            .map(f64::from)
            .filter(|value| reason(count(*value), RULE).is_some())
            .collect();
        assert_eq!(small, [1.0, 2.0, 3.0, 4.0, 5.0]);
    }

    #[test]
    fn twelve_episodes_of_two_children_are_sensitive_and_of_eight_are_not() {
        let episodes = |children: f64| Figure {
            children: Some(children),
            ..count(12.0)
        };
        assert_eq!(reason(episodes(2.0), RULE), Some(Reason::FewChildren));
        assert_eq!(reason(episodes(8.0), RULE), None);
        assert_eq!(
            reason(
                Figure {
                    children: Some(8.0),
                    ..count(3.0)
                },
                RULE
            ),
            None
        );
    }

    #[test]
    fn a_sum_that_one_child_makes_up_is_dominated() {
        let days = |largest: f64, second: f64| Figure {
            children: Some(9.0),
            largest: Some((largest, second)),
            ..count(400.0)
        };
        assert_eq!(reason(days(360.0, 20.0), RULE), Some(Reason::Dominated));
        assert_eq!(values_needed(days(360.0, 20.0), RULE), 33);
        assert_eq!(reason(days(100.0, 90.0), RULE), None);
    }

    #[test]
    fn a_small_rest_is_as_telling_as_a_small_count() {
        let seen = |seen: f64, of: f64| Figure {
            out_of: Some(of),
            ..count(seen)
        };
        assert_eq!(reason(seen(97.0, 100.0), RULE), Some(Reason::SmallRest));
        assert_eq!(reason(seen(90.0, 100.0), RULE), None);
        assert_eq!(reason(seen(100.0, 100.0), RULE), None);
        assert!(tells_of_a_whole_group(seen(100.0, 100.0), RULE));
        assert!(!tells_of_a_whole_group(seen(4.0, 4.0), RULE));
    }
}
