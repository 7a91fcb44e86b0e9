//! The figures of a total into sums, to be compared with the rows that they sum.

use crate::catalogue::Holds;
use crate::ingest::cells::number_in;
use crate::ingest::choose::{Fixed, FixedValue, Role};
use crate::ingest::extract::{Body, Sum, Words};
use crate::ingest::resolve::Word;
use crate::ingest::sheet::Sheet;
use crate::ingest::table::Table;
use crate::ingest::table::heads::Head;
use crate::ingest::words::periods::When;
use std::collections::BTreeMap;

impl Body<'_, '_> {
    /// Whether the columns beside a column of sums stand for places.
    fn sums_areas(&self) -> bool {
        let area = self.feed.columns.iter().find(|column| column.holds == Holds::Area);
        area.is_some_and(|area| self.roles.iter().any(|role| role.gives(&area.name)))
    }

    /// The number of a sum, on the scale on which its column is read.
    fn sum_at(&self, row: u32, head: &Head) -> Option<f64> {
        let value = number_in(&self.reading.sheet.cell(row, head.column))?;
        Some(value * self.factor(head).unwrap_or(1.0))
    }

    /// What the columns have in common that a column of sums follows, back to the sums before it: a subtotal is that of its group.
    /// `None` where it follows none.
    fn shared_by_parts(&self, at: usize) -> Option<BTreeMap<String, String>> {
        let before = self.roles.iter().take(at).rev();
        let parts = before.take_while(|role| matches!(role, Role::Number { total: false, .. }));
        let mut shared: Option<BTreeMap<String, String>> = None;
        for role in parts {
            let own: BTreeMap<String, String> = ids(role.fixed()).collect();
            shared = Some(match shared {
                None => own,
                Some(known) => known
                    .into_iter()
                    .filter(|(name, id)| own.get(name) == Some(id))
                    .collect(),
            });
        }
        shared
    }

    /// Keeps what a column of sums says of one row, to be compared with the figures beside it.
    pub(super) fn keep_sum_beside(&mut self, row: u32, words: &Words, group: &[usize]) {
        let of_row: BTreeMap<String, String> = words
            .words
            .iter()
            .filter_map(|(name, word)| match word {
                Word::Time(When::Quarter(period)) => Some((name.clone(), period.to_string())),
                Word::Is(word) if self.feed.key.contains(name) => Some((name.clone(), word.clone())),
                _ => None,
            })
            .collect();
        let is_read = |word: &Word| match word {
            Word::Time(when) => matches!(when, When::Quarter(_)),
            Word::Is(_) | Word::Empty => true,
            Word::Total | Word::NotUnderstood => false,
        };
        let understood = words.words.values().all(is_read);
        // What is open at one time and at the next is not two things.
        let is_stock = of_row.values().any(|word| word.starts_with("open_"));
        if is_stock || self.feed.id == "dashboard" || of_row.is_empty() || !understood || self.sums_areas() {
            return;
        }
        for &at in group {
            let (Role::Number { column, fixed, .. }, Some(head)) = (&self.roles[at], self.table.heads.get(at)) else {
                continue;
            };
            let mut of = of_row.clone();
            match self.shared_by_parts(at) {
                Some(shared) => of.extend(shared),
                None => of.extend(ids(fixed)),
            }
            if let Some(value) = self.sum_at(row, head) {
                self.extract.sums.push(Sum {
                    column: column.clone(),
                    cell: (row, head.column),
                    value,
                    of,
                });
            }
        }
    }

    /// Keeps the figures of a total that is no row, to be compared with the rows that it sums.
    pub(super) fn keep_sums(&mut self, row: u32, words: &Words) {
        let of: BTreeMap<String, String> = words
            .words
            .iter()
            .filter_map(|(name, word)| match word {
                // A sum of one quarter is held against that quarter's rows alone.
                Word::Time(When::Quarter(period)) => Some((name.clone(), period.to_string())),
                Word::Is(word)
                    if self.feed.key.contains(name) && words.cells.get(name).is_some_and(|(at, _)| *at == row) =>
                {
                    Some((name.clone(), word.clone()))
                }
                _ => None,
            })
            .collect();
        for (at, (head, role)) in self.table.heads.iter().zip(self.roles).enumerate() {
            let Role::Number { column, fixed, total } = role else {
                continue;
            };
            let mut of = of.clone();
            match self.shared_by_parts(at).filter(|_| *total) {
                Some(shared) => of.extend(shared),
                None => of.extend(ids(fixed)),
            }
            // A sum of sums over places is the county's own row.
            let over_areas = *total && self.sums_areas();
            if let (Some(value), false) = (self.sum_at(row, head), over_areas) {
                self.extract.sums.push(Sum {
                    column: column.clone(),
                    cell: (row, head.column),
                    value,
                    of,
                });
            }
        }
    }
}

/// The columns of numbers with those made sums whose heading says no more than the feed's own word for a number, where the columns
/// beside them part their figures by one list and add to them: `Referrals` beside `Threshold met` and `Threshold not met`.
pub(super) fn with_sums(mut roles: Vec<Role>, (sheet, table): (&Sheet, &Table)) -> Vec<Role> {
    let number = |at: usize, row: u32| number_in(&sheet.cell(row, table.heads.get(at)?.column));
    for at in 0..roles.len() {
        let Role::Number {
            column,
            fixed,
            total: false,
        } = &roles[at]
        else {
            continue;
        };
        let parts: Vec<(usize, &[Fixed])> = roles
            .iter()
            .enumerate()
            .filter_map(|(other, role)| match role {
                Role::Number {
                    column: of,
                    fixed,
                    total: false,
                } if of == column && !fixed.is_empty() => Some((other, fixed.as_slice())),
                _ => None,
            })
            .collect();
        if !fixed.is_empty() || parts.len() < 2 || !are_of_one_list(&parts) {
            continue;
        }
        let adds = |row: u32| {
            let added: f64 = parts
                .iter()
                .map(|(other, _)| number(*other, row))
                .sum::<Option<f64>>()?;
            Some((number(at, row)? - added).abs() < 0.5)
        };
        let told: Vec<bool> = (table.first_row..table.end_row).filter_map(adds).collect();
        if told.iter().filter(|adds| **adds).count() * 2 > told.len()
            && let Role::Number { total, .. } = &mut roles[at]
        {
            *total = true;
        }
    }
    roles
}

/// Whether headings fix different words of one list, and no times.
fn are_of_one_list(parts: &[(usize, &[Fixed])]) -> bool {
    let Some((_, first)) = parts.first() else { return false };
    let word = |fixed: &[Fixed], column: &str| {
        fixed
            .iter()
            .find(|one| one.column == column)
            .map(|one| one.value.clone())
    };
    first.iter().any(|one| {
        let words: Vec<Option<FixedValue>> = parts.iter().map(|(_, fixed)| word(fixed, &one.column)).collect();
        let is_word = |word: &Option<FixedValue>| matches!(word, Some(FixedValue::Id(..)));
        words.iter().all(is_word) && (1..words.len()).all(|at| !words[..at].contains(&words[at]))
    })
}

/// The ids and codes that a heading fixes, by column.
fn ids(fixed: &[Fixed]) -> impl Iterator<Item = (String, String)> + '_ {
    fixed.iter().filter_map(|fixed| match &fixed.value {
        FixedValue::Id(id, _) => Some((fixed.column.clone(), id.clone())),
        // A sum of one quarter is held against that quarter's rows alone.
        FixedValue::When(When::Quarter(period)) => Some((fixed.column.clone(), period.to_string())),
        FixedValue::When(_) => None,
    })
}
