//! Sheets as a workbook that screen readers can walk through.

use crate::domain::{PublicPack, harmless};
use crate::report::pack::headed::headed;
use crate::report::pack::sheets::{Grid, Sheet, SheetCell, WIDE};
use anyhow::Context;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Table, TableColumn, TableStyle, Url, Workbook, Worksheet,
};

/// Size of the font by which headings are told apart when their style is named.
pub const HEADING_SIZE: f64 = 15.0;

struct Formats {
    heading: Format,
    text: Format,
    number: Format,
    decimal: Format,
    mark: Format,
}

/// The workbook as bytes; the same figures always give the same bytes.
///
/// # Errors
/// When the workbook cannot be made, which is a fault of the program.
pub fn workbook(pack: &PublicPack, sheets: &[Sheet]) -> anyhow::Result<Vec<u8>> {
    let formats = Formats {
        heading: Format::new().set_bold().set_font_size(HEADING_SIZE).set_text_wrap(),
        text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        number: Format::new().set_num_format("#,##0"),
        decimal: Format::new().set_num_format("#,##0.0"),
        mark: Format::new().set_align(FormatAlign::Right),
    };
    let mut workbook = Workbook::new();
    let (year, month) = after(pack);
    let properties = DocProperties::new()
        .set_title(harmless(&format!("{}: tables {}", pack.board, pack.year)).as_ref())
        .set_author(harmless(&pack.board).as_ref())
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, 1).context("the year is no year")?);
    workbook.set_properties(&properties);
    for sheet in sheets {
        write(workbook.add_worksheet(), sheet, &formats).with_context(|| sheet.name.clone())?;
    }
    headed(&workbook.save_to_buffer()?)
}

/// Year and month of the first day after the pack's year or quarter: the same whenever it is made.
fn after(pack: &PublicPack) -> (u16, u8) {
    let start: u16 = pack.year.get(..4).and_then(|year| year.parse().ok()).unwrap_or(2000);
    match pack.year.rsplit_once(" Q").map(|(_, quarter)| quarter) {
        Some("1") => (start, 7),
        Some("2") => (start, 10),
        Some("3") => (start + 1, 1),
        Some(_) | None => (start + 1, 4),
    }
}

fn write(to: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> anyhow::Result<()> {
    to.set_name(&sheet.name)?;
    to.write_with_format(0, 0, harmless(&sheet.heading).as_ref(), &formats.heading)?;
    let Some(grid) = &sheet.table else {
        to.set_column_width(0, WIDE)?;
        for (nth, line) in sheet.lines.iter().enumerate() {
            to.write_with_format(nth as u32 + 1, 0, harmless(line).as_ref(), &formats.text)?;
        }
        return Ok(());
    };
    for (nth, line) in sheet.lines.iter().enumerate() {
        to.write(nth as u32 + 1, 0, harmless(line).as_ref())?;
    }
    for (column, width) in grid.widths.iter().enumerate() {
        to.set_column_width(column as u16, *width)?;
    }
    let top = sheet.lines.len() as u32 + 1;
    for (nth, row) in grid.rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            write_cell(to, (top + 1 + nth as u32, column as u16), cell, formats)?;
        }
    }
    add_table(to, top, grid)
}

fn write_cell(
    to: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &SheetCell,
    formats: &Formats,
) -> anyhow::Result<()> {
    match cell {
        SheetCell::Words(words) => to.write_with_format(row, column, harmless(words).as_ref(), &formats.text)?,
        SheetCell::Link(sheet) => {
            let link = Url::new(format!("internal:'{sheet}'!A1")).set_text(sheet);
            to.write_url(row, column, link)?
        }
        SheetCell::Number(number, 0) => to.write_with_format(row, column, *number, &formats.number)?,
        SheetCell::Number(number, _) => to.write_with_format(row, column, *number, &formats.decimal)?,
        SheetCell::Mark(mark) => to.write_with_format(row, column, mark, &formats.mark)?,
    };
    Ok(())
}

fn add_table(to: &mut Worksheet, top: u32, grid: &Grid) -> anyhow::Result<()> {
    let headings = grid.columns.iter().map(|name| TableColumn::new().set_header(name));
    let table = Table::new()
        .set_name(&grid.name)
        .set_columns(&headings.collect::<Vec<TableColumn>>())
        .set_autofilter(false)
        .set_banded_rows(false)
        .set_style(TableStyle::None);
    let last = grid.columns.len() as u16 - 1;
    to.add_table(top, 0, top + grid.rows.len().max(1) as u32, last, &table)?;
    Ok(())
}
