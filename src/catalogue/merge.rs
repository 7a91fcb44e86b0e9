//! A board's entry over the built-in entry of the same id: what the board says holds, what it leaves out stays. How an indicator is
//! measured is one statement: a board that says anything of it says all of it.

use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// The keys by which the tables of a list are told apart.
pub(super) const NAMES: [&str; 5] = ["id", "name", "code", "written", "number"];

/// Lists to which a board adds; all other lists are replaced.
const ADDED_TO: [&str; 5] = ["spellings", "headings", "known_as", "wordings", "recognise_by"];

/// Statements that hold only as a whole: what the board leaves out of one is left out, so that no filter of the built-in one stays
/// behind in a measure that says otherwise.
const WHOLE: [&str; 1] = ["measured_from"];

/// Lays `over` on `under`, key by key. Tables of a list are matched by their name; spellings and headings are added.
pub(super) fn lay<'text>(over: DeTable<'text>, under: &mut DeTable<'text>) {
    for (key, value) in over {
        let name = key.get_ref().to_string();
        let Some(below) = under.get_mut(name.as_str()) else {
            under.insert(key, value);
            continue;
        };
        let span = value.span();
        match (value.into_inner(), below.get_mut()) {
            (DeValue::Table(over), DeValue::Table(under)) if !WHOLE.contains(&name.as_str()) => lay(over, under),
            (DeValue::Array(over), DeValue::Array(under)) if ADDED_TO.contains(&name.as_str()) => {
                over.iter().for_each(|item| under.push(item.clone()));
            }
            (DeValue::Array(over), DeValue::Array(under)) if is_named(&over) && is_named(under) => {
                lay_list(over, under)
            }
            // The span goes with the value, so that a later fault is told at the board's line.
            (value, _) => {
                under.insert(key, Spanned::new(span, value));
            }
        }
    }
}

/// Whether every item is a table with a name.
fn is_named(list: &DeArray<'_>) -> bool {
    !list.is_empty()
        && list
            .iter()
            .all(|item| item.get_ref().as_table().is_some_and(|table| name_of(table).is_some()))
}

/// The name of a table in a list.
fn name_of<'table>(table: &'table DeTable<'_>) -> Option<(&'static str, &'table str)> {
    NAMES
        .iter()
        .find_map(|key| Some((*key, table.get(*key)?.get_ref().as_str()?)))
}

/// Lays named tables on those of the same name; the others follow at the end.
fn lay_list<'text>(over: DeArray<'text>, under: &mut DeArray<'text>) {
    for item in over.iter().cloned() {
        let (span, value) = (item.span(), item.into_inner());
        let DeValue::Table(table) = value else { continue };
        let same = under.iter_mut().find_map(|below| match below.get_mut() {
            DeValue::Table(below) if name_of(below) == name_of(&table) => Some(below),
            _ => None,
        });
        match same {
            Some(below) => lay(table, below),
            None => under.push(Spanned::new(span, DeValue::Table(table))),
        }
    }
}
