//! Long rows → columns of Parquet, once; and packed rows of many files → one file, without unpacking any.
//!
//! What says when a file came and which of its rows are in use is not packed: it may change, and is written afresh each time.

use crate::catalogue::Feed;
use crate::domain::{Body, Long, LongColumn};
use crate::store::encode::{Cells, Encoder, close_of};
use crate::store::shape::Shape;
use anyhow::{Context, Result};
use arrow::array::RecordBatch;
use arrow::datatypes::Schema;
use bytes::Bytes;
use parquet::arrow::ArrowSchemaConverter;
use parquet::column::writer::ColumnCloseResult;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::properties::{WriterProperties, WriterPropertiesPtr};
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
    let shape = Shape::of_feed(feed);
    let cells = |name: &str| {
        let column = columns.iter().find(|(column, _)| column == name);
        let (_, column) = column.with_context(|| format!("no column `{name}` for table `{}`", feed.id))?;
        Ok(Cells::of(column, long.rows))
    };
    let body = Body::Packed(Arc::new(packed(&shape, cells)?));
    Ok(Long { body, ..long })
}

/// The columns of a batch that can be packed, as one row group.
pub(crate) fn packed_batch(shape: &Shape, batch: &RecordBatch) -> Result<Vec<u8>> {
    packed(shape, |name| {
        let column = batch.column_by_name(name);
        let column = column.with_context(|| format!("no column `{name}` for table `{}`", shape.table))?;
        Cells::of_array(column, name == ALL_DIFFERENT)
    })
}

fn packed(shape: &Shape, cells: impl Fn(&str) -> Result<Cells>) -> Result<Vec<u8>> {
    let fields = shape.arrow();
    let stay = fields
        .fields()
        .iter()
        .filter(|field| !AFRESH.contains(&field.name().as_str()));
    let schema = ArrowSchemaConverter::new().convert(&Schema::new(stay.cloned().collect::<Vec<_>>()))?;
    let (mut bytes, mut encoder) = (Vec::new(), Encoder::new()?);
    let mut writer = SerializedFileWriter::new(&mut bytes, schema.root_schema_ptr(), properties())?;
    let mut group = writer.next_row_group()?;
    for column in schema.columns() {
        let (pages, close) = encoder.chunk(column, cells(column.name())?)?;
        group.append_column(&pages, close)?;
    }
    group.close()?;
    writer.close()?;
    bytes.shrink_to_fit();
    Ok(bytes)
}

fn properties() -> WriterPropertiesPtr {
    let properties = WriterProperties::builder().set_created_by("paqa".to_string());
    Arc::new(properties.set_offset_index_disabled(true).build())
}

/// Writes one file of a table with a row group for each piece.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn assemble(shape: &Shape, pieces: &[Piece], sink: &mut (dyn Write + Send)) -> Result<()> {
    let schema = ArrowSchemaConverter::new().convert(&shape.arrow())?;
    let mut encoder = Encoder::new()?;
    let mut writer = SerializedFileWriter::new(sink, schema.root_schema_ptr(), properties())?;
    for piece in pieces {
        let bytes = shared(&piece.bytes);
        let metadata = ParquetMetaDataReader::new().parse_and_finish(&bytes)?;
        let mut group = writer.next_row_group()?;
        for column in schema.columns() {
            let afresh = match column.name() {
                "received" => Some(Cells::of(&LongColumn::Day(piece.received), piece.mask.len())),
                "superseded" => Some(Cells::truths(&piece.mask)),
                _ => None,
            };
            let (pages, close) = match afresh {
                Some(cells) => encoder.chunk(column, cells)?,
                None => (bytes.clone(), packed_column(&metadata, column.name())?),
            };
            group.append_column(&pages, close)?;
        }
        group.close()?;
    }
    writer.close()?;
    Ok(())
}

/// A packed column with its place in the packed bytes.
fn packed_column(metadata: &ParquetMetaData, name: &str) -> Result<ColumnCloseResult> {
    let groups = metadata.row_groups().iter();
    let mut columns = groups.flat_map(RowGroupMetaData::columns);
    let column = columns.find(|column| column.column_path().parts() == [name]);
    Ok(close_of(column.with_context(|| format!("no column `{name}`"))?.clone()))
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
