//! The names of indicators to the indicators they mean, with or without "%", "percentage of" and "number of".

use crate::catalogue::indicator::{Indicator, Unit};
use crate::catalogue::spelling::plain;
use std::collections::BTreeMap;

/// Every way of writing an indicator, in its plain form.
#[derive(Clone, Debug)]
pub(super) struct Names {
    /// As declared.
    exact: BTreeMap<String, usize>,
    /// Without what only says the unit; `None` where two indicators would be meant.
    bare: BTreeMap<String, Option<usize>>,
}

/// What a name says of its unit besides the thing itself.
enum Unadorned {
    /// Nothing.
    Plain(String),
    /// A share was named: only a percentage can be meant.
    Share(String),
    /// A number was named: only a count can be meant.
    Number(String),
}

impl Names {
    /// The names of indicators, by their place in the list.
    pub(super) fn new(indicators: &[Indicator]) -> Names {
        let mut names = Names {
            exact: BTreeMap::new(),
            bare: BTreeMap::new(),
        };
        for (at, indicator) in indicators.iter().enumerate() {
            for way in indicator.ways_of_writing().map(plain) {
                let bare = match unadorned(&way) {
                    Unadorned::Plain(bare) | Unadorned::Share(bare) | Unadorned::Number(bare) => bare,
                };
                let held = names.bare.entry(bare).or_insert(Some(at));
                if *held != Some(at) {
                    *held = None;
                }
                names.exact.insert(way, at);
            }
        }
        names
    }

    /// The place of the indicator that a written name means.
    pub(super) fn find(&self, written: &str, indicators: &[Indicator]) -> Option<usize> {
        let written = plain(written);
        if let Some(&at) = self.exact.get(&written) {
            return Some(at);
        }
        let (bare, unit) = match unadorned(&written) {
            Unadorned::Plain(bare) => (bare, None),
            Unadorned::Share(bare) => (bare, Some(Unit::Percent)),
            Unadorned::Number(bare) => (bare, Some(Unit::Count)),
        };
        let at = self
            .exact
            .get(&bare)
            .copied()
            .or_else(|| self.bare.get(&bare).copied().flatten())?;
        unit.is_none_or(|unit| indicators[at].unit == unit).then_some(at)
    }
}

/// Takes "%", "percentage of", "number of" and the like from a plain name.
fn unadorned(name: &str) -> Unadorned {
    const SHARES: [&str; 5] = [
        "percentage of ",
        "percent of ",
        "per cent of ",
        "proportion of ",
        "share of ",
    ];
    const NUMBERS: [&str; 4] = ["total number of ", "number of ", "no of ", "count of "];
    let without_sign: Vec<&str> = name.split(' ').filter(|word| *word != "%").collect();
    let signed = without_sign.len() < name.split(' ').count();
    let bare = without_sign.join(" ");
    let bare = bare.strip_prefix("of ").filter(|_| signed).unwrap_or(&bare);
    if let Some(rest) = SHARES.iter().find_map(|prefix| bare.strip_prefix(prefix)) {
        return Unadorned::Share(rest.to_string());
    }
    match NUMBERS.iter().find_map(|prefix| bare.strip_prefix(prefix)) {
        Some(rest) => Unadorned::Number(rest.to_string()),
        None if signed => Unadorned::Share(bare.to_string()),
        None => Unadorned::Plain(bare.to_string()),
    }
}
