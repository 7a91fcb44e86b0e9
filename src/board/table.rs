//! A CSV file of the board to rows that know their line; every fault of a row is kept for one report.

use crate::catalogue::{Fault, nearest};
use crate::domain::{guess_separator, separator_line};
use std::path::Path;
use std::sync::Arc;

/// One CSV file.
pub(super) struct Table {
    /// The file as its reader knows it: `agencies.csv`.
    pub name: String,
    /// The columns in the order of the file.
    pub columns: Vec<String>,
    /// The rows in the order of the file; empty lines are passed over.
    pub rows: Vec<Row>,
}

/// One row.
pub(super) struct Row {
    /// Counted from 1, the header included.
    pub line: usize,
    /// The columns of its file.
    columns: Arc<[String]>,
    /// Its cells in their order; as many as it has.
    cells: Vec<String>,
}

impl Row {
    /// The cell of a column without outer spaces; empty when there is none.
    pub fn cell(&self, column: &str) -> &str {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    /// The parts of a list cell, separated by `;`.
    pub fn list(&self, column: &str) -> Vec<String> {
        self.cell(column)
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(String::from)
            .collect()
    }

    /// The cell, or nothing when it is empty.
    pub fn optional(&self, column: &str) -> Option<String> {
        Some(self.cell(column))
            .filter(|text| !text.is_empty())
            .map(String::from)
    }
}

/// The text of a file that people save from spreadsheets: UTF-16 with its mark, UTF-8 with or without, else Windows-1252.
pub(super) fn text_of_bytes(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_string(),
        Err(_) => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// What divides the cells of a text: as its first line `sep=;` says, else what divides its header most, because a header
/// holds no sentences. The text after such a line comes with it.
fn divided(text: &str) -> (u8, &str) {
    let text = text.trim_start_matches('\u{feff}');
    let (start, declared) = separator_line(text);
    let rest = text.get(start..).unwrap_or_default();
    let header = rest.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    (declared.unwrap_or_else(|| guess_separator(header)), rest)
}

/// What divides the cells of a file of the board: what people's spreadsheets put between them.
pub(super) fn separator(text: &str) -> char {
    char::from(divided(text).0)
}

/// The headings of a text in the order of its columns; empty where it has none.
pub(super) fn headings(text: &str) -> Vec<String> {
    let (separator, rest) = divided(text);
    let mut records = reader(separator, rest);
    let first = records.records().next().and_then(Result::ok);
    first.map_or(vec![], |record| record.iter().map(heading).collect())
}

fn heading(cell: &str) -> String {
    cell.trim().to_lowercase()
}

fn reader(separator: u8, text: &str) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes())
}

/// Reads a file that must have `columns`. Further columns are the board's own affair, unless they look like a slip.
/// A file that is not there is a fault.
pub(super) fn read(root: &Path, name: &str, columns: &[&str], faults: &mut Vec<Fault>) -> Option<Table> {
    let bytes = match std::fs::read(root.join(name)) {
        Ok(bytes) => bytes,
        Err(error) => {
            faults.push(Fault::of_file(name, format!("cannot be read: {error}")));
            return None;
        }
    };
    parse(&text_of_bytes(&bytes), name, columns, faults)
}

/// The same for a file that a board may do without; one that is not there gives no table and no fault.
pub(super) fn read_if_there(root: &Path, name: &str, columns: &[&str], faults: &mut Vec<Fault>) -> Option<Table> {
    if root.join(name).exists() {
        read(root, name, columns, faults)
    } else {
        None
    }
}

/// The same from a text.
pub(super) fn parse(text: &str, name: &str, columns: &[&str], faults: &mut Vec<Fault>) -> Option<Table> {
    let (separator, rest) = divided(text);
    // A first line that tells the separator counts as a line of the file.
    let text = text.trim_start_matches('\u{feff}');
    let skipped = usize::from(rest.len() < text.len());
    // The reader counts a line that ends as Windows ends it with the row after it.
    let rest = rest.replace("\r\n", "\n");
    if let Some(at) = opened_and_not_closed(&rest, char::from(separator)) {
        let said = "quotation marks begin here and are not closed: the file was cut off, or a mark is missing. Put it back whole";
        let line = rest[..at].matches('\n').count() + 1 + skipped;
        faults.push(Fault::at(name, line, said));
        return None;
    }
    let mut reader = reader(separator, &rest);
    let mut records = reader.records();
    let header: Vec<String> = match records.next() {
        Some(Ok(record)) => record.iter().map(heading).collect(),
        Some(Err(error)) => {
            faults.push(Fault::of_file(name, format!("cannot be read: {error}")));
            return None;
        }
        None => vec![],
    };
    if !check_header(&header, name, columns, faults) {
        return None;
    }
    let mut rows = Vec::new();
    let columns: Arc<[String]> = header.as_slice().into();
    for record in records {
        match record {
            Ok(record) => rows.extend(row_of(&record, (&columns, skipped), name, faults)),
            Err(error) => faults.push(Fault::of_file(name, format!("cannot be read: {error}"))),
        }
    }
    Some(Table {
        name: name.to_string(),
        columns: header,
        rows,
    })
}

