//! One published quantity: what it counts, what a reader sees of it, and where it stands.

use std::fmt;

/// What a figure counts and for which codes, with totals left out.
///
/// Two figures with equal keys are one quantity, in whatever table, chart or release they stand: a table's
/// `district = Total` row and another table without a district column have the same key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// What is counted, for example an indicator id.
    pub measure: String,
    /// Dimension and code, sorted by dimension, each dimension at most once; none for the grand total.
    pub codes: Vec<(String, String)>,
}

impl Key {
    /// A key from a measure and its codes in any order. The caller has left totals out (see
    /// [`crate::withhold::Hierarchies::key`], which does so).
    pub fn new(measure: &str, codes: impl IntoIterator<Item = (String, String)>) -> Key {
        let mut codes: Vec<(String, String)> = codes.into_iter().collect();
        codes.sort();
        Key {
            measure: measure.to_string(),
            codes,
        }
    }

    /// The code in a dimension, if the quantity is not summed over it.
    pub fn code(&self, dimension: &str) -> Option<&str> {
        self.codes
            .iter()
            .find(|(name, _)| name == dimension)
            .map(|(_, code)| code.as_str())
    }

    /// The same quantity with another code in one dimension; `None` sums over it.
    pub fn with(&self, dimension: &str, code: Option<&str>) -> Key {
        let others = self.codes.iter().filter(|(name, _)| name != dimension).cloned();
        let own = code.map(|code| (dimension.to_string(), code.to_string()));
        Key::new(&self.measure, others.chain(own))
    }
}

/// The measure that files use when they count only one thing; it is not printed.
pub const ONLY_MEASURE: &str = "n";

impl fmt::Display for Key {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.measure != ONLY_MEASURE {
            write!(to, "{}: ", self.measure)?;
        }
        if self.codes.is_empty() {
            return write!(to, "Total");
        }
        let codes: Vec<String> = self.codes.iter().map(|(name, code)| format!("{name}={code}")).collect();
        write!(to, "{}", codes.join(", "))
    }
}

/// What a reader of the publication sees of a quantity. Ordered by how much it tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Seen {
    /// It stands nowhere, but what is published implies something of it (a difference, a missing row).
    Unpublished,
    /// Marked as not available: any value from 0, and nobody's secret.
    Unavailable,
    /// Withheld; the marks and the declared rule leave these bounds (`high` may be infinite).
    Withheld {
        /// The least value it can have: 1 where true zeros are always shown.
        low: f64,
        /// The greatest value it can have.
        high: f64,
    },
    /// Published as a rounded number or a range.
    Between {
        /// The least value that is published in this way.
        low: f64,
        /// The greatest value that is published in this way.
        high: f64,
    },
    /// Published as it is.
    Number(f64),
}

impl Seen {
    /// The bounds that this alone sets; `high` may be infinite.
    pub fn bounds(&self) -> (f64, f64) {
        match *self {
            Seen::Unpublished | Seen::Unavailable => (0.0, f64::INFINITY),
            Seen::Withheld { low, high } | Seen::Between { low, high } => (low, high),
            Seen::Number(value) => (value, value),
        }
    }

    /// What two sightings of one quantity tell together, or `None` when they contradict each other.
    pub fn and(self, other: Seen) -> Option<Seen> {
        let (first, second) = if self.rank() >= other.rank() {
            (self, other)
        } else {
            (other, self)
        };
        let (low, high) = (
            first.bounds().0.max(second.bounds().0),
            first.bounds().1.min(second.bounds().1),
        );
        if low > high + CLOSE {
            return None;
        }
        Some(match first {
            Seen::Unpublished | Seen::Unavailable | Seen::Number(_) => first,
            Seen::Withheld { .. } => Seen::Withheld { low, high },
            Seen::Between { .. } => Seen::Between { low, high },
        })
    }

    fn rank(&self) -> u8 {
        match self {
            Seen::Unpublished => 0,
            Seen::Unavailable => 1,
            Seen::Withheld { .. } => 2,
            Seen::Between { .. } => 3,
            Seen::Number(_) => 4,
        }
    }
}

/// Two figures closer than this are the same: counts are whole, and sums of a few hundred of them stay exact.
pub const CLOSE: f64 = 1e-6;

/// One quantity of the publication.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What it is.
    pub key: Key,
    /// What a reader sees.
    pub seen: Seen,
    /// The true value, where the publisher knows it.
    pub truth: Option<f64>,
    /// Whether the publisher calls it sensitive; `None` leaves that to the interval (could it be small?).
    pub sensitive: Option<bool>,
    /// Whether it counts things that need no protection (organisations, documents), whatever its size.
    pub about_nobody: bool,
    /// Whole values that must stay possible where that is more than the usual number; else 0.
    pub values_needed: u32,
    /// Whether it can no longer be withheld, because an earlier release shows it.
    pub fixed: bool,
    /// How dear it is to withhold: 1 for a usual cell, more for one that readers need; above 0.
    pub cost: f64,
    /// The tables, charts and releases in which it stands.
    pub places: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(codes: &[(&str, &str)]) -> Key {
        Key::new(
            "n",
            codes.iter().map(|(name, code)| (name.to_string(), code.to_string())),
        )
    }

    #[test]
    fn the_order_in_which_codes_are_named_does_not_matter() {
        assert_eq!(
            key(&[("sex", "F"), ("district", "D1")]),
            key(&[("district", "D1"), ("sex", "F")])
        );
        assert_eq!(
            key(&[("sex", "F"), ("district", "D1")]).to_string(),
            "district=D1, sex=F"
        );
        assert_eq!(key(&[]).to_string(), "Total");
    }

    #[test]
    fn a_code_can_be_replaced_or_summed_over() {
        let girls = key(&[("district", "D1"), ("sex", "F")]);
        assert_eq!(girls.with("sex", Some("M")), key(&[("district", "D1"), ("sex", "M")]));
        assert_eq!(girls.with("sex", None), key(&[("district", "D1")]));
    }

    #[test]
    fn two_sightings_tell_what_they_have_in_common() {
        let withheld = Seen::Withheld {
            low: 1.0,
            high: f64::INFINITY,
        };
        assert_eq!(withheld.and(Seen::Number(7.0)), Some(Seen::Number(7.0)));
        let rounded = Seen::Between { low: 8.0, high: 12.0 };
        assert_eq!(
            rounded.and(Seen::Between { low: 5.0, high: 10.0 }),
            Some(Seen::Between { low: 8.0, high: 10.0 })
        );
        assert_eq!(Seen::Number(7.0).and(Seen::Number(8.0)), None);
    }
}
