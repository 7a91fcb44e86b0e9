//! Lines of the program's own tables ↔ Arrow batches.

use crate::store::shape::{Kind, Shape};
use anyhow::{Context, Result, anyhow};
use arrow::array::{
    Array, ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringViewArray,
};
use chrono::{Days, NaiveDate};
use std::sync::Arc;

/// One cell of a line. Empty words are stored as nothing, and come back as empty words.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Number(Option<f64>),
    Whole(Option<i64>),
    Day(Option<NaiveDate>),
    Flag(bool),
}

/// The lines as a batch with the columns of the table.
pub(crate) fn batch(shape: &Shape, lines: &[Vec<Value>]) -> Result<RecordBatch> {
    let mut arrays: Vec<ArrayRef> = Vec::with_capacity(shape.columns.len());
    for (at, (_, kind)) in shape.columns.iter().enumerate() {
        let cells = lines.iter().map(|line| line.get(at));
        arrays.push(match kind {
            Kind::Text => Arc::new(StringViewArray::from_iter(cells.map(text))),
            Kind::Number => Arc::new(Float64Array::from_iter(cells.map(number))),
            Kind::Whole => Arc::new(Int64Array::from_iter(cells.map(whole))),
            Kind::Day => Arc::new(Date32Array::from_iter(cells.map(day))),
            Kind::Flag => Arc::new(BooleanArray::from_iter(cells.map(flag))),
        });
    }
    Ok(RecordBatch::try_new(shape.arrow(), arrays)?)
}

fn text(value: Option<&Value>) -> Option<&str> {
    match value {
        Some(Value::Text(text)) if !text.is_empty() => Some(text),
        _ => None,
    }
}

fn number(value: Option<&Value>) -> Option<f64> {
    if let Some(Value::Number(number)) = value {
        *number
    } else {
        None
    }
}

fn whole(value: Option<&Value>) -> Option<i64> {
    if let Some(Value::Whole(number)) = value {
        *number
    } else {
        None
    }
}

fn day(value: Option<&Value>) -> Option<i32> {
    if let Some(Value::Day(Some(day))) = value {
        Some(days_since_1970(*day))
    } else {
        None
    }
}

fn flag(value: Option<&Value>) -> Option<bool> {
    if let Some(Value::Flag(flag)) = value {
        Some(*flag)
    } else {
        None
    }
}

/// Days since the first of January 1970, as Arrow counts days.
pub(crate) fn days_since_1970(day: NaiveDate) -> i32 {
    (day - NaiveDate::default()).num_days() as i32
}

/// Reads a table's columns by name.
pub(crate) struct Reader<'a>(pub &'a RecordBatch);

impl Reader<'_> {
    fn column<T: Array + 'static>(&self, name: &str) -> Result<&T> {
        self.0
            .column_by_name(name)
            .and_then(|array| array.as_any().downcast_ref::<T>())
            .ok_or_else(|| {
                anyhow!("the store is damaged: a table has no proper column `{name}`. Delete store/ and run again")
            })
    }

    /// Words of every line; empty where there are none.
    pub(crate) fn texts(&self, name: &str) -> Result<Vec<String>> {
        let column = self.column::<StringViewArray>(name)?;
        Ok(column.iter().map(|text| text.unwrap_or_default().to_string()).collect())
    }

    /// Whole numbers of every line; 0 where there are none.
    pub(crate) fn wholes(&self, name: &str) -> Result<Vec<i64>> {
        Ok(self
            .column::<Int64Array>(name)?
            .iter()
            .map(Option::unwrap_or_default)
            .collect())
    }

    /// Days of every line.
    pub(crate) fn days(&self, name: &str) -> Result<Vec<Option<NaiveDate>>> {
        let from_1970 = |days: i32| NaiveDate::default().checked_add_days(Days::new(u64::try_from(days).ok()?));
        Ok(self
            .column::<Date32Array>(name)?
            .iter()
            .map(|days| days.and_then(from_1970))
            .collect())
    }

    /// Truths of every line; false where there are none.
    pub(crate) fn flags(&self, name: &str) -> Result<Vec<bool>> {
        Ok(self
            .column::<BooleanArray>(name)?
            .iter()
            .map(Option::unwrap_or_default)
            .collect())
    }

    /// Words of every line, each read as something.
    pub(crate) fn parsed<T: std::str::FromStr>(&self, name: &str) -> Result<Vec<T>>
    where
        T::Err: std::fmt::Display,
    {
        let texts = self.texts(name)?;
        let parsed = texts
            .iter()
            .map(|text| text.parse().map_err(|fault| anyhow!("{fault}")));
        parsed.collect::<Result<_>>().with_context(|| {
            format!("the store is damaged: column `{name}` holds what it should not. Delete store/ and run again")
        })
    }
}
