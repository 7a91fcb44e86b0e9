//! Papers as content into files: a web page each, and a PDF of those that are printed.

use crate::domain::{Document, Part};
use crate::report::document::{self, Press};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Papers that are read on a screen only; all others are printed, too.
const SCREEN_ONLY: [&str; 4] = ["agencies/", "dashboard", "method", "run-log"];

/// The files of one paper by their names.
type Made = anyhow::Result<Vec<(String, Vec<u8>)>>;

/// Every file of some papers by its path in the folder of reports. The longest are begun first: none is left to be set alone at
/// the end.
///
/// # Errors
/// A chart that cannot be drawn, a fault in a template, or what PDF/UA-1 refuses, with the paper's name.
pub fn print(documents: &[Document], press: &Press) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let mut longest_first: Vec<&Document> = documents.iter().collect();
    longest_first.sort_by_key(|document| Reverse((is_printed(document), length(document))));
    let mut made: Vec<Option<Made>> = longest_first.iter().map(|_| None).collect();
    rayon::scope_fifo(|scope| {
        for (document, slot) in longest_first.into_iter().zip(&mut made) {
            scope.spawn_fifo(move |_| *slot = Some(files_of(document, press)));
        }
    });
    let made: Vec<Vec<(String, Vec<u8>)>> = made.into_iter().flatten().collect::<anyhow::Result<_>>()?;
    Ok(made.into_iter().flatten().collect())
}

/// How much there is to set in a paper, in rows.
fn length(document: &Document) -> usize {
    fn rows(part: &Part) -> usize {
        match part {
            Part::Table(table) => table.rows.len(),
            Part::Items(items) => items.len(),
            Part::Points(points) | Part::Panel { points, .. } => points.len(),
            Part::Beside(columns) => columns.iter().flatten().map(rows).sum(),
            _ => 1,
        }
    }
    document
        .sections
        .iter()
        .flat_map(|section| &section.parts)
        .map(rows)
        .sum()
}

fn is_printed(document: &Document) -> bool {
    !SCREEN_ONLY.iter().any(|start| document.name.starts_with(start))
}

fn files_of(document: &Document, press: &Press) -> Made {
    let name = &document.name;
    if !is_printed(document) {
        return Ok(vec![(
            format!("{name}.html"),
            document::html(document, press)?.into_bytes(),
        )]);
    }
    let (page, print) = document::both(document, press)?;
    Ok(vec![
        (format!("{name}.html"), page.into_bytes()),
        (format!("{name}.pdf"), print),
    ])
}
