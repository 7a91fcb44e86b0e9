//! Answers that stand under their questions, and ticks that stand under their words.

use crate::ingest::choose::{Role, Tick, tick};
use crate::ingest::extract::{Body, Words, blank};
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::resolve::Word;

impl Body<'_, '_> {
    /// The answers of one group of columns in a row; none where the group holds figures only.
    pub(super) fn answers_of(&mut self, row: u32, group: &[usize]) -> Option<Words> {
        let mut out: Option<Words> = None;
        for &at in group {
            let Role::Answer { column, .. } = &self.roles[at] else {
                continue;
            };
            let Some(declared) = self.feed.column(column) else {
                continue;
            };
            let head = &self.table.heads[at];
            let cell = self.reading.sheet.cell(row, head.column);
            let spot = (self.reading.sheet.name.as_str(), row, head.column);
            let word = match blank(&cell) {
                true => Word::Empty,
                false => self.resolver.word(declared, &cell, spot),
            };
            let out = out.get_or_insert_with(Words::default);
            out.cells.insert(column.clone(), (row, head.column));
            out.words.insert(column.clone(), word);
        }
        out
    }

    /// Whether a row without an answer is one all the same: the question was put and not answered.
    pub(super) fn expects_answers(&self, group: &[usize]) -> bool {
        group.iter().any(|&at| match &self.roles[at] {
            Role::Answer { column, .. } => self.feed.column(column).is_some_and(|column| !column.required),
            _ => false,
        })
    }

    /// The word of the one column that is ticked. A cross beside a tick says no; two of a kind are said and neither is taken.
    pub(super) fn ticked(&mut self, row: u32, out: &mut Words) {
        let mut marks: Vec<(usize, &str, Tick)> = Vec::new();
        for (at, (head, role)) in self.table.heads.iter().zip(self.roles).enumerate() {
            if let Role::Mark(column) = role
                && let Some(tick) = tick(&self.reading.sheet.cell(row, head.column)).filter(|tick| *tick != Tick::No)
            {
                marks.push((at, column.as_str(), tick));
            }
        }
        let sure: Vec<usize> = marks
            .iter()
            .filter(|mark| mark.2 == Tick::Yes)
            .map(|mark| mark.0)
            .collect();
        let (Some(&(first, column, _)), Some(&(last, ..))) = (marks.first(), marks.last()) else {
            return;
        };
        let chosen = match (marks.len(), &sure[..]) {
            (1, _) => Some(first),
            (_, [one]) => Some(*one),
            _ => None,
        };
        let at = chosen.unwrap_or(first);
        out.cells.insert(column.to_owned(), (row, self.table.heads[at].column));
        let word = match (chosen, self.feed.column(column)) {
            (Some(at), Some(declared)) => {
                let head = &self.table.heads[at];
                let cell = self.reading.sheet.cell(row, head.column);
                let spot = (self.reading.sheet.name.as_str(), row, head.column);
                self.resolver.word(declared, &cell.with_text(&head.text), spot)
            }
            _ => {
                let columns = (self.table.heads[first].column, self.table.heads[last].column);
                self.remark_two_ticks(row, columns);
                Word::NotUnderstood
            }
        };
        out.words.insert(column.to_owned(), word);
    }

    fn remark_two_ticks(&mut self, row: u32, (first, last): (u32, u32)) {
        let at = Stretch {
            first_column: first,
            first_row: row,
            last_row: row,
            last_column: last,
        };
        let seen = format!(
            "{} and {}",
            self.seen(self.table.header_row, first),
            self.seen(self.table.header_row, last)
        );
        let remark = Remark {
            at: Some(at),
            ..Remark::on_sheet("two-ticks", &self.reading.sheet.name, seen)
        };
        self.extract.remarks.push(remark.about(&self.feed.id));
    }
}
