//! The names of indicators to the indicators they mean, with or without "%", "percentage of" and "number of".

use crate::catalogue::indicator::Indicator;
use crate::catalogue::spelling::plain;
use crate::catalogue::unit::Unit;
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

    /// The place of the indicator that a written name means: by one of its names, by its code, or by its code beside
    /// other words, unless those name another indicator.
    pub(super) fn find(&self, written: &str, indicators: &[Indicator]) -> Option<usize> {
        let written = plain(written);
        self.find_name(&written, indicators).or_else(|| {
            let (code, rest) = [
                written.split_once(' '),
                written.rsplit_once(' ').map(|(rest, code)| (code, rest)),
            ]
            .into_iter()
            .flatten()
            .find(|(code, _)| self.is_code(code, indicators))?;
            let at = self.exact.get(code).copied()?;
            self.find_name(rest, indicators)
                .is_none_or(|other| other == at)
                .then_some(at)
        })
    }

    /// Whether a word is an indicator's code, which has digits; a name of one word is no code.
    fn is_code(&self, word: &str, indicators: &[Indicator]) -> bool {
        let named = self.exact.get(word).map(|&at| plain(&indicators[at].id) == word);
        named == Some(true) && word.contains(|letter: char| letter.is_ascii_digit())
    }

    fn find_name(&self, written: &str, indicators: &[Indicator]) -> Option<usize> {
        if let Some(&at) = self.exact.get(written) {
            return Some(at);
        }
        let (bare, unit) = match unadorned(written) {
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
