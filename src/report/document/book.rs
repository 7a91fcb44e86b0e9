//! Tables of papers as a workbook that screen readers can walk through: cover, contents, notes, then one table a sheet.

use crate::domain::{Missing, PaperCell, PaperTable, Shown};
use crate::report::document::kept;
use crate::report::numbers::{parted, spelt, written};
use crate::report::pack::headed::headed;
use crate::report::pack::workbook::HEADING_SIZE;
use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Table, TableColumn, TableStyle, Url, Workbook, Worksheet,
};

/// Width of a column of running text, in letters.
const WIDE: f64 = 70.0;
/// Longest name that a sheet can have.
const LONGEST_NAME: usize = 31;
/// Words that lead on to the next, so that no name ends in them.
const LEADING: [&str; 20] = [
    "a", "and", "at", "by", "each", "for", "from", "have", "how", "in", "not", "of", "on", "that", "the", "to", "what",
    "which", "who", "with",
];
/// Letters that a sheet's name cannot have.
const NOT_IN_NAMES: [char; 8] = ['[', ']', ':', '*', '?', '/', '\\', '\''];
/// Longest text that a cell can hold, with room to say that it was cut.
const LONGEST_TEXT: usize = 32_000;

/// A workbook as content.
pub struct Book<'a> {
    /// Its title, on the cover and in its properties.
    pub title: String,
    /// Whose it is.
    pub board: &'a str,
    /// The day of the run.
    pub day: NaiveDate,
    /// The protective marking: on the cover, and on each sheet above its table. Sheets have no running head.
    pub marking: &'a str,
    /// Lines of the cover below the title and the marking.
    pub about: Vec<String>,
    /// The paper that each table belongs to, and the table.
    pub tables: Vec<(String, &'a PaperTable)>,
}

struct Formats {
    heading: Format,
    text: Format,
    mark: Format,
}

/// The workbook as bytes; the same tables always give the same bytes.
///
/// # Errors
/// When the workbook cannot be made, which is a fault of the program.
pub fn workbook(book: &Book) -> anyhow::Result<Vec<u8>> {
    let formats = Formats {
        heading: Format::new().set_bold().set_font_size(HEADING_SIZE).set_text_wrap(),
        text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        mark: Format::new().set_align(FormatAlign::Right).set_align(FormatAlign::Top),
    };
    let mut workbook = Workbook::new();
    let (month, day) = (book.day.month() as u8, book.day.day() as u8);
    let made = ExcelDateTime::from_ymd(book.day.year() as u16, month, day).context("the day of the run is no date")?;
    let properties = DocProperties::new()
        .set_title(kept::plain(&book.title))
        .set_author(kept::plain(book.board))
        .set_creation_datetime(&made);
    workbook.set_properties(&properties);
    let names: Vec<String> = book.tables.iter().enumerate().map(sheet_name).collect();
    cover(workbook.add_worksheet(), book, &formats)?;
    contents(workbook.add_worksheet(), (book, &names), &formats)?;
    notes(workbook.add_worksheet(), book, &formats)?;
    let mut noted = 0;
    for (nth, (_, table)) in book.tables.iter().enumerate() {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&names[nth])?;
        let references: Vec<String> = (0..table.explained().count())
            .map(|note| format!("[note {}]", noted + note + 1))
            .collect();
        noted += table.explained().count();
        let says = format!("{} {}", one_table(book), references.join(" "));
        write_table(sheet, (nth, table, says), &formats).with_context(|| format!("the sheet `{}`", names[nth]))?;
    }
    headed(&workbook.save_to_buffer()?)
}

/// What stands above a table: the marking, and how many tables to look for.
fn one_table(book: &Book) -> String {
    format!("{}. This sheet contains one table.", text(book.marking))
}

