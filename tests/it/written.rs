//! Tables into files of every format, written here so that no test depends on a sample.

#![allow(clippy::unwrap_used, reason = "what cannot be written here has failed the test")]

pub mod xls;
pub mod zipped;

use rust_xlsxwriter::{Note, Workbook};

/// A table: rows of texts. What parses as a number is written as one where the format can say so.
pub type Table = Vec<Vec<String>>;

/// The formats in which a table can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Csv,
    TsvUtf16,
    Xlsx,
    Xls,
    Ods,
    Html,
    XmlSpreadsheet,
}

/// All of them.
pub const FORMATS: [Format; 7] = [
    Format::Csv,
    Format::TsvUtf16,
    Format::Xlsx,
    Format::Xls,
    Format::Ods,
    Format::Html,
    Format::XmlSpreadsheet,
];

impl Format {
    /// The ending that the file would rightly bear.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Csv => "csv",
            Format::TsvUtf16 => "tsv",
            Format::Xlsx => "xlsx",
            Format::Xls => "xls",
            Format::Ods => "ods",
            Format::Html => "html",
            Format::XmlSpreadsheet => "xml",
        }
    }
}

/// A table from lines whose cells bars divide.
pub fn table(text: &str) -> Table {
    text.lines()
        .map(|line| line.split('|').map(str::to_owned).collect())
        .collect()
}

/// A file that holds the table.
pub fn write(table: &Table, format: Format) -> Vec<u8> {
    match format {
        Format::Csv => delimited(table, ',').into_bytes(),
        Format::TsvUtf16 => format!("\u{feff}{}", delimited(table, '\t'))
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect(),
        Format::Xlsx => xlsx(&[("Return", table)], |_| ()),
        Format::Xls => xls::workbook(table),
        Format::Ods => zipped::ods(table),
        Format::Html => {
            let rows = table.iter().map(|row| {
                let cells: String = row.iter().map(|cell| format!("<td>{}</td>", escape(cell))).collect();
                format!("<tr>{cells}</tr>\n")
            });
            format!("<html><body><table>{}</table></body></html>", rows.collect::<String>()).into_bytes()
        }
        Format::XmlSpreadsheet => xml_spreadsheet(table).into_bytes(),
    }
}

fn delimited(table: &Table, delimiter: char) -> String {
    let quoted = |cell: &String| {
        let must = cell.contains([delimiter, '"', '\n']);
        if must {
            format!("\"{}\"", cell.replace('"', "\"\""))
        } else {
            cell.clone()
        }
    };
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(&delimiter.to_string()) + "\r\n";
    table.iter().map(line).collect()
}

/// Text fit to stand between tags.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The number that a cell holds, unless a leading nought or plus makes it a text.
pub fn number(cell: &str) -> Option<f64> {
    let typed = cell.len() > 1 && cell.starts_with(['0', '+']) && !cell.starts_with("0.");
    if typed { None } else { cell.parse().ok() }
}

/// A workbook of several sheets, finished by a function before it is saved.
pub fn xlsx(sheets: &[(&str, &Table)], finish: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, table) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*table) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                match number(cell) {
                    Some(number) => sheet.write_number(row, column, number).unwrap(),
                    None => sheet.write_string(row, column, cell).unwrap(),
                };
            }
        }
    }
    finish(&mut book);
    book.save_to_buffer().unwrap()
}

/// A note on a cell of the first sheet.
pub fn add_note(book: &mut Workbook, (row, column): (u32, u16), text: &str) {
    book.worksheet_from_index(0)
        .unwrap()
        .insert_note(row, column, &Note::new(text).add_author_prefix(false))
        .unwrap();
}

fn xml_spreadsheet(table: &Table) -> String {
    let cell = |cell: &String| {
        let kind = if number(cell).is_some() { "Number" } else { "String" };
        format!("<Cell><Data ss:Type=\"{kind}\">{}</Data></Cell>", escape(cell))
    };
    let rows: String = table
        .iter()
        .map(|row| format!("<Row>{}</Row>", row.iter().map(cell).collect::<String>()))
        .collect();
    format!(
        "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook \
         xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"Return\"><Table>{rows}</Table>\
         </Worksheet></Workbook>"
    )
}
