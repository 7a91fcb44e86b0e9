//! The rows of the dashboard feed into parts: one indicator, area and quarter of one sender.

use crate::domain::{CellState, Period};
use crate::measure::part::Part;
use crate::measure::parts::{Replaced, Sent};
use crate::measure::side_by_side::{self, Doer};
use crate::measure::table::{Numeric, Table};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// The columns that are read.
pub(super) const COLUMNS: [&str; 6] = ["indicator", "area", "period", "numerator", "denominator", "value"];

/// What was sent, by indicator. Rows about quarters after `until` are left out; a row without an area is about `home`.
pub(super) fn sent(doer: Doer<'_>, table: &Table, home: &str, until: Period) -> BTreeMap<String, Sent> {
    let figures = ["numerator", "denominator", "value"].map(|column| table.numeric(column));
    // Unpacking takes as long as all that follows.
    let (numbered, periods) = side_by_side::both(
        doer,
        || {
            let columns = [("indicator", ""), ("sender", ""), ("area", home)];
            side_by_side::each(3, doer, |at| Numbered::of(table, columns[at].0, columns[at].1))
        },
        || {
            side_by_side::each(3, doer, |at| figures[at].map(|cells| cells.reading(0)));
            table.periods("period")
        },
    );
    let [indicators, senders, areas] = numbered.as_slice() else {
        return BTreeMap::new();
    };
    let about = |row: usize| {
        let period = periods[row].filter(|period| *period <= until)?;
        let key = (indicators.at[row], senders.at[row], areas.at[row]);
        (!indicators.words[key.0].is_empty()).then_some((key, period, row))
    };
    let mut all: Vec<(Key, Period, usize)> = (0..table.rows()).filter_map(about).collect();
    all.sort_unstable();
    let of_indicators: Vec<&[(Key, Period, usize)]> = all.chunk_by(|one, next| one.0.0 == next.0.0).collect();
    let found = side_by_side::each(of_indicators.len(), doer, |at| {
        let rows = of_indicators[at];
        let indicator = indicators.words[rows.first()?.0.0];
        Some((
            indicator.to_string(),
            of_indicator((table, &figures), rows, (senders, areas))?,
        ))
    });
    found.into_iter().flatten().collect()
}

/// What was sent of one indicator, of rows in the order of sender, area and quarter; `None` where no row is in use.
fn of_indicator(
    (table, figures): (&Table, &Figures<'_>),
    all: &[(Key, Period, usize)],
    (senders, areas): (&Numbered<'_>, &Numbered<'_>),
) -> Option<Sent> {
    let mut sent: Option<Sent> = None;
    for of_key in all.chunk_by(|one, next| one.0 == next.0) {
        let Some(&((_, sender, area), _, _)) = of_key.first() else {
            continue;
        };
        let (sender, area) = (senders.words[sender], areas.words[area]);
        let mut parts = vec![];
        for rows in of_key.chunk_by(|one, next| one.1 == next.1) {
            let period = rows[0].1;
            // Nearly always there is one version.
            let (mut alone, mut several) = ([rows[0].2], vec![]);
            let versions: &mut [usize] = match rows.len() {
                1 => &mut alone,
                _ => {
                    several.extend(rows.iter().map(|one| one.2));
                    &mut several
                }
            };
            let Some((newest, part)) = in_use((table, figures), versions) else {
                continue;
            };
            let held = sent.get_or_insert_default();
            if let Some(old) = said_otherwise(figures, versions, &part) {
                let replaced = Replaced {
                    part: old,
                    replaced_in: table.folder_period(newest),
                };
                held.replaced
                    .insert((sender.to_string(), area.to_string(), period), replaced);
            }
            if speaks(figures, newest) {
                parts.push((period, part));
            }
        }
        if let Some(held) = sent.as_mut().filter(|_| !parts.is_empty()) {
            let by_area = held.by_sender.entry(sender.to_string()).or_default();
            // What stands in order already is put together at once.
            match by_area.entry(area.to_string()) {
                Entry::Vacant(none) => {
                    none.insert(parts.into_iter().collect());
                }
                Entry::Occupied(mut some) => some.get_mut().extend(parts),
            }
        }
    }
    sent
}

/// Which indicator, sender and area a row is about: where they stand among the words of their columns.
type Key = (usize, usize, usize);

/// The different words of a column, and which of them each row has; an empty cell has `otherwise`.
struct Numbered<'t> {
    words: Vec<&'t str>,
    at: Vec<usize>,
}

impl<'t> Numbered<'t> {
    fn of(table: &'t Table, column: &str, otherwise: &'t str) -> Numbered<'t> {
        let mut numbers: BTreeMap<&'t str, usize> = BTreeMap::new();
        let mut words: Vec<&'t str> = vec![];
        let cells = table.words(column);
        let mut last = 0;
        let mut number = |row: usize| {
            let word = cells.and_then(|cells| cells.at(row)).unwrap_or(otherwise);
            // Neighbours often have the same word.
            if words.get(last) != Some(&word) {
                let next = words.len();
                last = *numbers.entry(word).or_insert(next);
                if last == next {
                    words.push(word);
                }
            }
            last
        };
        let at = (0..table.rows()).map(&mut number).collect();
        Numbered { words, at }
    }
}

/// Of the versions of one row the one in use, and what it says; `None` where none is in use. The versions are put in order:
/// superseded ones first, then by the day received, then by place.
fn in_use((table, figures): (&Table, &Figures<'_>), rows: &mut [usize]) -> Option<(usize, Part)> {
    if rows.len() > 1 {
        rows.sort_by_key(|&row| {
            (
                !table.is_superseded(row),
                table.day("received", row),
                table.word("source_file", row),
                row,
            )
        });
    }
    let newest = *rows.last().filter(|&&row| !table.is_superseded(row))?;
    Some((newest, part(figures, newest)))
}

/// The oldest version that says something else than the one in use.
fn said_otherwise(figures: &Figures<'_>, rows: &[usize], now: &Part) -> Option<Part> {
    let (_, earlier) = rows.split_last()?;
    let mut earlier = earlier.iter().map(|&row| part(figures, row));
    earlier.find(|old| old.has_amount() && !old.says_the_same(now))
}

/// The columns of numerators, denominators and values.
type Figures<'t> = [Option<&'t Numeric>; 3];

/// Whether anything stands in one of the row's numeric cells: a row of blanks is no return.
fn speaks(figures: &Figures<'_>, row: usize) -> bool {
    let mut states = figures.iter().flatten().map(|cells| cells.reading(row).state);
    states.any(|state| state != CellState::Blank)
}

fn part(figures: &Figures<'_>, row: usize) -> Part {
    let [numerator, denominator, value] = figures.map(|cells| cells?.amount(row));
    Part {
        numerator,
        denominator,
        value,
        row: Some(row),
    }
}
