//! Folders or files of open data into the outcome of every publication check.

use crate::pipeline::{Fault, Outcome, Worst};
use crate::report::publication::{self, check, pairs};
use anyhow::Context;
use std::path::{Path, PathBuf};

/// Checks every CSV file of the folders, and the files, that are named; of a pack, its folder `open-data`.
///
/// # Errors
/// `Usage` when nothing is named, or what is named cannot be read as CSV.
pub fn run(named: &[PathBuf]) -> Result<Outcome, Fault> {
    if named.is_empty() {
        return Err(Fault::usage("name the folder or the files to be published"));
    }
    let mut paths = Vec::new();
    for path in named {
        paths.extend(csv_files(path).map_err(Fault::Usage)?);
    }
    let mut files = Vec::new();
    for path in &paths {
        let bytes = std::fs::read(path)
            .with_context(|| format!("cannot read {}", path.display()))
            .map_err(Fault::Usage)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.push((name, bytes));
    }
    if files.is_empty() {
        return Err(Fault::usage("there is no CSV file in what was named"));
    }
    let pairs = pairs(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))).map_err(Fault::Usage)?;
    let (table, worst) = check(&pairs);
    let mut outcome = Outcome::list(table);
    outcome.worst = match worst {
        publication::Outcome::Pass => Worst::Nothing,
        publication::Outcome::Warning => Worst::Warnings,
        publication::Outcome::Fail => Worst::Errors,
    };
    Ok(outcome)
}

fn csv_files(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let told = || format!("cannot read {}", path.display());
    if !path.is_dir() {
        std::fs::metadata(path).with_context(told)?;
        return Ok(vec![path.to_path_buf()]);
    }
    // Of a whole pack the open data are meant.
    let open = path.join("open-data");
    let path = if open.is_dir() { open.as_path() } else { path };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(path).with_context(told)? {
        let path = entry.with_context(told)?.path();
        if path.extension().is_some_and(|ending| ending == "csv") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
