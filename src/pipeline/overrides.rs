//! The board's own templates: files that take the place of the built-in ones of the same name.

use crate::pipeline::Fault;
use crate::report::page::Overrides;
use crate::report::templates;
use std::path::Path;

/// Folders of a board in which templates may lie; of two of one name the first folder's is used.
pub const FOLDERS: [&str; 2] = ["templates", "schemas/templates"];

/// Reads them.
///
/// # Errors
/// `Usage` for a file that takes no template's place, or that is no text.
pub fn read(root: &Path) -> Result<Overrides, Fault> {
    let mut overrides = Overrides::new();
    for folder in FOLDERS {
        let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
            continue;
        };
        for entry in entries.filter_map(Result::ok) {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') || entry.path().is_dir() {
                continue;
            }
            let known: Vec<&str> = templates::names().collect();
            if !known.contains(&name.as_str()) {
                return Err(Fault::usage(format!(
                    "{folder}/{name} takes no template's place; there are {}",
                    known.join(", ")
                )));
            }
            let text = std::fs::read_to_string(entry.path())
                .map_err(|fault| Fault::usage(format!("{folder}/{name} cannot be read as text: {fault}")))?;
            overrides.entry(name).or_insert(text);
        }
    }
    Ok(overrides)
}
