//! Counts, shares and scores of the pages besides the dashboard into what a paper may show.

use crate::catalogue::Policy;
use crate::domain::{Missing, Shown};
use crate::sift::number;

/// A count of things that are nobody: organisations, answers, actions, places, sessions.
pub(in crate::sift) fn things(count: f64) -> Shown {
    Shown::Number {
        value: count,
        text: number::decimal(count, 0),
    }
}

/// A count of people or of their cases: from 1 to policy's bound it is withheld.
pub(in crate::sift) fn people(count: f64, policy: &Policy) -> Shown {
    between((count, count), policy)
}

/// The same for a count known to lie between two numbers, because its sender withheld parts.
#[expect(clippy::float_cmp, reason = "the bounds of an exact count are copies of one number")]
pub(in crate::sift) fn between((low, high): (f64, f64), policy: &Policy) -> Shown {
    if high > 0.0 && is_small(high, policy) || (low == high && is_small(low, policy)) {
        return Shown::Mark(Missing::Withheld);
    }
    if low == high {
        return things(low);
    }
    match high.is_finite() {
        true => Shown::Range {
            low,
            high,
            text: format!("{} to {}", number::decimal(low, 0), number::decimal(high, 0)),
        },
        false => Shown::Mark(Missing::Withheld),
    }
}

/// Whether a count of people is so small that it is withheld.
pub(in crate::sift) fn is_small(count: f64, policy: &Policy) -> bool {
    policy.withhold_in_restricted_papers && count > 0.0 && count <= f64::from(policy.withhold_up_to)
}

/// A share of things, 0 to 100 or more; with so small a base that a percentage says more than it knows, `7 of 12`. No base: [z].
pub(in crate::sift) fn share((part, base): (f64, f64), policy: &Policy) -> Shown {
    if base <= 0.0 {
        return Shown::Mark(Missing::NotApplicable);
    }
    let value = 100.0 * part / base;
    let text = if base >= f64::from(policy.decimals_from) {
        format!("{}%", number::decimal(value, 1))
    } else if base >= f64::from(policy.percent_from) {
        format!("{}%", number::decimal(value, 0))
    } else {
        format!("{} of {}", number::decimal(part, 0), number::decimal(base, 0))
    };
    Shown::Number { value, text }
}

/// A share of people; withheld where the part, the base or the rest is small.
pub(in crate::sift) fn share_of_people((part, base): (f64, f64), policy: &Policy) -> Shown {
    if is_small(part, policy) || is_small(base, policy) || is_small(base - part, policy) {
        return Shown::Mark(Missing::Withheld);
    }
    share((part, base), policy)
}

/// A share of things in whole per cent, for grids whose columns say the base. No base: [z].
pub(in crate::sift) fn whole_percent((part, base): (f64, f64)) -> Shown {
    if base <= 0.0 {
        return Shown::Mark(Missing::NotApplicable);
    }
    let value = number::rounded(100.0 * part / base, 0);
    Shown::Number {
        value,
        text: format!("{}%", number::decimal(value, 0)),
    }
}

/// A mean or another plain number with one decimal.
pub(in crate::sift) fn score(value: f64) -> Shown {
    Shown::Number {
        value: number::rounded(value, 1),
        text: number::decimal(value, 1),
    }
}

/// A line of a chart that is drawn: its middle or a limit, with two decimals.
pub(in crate::sift) fn line(value: f64) -> Shown {
    Shown::Number {
        value: number::rounded(value, 2),
        text: number::decimal(value, 2),
    }
}

/// Pounds.
pub(in crate::sift) fn pounds(value: f64) -> Shown {
    Shown::Number {
        value,
        text: format!("£{}", number::decimal(value, 0)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Catalogue;

    #[test]
    fn people_from_one_to_five_are_withheld_and_things_are_not() {
        let catalogue = Catalogue::built_in().unwrap();
        let policy = catalogue.policy();
        assert_eq!(people(5.0, policy).to_string(), "[c]");
        assert_eq!(people(0.0, policy).to_string(), "0");
        assert_eq!(people(6.0, policy).to_string(), "6");
        assert_eq!(between((4.0, 12.0), policy).to_string(), "4 to 12");
        assert_eq!(things(3.0).to_string(), "3");
    }

    #[test]
    fn shares_of_small_bases_are_counts() {
        let catalogue = Catalogue::built_in().unwrap();
        let policy = catalogue.policy();
        assert_eq!(share((7.0, 12.0), policy).to_string(), "7 of 12");
        assert_eq!(share((304.0, 393.0), policy).to_string(), "77.4%");
        assert_eq!(share_of_people((38.0, 41.0), policy).to_string(), "[c]");
        assert_eq!(share((0.0, 0.0), policy).to_string(), "[z]");
    }
}
