//! The texts of `schemas/`: those built into the program and those of a board.

use crate::catalogue::built_in::BUILT_IN;
use crate::catalogue::fault::{Fault, Faults};
use std::borrow::Cow;
use std::path::Path;

/// One TOML file of declarations.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// The file as its reader knows it: `schemas/policy.toml`.
    pub name: String,
    /// What it declares.
    pub kind: Kind,
    /// The file's name without its ending.
    pub stem: String,
    /// Whether it is the board's own.
    pub of_board: bool,
    /// Its text.
    pub text: Cow<'static, str>,
}

/// What a file declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Feed,
    Codes,
    Indicators,
    Standards,
    Findings,
    Symbols,
    Links,
    Policy,
}

/// The files that a schema folder may hold, for the message about one that it may not.
const PLACES: [&str; 8] = [
    "feeds/<feed>.toml",
    "codes/<list>.toml",
    "indicators/<theme>.toml",
    "standards/<name>.toml",
    "findings.toml",
    "symbols.toml",
    "links.toml",
    "policy.toml",
];

/// What a file declares, by its path below `schemas/`; none when no such file is known.
fn kind_of(path: &str) -> Option<Kind> {
    match path.split_once('/') {
        Some(("feeds", _)) => Some(Kind::Feed),
        Some(("codes", _)) => Some(Kind::Codes),
        Some(("indicators", _)) => Some(Kind::Indicators),
        Some(("standards", _)) => Some(Kind::Standards),
        Some(_) => None,
        None => match path {
            "findings.toml" => Some(Kind::Findings),
            "symbols.toml" => Some(Kind::Symbols),
            "links.toml" => Some(Kind::Links),
            "policy.toml" => Some(Kind::Policy),
            _ => None,
        },
    }
}

/// The files built into the program, in the order in which papers list what they declare.
pub(super) fn built_in() -> Vec<Source> {
    let source = |&(path, text): &(&str, &'static str)| source(path, Cow::Borrowed(text), false);
    BUILT_IN.iter().filter_map(source).collect()
}

/// The files built into the program, by path below `schemas/`, in their order.
pub fn built_in_files() -> &'static [(&'static str, &'static str)] {
    BUILT_IN
}

/// The file that lists, one a line, the files of a folder that holds what was built into a program.
pub const INDEX: &str = "index.txt";

/// What was built into the program when a folder was written, in the order of its index.
///
/// # Errors
/// A file that is gone or cannot be read.
pub(super) fn frozen(folder: &Path) -> Result<Vec<Source>, Faults> {
    let text = |path: &str| {
        let told = |error| {
            Faults(vec![Fault::of_file(
                path.to_string(),
                format!("cannot be read: {error}"),
            )])
        };
        std::fs::read_to_string(folder.join(path)).map_err(told)
    };
    let index = text(INDEX)?;
    let mut sources = Vec::new();
    for path in index.lines().filter(|line| !line.is_empty()) {
        sources.extend(source(path, Cow::Owned(text(path)?), false));
    }
    Ok(sources)
}

fn source(path: &str, text: Cow<'static, str>, of_board: bool) -> Option<Source> {
    let stem = path
        .rsplit('/')
        .next()
        .unwrap_or(path)
        .trim_end_matches(".toml")
        .to_string();
    Some(Source {
        name: format!("schemas/{path}"),
        kind: kind_of(path)?,
        stem,
        of_board,
        text,
    })
}

/// The files of a board's `schemas/`, by name; none when it has no such folder. Folders called `json` and files that are
/// no TOML are passed over. A file that cannot be read, or a TOML file in a place that nobody would read, is a fault.
pub(super) fn of_board(folder: &Path, faults: &mut Vec<Fault>) -> Vec<Source> {
    let mut sources = Vec::new();
    if !folder.is_dir() {
        return sources;
    }
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                faults.push(Fault::of_file("schemas", format!("cannot be read: {error}")));
                continue;
            }
        };
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let path = below.to_string_lossy().replace('\\', "/");
        if !entry.file_type().is_file() || !path.ends_with(".toml") {
            continue;
        }
        let name = format!("schemas/{path}");
        match std::fs::read_to_string(entry.path()) {
            Err(error) => faults.push(Fault::of_file(name, format!("cannot be read: {error}"))),
            Ok(text) => match source(&path, Cow::Owned(text), true) {
                Some(source) => sources.push(source),
                None => faults.push(Fault::of_file(name, "is no file that a schema folder holds").allowing(PLACES)),
            },
        }
    }
    sources
}
