//! One column → the pages of a Parquet column chunk. The same cells give the same bytes, however they were held before.
//!
//! Parquet's own writer hashes every cell to find out what a column read from a file knows already: which few words it has.
//! So words go into a dictionary without being looked at, numbers by a table of their bits, and nothing is boxed.

use crate::domain::{LongColumn, NO_WORD};
use crate::store::runs;
use anyhow::Result;
use arrow::array::{Array, ArrayRef, AsArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Date32Type, Float64Type};
use bytes::Bytes;
use parquet::basic::{Compression, Encoding, ZstdLevel};
use parquet::column::page::{CompressedPage, Page, PageWriter};
use parquet::column::writer::ColumnCloseResult;
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::writer::{SerializedPageWriter, TrackedWrite};
use parquet::schema::types::ColumnDescPtr;
use std::collections::BTreeMap;
use zstd::bulk::Compressor;

/// Columns of fewer bytes than this are not worth compressing.
const LEAST_COMPRESSED: usize = 256;
/// Numbers of which more are different than this stand one by one.
const MOST_DIFFERENT: usize = 1 << 14;
/// The level at which everything is compressed: the fastest but the ones that hardly compress.
const LEVEL: i32 = 1;

/// The cells of one column as its pages hold them.
#[derive(Debug, Default)]
pub(crate) struct Cells {
    rows: usize,
    /// In which rows something stands, one bit each.
    present: Vec<u8>,
    /// The different values, and how many.
    dictionary: Option<(Vec<u8>, u32)>,
    /// What stands in the rows that have something: places in the dictionary, or the values themselves.
    values: Vec<u8>,
}

impl Cells {
    /// A column of a long file.
    pub(crate) fn of(column: &LongColumn, rows: usize) -> Cells {
        match column {
            LongColumn::Same(None) => Cells::nothing(rows),
            LongColumn::Same(Some(word)) => Cells::same(plain_text(word), rows),
            LongColumn::Day(day) => Cells::same(day.to_le_bytes().to_vec(), rows),
            LongColumn::Flag(truth) => Cells::truths(&vec![*truth; rows]),
            LongColumn::Words(all, at) => {
                Cells::words(all.iter().map(String::as_str).collect::<Vec<_>>().as_slice(), at)
            }
            LongColumn::Texts(text, ends) => {
                let from = std::iter::once(0).chain(ends.iter().copied());
                Cells::texts(
                    from.zip(ends).map(|(from, to)| &text[from as usize..*to as usize]),
                    rows,
                )
            }
            LongColumn::Numbers(numbers) => {
                let numbers = numbers.iter().enumerate().filter(|(_, number)| !number.is_nan());
                Cells::numbers::<8>(numbers.map(|(row, number)| (row, number.to_bits())), rows)
            }
            LongColumn::Few(few) => {
                let numbers = few.iter().map(|(row, number)| (*row as usize, number.to_bits()));
                Cells::numbers::<8>(numbers, rows)
            }
        }
    }

    /// A column of a batch; `all_different` where no dictionary is of use.
    pub(crate) fn of_array(array: &ArrayRef, all_different: bool) -> Result<Cells> {
        let rows = array.len();
        match array.data_type() {
            DataType::Float64 => {
                let numbers = array.as_primitive::<Float64Type>().iter().enumerate();
                let numbers = numbers.filter_map(|(row, number)| Some((row, number?.to_bits())));
                Ok(Cells::numbers::<8>(numbers, rows))
            }
            DataType::Date32 => {
                let days = array.as_primitive::<Date32Type>().iter().enumerate();
                let days = days.filter_map(|(row, day)| Some((row, u64::from(day?.cast_unsigned()))));
                Ok(Cells::numbers::<4>(days, rows))
            }
            _ => {
                let array = cast(array, &DataType::Utf8View)?;
                let texts = array.as_string_view().iter().map(Option::unwrap_or_default);
                if all_different {
                    return Ok(Cells::texts(texts, rows));
                }
                let (mut all, mut known) = (Vec::new(), BTreeMap::new());
                let mut number = |text| {
                    *known.entry(text).or_insert_with(|| {
                        all.push(text);
                        all.len() as u32 - 1
                    })
                };
                let at: Vec<u32> = texts
                    .map(|text| if text.is_empty() { NO_WORD } else { number(text) })
                    .collect();
                Ok(Cells::words(&all, &at))
            }
        }
    }

    fn nothing(rows: usize) -> Cells {
        Cells {
            rows,
            present: vec![0; rows.div_ceil(8)],
            ..Cells::default()
        }
    }

    fn same(value: Vec<u8>, rows: usize) -> Cells {
        Cells {
            rows,
            present: vec![u8::MAX; rows.div_ceil(8)],
            dictionary: Some((value, 1)),
            values: runs::places(&vec![0; rows], 1),
        }
    }

    /// Truths, eight to a byte.
    pub(crate) fn truths(truths: &[bool]) -> Cells {
        let byte = |eight: &[bool]| {
            (0..)
                .zip(eight)
                .fold(0, |byte, (at, truth)| byte | u8::from(*truth) << at)
        };
        Cells {
            rows: truths.len(),
            present: vec![u8::MAX; truths.len().div_ceil(8)],
            dictionary: None,
            values: truths.chunks(8).map(byte).collect(),
        }
    }

