//! The lines of a long file held to the checks of the dashboard. Lines in which nothing can be amiss are passed over; all others
//! become rows and go through the ordinary checks.

use crate::catalogue::{Feed, Indicator, Unit};
use crate::domain::CellState;
use crate::ingest::check::{Checked, asked, dashboard, quarters, wider};
use crate::ingest::context::FileContext;
use crate::ingest::fast::figures::Figures;
use crate::ingest::fast::sample::Meanings;
use crate::ingest::fast::scan::{AREA, BLANK, FIGURES, INDICATOR, NOTE, PERIOD, Scanned, Slot, WORDS};
use crate::ingest::legend::Legend;
use crate::ingest::remarks::Remark;
use crate::ingest::rows::{Figure, Row};
use crate::ingest::words::doubts::doubts;
use crate::ingest::words::windows::span_of_remark;
use std::collections::BTreeSet;

/// More rows than this about other quarters are a history, which the ordinary reader compares with what is held.
const MOST_OF_OTHER_QUARTERS: usize = 50_000;
const NUMERATOR: usize = 0;
const DENOMINATOR: usize = 1;
const VALUE: usize = 2;

/// A long file on its way through the checks.
pub struct Judged<'s, 't, 'a> {
    pub scanned: &'s Scanned<'t>,
    pub meanings: &'s Meanings,
    pub context: &'s FileContext<'a>,
    pub feed: &'a Feed,
    /// The indicator of each word of the first column.
    pub indicators: Vec<Option<&'a Indicator>>,
    pub figures: Figures,
    /// For each line the row that the checks made of it, where they have looked at it.
    pub settled: Vec<Option<Box<Row>>>,
    /// For each line a hash of its key.
    pub keys: Vec<u64>,
    /// Lines that give no row.
    pub dropped: Vec<bool>,
    pub remarks: Vec<Remark>,
    pub doubtful: BTreeSet<String>,
}

impl<'a> Judged<'_, '_, 'a> {
    /// Holds the lines to every check in the ordinary order; `None` when the ordinary reader must read the file.
    pub fn judge(&mut self) -> Option<()> {
        self.drop_unsaid();
        if self.is_for_a_wider_area() || self.notes_another_span() {
            return None;
        }
        self.settle_figures()?;
        self.settle_groups()?;
        self.remark_asked();
        self.settle_quarters()
    }

    /// What a word of a line means; empty where it means nothing.
    pub fn word(&self, line: usize, column: usize) -> &str {
        let number = self.scanned.word[column].get(line).map_or(0, |word| *word as usize);
        self.meanings[column][number].as_deref().unwrap_or_default()
    }

