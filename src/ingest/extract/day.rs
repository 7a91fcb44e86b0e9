//! What the line over a table gives to every row of it, where no column does: the day of a meeting, a session.

use crate::ingest::choose::titled;
use crate::ingest::extract::Body;
use crate::ingest::remarks::Remark;
use crate::ingest::resolve::Word;
use std::collections::BTreeMap;

impl Body<'_, '_> {
    /// Takes what the line says, and says so once for each line.
    pub(super) fn take_line_over(&mut self) {
        let mut said: BTreeMap<(u32, u32), Vec<String>> = BTreeMap::new();
        for (name, (word, at)) in titled(self.feed, self.table, self.reading.context) {
            if self.roles.iter().any(|role| role.gives(&name)) {
                continue;
            }
            said.entry(at).or_default().push(word.clone());
            self.titled.insert(name, Word::Is(word));
        }
        for ((row, column), words) in said {
            let spot = (self.reading.sheet.name.as_str(), row, column);
            let remark = Remark::on_cell("name-from-title", spot, self.seen(row, column)).taken_as(words.join(", "));
            self.extract.remarks.push(remark.about(&self.feed.id));
        }
    }
}