/// A number, so that no two are alike, and as much of the caption as fits.
fn sheet_name((nth, (_, table)): (usize, &(String, &PaperTable))) -> String {
    let words = kept::plain(&table.caption).replace(':', ",").replace(NOT_IN_NAMES, " ");
    let all = words.split_whitespace().count();
    let mut name = (nth + 1).to_string();
    let mut kept = 0;
    for word in words.split_whitespace() {
        let fits = name.chars().count() + 1 + word.chars().count() <= LONGEST_NAME;
        if !fits {
            break;
        }
        name = format!("{name} {word}");
        kept += 1;
    }
    let ends = [',', ';', '.', ' '];
    let mut name = name.trim_end_matches(ends);
    // A name that had to be cut does not end in a word that leads on to the next.
    while let Some((before, _)) = name
        .rsplit_once(' ')
        .filter(|(_, last)| kept < all && LEADING.contains(last))
    {
        name = before.trim_end_matches(ends);
    }
    name.to_string()
}

fn cover(sheet: &mut Worksheet, book: &Book, formats: &Formats) -> anyhow::Result<()> {
    sheet.set_name("Cover")?.set_column_width(0, WIDE)?;
    sheet.write_string_with_format(0, 0, text(&book.title), &formats.heading)?;
    let own = [
        "The sheet Contents lists the tables, one a sheet. The sheet Notes explains every mark.".to_string(),
        "A dash in a cell means that there is nothing to say there.".to_string(),
    ];
    let marking = [book.marking.to_string()];
    for (row, line) in marking.iter().chain(&book.about).chain(&own).enumerate() {
        sheet.write_string_with_format(row as u32 + 1, 0, text(line), &formats.text)?;
    }
    Ok(())
}

fn contents(sheet: &mut Worksheet, (book, names): (&Book, &[String]), formats: &Formats) -> anyhow::Result<()> {
    sheet.set_name("Contents")?.set_column_width(0, 34)?;
    sheet.set_column_width(1, WIDE)?.set_column_width(2, 34)?;
    sheet.write_string_with_format(0, 0, "Contents", &formats.heading)?;
    sheet.write_string(1, 0, one_table(book))?;
    for (nth, (paper, table)) in book.tables.iter().enumerate() {
        let row = nth as u32 + 3;
        sheet.write_url(
            row,
            0,
            Url::new(format!("internal:'{}'!A1", names[nth])).set_text(&names[nth]),
        )?;
        sheet.write_string_with_format(row, 1, text(&table.caption), &formats.text)?;
        sheet.write_string_with_format(row, 2, text(paper), &formats.text)?;
    }
    let heads = ["Sheet", "Title", "Where it belongs"].map(str::to_string);
    add_table(sheet, (2, book.tables.len(), "contents"), &heads)
}

fn notes(sheet: &mut Worksheet, book: &Book, formats: &Formats) -> anyhow::Result<()> {
    sheet
        .set_name("Notes")?
        .set_column_width(0, 12)?
        .set_column_width(1, WIDE)?;
    sheet.write_string_with_format(0, 0, "Notes", &formats.heading)?;
    sheet.write_string(1, 0, one_table(book))?;
    let marks = [
        Missing::Withheld,
        Missing::NotAvailable,
        Missing::NotApplicable,
        Missing::Low,
    ]
    .map(|mark| (mark.mark().to_string(), mark.words().to_string()));
    let restated = ("[r]".to_string(), "restated since it was first received".to_string());
    let numbered = book.tables.iter().flat_map(|(_, table)| table.explained()).enumerate();
    let all: Vec<(String, String)> = marks
        .into_iter()
        .chain([restated])
        .chain(numbered.map(|(nth, note)| (format!("[note {}]", nth + 1), note.clone())))
        .collect();
    for (nth, (mark, meaning)) in all.iter().enumerate() {
        sheet.write_string(nth as u32 + 3, 0, mark)?;
        sheet.write_string_with_format(nth as u32 + 3, 1, text(meaning), &formats.text)?;
    }
    add_table(sheet, (2, all.len(), "notes"), &["Note", "Meaning"].map(str::to_string))
}

