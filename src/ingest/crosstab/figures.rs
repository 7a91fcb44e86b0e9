//! The figures of one row into the numbers of a row of the dashboard, each under the part that its labels name.

use crate::catalogue::{Indicator, Unit, plain};
use crate::domain::{CellState, Reading};
use crate::ingest::cells::{self, Ask};
use crate::ingest::check::wider;
use crate::ingest::crosstab::asides::is_change;
use crate::ingest::crosstab::beside::Beside;
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::columns::{Role, Side};
use crate::ingest::crosstab::heads::Told;
use crate::ingest::crosstab::parts::{Part, part_by_words, per_of};
use crate::ingest::crosstab::says::Says;
use crate::ingest::crosstab::shares::OfPercentage;
use crate::ingest::crosstab::survey::{Line, What, is_blank};
use crate::ingest::extract::{kind_for, tidy_end};
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::rows::{Figure, Row};
use crate::ingest::sheet::{Sheet, drop_dust};
use crate::ingest::table::header_text;
use crate::ingest::words::doubts;
use crate::ingest::words::windows::says_to_date;
use std::collections::BTreeSet;

/// Before the column of a figure of which nothing tells yet which number it is.
pub(super) const OPEN: char = '?';

impl Body<'_, '_, '_> {
    pub(super) fn fill_numbers(
        &mut self,
        built: &mut Row,
        row: u32,
        (group, says, beside): (&[usize], &Says, &Beside),
    ) {
        let catalogue = self.setting.context.known.catalogue;
        let Some(indicator) = catalogue.indicator(built.word("indicator")) else {
            return;
        };
        let of_row = self.part_of_row((group, says, beside), indicator);
        built.sided = of_row.is_some() && self.overs[group[0]].part() != of_row;
        // What a title says of a number is said of the column of that number, where there is one.
        let of_title = self.around.says.part;
        let of_title = of_title.filter(|(part, _)| !self.overs.iter().any(|over| over.part() == Some(*part)));
        let further = beside.says.part.or(self.section.says.part).or(of_title);
        for &at in group {
            let told = self.parts[at];
            if told == Told::Unread {
                continue;
            }
            let by_column = match told {
                Told::Is(part) => Some(part),
                Told::Open | Told::Unread => self.overs[at].part(),
            };
            let part = of_row.or(by_column).or(further.map(|(part, _)| part));
            if self.is_beside_a_count((row, at), (indicator, part), group) {
                continue;
            }
            let column = self.overs[at].at;
            let is_said = matches!(told, Told::Is(_));
            // A cell that says `%` holds the share, whatever the words of the row are the name of.
            let of_percent = indicator.unit == Unit::Percent;
            let is_share = of_percent && !is_said && self.setting.sheet.cell(row, column).shows_percent();
            let part = part.map(|part| if is_share { Part::Value } else { part });
            let name = says.indicator.as_ref().map_or("", |claim| claim.text.as_str());
            let part = match self.by_unit((row, at), (group, name), (indicator, of_row, part)) {
                OfPercentage::Is(told) => Some(told),
                OfPercentage::Unclear => match self.by_earlier(built, (row, column), indicator) {
                    Some(told) => Some(told),
                    None => {
                        self.say_unclear((row, column));
                        continue;
                    }
                },
                OfPercentage::AsTold => part,
            };
            // Below the figure of a card: `▲ 13 on last quarter`.
            if is_change(&header_text(&self.setting.sheet.cell(row, column))) {
                continue;
            }
            if self.is_alone((row, at), group) && self.all_in_one(built, (row, column), indicator) {
                continue;
            }
            let name = part.map_or(format!("{OPEN}{column:06}"), |part| part.column().to_owned());
            let figure = self.figure((row, column), (indicator, part), says);
            self.put(built, name, figure);
        }
    }

    /// What the only figure of a row can be by the unit of its indicator.
    fn by_unit(
        &self,
        place: (u32, usize),
        (group, name): (&[usize], &str),
        (indicator, of_row, part): (&Indicator, Option<Part>, Option<Part>),
    ) -> OfPercentage {
        match indicator.unit {
            Unit::Percent if of_row != Some(Part::Value) => self.of_percentage(place, (group, name), part),
            Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 if of_row.is_none() => {
                self.of_rate(place, (group, false), part)
            }
            Unit::Ratio | Unit::Score if of_row.is_none() => self.of_rate(place, (group, true), part),
            _ => OfPercentage::AsTold,
        }
    }

    /// The number that a row holds by its own words: `Numerator`, or `Overdue` and `Open actions` of overdue actions. Columns that
    /// name different numbers are believed before it.
    fn part_of_row(&self, (group, says, beside): (&[usize], &Says, &Beside), indicator: &Indicator) -> Option<Part> {
        let named = |at: &usize| match self.parts[*at] {
            Told::Is(part) => Some(part),
            Told::Open | Told::Unread => None,
        };
        let by_columns: BTreeSet<Part> = group.iter().filter_map(named).collect();
        if by_columns.len() > 1 {
            return None;
        }
        if let Some((part, false)) = beside.says.part {
            return Some(part);
        }
        let open = group.len() == 1 || says.part.is_none_or(|(_, weak)| weak);
        let told = beside
            .loose
            .iter()
            .find_map(|placed| part_by_words(&placed.text, indicator));
        // Under `%` a name without its sign is still the percentage.
        let of_percent = indicator.unit == Unit::Percent
            && by_columns.contains(&Part::Value)
            && group.iter().all(|&at| self.heads_a_share(self.overs[at].at));
        told.filter(|_| open && !of_percent)
    }

    fn say_unclear(&mut self, (row, column): (u32, u32)) {
        let setting = self.setting;
        let seen = setting.sheet.cell(row, column).shown();
        let remark = Remark::on_cell("part-unclear", (setting.sheet.name.as_str(), row, column), seen);
        self.extract
            .remarks
            .push(remark.taken_as("unreadable").about(&setting.feed.id));
    }

    /// Puts a figure in its place. Two figures that differ and would be the same number are neither.
    pub(super) fn put(&mut self, built: &mut Row, name: String, figure: Figure) {
        let Some(there) = built
            .numbers
            .get_mut(&name)
            .filter(|there| there.reading.state != CellState::Blank)
        else {
            built.numbers.insert(name, figure);
            return;
        };
        if figure.reading.state == CellState::Blank || figure.reading == there.reading {
            return;
        }
        for one in [&*there, &figure] {
            let place = (self.setting.sheet.name.as_str(), one.cell.0, one.cell.1);
            let remark = Remark::on_cell("part-unclear", place, one.seen.clone());
            self.extract
                .remarks
                .push(remark.taken_as("unreadable").about(&self.setting.feed.id));
        }
        there.reading = Reading::without_number(CellState::Unreadable);
    }

    /// Whether a column is the share or the rate of a count that stands beside it, which nobody asks for.
    fn is_beside_a_count(
        &self,
        (row, at): (u32, usize),
        (indicator, part): (&Indicator, Option<Part>),
        group: &[usize],
    ) -> bool {
        let head = self.overs[at].head.as_ref();
        let is_rate = head.is_some_and(|head| {
            let simple = plain(&head.text);
            simple.contains('%') || simple.contains("rate") || simple.contains("percent") || head.label.per.is_some()
        });
        let is_count = |other: usize| {
            let cell = self.setting.sheet.cell(row, self.overs[other].at);
            self.parts[other] == Told::Is(Part::Numerator) && !is_blank(&cell)
        };
        let beside = || group.iter().any(|&other| other != at && is_count(other));
        indicator.unit == Unit::Count && part == Some(Part::Value) && is_rate && beside()
    }

    fn figure(
        &mut self,
        (row, column): (u32, u32),
        (indicator, part): (&Indicator, Option<Part>),
        says: &Says,
    ) -> Figure {
        let setting = self.setting;
        let cell = setting.sheet.cell(row, column);
        let ask = Ask {
            kind: kind_for(indicator.unit, part.unwrap_or(Part::Value).column()),
            text_file: setting.text_file,
            separates: setting.text_file,
            legend: setting.legend,
            habits: setting.context.habits(),
            catalogue: setting.context.known.catalogue,
        };
        let mut read = cells::read(&cell, &ask);
        // A sum that is not shown says nothing of its own.
        if says.total.is_some() && read.remarks.iter().any(|(kind, _)| *kind == "dash-unclear") {
            read.remarks.clear();
            read.reading = Reading::without_number(CellState::Blank);
        }
        let name = setting.sheet.name.as_str();
        let spot = (name, row, column);
        for (kind, treated_as) in &read.remarks {
            let remark = Remark::on_cell(kind, spot, tidy_end(&cell.shown())).taken_as(treated_as.as_str());
            self.extract.remarks.push(remark.about(&setting.feed.id));
        }
        let own = setting.context.period();
        let doubtful = |text: &str| {
            doubts::may_change(text)
                || doubts::speaks_of_another_time(text, own)
                || doubts::corrects(text, own)
                || wider::takes_in_a_neighbour(setting.context.known.places, text)
        };
        if read.reading.state != CellState::Blank && comment(setting.sheet, (row, column)).is_some_and(doubtful) {
            let remark = Remark::on_cell("comment-on-figure", spot, cell.shown());
            self.extract.remarks.push(remark.about(&setting.feed.id));
        }
        self.take_weeks((row, column), indicator, &mut read.reading);
        let refusal = self.refusal((row, column), (indicator, part, says), read.reading.number);
        let reading = match refusal {
            Some((kind, note)) => {
                let seen = cells::plain_number(read.reading.number.unwrap_or_default());
                let remark = Remark::on_cell(kind, spot, seen).taken_as("unreadable").noting(note);
                self.extract.remarks.push(remark.about(&setting.feed.id));
                Reading::without_number(CellState::Unreadable)
            }
            None => read.reading,
        };
        Figure {
            reading,
            cell: (row, column),
            seen: cell.shown().into_owned(),
            marked_percent: read.marked_percent,
        }
    }

    /// Turns weeks into the days that are asked for, where the labels say weeks.
    fn take_weeks(&mut self, (row, column): (u32, u32), indicator: &Indicator, reading: &mut Reading) {
        let setting = self.setting;
        let Some(weeks) = reading.number.filter(|_| indicator.unit == Unit::MedianDays) else {
            return;
        };
        if self.counts_weeks((row, column)) {
            let days = drop_dust(weeks * 7.0);
            *reading = Reading::number(days);
            let seen = setting.sheet.cell(row, column).shown();
            let remark = Remark::on_cell("unit-differs", (setting.sheet.name.as_str(), row, column), seen);
            let remark = remark.taken_as(cells::plain_number(days));
            let remark = remark.noting("The labels say weeks.");
            self.extract.remarks.push(remark.about(&setting.feed.id));
        }
    }

    /// Why a number is not taken although it can be read: the kind of finding, and a note.
    fn refusal(
        &self,
        (row, column): (u32, u32),
        (indicator, part, says): (&Indicator, Option<Part>, &Says),
        number: Option<f64>,
    ) -> Option<(&'static str, String)> {
        let number = number?;
        if self.panel_spans_names(row, column) || self.spans_heads(row, column) {
            return Some(("figure-for-several", String::new()));
        }
        if comment(self.setting.sheet, (row, column)).is_some_and(says_to_date) {
            return Some(("year-to-date", String::new()));
        }
        let counts = indicator.unit == Unit::Count && part != Some(Part::Denominator);
        if counts && number <= 100.0 && self.heads_a_share(column) {
            return Some(("percent-in-count", String::new()));
        }
        if let Some(per) = self.hindrances.rates_per.filter(|_| counts) {
            let said = format!("A title says rates per {}.", cells::plain_number(per));
            return Some(("unit-differs", said));
        }
        if self.says_thousands(column) {
            return Some(("unit-differs", "The labels say that it counts thousands.".to_owned()));
        }
        let of_time = || {
            self.unit_of_time(row)
                .filter(|_| indicator.unit == Unit::MedianDays)
                .map(str::to_owned)
        };
        if let Some(unit) = of_time().or_else(|| self.unit_against(row, indicator.unit)) {
            return Some(("unit-differs", format!("The row says {unit}.")));
        }
        let over = self.overs.iter().find(|over| over.at == column);
        let per = over.and_then(|over| over.says.per).or(says.per)?;
        // A rate is no count, whatever it is of.
        let asked = match indicator.unit {
            Unit::Count if part == Some(Part::Value) => 1.0,
            unit => per_of(unit)?,
        };
        let differs = part == Some(Part::Value) && (per - asked).abs() > f64::EPSILON;
        differs.then(|| {
            (
                "unit-differs",
                format!("The labels say per {}.", cells::plain_number(per)),
            )
        })
    }

    /// Whether a row stands beside its columns: a figure where no heading is, or words among the figures and a figure among the words.
    /// Nothing of it is read.
    pub(super) fn is_shifted(&mut self, row: u32, filled: &[usize]) -> bool {
        if self.panel.block.band.is_empty() {
            return false;
        }
        let line = Line::of(self.setting.sheet, row, &self.setting.context.known);
        let what = |column: u32| {
            line.cells
                .iter()
                .find(|seen| seen.column == column)
                .map(|seen| seen.what)
        };
        let is_headless = |at: &usize| {
            let column = &self.panel.columns[*at];
            column.stack.is_empty() && what(column.at) == Some(What::Figure)
        };
        let bare: Vec<usize> = filled.iter().copied().filter(is_headless).collect();
        let astray = bare.iter().any(|at| self.is_rare(self.panel.columns[*at].at));
        let among_words = filled.iter().any(|at| {
            let column = &self.panel.columns[*at];
            matches!(column.role, Role::Side(Side::Note | Side::Open))
                && self.overs.first().is_some_and(|over| column.at > over.at)
                && what(column.at) == Some(What::Figure)
        });
        let among_figures = filled.iter().any(|at| {
            let column = &self.panel.columns[*at];
            column.role == Role::Figures && what(column.at) == Some(What::Text)
        });
        if !(astray || among_words && among_figures) {
            return false;
        }
        let columns: Vec<u32> = line
            .cells
            .iter()
            .filter(|seen| {
                seen.what == What::Figure || among_figures && self.overs.iter().any(|over| over.at == seen.column)
            })
            .map(|seen| seen.column)
            .collect();
        let at = Stretch {
            first_column: columns.iter().copied().min().unwrap_or(0),
            first_row: row,
            last_row: row,
            last_column: columns.iter().copied().max().unwrap_or(0),
        };
        let remark = Remark {
            at: Some(at),
            ..Remark::on_sheet("row-shifted", &self.setting.sheet.name, "")
        };
        self.extract.remarks.push(remark.about(&self.setting.feed.id));
        true
    }

    /// Whether a column without a heading holds figures in a few rows only.
    fn is_rare(&self, column: u32) -> bool {
        let sheet = self.setting.sheet;
        let rows = self.panel.block.first_row..self.panel.block.end_row;
        let (mut here, mut all) = (0_usize, 0_usize);
        for row in rows.take(200) {
            here += usize::from(!is_blank(&sheet.cell(row, column)));
            all += usize::from(self.overs.iter().any(|over| !is_blank(&sheet.cell(row, over.at))));
        }
        here * 3 <= all || here == 1 && all >= 2
    }
}

/// The comment on a cell.
fn comment(sheet: &Sheet, (row, column): (u32, u32)) -> Option<&str> {
    let found = sheet
        .comments
        .iter()
        .find(|comment| (comment.row, comment.column) == (row, column))?;
    Some(&found.text)
}
