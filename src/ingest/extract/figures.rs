//! The numeric cells of one row into figures that are within the bounds of their columns.

use crate::catalogue::{Column, Holds, Unit, plain};
use crate::domain::CellState;
use crate::ingest::cells::{self, Ask, Kind};
use crate::ingest::choose::Role;
use crate::ingest::extract::units::times;
use crate::ingest::extract::{Body, blank};
use crate::ingest::remarks::Remark;
use crate::ingest::resolve::Spot;
use crate::ingest::rows::{Figure, Row};
use crate::ingest::sheet::Cell;
use crate::ingest::table::heads::Head;
use crate::ingest::words::{numbers, tidy};
use std::collections::BTreeMap;

/// Whether two heads stand below the same heading.
fn is_under_one_group((one, other): (&Head, &Head)) -> bool {
    let mut groups = one.groups.iter();
    groups.any(|group| other.groups.iter().any(|own| (own.0, own.1) == (group.0, group.1)))
}

impl<'c> Body<'_, 'c> {
    pub(super) fn fill_numbers(&mut self, built: &mut Row, row: u32, group: &[usize]) {
        let mut tops: BTreeMap<String, f64> = BTreeMap::new();
        for &at in group {
            let Role::Number { column, .. } = &self.roles[at] else {
                continue;
            };
            let column = &self.side.clone().unwrap_or_else(|| column.clone());
            built.sided = self.side.is_some();
            let Some(declared) = self.feed.column(column) else {
                continue;
            };
            let head = &self.table.heads[at];
            let own = self.reading.sheet.cell(row, head.column);
            let (cell, cell_at) = match declared.shared && blank(&own) {
                true => self.shared(declared, (row, head.column)),
                false => (own, (row, head.column)),
            };
            if self.count_word(built, (&self.roles[at], declared), (&cell, cell_at)) {
                continue;
            }
            if self.take_step(built, (declared, head), (&cell, cell_at)) {
                continue;
            }
            let spot = (self.reading.sheet.name.as_str(), row, head.column);
            let read = self.read_cell(&cell, (built, declared, head), spot);
            let top = scale_of(head);
            tops.extend(top.map(|top| (column.clone(), top)));
            if let Some(out_of) = read.out_of.or(top) {
                self.note_scale(built, out_of, (row, head.column));
            }
            if self.is_second(built, (column.as_str(), head), (&read.reading, cell_at)) {
                continue;
            }
            let figure = Figure {
                reading: self.taken(declared, &read, spot),
                cell: cell_at,
                seen: cell.shown().into_owned(),
                marked_percent: read.marked_percent,
            };
            built.numbers.insert(column.clone(), figure);
        }
        self.hold_to_scale(built, &tops);
    }

    /// Whether a column gives a number that another gave before it, which is said. Where each holds a part neither is taken.
    fn is_second(
        &mut self,
        built: &mut Row,
        (column, head): (&str, &Head),
        (reading, cell_at): (&crate::domain::Reading, (u32, u32)),
    ) -> bool {
        let known = built.numbers.get(column);
        let twice = known.filter(|known| known.cell != cell_at && known.reading.state != CellState::Blank);
        let Some(known) = twice.filter(|_| reading.state != CellState::Blank && self.side.is_none()) else {
            return false;
        };
        // Under one heading each column holds a part: the first is no more the whole than the others.
        let first = self.table.heads.iter().find(|other| other.column == known.cell.1);
        let is_merged = |first: &Head| {
            let area = self.reading.sheet.merge_at(first.row, first.column);
            area.is_some_and(|area| (area.first_column..=area.last_column).contains(&head.column))
        };
        let parts = first.filter(|first| {
            let apart = plain(&first.text) != plain(&head.text) && is_under_one_group((first, head));
            (apart || is_merged(first)) && known.reading != *reading
        });
        if let Some(first) = parts {
            self.note_twice(first);
            if let Some(known) = built.numbers.get_mut(column) {
                known.reading = crate::domain::Reading::without_number(CellState::Unreadable);
            }
        }
        self.note_twice(head);
        true
    }

    /// A cell as it is read, on the scale that its heading gives, and what there is to say of that.
    fn read_cell(
        &mut self,
        cell: &Cell<'_>,
        (built, declared, head): (&Row, &Column, &Head),
        spot: Spot<'_>,
    ) -> cells::CellReading {
        let factor = self.factor(head);
        let ask = Ask {
            // Thousands of things that are counted have decimals.
            kind: match self.kind_of(declared, built) {
                Kind::Count if factor.is_some() => Kind::Rate,
                kind => kind,
            },
            text_file: self.reading.text_file,
            separates: self.separates,
            legend: self.reading.legend,
            habits: self.reading.context.habits(),
            catalogue: self.reading.context.known.catalogue,
        };
        let mut read = cells::read(cell, &ask);
        if let Some(factor) = factor {
            read.reading = times(read.reading, factor);
        }
        // A column with a top is a scale, of which each step may have its word.
        let on_scale = declared.most.is_some() && is_named(&cell.shown());
        for (kind, treated_as) in &read.remarks {
            let kind = match *kind {
                "number-with-words" if on_scale => "score-with-word",
                kind => kind,
            };
            let remark = Remark::on_cell(kind, spot, tidy_end(&cell.shown())).taken_as(treated_as.as_str());
            self.extract.remarks.push(remark.about(&self.feed.id));
        }
        read
    }

    /// Says of a column that another of the same name was read before it, once.
    fn note_twice(&mut self, head: &Head) {
        let at = (self.reading.sheet.name.as_str(), head.row, head.column);
        let remark = Remark::on_cell("heading-twice", at, &head.text);
        let is_said = |known: &Remark| (known.kind, known.at) == (remark.kind, remark.at);
        if !self.extract.remarks.iter().any(is_said) {
            self.extract.remarks.push(remark.about(&self.feed.id));
        }
    }

    /// The reading as it is taken: within the column's bounds, of one row alone, on a scale that runs as everybody's does.
    fn taken(&mut self, declared: &Column, read: &cells::CellReading, spot: Spot<'_>) -> crate::domain::Reading {
        let reading = self.within_bounds(declared, read, spot);
        let Some(number) = reading.number else { return reading };
        let (_, row, column) = spot;
        if !declared.shared && self.spans_names(row, column) {
            let remark = Remark::on_cell("figure-for-several", spot, cells::plain_number(number));
            let remark = remark.taken_as("unreadable").about(&self.feed.id);
            self.extract.remarks.push(remark);
        } else if !self.reversed.contains(&column) {
            return reading;
        }
        crate::domain::Reading::without_number(CellState::Unreadable)
    }

    /// The figure of the rows that share a name, for a row of them in which it is not repeated: merged over them, or above an empty
    /// name.
    fn shared(&self, declared: &Column, (row, column): (u32, u32)) -> (Cell<'c>, (u32, u32)) {
        let sheet = self.reading.sheet;
        if let Some(area) = sheet.merge_at(row, column) {
            let at = (area.first_row, area.first_column);
            return (sheet.cell(at.0, at.1), at);
        }
        let named = self.feed.key.first().and_then(|name| self.carried.get(name));
        let from = named.map(|(_, at)| at.0).filter(|from| *from < row && declared.shared);
        match from {
            Some(from) => (sheet.cell(from, column), (from, column)),
            None => (sheet.cell(row, column), (row, column)),
        }
    }

    /// A score beyond the top of the scale that its heading or row gives is none.
    fn hold_to_scale(&mut self, built: &mut Row, tops: &BTreeMap<String, f64>) {
        if self.feed.column("scale_max").is_none() {
            return;
        }
        let of_row = built.number("scale_max");
        for (name, figure) in &mut built.numbers {
            let Some(top) = tops.get(name).copied().or(of_row) else {
                continue;
            };
            let beyond = figure.reading.number.is_some_and(|number| number > top);
            if name == "scale_max" || !beyond {
                continue;
            }
            let spot = (self.reading.sheet.name.as_str(), figure.cell.0, figure.cell.1);
            let remark = Remark::on_cell("number-out-of-range", spot, figure.seen.clone()).taken_as("unreadable");
            let note = format!("{} or less", cells::plain_number(top));
            self.extract.remarks.push(remark.noting(note).about(&self.feed.id));
            figure.reading = crate::domain::Reading::without_number(CellState::Unreadable);
        }
    }

    /// Whether a cell is merged over several rows that have names of their own, so that nothing tells which it is about.
    fn spans_names(&self, row: u32, column: u32) -> bool {
        let sheet = self.reading.sheet;
        let Some(area) = sheet
            .merge_at(row, column)
            .filter(|area| area.last_row > area.first_row)
        else {
            return false;
        };
        let words = self
            .table
            .heads
            .iter()
            .zip(self.roles)
            .filter(|(_, role)| matches!(role, Role::Word(_)));
        words
            .map(|(head, _)| head.column)
            .any(|column| (area.first_row + 1..=area.last_row).any(|below| !blank(&sheet.cell(below, column))))
    }

    /// A number outside what its column can hold is not taken.
    pub(super) fn within_bounds(
        &mut self,
        declared: &Column,
        read: &cells::CellReading,
        spot: (&str, u32, u32),
    ) -> crate::domain::Reading {
        let Some(number) = read.reading.number else {
            return read.reading;
        };
        let low = declared.least.is_some_and(|least| number < least);
        let high = declared.most.is_some_and(|most| number > most);
        if !low && !high {
            return read.reading;
        }
        let bounds = match (declared.least, declared.most) {
            (Some(least), Some(most)) => {
                format!("from {} to {}", cells::plain_number(least), cells::plain_number(most))
            }
            (Some(least), None) => format!("{} or more", cells::plain_number(least)),
            (None, Some(most)) => format!("{} or less", cells::plain_number(most)),
            (None, None) => String::new(),
        };
        let remark = Remark::on_cell("number-out-of-range", spot, cells::plain_number(number)).taken_as("unreadable");
        self.extract.remarks.push(remark.noting(bounds).about(&self.feed.id));
        crate::domain::Reading::without_number(CellState::Unreadable)
    }

    /// The top of the scale that a heading or a score gives, where the feed asks for it.
    pub(super) fn note_scale(&self, built: &mut Row, out_of: f64, cell: (u32, u32)) {
        if self.feed.column("scale_max").is_some() && !built.numbers.contains_key("scale_max") {
            let reading = crate::domain::Reading::number(out_of);
            built.numbers.insert(
                "scale_max".to_owned(),
                Figure {
                    reading,
                    cell,
                    seen: String::new(),
                    marked_percent: false,
                },
            );
        }
    }

    pub(super) fn kind_of(&self, column: &Column, row: &Row) -> Kind {
        match column.holds {
            Holds::Whole => Kind::Count,
            Holds::Money => Kind::Money,
            _ => match self.reading.context.known.catalogue.indicator(row.word("indicator")) {
                Some(indicator) => kind_for(indicator.unit, &column.name),
                None => Kind::Score,
            },
        }
    }
}

