//! The columns of every table: as Arrow types here, as a Delta schema for other programs.

use crate::catalogue::{Feed, Holds};
use anyhow::{Context, Result};
use arrow::array::{RecordBatch, new_null_array};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use std::sync::Arc;

/// What the cells of a table's column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words; null where nothing is known.
    Text,
    /// A number with or without a fraction.
    Number,
    /// A whole number.
    Whole,
    /// A day.
    Day,
    /// True or false.
    Flag,
}

/// A table's name and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// The name of its folder below `store/tables/`.
    pub table: String,
    /// Column names in order, each with what it holds.
    pub columns: Vec<(String, Kind)>,
}

/// The columns that say where a row came from, after those of the feed.
pub(crate) const SOURCES: [&str; 3] = ["source_file", "source_sheet", "source_cell"];

impl Shape {
    /// The table of a feed: `sender`, the feed's columns with the state and bounds of each number, and the source.
    pub fn of_feed(feed: &Feed) -> Shape {
        let mut columns = vec![("sender".to_string(), Kind::Text)];
        for column in &feed.columns {
            if column.holds.is_number() {
                columns.push((column.name.clone(), Kind::Number));
                columns.push((format!("{}_state", column.name), Kind::Text));
                columns.push((format!("{}_low", column.name), Kind::Number));
                columns.push((format!("{}_high", column.name), Kind::Number));
            } else {
                let kind = if column.holds == Holds::Date {
                    Kind::Day
                } else {
                    Kind::Text
                };
                columns.push((column.name.clone(), kind));
            }
        }
        columns.extend(SOURCES.map(|name| (name.to_string(), Kind::Text)));
        columns.push(("received".to_string(), Kind::Day));
        columns.push(("superseded".to_string(), Kind::Flag));
        Shape {
            table: feed.id.clone(),
            columns,
        }
    }

    /// A table of the program's own.
    pub(crate) fn own(table: &str, columns: &[(&str, Kind)]) -> Shape {
        let columns = columns.iter().map(|(name, kind)| (name.to_string(), *kind)).collect();
        Shape {
            table: table.to_string(),
            columns,
        }
    }

    /// The Arrow schema in which its rows are read and written.
    pub(crate) fn arrow(&self) -> SchemaRef {
        let fields = self
            .columns
            .iter()
            .map(|(name, kind)| Field::new(name, kind.arrow(), true));
        Arc::new(Schema::new(fields.collect::<Vec<_>>()))
    }

    /// The schema as Delta tables carry it.
    pub(crate) fn delta(&self) -> String {
        let fields = self.columns.iter().map(
            |(name, kind)| serde_json::json!({ "name": name, "type": kind.delta(), "nullable": true, "metadata": {} }),
        );
        serde_json::json!({ "type": "struct", "fields": fields.collect::<Vec<_>>() }).to_string()
    }

    /// The same rows with exactly these columns: others are left out, absent ones are empty, types are adapted.
    ///
    /// # Errors
    /// When a column cannot be taken for what it should hold; the message names table and column.
    pub(crate) fn conform(&self, batch: &RecordBatch) -> Result<RecordBatch> {
        let schema = self.arrow();
        let mut arrays = Vec::with_capacity(self.columns.len());
        for field in schema.fields() {
            let array = match batch.column_by_name(field.name()) {
                Some(array) if array.data_type() == field.data_type() => array.clone(),
                Some(array) => cast(array, field.data_type()).with_context(|| {
                    format!("column `{}` of table `{}` has the wrong type", field.name(), self.table)
                })?,
                None => new_null_array(field.data_type(), batch.num_rows()),
            };
            arrays.push(array);
        }
        Ok(RecordBatch::try_new(schema, arrays)?)
    }
}

impl Kind {
    fn arrow(self) -> DataType {
        match self {
            Kind::Text => DataType::Utf8View,
            Kind::Number => DataType::Float64,
            Kind::Whole => DataType::Int64,
            Kind::Day => DataType::Date32,
            Kind::Flag => DataType::Boolean,
        }
    }

    fn delta(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::Number => "double",
            Kind::Whole => "long",
            Kind::Day => "date",
            Kind::Flag => "boolean",
        }
    }
}
