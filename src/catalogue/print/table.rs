//! Rows of words to aligned text, CSV or JSON.

use crate::catalogue::print::Form;

/// Rows of words under headings.
pub(super) struct Table {
    headings: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new(headings: &[&str]) -> Table {
        Table {
            headings: headings.iter().map(ToString::to_string).collect(),
            rows: vec![],
        }
    }

    /// A row for each item.
    pub(super) fn of<T>(headings: &[&str], items: &[T], row: impl Fn(&T) -> Vec<String>) -> Table {
        Table {
            rows: items.iter().map(row).collect(),
            ..Table::new(headings)
        }
    }

    /// Adds a row, which has a cell for each heading.
    pub(super) fn add(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    /// The table as text that ends in a line break.
    pub(super) fn written(&self, form: Form) -> String {
        match form {
            Form::Text => self.aligned(),
            Form::Csv => self.csv(),
            Form::Json => self.json(),
        }
    }

    fn aligned(&self) -> String {
        let width = |at: usize| {
            let cells = self
                .rows
                .iter()
                .chain(std::iter::once(&self.headings))
                .filter_map(|row| row.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.headings.len()).map(width).collect();
        let line = |row: &Vec<String>| {
            let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:<width$}"));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_string() + "\n"
        };
        std::iter::once(&self.headings).chain(&self.rows).map(line).collect()
    }

    fn csv(&self) -> String {
        // The headings of CSV and JSON are single words, as a program wants them.
        let headings: Vec<String> = self.headings.iter().map(|heading| heading.replace(' ', "_")).collect();
        let line = |row: &Vec<String>| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",") + "\n";
        std::iter::once(&headings).chain(&self.rows).map(line).collect()
    }

    fn json(&self) -> String {
        let object = |row: &Vec<String>| {
            let pairs = self.headings.iter().zip(row);
            let pairs =
                pairs.map(|(heading, cell)| (heading.replace(' ', "_"), serde_json::Value::from(cell.as_str())));
            serde_json::Value::Object(pairs.collect())
        };
        let rows: Vec<serde_json::Value> = self.rows.iter().map(object).collect();
        format!("{:#}\n", serde_json::Value::Array(rows))
    }
}

/// A cell as CSV writes it.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_string()
    }
}
