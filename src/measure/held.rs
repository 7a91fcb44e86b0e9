//! The frames of the feeds besides the dashboard into plain rows, each once and up to a quarter. Must not judge.

mod answers;
mod board_work;
mod training;

use crate::domain::{Held, LadoCell, Origin, Period};

use crate::measure::asked::AskedCycles;
use crate::measure::table::Table;
use crate::measure::{RowsByFeed, Setting};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Everything held of these feeds up to a quarter, without the files that do not count.
pub fn held(rows: &RowsByFeed, setting: &Setting<'_>) -> Held {
    let feeds = Feeds {
        rows,
        until: setting.until,
        left_out: setting.left_out,
    };
    let cycles = AskedCycles::of(setting);
    let all = answers::answers(&feeds).into_iter();
    let (answers, unasked) = all.partition(|answer| cycles.is_asked(&answer.kind, &answer.cycle));
    Held {
        answers,
        unasked,
        sessions: training::sessions(&feeds),
        forms: training::forms(&feeds),
        referrals: referrals(&feeds),
        speed: speed(&feeds),
        actions: board_work::actions(&feeds),
        audits: board_work::audits(&feeds),
        risks: board_work::risks(&feeds),
        challenges: board_work::challenges(&feeds),
        campaigns: board_work::campaigns(&feeds),
        contributions: board_work::contributions(&feeds),
        plan: board_work::plan(&feeds),
        voice: board_work::voice(&feeds),
        seats: board_work::seats(&feeds),
    }
}

/// The frames, up to which folder they count, and which files do not.
struct Feeds<'a> {
    rows: &'a RowsByFeed,
    until: Period,
    left_out: &'a BTreeSet<String>,
}

/// One feed as plain columns, with the words that stand in it again and again held once.
struct Sheet {
    table: Table,
    words: BTreeSet<Arc<str>>,
    /// The last word of each column that was asked for.
    last: Vec<(&'static str, Arc<str>)>,
}

impl Feeds<'_> {
    /// The rows in use of a feed that came in folders up to the quarter, each made into a thing; rows that lack what a thing
    /// cannot do without are left out.
    fn each<Thing>(
        &self,
        (feed, columns): (&str, &[&str]),
        make: impl Fn(&mut Sheet, usize, Origin) -> Option<Thing>,
    ) -> Vec<Thing> {
        let Some(frame) = self.rows.get(feed) else {
            return vec![];
        };
        let mut sheet = Sheet {
            table: Table::of(frame, columns),
            words: BTreeSet::new(),
            last: Vec::new(),
        };
        let current: Vec<usize> = sheet.table.current().collect();
        let mut made = Vec::with_capacity(current.len());
        for row in current {
            let counts = |from: &Origin| from.folder <= self.until && !self.left_out.contains(&*from.file);
            let Some(from) = sheet.origin(row).filter(counts) else {
                continue;
            };
            made.extend(make(&mut sheet, row, from));
        }
        made
    }
}

impl Sheet {
    /// The word of a cell, empty when there is none.
    fn text(&self, column: &str, row: usize) -> String {
        self.table.word(column, row).unwrap_or_default().to_string()
    }

    /// The same for words that stand in many rows.
    fn shared(&mut self, column: &'static str, row: usize) -> Arc<str> {
        let word = self.table.word(column, row).unwrap_or_default();
        let last = self.last.iter().position(|(known, _)| *known == column);
        if let Some((_, last)) = last.map(|at| &self.last[at]).filter(|(_, last)| **last == *word) {
            return Arc::clone(last);
        }
        let word = match self.words.get(word) {
            Some(held) => Arc::clone(held),
            None => Arc::from(word),
        };
        self.words.insert(Arc::clone(&word));
        match last {
            Some(at) => self.last[at].1 = Arc::clone(&word),
            None => self.last.push((column, Arc::clone(&word))),
        }
        word
    }

    fn origin(&mut self, row: usize) -> Option<Origin> {
        Some(Origin {
            folder: self.table.folder_period(row)?,
            sender: self.shared("sender", row),
            received: self.table.day("received", row),
            file: self.shared("source_file", row),
        })
    }

    /// The quarter in a cell.
    fn period(&self, column: &str, row: usize) -> Option<Period> {
        self.table.word(column, row)?.parse().ok()
    }

    /// Least and greatest count in a cell.
    fn bounds(&self, column: &str, row: usize) -> Option<(f64, f64)> {
        let amount = self.table.amount(column, row)?;
        Some((amount.low, amount.high))
    }
}

const REFERRALS: [&str; 8] = [
    "period",
    "area",
    "referrer",
    "sector",
    "concern",
    "threshold",
    "outcome",
    "count",
];

/// Referrals up to the quarter; where rows of one sender and quarter came in several folders, those of the last count.
fn referrals(feeds: &Feeds<'_>) -> Vec<LadoCell> {
    let cells = feeds.each(("lado-referrals", &REFERRALS), |sheet, row, from| {
        let period = sheet.period("period", row).filter(|period| *period <= feeds.until)?;
        let cell = LadoCell {
            period,
            referrer: sheet.text("referrer", row),
            sector: sheet.text("sector", row),
            concern: sheet.text("concern", row),
            threshold: sheet.text("threshold", row),
            outcome: sheet.text("outcome", row),
            count: sheet.bounds("count", row)?,
        };
        Some((from, cell))
    });
    let mut newest: BTreeMap<(Arc<str>, Period), Period> = BTreeMap::new();
    for (from, cell) in &cells {
        let held = newest
            .entry((Arc::clone(&from.sender), cell.period))
            .or_insert(from.folder);
        *held = (*held).max(from.folder);
    }
    let is_newest =
        |(from, cell): &(Origin, LadoCell)| newest.get(&(Arc::clone(&from.sender), cell.period)) == Some(&from.folder);
    cells.into_iter().filter(is_newest).map(|(_, cell)| cell).collect()
}

/// Quarter, measure and sender.
type Measure = (Period, String, Arc<str>);

/// How long cases take, by quarter and measure; several senders add up.
fn speed(feeds: &Feeds<'_>) -> BTreeMap<(Period, String), (f64, f64)> {
    let cells = feeds.each(
        ("lado-timeliness", &["period", "measure", "count"]),
        |sheet, row, from| {
            let period = sheet.period("period", row).filter(|period| *period <= feeds.until)?;
            let measure = sheet.text("measure", row);
            Some((
                (period, measure, from.sender),
                (from.folder, sheet.bounds("count", row)?),
            ))
        },
    );
    let mut newest: BTreeMap<Measure, (Period, (f64, f64))> = BTreeMap::new();
    for (key, found) in cells {
        let held = newest.entry(key).or_insert(found);
        if held.0 <= found.0 {
            *held = found;
        }
    }
    let mut speed = BTreeMap::new();
    for ((period, measure, _), (_, (low, high))) in newest {
        let sum: &mut (f64, f64) = speed.entry((period, measure)).or_insert((0.0, 0.0));
        *sum = (sum.0 + low, sum.1 + high);
    }
    speed
}
