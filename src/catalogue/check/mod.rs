//! A loaded catalogue to what is wrong between its parts: names that mean nothing, words that mean two things.

mod feeds;
mod indicators;
mod other;

use crate::catalogue::Catalogue;
use crate::catalogue::declared::Declared;
use crate::catalogue::entries::{line_of_key, line_of_policy};
use crate::catalogue::fault::{Fault, nearest};
use crate::catalogue::source::Source;

/// Every fault between declarations.
pub(super) fn check(catalogue: &Catalogue, sources: &[Source], board: Option<&Source>) -> Vec<Fault> {
    let mut report = Report {
        catalogue,
        sources,
        board,
        faults: Vec::new(),
    };
    feeds::check(&mut report);
    indicators::check(&mut report);
    other::check(&mut report);
    report.faults
}

/// The faults found so far, and what is needed to tell their lines.
struct Report<'a> {
    catalogue: &'a Catalogue,
    sources: &'a [Source],
    /// `board.toml`, whose `[policy]` counts last.
    board: Option<&'a Source>,
    faults: Vec<Fault>,
}

impl Report<'_> {
    /// Adds a fault of a block at a key; the line is found only now, because faults are rare.
    fn say<T: Declared>(&mut self, id: &str, path: &[&str], said: String) {
        let (file, line) = line_of_key::<T>(self.sources, id, path);
        self.faults.push(Fault {
            file,
            line,
            said,
            allowed: vec![],
        });
    }

    /// Adds a fault of a key of policy.
    fn say_of_policy(&mut self, key: &str, said: String) {
        let (file, line) = line_of_policy(self.sources, self.board, key);
        self.faults.push(Fault {
            file,
            line,
            said,
            allowed: vec![],
        });
    }

    /// Adds a fault when a word is none of those allowed.
    fn must_be_one_of<T: Declared>(
        &mut self,
        (id, path): (&str, &[&str]),
        (what, word): (&str, &str),
        allowed: &[&str],
    ) {
        if allowed.contains(&word) {
            return;
        }
        let meant = nearest(word, allowed.iter().copied()).map(|meant| format!(" (did you mean `{meant}`?)"));
        self.say::<T>(id, path, format!("`{word}` is no {what}{}", meant.unwrap_or_default()));
        if let Some(fault) = self.faults.last_mut() {
            fault.allowed = allowed.iter().map(ToString::to_string).collect();
        }
    }
}
