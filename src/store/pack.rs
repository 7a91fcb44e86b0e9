//! Long rows → columns of Parquet, once; and packed rows of many files → one file, without unpacking any.
//!
//! What says when a file came and which of its rows are in use is not packed: it may change, and is written afresh each time.

use crate::catalogue::Feed;
use crate::domain::{Body, Long, LongColumn, NO_WORD};
use crate::store::shape::Shape;
use anyhow::{Context, Result};
use arrow::array::{
    Array, ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int32Array, RecordBatch, StringArray,
    new_null_array,
};
use arrow::buffer::{Buffer, OffsetBuffer, ScalarBuffer};
use arrow::datatypes::{DataType, Field, Schema};
use bytes::Bytes;
use parquet::arrow::ArrowSchemaConverter;
use parquet::arrow::arrow_writer::{ArrowWriter, ArrowWriterOptions};
use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnCloseResult;
use parquet::data_type::{BoolType, Int32Type};
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use std::io::Write;
use std::sync::Arc;

/// The columns that are not packed.
pub(crate) const AFRESH: [&str; 2] = ["received", "superseded"];
/// A column whose texts all differ, so that a dictionary of them is of no use.
const ALL_DIFFERENT: &str = "source_cell";

/// The rows of one submission on their way into a file.
#[derive(Clone, Debug)]
pub(crate) struct Piece {
    /// The packed columns.
    pub bytes: Arc<Vec<u8>>,
    /// The day received, counted from 1970.
    pub received: i32,
    /// For each row whether it is out of use.
    pub mask: Vec<bool>,
}

/// Packs the rows of a long file, as they will be stored.
///
/// # Errors
/// When a column is not what the feed's table has.
pub fn pack(feed: &Feed, long: Long) -> Result<Long> {
    let Body::Columns(columns) = &long.body else {
        return Ok(long);
    };
    let mut fields = Vec::with_capacity(columns.len());
    let mut arrays = Vec::with_capacity(columns.len());
    for (name, column) in columns.iter().filter(|(name, _)| !AFRESH.contains(&name.as_str())) {
        let array = array(column, long.rows).with_context(|| format!("column `{name}` of table `{}`", feed.id))?;
        fields.push(Field::new(name, array.data_type().clone(), true));
        arrays.push(array);
    }
    let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)?;
    let body = Body::Packed(Arc::new(packed(&batch)?));
    Ok(Long { body, ..long })
}

/// The columns of a batch that can be packed, as one row group.
pub(crate) fn packed_batch(batch: &RecordBatch) -> Result<Vec<u8>> {
    let schema = batch.schema();
    let stay = |at: &usize| !AFRESH.contains(&schema.field(*at).name().as_str());
    let wanted: Vec<usize> = (0..batch.num_columns()).filter(stay).collect();
    packed(&batch.project(&wanted)?)
}

fn packed(batch: &RecordBatch) -> Result<Vec<u8>> {
    let options = ArrowWriterOptions::new()
        .with_properties(properties(batch.num_rows())?)
        .with_skip_arrow_metadata(true);
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new_with_options(&mut bytes, batch.schema(), options)?;
    writer.write(batch)?;
    writer.close()?;
    bytes.shrink_to_fit();
    Ok(bytes)
}

fn properties(rows: usize) -> Result<WriterProperties> {
    Ok(WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::try_new(1)?))
        .set_created_by("paqa".to_string())
        .set_statistics_enabled(EnabledStatistics::None)
        .set_offset_index_disabled(true)
        .set_column_dictionary_enabled(ALL_DIFFERENT.into(), false)
        .set_max_row_group_row_count(Some(rows.max(1)))
        .build())
}

fn array(column: &LongColumn, rows: usize) -> Result<ArrayRef> {
    Ok(match column {
        LongColumn::Same(None) => new_null_array(&DataType::Utf8, rows),
        LongColumn::Same(Some(word)) => words(std::slice::from_ref(word), Int32Array::from(vec![0; rows]))?,
        LongColumn::Words(all, at) => {
            let keys = at.iter().map(|word| (*word != NO_WORD).then_some(*word as i32));
            words(all, keys.collect())?
        }
        LongColumn::Texts(text, ends) => {
            let offsets: Vec<i32> = std::iter::once(0).chain(ends.iter().map(|end| *end as i32)).collect();
            let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
            Arc::new(StringArray::try_new(offsets, Buffer::from(text.as_bytes()), None)?)
        }
        LongColumn::Numbers(numbers) => {
            let cells = numbers.iter().map(|number| (!number.is_nan()).then_some(*number));
            Arc::new(Float64Array::from_iter(cells))
        }
        LongColumn::Few(few) => {
            let mut cells = vec![None; rows];
            for (row, number) in few {
                if let Some(cell) = cells.get_mut(*row as usize) {
                    *cell = Some(*number);
                }
            }
            Arc::new(Float64Array::from(cells))
        }
        LongColumn::Day(day) => Arc::new(Date32Array::from(vec![*day; rows])),
        LongColumn::Flag(truth) => Arc::new(BooleanArray::from(vec![*truth; rows])),
    })
}

fn words(all: &[String], at: Int32Array) -> Result<ArrayRef> {
    let all: StringArray = all.iter().map(Some).collect();
    Ok(Arc::new(DictionaryArray::try_new(at, Arc::new(all))?))
}

/// Writes one file of a table with a row group for each piece.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn assemble(shape: &Shape, pieces: &[Piece], sink: &mut (dyn Write + Send)) -> Result<u64> {
    let arrow = shape.arrow();
    let schema = ArrowSchemaConverter::new().convert(&arrow)?.root_schema_ptr();
    let mut writer = SerializedFileWriter::new(sink, schema, Arc::new(properties(1)?))?;
    let mut rows = 0;
    for piece in pieces {
        let bytes = shared(&piece.bytes);
        let metadata = ParquetMetaDataReader::new().parse_and_finish(&bytes)?;
        let mut group = writer.next_row_group()?;
        for field in arrow.fields() {
            let column = packed_column(&metadata, field.name());
            let some = vec![1_i16; piece.mask.len()];
            match (field.name().as_str(), column) {
                ("received", _) => {
                    let mut column = group.next_column()?.context("a table without its last columns")?;
                    let days = vec![piece.received; piece.mask.len()];
                    column.typed::<Int32Type>().write_batch(&days, Some(&some), None)?;
                    column.close()?;
                }
                ("superseded", _) => {
                    let mut column = group.next_column()?.context("a table without its last columns")?;
                    column.typed::<BoolType>().write_batch(&piece.mask, Some(&some), None)?;
                    column.close()?;
                }
                (name, column) => {
                    group.append_column(&bytes, column.with_context(|| format!("no column `{name}`"))?)?
                }
            }
        }
        rows += piece.mask.len() as u64;
        group.close()?;
    }
    writer.close()?;
    Ok(rows)
}

/// A packed column with its place in the packed bytes.
fn packed_column(metadata: &ParquetMetaData, name: &str) -> Option<ColumnCloseResult> {
    let columns = metadata.row_groups().first()?.columns();
    let column = columns.iter().find(|column| column.column_path().string() == name)?;
    Some(ColumnCloseResult {
        bytes_written: column.compressed_size() as u64,
        rows_written: column.num_values() as u64,
        metadata: column.clone(),
        bloom_filter: None,
        column_index: None,
        offset_index: None,
    })
}

/// Bytes that several hold.
struct Shared(Arc<Vec<u8>>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// The packed bytes, without a copy.
pub(crate) fn shared(bytes: &Arc<Vec<u8>>) -> Bytes {
    Bytes::from_owner(Shared(bytes.clone()))
}
