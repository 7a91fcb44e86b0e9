//! Batch ↔ the bytes of a Parquet file. The same rows give the same bytes.

use crate::store::delta_log::sha256;
use crate::store::disk;
use crate::store::shape::Shape;
use anyhow::{Context, Result, ensure};
use arrow::array::RecordBatch;
use arrow::compute::concat_batches;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use parquet::arrow::arrow_writer::{ArrowWriter, ArrowWriterOptions};
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::path::Path;

/// Rows from which on columns are compressed. Ten years of many feeds are hundreds of small files, and of those making ready to
/// unpack each column takes longer than reading it.
const WORTH_PACKING: usize = 2_000;

/// The file's bytes. Arrow's own schema is left out, so that every reader sees plain strings, doubles and dates.
pub(crate) fn to_bytes(batch: &RecordBatch) -> Result<Vec<u8>> {
    let compression = match batch.num_rows() < WORTH_PACKING {
        true => Compression::UNCOMPRESSED,
        false => Compression::ZSTD(ZstdLevel::try_new(1)?),
    };
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .set_created_by("paqa".to_string())
        .build();
    let options = ArrowWriterOptions::new()
        .with_properties(properties)
        .with_skip_arrow_metadata(true);
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new_with_options(&mut bytes, batch.schema(), options)?;
    writer.write(batch)?;
    writer.close()?;
    Ok(bytes)
}

/// The rows of a file of a table.
///
/// # Errors
/// When the file is gone, does not have the hash with which it was stored, or is of another table; the message names it.
pub(crate) fn read(path: &Path, hash: &str, shape: &Shape) -> Result<RecordBatch> {
    let damaged = || {
        format!(
            "the store is damaged: {} cannot be read as a part of table `{}`. Put back into inbox/ what it no \
             longer has of store/originals, then delete store/ and run again: it is made again from the inbox and the register",
            path.display(),
            shape.table
        )
    };
    let bytes = disk::read(path).with_context(damaged)?;
    // A flipped bit may well decode, into another number.
    ensure!(
        sha256(&bytes) == hash,
        "{}: its content has changed since it was stored",
        damaged()
    );
    read_bytes(bytes.into(), shape).with_context(damaged)
}

/// The names of a file's columns, in order.
pub(crate) fn columns(path: &Path) -> Result<Vec<String>> {
    let file = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(disk::read(path)?))?;
    Ok(file
        .schema()
        .fields()
        .iter()
        .map(|field| field.name().clone())
        .collect())
}

/// The rows that bytes of a Parquet file hold, in the shape of a table.
pub(crate) fn read_bytes(bytes: bytes::Bytes, shape: &Shape) -> Result<RecordBatch> {
    // Files written before a feed gained a column lack it, so the schema is asked for only where the columns agree.
    let mut known = ArrowReaderMetadata::load(&bytes, ArrowReaderOptions::new())?;
    let names = known.schema().fields().iter().map(|field| field.name());
    if names.eq(shape.columns.iter().map(|(name, _)| name)) {
        let options = ArrowReaderOptions::new().with_schema(shape.arrow());
        known = ArrowReaderMetadata::try_new(known.metadata().clone(), options)?;
    }
    let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(bytes, known);
    let schema = builder.schema().clone();
    let rows = usize::try_from(builder.metadata().file_metadata().num_rows())?;
    let batches = builder
        .with_batch_size(rows.max(1))
        .build()?
        .collect::<Result<Vec<_>, _>>()?;
    let whole = match batches.as_slice() {
        [only] => only.clone(),
        several => concat_batches(&schema, several)?,
    };
    shape.conform(&whole)
}
