//! Shares: a count, its base and its percentage in one cell, and columns that hold nothing else.

use crate::catalogue::{Indicator, Unit, plain};
use crate::domain::Reading;
use crate::ingest::cells;
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::survey::is_blank;
use crate::ingest::remarks::Remark;
use crate::ingest::rows::{Figure, Row};
use crate::ingest::sheet::Raw;
use crate::ingest::words::bounds::read_share;

impl Body<'_, '_, '_> {
    /// Whether no other column of a row's numbers holds one.
    pub(super) fn is_alone(&self, (row, at): (u32, usize), group: &[usize]) -> bool {
        let is_empty = |&other: &usize| is_blank(&self.setting.sheet.cell(row, self.overs[other].at));
        group.iter().filter(|&&other| other != at).all(is_empty)
    }

    /// Takes the numbers of a percentage that stand in one cell: `12 of 15 (80%)`. Whether they did.
    pub(super) fn all_in_one(&mut self, built: &mut Row, cell: (u32, u32), indicator: &Indicator) -> bool {
        let shown = self.setting.sheet.cell(cell.0, cell.1);
        let Raw::Text(text) = shown.raw else { return false };
        let Some((part, whole, rate)) = read_share(text).filter(|_| indicator.unit == Unit::Percent) else {
            return false;
        };
        let named = [("numerator", Some(part)), ("denominator", Some(whole)), ("value", rate)];
        for (name, number) in named {
            let Some(number) = number else { continue };
            let figure = Figure {
                reading: Reading::number(number),
                cell,
                seen: text.trim().to_owned(),
                marked_percent: name == "value",
            };
            self.put(built, name.to_owned(), figure);
        }
        let of = format!("{} of {}", cells::plain_number(part), cells::plain_number(whole));
        let taken = rate.map_or(of.clone(), |rate| format!("{of}, {}%", cells::plain_number(rate)));
        let place = (self.setting.sheet.name.as_str(), cell.0, cell.1);
        let remark = Remark::on_cell("symbol-read", place, text.trim()).taken_as(taken);
        self.extract.remarks.push(remark.about(&self.setting.feed.id));
        true
    }

    /// Whether the heading of a column says that its figures are shares of something, and nothing else.
    pub(super) fn heads_a_share(&self, column: u32) -> bool {
        let over = self.overs.iter().find(|over| over.at == column);
        over.and_then(|over| over.head.as_ref()).is_some_and(|head| {
            let simple = plain(&head.text);
            let mut words = simple.split(' ');
            let starts = words
                .next()
                .is_some_and(|word| matches!(word, "%" | "percentage" | "percent" | "proportion"));
            starts && !words.any(|word| matches!(word, "or" | "number" | "count" | "value" | "figure"))
        })
    }
}
