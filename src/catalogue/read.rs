//! One parsed TOML table to a declared type; every fault of the table is reported, not only the first.

use crate::catalogue::fault::{Fault, line_of, nearest};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Error, ValueDeserializer};

/// A table that knows where it stands.
pub(super) type Table<'text> = Spanned<DeTable<'text>>;

/// The text that a table came from, for line numbers.
#[derive(Clone, Copy)]
pub(super) struct Origin<'text> {
    /// The file as its reader knows it.
    pub file: &'text str,
    /// Its text.
    pub text: &'text str,
}

/// Parses a file. What cannot be parsed is in `faults`; the rest is still read.
pub(super) fn parse<'text>(origin: Origin<'text>, faults: &mut Vec<Fault>) -> Table<'text> {
    let (table, errors) = DeTable::parse_recoverable(origin.text);
    for error in errors {
        let at = error.span().map_or(0, |span| span.start);
        faults.push(Fault::at(
            origin.file,
            line_of(origin.text, at),
            error.message().to_string(),
        ));
    }
    table
}

/// Reads a table as a declared type; `None` when it has a fault.
pub(super) fn read<T: DeserializeOwned + JsonSchema>(
    table: Table<'_>,
    origin: Origin<'_>,
    faults: &mut Vec<Fault>,
) -> Option<T> {
    read_or_rest(table, origin, &required_by::<T>, faults).ok()
}

/// Reads the text of a file as a type that can do without any key. Every fault is told, a missing one of the keys that are `required`
/// among them; what has no fault is read all the same.
pub fn read_what_can_be<T: DeserializeOwned + Default>(
    (file, text): (&str, &str),
    required: &[&str],
    faults: &mut Vec<Fault>,
) -> T {
    let origin = Origin { file, text };
    let before = faults.len();
    let table = parse(origin, faults);
    if faults.len() > before {
        // What stands around a mark that is missing would only be misread.
        return T::default();
    }
    let lacks = required.iter().any(|key| table.get_ref().get(*key).is_none());
    let required = || required.iter().map(ToString::to_string).collect();
    if lacks {
        let whole = Spanned::new(table.span(), DeValue::Table(table.get_ref().clone()));
        add_missing_keys(&whole, &BTreeSet::new(), (&required, origin, 1), faults);
    }
    read_or_rest(table, origin, &Vec::new, faults).unwrap_or_else(|rest| {
        let rest = Spanned::new(rest.span(), DeValue::Table(rest.into_inner()));
        T::deserialize(ValueDeserializer::from(rest)).unwrap_or_default()
    })
}

/// Reads a table as a declared type; else gives what is left of it when every key at fault is taken out. The keys that are
/// `required` are asked for only then.
pub(super) fn read_or_rest<'text, T: DeserializeOwned>(
    table: Table<'text>,
    origin: Origin<'_>,
    required: &dyn Fn() -> Vec<String>,
    faults: &mut Vec<Fault>,
) -> Result<T, Table<'text>> {
    let span = table.span();
    let mut value = Spanned::new(span.clone(), DeValue::Table(table.into_inner()));
    let mut removed = BTreeSet::new();
    let first = match T::deserialize(ValueDeserializer::from(value.clone())) {
        Ok(read) => return Ok(read),
        Err(error) => error,
    };
    // Serde stops at its first fault. To find the others, each key at fault is taken out and the rest is read again.
    let mut error = first;
    loop {
        let at = error.span().unwrap_or_else(|| span.clone());
        if let Some(fault) = told(&error, &at, origin, &removed) {
            faults.push(fault);
        }
        if !remove(&mut value, &at, &mut removed) {
            break;
        }
        match T::deserialize(ValueDeserializer::from(value.clone())) {
            Ok(_) => break,
            Err(next) => error = next,
        }
    }
    let line = line_of(origin.text, span.start);
    add_missing_keys(&value, &removed, (required, origin, line), faults);
    let rest = match value.into_inner() {
        DeValue::Table(rest) => rest,
        _ => DeTable::new(),
    };
    Err(Spanned::new(span, rest))
}

