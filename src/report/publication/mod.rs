//! Open data files against the publication standard of the Department for Education: every check of a data file and its
//! metadata, as its screener makes them before files are taken in.

mod columns;
mod metadata;
mod places;
mod rows;
mod sheet;
mod times;

pub use sheet::Sheet;

use crate::domain::{Entry, Table};

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing to say.
    Pass,
    /// Allowed, and probably not meant.
    Warning,
    /// The file would not be taken.
    Fail,
}

/// One check: its id, what it asks, how bad a breach is, and what breaks it in a pair of files.
pub struct Check {
    /// Kebab-case.
    pub id: &'static str,
    /// What it asks, as a sentence.
    pub asks: &'static str,
    /// How bad a breach is.
    pub breach: Outcome,
    /// What breaks it, one line a breach.
    pub find: fn(&Pair) -> Vec<String>,
}

/// A data file with its metadata.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The data.
    pub data: Sheet,
    /// Its metadata; `None` when the file is missing.
    pub meta: Option<Sheet>,
}

/// Every check, in the order in which a reader would mend what it finds.
pub fn checks() -> Vec<Check> {
    [
        columns::CHECKS,
        metadata::CHECKS,
        times::CHECKS,
        places::CHECKS,
        rows::CHECKS,
    ]
    .into_iter()
    .flatten()
    .map(copy)
    .collect()
}

fn copy(check: &Check) -> Check {
    Check { ..*check }
}

/// The files by name into pairs: `name.csv` with `name.meta.csv`. Metadata without data is a pair with empty data.
///
/// # Errors
/// A file that is no CSV in UTF-8, by name.
pub fn pairs<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> anyhow::Result<Vec<Pair>> {
    let mut data = Vec::new();
    let mut metas = Vec::new();
    for (name, bytes) in files {
        let sheet = Sheet::read(name, bytes)?;
        if name.ends_with(".meta.csv") {
            metas.push(sheet)
        } else {
            data.push(sheet)
        }
    }
    let mut pairs = Vec::new();
    for data in data {
        let wanted = data.name.replace(".csv", ".meta.csv");
        let at = metas.iter().position(|meta| meta.name == wanted);
        pairs.push(Pair {
            meta: at.map(|at| metas.remove(at)),
            data,
        });
    }
    let alone = metas.into_iter().map(|meta| {
        let data = Sheet {
            name: meta.name.replace(".meta.csv", ".csv"),
            ..Sheet::default()
        };
        Pair { data, meta: Some(meta) }
    });
    pairs.extend(alone);
    Ok(pairs)
}

/// The outcome of every check for every pair, and the worst of them.
pub fn check(pairs: &[Pair]) -> (Table, Outcome) {
    let mut table = Table::with_columns(&["file", "check", "result", "message"]);
    let mut worst = Outcome::Pass;
    for pair in pairs {
        for check in checks() {
            let breaches = (check.find)(pair);
            let outcome = if breaches.is_empty() {
                Outcome::Pass
            } else {
                check.breach
            };
            worst = worst.max(outcome);
            let message = if breaches.is_empty() {
                check.asks.to_string()
            } else {
                told(&breaches)
            };
            let row = [
                pair.data.name.clone(),
                check.id.to_string(),
                outcome.word().to_string(),
                message,
            ];
            table.rows.push(row.into_iter().map(Entry::from).collect());
        }
    }
    (table, worst)
}

/// The first few breaches: a file with one fault in each row needs no list of its rows.
fn told(breaches: &[String]) -> String {
    let shown = breaches.iter().take(5).cloned().collect::<Vec<String>>().join("; ");
    let more = breaches.len().saturating_sub(5);
    if more == 0 {
        shown
    } else {
        format!("{shown}; and {more} more")
    }
}

impl Outcome {
    /// The word in lists.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Pass => "PASS",
            Outcome::Warning => "WARNING",
            Outcome::Fail => "FAIL",
        }
    }
}
