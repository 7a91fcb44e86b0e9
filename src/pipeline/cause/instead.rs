//! What was sent in place of rows that are gone, and what was left out of an edition on purpose.

use crate::domain::FileState;
use crate::pipeline::cause::Causes;
use crate::pipeline::parts::{Part, folder_of};

impl Causes<'_> {
    /// Of rows that are gone the first that a file which came since was sent in place of, with a row of that file.
    pub(super) fn sent_instead<'p>(&'p self, gone: &'p [Part]) -> Option<(&'p Part, &'p Part)> {
        gone.iter().find_map(|old| {
            let replaces = |part: &&Part| {
                let in_place = part.file == old.file || self.is_superseded(&old.file);
                in_place && part.sender == old.sender && !part.superseded && self.is_new(part)
            };
            let mut rows = self
                .rows_now
                .of_all(&old.feed)
                .filter(|part| folder_of(&part.file) == folder_of(&old.file));
            Some((old, rows.find(replaces)?))
        })
    }

    pub(super) fn is_superseded(&self, file: &str) -> bool {
        let state = self.out_of_use.get(file).map(|(state, _)| *state);
        matches!(state, Some(FileState::Superseded | FileState::Duplicate))
    }

    /// Whether a row was there when the edition was made, in the folder of a later quarter, which the papers of its quarter leave out.
    pub(super) fn is_left_out(&self, part: &Part) -> bool {
        let is_later = folder_of(&part.file).is_some_and(|folder| folder > self.period);
        is_later && part.received <= self.issued_as_at.to_string()
    }
}

/// That a row is no longer in what was sent in its place.
pub(super) fn no_longer(who: &str, old: &Part, new: &Part) -> String {
    format!(
        "{who}: {}, received {}, no longer has what {} {} said",
        new.file, new.received, old.file, old.cell
    )
}
