//! The bytes of a CSV file into headings and rows.

use anyhow::Context;

/// A file as a table of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The file's name without folder.
    pub name: String,
    /// The first line.
    pub headings: Vec<String>,
    /// The other lines, each as long as it is.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is not CSV in UTF-8.
    pub fn read(name: &str, bytes: &[u8]) -> anyhow::Result<Sheet> {
        let told = || format!("{name} is not CSV in UTF-8");
        let text = std::str::from_utf8(bytes)
            .with_context(told)?
            .trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let cells = |record: &csv::StringRecord| record.iter().map(str::to_string).collect::<Vec<String>>();
        let headings = cells(reader.headers().with_context(told)?);
        let rows = reader.records().map(|record| record.map(|record| cells(&record)));
        let rows = rows.collect::<Result<_, csv::Error>>().with_context(told)?;
        Ok(Sheet {
            name: name.to_string(),
            headings,
            rows,
        })
    }

    /// The place of a column.
    pub fn column(&self, heading: &str) -> Option<usize> {
        self.headings.iter().position(|other| other == heading)
    }

    /// A cell by heading; empty where the row or the column does not reach.
    pub fn cell<'a>(&self, row: &'a [String], heading: &str) -> &'a str {
        self.column(heading)
            .and_then(|at| row.get(at))
            .map_or("", String::as_str)
    }

    /// The cells of a column from top to bottom; none where there is no such column.
    pub fn cells<'a>(&'a self, heading: &str) -> impl Iterator<Item = &'a str> {
        let at = self.column(heading);
        self.rows
            .iter()
            .filter_map(move |row| at.map(|at| row.get(at).map_or("", String::as_str)))
    }
}

/// Things that stand in a list more than once, each once.
pub fn repeated<T: Ord + Clone>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.into_iter().collect();
    items.sort();
    let mut found: Vec<T> = items
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| pair[0].clone())
        .collect();
    found.dedup();
    found
}

/// The different things in a list, sorted.
pub fn distinct<'a>(items: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut items: Vec<&str> = items.into_iter().collect();
    items.sort_unstable();
    items.dedup();
    items
}
