//! The tags and texts of a worksheet's rows into cells of a grid.

use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::ingest::read::Refusal;
use crate::ingest::read::xlsx::strings::{Run, SharedStrings, read_codes};
use crate::ingest::read::xml::{Attributes, unescape};
use crate::ingest::sheet::address::parse_address;
use crate::ingest::sheet::builder::Dress;
use crate::ingest::sheet::grid::{Grid, TextAt, TooMuch, date_to_serial};
use crate::ingest::sheet::{GridBuilder, Style, Value};

/// Days between the two ways in which workbooks count dates, from 1900 and from 1904.
const DAYS_TO_1904: f64 = 1462.0;

/// Takes tags and texts in the order of the document.
pub struct CellReader {
    builder: GridBuilder,
    styles: Arc<Vec<Style>>,
    since_1904: bool,
    uncalculated: bool,
    /// Where each shared text stands in this sheet, once it has been used here.
    shared: Vec<Option<TextAt>>,
    /// Row and column of the open cell; the column that the next cell without an address takes.
    row: Option<u32>,
    column: u32,
    next_column: u32,
    style: u16,
    kind: Kind,
    inside: Inside,
    in_reading_aid: bool,
    value: Vec<u8>,
    text: String,
    run: Run,
    formula: Option<Vec<u8>>,
    has_value: bool,
}

/// What a cell's `t` says of its value.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Number,
    Shared,
    Text,
    Inline,
    Bool,
    Error,
    Date,
}

/// The part of a cell that is open.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Inside {
    Nothing,
    Value,
    Formula,
    Text,
}

impl CellReader {
    /// A reader for one sheet of a workbook.
    pub fn new(styles: Arc<Vec<Style>>, since_1904: bool, uncalculated: bool) -> CellReader {
        CellReader {
            builder: GridBuilder::with_styles(styles.clone()),
            styles,
            since_1904,
            uncalculated,
            shared: Vec::new(),
            row: None,
            column: 0,
            next_column: 0,
            style: 0,
            kind: Kind::Number,
            inside: Inside::Nothing,
            in_reading_aid: false,
            value: Vec::new(),
            text: String::new(),
            run: Run::default(),
            formula: None,
            has_value: false,
        }
    }

    /// Begins a row and says which.
    pub fn open_row(&mut self, attributes: Attributes) -> u32 {
        let next = self.row.map_or(0, |row| row.saturating_add(1));
        let row = attributes
            .number(b"r")
            .and_then(|row| row.checked_sub(1))
            .unwrap_or(next);
        self.row = Some(row);
        self.next_column = 0;
        row
    }

    /// Begins a cell.
    pub fn open_cell(&mut self, attributes: Attributes, empty: bool) {
        self.column = self.next_column;
        self.style = 0;
        self.kind = Kind::Number;
        for (name, value) in attributes {
            match name {
                b"r" => {
                    if let Some((row, column)) = parse_address(value) {
                        self.row = Some(row);
                        self.column = column;
                    }
                }
                b"s" => self.style = whole(value).unwrap_or(0).min(u32::from(u16::MAX)) as u16,
                b"t" => self.kind = kind(value),
                _ => {}
            }
        }
        self.next_column = self.column.saturating_add(1);
        self.value.clear();
        self.text.clear();
        self.run = Run::default();
        self.formula = None;
        self.has_value = false;
        if empty {
            self.inside = Inside::Nothing;
        }
    }

    /// Begins a part of a cell.
    pub fn open_part(&mut self, name: &[u8], empty: bool) {
        match name {
            b"v" => self.has_value = true,
            b"f" => self.formula = Some(Vec::new()),
            b"rPh" => self.in_reading_aid = !empty,
            _ => {}
        }
        if !empty {
            self.inside = match name {
                b"v" => Inside::Value,
                b"f" => Inside::Formula,
                b"t" if !self.in_reading_aid => Inside::Text,
                _ => Inside::Nothing,
            };
        }
    }

    /// Takes a text as written.
    pub fn text(&mut self, written: &[u8]) {
        match self.inside {
            Inside::Nothing => {}
            Inside::Value => self.value.extend_from_slice(written),
            Inside::Formula => self
                .formula
                .iter_mut()
                .for_each(|formula| formula.extend_from_slice(written)),
            Inside::Text => {
                self.note_struck(self.run.struck);
                self.text.push_str(&self.run.show(&read_codes(&unescape(written))));
            }
        }
    }

    /// Takes a tag that dresses a stretch of a cell's own text.
    pub fn dress(&mut self, name: &[u8], attributes: Attributes) {
        self.run.dress(name, attributes);
    }

    fn note_struck(&mut self, struck: bool) {
        if let (true, Some(row)) = (struck, self.row) {
            self.builder.note_struck(row, self.column);
        }
    }

    /// Takes a text to be read as it stands.
    pub fn literal(&mut self, text: &[u8]) {
        match self.inside {
            Inside::Text => self.text.push_str(&String::from_utf8_lossy(text)),
            _ => self.text(text),
        }
    }

    /// Ends a tag; the end of a cell puts it into the grid.
    ///
    /// # Errors
    /// A [`Refusal`] when the sheet is beyond all reason.
    pub fn close(&mut self, name: &[u8], strings: &mut SharedStrings) -> Result<(), Refusal> {
        match name {
            b"c" => self.put(strings).map_err(|much| Refusal::too_large(much.to_string()))?,
            b"v" | b"f" | b"t" => self.inside = Inside::Nothing,
            b"rPh" => self.in_reading_aid = false,
            _ => {}
        }
        Ok(())
    }

