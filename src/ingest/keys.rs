//! The rows of a submission's frame by what identifies them.

use crate::catalogue::Feed;
use polars::prelude::{BooleanChunked, DataFrame, DataType, NewChunkedArray};
use std::collections::BTreeMap;

/// Between the parts of a key: stands in no text that an agency sends.
pub const BETWEEN: char = '\u{1f}';

/// The text of one cell; empty where there is none.
pub fn text_at(frame: &DataFrame, column: &str, row: usize) -> String {
    let column = frame.column(column).and_then(|column| column.cast(&DataType::String));
    column
        .ok()
        .and_then(|column| column.str().ok().and_then(|texts| texts.get(row).map(str::to_owned)))
        .unwrap_or_default()
}

fn texts(frame: &DataFrame, column: &str) -> Vec<String> {
    let Ok(column) = frame.column(column).and_then(|column| column.cast(&DataType::String)) else {
        return vec![String::new(); frame.height()];
    };
    column
        .str()
        .map(|texts| texts.iter().map(|text| text.unwrap_or_default().to_owned()).collect())
        .unwrap_or_default()
}

/// What identifies each row of a submission's frame.
pub fn keys_of(frame: &DataFrame, feed: &Feed) -> Vec<String> {
    joined(frame, feed.key.iter().map(String::as_str))
}

fn joined<'n>(frame: &DataFrame, columns: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut keys = vec![String::new(); frame.height()];
    for column in columns {
        for (key, text) in keys.iter_mut().zip(texts(frame, column)) {
            key.push_str(&text);
            key.push(BETWEEN);
        }
    }
    keys
}

/// The columns of a frame that say something, in their order.
fn saying(feed: &Feed) -> Vec<String> {
    let mut columns: Vec<String> = Vec::new();
    for column in &feed.columns {
        columns.push(column.name.clone());
        if column.holds.is_number() {
            columns.extend(["state", "low", "high"].map(|part| format!("{}_{part}", column.name)));
        }
    }
    columns
}

/// Whether two rows say the same, whatever is remarked beside their figures.
pub fn same_figures(feed: &Feed, (one, other): (&str, &str)) -> bool {
    let pairs = one.split(BETWEEN).zip(other.split(BETWEEN));
    one == other
        || saying(feed)
            .iter()
            .zip(pairs)
            .all(|(column, (one, other))| one == other || column == "note")
}

/// Each row's key with all that it says.
pub fn says(frame: &DataFrame, feed: &Feed) -> BTreeMap<String, String> {
    let columns = saying(feed);
    let cells = joined(frame, columns.iter().map(String::as_str));
    keys_of(frame, feed).into_iter().zip(cells).collect()
}

/// Leaves out the rows with a known key.
pub fn leave_out(frame: &mut DataFrame, feed: &Feed, is_known: impl Fn(&String) -> bool) {
    let keep: Vec<bool> = keys_of(frame, feed).iter().map(|key| !is_known(key)).collect();
    if let Ok(shorter) = frame.filter(&BooleanChunked::from_slice("keep".into(), &keep)) {
        *frame = shorter;
    }
}

/// Whether another file has a row for a key, and is no version of the first: most of its rows are about other things.
pub fn adds((one, other): (&DataFrame, &DataFrame), (feed, key): (&Feed, &String)) -> bool {
    let (keys, others) = (keys_of(one, feed), keys_of(other, feed));
    let shared = others.iter().filter(|other| keys.contains(other)).count();
    others.contains(key) && shared * 2 <= others.len()
}
