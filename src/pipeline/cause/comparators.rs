//! Published figures of then beside those of now.

use crate::domain::Comparator;
use crate::pipeline::cause::Causes;
use std::collections::{BTreeMap, BTreeSet};

/// A published figure that is no longer what it was: indicator, was, is, which.
pub type Changed = (String, String, String, String);

impl Causes<'_> {
    /// Published figures that are no longer what they were.
    pub fn comparators(&self) -> Vec<Changed> {
        let key = |one: &Comparator| (one.indicator.clone(), one.group.clone(), one.year.clone());
        let values = |all: &[Comparator]| -> BTreeMap<(String, String, String), f64> {
            all.iter().map(|one| (key(one), one.value)).collect()
        };
        let (then, now) = (
            values(&self.then.board.comparators),
            values(&self.session.board.comparators),
        );
        let keys: BTreeSet<_> = then.keys().chain(now.keys()).cloned().collect();
        let text = |value: Option<&f64>| {
            value
                .map(|value| crate::domain::plain_number(*value))
                .unwrap_or_default()
        };
        keys.into_iter()
            .filter(|key| then.get(key) != now.get(key))
            .map(|key| {
                let detail = format!("{}, {}", key.1, key.2);
                (key.0.clone(), text(then.get(&key)), text(now.get(&key)), detail)
            })
            .collect()
    }
}
