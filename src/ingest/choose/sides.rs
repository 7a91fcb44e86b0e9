//! A column that says which number its row holds (`Numerator`, `Denominator`, `%` down the side) into its role.

use crate::catalogue::{Feed, Holds};
use crate::ingest::choose::Role;
use crate::ingest::choose::fit::share;
use crate::ingest::context::FileContext;
use crate::ingest::lexicon::Lexicon;
use crate::ingest::sheet::Sheet;
use crate::ingest::table::Table;
use crate::ingest::words::tidy;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The numeric column of a feed that a text at the side of a row names; `None` when it names none.
pub fn side_of(feed: &Feed, text: &str, lexicon: &Lexicon) -> Option<String> {
    let text = tidy(text);
    let text = text.trim_matches(|letter: char| matches!(letter, '(' | ')' | ':' | '-' | ' '));
    let found = lexicon
        .heading(text)
        .into_iter()
        .find(|(of, column)| *of == feed.id && feed.column(column).is_some_and(|column| column.holds.is_number()))?;
    Some(found.1.clone())
}

/// What a cell in a column of names says of its row, where it also says which number the row holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sided {
    /// The name without its side; empty where only the side stands, below the name that it belongs to.
    pub name: String,
    /// The numeric column.
    pub column: String,
}

/// `FD02 Contacts… - Numerator`, `Re-referrals (denominator)`, or just `Numerator` below the name.
pub fn sided(feed: &Feed, text: &str, lexicon: &Lexicon) -> Option<Sided> {
    let text = tidy(text);
    if let Some(column) = side_of(feed, &text, lexicon) {
        let is_name = lexicon.indicator(&text).is_some();
        return (!is_name).then(|| Sided {
            name: String::new(),
            column,
        });
    }
    let mut parts: Vec<(&str, &str)> = [" - ", ": ", " | ", ", ", " ("]
        .iter()
        .filter_map(|joint| text.rsplit_once(joint))
        .collect();
    // `FD02 Numerator`: the code alone, then the side.
    parts.extend(
        text.split_once(' ')
            .filter(|(first, _)| first.chars().any(|letter| letter.is_ascii_digit())),
    );
    parts.into_iter().find_map(|(name, side)| {
        let side = side.trim_end_matches(')');
        // `Re-referrals (%)` is how many a measure is called, whatever stands in its row.
        let is_word = side.chars().any(char::is_alphabetic);
        let column = side_of(feed, side, lexicon).filter(|_| is_word)?;
        lexicon.indicator(name).map(|_| Sided {
            name: name.to_owned(),
            column,
        })
    })
}

/// Marks the column whose every text names a number of the feed, at least two different ones.
pub(super) fn take(roles: &mut [Role], (feed, sheet, table): (&Feed, &Sheet, &Table), context: &FileContext<'_>) {
    let lexicon = context.known.lexicon;
    if !feed.columns.iter().any(|column| column.holds == Holds::Indicator) {
        return;
    }
    let named = |name: &str| feed.column(name).is_some_and(|column| column.holds == Holds::Indicator);
    for (role, head) in roles.iter_mut().zip(&table.heads) {
        match role {
            Role::Unknown => {}
            Role::Word(name) if named(name) => {}
            Role::Word(_) | Role::Number { .. } | Role::Answer { .. } | Role::Mark(_) | Role::Sender | Role::Side => {
                continue;
            }
        }
        let columns = RefCell::new(BTreeSet::new());
        let (known, seen) = share(sheet, (table, head), |text| {
            let found = side_of(feed, text, lexicon);
            let is_side = found.is_some();
            columns.borrow_mut().extend(found);
            is_side
        });
        if known == seen && columns.into_inner().len() >= 2 {
            *role = Role::Side;
            return;
        }
    }
}
