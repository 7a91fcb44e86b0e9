//! Shares: a count, its base and its percentage in one cell, and columns that hold nothing else.

use crate::catalogue::{Indicator, Unit, plain};
use crate::domain::Reading;
use crate::ingest::cells::{self, number_in};
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::columns::{Column, Role};
use crate::ingest::crosstab::over::Over;
use crate::ingest::crosstab::parts::{Part, ends_in_percent};
use crate::ingest::crosstab::survey::is_blank;
use crate::ingest::remarks::Remark;
use crate::ingest::rows::{Figure, Row};
use crate::ingest::sheet::{Cell, Raw};
use crate::ingest::words::bounds::read_share;
use crate::ingest::words::periods;

/// What is made of the only figure of a row of a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OfPercentage {
    /// What its column and its row say.
    AsTold,
    /// This number.
    Is(Part),
    /// It may be the count as well as the percentage.
    Unclear,
}

/// Whether a name begins by saying that it counts: `Number of visits`.
fn begins_as_count(name: &str) -> bool {
    const BEGINNINGS: [&str; 7] = [
        "number ",
        "numbers of ",
        "no of ",
        "nos of ",
        "count of ",
        "total number of ",
        "how many ",
    ];
    let simple = plain(name);
    BEGINNINGS.iter().any(|beginning| simple.starts_with(beginning))
}

/// Whether a name ends by saying what is counted: `Missing from care - episodes`.
fn ends_as_count(name: &str) -> bool {
    const COUNTED: [&str; 8] = [
        "episodes",
        "incidents",
        "occurrences",
        "instances",
        "cases",
        "individuals",
        "children",
        "people",
    ];
    let last = name
        .rsplit_once(" - ")
        .or_else(|| name.rsplit_once([':', '(', '\u{2013}']));
    last.is_some_and(|(_, last)| COUNTED.contains(&plain(last).as_str()))
}

/// Whether a name speaks of a share without its sign: `In time`, `Rate of re-referrals`.
fn speaks_of_share(name: &str) -> bool {
    const OF_SHARES: [&str; 8] = [
        "rate",
        "proportion",
        "share",
        "compliance",
        "in time",
        "on time",
        "timescale",
        "up to date",
    ];
    let lower = name.to_lowercase();
    OF_SHARES.iter().any(|word| lower.contains(word))
}

