//! Papers as content into files: a web page each, and a PDF of those that are printed.

use crate::domain::Document;
use crate::report::document::{self, Press};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Papers that are read on a screen only; all others are printed, too.
const SCREEN_ONLY: [&str; 4] = ["agencies/", "dashboard", "method", "run-log"];

/// Every file of some papers by its path in the folder of reports.
///
/// # Errors
/// A chart that cannot be drawn, a fault in a template, or what PDF/UA-1 refuses, with the paper's name.
pub fn print(documents: &[Document], press: &Press) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let made: Vec<Vec<(String, Vec<u8>)>> = documents
        .par_iter()
        .map(|document| files_of(document, press))
        .collect::<anyhow::Result<_>>()?;
    Ok(made.into_iter().flatten().collect())
}

fn files_of(document: &Document, press: &Press) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let name = &document.name;
    if SCREEN_ONLY.iter().any(|start| name.starts_with(start)) {
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
