//! Titles, sentences and tables into a workbook that screen readers can walk through: one table a sheet, nothing hidden,
//! nothing merged, no colour, no formula.

mod allowed;

use crate::domain::{harmless, harmless_lines};
use crate::report::numbers::written;
use crate::report::pack::{HEADING_SIZE, headed};
use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Table, TableColumn, TableStyle, Workbook, Worksheet,
};

/// The row of a table's headings below a title and so many sentences.
fn heading_row(says: usize) -> u32 {
    says as u32 + 1
}

/// Rows below an open table for which the allowed values hold.
const ROOM: u32 = 500;

/// A workbook.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    /// Its title as a document.
    pub title: String,
    /// Who made it: the board.
    pub author: String,
    /// The day it was made for; it stands in its properties.
    pub day: NaiveDate,
    /// Its sheets in order, each with another name.
    pub sheets: Vec<Sheet>,
    /// Lists from which cells are chosen; a last sheet holds them.
    pub lists: Vec<AllowedList>,
    /// What that last sheet says under its title.
    pub lists_say: Vec<String>,
}

/// One sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The name on its tab: 31 characters or fewer.
    pub name: String,
    /// Its title in A1.
    pub title: String,
    /// Sentences under the title, one a row.
    pub says: Vec<String>,
    /// Its table; a cover has none.
    pub table: Option<SheetTable>,
}

/// The table of a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetTable {
    /// Columns with different headings, none empty.
    pub columns: Vec<SheetColumn>,
    /// Rows as long as `columns`; none: one empty row to write in.
    pub rows: Vec<Vec<Field>>,
    /// Whether rows may be added below.
    pub open: bool,
}

/// A column of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SheetColumn {
    /// Its heading.
    pub heading: String,
    /// Its width in characters.
    pub width: f64,
    /// What may be written into its cells.
    pub allows: Allows,
    /// What a person is told on entering a cell; empty for nothing.
    pub hint: String,
}

/// What may be written into a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Allows {
    /// Whatever.
    #[default]
    Anything,
    /// A whole number from 0; anything else is questioned, not refused.
    Count,
    /// A number from 0; anything else is questioned, not refused.
    Number,
    /// A day.
    Day,
    /// A value of a list, by its place in [`Book::lists`].
    Listed(usize),
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    /// To be filled in.
    Empty,
    /// Words, never read as a formula.
    Words(String),
    /// A number.
    Number(f64),
}

/// Values from which cells are chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedList {
    /// What it lists.
    pub title: String,
    /// Values as they are written, each with its meaning.
    pub values: Vec<(String, String)>,
}

impl From<&str> for Field {
    fn from(words: &str) -> Field {
        Field::from(words.to_string())
    }
}

impl From<String> for Field {
    fn from(words: String) -> Field {
        if words.is_empty() {
            Field::Empty
        } else {
            Field::Words(words)
        }
    }
}

impl SheetColumn {
    /// A column of words.
    pub fn words(heading: &str, width: f64) -> SheetColumn {
        SheetColumn {
            heading: heading.to_string(),
            width,
            ..SheetColumn::default()
        }
    }
}

/// How cells look.
struct Dress {
    heading: Format,
    text: Format,
    /// For text that begins as formulas do: it stays text when someone edits the cell.
    inert: Format,
    day: Format,
}