/// Rows of a column that are looked at for counts and shares beside a figure.
const LOOKED_AT: usize = 400;

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

    /// What the only figure of a row of a percentage is, where its column does not settle it: under `Number` a figure with decimals or a
    /// sign is the percentage, and a whole one beside a name with `(%)` may be either; beside `Number of …` a whole one is the count.
    pub(super) fn of_percentage(
        &self,
        (row, at): (u32, usize),
        (group, name): (&[usize], &str),
        part: Option<Part>,
    ) -> OfPercentage {
        let column = self.overs[at].at;
        let cell = self.setting.sheet.cell(row, column);
        let number = number_in(&cell);
        let is_whole = number.is_some_and(|number| number.fract() == 0.0) && !cell.shows_percent();
        let is_named = name.contains('%') || name.to_lowercase().contains("percentage");
        if !self.is_alone((row, at), group) || number.is_none() && !cell.shows_percent() {
            return OfPercentage::AsTold;
        }
        match part {
            Some(Part::Numerator) if self.heads_a_share(column) => OfPercentage::Is(Part::Value),
            Some(Part::Numerator) if !self.heads_a_count(column) => OfPercentage::AsTold,
            Some(Part::Numerator) if !is_whole => OfPercentage::Is(Part::Value),
            Some(Part::Numerator) if is_named && number.is_some_and(|number| number <= 100.0) => {
                let parted = |over: &Over| matches!(over.part(), Some(Part::Denominator | Part::Value));
                match (self.overs.iter().any(parted), self.holds_percentages(column)) {
                    (true, _) => OfPercentage::AsTold,
                    (false, true) => OfPercentage::Is(Part::Value),
                    (false, false) => OfPercentage::Unclear,
                }
            }
            Some(Part::Value) | None
                if is_whole && !is_named && begins_as_count(name) && !self.heads_a_share(column) =>
            {
                OfPercentage::Is(Part::Numerator)
            }
            Some(Part::Value) | None
                if is_whole
                    && !is_named
                    && !self.heads_a_share(column)
                    && (ends_as_count(name) || self.stands_among_counts((row, column), name)) =>
            {
                OfPercentage::Unclear
            }
            Some(Part::Value) | None if is_whole && self.heads_counted(column) => OfPercentage::Unclear,
            _ => OfPercentage::AsTold,
        }
    }

    /// What a figure of a rate is by what was held of its rate and its count before: it is like the one, and not like the other.
    pub(super) fn by_earlier(&self, built: &Row, cell: (u32, u32), indicator: &Indicator) -> Option<Part> {
        /// How many times as large or as small a figure may be as the one before.
        const TIMES: f64 = 3.0;
        if indicator.unit == Unit::Percent {
            return None;
        }
        let context = self.setting.context;
        let number = number_in(&self.setting.sheet.cell(cell.0, cell.1))?;
        let sender = match built.sender.as_str() {
            "" => context.folder_agency()?.id.as_str(),
            sender => sender,
        };
        let key = built.key_without_period(self.setting.feed);
        let is_like = |part: Part| {
            let of = (sender, self.setting.feed.id.as_str());
            let before = context
                .held
                .newest_before(of, (&key, part.column()), context.period())?;
            Some(number < before * TIMES && number > before / TIMES)
        };
        match (is_like(Part::Value), is_like(Part::Numerator)) {
            (Some(true), None | Some(false)) => Some(Part::Value),
            (None | Some(false), Some(true)) => Some(Part::Numerator),
            _ => None,
        }
    }

    /// Whether a heading names what is counted without the sign of a percentage, over whole numbers only: `Re-referrals` under a
    /// title of their percentage.
    fn heads_counted(&self, column: u32) -> bool {
        let over = self.overs.iter().find(|over| over.at == column);
        let Some(head) = over.and_then(|over| over.head.as_ref()) else {
            return false;
        };
        let names = head.label.indicator.is_some() && head.label.part.is_none();
        let is_bare = !self.heads_a_share(column) && !head.text.contains('%') && !speaks_of_share(&head.text);
        let rows = (self.panel.block.first_row..self.panel.block.end_row).take(LOOKED_AT);
        let mut cells = rows.map(|row| self.setting.sheet.cell(row, column));
        let is_share = |cell: Cell<'_>| cell.shows_percent() || number_in(&cell).is_some_and(|it| it.fract() != 0.0);
        names && is_bare && self.around.says.indicator.is_some() && !cells.any(is_share)
    }

    /// What the only figure of a row of a rate is under a loose word for a count: one with decimals is the rate, a whole one may be
    /// either, but for averages, which no count stands for.
    pub(super) fn of_rate(
        &self,
        (row, at): (u32, usize),
        (group, is_average): (&[usize], bool),
        part: Option<Part>,
    ) -> OfPercentage {
        let column = self.overs[at].at;
        let parted = |over: &Over| matches!(over.part(), Some(Part::Denominator | Part::Value));
        let is_loose = part == Some(Part::Numerator) && self.heads_a_count(column);
        if !is_loose || !self.is_alone((row, at), group) || self.overs.iter().any(parted) {
            return OfPercentage::AsTold;
        }
        match number_in(&self.setting.sheet.cell(row, column)) {
            Some(number) if is_average || number.fract() != 0.0 => OfPercentage::Is(Part::Value),
            Some(_) => OfPercentage::Unclear,
            None => OfPercentage::AsTold,
        }
    }

    /// Whether a name without a sign stands in a column of counts, under a time or a loose word for a count: `Three or more placements 97`
    /// below `Children looked after 1110`.
    fn stands_among_counts(&self, (row, column): (u32, u32), name: &str) -> bool {
        let over = self.overs.iter().find(|over| over.at == column);
        let head = over.and_then(|over| over.head.as_ref());
        let is_bare = head.is_none_or(|head| periods::read(&head.text).is_some()) || self.heads_a_count(column);
        let is_code = !self.setting.context.known.lexicon.codes_in(name).is_empty();
        if !is_bare || is_code || speaks_of_share(name) {
            return false;
        }
        let rows = (self.panel.block.first_row..self.panel.block.end_row).take(LOOKED_AT);
        let rows = rows.filter(|other| *other != row);
        let cells = rows.map(|other| self.setting.sheet.cell(other, column));
        let told: Vec<(f64, bool)> = cells
            .filter_map(|cell| Some((number_in(&cell)?, cell.shows_percent())))
            .collect();
        let is_share = |(number, signed): &(f64, bool)| *signed || number.fract() != 0.0;
        told.iter().any(|(number, _)| *number > 100.0) && !told.iter().any(is_share)
    }

    /// Whether a column is headed by a loose word for a count, which agencies write over figures of every kind.
    fn heads_a_count(&self, column: u32) -> bool {
        let over = self.overs.iter().find(|over| over.at == column);
        over.and_then(|over| over.head.as_ref()).is_some_and(|head| {
            let simple = plain(&head.text);
            matches!(
                simple.as_str(),
                "number" | "numbers" | "no" | "count" | "counts" | "volume" | "total" | "figure"
            )
        })
    }

    /// Whether a figure of a column is a percentage beyond doubt: it has decimals or a sign, beside a name that ends with the sign.
    fn holds_percentages(&self, column: u32) -> bool {
        let sheet = self.setting.sheet;
        let is_side = |one: &&Column| matches!(one.role, Role::Side(_));
        (self.panel.block.first_row..self.panel.block.end_row).any(|row| {
            let cell = sheet.cell(row, column);
            let sides = self.panel.columns.iter().filter(is_side);
            let mut names = sides.map(|one| sheet.cell_through_merges(row, one.at));
            let is_share = cell.shows_percent() || number_in(&cell).is_some_and(|number| number.fract() != 0.0);
            is_share && names.any(|name| ends_in_percent(&name.shown()))
        })
    }

    /// Whether the heading of a column says that its figures are shares of something, and nothing else.
    pub(super) fn heads_a_share(&self, column: u32) -> bool {
        let over = self.overs.iter().find(|over| over.at == column);
        over.and_then(|over| over.head.as_ref()).is_some_and(|head| {
            let simple = plain(&head.text);
            let says = |word: &str| matches!(word, "%" | "percentage" | "percent" | "proportion");
            let words: Vec<&str> = simple.split(' ').collect();
            // `% of cases`, or `Q2 2026-27 %`.
            let timed = || words.last().is_some_and(|word| says(word)) && periods::find(&head.text).is_some();
            let starts = words.first().is_some_and(|word| says(word)) || timed();
            starts
                && !words
                    .iter()
                    .any(|word| matches!(*word, "or" | "number" | "count" | "value" | "figure"))
        })
    }
}
