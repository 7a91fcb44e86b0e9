//! The text of a cell that is no number into its canonical word: an id, a code, a day, a time; or a remark that says why not.

use crate::catalogue::{Column, Holds};
use crate::ingest::context::FileContext;
use crate::ingest::dated::Order;
use crate::ingest::lexicon::{Named, is_average, is_total, without_total};
use crate::ingest::printed::Printed;
use crate::ingest::remarks::Remark;
use crate::ingest::scale::Scale;
use crate::ingest::sheet::{Cell, Raw};
use crate::ingest::words::days;
use crate::ingest::words::labels::{financial_year, is_active, leading_number};
use crate::ingest::words::names::Likeness;
use crate::ingest::words::periods::{self, When};
use crate::ingest::words::{is_blank, tidy};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What a cell of words turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// A canonical word.
    Is(String),
    /// A time, to be made a quarter once the row's indicator is known.
    Time(When),
    /// The word `total` or its like.
    Total,
    /// Nothing stands there.
    Empty,
    /// Something stands there that cannot be understood; a remark says so.
    NotUnderstood,
}

/// A place in the file.
pub type Spot<'s> = (&'s str, u32, u32);

/// Reads words, remembering what was read before.
#[derive(Debug)]
pub struct Resolver<'a, 'c> {
    /// The board and the file.
    pub context: &'c FileContext<'a>,
    /// The feed's id.
    pub feed: &'a str,
    /// What the answers of a workbook mean, in a feed of graded answers.
    pub scale: &'c Scale,
    /// What the file's own keys say of its words.
    pub printed: &'c Printed,
    /// Whether the workbook counts its days from 1904, so that a bare number could be either kind of day.
    pub since_1904: bool,
    /// What stands over the table, in plain words.
    pub around: String,
    /// What was said so far.
    pub remarks: Vec<Remark>,
    memory: BTreeMap<(String, String), (Word, Option<Remark>)>,
    /// By column of the sheet: which order of day and month its days show.
    pub(super) orders: BTreeMap<u32, Order>,
}

impl<'a, 'c> Resolver<'a, 'c> {
    /// A resolver for one table.
    pub fn new(
        context: &'c FileContext<'a>,
        feed: &'a str,
        (scale, printed, since_1904): (&'c Scale, &'c Printed, bool),
    ) -> Resolver<'a, 'c> {
        Resolver {
            context,
            feed,
            scale,
            printed,
            since_1904,
            around: String::new(),
            remarks: vec![],
            memory: BTreeMap::new(),
            orders: BTreeMap::new(),
        }
    }

    /// The word of a cell in a column.
    pub fn word(&mut self, column: &Column, cell: &Cell<'_>, spot: Spot<'_>) -> Word {
        match (&column.holds, cell.raw) {
            (_, Raw::Empty) => return Word::Empty,
            (Holds::Date, _) => return self.day(cell, spot),
            (Holds::Period, Raw::Date(when)) => return self.time_of_day(when.date(), spot),
            (Holds::Period, Raw::Number(number)) if number > 30_000.0 && number < 80_000.0 => {
                return self.serial(number, spot);
            }
            _ => {}
        }
        let text = cell.shown();
        let text = text.trim();
        if is_blank(text) {
            return Word::Empty;
        }
        self.remark_active(text, spot);
        let key = (column.name.clone(), text.to_owned());
        if !self.memory.contains_key(&key) {
            let read = self.read(column, text);
            self.memory.insert(key.clone(), read);
        }
        let Some((word, remark)) = self.memory.get(&key) else {
            return Word::Empty;
        };
        let word = word.clone();
        if let Some(remark) = remark {
            let (sheet, row, column) = spot;
            let placed = Remark {
                at: Remark::on_cell(remark.kind, spot, "").at,
                sheet: sheet.to_owned(),
                ..remark.clone()
            };
            debug_assert!(
                placed
                    .at
                    .is_some_and(|at| at.first_row == row && at.first_column == column)
            );
            self.remarks.push(placed);
        }
        word
    }

