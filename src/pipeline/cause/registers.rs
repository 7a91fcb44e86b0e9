//! Exceptions that registers and trackers made: what was sent of them since decides what is said now.

use crate::pipeline::cause::Causes;
use crate::pipeline::cause::rows::{by_sender, differ};
use crate::pipeline::parts::Part;
use crate::sift::records::as_of::register_of;

impl Causes<'_> {
    /// Why what a rule says of a register is not what it was: what its sender sent or took back since; `None` where its rows of the
    /// quarter are what they were, and for rules that read none.
    pub fn of_register(&self, rule: &str) -> Option<(String, String)> {
        let feed = register_of(rule)?;
        let is_used = |part: &&Part| !part.superseded;
        let then = self
            .rows_then
            .of_feed(feed, self.period)
            .into_iter()
            .filter(is_used)
            .cloned();
        let now = self
            .rows_now
            .of_feed(feed, self.period)
            .into_iter()
            .filter(is_used)
            .cloned();
        let differing = by_sender(then.collect(), now.collect()).into_iter().find(differ)?;
        let (why, detail) = self.of_sender(&differing, "");
        Some((why.to_string(), detail))
    }
}
