//! The store as it stood on an earlier day: by what had been received, and what people had decided, by then.

use crate::domain::{FileState, Period, RegisterLine};
use crate::store::Store;
use crate::store::held::{Held, Key};
use crate::store::keep::{Touched, touch};
use anyhow::Result;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

impl Store {
    /// Whether anything is held that was received, or was decided by people, after a day.
    pub fn knows_more_than(&self, day: NaiveDate, register: &[RegisterLine]) -> bool {
        self.held.values().any(|held| held.receipt.received > day)
            || register.iter().any(|line| line.since > day && line.is_a_ruling())
    }

    /// What was held on a day: files received later are left out, those they replaced are in use again, and lines of the
    /// register with a later `since` do not count. For reading only.
    ///
    /// # Errors
    /// When a file of the store is damaged or gone.
    pub fn as_at(&self, day: NaiveDate, register: &[RegisterLine]) -> Result<Store> {
        let then: Vec<RegisterLine> = register.iter().filter(|line| line.since <= day).cloned().collect();
        let mut past = self.copy();
        let mut touched = Touched::new();
        let later: Vec<Held> = past
            .held
            .values()
            .filter(|held| held.receipt.received > day)
            .cloned()
            .collect();
        for held in &later {
            touch(&mut touched, held);
            past.forget(held);
        }
        past.give_back_names(&mut touched);
        past.apply_rulings_of(&then, &mut touched);
        past.settle_touched(&touched)?;
        Ok(past)
    }

    /// Without the inbox folders after a period: what later files replaced is in use again. For reading only.
    ///
    /// # Errors
    /// When a file of the store is damaged or gone.
    pub fn up_to(&self, period: Period) -> Result<Store> {
        // A folder's own state does not depend on later folders; only rows that these restated come back.
        self.without(|held| held.receipt.period > period)
    }

    /// As if some submissions had never come: what they replaced is in use again. For reading only.
    ///
    /// # Errors
    /// When a file of the store is damaged or gone.
    pub fn without(&self, gone: impl Fn(&Held) -> bool) -> Result<Store> {
        let mut rest = self.copy();
        let mut touched = Touched::new();
        let gone: Vec<Held> = rest.held.values().filter(|held| gone(held)).cloned().collect();
        for held in &gone {
            touch(&mut touched, held);
            rest.forget(held);
        }
        rest.settle_touched(&touched)?;
        Ok(rest)
    }

    fn copy(&self) -> Store {
        Store {
            folder: self.folder.clone(),
            feeds: self.feeds.clone(),
            shapes: self.shapes.clone(),
            committed: self.committed.clone(),
            held: self.held.clone(),
            slices: self.slices.clone(),
            masks: self.masks.clone(),
            alone: BTreeSet::new(),
            dirty: self.dirty.clone(),
            results: BTreeMap::new(),
            remarked: self.remarked.clone(),
            cleared: self.cleared.clone(),
            stripped: self.stripped.clone(),
            interrupted: None,
            under_way: false,
            lock: None,
        }
    }

    /// A content that was overwritten later was not yet overwritten then.
    fn give_back_names(&mut self, touched: &mut Touched) {
        let mut contents: BTreeMap<String, Vec<Key>> = BTreeMap::new();
        for key in self.held.keys() {
            contents.entry(key.1.clone()).or_default().push(key.clone());
        }
        for keys in contents.values() {
            let newest = keys
                .iter()
                .filter_map(|key| self.held.get(key))
                .map(|held| held.receipt.received)
                .max();
            let stands = keys
                .iter()
                .any(|key| self.held.get(key).is_some_and(|held| !held.overwritten));
            for key in keys.iter().filter(|_| !stands) {
                if let Some(held) = self
                    .held
                    .get_mut(key)
                    .filter(|held| Some(held.receipt.received) == newest)
                {
                    held.overwritten = false;
                    touch(touched, held);
                }
            }
        }
    }

    /// Decisions of people that had not been made then are undone; the day received stays what is known now.
    fn apply_rulings_of(&mut self, then: &[RegisterLine], touched: &mut Touched) {
        let received: BTreeMap<Key, (NaiveDate, bool)> = self
            .held
            .iter()
            .map(|(key, held)| (key.clone(), (held.receipt.received, held.receipt.received_assumed)))
            .collect();
        self.apply_register(then, touched);
        for (key, (day, assumed)) in received {
            if let Some(held) = self.held.get_mut(&key) {
                (held.receipt.received, held.receipt.received_assumed) = (day, assumed);
            }
        }
    }

    /// Whether a file is expired, so that nothing of it can be shown.
    pub fn is_expired(&self, file: &str, sha256: &str) -> bool {
        let of_file = |held: &&Held| held.receipt.file == file && held.receipt.sha256 == sha256;
        self.held
            .values()
            .filter(of_file)
            .any(|held| held.state == FileState::Expired)
    }
}
