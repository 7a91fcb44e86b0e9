//! Words that stand for codes of the declared lists.

use crate::catalogue::{Holds, plain};
use crate::ingest::lexicon::{Lexicon, Named};
use crate::ingest::words::names::{Index, words};
use crate::ingest::words::tidy;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Lexicon {
    /// The code of a list that a word stands for, with the likeness.
    pub fn code(&self, list: &str, written: &str) -> Option<Named> {
        let (index, codes) = self.codes.get(list)?;
        let found = index.find(&tidy(written))?;
        Some(Named {
            id: codes[found.at].clone(),
            likeness: found.likeness,
        })
    }

    /// The code of a list that a word stands for without a doubt.
    pub fn code_exactly(&self, list: &str, written: &str) -> Option<&str> {
        let (index, codes) = self.codes.get(list)?;
        index.find_exactly(&tidy(written)).map(|at| codes[at].as_str())
    }

    /// The lists that have a code for a word without a doubt, by id.
    pub fn lists_with(&self, written: &str) -> Arc<BTreeSet<String>> {
        self.lists_with.of(written, || {
            let tidy = tidy(written);
            let (plain, words) = (plain(&tidy), words(&tidy));
            let has_it = |(_, (index, _)): &(&String, &(Index, Vec<String>))| index.has_exactly(&plain, &words);
            let lists = self.codes.iter().filter(has_it).map(|(list, _)| list.clone());
            Arc::new(lists.collect())
        })
    }
}

/// The columns of a feed that the board's lists of codes could fill.
pub fn code_list_of(holds: &Holds) -> Option<&str> {
    match holds {
        Holds::Code(list) => Some(list),
        Holds::Label
        | Holds::Text
        | Holds::Whole
        | Holds::Number
        | Holds::Money
        | Holds::Period
        | Holds::Year
        | Holds::Date
        | Holds::Area
        | Holds::Organisation
        | Holds::Indicator
        | Holds::Standard
        | Holds::Question => None,
    }
}
