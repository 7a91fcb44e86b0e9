//! Words of a scale that is answered in words (`Strongly agree`) into the number of their step.

use crate::catalogue::Column;
use crate::domain::Reading;
use crate::ingest::cells::number_in;
use crate::ingest::choose::Role;
use crate::ingest::extract::Body;
use crate::ingest::extract::figures::{scale_of, tidy_end};
use crate::ingest::remarks::Remark;
use crate::ingest::rows::{Figure, Row};
use crate::ingest::sheet::{Cell, Raw};
use crate::ingest::table::heads::Head;
use std::collections::BTreeSet;

impl Body<'_, '_> {
    /// Takes a word of the column's scale for its step; `false` for anything else, and where nothing tells that the scale has as many
    /// steps as the declared one: without its middle `Agree` may be the third of four.
    pub(super) fn take_step(
        &mut self,
        built: &mut Row,
        (declared, head): (&Column, &Head),
        (cell, at): (&Cell<'_>, (u32, u32)),
    ) -> bool {
        let Raw::Text(text) = cell.raw else { return false };
        let Some((step, steps)) = declared.step(text) else {
            return false;
        };
        let top = scale_of(head).or_else(|| self.top_of_row(at.0));
        let has_as_many = match top {
            Some(top) => (top - steps as f64).abs() < f64::EPSILON,
            None => self.shows_the_middle(),
        };
        if !has_as_many {
            return false;
        }
        let figure = Figure {
            reading: Reading::number(step as f64),
            cell: at,
            seen: cell.shown().into_owned(),
            marked_percent: false,
        };
        built.numbers.insert(declared.name.clone(), figure);
        self.note_scale(built, steps as f64, at);
        let spot = (self.reading.sheet.name.as_str(), at.0, at.1);
        let remark = Remark::on_cell("word-on-scale", spot, tidy_end(text)).taken_as(format!("{step} of {steps}"));
        self.extract.remarks.push(remark.about(&self.feed.id));
        true
    }

    /// Whether most cells of a column are words of a scale of the feed: answers, whatever the heading over them.
    pub(super) fn holds_steps(&self, head: &Head) -> bool {
        let scales: Vec<&Column> = self
            .feed
            .columns
            .iter()
            .filter(|column| !column.steps.is_empty())
            .collect();
        if scales.is_empty() {
            return false;
        }
        let rows = self.table.first_row..self.table.end_row;
        let texts: Vec<&str> = rows
            .filter_map(|row| match self.reading.sheet.cell(row, head.column).raw {
                Raw::Text(text) if !text.trim().is_empty() => Some(text),
                _ => None,
            })
            .collect();
        let answers = texts
            .iter()
            .filter(|text| scales.iter().any(|column| column.step(text).is_some()));
        let answers = answers.count();
        answers >= 2 && answers * 2 > texts.len()
    }

    /// The top of the scale that a row gives in a column of its own.
    fn top_of_row(&self, row: u32) -> Option<f64> {
        let mut columns = self.table.heads.iter().zip(self.roles);
        let is_top = |role: &Role| matches!(role, Role::Number { column, .. } if column == "scale_max");
        let (head, _) = columns.find(|(_, role)| is_top(role))?;
        number_in(&self.reading.sheet.cell(row, head.column))
    }

    /// Whether the middle of a scale with an odd number of steps is anybody's answer.
    fn shows_the_middle(&mut self) -> bool {
        if let Some(known) = self.shows_the_middle {
            return known;
        }
        let sheet = self.reading.sheet;
        let known = self.table.heads.iter().zip(self.roles).any(|(head, role)| {
            let Role::Number { column, .. } = role else {
                return false;
            };
            let Some(declared) = self.feed.column(column).filter(|one| !one.steps.is_empty()) else {
                return false;
            };
            let rows = self.table.first_row..self.table.end_row;
            let texts: BTreeSet<&str> = rows
                .filter_map(|row| match sheet.cell(row, head.column).raw {
                    Raw::Text(text) => Some(text),
                    _ => None,
                })
                .collect();
            let steps = texts.into_iter().filter_map(|text| declared.step(text));
            steps.into_iter().any(|(step, steps)| step * 2 == steps + 1)
        });
        self.shows_the_middle = Some(known);
        known
    }
}
