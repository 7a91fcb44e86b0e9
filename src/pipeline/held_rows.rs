//! The rows of a store, read side by side.

use crate::measure::RowsByFeed;
use crate::pipeline::Session;
use crate::store::{Store, Window, laid_together};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The rows of every feed, those of each feed and year read beside the others: one feed may hold more than all others together.
///
/// # Errors
/// A store that cannot be read.
pub fn all(store: &Store, session: &Session) -> anyhow::Result<RowsByFeed> {
    let mut years: BTreeMap<i32, Window> = BTreeMap::new();
    for period in store.held().map(|held| held.receipt.period) {
        let year = years.entry(period.year()).or_default();
        year.from = Some(year.from.map_or(period, |from| from.min(period)));
        year.until = year.until.max(Some(period));
    }
    let windows: Vec<Window> = match years.is_empty() {
        true => vec![Window::default()],
        false => years.into_values().collect(),
    };
    let feeds = session.catalogue.feeds().iter().map(|feed| feed.id.as_str());
    let pieces: Vec<(&str, Window)> = feeds
        .flat_map(|feed| windows.iter().map(move |one| (feed, *one)))
        .collect();
    let read = pieces.par_iter().map(|(feed, window)| store.rows(feed, window));
    let read: Vec<_> = read.collect::<anyhow::Result<_>>()?;
    laid_together(pieces.into_iter().map(|(feed, _)| feed).zip(read))
}
