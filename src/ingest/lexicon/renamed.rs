//! Indicators that are called after an agency, written with another of its names: `Lantern caseload` where Lantern is the service that
//! the catalogue calls EWMHS.

use crate::catalogue::plain;
use crate::domain::Agency;
use crate::ingest::lexicon::{Lexicon, Named};
use crate::ingest::words::names::Likeness;
use std::collections::BTreeSet;

/// For each agency all that it is called, in plain words.
pub(super) fn names(agencies: &[Agency]) -> Vec<Vec<String>> {
    let of = |agency: &Agency| {
        let ways = std::iter::once(&agency.name).chain(&agency.aliases);
        ways.map(|name| plain(name)).filter(|name| !name.is_empty()).collect()
    };
    agencies.iter().map(of).collect()
}

impl Lexicon {
    /// The indicator whose name a text is, with the sign of a percentage at its end or without.
    pub fn indicator_with_or_without_sign(&self, written: &str) -> Option<Named> {
        self.indicator_exactly(written).or_else(|| {
            let found = self.indicator_exactly(&format!("{written} (%)"))?;
            Some(Named {
                likeness: Likeness::SameWords,
                ..found
            })
        })
    }

    /// The one indicator that a text names once an agency's name at its head is another of the same agency's.
    pub(super) fn under_another_name(&self, written: &str) -> Option<Named> {
        let simple = plain(written);
        let mut found: BTreeSet<usize> = BTreeSet::new();
        for names in &self.agency_names {
            let rests = names
                .iter()
                .filter_map(|name| Some((name, simple.strip_prefix(name.as_str())?.strip_prefix(' ')?)));
            for (name, rest) in rests {
                let others = names.iter().filter(|other| *other != name);
                found.extend(others.filter_map(|other| self.indicators.find_exactly(&format!("{other} {rest}"))));
            }
        }
        let at = found.first().filter(|_| found.len() == 1)?;
        Some(Named {
            id: self.indicator_ids[*at].clone(),
            likeness: Likeness::Near,
        })
    }
}
