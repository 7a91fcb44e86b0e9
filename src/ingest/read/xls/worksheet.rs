//! The records of one old worksheet into its sheet.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::ingest::read::Aside;
use crate::ingest::read::xls::globals::Globals;
use crate::ingest::read::xls::records::{Record, Records};
use crate::ingest::read::xls::strings::{SharedStrings, letters, long_string};
use crate::ingest::sheet::builder::Dress;
use crate::ingest::sheet::grid::TooMuch;
use crate::ingest::sheet::{Area, Comment, GridBuilder, Sheet, Style, Value};

/// Takes records in the order of the stream.
pub struct Reading<'g> {
    globals: &'g Globals,
    strings: &'g mut SharedStrings,
    sheet: Sheet,
    builder: GridBuilder,
    styles: Arc<Vec<Style>>,
    /// A formula whose text result comes in a record of its own.
    waiting: Option<(u32, u32, Dress)>,
    /// Texts of drawn objects by the object's number; those of comments are taken out again.
    boxes: BTreeMap<u16, String>,
    object: u16,
    letters_to_come: usize,
    asides: Vec<Aside>,
}

impl<'g> Reading<'g> {
    /// Begins a sheet that has its name already.
    pub fn new(
        globals: &'g Globals,
        strings: &'g mut SharedStrings,
        sheet: Sheet,
        styles: Arc<Vec<Style>>,
    ) -> Reading<'g> {
        let builder = GridBuilder::with_styles(styles.clone());
        Reading {
            globals,
            strings,
            sheet,
            builder,
            styles,
            waiting: None,
            boxes: BTreeMap::new(),
            object: 0,
            letters_to_come: 0,
            asides: Vec::new(),
        }
    }

    /// Takes the sheet's records; charts inside it are passed over.
    ///
    /// # Errors
    /// [`TooMuch`].
    pub fn read(&mut self, records: Records) -> Result<(), TooMuch> {
        let mut depth = 0;
        for record in records {
            match record.kind {
                0x0809 => depth += 1,
                0x000A if depth <= 1 => break,
                0x000A => depth -= 1,
                _ if depth > 1 => {}
                _ => self.take(record)?,
            }
        }
        Ok(())
    }

    /// The sheet, and the texts that stand in it but in no cell.
    pub fn finish(mut self) -> (Sheet, Vec<Aside>) {
        let sheet = self.sheet.name.clone();
        self.asides.extend(self.boxes.into_values().map(|text| Aside {
            sheet: sheet.clone(),
            place: "text box",
            text,
        }));
        self.sheet.grid = self.builder.finish();
        (self.sheet, self.asides)
    }

    fn take(&mut self, record: Record) -> Result<(), TooMuch> {
        let place = (u32::from(record.short(0)), u32::from(record.short(2)));
        let dress = Dress {
            style: record.short(4),
            formula: false,
        };
        match record.kind {
            0x00FD => {
                let text = self.strings.take(record.long(6) as usize).unwrap_or_default();
                if !text.is_empty() {
                    let at = self.builder.keep(text)?;
                    self.builder.push(place, Value::Text(at), dress)?;
                }
            }
            0x0204 | 0x00D6 => {
                let text = record
                    .bytes
                    .get(6..)
                    .and_then(|bytes| long_string(bytes, self.globals.unicode));
                self.put_text(place, &text.unwrap_or_default(), dress)?;
            }
            0x0203 => self.put_number(place, record.double(6).unwrap_or(f64::NAN), dress)?,
            0x027E => self.put_number(place, packed_number(record.long(6)), dress)?,
            0x00BD => self.many_numbers(record)?,
            0x0205 => {
                let (value, is_error) = (
                    record.bytes.get(6).copied().unwrap_or(0),
                    record.bytes.get(7) == Some(&1),
                );
                let value = if is_error {
                    Value::Error(self.builder.keep(error_text(value))?)
                } else {
                    Value::Bool(value != 0)
                };
                self.builder.push(place, value, dress)?;
            }
            0x0006 => self.formula(place, record)?,
            0x0207 => {
                if let Some((row, column, dress)) = self.waiting.take() {
                    let text = long_string(record.bytes, self.globals.unicode).unwrap_or_default();
                    self.put_text((row, column), &text, dress)?;
                }
            }
            _ => self.take_layout(record),
        }
        Ok(())
    }

    fn take_layout(&mut self, record: Record) {
        match record.kind {
            0x0208 if record.long(12) & 0x20 != 0 => self
                .sheet
                .hidden_rows
                .add(u32::from(record.short(0))..=u32::from(record.short(0))),
            0x007D if record.short(8) & 1 != 0 || record.short(4) == 0 => {
                self.sheet
                    .hidden_columns
                    .add(u32::from(record.short(0))..=u32::from(record.short(2)));
            }
            0x00E5 => {
                let areas = record.bytes.get(2..).unwrap_or_default().chunks_exact(8);
                for area in areas.take(usize::from(record.short(0))) {
                    let edge = |at: usize| u32::from(u16::from_le_bytes([area[at], area[at + 1]]));
                    let (first_row, last_row, first_column, last_column) = (edge(0), edge(2), edge(4), edge(6));
                    self.sheet.merges.push(Area {
                        first_row,
                        first_column,
                        last_row,
                        last_column,
                    });
                }
            }
            _ => self.take_text(record),
        }
    }

    /// Texts that stand in no cell: page headers, text boxes, comments.
    fn take_text(&mut self, record: Record) {
        match record.kind {
            0x0014 | 0x0015 => {
                let text = long_string(record.bytes, self.globals.unicode).filter(|text| !text.is_empty());
                self.asides.extend(text.map(|text| Aside {
                    sheet: self.sheet.name.clone(),
                    place: "header or footer",
                    text,
                }));
            }
            0x005D => self.object = record.short(6),
            0x01B6 => self.letters_to_come = usize::from(record.short(10)),
            // The letters of a drawn object follow its record.
            0x003C if self.letters_to_come > 0 => {
                let length = std::mem::take(&mut self.letters_to_come);
                let most = if record.bytes.first().is_some_and(|flags| flags & 1 != 0) {
                    record.bytes.len() / 2
                } else {
                    record.bytes.len().saturating_sub(1)
                };
                let text = letters(record.bytes, length.min(most), true);
                self.boxes.extend(text.map(|text| (self.object, text)));
            }
            0x001C => {
                let (row, column) = (u32::from(record.short(0)), u32::from(record.short(2)));
                let old = || {
                    record
                        .bytes
                        .get(6..)
                        .and_then(|bytes| letters(bytes, usize::from(record.short(4)).min(bytes.len()), false))
                };
                let text = if self.globals.unicode {
                    self.boxes.remove(&record.short(6))
                } else {
                    old()
                };
                self.sheet
                    .comments
                    .extend(text.map(|text| Comment { row, column, text }));
            }
            _ => {}
        }
    }

    fn put_text(&mut self, place: (u32, u32), text: &str, dress: Dress) -> Result<(), TooMuch> {
        if text.is_empty() {
            return Ok(());
        }
        let at = self.builder.keep(text)?;
        self.builder.push(place, Value::Text(at), dress)
    }

    fn put_number(&mut self, place: (u32, u32), number: f64, dress: Dress) -> Result<(), TooMuch> {
        if !number.is_finite() {
            return Ok(());
        }
        let format = self.styles.get(usize::from(dress.style)).map(|style| &style.format);
        let value = match format {
            Some(format) if format.is_date() => Value::Date(if self.globals.since_1904 {
                number + 1462.0
            } else {
                number
            }),
            Some(format) if format.is_elapsed() => Value::Duration(number),
            _ => Value::Number(number),
        };
        self.builder.push(place, value, dress)
    }

    fn many_numbers(&mut self, record: Record) -> Result<(), TooMuch> {
        let cells = record.bytes.len().saturating_sub(6) / 6;
        for index in 0..cells {
            let at = 4 + index * 6;
            let place = (u32::from(record.short(0)), u32::from(record.short(2)) + index as u32);
            self.put_number(
                place,
                packed_number(record.long(at + 2)),
                Dress {
                    style: record.short(at),
                    formula: false,
                },
            )?;
        }
        Ok(())
    }

    fn formula(&mut self, place: (u32, u32), record: Record) -> Result<(), TooMuch> {
        let dress = Dress {
            style: record.short(4),
            formula: true,
        };
        if record.short(12) != 0xFFFF {
            return match record.double(6) {
                Some(number) => self.put_number(place, number, dress),
                None => self.builder.push(place, Value::FormulaWithoutValue, dress),
            };
        }
        let value = record.bytes.get(8).copied().unwrap_or(0);
        match record.bytes.get(6) {
            Some(0) => self.waiting = Some((place.0, place.1, dress)),
            Some(1) => self.builder.push(place, Value::Bool(value != 0), dress)?,
            Some(2) => {
                let at = self.builder.keep(error_text(value))?;
                self.builder.push(place, Value::Error(at), dress)?;
            }
            // An empty text.
            _ => {}
        }
        Ok(())
    }
}

/// A number in 30 bits: whole or the top of a floating-point one, perhaps times a hundred.
fn packed_number(packed: u32) -> f64 {
    let number = match packed & 2 {
        0 => f64::from_bits(u64::from(packed & !3) << 32),
        _ => f64::from((packed as i32) >> 2),
    };
    if packed & 1 != 0 { number / 100.0 } else { number }
}

fn error_text(code: u8) -> &'static str {
    match code {
        0 => "#NULL!",
        7 => "#DIV/0!",
        15 => "#VALUE!",
        23 => "#REF!",
        29 => "#NAME?",
        36 => "#NUM!",
        _ => "#N/A",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_are_unpacked() {
        assert_eq!(packed_number((1234 << 2) | 2), 1234.0);
        assert_eq!(packed_number((1234 << 2) | 3), 12.34);
        assert_eq!(packed_number(((-5i32 << 2) as u32) | 2), -5.0);
        assert_eq!(packed_number((0.5f64.to_bits() >> 32) as u32), 0.5);
    }
}
