//! `board.toml` to the board's name, home, due dates and the quarters in which occasional feeds are due.

use crate::catalogue::{Catalogue, Fault, line_of, nearest, read_what_can_be};
use crate::domain::Period;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use toml::Spanned;

/// What `board.toml` says, apart from `[policy]`, which `catalogue::load` reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Settings {
    pub name: String,
    /// The home county, with the line that names it.
    pub home: Option<(String, usize)>,
    pub due_days: u32,
    pub due: BTreeMap<String, Vec<Period>>,
}

/// The file as it stands. `[policy]` is checked elsewhere, so that its faults are told once. Each key may be left out here, so that the
/// others are checked when one has a fault.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct File {
    name: Option<Spanned<String>>,
    home: Option<Spanned<String>>,
    #[serde(default = "thirty")]
    due_days: u32,
    #[serde(default)]
    due: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    #[serde(default, rename = "policy")]
    _policy: toml::Table,
}

/// Returns are due 30 days after the quarter, unless the board says otherwise.
fn thirty() -> u32 {
    30
}

const NAME: &str = "board.toml";

/// Reads the file; what is wrong is in `faults`.
pub(super) fn read(root: &Path, catalogue: &Catalogue, faults: &mut Vec<Fault>) -> Settings {
    let text = match std::fs::read_to_string(root.join(NAME)) {
        Ok(text) => text,
        Err(error) => {
            let said = format!("cannot be read: {error}; `paqa init` makes a board");
            faults.push(Fault::of_file(NAME, said));
            return Settings::default();
        }
    };
    let file: File = read_what_can_be((NAME, &text), &["name"], faults);
    if let Some(name) = file.name.as_ref().filter(|name| name.get_ref().trim().is_empty()) {
        faults.push(Fault::at(NAME, line_of(&text, name.span().start), "`name` is empty"));
    }
    let due = due_quarters(file.due, (&text, catalogue), faults);
    let home = file.home.map(|home| {
        let line = line_of(&text, home.span().start);
        (home.into_inner(), line)
    });
    Settings {
        name: file.name.map(Spanned::into_inner).unwrap_or_default(),
        home,
        due_days: file.due_days,
        due,
    }
}

/// The quarters of `[due]`, by feed.
fn due_quarters(
    written: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    (text, catalogue): (&str, &Catalogue),
    faults: &mut Vec<Fault>,
) -> BTreeMap<String, Vec<Period>> {
    let feeds = || catalogue.feeds().iter().map(|feed| feed.id.as_str());
    let mut due = BTreeMap::new();
    for (feed, periods) in written {
        if catalogue.feed(feed.get_ref()).is_none() {
            let meant = nearest(feed.get_ref(), feeds()).map(|near| format!(" (did you mean `{near}`?)"));
            let said = format!("`{}` is no feed{}", feed.get_ref(), meant.unwrap_or_default());
            faults.push(Fault::at(NAME, line_of(text, feed.span().start), said).allowing(feeds()));
        }
        let mut quarters = Vec::new();
        for period in periods {
            match period.get_ref().parse() {
                Ok(quarter) => quarters.push(quarter),
                Err(error) => faults.push(Fault::at(NAME, line_of(text, period.span().start), error_text(&error))),
            }
        }
        quarters.sort();
        due.insert(feed.into_inner(), quarters);
    }
    due
}

fn error_text(error: &crate::domain::ParsePeriodError) -> String {
    error.to_string()
}
