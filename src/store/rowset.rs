//! The rows of one submission, as far as the store must look inside: what identifies a row, what it says, its hash.

use crate::catalogue::Feed;
use crate::domain::{CellState, Period};
use crate::store::delta_log::hex;
use anyhow::Result;
use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Date32Type, Float64Type, Int64Type};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Between the parts of a row's key: stands in no text that an agency sends.
const BETWEEN: char = '\u{1f}';

/// What the store must know of the rows of one submission.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowSet {
    /// What identifies each row, the period it is about included.
    pub keys: Vec<String>,
    /// Everything that each row says, its source apart.
    pub cells: Vec<String>,
    /// Whether a row says nothing that could stand in for an earlier figure.
    pub blank: Vec<bool>,
    /// The period that each row is about; empty where the feed has no such column.
    pub period: Vec<String>,
}

/// The periods that rows are about, as `2026-27 Q2`; none where the feed has no such column.
pub(crate) fn about(batch: &RecordBatch, feed: &Feed) -> Result<BTreeSet<String>> {
    match &feed.about {
        Some(column) => Ok(texts(batch, column)?.into_iter().collect()),
        None => Ok(BTreeSet::new()),
    }
}

/// Looks into the rows of one submission in the inbox folder of `period`.
pub(crate) fn look(batch: &RecordBatch, feed: &Feed, period: Period) -> Result<RowSet> {
    let about = match &feed.about {
        Some(column) => texts(batch, column)?,
        None => vec![String::new(); batch.num_rows()],
    };
    let mut keys = match &feed.about {
        Some(_) => about.clone(),
        None => vec![period.to_string(); batch.num_rows()],
    };
    for column in feed.key.iter().filter(|column| Some(*column) != feed.about.as_ref()) {
        append(&mut keys, &texts(batch, column)?);
    }
    let mut cells = vec![String::new(); batch.num_rows()];
    let mut blank = vec![true; batch.num_rows()];
    let mut numbers = false;
    for column in &feed.columns {
        append(&mut cells, &texts(batch, &column.name)?);
        if column.holds.is_number() {
            numbers = true;
            for suffix in ["state", "low", "high"] {
                append(&mut cells, &texts(batch, &format!("{}_{suffix}", column.name))?);
            }
            let states = texts(batch, &format!("{}_state", column.name))?;
            for (blank, state) in blank.iter_mut().zip(states) {
                *blank &= state == CellState::Blank.word() || state.is_empty();
            }
        }
    }
    if !numbers {
        blank.fill(false);
    }
    Ok(RowSet {
        keys,
        cells,
        blank,
        period: about,
    })
}

fn append(rows: &mut [String], parts: &[String]) {
    for (row, part) in rows.iter_mut().zip(parts) {
        row.push(BETWEEN);
        row.push_str(part);
    }
}

/// A column as text; empty where nothing stands, or the rows have no such column.
fn texts(batch: &RecordBatch, column: &str) -> Result<Vec<String>> {
    let Some(array) = batch.column_by_name(column) else {
        return Ok(vec![String::new(); batch.num_rows()]);
    };
    let array = cast(array, &DataType::Utf8View)?;
    Ok(array
        .as_string_view()
        .iter()
        .map(|text| text.unwrap_or_default().to_string())
        .collect())
}

/// A hash over the values of a batch: names, order and content count, the way they are laid out does not.
pub(crate) fn fingerprint(batch: &RecordBatch, without: &[&str]) -> Result<String> {
    let mut hash = Sha256::new();
    let schema = batch.schema();
    for (field, array) in schema.fields().iter().zip(batch.columns()) {
        if without.contains(&field.name().as_str()) {
            continue;
        }
        hash.update(field.name().as_bytes());
        hash.update([0]);
        absorb(&mut hash, array)?;
    }
    Ok(hex(hash.finalize().as_slice()))
}

/// Takes a column in, its values after its nothings.
fn absorb(hash: &mut Sha256, array: &ArrayRef) -> Result<()> {
    let mut bytes: Vec<u8> = (0..array.len()).map(|row| u8::from(array.is_null(row))).collect();
    match array.data_type() {
        DataType::Float64 => {
            for number in array.as_primitive::<Float64Type>() {
                bytes.extend(number.unwrap_or_default().to_bits().to_le_bytes());
            }
        }
        DataType::Int64 => {
            for number in array.as_primitive::<Int64Type>() {
                bytes.extend(number.unwrap_or_default().to_le_bytes());
            }
        }
        DataType::Date32 => {
            for day in array.as_primitive::<Date32Type>() {
                bytes.extend(day.unwrap_or_default().to_le_bytes());
            }
        }
        DataType::Utf8 => absorb_texts(&mut bytes, array.as_string::<i32>().iter()),
        DataType::Utf8View => absorb_texts(&mut bytes, array.as_string_view().iter()),
        _ => absorb_texts(&mut bytes, cast(array, &DataType::Utf8View)?.as_string_view().iter()),
    }
    hash.update(&bytes);
    Ok(())
}

/// Texts one after the other; the length keeps neighbours apart.
fn absorb_texts<'t>(bytes: &mut Vec<u8>, texts: impl Iterator<Item = Option<&'t str>>) {
    for text in texts {
        let text = text.unwrap_or_default();
        bytes.extend_from_slice(&(text.len() as u64).to_le_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
}

/// A hash over texts.
pub(crate) fn fingerprint_of_texts<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.len() as u64).to_le_bytes());
        hash.update(text.as_bytes());
    }
    hex(hash.finalize().as_slice())
}
