//! The rows of a feed as a frame, superseded ones marked.

use crate::domain::Period;
use crate::store::held::Held;
use crate::store::shape::Shape;
use crate::store::shelf::{self, Reading, Shelves, Slice};
use crate::store::{Store, bridge};
use anyhow::{Result, bail};
use arrow::array::{ArrayRef, BooleanArray, Date32Array, RecordBatch};
use arrow::compute::concat_batches;
use polars::prelude::DataFrame;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

/// Which rows are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Window {
    /// Only rows that came in the inbox folder of this period or an earlier one.
    pub until: Option<Period>,
    /// Only rows that came in the inbox folder of this period or a later one.
    pub from: Option<Period>,
}

impl Window {
    /// Everything that came up to a period.
    pub fn until(period: Period) -> Window {
        Window {
            until: Some(period),
            from: None,
        }
    }
}

/// Frames of feeds, of each feed one after the other as they come, into one frame for each; every part stays where it was read.
///
/// # Errors
/// When frames of one feed have not the same columns.
pub fn laid_together<'f>(parts: impl IntoIterator<Item = (&'f str, DataFrame)>) -> Result<BTreeMap<String, DataFrame>> {
    let mut all: BTreeMap<String, DataFrame> = BTreeMap::new();
    for (feed, part) in parts {
        match all.get_mut(feed) {
            Some(_) if part.height() == 0 => (),
            Some(before) if before.height() > 0 => {
                before.vstack_mut_owned(part)?;
            }
            _ => {
                all.insert(feed.to_string(), part);
            }
        }
    }
    Ok(all)
}

impl Store {
    /// The rows of a feed in the order of inbox folder, file and place in the file, with exactly the columns of its
    /// table; an empty frame with these columns when there are none.
    ///
    /// # Errors
    /// When no such feed is declared, or a file of the store is damaged or gone.
    pub fn rows(&self, feed: &str, window: &Window) -> Result<DataFrame> {
        let from = window
            .from
            .map(|from| (from, String::new(), String::new(), String::new(), String::new()));
        let start = from.map_or(Bound::Unbounded, Bound::Included);
        let within = self.held.range((start, Bound::Unbounded)).map(|(_, held)| held);
        let within = within.take_while(|held| window.until.is_none_or(|until| held.receipt.period <= until));
        self.frame(feed, within)
    }

    /// The stretches of inbox folders that lie together in the files of tables, earliest first: whoever reads them side by side reads
    /// each file once.
    pub fn stretches(&self) -> Vec<Window> {
        let Some(newest) = shelf::newest(&self.held) else {
            return vec![];
        };
        let mut shelves = Shelves::up_to(newest);
        let mut stretches: Vec<(String, Window)> = vec![];
        for period in self.held.values().map(|held| held.receipt.period) {
            let on = shelves.of(period);
            match stretches.last_mut().filter(|(shelf, _)| shelf == on) {
                Some((_, stretch)) => stretch.until = Some(period),
                None => stretches.push((
                    on.to_string(),
                    Window {
                        from: Some(period),
                        until: Some(period),
                    },
                )),
            }
        }
        stretches.into_iter().map(|(_, stretch)| stretch).collect()
    }

    /// The rows of the submissions of a feed that are wanted, as [`Store::rows`] gives them. Only the shelves that are concerned
    /// are read.
    ///
    /// # Errors
    /// As [`Store::rows`].
    pub fn rows_of(&self, feed: &str, wanted: impl Fn(&Held) -> bool) -> Result<DataFrame> {
        self.frame(feed, self.held.values().filter(|held| wanted(held)))
    }

