//! What an edition was made from and is no longer held: it moves figures, and there are no rows of then to show how.

use crate::catalogue::Indicator;
use crate::domain::{FileState, Period, Receipt, RegisterLine, columns_removed};
use crate::pipeline::cause::{Causes, Moved, REACH};
use crate::pipeline::edition::Edition;
use crate::pipeline::parts::feeds_of;
use crate::store::{Held, Store};

/// A file, or columns of it, whose keeping time has ended.
pub(super) struct Gone {
    /// Its feed.
    pub(super) feed: String,
    /// Whose return it was.
    pub(super) sender: String,
    /// The periods of its rows.
    pub(super) about: Vec<String>,
    /// What is said of it.
    pub(super) said: String,
}

/// What an edition was made from and is no longer held, as the register says now and did not say then.
pub(super) fn gone(store: &Store, edition: &Edition, (then, now): (&[RegisterLine], &[RegisterLine])) -> Vec<Gone> {
    let (stripped_then, stripped_now) = (columns_removed(then), columns_removed(now));
    let said = |held: &Held| {
        let (receipt, sender) = (&held.receipt, &held.sender);
        let file = (receipt.file.as_str(), receipt.sha256.as_str());
        if held.state == FileState::Expired {
            return Some(format!("{sender}: {} was removed after its keeping time", receipt.file));
        }
        let is_new = stripped_now.contains_key(&file) && !stripped_then.contains_key(&file);
        is_new.then(|| {
            format!(
                "{sender}: columns of {} were removed after their keeping time",
                receipt.file
            )
        })
    };
    let there = store.held().filter(|held| was_there(edition, &held.receipt));
    let told = there.filter_map(|held| Some((held, said(held)?)));
    told.map(|(held, said)| Gone {
        feed: held.feed.clone(),
        sender: held.sender.clone(),
        about: match held.about.is_empty() {
            true => vec![held.receipt.period.to_string()],
            false => held.about.clone(),
        },
        said,
    })
    .collect()
}

/// Whether an edition was made from a file.
pub fn was_there(edition: &Edition, receipt: &Receipt) -> bool {
    if receipt.is_nameless() {
        return edition.inputs.values().any(|hash| *hash == receipt.sha256);
    }
    edition.inputs.get(&format!("inbox/{}", receipt.file)) == Some(&receipt.sha256)
}

impl Causes<'_> {
    /// What the figure was made of and is no longer held: of that there are no rows of then either. The quarter's own files come first.
    pub(super) fn expired(&self, change: &Moved, indicator: &Indicator) -> Option<(&'static str, String)> {
        let period: Period = change.key[4].parse().ok()?;
        let (feeds, agency) = (feeds_of(indicator), change.key[3].as_str());
        let about = |(period, of_agency): (Period, bool)| {
            let bears =
                move |gone: &&Gone| (!of_agency || gone.sender == agency) && gone.about.contains(&period.to_string());
            let mut gone = self.expired.iter().filter(|gone| feeds.contains(&gone.feed));
            gone.find(bears)
        };
        let back = |of_agency: bool| (0..=REACH).find_map(|back| about((period.back(back), of_agency)));
        // An agency's part may be made of rows that another sender keeps about all.
        let found = back(!agency.is_empty()).or_else(|| back(false))?;
        Some(("expired", found.said.clone()))
    }
}
