//! Polars frame ↔ Arrow batch, column by column over Arrow's C data interface: no value is copied or parsed.

use anyhow::Result;
use arrow::array::{ArrayRef, RecordBatch, make_array};
use arrow::datatypes::{Field, Schema};
use arrow::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi, to_ffi};
use polars::prelude::{CompatLevel, DataFrame, Series};
use std::mem::transmute;
use std::sync::Arc;

// Both sides declare the structs of the C data interface, so a value of one is a value of the other.
const _: () = assert!(size_of::<polars_arrow::ffi::ArrowArray>() == size_of::<FFI_ArrowArray>());
const _: () = assert!(size_of::<polars_arrow::ffi::ArrowSchema>() == size_of::<FFI_ArrowSchema>());

/// A frame as one batch with the same columns.
pub(crate) fn to_batch(frame: &DataFrame) -> Result<RecordBatch> {
    let mut fields = Vec::with_capacity(frame.width());
    let mut arrays = Vec::with_capacity(frame.width());
    for column in frame.columns() {
        let array = to_arrow(&column.as_materialized_series().rechunk())?;
        fields.push(Field::new(column.name().as_str(), array.data_type().clone(), true));
        arrays.push(array);
    }
    if arrays.is_empty() {
        return Ok(RecordBatch::new_empty(Arc::new(Schema::empty())));
    }
    Ok(RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)?)
}

/// A batch as a frame with the same columns.
pub(crate) fn to_frame(batch: &RecordBatch) -> Result<DataFrame> {
    let schema = batch.schema();
    let columns = schema.fields().iter().zip(batch.columns());
    let columns = columns
        .map(|(field, array)| Ok(from_arrow(field.name(), array)?.into()))
        .collect::<Result<Vec<_>>>()?;
    Ok(DataFrame::new(batch.num_rows(), columns)?)
}

#[expect(
    unsafe_code,
    reason = "the C data interface is the one way between the two Arrow libraries"
)]
fn to_arrow(series: &Series) -> Result<ArrayRef> {
    let field = series.field().to_arrow(CompatLevel::newest());
    let schema = polars_arrow::ffi::export_field_to_c(&field);
    let array = polars_arrow::ffi::export_array_to_c(series.to_arrow(0, CompatLevel::newest()));
    // SAFETY: both structs are those of the C data interface (sizes asserted above); ownership moves with the value.
    let (array, schema) = unsafe {
        (
            transmute::<polars_arrow::ffi::ArrowArray, FFI_ArrowArray>(array),
            transmute::<polars_arrow::ffi::ArrowSchema, FFI_ArrowSchema>(schema),
        )
    };
    // SAFETY: the array was exported just now with this schema.
    Ok(make_array(unsafe { from_ffi(array, &schema) }?))
}

#[expect(
    unsafe_code,
    reason = "the C data interface is the one way between the two Arrow libraries"
)]
fn from_arrow(name: &str, array: &ArrayRef) -> Result<Series> {
    let (array, schema) = to_ffi(&array.to_data())?;
    // SAFETY: both structs are those of the C data interface (sizes asserted above); ownership moves with the value.
    let (array, schema) = unsafe {
        (
            transmute::<FFI_ArrowArray, polars_arrow::ffi::ArrowArray>(array),
            transmute::<FFI_ArrowSchema, polars_arrow::ffi::ArrowSchema>(schema),
        )
    };
    // SAFETY: the schema was exported just now and is valid.
    let field = unsafe { polars_arrow::ffi::import_field_from_c(&schema) }?;
    // SAFETY: the array was exported just now with this schema.
    let array = unsafe { polars_arrow::ffi::import_array_from_c(array, field.dtype) }?;
    Ok(Series::from_arrow(name.into(), array)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::df;

    #[test]
    fn a_frame_comes_back_as_it_went() {
        let frame = df!(
            "agency" => [Some("essex-police"), None, Some("a name longer than twelve bytes")],
            "count" => [Some(1.5), None, Some(-0.0)],
            "superseded" => [true, false, true],
        )
        .unwrap();
        let batch = to_batch(&frame).unwrap();
        assert_eq!(batch.num_rows(), 3);
        assert!(to_frame(&batch).unwrap().equals_missing(&frame));
    }

    #[test]
    fn a_slice_of_a_batch_keeps_its_own_rows() {
        let frame = df!("count" => [1.0, 2.0, 3.0], "word" => ["a", "b", "c"]).unwrap();
        let slice = to_batch(&frame).unwrap().slice(1, 2);
        assert!(to_frame(&slice).unwrap().equals_missing(&frame.slice(1, 2)));
    }
}