/// A fault in words; `None` for a missing key, which is reported with the others that are missing, if it was at the top.
fn told(error: &Error, at: &Range<usize>, origin: Origin<'_>, removed: &BTreeSet<String>) -> Option<Fault> {
    let message = error.message();
    let line = line_of(origin.text, at.start);
    let words: Vec<String> = quoted(message).map(String::from).collect();
    let (written, allowed) = words
        .split_first()
        .map_or((String::new(), vec![]), |(one, rest)| (one.clone(), rest.to_vec()));
    if message.starts_with("missing field") {
        let known = removed.contains(&written);
        return (!known).then(|| Fault::at(origin.file, line, format!("the key `{written}` is missing")));
    }
    let what = if message.starts_with("unknown field") {
        format!("`{written}` is not a key here")
    } else if message.starts_with("unknown variant") {
        format!("`{written}` is not a word allowed here")
    } else {
        return Some(Fault::at(origin.file, line, message.to_string()));
    };
    let meant = nearest(&written, allowed.iter().map(String::as_str));
    let said = meant.map_or(what.clone(), |meant| format!("{what} (did you mean `{meant}`?)"));
    Some(Fault::at(origin.file, line, said).allowing(allowed))
}

/// The words between backticks.
fn quoted(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}

/// Takes out the smallest key whose span or whose value's span is `at`; false when there is none.
fn remove(value: &mut Spanned<DeValue<'_>>, at: &Range<usize>, removed: &mut BTreeSet<String>) -> bool {
    match value.get_mut() {
        DeValue::Table(table) => {
            if table.iter_mut().any(|(_, inner)| remove(inner, at, removed)) {
                return true;
            }
            let hit = table
                .iter()
                .find(|(key, inner)| key.span() == *at || inner.span() == *at);
            let Some(key) = hit.map(|(key, _)| key.get_ref().to_string()) else {
                return false;
            };
            table.remove(key.as_str());
            removed.insert(key);
            true
        }
        DeValue::Array(array) => array.iter_mut().any(|inner| remove(inner, at, removed)),
        DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            false
        }
    }
}

/// Serde names one missing key only; this names them all.
fn add_missing_keys(
    value: &Spanned<DeValue<'_>>,
    removed: &BTreeSet<String>,
    (required, origin, line): (&dyn Fn() -> Vec<String>, Origin<'_>, usize),
    faults: &mut Vec<Fault>,
) {
    let DeValue::Table(table) = value.get_ref() else { return };
    for key in required() {
        if !removed.contains(&key) && table.get(key.as_str()).is_none() {
            let fault = Fault::at(origin.file, line, format!("the key `{key}` is missing"));
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
    }
}

/// The keys that a declared type cannot do without, as its schema names them.
pub(super) fn required_by<T: JsonSchema>() -> Vec<String> {
    let schema = schemars::schema_for!(T);
    let keys = schema.get("required").and_then(|keys| keys.as_array());
    let keys = keys.into_iter().flatten().filter_map(|key| key.as_str());
    keys.map(String::from).collect()
}

/// A string value of a table.
pub(super) fn text_of<'table>(table: &'table DeTable<'_>, key: &str) -> Option<&'table str> {
    table.get(key)?.get_ref().as_str()
}

/// Says which keys of a file nobody reads.
pub(super) fn only_these_keys(table: &DeTable<'_>, keys: &[&str], origin: Origin<'_>, faults: &mut Vec<Fault>) {
    for key in table.keys() {
        if !keys.contains(&key.get_ref().as_ref()) {
            let line = line_of(origin.text, key.span().start);
            let said = format!("`{}` is not a key here", key.get_ref());
            faults.push(Fault::at(origin.file, line, said).allowing(keys.iter().copied()));
        }
    }
}