    /// Words by their number; the dictionary has them in the order in which they first stand.
    fn words(all: &[&str], at: &[u32]) -> Cells {
        let mut cells = Cells::nothing(at.len());
        let (mut numbers, mut places) = (vec![NO_WORD; all.len()], Vec::with_capacity(at.len()));
        let (mut dictionary, mut count) = (Vec::new(), 0);
        for (row, word) in at.iter().enumerate() {
            if *word == NO_WORD {
                continue;
            }
            let number = &mut numbers[*word as usize];
            if *number == NO_WORD {
                *number = count;
                count += 1;
                dictionary.extend_from_slice(&plain_text(all[*word as usize]));
            }
            places.push(*number);
            cells.present[row / 8] |= 1 << (row % 8);
        }
        if count > 0 {
            cells.values = runs::places(&places, count);
            cells.dictionary = Some((dictionary, count));
        }
        cells
    }

    fn texts<'t>(texts: impl Iterator<Item = &'t str>, rows: usize) -> Cells {
        let mut cells = Cells::nothing(rows);
        for (row, text) in texts.enumerate() {
            if text.is_empty() {
                continue;
            }
            cells.values.extend_from_slice(&(text.len() as u32).to_le_bytes());
            cells.values.extend_from_slice(text.as_bytes());
            cells.present[row / 8] |= 1 << (row % 8);
        }
        cells
    }

    /// Numbers of `WIDTH` bytes, by row: by a dictionary, unless too many are different.
    fn numbers<const WIDTH: usize>(numbers: impl Iterator<Item = (usize, u64)>, rows: usize) -> Cells {
        let mut cells = Cells::nothing(rows);
        let mut plain = Vec::new();
        for (row, bits) in numbers {
            plain.push(bits);
            cells.present[row / 8] |= 1 << (row % 8);
        }
        let bytes = |numbers: &[u64]| -> Vec<u8> {
            let each = numbers
                .iter()
                .flat_map(|bits| bits.to_le_bytes().into_iter().take(WIDTH));
            each.collect()
        };
        match runs::different(&plain, MOST_DIFFERENT) {
            Some((all, _)) if all.is_empty() => {}
            Some((all, places)) => {
                cells.values = runs::places(&places, all.len() as u32);
                cells.dictionary = Some((bytes(&all), all.len() as u32));
            }
            None => cells.values = bytes(&plain),
        }
        cells
    }
}

/// A text as a page holds it: its length, then its bytes.
fn plain_text(text: &str) -> Vec<u8> {
    [&(text.len() as u32).to_le_bytes(), text.as_bytes()].concat()
}

/// Writes columns one after the other with one compressor.
pub(crate) struct Encoder {
    compressor: Compressor<'static>,
}

impl Encoder {
    pub(crate) fn new() -> Result<Encoder> {
        let compressor = Compressor::new(LEVEL)?;
        Ok(Encoder { compressor })
    }

    /// The pages of a column, and what a row group must say of them.
    pub(crate) fn chunk(&mut self, column: &ColumnDescPtr, cells: Cells) -> Result<(Bytes, ColumnCloseResult)> {
        let levels = runs::presence(&cells.present, cells.rows);
        let data = [(levels.len() as u32).to_le_bytes().as_slice(), &levels, &cells.values].concat();
        let size = data.len() + cells.dictionary.as_ref().map_or(0, |(bytes, _)| bytes.len());
        let compression = match size < LEAST_COMPRESSED {
            true => Compression::UNCOMPRESSED,
            false => Compression::ZSTD(ZstdLevel::try_new(LEVEL)?),
        };
        let mut bytes = Vec::new();
        let mut sink = TrackedWrite::new(&mut bytes);
        let mut pages = SerializedPageWriter::new(&mut sink);
        let (mut uncompressed, mut dictionary_page_offset) = (0, None);
        let mut encodings = vec![Encoding::RLE];
        let mut encoding = Encoding::PLAIN;
        if let Some((dictionary, count)) = cells.dictionary {
            let size = dictionary.len();
            let page = Page::DictionaryPage {
                buf: self.squeezed(dictionary, compression)?,
                num_values: count,
                encoding: Encoding::PLAIN,
                is_sorted: false,
            };
            let written = pages.write_page(CompressedPage::new(page, size))?;
            uncompressed += written.uncompressed_size;
            dictionary_page_offset = Some(written.offset as i64);
            encodings.push(Encoding::PLAIN);
            encoding = Encoding::RLE_DICTIONARY;
        }
        encodings.push(encoding);
        let size = data.len();
        let page = Page::DataPage {
            buf: self.squeezed(data, compression)?,
            num_values: cells.rows as u32,
            encoding,
            def_level_encoding: Encoding::RLE,
            rep_level_encoding: Encoding::RLE,
            statistics: None,
        };
        let written = pages.write_page(CompressedPage::new(page, size))?;
        uncompressed += written.uncompressed_size;
        pages.close()?;
        drop(sink);
        let metadata = ColumnChunkMetaData::builder(column.clone())
            .set_compression(compression)
            .set_encodings(encodings)
            .set_num_values(cells.rows as i64)
            .set_total_compressed_size(bytes.len() as i64)
            .set_total_uncompressed_size(uncompressed as i64)
            .set_data_page_offset(written.offset as i64)
            .set_dictionary_page_offset(dictionary_page_offset)
            .build()?;
        let close = close_of(metadata);
        Ok((Bytes::from(bytes), close))
    }

    fn squeezed(&mut self, bytes: Vec<u8>, compression: Compression) -> Result<Bytes> {
        Ok(match compression {
            Compression::UNCOMPRESSED => bytes.into(),
            _ => self.compressor.compress(&bytes)?.into(),
        })
    }
}

/// A written column as a row group takes it over.
pub(crate) fn close_of(metadata: ColumnChunkMetaData) -> ColumnCloseResult {
    ColumnCloseResult {
        bytes_written: metadata.compressed_size() as u64,
        rows_written: metadata.num_values() as u64,
        metadata,
        bloom_filter: None,
        column_index: None,
        offset_index: None,
    }
}
