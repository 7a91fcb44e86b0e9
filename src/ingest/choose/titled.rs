//! What the line right over a table says of all of its rows: the day of a meeting, or a session with its reference, course and day.

use crate::catalogue::{Feed, Holds};
use crate::ingest::context::FileContext;
use crate::ingest::lexicon::code_list_of;
use crate::ingest::table::Table;
use crate::ingest::words::{days, tidy};
use std::collections::{BTreeMap, BTreeSet};

/// Rows between a table and the line over it.
const FAR: u32 = 2;
/// Letters of the longest reference.
const LONGEST_REFERENCE: usize = 12;

/// A word that a line over a table gives to all of its rows, with the row and column of the line.
pub type Given = (String, (u32, u32));

/// The columns that the line over a table gives, where a row is known by them: a day where it names one, and a session where it says
/// reference, course and day.
pub fn titled(feed: &Feed, table: &Table, context: &FileContext<'_>) -> BTreeMap<String, Given> {
    let mut given = BTreeMap::new();
    let Some((at, text)) = line_over(table) else {
        return given;
    };
    let dated = |column: &&crate::catalogue::Column| column.holds == Holds::Date && column.required;
    let Some(date) = feed.columns.iter().find(dated) else {
        return given;
    };
    let Some(day) = days::day_in(&text) else { return given };
    let is_session = ["session", "course"].iter().all(|name| feed.column(name).is_some());
    if is_session {
        let parts = session_in(&text, feed, context);
        // A line that says only some of it is a title like any other.
        if !["session", "course"].iter().all(|name| parts.contains_key(*name)) {
            return given;
        }
        given.extend(parts.into_iter().map(|(name, word)| (name, (word, at))));
    } else if !feed.key.contains(&date.name) {
        return given;
    }
    given.insert(date.name.clone(), (day.to_string(), at));
    given
}

/// The lowest line over a table, of titles and groups, that names a day; none where it names several.
fn line_over(table: &Table) -> Option<((u32, u32), String)> {
    let groups = table.heads.iter().flat_map(|head| &head.groups);
    let groups = groups.map(|(row, column, text, _)| (*row, *column, text.clone()));
    let titles = table.titles.iter().filter(|title| title.0 < table.header_row).cloned();
    let lines: BTreeSet<(u32, u32, String)> = groups.chain(titles).collect();
    let lines = lines
        .into_iter()
        .filter(|line| table.header_row - line.0.min(table.header_row) <= FAR);
    let dated: Vec<(u32, u32, String)> = lines.filter(|(_, _, text)| days::day_in(text).is_some()).collect();
    let lowest = dated.iter().map(|line| line.0).max()?;
    let mut of_lowest = dated.into_iter().filter(|line| line.0 == lowest);
    let (row, column, text) = of_lowest.next()?;
    let day = days::day_in(&text);
    of_lowest
        .all(|(_, _, other)| days::day_in(&other) == day)
        .then_some(((row, column), text))
}

/// `SV02: Professional curiosity - 3 September 2026 - Virtual`: the reference, the course and how it was delivered.
fn session_in(text: &str, feed: &Feed, context: &FileContext<'_>) -> BTreeMap<String, String> {
    let mut said = BTreeMap::new();
    let text = tidy(text)
        .replace(": ", " - ")
        .replace(" | ", " - ")
        .replace("; ", " - ");
    let modes = feed.column("mode").and_then(|column| code_list_of(&column.holds));
    for part in text.split(" - ").map(str::trim).filter(|part| !part.is_empty()) {
        let has = |is: fn(char) -> bool| part.chars().any(is);
        let mode = modes.and_then(|list| context.known.lexicon.code_exactly(list, part));
        let is_reference = !part.contains(' ')
            && part.chars().count() <= LONGEST_REFERENCE
            && has(|letter| letter.is_ascii_digit())
            && has(char::is_alphabetic);
        let begins_with_digit = part.starts_with(|letter: char| letter.is_ascii_digit());
        if let Some(mode) = mode {
            said.insert("mode".to_owned(), mode.to_owned());
        } else if is_reference {
            said.entry("session".to_owned()).or_insert_with(|| part.to_owned());
        } else if days::day_in(part).is_none() && !begins_with_digit && has(char::is_alphabetic) {
            said.entry("course".to_owned()).or_insert_with(|| part.to_owned());
        }
    }
    said
}