fn write_table(
    sheet: &mut Worksheet,
    (nth, table, says): (usize, &PaperTable, String),
    formats: &Formats,
) -> anyhow::Result<()> {
    let said = [says, "The sheet Notes explains the marks and the notes.".to_string()];
    sheet.write_string_with_format(0, 0, text(&table.caption), &formats.heading)?;
    for (row, line) in said.iter().enumerate() {
        sheet.write_string(row as u32 + 1, 0, line.trim())?;
    }
    let top = said.len() as u32 + 1;
    // Drawings have no place in a workbook; the words of their rows stay.
    let drawn = |column: usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.get(column)).peekable();
        cells.peek().is_some() && cells.all(|cell| matches!(cell, PaperCell::Sparkline(_)))
    };
    let kept: Vec<usize> = (0..table.columns.len()).filter(|column| !drawn(*column)).collect();
    for (at, column) in kept.iter().enumerate() {
        let mut longest = table.columns[*column].chars().count();
        for (row, cells) in table.rows.iter().enumerate() {
            let Some(cell) = cells.get(*column) else { continue };
            longest = longest.max(cell.plain().chars().count());
            write_cell(sheet, (top + 1 + row as u32, at as u16), (cell, formats))?;
        }
        // A sheet's first column also holds the lines above the table, which may run on over the next ones.
        sheet.set_column_width(at as u16, (longest as f64 + 2.0).clamp(10.0, 60.0))?;
    }
    if table.rows.is_empty() {
        (0..kept.len()).try_for_each(|at| sheet.write_string(top + 1, at as u16, "–").map(|_| ()))?;
    }
    let heads: Vec<String> = kept.iter().map(|column| text(&table.columns[*column])).collect();
    add_table(sheet, (top, table.rows.len(), &format!("{}", nth + 1)), &heads)
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    (cell, formats): (&PaperCell, &Formats),
) -> anyhow::Result<()> {
    match cell {
        PaperCell::Figure(figure) => match number(figure) {
            Some((value, format)) => sheet.write_number_with_format(row, column, value, &format)?,
            None => sheet.write_string_with_format(row, column, text(&figure.to_string()), &formats.mark)?,
        },
        other => match written(&other.plain()) {
            Some((value, format)) => sheet.write_number_with_format(row, column, value, &format)?,
            None => sheet.write_string_with_format(row, column, text(&other.plain()), &formats.text)?,
        },
    };
    Ok(())
}

/// A figure as a number no finer than its spelling, with the number format that spells it so.
fn number(figure: &Shown) -> Option<(f64, Format)> {
    let Shown::Number { text, .. } = figure else {
        return None;
    };
    let (digits, unit) = parted(text);
    spelt(digits, "#,##", unit)
}

/// A text fit for a cell: nothing that steers the display, not empty, not longer than a cell can hold.
fn text(words: &str) -> String {
    let words = kept::plain(words);
    match words.trim() {
        "" => "–".to_string(),
        words if words.chars().count() > LONGEST_TEXT => {
            let first: String = words.chars().take(LONGEST_TEXT).collect();
            format!("{first} (cut)")
        }
        words => words.to_string(),
    }
}

fn add_table(sheet: &mut Worksheet, (top, rows, name): (u32, usize, &str), heads: &[String]) -> anyhow::Result<()> {
    let mut columns: Vec<TableColumn> = Vec::with_capacity(heads.len());
    for (at, head) in heads.iter().enumerate() {
        let before = heads[..at].iter().filter(|other| *other == head).count();
        let head = if before == 0 {
            head.clone()
        } else {
            format!("{head} ({})", before + 1)
        };
        columns.push(TableColumn::new().set_header(head));
    }
    let last = (columns.len().max(1) - 1) as u16;
    let table = Table::new()
        .set_name(format!("table_{name}"))
        .set_columns(&columns)
        .set_autofilter(false)
        .set_banded_rows(false)
        .set_style(TableStyle::None);
    sheet.add_table(top, 0, top + rows.max(1) as u32, last, &table)?;
    Ok(())
}
