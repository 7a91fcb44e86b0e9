//! The first records of an old workbook into what its sheets share: their list, strings, fonts and formats.

use std::collections::BTreeMap;

use crate::ingest::read::xls::records::{Record, Records};
use crate::ingest::read::xls::strings::{SharedStrings, letters, long_string, short_string};
use crate::ingest::read::xlsx::built_in_format;
use crate::ingest::read::{Aside, Refusal};
use crate::ingest::sheet::{NumberFormat, Style, Visibility};

/// What the sheets share.
#[derive(Debug, Default)]
pub struct Globals {
    /// The sheets in the order of the tabs.
    pub sheets: Vec<Entry>,
    /// The texts that cells share.
    pub strings: SharedStrings,
    /// Names of cells and areas.
    pub names: Vec<Aside>,
    /// Dates count from 1904.
    pub since_1904: bool,
    /// Strings are in Unicode: Excel 97 and later.
    pub unicode: bool,
    /// Formulas point into other workbooks.
    pub links_out: bool,
    codes: BTreeMap<u16, String>,
    bold: Vec<bool>,
    dress: Vec<(u16, u16)>,
}

/// A sheet as the workbook lists it.
#[derive(Debug)]
pub struct Entry {
    /// The name on the tab.
    pub name: String,
    /// Whether a person sees it.
    pub visibility: Visibility,
    /// Where its records start.
    pub offset: usize,
    /// It holds no cells.
    pub is_chart: bool,
}

impl Globals {
    /// Reads the records up to the end of the first group.
    ///
    /// # Errors
    /// A [`Refusal`] when the workbook is protected, too old or broken.
    pub fn read(stream: &[u8]) -> Result<Globals, Refusal> {
        let mut globals = Globals::default();
        let mut records = Records::from(stream, 0).peekable();
        match records.next() {
            Some(first) if first.kind == 0x0809 => globals.unicode = first.short(0) >= 0x0600,
            Some(first) if matches!(first.kind, 0x0009 | 0x0209 | 0x0409) => {
                return Err(Refusal::new(
                    "file-not-a-table",
                    "it is a workbook of Excel 4 or older, which must be saved anew",
                ));
            }
            _ => return Err(Refusal::damaged("it does not begin as a workbook")),
        }
        while let Some(record) = records.next() {
            match record.kind {
                0x002F => return Err(Refusal::protected()),
                0x00FC => {
                    let mut segments = vec![record.bytes];
                    while let Some(more) = records.next_if(|record| record.kind == 0x003C) {
                        segments.push(more.bytes);
                    }
                    globals.strings = SharedStrings::read(&segments)?;
                }
                0x000A => break,
                _ => globals.take(record),
            }
        }
        Ok(globals)
    }

    fn take(&mut self, record: Record) {
        match record.kind {
            0x0022 => self.since_1904 = record.short(0) == 1,
            0x0085 => self.sheets.extend(self.sheet(record)),
            0x0031 => {
                // Font number 4 does not exist.
                if self.bold.len() == 4 {
                    self.bold.push(false);
                }
                self.bold.push(record.short(6) >= 600);
            }
            0x041E | 0x001E => {
                let text = record.bytes.get(2..).unwrap_or_default();
                let code = if self.unicode {
                    long_string(text, true)
                } else {
                    short_string(text, false)
                };
                self.codes.extend(code.map(|code| (record.short(0), code)));
            }
            0x00E0 => self.dress.push((record.short(0), record.short(2))),
            0x0018 => {
                let length = record.bytes.get(3).copied().unwrap_or(0);
                let name = record
                    .bytes
                    .get(14..)
                    .and_then(|bytes| letters(bytes, usize::from(length), self.unicode));
                self.names.extend(name.map(|name| Aside::of_file("defined name", name)));
            }
            // A link to this workbook itself has four bytes, and a mark for a name.
            0x01AE => self.links_out |= record.bytes.len() > 4,
            _ => {}
        }
    }

    fn sheet(&self, record: Record) -> Option<Entry> {
        let visibility = match record.bytes.get(4)? & 3 {
            0 => Visibility::Visible,
            1 => Visibility::Hidden,
            _ => Visibility::VeryHidden,
        };
        let name = short_string(record.bytes.get(6..)?, self.unicode)?;
        Some(Entry {
            name,
            visibility,
            offset: record.long(0) as usize,
            is_chart: *record.bytes.get(5)? != 0,
        })
    }

    /// The styles that cells name by number.
    pub fn styles(&self) -> Vec<Style> {
        let style = |(font, format): &(u16, u16)| {
            let code = self
                .codes
                .get(format)
                .map_or_else(|| built_in_format(u32::from(*format)), String::as_str);
            Style {
                format: NumberFormat::parse(code),
                bold: self.bold.get(usize::from(*font)).copied().unwrap_or(false),
                ..Style::default()
            }
        };
        let styles: Vec<Style> = self.dress.iter().map(style).collect();
        if styles.is_empty() {
            vec![Style::default()]
        } else {
            styles
        }
    }
}
