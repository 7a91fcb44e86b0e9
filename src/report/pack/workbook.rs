//! Tables as a workbook that screen readers can walk through: cover, contents, notes, then one table a sheet.

use crate::domain::{Public, PublicPack, PublicTable};
use crate::report::pack::headed::headed;
use crate::report::pack::prose;
use anyhow::Context;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Table, TableColumn, TableStyle, Url, Workbook, Worksheet,
};

/// Size of the font by which headings are told apart when their style is named.
pub const HEADING_SIZE: f64 = 15.0;
const WIDE: f64 = 70.0;

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
pub fn workbook(pack: &PublicPack) -> anyhow::Result<Vec<u8>> {
    let formats = Formats {
        heading: Format::new().set_bold().set_font_size(HEADING_SIZE).set_text_wrap(),
        text: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        number: Format::new().set_num_format("#,##0"),
        decimal: Format::new().set_num_format("#,##0.0"),
        mark: Format::new().set_align(FormatAlign::Right),
    };
    let mut workbook = Workbook::new();
    let start: u16 = pack.year.get(..4).and_then(|year| year.parse().ok()).unwrap_or(2000);
    let properties = DocProperties::new()
        .set_title(format!("{}: annual tables {}", pack.board, pack.year))
        .set_author(&pack.board)
        .set_creation_datetime(&ExcelDateTime::from_ymd(start + 1, 4, 1).context("the year is no year")?);
    workbook.set_properties(&properties);
    cover(workbook.add_worksheet(), pack, &formats)?;
    contents(workbook.add_worksheet(), pack, &formats)?;
    notes(workbook.add_worksheet(), pack, &formats)?;
    for table in &pack.tables {
        sheet(workbook.add_worksheet(), (table, pack), &formats).with_context(|| table.indicator.clone())?;
    }
    headed(&workbook.save_to_buffer()?)
}

fn cover(sheet: &mut Worksheet, pack: &PublicPack, formats: &Formats) -> anyhow::Result<()> {
    sheet.set_name("Cover")?.set_column_width(0, WIDE)?;
    sheet.write_with_format(
        0,
        0,
        format!("{}: annual tables {}", pack.board, pack.year),
        &formats.heading,
    )?;
    let lines = [
        format!("Figures for the financial year {} and the years before it.", pack.year),
        prose::source(pack),
        format!(
            "Counts of children from 1 to {} are withheld, and so are figures from which they could be worked out. Zeros are shown.",
            pack.withheld_up_to
        ),
        "The sheet Notes explains every mark. The sheet Contents lists the tables.".to_string(),
        "Licence: Open Government Licence v3.0.".to_string(),
    ];
    for (row, text) in lines.iter().enumerate() {
        sheet.write_with_format(row as u32 + 1, 0, text, &formats.text)?;
    }
    Ok(())
}

fn contents(sheet: &mut Worksheet, pack: &PublicPack, formats: &Formats) -> anyhow::Result<()> {
    sheet
        .set_name("Contents")?
        .set_column_width(0, 12)?
        .set_column_width(1, WIDE)?
        .set_column_width(2, 40)?;
    sheet.write_with_format(0, 0, "Contents", &formats.heading)?;
    sheet.write(1, 0, "This sheet contains one table.")?;
    let columns = ["Sheet", "Title", "Theme"]
        .map(|name| TableColumn::new().set_header(name))
        .to_vec();
    for (nth, table) in pack.tables.iter().enumerate() {
        let row = nth as u32 + 3;
        let link = Url::new(format!("internal:'{}'!A1", table.indicator)).set_text(&table.indicator);
        sheet.write_url(row, 0, link)?;
        sheet.write_with_format(row, 1, prose::title(table, pack), &formats.text)?;
        sheet.write_with_format(row, 2, &table.theme_title, &formats.text)?;
    }
    add_table(sheet, (2, pack.tables.len(), "contents"), columns)
}

