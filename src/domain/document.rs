//! What a paper says, before it is a page, a PDF or a workbook: one content, several writers.

use crate::domain::{DrawnChart, Shown};

/// One paper. Everything in it is already fit for its audience: writers decide nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The file's name without its ending, which may hold folders: `quadrants/mid`.
    pub name: String,
    /// The one heading of the first level; it says the message.
    pub title: String,
    /// Whose paper and which: `Stay Safe Group Mid, 2026-27 Q2`.
    pub of: String,
    /// Protective marking.
    pub marking: String,
    /// Sentences under the title; may be empty.
    pub lead: Vec<String>,
    /// In reading order.
    pub sections: Vec<Section>,
    /// The line at the foot: edition, date of the data, run.
    pub foot: String,
    /// Whether print sets it closer until it is one page.
    pub one_page: bool,
}

/// A part of a paper under a heading of the second level.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its heading, which says the message.
    pub heading: String,
    /// In reading order.
    pub parts: Vec<Part>,
    /// Whether it begins a page in print.
    pub new_page: bool,
}

/// One piece of a section.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A heading of the third level.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A list of points.
    Points(Vec<String>),
    /// Words of people outside the program, quoted with who said them and when.
    Quote {
        /// The words as they were written.
        words: String,
        /// Role or agency, and the date.
        by: String,
    },
    /// Big numbers with a few words each.
    Counts(Vec<(String, String)>),
    /// A framed panel with a heading and points.
    Panel {
        /// The panel's heading.
        heading: String,
        /// Its sentences.
        points: Vec<String>,
    },
    /// A table.
    Table(PaperTable),
    /// A chart with its words and its figures.
    Figure(Box<Figure>),
    /// Matters one below the other, each with a small chart at its side.
    Items(Vec<PaperItem>),
    /// Columns side by side, read one after the other; one below the other where there is no room.
    Beside(Vec<Vec<Part>>),
}

/// One matter of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PaperItem {
    /// Its number; may be empty.
    pub number: String,
    /// Its name.
    pub name: String,
    /// What is said of it.
    pub words: String,
    /// What is asked; may be empty.
    pub ask: String,
    /// The small chart, hidden from assistive technology; `None` leaves its place empty.
    pub chart: Option<Box<DrawnChart>>,
}

/// A table as a paper prints it and as a sheet of the workbook holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct PaperTable {
    /// What the table shows; it becomes the caption, and the name of the sheet when shortened.
    pub caption: String,
    /// The columns' headings, none of them empty; the first heads the rows.
    pub columns: Vec<String>,
    /// Rows, each as long as `columns`.
    pub rows: Vec<Vec<PaperCell>>,
    /// What the shades and words of its cells mean, above the table; empty where they need no key.
    pub key: String,
    /// Notes below the table, among them its source.
    pub notes: Vec<String>,
}

/// One cell of a paper's table.
#[derive(Clone, Debug, PartialEq)]
pub enum PaperCell {
    /// Words, or nothing.
    Words(String),
    /// A name in bold type with words under it.
    Named {
        /// The name.
        name: String,
        /// What is said of it.
        words: String,
    },
    /// A figure with its spelling, or the mark that stands in its place.
    Figure(Shown),
    /// A figure with a word and a shade from 0 (none) to 4 (darkest), for grids; the word says what the shade shows.
    Shaded {
        /// The figure.
        figure: Shown,
        /// What the shade means.
        word: String,
        /// 0 to 4.
        shade: u8,
    },
    /// A small line chart, or one bar of parts, beside the words of its row, hidden from assistive technology.
    Sparkline(Box<DrawnChart>),
}

/// A chart in a paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Short name for links and files: letters, digits and hyphens.
    pub id: String,
    /// What the chart says.
    pub title: String,
    /// What, unit and where, with the axis start if it is not zero.
    pub subtitle: String,
    /// The text alternative, made from the verdict.
    pub alt: String,
    /// Source, data cut-off and run.
    pub source: String,
    /// What is drawn.
    pub chart: DrawnChart,
    /// The figures drawn, as a table beside it.
    pub table: PaperTable,
}

impl From<&str> for PaperCell {
    fn from(words: &str) -> PaperCell {
        PaperCell::Words(words.to_string())
    }
}

impl From<String> for PaperCell {
    fn from(words: String) -> PaperCell {
        PaperCell::Words(words)
    }
}

impl PaperCell {
    /// The cell as plain text, as it stands in CSV; a sparkline is empty.
    pub fn plain(&self) -> String {
        match self {
            PaperCell::Words(words) => words.clone(),
            PaperCell::Named { name, words } if words.is_empty() => name.clone(),
            PaperCell::Named { name, words } => format!("{name}: {words}"),
            PaperCell::Figure(figure) => figure.to_string(),
            PaperCell::Shaded { figure, word, .. } => format!("{figure} {word}"),
            PaperCell::Sparkline(_) => String::new(),
        }
    }
}

impl Document {
    /// Every table of the paper in reading order, those behind its charts among them.
    pub fn tables(&self) -> Vec<&PaperTable> {
        self.sections
            .iter()
            .flat_map(|section| tables_of(&section.parts))
            .collect()
    }
}

fn tables_of(parts: &[Part]) -> Vec<&PaperTable> {
    parts
        .iter()
        .flat_map(|part| match part {
            Part::Table(table) => vec![table],
            Part::Figure(figure) => vec![&figure.table],
            Part::Beside(columns) => columns.iter().flat_map(|column| tables_of(column)).collect(),
            Part::Heading(_)
            | Part::Text(_)
            | Part::Points(_)
            | Part::Items(_)
            | Part::Quote { .. }
            | Part::Counts(_)
            | Part::Panel { .. } => vec![],
        })
        .collect()
}

impl PaperTable {
    /// An empty table with a caption and headings.
    pub fn headed(caption: impl Into<String>, columns: &[&str]) -> PaperTable {
        PaperTable {
            caption: caption.into(),
            columns: columns.iter().map(|column| column.to_string()).collect(),
            rows: Vec::new(),
            key: String::new(),
            notes: Vec::new(),
        }
    }

    /// The table with a key.
    pub fn keyed(self, key: impl Into<String>) -> PaperTable {
        PaperTable {
            key: key.into(),
            ..self
        }
    }

    /// The key, where there is one, and the notes.
    pub fn explained(&self) -> impl Iterator<Item = &String> {
        let key = Some(&self.key).filter(|key| !key.is_empty());
        key.into_iter().chain(&self.notes)
    }
}