/// Where a quotation mark begins a cell and nothing closes it: all that follows would be taken for a part of that cell.
fn opened_and_not_closed(text: &str, separator: char) -> Option<usize> {
    let (mut within, mut begins) = (None, true);
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match (within, letter) {
            (Some(_), '"') if letters.peek().is_some_and(|(_, next)| *next == '"') => drop(letters.next()),
            (Some(_), '"') => within = None,
            (Some(_), _) => (),
            (None, '"') if begins => (within, begins) = (Some(at), false),
            (None, other) => begins = other == separator || other == '\n',
        }
    }
    within
}

/// One row, unless it is empty.
fn row_of(
    record: &csv::StringRecord,
    (header, skipped): (&Arc<[String]>, usize),
    name: &str,
    faults: &mut Vec<Fault>,
) -> Option<Row> {
    let line = record.position().map_or(1, |at| at.line() as usize) + skipped;
    if record.iter().all(|cell| cell.trim().is_empty()) {
        return None;
    }
    if record.iter().skip(header.len()).any(|cell| !cell.trim().is_empty()) {
        let said = format!("the row has {} cells under {} headings", record.len(), header.len());
        faults.push(Fault::at(name, line, said));
    }
    let cells = record.iter().take(header.len());
    Some(Row {
        line,
        columns: Arc::clone(header),
        cells: cells.map(|cell| cell.trim().to_string()).collect(),
    })
}

/// Whether every column is there; says which are missing, doubled or probably misspelt.
fn check_header(header: &[String], name: &str, columns: &[&str], faults: &mut Vec<Fault>) -> bool {
    let before = faults.len();
    for (at, heading) in header.iter().enumerate() {
        if !heading.is_empty() && header[..at].contains(heading) {
            faults.push(Fault::at(name, 1, format!("the column `{heading}` stands twice")));
        }
    }
    let present = |column: &str| header.iter().any(|heading| heading == column);
    for column in columns.iter().filter(|column| !present(column)) {
        let unknown = header
            .iter()
            .map(String::as_str)
            .filter(|heading| !columns.contains(heading));
        let meant = nearest(column, unknown).map(|near| format!(" (is `{near}` meant for it?)"));
        let said = format!("the column `{column}` is missing{}", meant.unwrap_or_default());
        faults.push(Fault::at(name, 1, said).allowing(columns.iter().copied()));
    }
    faults.len() == before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_line_and_empty_lines_are_passed_over() {
        let mut faults = vec![];
        let table = parse("a,b\n1,\"x\ny\"\n,\n2,p; q ;\n", "t.csv", &["a", "b"], &mut faults).unwrap();
        let lines: Vec<usize> = table.rows.iter().map(|row| row.line).collect();
        assert_eq!(
            (lines, table.rows[1].list("b")),
            (vec![2, 5], vec!["p".to_string(), "q".into()])
        );
        assert!(faults.is_empty());
    }

    #[test]
    fn tables_are_read_as_spreadsheets_save_them() {
        for (text, line) in [
            ("a;b\n1;x, y\n", 2),
            ("a\tb\n1\tx, y\n", 2),
            ("a,b\n1,\"x, y\"\n", 2),
            ("sep=;\r\na;b\r\n1;x, y\r\n", 3),
            ("\u{feff}\"a\";\"b\"\n1;x, y\n", 2),
        ] {
            let mut faults = vec![];
            let table = parse(text, "t.csv", &["a", "b"], &mut faults).expect(text);
            assert_eq!(
                (table.rows[0].cell("b"), table.rows[0].line),
                ("x, y", line),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_file_that_was_cut_off_within_a_cell_is_refused() {
        let read = |text: &str| {
            let mut faults = vec![];
            parse(text, "t.csv", &["a", "b"], &mut faults).ok_or(faults)
        };
        for whole in [
            "a,b\n1,\"x, \"\"y\"\"\"\n",
            "a,b\n1,5\" pipe\n",
            "a,b\n1,\"x\ny\"",
            "a;b\n1;\"\"\n",
        ] {
            assert!(read(whole).is_ok(), "{whole:?}");
        }
        for cut in ["a,b\n1,\"x, ", "a,b\n\"1,2\n3,4\n", "a,b\n1,\"x\"\""] {
            let faults = read(cut).err().unwrap();
            assert!(
                faults[0].to_string().contains("not closed") && faults[0].line == Some(2),
                "{cut:?}"
            );
        }
    }

    #[test]
    fn a_misspelt_heading_is_named() {
        let mut faults = vec![];
        assert!(parse("agncy,name\n", "t.csv", &["agency", "name"], &mut faults).is_none());
        assert!(
            faults[0].to_string().contains("is `agncy` meant for it?"),
            "{}",
            faults[0]
        );
    }

    #[test]
    fn text_saved_by_an_old_spreadsheet_is_read() {
        assert_eq!(text_of_bytes(b"caf\xe9"), "café");
        assert_eq!(text_of_bytes("\u{feff}a".as_bytes()), "a");
        assert_eq!(text_of_bytes(b"\xff\xfea\0;\0"), "a;");
    }
}