    /// The grid.
    pub fn finish(self) -> Grid {
        self.builder.finish()
    }

    fn put(&mut self, strings: &mut SharedStrings) -> Result<(), TooMuch> {
        self.inside = Inside::Nothing;
        let (Some(row), column) = (self.row, self.column) else {
            return Ok(());
        };
        if let Some(value) = self.read_value(strings)? {
            let dress = Dress {
                style: self.style,
                formula: self.formula.is_some(),
            };
            self.builder.push((row, column), value, dress)?;
        }
        Ok(())
    }

    fn read_value(&mut self, strings: &mut SharedStrings) -> Result<Option<Value>, TooMuch> {
        if let Some(formula) = &self.formula
            && self.has_no_result(formula)
        {
            return Ok(Some(Value::FormulaWithoutValue));
        }
        let value = match self.kind {
            _ if self.kind != Kind::Inline && self.value.is_empty() => None,
            Kind::Shared => match whole(&self.value) {
                Some(number) => self.shared_text(number as usize, strings)?,
                None => None,
            },
            Kind::Inline => match self.text.is_empty() {
                true => None,
                false => Some(Value::Text(self.builder.keep(&self.text)?)),
            },
            Kind::Text => Some(Value::Text(self.builder.keep(&read_codes(&unescape(&self.value)))?)),
            Kind::Error => Some(Value::Error(self.builder.keep(&unescape(&self.value))?)),
            Kind::Bool => Some(Value::Bool(self.value.trim_ascii() == b"1")),
            Kind::Date => self.iso_date()?,
            Kind::Number => self.number()?,
        };
        Ok(value)
    }

    /// A formula's result is missing when nothing is stored though the formula makes no empty text, or when a program that does
    /// not calculate has put a nought in its place.
    fn has_no_result(&self, formula: &[u8]) -> bool {
        let makes_empty_text = [b"\"\"".as_slice(), b"&quot;&quot;"]
            .iter()
            .any(|quotes| memchr::memmem::find(formula, quotes).is_some());
        match self.kind {
            Kind::Number if self.value.is_empty() => true,
            Kind::Text if self.value.is_empty() => !makes_empty_text && !formula.is_empty(),
            Kind::Number if self.uncalculated && self.value == b"0" => self.refers_to_something(formula),
            _ => false,
        }
    }

    /// Whether a cell of this sheet that the formula names, before it in reading order, holds a number other than nought.
    fn refers_to_something(&self, formula: &[u8]) -> bool {
        let words = formula.split(|byte| !byte.is_ascii_alphanumeric() && *byte != b'$' && *byte != b':');
        let mut areas = words.filter_map(|word| {
            std::str::from_utf8(word)
                .ok()
                .and_then(crate::ingest::sheet::Area::parse)
        });
        areas.any(|area| {
            let rows = area.first_row..=area.last_row.min(area.first_row.saturating_add(1_000));
            rows.into_iter()
                .any(|row| self.builder.has_nonzero(row, area.first_column..=area.last_column))
        })
    }

    fn shared_text(&mut self, number: usize, strings: &mut SharedStrings) -> Result<Option<Value>, TooMuch> {
        self.note_struck(strings.is_struck(number));
        if self.shared.is_empty() {
            self.shared = vec![None; strings.len()];
        }
        if let Some(Some(at)) = self.shared.get(number) {
            return Ok(Some(Value::Text(*at)));
        }
        let Some(text) = strings.take(number).filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let at = self.builder.keep(text)?;
        if let Some(slot) = self.shared.get_mut(number) {
            *slot = Some(at);
        }
        Ok(Some(Value::Text(at)))
    }

    fn iso_date(&mut self) -> Result<Option<Value>, TooMuch> {
        let text = unescape(&self.value).into_owned();
        let day = text.get(..10).unwrap_or_default();
        let moment = text.get(..19).unwrap_or_default();
        let when = NaiveDateTime::parse_from_str(moment, "%Y-%m-%dT%H:%M:%S")
            .or_else(|_| NaiveDateTime::parse_from_str(&format!("{day}T00:00:00"), "%Y-%m-%dT%H:%M:%S"));
        match when {
            Ok(when) => Ok(Some(Value::Date(date_to_serial(when)))),
            Err(_) => Ok(Some(Value::Text(self.builder.keep(&text)?))),
        }
    }

    fn number(&mut self) -> Result<Option<Value>, TooMuch> {
        let text = String::from_utf8_lossy(&self.value);
        let Some(number) = text.trim().parse::<f64>().ok().filter(|number| number.is_finite()) else {
            let text = text.into_owned();
            return Ok(Some(Value::Text(self.builder.keep(&text)?)));
        };
        let format = self.styles.get(usize::from(self.style)).map(|style| &style.format);
        Ok(Some(match format {
            Some(format) if format.is_date() => {
                Value::Date(if self.since_1904 { number + DAYS_TO_1904 } else { number })
            }
            Some(format) if format.is_elapsed() => Value::Duration(number),
            _ => Value::Number(number),
        }))
    }
}

fn kind(value: &[u8]) -> Kind {
    match value {
        b"s" => Kind::Shared,
        b"str" => Kind::Text,
        b"inlineStr" => Kind::Inline,
        b"b" => Kind::Bool,
        b"e" => Kind::Error,
        b"d" => Kind::Date,
        _ => Kind::Number,
    }
}

fn whole(digits: &[u8]) -> Option<u32> {
    std::str::from_utf8(digits).ok()?.trim().parse().ok()
}
