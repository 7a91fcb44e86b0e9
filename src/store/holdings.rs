//! What is held, from whom, why and until when; and the end of what may no longer be kept.

use crate::catalogue::Feed;
use crate::domain::{BY_PROGRAM, FileState, Period, RegisterLine};
use crate::store::state::{RUNS, table_folder};
use crate::store::{Held, RunFacts, Store, disk};
use anyhow::Result;
use chrono::{Months, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// What is held of one feed from one sender about one quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The member agency whose return it is.
    pub sender: String,
    /// The feed.
    pub feed: String,
    /// The inbox folder's period.
    pub period: Period,
    /// Files, whether in use or not.
    pub files: usize,
    /// Rows, whether in use or not.
    pub rows: usize,
    /// Why the board holds it.
    pub purpose: String,
    /// The last day on which it may be kept.
    pub keep_until: NaiveDate,
    /// What is gone already.
    pub expired: bool,
}

/// The last day on which rows of an inbox folder may be kept.
pub fn keep_until(feed: &Feed, period: Period) -> NaiveDate {
    let months = Months::new(u32::from(feed.keep_years) * 12);
    period.last_day().checked_add_months(months).unwrap_or(NaiveDate::MAX)
}

impl Store {
    /// Everything that is held, by sender, feed and period.
    pub fn holdings(&self) -> Vec<Holding> {
        let mut groups: BTreeMap<(&str, &str, Period), Vec<&Held>> = BTreeMap::new();
        for held in self.held.values().filter(|held| !held.feed.is_empty()) {
            groups
                .entry((&held.sender, &held.feed, held.receipt.period))
                .or_default()
                .push(held);
        }
        let holding = |((sender, feed, period), parts): (&(&str, &str, Period), &Vec<&Held>)| {
            let feed_of = self.feeds.get(*feed);
            let files: BTreeSet<&str> = parts.iter().map(|held| held.receipt.file.as_str()).collect();
            Holding {
                sender: sender.to_string(),
                feed: feed.to_string(),
                period: *period,
                files: files.len(),
                rows: parts.iter().map(|held| held.rows).sum(),
                purpose: feed_of.map(|feed| feed.purpose.clone()).unwrap_or_default(),
                keep_until: feed_of.map_or(NaiveDate::MAX, |feed| keep_until(feed, *period)),
                expired: parts.iter().all(|held| held.state == FileState::Expired),
            }
        };
        groups.iter().map(holding).collect()
    }

    /// Removes what is past its keeping time on a day: rows, findings and originals, and columns that may be kept for less
    /// long than their rows, from the newest state and from the disk. Gives the lines that the register must gain so that it
    /// stays gone; they are to be written before this ends in [`Store::commit_expiry`].
    ///
    /// # Errors
    /// When rows of which a column must go cannot be read.
    pub fn expire(&mut self, day: NaiveDate, register: &[RegisterLine]) -> Result<Vec<RegisterLine>> {
        self.note_columns_removed(register);
        let due = |held: &&Held| {
            let feed = self.feeds.get(&held.feed);
            held.state != FileState::Expired && feed.is_some_and(|feed| keep_until(feed, held.receipt.period) < day)
        };
        let due: Vec<Held> = self.held.values().filter(due).cloned().collect();
        let mut lines: BTreeMap<(String, String), RegisterLine> = BTreeMap::new();
        for held in &due {
            let years = self.feeds.get(&held.feed).map_or(0, |feed| feed.keep_years);
            let why = format!("kept for {years} years after {}, then removed", held.receipt.period);
            let receipt = &held.receipt;
            // A file is expired as a whole only when nothing of it may be kept any longer.
            if self.feeds_left(held).is_empty() {
                lines.insert(
                    (receipt.file.clone(), receipt.sha256.clone()),
                    RegisterLine {
                        agency: receipt.agency.clone(),
                        period: receipt.period,
                        file: receipt.file.clone(),
                        sha256: receipt.sha256.clone(),
                        received: receipt.received,
                        since: day,
                        state: FileState::Expired,
                        reason: format!("{BY_PROGRAM}{why}"),
                    },
                );
            }
            self.empty(&held.key(), &why);
        }
        let mut lines: Vec<RegisterLine> = lines.into_values().collect();
        lines.extend(self.expire_columns(day, register)?);
        Ok(lines)
    }

    /// Other feeds of the same file that are not expired.
    fn feeds_left(&self, held: &Held) -> Vec<&Held> {
        let same_file = |other: &&Held| {
            other.receipt.file == held.receipt.file
                && other.receipt.sha256 == held.receipt.sha256
                && other.key() != held.key()
                && other.state != FileState::Expired
        };
        self.held.values().filter(same_file).collect()
    }

    /// Whether columns of its file were removed, so that its original is not kept either.
    pub(crate) fn is_stripped(&self, held: &Held) -> bool {
        let file = (held.receipt.file.clone(), held.receipt.sha256.clone());
        self.stripped.contains(&file)
    }

    /// Takes the rows of a submission away and leaves word that it was there.
    pub(crate) fn empty(&mut self, key: &crate::store::held::Key, why: &str) {
        self.slices.remove(key);
        self.masks.remove(key);
        if let Some(held) = self.held.get_mut(key) {
            (held.state, held.read_as) = (FileState::Expired, FileState::Expired);
            (held.rows, held.why) = (0, why.to_string());
            held.print.clear();
            held.about.clear();
            self.dirty.insert((held.feed.clone(), held.receipt.period));
            self.cleared.insert((held.receipt.period, held.receipt.sha256.clone()));
        }
    }

    /// Commits an expiry and removes from the disk every file that still holds what is gone: older versions of the tables
    /// and originals that nothing in use needs.
    ///
    /// # Errors
    /// As [`Store::commit`].
    pub fn commit_expiry(&mut self, facts: &RunFacts) -> Result<u64> {
        self.begin(facts)?;
        let sequence = self.commit(facts)?;
        self.remove_what_is_gone()?;
        self.finish()?;
        Ok(sequence)
    }

    fn remove_what_is_gone(&self) -> Result<()> {
        let Some(state) = &self.committed else {
            return Ok(());
        };
        for (table, held) in state.tables.iter().filter(|(table, _)| *table != RUNS) {
            let folder = table_folder(&self.folder, table);
            let live: BTreeSet<&str> = held.files.values().map(|file| file.path.as_str()).collect();
            for name in disk::names(&folder)?.iter().filter(|name| name.ends_with(".parquet")) {
                if !live.contains(name.as_str()) {
                    disk::remove(&folder.join(name))?;
                }
            }
        }
        let needed: BTreeSet<&str> = self
            .held
            .values()
            .filter(|held| held.state != FileState::Expired && !self.is_stripped(held))
            .map(|held| held.receipt.sha256.as_str())
            .collect();
        for name in disk::names(&self.folder.join("originals"))? {
            if !needed.contains(name.as_str()) {
                disk::remove(&self.original_path(&name))?;
            }
        }
        Ok(())
    }
}
