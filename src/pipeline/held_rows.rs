//! The rows of a store, read side by side.

use crate::measure::RowsByFeed;
use crate::pipeline::Session;
use crate::store::{Store, Window, laid_together};
use rayon::prelude::*;

/// The rows of every feed, those of each feed and stretch of years read beside the others: one feed may hold more than all others
/// together.
///
/// # Errors
/// A store that cannot be read.
pub fn all(store: &Store, session: &Session) -> anyhow::Result<RowsByFeed> {
    let mut windows = store.stretches();
    if windows.is_empty() {
        windows.push(Window::default());
    }
    let feeds = session.catalogue.feeds().iter().map(|feed| feed.id.as_str());
    let pieces: Vec<(&str, Window)> = feeds
        .flat_map(|feed| windows.iter().map(move |one| (feed, *one)))
        .collect();
    let read = pieces.par_iter().map(|(feed, window)| store.rows(feed, window));
    let read: Vec<_> = read.collect::<anyhow::Result<_>>()?;
    laid_together(pieces.into_iter().map(|(feed, _)| feed).zip(read))
}
