//! The tables of the papers about the evidence besides the dashboard into one workbook.

use crate::domain::{Briefing, Document, PaperTable};
use crate::report::document::{self, Book};

/// The workbook's name.
pub const WORKBOOK: &str = "evidence.xlsx";

/// The workbook; `None` without a table.
///
/// # Errors
/// A workbook that cannot be made, which is a fault of the program.
pub fn workbook(documents: &[Document], briefing: &Briefing) -> anyhow::Result<Option<Vec<u8>>> {
    let tables: Vec<(String, &PaperTable)> = documents
        .iter()
        .flat_map(|paper| paper.tables().into_iter().map(|table| (paper.of.clone(), table)))
        .collect();
    if tables.is_empty() {
        return Ok(None);
    }
    let book = Book {
        title: format!("Evidence besides the dashboard, {}", briefing.period),
        board: &briefing.board,
        day: briefing.as_at,
        marking: &briefing.marking,
        about: vec![briefing.edition.clone()],
        tables,
    };
    document::workbook(&book).map(Some)
}
