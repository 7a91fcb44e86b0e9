//! Values of many units → the quantile group of each, as deprivation quintiles are made.

/// Which end is group 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FirstGroup {
    /// Group 1 holds the lowest values.
    Lowest,
    /// Group 1 holds the highest values.
    Highest,
}

/// The group, 1 to `groups`, of each value; gaps have none, and nobody has one when there are fewer values than groups.
///
/// Ranks with lowest-rank ties; ⌊(k + 1) − ⌈(n + 1 − rank) / (n / k)⌉⌋, with 0 read as 1 (PHEindicatormethods 2.1.0).
pub fn assign(values: &[Option<f64>], groups: usize, first: FirstGroup) -> Vec<Option<usize>> {
    let present: Vec<f64> = values.iter().flatten().copied().collect();
    if present.len() < groups || groups == 0 {
        return vec![None; values.len()];
    }
    let highest = present.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // Turning round by subtraction is the source's way, and decides which nearly equal values tie.
    let turned = |value: f64| {
        if first == FirstGroup::Highest {
            highest - value
        } else {
            value
        }
    };
    let mut sorted: Vec<f64> = present.iter().map(|&value| turned(value)).collect();
    sorted.sort_by(f64::total_cmp);
    let (n, k) = (present.len() as f64, groups as f64);
    let group = |value: f64| {
        let rank = sorted.partition_point(|&other| other < turned(value)) as f64 + 1.0;
        let from_top = ((n + 1.0 - rank) / (n / k)).ceil();
        ((k + 1.0 - from_top).floor() as usize).max(1)
    };
    values.iter().map(|value| value.map(group)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_values_than_groups_have_none() {
        assert_eq!(
            assign(&[Some(1.0), None, Some(2.0)], 3, FirstGroup::Lowest),
            [None, None, None]
        );
    }

    #[test]
    fn equal_values_share_a_group() {
        let groups = assign(&[1.0, 2.0, 2.0, 2.0, 9.0, 10.0].map(Some), 3, FirstGroup::Highest);
        assert_eq!(groups[1], groups[3]);
        assert_eq!(groups[5], Some(1));
    }
}
