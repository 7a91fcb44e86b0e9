//! What the store holds of earlier quarters → the figures with which files are compared.
//!
//! A file is compared with what had been received by its own day, in folders before its own: neither what it says itself, nor what
//! later files made of those folders, may bear on how it is read a second time.

use crate::domain::Period;
use crate::ingest::Held;
use crate::pipeline::Session;
use crate::pipeline::collect::Folder;
use crate::store::{self, Store};
use anyhow::Result;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// How many quarters back the figures reach with which files are compared as a rule; where a file asks for earlier ones, all are
/// looked at.
const COMPARED: i32 = 12;

/// Earlier figures, gathered once as folders pass by.
#[derive(Default)]
pub(super) struct Noted {
    held: Held,
    until: Option<Period>,
    /// Figures for the days on which something of the folders before had not come yet.
    then: BTreeMap<NaiveDate, Held>,
}

impl Noted {
    /// With what a file that was received on a day is compared.
    pub fn on(&self, received: NaiveDate) -> &Held {
        self.then.get(&received).unwrap_or(&self.held)
    }

    /// With what a folder is compared as a whole.
    pub fn all(&self) -> &Held {
        &self.held
    }

    /// Whether a file asked for figures that were left out.
    pub fn lacked(&self) -> bool {
        self.held.lacked() || self.then.values().any(Held::lacked)
    }

    /// Gathers what the files of a folder are compared with; of the last quarters only, unless `all` are wanted.
    pub fn prepare(&mut self, folder: &Folder, all: bool, (store, session): (&Store, &Session)) -> Result<()> {
        let period = folder.period;
        let first = (!all).then(|| period.back(COMPARED));
        if all {
            *self = Noted::default();
        }
        let before = match store.held().any(|held| held.receipt.period >= period) {
            true => Some(store.up_to(period.previous())?),
            false => None,
        };
        let store = before.as_ref().unwrap_or(store);
        catch_up((&mut self.held, self.until), (store, session), (period, first))?;
        self.until = Some(period);
        self.then.clear();
        let came = store
            .held()
            .filter(|held| held.receipt.period < period && held.rows > 0);
        let newest = came.map(|held| held.receipt.received).max();
        let days: BTreeSet<NaiveDate> = folder.files.iter().map(|(_, receipt)| receipt.received).collect();
        for day in days.into_iter().filter(|day| Some(*day) < newest) {
            let store = store.without(|held| held.receipt.received > day)?;
            let mut held = Held::default();
            catch_up((&mut held, None), (&store, session), (period, first))?;
            self.then.insert(day, held);
        }
        Ok(())
    }
}

/// Notes what the store holds of every folder before `period` that was not noted yet. Where nothing was noted yet, submissions of
/// which no row is about `first` or later are left out.
fn catch_up(
    (figures, until): (&mut Held, Option<Period>),
    (store, session): (&Store, &Session),
    (period, first): (Period, Option<Period>),
) -> Result<()> {
    let first = first.filter(|_| until.is_none());
    let comes = |held: &store::Held| {
        let folder = held.receipt.period;
        folder < period && until.is_none_or(|noted| noted <= folder)
    };
    let mut left_out = BTreeSet::new();
    for feed in session.catalogue.feeds() {
        let about = feed.about.as_deref();
        if !Held::compares(&feed.id, about) {
            continue;
        }
        let first = first.filter(|_| about.is_some());
        let is_past = |held: &store::Held| {
            let mut about = held.about.iter().filter_map(|about| about.parse::<Period>().ok());
            first.is_some_and(|first| about.all(|about| about < first))
        };
        let past = store.held().filter(|held| held.feed == feed.id && held.rows > 0);
        let past = past.filter(|held| comes(held) && is_past(held));
        left_out.extend(past.map(|held| (held.sender.clone(), held.feed.clone())));
        let rows = store.rows_of(&feed.id, |held| comes(held) && !is_past(held))?;
        figures.note_rows(&feed.id, (&feed.key, about), &rows);
    }
    if let Some(first) = first.filter(|_| !left_out.is_empty()) {
        figures.leave_out(first, left_out);
    }
    Ok(())
}
