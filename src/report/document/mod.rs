//! A paper as content into a web page, a tagged PDF and sheets of a workbook: one content, several writers.

mod book;
mod content;
pub(in crate::report) mod drawn;
pub(in crate::report) mod kept;
mod text;

pub use book::{Book, workbook};
pub use text::text;

use crate::domain::Document;
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

/// The paper as one self-contained web page.
///
/// # Errors
/// A chart that cannot be drawn, or a fault in a template with its line.
pub fn html(document: &Document, press: &Press) -> anyhow::Result<String> {
    page::render("document.html", press.overrides, &content::paper(document, press)?)
}

/// The same paper as a tagged PDF (PDF/UA-1).
///
/// # Errors
/// As [`html`], and what PDF/UA-1 refuses.
pub fn pdf(document: &Document, press: &Press) -> anyhow::Result<Vec<u8>> {
    let content = content::paper(document, press)?;
    pdf::render(("document.typ", &document.name), (press.overrides, &content), press.day)
}
