//! Exceptions that registers and trackers made: what was sent of them since decides what is said now.

use crate::pipeline::cause::rows::bears_on_figures;
use crate::pipeline::cause::{Causes, Differing};
use crate::pipeline::parts::Part;
use crate::sift::records::as_of::register_of;
use std::collections::{BTreeMap, BTreeSet};

impl Causes<'_> {
    /// Why what a rule says of a register is not what it was: what its sender sent or took back since; `None` where its rows of the
    /// quarter are what they were, and for rules that read none.
    pub fn of_register(&self, rule: &str) -> Option<(String, String)> {
        let feed = register_of(rule)?;
        let by_sender = |parts: Vec<&Part>| {
            let mut by: BTreeMap<String, Vec<Part>> = BTreeMap::new();
            for part in parts.into_iter().filter(|part| !part.superseded) {
                by.entry(part.sender.clone()).or_default().push(part.clone());
            }
            by
        };
        let mut then = by_sender(self.rows_then.of_feed(feed, self.period));
        let mut now = by_sender(self.rows_now.of_feed(feed, self.period));
        let says = |parts: &[Part]| parts.iter().map(bears_on_figures).collect::<BTreeSet<_>>();
        let senders: BTreeSet<String> = then.keys().chain(now.keys()).cloned().collect();
        let both = senders.into_iter().map(|sender| -> Differing {
            let (then, now) = (then.remove(&sender), now.remove(&sender));
            (sender, then.unwrap_or_default(), now.unwrap_or_default())
        });
        let differing = both.into_iter().find(|(_, then, now)| says(then) != says(now))?;
        let (why, detail) = self.of_sender(&differing, "");
        Some((why.to_string(), detail))
    }
}
