//! The second way of protecting: small counts withheld, all else rounded, each figure from its own unrounded value.

use std::collections::BTreeSet;

use crate::withhold::audit::{self, Standard};
use crate::withhold::cell::Seen;
use crate::withhold::model::Model;
use crate::withhold::protect::{Protection, Settings, protect};

/// The numbers of the rounding mode.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rounding {
    /// Counts from 1 to this are withheld.
    pub withhold_up_to: u32,
    /// Everything else is rounded to the nearest multiple of this; halves go up.
    pub base: u32,
}

impl Rounding {
    /// A value to the nearest multiple of the base.
    pub fn rounded(self, value: f64) -> f64 {
        let base = f64::from(self.base.max(1));
        (value / base + 0.5).floor() * base
    }

    /// What a reader sees of a value.
    pub fn seen(self, value: f64) -> Seen {
        if value == 0.0 {
            return Seen::Number(0.0);
        }
        if value <= f64::from(self.withhold_up_to) {
            return Seen::Withheld {
                low: 1.0,
                high: f64::from(self.withhold_up_to),
            };
        }
        let (middle, base) = (self.rounded(value), f64::from(self.base.max(1)));
        let lowest = (middle - (base / 2.0).floor()).max(f64::from(self.withhold_up_to) + 1.0);
        let highest = middle + ((base - 1.0) / 2.0).floor();
        Seen::Between {
            low: lowest,
            high: highest,
        }
    }
}

/// Protects by rounding. Sums of rounded figures seldom tell anything; where they do, the cells around are withheld
/// too, and the mark then says no more than "withheld".
pub fn protect_by_rounding(model: &Model, rounding: Rounding, settings: Settings) -> anyhow::Result<Protection> {
    let mut rounded = model.clone();
    let mut primary = BTreeSet::new();
    for (number, cell) in rounded.cells.iter_mut().enumerate() {
        if let (Seen::Number(_), Some(truth), false) = (cell.seen, cell.truth, cell.fixed) {
            cell.seen = rounding.seen(truth);
            if cell.sensitive == Some(true) || matches!(cell.seen, Seen::Withheld { .. }) {
                cell.seen = Seen::Withheld {
                    low: 1.0,
                    high: f64::from(rounding.withhold_up_to).max(truth),
                };
                primary.insert(number);
            }
        }
    }
    let exposed = audit::disclosed(&rounded, settings.standard)?;
    if exposed.is_empty() {
        return Ok(Protection {
            model: rounded,
            primary,
            secondary: BTreeSet::new(),
            exposed,
        });
    }
    withhold_more(rounded, primary, settings)
}

fn withhold_more(mut rounded: Model, primary: BTreeSet<usize>, settings: Settings) -> anyhow::Result<Protection> {
    for &cell in &primary {
        rounded.cells[cell].seen = Seen::Withheld {
            low: 1.0,
            high: f64::INFINITY,
        };
    }
    // Only what is exposed needs more withheld around it; the rest is covered by the rounding itself.
    let exposed: BTreeSet<usize> = exposed_cells(&rounded, settings.standard)?;
    for (number, cell) in rounded.cells.iter_mut().enumerate() {
        if cell.sensitive == Some(true) && !exposed.contains(&number) {
            cell.sensitive = None;
        }
    }
    let mut protection = protect(&rounded, settings)?;
    protection.primary.extend(primary);
    protection.secondary = protection.secondary.difference(&protection.primary).copied().collect();
    Ok(protection)
}

fn exposed_cells(model: &Model, standard: Standard) -> anyhow::Result<BTreeSet<usize>> {
    Ok(audit::disclosed(model, standard)?
        .into_iter()
        .map(|interval| interval.cell)
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TO_FIVE: Rounding = Rounding {
        withhold_up_to: 7,
        base: 5,
    };

    #[test]
    fn small_counts_are_withheld_and_zero_is_shown() {
        assert_eq!(TO_FIVE.seen(0.0), Seen::Number(0.0));
        assert_eq!(TO_FIVE.seen(7.0), Seen::Withheld { low: 1.0, high: 7.0 });
    }

    #[test]
    fn every_value_lies_in_the_range_that_its_rounding_leaves() {
        for base in [3, 5, 10] {
            let rounding = Rounding { base, ..TO_FIVE };
            for value in (8..200).map(f64::from) {
                let (low, high) = rounding.seen(value).bounds();
                assert!(low <= value && value <= high, "{value} to {base}: {low} to {high}");
            }
        }
        assert_eq!(TO_FIVE.seen(13.0), Seen::Between { low: 13.0, high: 17.0 });
    }
}