    /// The rows of those of some submissions that are of a feed.
    fn frame<'s>(&'s self, feed: &str, wanted: impl Iterator<Item = &'s Held>) -> Result<DataFrame> {
        let Some(shape) = self.shapes.get(feed) else {
            bail!("no feed `{feed}` is declared")
        };
        let wanted: Vec<&Held> = wanted.filter(|held| held.feed == feed && held.rows > 0).collect();
        let parts = joined(self.batches(&wanted, shape, &mut Reading::default())?, shape)?;
        let Some((first, rest)) = parts.split_first() else {
            return bridge::to_frame(&RecordBatch::new_empty(shape.arrow()));
        };
        // Each large part stays where it was read.
        let mut frame = bridge::to_frame(first)?;
        for part in rest {
            frame.vstack_mut_owned(bridge::to_frame(part)?)?;
        }
        Ok(frame)
    }

    /// The rows of a feed that came in files which hold any about a period; where the feed has no such column, those that came
    /// in the inbox folder of the period. Only the shelves that are concerned are read.
    ///
    /// # Errors
    /// As [`Store::rows`].
    pub fn rows_about(&self, feed: &str, period: Period) -> Result<DataFrame> {
        let about = self.feeds.get(feed).and_then(|feed| feed.about.as_ref());
        let printed = period.to_string();
        self.rows_of(feed, |held| match about {
            Some(_) => held.about.contains(&printed),
            None => held.receipt.period == period,
        })
    }

    /// The rows of every feed, by feed.
    ///
    /// # Errors
    /// As [`Store::rows`].
    pub fn all_rows(&self, window: &Window) -> Result<BTreeMap<String, DataFrame>> {
        self.shapes
            .keys()
            .map(|feed| Ok((feed.clone(), self.rows(feed, window)?)))
            .collect()
    }

    /// The rows of some submissions of one feed, in the order given; neighbours in one file come in one piece.
    pub(crate) fn batches(&self, wanted: &[&Held], shape: &Shape, reading: &mut Reading) -> Result<Vec<RecordBatch>> {
        let mut parts: Vec<RecordBatch> = Vec::new();
        let mut run: Option<Slice> = None;
        for held in wanted {
            let Some(slice) = self.slices.get(&held.key()) else {
                continue;
            };
            let as_filed = !self.masks.contains_key(&held.key())
                && !self.dirty.contains(&(held.feed.clone(), held.receipt.period));
            run = match (run.take(), slice, as_filed) {
                (
                    Some(Slice::Filed { file, from, rows }),
                    Slice::Filed {
                        file: next,
                        from: start,
                        rows: more,
                    },
                    true,
                ) if file == *next && from + rows == *start => Some(Slice::Filed {
                    file,
                    from,
                    rows: rows + more,
                }),
                (before, slice, as_filed) => {
                    if let Some(before) = before {
                        parts.push(reading.rows(&before, shape)?);
                    }
                    if as_filed && matches!(slice, Slice::Filed { .. }) {
                        Some(slice.clone())
                    } else {
                        parts.push(self.marked(held, shape, reading)?);
                        None
                    }
                }
            };
        }
        if let Some(last) = run {
            parts.push(reading.rows(&last, shape)?);
        }
        Ok(parts)
    }

    /// The rows of one submission with the day received and the marks that hold now.
    fn marked(&self, held: &Held, shape: &Shape, reading: &mut Reading) -> Result<RecordBatch> {
        let Some(slice) = self.slices.get(&held.key()) else {
            return Ok(RecordBatch::new_empty(shape.arrow()));
        };
        let batch = reading.rows(slice, shape)?;
        let mask = self.mask(held, reading)?;
        let day = crate::store::lines::days_since_1970(held.receipt.received);
        let mut columns = batch.columns().to_vec();
        for (field, column) in shape.columns.iter().zip(&mut columns) {
            let made: Option<ArrayRef> = match field.0.as_str() {
                "received" => Some(Arc::new(Date32Array::from(vec![day; batch.num_rows()]))),
                "superseded" => Some(Arc::new(BooleanArray::from(mask.clone()))),
                _ => None,
            };
            if let Some(made) = made {
                *column = made;
            }
        }
        Ok(RecordBatch::try_new(shape.arrow(), columns)?)
    }
}

/// Small neighbours as one part: each column of each part costs as much to hand over as some hundred rows.
fn joined(parts: Vec<RecordBatch>, shape: &Shape) -> Result<Vec<RecordBatch>> {
    const SMALL: usize = 2_000;
    let schema = shape.arrow();
    let (mut joined, mut small) = (Vec::new(), Vec::new());
    for part in parts {
        let is_small = part.num_rows() <= SMALL;
        if !is_small && !small.is_empty() {
            joined.push(concat_batches(&schema, &small)?);
            small.clear();
        }
        match is_small {
            true => small.push(part),
            false => joined.push(part),
        }
    }
    if !small.is_empty() {
        joined.push(concat_batches(&schema, &small)?);
    }
    Ok(joined)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::shape::Kind;
    use arrow::array::{AsArray, Int64Array};
    use arrow::datatypes::Int64Type;

    #[test]
    fn small_neighbours_become_one_part_and_every_row_keeps_its_place() {
        let shape = Shape::own("any", &[("number", Kind::Whole)]);
        let part = |rows: std::ops::Range<i64>| {
            let column: ArrayRef = Arc::new(Int64Array::from_iter_values(rows));
            RecordBatch::try_new(shape.arrow(), vec![column]).unwrap()
        };
        let parts = vec![
            part(0..2),
            part(2..3),
            part(3..5_003),
            part(5_003..5_004),
            part(5_004..5_006),
        ];
        let joined = joined(parts, &shape).unwrap();
        let lengths: Vec<usize> = joined.iter().map(RecordBatch::num_rows).collect();
        assert_eq!(lengths, [3, 5_000, 3]);
        let numbers = joined
            .iter()
            .flat_map(|part| part.column(0).as_primitive::<Int64Type>().values().iter());
        assert!(numbers.copied().eq(0..5_006));
    }
}
