//! The figures of a total into sums, to be compared with the rows that they sum.

use crate::ingest::cells::number_in;
use crate::ingest::choose::{FixedValue, Role};
use crate::ingest::extract::{Body, Sum, Words};
use crate::ingest::resolve::Word;
use crate::ingest::words::periods::When;
use std::collections::BTreeMap;

impl Body<'_, '_> {
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
        for (head, role) in self.table.heads.iter().zip(self.roles) {
            let Role::Number { column, fixed, total } = role else {
                continue;
            };
            let mut of = of.clone();
            of.extend(fixed.iter().filter_map(|fixed| match &fixed.value {
                FixedValue::Id(id, _) => Some((fixed.column.clone(), id.clone())),
                FixedValue::When(_) => None,
            }));
            let cell = self.reading.sheet.cell(row, head.column);
            if let (Some(value), false) = (number_in(&cell), *total) {
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
