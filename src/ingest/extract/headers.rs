//! What is to be said of a table's columns: near names, columns that no feed has, hidden ones.

use crate::catalogue::{Holds, plain};
use crate::ingest::cells::number_in;
use crate::ingest::choose::{FixedValue, Role, is_column_of_ticks, is_of_another_cycle};
use crate::ingest::extract::{Body, blank};
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::sheet::Cell;
use crate::ingest::table::header_text;
use crate::ingest::table::heads::Head;
use crate::ingest::words::labels::is_beside_the_figure;
use crate::ingest::words::names::Likeness;

/// Rows that must agree before a column is known to follow from others.
const LEAST_TOLD: usize = 3;

impl Body<'_, '_> {
    /// Headings that were nearly another name, once for each heading.
    pub(super) fn remark_headers(&mut self) {
        let context = self.reading.context;
        for role in self.roles {
            for fixed in role.fixed() {
                let FixedValue::Id(id, Likeness::Near) = &fixed.value else {
                    continue;
                };
                let is_area = self
                    .feed
                    .column(&fixed.column)
                    .is_some_and(|column| column.holds == Holds::Area);
                let is_member = context.known.agencies.iter().any(|agency| agency.id == *id);
                let (kind, name) = match (is_area, context.known.catalogue.indicator(id)) {
                    (true, _) => ("area-near-miss", context.known.places.name(id).to_owned()),
                    (false, Some(indicator)) => ("indicator-near-miss", format!("{id} {}", indicator.name)),
                    (false, None) if is_member => ("agency-near-miss", id.clone()),
                    (false, None) => ("code-near-miss", id.clone()),
                };
                let remark = Remark::on_cell(kind, (&self.reading.sheet.name, fixed.at.0, fixed.at.1), &fixed.text);
                self.extract.remarks.push(remark.taken_as(name).about(&self.feed.id));
            }
        }
        self.remark_unknown_columns();
    }

    /// Whether the words that say what each row is are in no column that is read.
    fn lacks_text(&self) -> bool {
        let text = self.feed.column("text").filter(|column| column.holds == Holds::Text);
        text.is_some_and(|column| !self.roles.iter().any(|role| role.gives(&column.name)))
    }

    /// Columns of numbers that the feed does not have are said; columns of words are the agency's own affair, but for the labels of a
    /// form, each of which asks for something.
    pub(super) fn remark_unknown_columns(&mut self) {
        for (head, role) in self.table.heads.iter().zip(self.roles) {
            if *role != Role::Unknown || head.text.is_empty() && self.is_bare(head) {
                continue;
            }
            if self.stands_twice(head) && !self.is_bare(head) {
                let at = (self.reading.sheet.name.as_str(), head.row, head.column);
                let remark = Remark::on_cell("heading-twice", at, &head.text);
                self.extract.remarks.push(remark.about(&self.feed.id));
                continue;
            }
            let numbers = crate::ingest::choose::holds_numbers(self.reading.sheet, self.table, head.column);
            // A figure whose area would be assumed may have it in the very column that was not understood.
            let known_twice = head.sense.column(&self.feed.id).is_some();
            let is_said = self
                .titled
                .keys()
                .any(|name| self.feed.column(name).is_some_and(|column| column.holds == Holds::Area));
            let could_be_place = self.assumes_area() && !is_said && !self.is_bare(head) && !known_twice;
            if is_beside_the_figure(&head.text) || self.is_product(head) {
                continue;
            }
            let of_another_cycle = is_of_another_cycle(head, (self.feed, self.table), self.reading.context);
            let ticks = self.is_ticked_too(head) || self.is_ticked_instead(head);
            let asks = self.reading.from_form || of_another_cycle || ticks;
            let could_be_text = known_twice && !numbers && self.lacks_text();
            let asks = asks || self.holds_steps(head);
            if numbers && !self.is_derived(head) && !self.counts_up(head) || could_be_place || could_be_text || asks {
                let seen = match head.text.as_str() {
                    "" => "(empty)",
                    text => text,
                };
                let remark = Remark::on_cell(
                    "heading-unknown",
                    (&self.reading.sheet.name, head.row, head.column),
                    seen,
                );
                self.extract.remarks.push(remark.about(&self.feed.id));
            }
        }
    }

    /// Whether it is one more column of ticks beside those that were read.
    fn is_ticked_too(&self, head: &Head) -> bool {
        self.roles.iter().any(|role| matches!(role, Role::Mark(_)))
            && is_column_of_ticks((self.feed, self.reading.sheet, self.table), head.column)
    }

    /// Whether it is a column of ticks in a table of answers of which nothing gives any.
    fn is_ticked_instead(&self, head: &Head) -> bool {
        let is_answer = |name: &&String| {
            let column = self.feed.column(name);
            column.is_some_and(|column| matches!(column.holds, Holds::Code(_)) && !self.feed.key.contains(*name))
        };
        let mut answers = self.feed.recognise_by.iter().filter(is_answer);
        let counts = self.feed.columns.iter().any(|column| column.holds.is_number());
        !counts
            && answers.any(|name| !self.is_answered(name))
            && is_column_of_ticks((self.feed, self.reading.sheet, self.table), head.column)
    }

    /// Whether a column of words gives the answers, and not one of ticks alone.
    fn is_answered(&self, name: &str) -> bool {
        let ticked = |head: &Head| is_column_of_ticks((self.feed, self.reading.sheet, self.table), head.column);
        let mut giving = self
            .table
            .heads
            .iter()
            .zip(self.roles)
            .filter(|(_, role)| role.gives(name));
        giving.any(|(head, role)| !matches!(role, Role::Word(_)) || !ticked(head))
    }

