//! A code of an indicator beside a name that speaks of something else: neither is believed.

use crate::ingest::crosstab::beside::{Beside, Names};
use crate::ingest::crosstab::columns::Side;
use crate::ingest::crosstab::says::Claim;
use crate::ingest::words::names::words;
use std::collections::BTreeSet;

/// Letters of the longest code.
const LONGEST: usize = 8;
/// Words that stand in the names of most indicators.
const COMMON: [&str; 14] = [
    "child", "%", "quarter", "qtr", "end", "people", "young", "year", "month", "12", "18", "under", "aged", "period",
];

impl Names<'_, '_, '_> {
    /// Lets a code and a name beside it contradict one another that have no word in common.
    pub(super) fn doubt_code(&mut self, row: u32, beside: &mut Beside, sides: &[(u32, Side)]) {
        let Some(claim) = beside.says.indicator.clone().filter(|_| beside.says.clash.is_none()) else {
            return;
        };
        let Some(at) = sides.iter().position(|(column, _)| *column == claim.at.1) else {
            return;
        };
        if claim.text.chars().count() > LONGEST || !self.is_code(&claim.text) {
            return;
        }
        let around = [at.checked_sub(1), at.checked_add(1)];
        let names = around.into_iter().flatten().filter_map(|at| sides.get(at));
        let names: Vec<u32> = names
            .filter(|(_, side)| matches!(side, Side::Indicator | Side::Open))
            .map(|(column, _)| *column)
            .collect();
        for column in names {
            let text = self.text(row, column);
            if text.contains(' ') && self.speaks_of_else(&claim.value.id, &text) {
                let code = Claim {
                    value: (),
                    at: claim.at,
                    text: claim.text.clone(),
                };
                let name = Claim {
                    value: (),
                    at: (row, column),
                    text,
                };
                beside.says.clash = Some((code, name));
                return;
            }
        }
    }

    fn is_code(&self, text: &str) -> bool {
        let codes = self.context.known.lexicon.codes_in(text);
        matches!(&codes[..], [(_, stretch)] if *stretch == (0..text.len()))
    }

    /// Whether a name has no word of an indicator's. Remembered.
    fn speaks_of_else(&mut self, id: &str, text: &str) -> bool {
        let key = (id.to_owned(), text.to_owned());
        if let Some(known) = self.doubted.get(&key) {
            return *known;
        }
        let telling = |text: &str| -> BTreeSet<String> {
            let all = words(text).into_iter();
            all.filter(|word| !COMMON.contains(&word.as_str())).collect()
        };
        let said = telling(text);
        let indicator = self.context.known.catalogue.indicator(id);
        let is_else = indicator.is_some_and(|indicator| {
            let told = [
                &indicator.definition,
                &indicator.numerator,
                &indicator.noun,
                &indicator.verb_phrase,
            ];
            let told = told.into_iter().chain(&indicator.denominator).map(String::as_str);
            let mut ways = indicator.ways_of_writing().skip(1).chain(told);
            said.len() >= 2 && ways.all(|way| telling(way).is_disjoint(&said))
        });
        self.doubted.insert(key, is_else);
        is_else
    }
}
