//! What the store decided of each file → lines for the board's register.

use crate::domain::{BY_PROGRAM, FileState, RegisterLine};
use crate::store::{Held, Store};
use chrono::NaiveDate;
use std::collections::BTreeMap;

impl Store {
    /// The line that the register should end with for each file whose state no person decided, in the order of the inbox.
    /// Lines that say nothing new are the register's to leave out.
    pub fn register_lines(&self, since: NaiveDate) -> Vec<RegisterLine> {
        let mut files: BTreeMap<(crate::domain::Period, &str, &str), Vec<&Held>> = BTreeMap::new();
        for held in self.held.values() {
            let receipt = &held.receipt;
            files
                .entry((receipt.period, &receipt.file, &receipt.sha256))
                .or_default()
                .push(held);
        }
        files.values().filter_map(|parts| line(parts, since)).collect()
    }
}

/// A file with several feeds is held while any of them is, and in use while any of them is.
fn line(parts: &[&Held], since: NaiveDate) -> Option<RegisterLine> {
    const ORDER: [FileState; 7] = [
        FileState::Held,
        FileState::Current,
        FileState::Refused,
        FileState::Withdrawn,
        FileState::Superseded,
        FileState::Duplicate,
        FileState::Expired,
    ];
    let decisive = ORDER
        .iter()
        .find_map(|state| parts.iter().find(|held| held.state == *state))?;
    if !decisive.ruling.is_empty() {
        return None;
    }
    let receipt = &decisive.receipt;
    let why = match (decisive.why.as_str(), receipt.received_assumed) {
        ("", _) if decisive.state == FileState::Held => "set aside when it was read: `paqa check` says why",
        ("", true) => "seen late, so that the day of receipt is assumed",
        ("", false) => "read",
        (why, _) => why,
    };
    Some(RegisterLine {
        agency: receipt.agency.clone(),
        period: receipt.period,
        file: receipt.file.clone(),
        sha256: receipt.sha256.clone(),
        received: receipt.received,
        since,
        state: decisive.state,
        reason: format!("{BY_PROGRAM}{why}"),
    })
}