/// The workbook as bytes; the same content always gives the same bytes.
///
/// # Errors
/// When the workbook cannot be made, which is a fault of the program.
pub fn workbook(book: &Book) -> anyhow::Result<Vec<u8>> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let dress = Dress {
        heading: Format::new().set_bold().set_font_size(HEADING_SIZE),
        inert: wrapped.clone().set_quote_prefix(),
        day: wrapped.clone().set_num_format("d mmm yyyy"),
        text: wrapped,
    };
    let mut made = Workbook::new();
    let day = (book.day.year(), book.day.month(), book.day.day());
    let created = ExcelDateTime::from_ymd(u16::try_from(day.0)?, u8::try_from(day.1)?, u8::try_from(day.2)?);
    let properties = DocProperties::new()
        .set_title(harmless(&book.title).as_ref())
        .set_author(harmless(&book.author).as_ref())
        .set_creation_datetime(&created.context("the day is beyond what workbooks know")?);
    made.set_properties(&properties);
    let places = allowed::places(&book.lists, heading_row(book.lists_say.len()));
    for (nth, sheet) in book.sheets.iter().enumerate() {
        let to = made.add_worksheet();
        write(to, (sheet, nth), (&dress, &places)).with_context(|| format!("sheet {}", sheet.name))?;
    }
    if !book.lists.is_empty() {
        let sheet = allowed::sheet(&book.lists, &book.lists_say);
        write(made.add_worksheet(), (&sheet, book.sheets.len()), (&dress, &places))?;
    }
    headed(&made.save_to_buffer()?)
}

fn write(
    to: &mut Worksheet,
    (sheet, nth): (&Sheet, usize),
    (dress, places): (&Dress, &[String]),
) -> anyhow::Result<()> {
    to.set_name(&sheet.name)?;
    to.write_with_format(0, 0, harmless(&sheet.title).as_ref(), &dress.heading)?;
    for (at, sentence) in sheet.says.iter().map(|sentence| harmless(sentence)).enumerate() {
        match &sheet.table {
            // Beside a table a sentence runs on over the columns to its right.
            Some(_) => to.write_string(at as u32 + 1, 0, sentence.as_ref())?,
            None => to.write_string_with_format(at as u32 + 1, 0, sentence.as_ref(), &dress.text)?,
        };
    }
    let Some(table) = &sheet.table else {
        to.set_column_width(0, 90)?;
        return Ok(());
    };
    let top = heading_row(sheet.says.len());
    for (at, row) in table.rows.iter().enumerate() {
        for (column, field) in row.iter().enumerate() {
            write_field(to, (top + 1 + at as u32, column as u16), field, dress)?;
        }
    }
    let last = top + table.rows.len().max(1) as u32;
    for (at, column) in table.columns.iter().enumerate() {
        let at = at as u16;
        to.set_column_width(at, column.width)?;
        if column.allows == Allows::Day {
            to.set_column_format(at, &dress.day)?;
        }
        let until = if table.open { last + ROOM } else { last };
        allowed::put(to, (column, at), (top + 1, until), places)?;
    }
    let columns: Vec<TableColumn> = table
        .columns
        .iter()
        .map(|column| {
            TableColumn::new()
                .set_header(&column.heading)
                .set_header_format(&dress.text)
        })
        .collect();
    let marked = Table::new()
        .set_name(format!("table_{}", nth + 1))
        .set_alt_text_title(harmless(&sheet.title).as_ref())
        .set_columns(&columns)
        .set_autofilter(false)
        .set_banded_rows(false)
        .set_style(TableStyle::None);
    to.add_table(top, 0, last, columns.len() as u16 - 1, &marked)?;
    Ok(())
}

fn write_field(to: &mut Worksheet, (row, column): (u32, u16), field: &Field, dress: &Dress) -> anyhow::Result<()> {
    match field {
        Field::Empty => {}
        Field::Words(words) => {
            let words = &*harmless_lines(words);
            let active = words.trim_start().starts_with(['=', '+', '-', '@']);
            let format = if active { &dress.inert } else { &dress.text };
            match written(words) {
                Some((value, format)) => to.write_number_with_format(row, column, value, &format)?,
                None => to.write_string_with_format(row, column, shortest(words), format)?,
            };
        }
        Field::Number(number) => {
            to.write_number(row, column, *number)?;
        }
    }
    Ok(())
}

/// A cell holds 32,767 characters and no more.
fn shortest(words: &str) -> &str {
    match words.char_indices().nth(32_000) {
        Some((at, _)) => &words[..at],
        None => words,
    }
}