    fn read(&mut self, column: &Column, text: &str) -> (Word, Option<Remark>) {
        match &column.holds {
            Holds::Label if column.required && is_total(text) => (Word::Total, None),
            Holds::Label if column.required && is_average(text) => (Word::NotUnderstood, None),
            Holds::Label => (label(text), None),
            Holds::Text => (Word::Is(text.to_owned()), None),
            Holds::Standard => (self.standard(text), None),
            Holds::Question => (self.question(text), None),
            Holds::Year => self.year(text),
            Holds::Period => self.time(text),
            Holds::Area => self.area(text),
            Holds::Organisation => self.organisation(text),
            Holds::Indicator => self.indicator(text),
            Holds::Code(list) => self.code(list, text),
            Holds::Whole | Holds::Number | Holds::Money | Holds::Date => (Word::Empty, None),
        }
    }

    pub(super) fn say(&self, kind: &'static str, seen: &str) -> Remark {
        Remark::on_file(kind, tidy(seen)).about(self.feed)
    }

    /// A declared or nearly declared name with its remark.
    pub(super) fn named(
        &self,
        found: Named,
        text: &str,
        (near, name): (&'static str, String),
    ) -> (Word, Option<Remark>) {
        // Joined, parted or misspelt: the reader should know. Another order of the same words is not worth a word.
        let remark = match found.likeness {
            Likeness::Near => Some(self.say(near, text).taken_as(name)),
            Likeness::Declared | Likeness::SameWords => None,
        };
        (Word::Is(found.id), remark)
    }

    pub(super) fn by_habit(&self, id: &str, text: &str) -> (Word, Option<Remark>) {
        (
            Word::Is(id.to_owned()),
            Some(self.say("mapping-used", text).taken_as(id)),
        )
    }

    fn area(&self, text: &str) -> (Word, Option<Remark>) {
        if is_total(text) {
            return (Word::Total, None);
        }
        if let Some(id) = self.context.habits().and_then(|habits| habits.areas.get(text)) {
            return self.by_habit(id, text);
        }
        let places = self.context.known.places;
        if let Some(found) = self.context.known.lexicon.area(text) {
            let name = places.name(&found.id).to_owned();
            return self.named(found, text, ("area-near-miss", name));
        }
        let home = without_total(text).and_then(|rest| self.context.known.lexicon.area(&rest));
        match home {
            Some(found) => (Word::Is(found.id), None),
            None => (Word::NotUnderstood, Some(self.say("area-unknown", text))),
        }
    }

    fn indicator(&self, text: &str) -> (Word, Option<Remark>) {
        if is_total(text) {
            return (Word::Total, None);
        }
        if let Some(id) = self.context.habits().and_then(|habits| habits.indicators.get(text)) {
            return self.by_habit(id, text);
        }
        let (lexicon, catalogue) = (self.context.known.lexicon, self.context.known.catalogue);
        let called = |id: &str| {
            catalogue
                .indicator(id)
                .map(|indicator| format!("{id} {}", indicator.name))
                .unwrap_or_default()
        };
        match lexicon.indicator(text) {
            Some(found) => {
                let name = called(&found.id);
                self.named(found, text, ("indicator-near-miss", name))
            }
            None => {
                let nearest = lexicon.closest_indicator(text).map(called);
                let note = nearest
                    .map(|name| format!("The nearest is {name}."))
                    .unwrap_or_default();
                (
                    Word::NotUnderstood,
                    Some(self.say("indicator-unknown", text).noting(note)),
                )
            }
        }
    }

    fn organisation(&self, text: &str) -> (Word, Option<Remark>) {
        let lexicon = self.context.known.lexicon;
        let sums = |rest: &str| lexicon.agency_declared(rest).is_some();
        if is_total(text) || without_total(text).is_some_and(|rest| sums(&rest)) {
            return (Word::Total, None);
        }
        if let Some(id) = self.context.habits().and_then(|habits| habits.agencies.get(text)) {
            return self.by_habit(id, text);
        }
        match lexicon.agency(text) {
            Some(found) => {
                let name = found.id.clone();
                self.named(found, text, ("agency-near-miss", name))
            }
            // Schools and settings answer Section 11 audits, and are no members.
            None if self.feed == "s11-answers" => (label(text), None),
            None => (label(text), Some(self.say("agency-unknown", text).taken_as(tidy(text)))),
        }
    }

    /// `1. Senior leadership`: the number, or the standard of that title.
    fn standard(&self, text: &str) -> Word {
        if let Some(number) = leading_number(text) {
            return Word::Is(number);
        }
        let simple = crate::catalogue::plain(text);
        let known = self.context.known.catalogue.standards().iter().find(|standard| {
            std::iter::once(&standard.title)
                .chain(&standard.spellings)
                .any(|title| crate::catalogue::plain(title) == simple)
        });
        known.map_or_else(|| label(text), |standard| Word::Is(standard.id.clone()))
    }

    /// `1.1`, `Q1.1 …`: the number, or the question of that wording.
    fn question(&self, text: &str) -> Word {
        if let Some(number) = leading_number(text) {
            return Word::Is(self.scale.question(number));
        }
        let simple = crate::catalogue::plain(text);
        let known = self.context.known.catalogue.questions().iter().find(|question| {
            std::iter::once(&question.text)
                .chain(&question.wordings)
                .any(|wording| crate::catalogue::plain(wording) == simple)
        });
        known.map_or_else(|| label(text), |question| Word::Is(question.id.clone()))
    }

    fn year(&self, text: &str) -> (Word, Option<Remark>) {
        match periods::read(text) {
            Some(When::Year(year)) => (Word::Is(financial_year(year)), None),
            Some(When::Quarter(period) | When::TwelveMonthsTo(period) | When::YearToDate(period)) => {
                (Word::Is(period.financial_year()), None)
            }
            _ if is_total(text) => (Word::Total, None),
            _ => (Word::NotUnderstood, Some(self.say("period-unreadable", text))),
        }
    }

    fn time(&self, text: &str) -> (Word, Option<Remark>) {
        if is_total(text) {
            return (Word::Total, None);
        }
        let read = periods::read(text).or_else(|| periods::find(text).map(|found| found.when));
        match read {
            Some(when) => {
                let impossible = days::impossible(text).is_some();
                (Word::Time(when), impossible.then(|| self.say("date-impossible", text)))
            }
            None => (Word::NotUnderstood, Some(self.say("period-unreadable", text))),
        }
    }

    fn time_of_day(&mut self, day: NaiveDate, spot: Spot<'_>) -> Word {
        let (period, whole) = periods::of_day(day);
        if !whole {
            let remark = Remark::on_cell("period-loose", spot, day.to_string()).taken_as(period.to_string());
            self.remarks.push(remark.about(self.feed));
        }
        Word::Time(When::Quarter(period))
    }

    fn serial(&mut self, number: f64, spot: Spot<'_>) -> Word {
        let Some(day) = crate::ingest::sheet::grid::serial_to_date(number).map(|when| when.date()) else {
            return Word::NotUnderstood;
        };
        let remark = Remark::on_cell("date-as-serial", spot, number.to_string()).taken_as(day.to_string());
        self.remarks.push(remark.about(self.feed));
        self.time_of_day(day, spot)
    }

    /// Text that a spreadsheet or a browser would run is kept as text, and said.
    pub fn remark_active(&mut self, text: &str, spot: Spot<'_>) {
        if is_active(text) {
            self.remarks.push(
                Remark::on_cell("active-text", spot, text)
                    .taken_as("text")
                    .about(self.feed),
            );
        }
    }
}

/// A short text as it is kept: plain spaces, nothing around it.
pub fn label(text: &str) -> Word {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() { Word::Empty } else { Word::Is(text) }
}