/// What a column of the dashboard asks of an indicator's unit.
pub fn kind_for(unit: Unit, column: &str) -> Kind {
    match (column, unit) {
        (_, Unit::Count) => Kind::Count,
        ("value", Unit::Percent) => Kind::Percent,
        ("value", Unit::MedianDays) => Kind::Days,
        ("value", Unit::Score) => Kind::Score,
        ("value", Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 | Unit::Ratio) => Kind::Rate,
        (_, Unit::Score) => Kind::Score,
        (
            _,
            Unit::Percent
            | Unit::MedianDays
            | Unit::RatePer1000
            | Unit::RatePer10000
            | Unit::RatePer100000
            | Unit::Ratio,
        ) => Kind::Part,
    }
}

/// Whether a text is nothing but a number and what it is called: `4 - Likely`.
fn is_named(text: &str) -> bool {
    matches!(numbers::read(text), numbers::Written::Number(_, ways) if matches!(ways[..], [numbers::Way::Named(_)]))
}

/// The maximum that a heading gives: `Confidence before (1-10)`, `Score out of 5`, `On a scale of 1 to 10, how…`, `Rating (1 to 5, 5 is best)`.
pub(super) fn scale_of(head: &Head) -> Option<f64> {
    let text = tidy(&head.text).to_lowercase();
    let inside = text.split_once('(').map(|(_, rest)| rest.trim_end_matches(')'));
    let first = inside.map(|inside| inside.split([',', ';', ':', ')']).next().unwrap_or_default());
    let in_brackets = inside.into_iter().chain(first).find_map(top_said);
    in_brackets.or_else(|| {
        let leads = ["scale of ", "scale from ", "out of "];
        let said = leads.iter().filter_map(|lead| Some((*lead, text.split_once(lead)?.1)));
        said.filter_map(|(lead, rest)| {
            let rest = rest.split([',', ';', ':', '(', ')', '?']).next().unwrap_or_default();
            let words: Vec<&str> = rest.split_whitespace().take(3).collect();
            match lead {
                "out of " => words.first()?.parse().ok().filter(|top| *top > 1.0 && *top <= 100.0),
                _ => (1..=words.len())
                    .rev()
                    .find_map(|count| top_said(words.get(..count)?.join(" ").as_str())),
            }
        })
        .next()
    })
}

/// The top of a scale that is written as a stretch from nought or one, or behind `out of`.
fn top_said(text: &str) -> Option<f64> {
    let text = text.trim();
    match numbers::read(text) {
        numbers::Written::Between(low, high) if low <= 1.0 && high <= 100.0 => Some(high),
        _ => text
            .strip_prefix("out of ")
            .or_else(|| text.strip_prefix("max "))
            .and_then(|rest| rest.trim().parse().ok()),
    }
}

/// A text as it stands, cut only where it would hide what is odd about it.
pub fn tidy_end(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}
