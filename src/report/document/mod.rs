//! A paper as content into a web page, a tagged PDF and sheets of a workbook: one content, several writers.

mod book;
mod content;
pub(in crate::report) mod drawn;
pub(in crate::report) mod kept;
mod text;

pub use book::{Book, workbook};
pub use text::text;

use crate::domain::Document;
use crate::report::document::content::Paper;
use crate::report::page::{self, Overrides};
use crate::report::pdf;
use chrono::NaiveDate;

/// What the writers know besides the paper.
pub struct Press<'a> {
    /// The board's name, at the head of every page.
    pub board: &'a str,
    /// The board's own templates.
    pub overrides: &'a Overrides,
    /// The day of the run.
    pub day: NaiveDate,
}

/// The paper as a web page and as a tagged PDF, with its charts drawn once.
///
/// # Errors
/// As [`html`] and [`pdf`].
pub fn both(document: &Document, press: &Press) -> anyhow::Result<(String, Vec<u8>)> {
    let content = content::paper(document, press)?;
    Ok((page_of(&content, press)?, print_of((document, &content), press)?))
}

/// The paper as one self-contained web page.
///
/// # Errors
/// A chart that cannot be drawn, or a fault in a template with its line.
pub fn html(document: &Document, press: &Press) -> anyhow::Result<String> {
    page_of(&content::paper(document, press)?, press)
}

/// The same paper as a tagged PDF (PDF/UA-1).
///
/// # Errors
/// As [`html`], and what PDF/UA-1 refuses.
pub fn pdf(document: &Document, press: &Press) -> anyhow::Result<Vec<u8>> {
    print_of((document, &content::paper(document, press)?), press)
}

fn page_of(content: &Paper, press: &Press) -> anyhow::Result<String> {
    page::render("document.html", press.overrides, content)
}

fn print_of((document, content): (&Document, &Paper), press: &Press) -> anyhow::Result<Vec<u8>> {
    pdf::render(("document.typ", &document.name), (press.overrides, content), press.day)
}