fn notes(sheet: &mut Worksheet, pack: &PublicPack, formats: &Formats) -> anyhow::Result<()> {
    sheet
        .set_name("Notes")?
        .set_column_width(0, 12)?
        .set_column_width(1, WIDE)?;
    sheet.write_with_format(0, 0, "Notes", &formats.heading)?;
    sheet.write(1, 0, "This sheet contains one table.")?;
    let columns = ["Note", "Meaning"]
        .map(|name| TableColumn::new().set_header(name))
        .to_vec();
    let marks = prose::MARKS
        .iter()
        .map(|mark| (mark.mark().to_string(), mark.words().to_string()));
    let numbered = pack
        .tables
        .iter()
        .flat_map(|table| table.notes.iter().map(move |note| (table, note)));
    let numbered = numbered
        .map(|(table, note)| format!("{}: {note}", table.indicator))
        .enumerate();
    let all: Vec<(String, String)> = marks
        .chain(numbered.map(|(nth, note)| (format!("[note {}]", nth + 1), note)))
        .collect();
    for (nth, (mark, meaning)) in all.iter().enumerate() {
        sheet.write(nth as u32 + 3, 0, mark)?;
        sheet.write_with_format(nth as u32 + 3, 1, meaning, &formats.text)?;
    }
    add_table(sheet, (2, all.len(), "notes"), columns)
}

fn sheet(sheet: &mut Worksheet, (table, pack): (&PublicTable, &PublicPack), formats: &Formats) -> anyhow::Result<()> {
    sheet.set_name(&table.indicator)?.set_column_width(0, 34)?;
    sheet.write_with_format(0, 0, prose::title(table, pack), &formats.heading)?;
    let references = note_references(table, pack);
    let said = [
        format!(
            "This sheet contains one table. {}. {references}",
            prose::subtitle(table)
        ),
        "Marks: [c] withheld, [x] not available, [z] not applicable; the sheet Notes explains them.".to_string(),
        prose::source(pack),
    ];
    for (nth, text) in said.iter().enumerate() {
        sheet.write(nth as u32 + 1, 0, text.trim())?;
    }
    let top = said.len() as u32 + 1;
    let decimals = table.counted.1.is_some();
    for (nth, row) in table.rows.iter().enumerate() {
        let at = top + 1 + nth as u32;
        sheet.write(at, 0, &row.name)?;
        for (column, figure) in row.figures.iter().enumerate() {
            let format = if decimals { &formats.decimal } else { &formats.number };
            write_figure(sheet, (at, column as u16 + 1), &figure.value, (format, formats))?;
        }
        if let (true, Some(figure)) = (decimals, table.newest(row)) {
            let after = row.figures.len() as u16 + 1;
            write_figure(sheet, (at, after), &figure.numerator, (&formats.number, formats))?;
            if let Some(base) = &figure.denominator {
                write_figure(sheet, (at, after + 1), base, (&formats.number, formats))?;
            }
        }
    }
    let mut names = vec!["Area".to_string()];
    names.extend(
        table
            .years
            .iter()
            .map(|year| format!("{year} ({})", table.unit_words.to_lowercase())),
    );
    if decimals {
        names.extend([format!("Numerator {}", pack.year), format!("Denominator {}", pack.year)]);
    }
    let columns: Vec<TableColumn> = names
        .into_iter()
        .map(|name| TableColumn::new().set_header(name))
        .collect();
    sheet.set_column_range_width(1, columns.len() as u16 - 1, 18)?;
    add_table(sheet, (top, table.rows.len(), &table.indicator), columns)
}

/// The numbers of the table's notes in the sheet Notes.
fn note_references(table: &PublicTable, pack: &PublicPack) -> String {
    let before: usize = pack
        .tables
        .iter()
        .take_while(|other| other.indicator != table.indicator)
        .map(|other| other.notes.len())
        .sum();
    let numbers = (0..table.notes.len()).map(|nth| format!("[note {}]", before + nth + 1));
    numbers.collect::<Vec<String>>().join(" ")
}

fn write_figure(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    figure: &Public,
    (format, formats): (&Format, &Formats),
) -> anyhow::Result<()> {
    match figure.drawn() {
        Some(number) => sheet.write_with_format(row, column, number, format)?,
        None => sheet.write_with_format(row, column, figure.to_string(), &formats.mark)?,
    };
    Ok(())
}

fn add_table(
    sheet: &mut Worksheet,
    (top, rows, name): (u32, usize, &str),
    columns: Vec<TableColumn>,
) -> anyhow::Result<()> {
    let last = columns.len() as u16 - 1;
    let table = Table::new()
        .set_name(format!("table_{}", super::slug(name)))
        .set_columns(&columns)
        .set_autofilter(false)
        .set_banded_rows(false)
        .set_style(TableStyle::None);
    sheet.add_table(top, 0, top + rows.max(1) as u32, last, &table)?;
    Ok(())
}
