//! The papers about the evidence besides the dashboard into web pages, PDFs and one workbook of their tables.

use crate::domain::{Briefing, Document, PaperTable, Part};
use crate::report::document::{self, Book, Press};
use crate::report::page::Overrides;
use std::collections::BTreeMap;

/// The workbook's name.
const WORKBOOK: &str = "evidence.xlsx";

/// Every file by name; none without a paper.
///
/// # Errors
/// A paper that cannot be made.
pub fn files(documents: &[Document], briefing: &Briefing) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let overrides = Overrides::new();
    let press = Press {
        board: &briefing.board,
        overrides: &overrides,
        day: briefing.as_at,
    };
    let mut files = BTreeMap::new();
    for paper in documents {
        files.insert(
            format!("{}.html", paper.name),
            document::html(paper, &press)?.into_bytes(),
        );
        files.insert(format!("{}.pdf", paper.name), document::pdf(paper, &press)?);
    }
    let tables: Vec<(String, &PaperTable)> = documents
        .iter()
        .flat_map(|paper| tables(paper).map(|table| (paper.of.clone(), table)))
        .collect();
    if !tables.is_empty() {
        let book = Book {
            title: format!("Evidence besides the dashboard, {}", briefing.period),
            board: &briefing.board,
            day: briefing.as_at,
            about: vec![briefing.marking.clone(), briefing.edition.clone()],
            tables,
        };
        files.insert(WORKBOOK.to_string(), document::workbook(&book)?);
    }
    Ok(files)
}

/// The tables of a paper in reading order, those beside its charts among them.
fn tables(paper: &Document) -> impl Iterator<Item = &PaperTable> {
    let parts = paper.sections.iter().flat_map(|section| &section.parts);
    parts.filter_map(|part| match part {
        Part::Table(table) => Some(table),
        Part::Figure(figure) => Some(&figure.table),
        _ => None,
    })
}