    /// Whether a column under the same headings was read already.
    fn stands_twice(&self, head: &Head) -> bool {
        let groups = |head: &Head| head.groups.iter().map(|group| group.2.clone()).collect::<Vec<_>>();
        let same = |other: &Head| {
            other.column < head.column
                && !head.text.is_empty()
                && plain(&other.text) == plain(&head.text)
                && groups(other) == groups(head)
        };
        self.table
            .heads
            .iter()
            .zip(self.roles)
            .any(|(other, role)| same(other) && *role != Role::Unknown)
    }

    /// Notes an empty cell that was read as the name above it.
    pub(super) fn note_filled(&mut self, (row, column): (u32, u32), from: (u32, u32)) {
        let name = self.seen(from.0, from.1);
        let known = self.filled.entry(column).or_insert((row, row, 0, name));
        known.1 = row;
        known.2 += 1;
    }

    /// One remark for each column in which empty cells were read as the name above them.
    pub(super) fn remark_filled(&mut self) {
        for (column, (first, last, _, name)) in std::mem::take(&mut self.filled) {
            let remark = Remark::filled_down(&self.reading.sheet.name, (column, first, last), name);
            self.extract.remarks.push(remark.about(&self.feed.id));
        }
    }

    pub(super) fn is_bare(&self, head: &Head) -> bool {
        (self.table.first_row..self.table.end_row).all(|row| blank(&self.reading.sheet.cell(row, head.column)))
    }

    /// Whether rows without an area are the county's, and these have no column of areas.
    pub(super) fn assumes_area(&self) -> bool {
        let area = self.feed.columns.iter().find(|column| column.holds == Holds::Area);
        self.feed.area_defaults_to_home
            && area.is_some_and(|area| !self.roles.iter().any(|role| role.gives(&area.name)))
    }

    /// A column whose every cell is a formula over its row repeats what other columns say.
    pub(super) fn is_derived(&self, head: &Head) -> bool {
        let cells: Vec<Cell<'_>> = (self.table.first_row..self.table.end_row)
            .map(|row| self.reading.sheet.cell(row, head.column))
            .filter(|cell| !blank(cell))
            .collect();
        !cells.is_empty() && cells.iter().all(|cell| cell.formula) || self.follows_from_others(head)
    }

    /// Whether a column on the left numbers the rows: each cell is the next whole number.
    fn counts_up(&self, head: &Head) -> bool {
        let first = self
            .table
            .heads
            .first()
            .is_some_and(|first| first.column == head.column);
        let cells = (self.table.first_row..self.table.end_row).map(|row| self.reading.sheet.cell(row, head.column));
        let numbers: Vec<Option<f64>> = cells.filter(|cell| !blank(cell)).map(|cell| number_in(&cell)).collect();
        let next = |two: &[Option<f64>]| matches!(two, [Some(one), Some(other)] if *other == *one + 1.0);
        first && numbers.len() >= 2 && numbers.windows(2).all(next)
    }

    /// Whether a column is in every row the difference or the sum of the same two columns that are read.
    fn follows_from_others(&self, head: &Head) -> bool {
        let read = self.table.heads.iter().zip(self.roles);
        let columns: Vec<u32> = read
            .filter(|(_, role)| matches!(role, Role::Number { .. }))
            .map(|(head, _)| head.column)
            .collect();
        let number = |row: u32, column: u32| number_in(&self.reading.sheet.cell(row, column));
        let rows = self.table.first_row..self.table.end_row;
        let repeats = |one: u32, other: u32, sign: f64| {
            let told = rows.clone().filter_map(|row| {
                let (own, one, other) = (number(row, head.column)?, number(row, one)?, number(row, other)?);
                Some((own - (one + sign * other)).abs() < 0.005)
            });
            let told: Vec<bool> = told.collect();
            told.len() >= LEAST_TOLD && told.iter().all(|adds| *adds)
        };
        columns.iter().any(|&one| {
            let others = columns.iter().filter(|other| **other != one);
            others
                .into_iter()
                .any(|&other| repeats(one, other, -1.0) || repeats(one, other, 1.0))
        })
    }

    pub(super) fn remark_hidden(&mut self) {
        let sheet = self.reading.sheet;
        let (first, end) = (self.table.first_row, self.table.end_row);
        let hidden = |row: u32| sheet.row_is_hidden(row) && sheet.row(row).next().is_some();
        if let Some(top) = (first..end).find(|row| hidden(*row)) {
            let bottom = (first..end).rev().find(|row| hidden(*row)).unwrap_or(top);
            let (left, right) = (
                self.table.heads.first().map_or(0, |head| head.column),
                self.table.heads.last().map_or(0, |head| head.column),
            );
            let at = Stretch {
                first_column: left,
                first_row: top,
                last_row: bottom,
                last_column: right,
            };
            let remark = Remark {
                at: Some(at),
                ..Remark::on_sheet("hidden-rows", &sheet.name, "hidden rows")
            };
            self.extract.remarks.push(remark.about(&self.feed.id));
        }
        for column in (0..sheet.column_count()).filter(|column| sheet.column_is_hidden(*column)) {
            if (first..end).any(|row| !blank(&sheet.cell(row, column))) {
                let at = Stretch {
                    first_column: column,
                    first_row: self.table.header_row,
                    last_row: end.max(first + 1) - 1,
                    last_column: column,
                };
                let seen = header_text(&sheet.cell(self.table.header_row, column));
                let remark = Remark {
                    at: Some(at),
                    ..Remark::on_sheet("hidden-columns", &sheet.name, seen)
                };
                self.extract.remarks.push(remark.about(&self.feed.id));
            }
        }
    }
}
