//! Declared things in their order, found by id.

use std::collections::BTreeMap;

/// Declared things in the order of their files, found by id.
#[derive(Clone, Debug)]
pub(super) struct Listed<T> {
    items: Vec<T>,
    by_id: BTreeMap<String, usize>,
}

impl<T> Listed<T> {
    /// The items with their ids.
    pub(super) fn new(items: Vec<T>, id: fn(&T) -> &str) -> Listed<T> {
        let by_id = items
            .iter()
            .enumerate()
            .map(|(at, item)| (id(item).to_string(), at))
            .collect();
        Listed { items, by_id }
    }

    /// All of them, in their order.
    pub(super) fn all(&self) -> &[T] {
        &self.items
    }

    /// The one with an id.
    pub(super) fn get(&self, id: &str) -> Option<&T> {
        self.by_id.get(id).map(|&at| &self.items[at])
    }
}