    pub fn indicator(&self, line: usize) -> Option<&'a Indicator> {
        self.indicators[self.scanned.word[INDICATOR][line] as usize]
    }

    pub fn number(&self, line: usize, place: usize) -> Option<f64> {
        self.figures.number(self.scanned, (line, place))
    }

    /// The number that the checks made of a figure; `None` where they left it as it was.
    pub fn settled_number(&self, (line, place): (usize, usize)) -> Option<f64> {
        self.settled[line].as_ref()?.number(FIGURES[place])
    }

    pub fn state(&self, line: usize, place: usize) -> Option<CellState> {
        self.figures.state[place][line]
    }

    /// A line as the row that the ordinary reader would have by now.
    pub fn row(&self, line: usize) -> Row {
        if let Some(row) = &self.settled[line] {
            return Row::clone(row);
        }
        let mut row = Row {
            at: (line as u32 + 1, 0),
            ..Row::default()
        };
        for (column, name) in WORDS.iter().enumerate() {
            let word = self.word(line, column);
            if let Some(at) = self.scanned.column(Slot::Word(column)) {
                row.places.insert((*name).to_owned(), (line as u32 + 1, at));
            }
            if !word.is_empty() {
                row.words.insert((*name).to_owned(), word.to_owned());
            }
        }
        for (place, name) in FIGURES.iter().enumerate() {
            let Some(reading) = self.figures.reading(self.scanned, (line, place)) else {
                continue;
            };
            let column = self.scanned.column(Slot::Figure(place)).unwrap_or_default();
            let figure = Figure {
                reading,
                cell: (line as u32 + 1, column),
                seen: self.scanned.cell(line, column).to_owned(),
                marked_percent: place == VALUE && self.figures.marked.contains(&(line as u32)),
            };
            row.numbers.insert((*name).to_owned(), figure);
        }
        row
    }

    /// Some lines as rows through an ordinary check.
    pub fn through<Given>(
        &mut self,
        lines: &[usize],
        check: impl FnOnce(&mut Checked<'_, '_>) -> Given,
    ) -> (Vec<Row>, Given) {
        let mut checked = Checked {
            context: self.context,
            feed: self.feed,
            sender: self.context.receipt.agency.clone(),
            sheets: &[String::new()],
            rows: lines.iter().map(|line| self.row(*line)).collect(),
            remarks: vec![],
            doubtful: BTreeSet::new(),
        };
        let given = check(&mut checked);
        let Checked {
            rows,
            remarks,
            doubtful,
            ..
        } = checked;
        self.remarks.extend(remarks);
        self.doubtful.extend(doubtful);
        (rows, given)
    }

    /// A line without any figure is no row unless it is about the folder's own quarter.
    fn drop_unsaid(&mut self) {
        let own = self.own_periods();
        for line in 0..self.scanned.len() {
            let unsaid =
                (0..FIGURES.len()).all(|place| matches!(self.state(line, place), None | Some(CellState::Blank)));
            self.dropped[line] = unsaid && !own[self.scanned.word[PERIOD][line] as usize];
        }
    }

    /// For each word of the column of periods whether it is the folder's own.
    pub fn own_periods(&self) -> Vec<bool> {
        let own = self.context.period().to_string();
        self.meanings[PERIOD]
            .iter()
            .map(|word| word.as_deref() == Some(own.as_str()))
            .collect()
    }

    /// Whether a note says that a figure runs over another time than the quarter, is less than it seems, or stands for a range.
    fn notes_another_span(&self) -> bool {
        let own = self.context.period();
        let mut notes = self.meanings[NOTE].iter().flatten();
        notes.any(|note| span_of_remark(note).is_some() || doubts(note, own) || Legend::of_row(note).has_ranges())
    }

    /// Whether a note says that a figure of the county covers more.
    fn is_for_a_wider_area(&self) -> bool {
        let home = self.context.known.places.home();
        let mut notes = BTreeSet::new();
        if !self.scanned.word[NOTE].is_empty() {
            let of_home = (0..self.scanned.len()).filter(|line| self.word(*line, AREA) == home);
            notes.extend(of_home.map(|line| self.scanned.word[NOTE][line]));
        }
        let places = self.context.known.places;
        notes.into_iter().any(|note| {
            let text = self.meanings[NOTE][note as usize].as_deref().unwrap_or_default();
            wider::area_said(places, text).is_some() || wider::takes_in_a_neighbour(places, text)
        })
    }

    /// Counts into the numerator, rates against their parts.
    fn settle_figures(&mut self) -> Option<()> {
        let lines = 0..self.scanned.len();
        let mut slow: Vec<usize> = lines
            .filter(|line| !self.dropped[*line] && !self.is_plain(*line))
            .collect();
        if !slow.is_empty() {
            let unsure = slow.iter().any(|line| self.is_unsure(*line));
            // Of its neighbours only this counts for such a percentage: that not all of them are shares.
            let witness = match unsure {
                true => {
                    Some((0..self.scanned.len()).find(|line| !self.dropped[*line] && self.is_bare_percentage(*line))?)
                }
                false => None,
            };
            let added = witness.filter(|line| !slow.contains(line));
            slow.extend(added);
            let (rows, ()) = self.through(&slow, |checked| dashboard::settle(checked, &Legend::default()));
            for (line, row) in slow.iter().zip(rows) {
                self.put_back(*line, &row);
                self.settled[*line] = Some(Box::new(row));
            }
        }
        for line in 0..self.scanned.len() {
            if self.indicator(line)?.unit == Unit::Count && self.settled[line].is_none() {
                self.figures.state[DENOMINATOR][line] = None;
                self.figures.state[VALUE][line] = None;
            }
        }
        Some(())
    }

    /// Notes what a check made of the figures of a line.
    fn put_back(&mut self, line: usize, row: &Row) {
        for (place, name) in FIGURES.iter().enumerate() {
            let reading = row.numbers.get(*name).map(|figure| figure.reading);
            self.figures.state[place][line] = reading.map(|reading| reading.state);
            let Some(reading) = reading else { continue };
            if reading.state == CellState::Suppressed {
                self.figures
                    .bounds
                    .insert((line as u32, place as u8), (reading.low, reading.high));
            }
        }
    }

    /// Whether the checks of the dashboard would leave a line as it is, without a word.
    fn is_plain(&self, line: usize) -> bool {
        let Some(indicator) = self.indicator(line) else {
            return false;
        };
        let blank = |place: usize| matches!(self.state(line, place), None | Some(CellState::Blank));
        let value = self.number(line, VALUE);
        let parts = self.number(line, NUMERATOR).zip(self.number(line, DENOMINATOR));
        let over = |(part, whole): (f64, f64)| part > whole && !indicator.may_exceed_100;
        let per = match indicator.unit {
            Unit::Count => return blank(VALUE) && self.state(line, DENOMINATOR) != Some(CellState::Number),
            Unit::MedianDays => return true,
            Unit::Percent if parts.is_some_and(over) => return false,
            Unit::Percent => 100.0,
            Unit::RatePer1000 => 1_000.0,
            Unit::RatePer10000 => 10_000.0,
            Unit::RatePer100000 => 100_000.0,
            Unit::Ratio | Unit::Score => 1.0,
        };
        let Some(number) = value else { return true };
        let percent = indicator.unit == Unit::Percent;
        if percent && (self.figures.marked.contains(&(line as u32)) || number > 100.0 && !indicator.may_exceed_100) {
            return false;
        }
        let slack = match self.scanned.code[VALUE][line] {
            0 => 0.56,
            1 => 0.11,
            decimals if decimals < BLANK => 0.06,
            _ => return false,
        };
        match parts.filter(|(_, whole)| *whole > 0.0) {
            Some((part, whole)) => {
                let rate = per * part / whole;
                let near = |expected: f64| {
                    let slack = if percent {
                        slack
                    } else {
                        f64::max(slack, 0.01 * expected.abs())
                    };
                    (number - expected).abs() <= slack
                };
                near(rate)
            }
            None => !percent || number > 1.0 || number == 0.0,
        }
    }

    /// Whether a line is a percentage of 1 or less that nothing in it explains.
    fn is_unsure(&self, line: usize) -> bool {
        let percent = self
            .indicator(line)
            .is_some_and(|indicator| indicator.unit == Unit::Percent);
        percent && self.number(line, VALUE).is_some_and(|number| number <= 1.0)
    }

    /// Whether a line is a percentage above 1 without a sign.
    fn is_bare_percentage(&self, line: usize) -> bool {
        let percent = self
            .indicator(line)
            .is_some_and(|indicator| indicator.unit == Unit::Percent);
        let marked = self.figures.marked.contains(&(line as u32));
        percent && !marked && self.number(line, VALUE).is_some_and(|number| number > 1.0)
    }

    /// Rows about earlier and later quarters.
    fn settle_quarters(&mut self) -> Option<()> {
        let own = self.own_periods();
        let is_own = |line: &usize| own[self.scanned.word[PERIOD][*line] as usize];
        let kept: Vec<usize> = (0..self.scanned.len()).filter(|line| !self.dropped[*line]).collect();
        let witness = kept.iter().copied().find(is_own)?;
        let mut off: Vec<usize> = kept.iter().copied().filter(|line| !is_own(line)).collect();
        if off.len() > MOST_OF_OTHER_QUARTERS {
            return None;
        }
        if off.is_empty() {
            return Some(());
        }
        off.push(witness);
        let (rows, fits) = self.through(&off, quarters::settle);
        self.keep_only(&off, &rows);
        fits.then_some(())
    }

    /// Indicators that are asked of other kinds of agency are said once each, where they first stand.
    fn remark_asked(&mut self) {
        let kind = self.context.folder_agency().map(|agency| &agency.kind);
        let is_asked = |indicator: &Indicator| kind.is_some_and(|kind| indicator.agency_kinds.contains(kind));
        let mut first: Vec<Option<usize>> = vec![None; self.indicators.len()];
        for line in (0..self.scanned.len()).filter(|line| !self.dropped[*line]) {
            first[self.scanned.word[INDICATOR][line] as usize].get_or_insert(line);
        }
        // An indicator may be written in several ways; only those of which something is to be said are looked at.
        for (first, indicator) in first.iter_mut().zip(&self.indicators) {
            if indicator.is_some_and(is_asked) {
                *first = None;
            }
        }
        let mut lines: Vec<usize> = first.into_iter().flatten().collect();
        lines.sort_unstable();
        self.through(&lines, asked::remark);
    }

    /// Drops the lines that a check has left out.
    pub fn keep_only(&mut self, lines: &[usize], rows: &[Row]) {
        let left: BTreeSet<u32> = rows.iter().map(|row| row.at.0).collect();
        for &line in lines {
            self.dropped[line] |= !left.contains(&(line as u32 + 1));
        }
    }
}
