//! Submissions and the register → what is held and in use; nothing is written before `commit`.

use crate::domain::{BY_PROGRAM, Body, ColumnsRemoved, FileState, RegisterLine, Submission, columns_removed, rulings};
use crate::store::bridge;
use crate::store::columns::without;
use crate::store::delta_log::sha256;
use crate::store::held::{Held, Key, ruling_words};
use crate::store::rowset::{self, RowSet};
use crate::store::settle::{Sheet, alone, settle};
use crate::store::shelf::{Reading, Slice, unpacked};
use crate::store::{Group, Incoming, Store};
use anyhow::{Context, Result, bail};
use arrow::array::{Array, AsArray};
use std::collections::{BTreeMap, BTreeSet};

/// What of a group may have changed: the inbox folders, and the periods that rows of theirs are about.
#[derive(Debug, Default)]
pub(crate) struct Touch {
    folders: BTreeSet<crate::domain::Period>,
    about: BTreeSet<String>,
    contents: BTreeSet<String>,
}

/// By group of sender and feed.
pub(crate) type Touched = BTreeMap<Group, Touch>;

/// A line of the register by file and content.
type Newest<'a> = BTreeMap<(&'a str, &'a str), &'a RegisterLine>;

impl Touch {
    /// Whether the state of a submission is to be decided anew.
    fn opens(&self, held: &Held) -> bool {
        self.folders.contains(&held.receipt.period) || self.contents.contains(&held.receipt.sha256)
    }
}

impl Store {
    /// Takes in what was read from files and what the register says of all files, and decides which rows are in use.
    /// A submission that is held already with the same rows changes nothing. Visible to others after [`Store::commit`].
    ///
    /// # Errors
    /// When rows of the store that are needed for the decision cannot be read, or a submission's rows do not fit its feed.
    pub fn keep(&mut self, incoming: &Incoming) -> Result<()> {
        let mut touched = Touched::new();
        self.note_columns_removed(incoming.register);
        let removed = columns_removed(incoming.register);
        self.drop_what_is_read_anew(incoming.submissions, &mut touched);
        self.remark(incoming.submissions);
        for submission in incoming.submissions {
            self.insert(submission, (incoming.read_under, &removed), &mut touched)
                .with_context(|| format!("cannot keep {} as {}", submission.receipt.file, submission.feed))?;
        }
        self.apply_register(incoming.register, &mut touched);
        self.settle_touched(&touched)?;
        self.alone.clear();
        Ok(())
    }

    /// A file that is read again may yield other feeds than before.
    fn drop_what_is_read_anew(&mut self, submissions: &[Submission], touched: &mut Touched) {
        let files: BTreeSet<(&str, &str)> = submissions
            .iter()
            .map(|new| (new.receipt.file.as_str(), new.receipt.sha256.as_str()))
            .collect();
        let coming: BTreeSet<Key> = submissions.iter().map(key_of).collect();
        let gone = |held: &Held| {
            files.contains(&(held.receipt.file.as_str(), held.receipt.sha256.as_str())) && !coming.contains(&held.key())
        };
        let dropped: Vec<Held> = self.held.values().filter(|held| gone(held)).cloned().collect();
        for held in dropped {
            touch(touched, &held);
            self.forget(&held);
        }
    }

    fn insert(
        &mut self,
        submission: &Submission,
        (read_under, removed): (&str, &ColumnsRemoved<'_>),
        touched: &mut Touched,
    ) -> Result<()> {
        let (mut held, slice) = self.held_of(submission, (read_under, removed))?;
        let key = held.key();
        if submission.long.as_ref().is_some_and(|long| long.alone) {
            self.alone.insert(key.clone());
        }
        if let Some(old) = self.held.get(&key) {
            // Settled facts stay until they are settled anew.
            (held.state, held.why) = (old.state, old.why.clone());
            held.ruling = old.ruling.clone();
            held.receipt.received = old.receipt.received;
            held.receipt.received_assumed = old.receipt.received_assumed;
            let same_rows = old.print == held.print
                && old.read_as == held.read_as
                && old.receipt == held.receipt
                && !old.overwritten;
            if same_rows {
                self.held.insert(key, held);
                return Ok(());
            }
        }
        let of_same_name = (key.0, key.1.clone(), String::new(), String::new(), String::new());
        for (_, other) in self
            .held
            .range_mut(of_same_name..)
            .take_while(|(other, _)| other.1 == key.1)
        {
            let is_older = other.receipt.sha256 != held.receipt.sha256 && !held.receipt.is_nameless();
            if is_older && !other.overwritten {
                other.overwritten = true;
                touch(touched, other);
            }
        }
        touch(touched, &held);
        self.dirty.insert((held.feed.clone(), held.receipt.period));
        self.masks.remove(&key);
        match slice {
            Some(slice) => self.slices.insert(key.clone(), slice),
            None => self.slices.remove(&key),
        };
        self.held.insert(key, held);
        Ok(())
    }

    /// Takes a submission out as if it had never come.
    pub(crate) fn forget(&mut self, held: &Held) {
        let key = held.key();
        self.dirty.insert((held.feed.clone(), held.receipt.period));
        self.slices.remove(&key);
        self.masks.remove(&key);
        self.held.remove(&key);
    }

    fn held_of(
        &self,
        submission: &Submission,
        (read_under, removed): (&str, &ColumnsRemoved<'_>),
    ) -> Result<(Held, Option<Slice>)> {
        let (slice, about, print) = self.contents(submission, removed)?;
        let held = Held {
            receipt: submission.receipt.clone(),
            sender: submission.sender.clone(),
            feed: submission.feed.clone(),
            state: submission.state,
            why: String::new(),
            nil: submission.nil,
            rows: slice.as_ref().map_or(0, |_| submission.row_count()),
            about: about.into_iter().collect(),
            // What one reading saw replaced may stand on an earlier day, or when the later file is withdrawn.
            read_as: match submission.state {
                FileState::Superseded => FileState::Current,
                other => other,
            },
            ruling: String::new(),
            overwritten: false,
            print,
            read_under: read_under.to_string(),
        };
        Ok((held, slice))
    }

    /// The rows of a submission, the periods that they are about, and their fingerprint.
    fn contents(
        &self,
        submission: &Submission,
        removed: &ColumnsRemoved<'_>,
    ) -> Result<(Option<Slice>, BTreeSet<String>, String)> {
        let Some(shape) = self.shapes.get(&submission.feed).filter(|_| submission.row_count() > 0) else {
            return Ok((None, BTreeSet::new(), String::new()));
        };
        let file = (submission.receipt.file.as_str(), submission.receipt.sha256.as_str());
        let gone = removed.get(&file).into_iter().flatten();
        let gone: BTreeSet<&str> = gone
            .filter(|(feed, _)| *feed == submission.feed)
            .map(|(_, column)| *column)
            .collect();
        let batch = match submission.long.as_ref().map(|long| (long, &long.body)) {
            None => shape.conform(&bridge::to_batch(&submission.rows)?)?,
            Some((long, Body::Packed(bytes))) if gone.is_empty() => {
                return Ok((Some(Slice::Packed(bytes.clone())), long.about.clone(), sha256(bytes)));
            }
            Some((_, Body::Packed(bytes))) => unpacked(bytes, shape)?,
            Some((_, Body::Columns(_))) => bail!("long rows must be packed before they are kept"),
        };
        let batch = without(&batch, shape, &gone)?;
        let about = match self.feeds.get(&submission.feed) {
            Some(feed) => rowset::about(&batch, feed)?,
            None => BTreeSet::new(),
        };
        let print = rowset::fingerprint(&batch, &["received", "superseded"])?;
        Ok((Some(Slice::Fresh(batch)), about, print))
    }

    /// What people changed in the register counts from now on.
    pub(crate) fn apply_register(&mut self, register: &[RegisterLine], touched: &mut Touched) {
        let newest: Newest = register
            .iter()
            .map(|line| ((line.file.as_str(), line.sha256.as_str()), line))
            .collect();
        let rulings = rulings(register);
        let mut expired = Vec::new();
        for held in self.held.values_mut() {
            let file = (held.receipt.file.as_str(), held.receipt.sha256.as_str());
            let line = newest.get(&file).copied();
            let ruling = ruling_words(rulings.get(&file).copied());
            let received = line.map_or(held.receipt.received, |line| line.received);
            if received != held.receipt.received {
                held.receipt.received = received;
                held.receipt.received_assumed = false;
                self.dirty.insert((held.feed.clone(), held.receipt.period));
                touch(touched, held);
            }
            if ruling != held.ruling {
                held.ruling = ruling;
                touch(touched, held);
            }
            if rulings.get(&file).is_some_and(|line| line.state == FileState::Expired) && held.rows > 0 {
                expired.push((
                    held.key(),
                    rulings[&file].reason.trim_start_matches(BY_PROGRAM).to_string(),
                ));
            }
        }
        // What was removed stays removed, also when its file still lies in the inbox and is read again.
        for (key, why) in expired {
            self.empty(&key, &why);
        }
    }

    /// Decides anew wherever something changed.
    pub(crate) fn settle_touched(&mut self, touched: &Touched) -> Result<()> {
        let mut reading = Reading::default();
        let mut groups: BTreeMap<(&str, &str), Vec<&Held>> = touched
            .keys()
            .map(|(sender, feed)| ((sender.as_str(), feed.as_str()), vec![]))
            .collect();
        for held in self.held.values() {
            if let Some(group) = groups.get_mut(&(held.sender.as_str(), held.feed.as_str())) {
                group.push(held);
            }
        }
        // In the same order as what was touched of each; no group's decision bears on another's members.
        let groups = groups.into_values().zip(touched.values());
        let groups: Vec<(Vec<Held>, &Touch)> = groups.map(|(group, touch)| (members(&group, touch), touch)).collect();
        for (members, touch) in groups {
            self.settle_group(&members, touch, &mut reading)?;
        }
        Ok(())
    }

    fn settle_group(&mut self, members: &[Held], touch: &Touch, reading: &mut Reading) -> Result<()> {
        let closely = members.len() > 1 || members.iter().any(|held| !touch.opens(held));
        if !closely || self.share_nothing(members) {
            for held in members {
                self.settle_alone(held, touch, reading)?;
            }
            return Ok(());
        }
        let mut sets = Vec::with_capacity(members.len());
        let mut before = Vec::with_capacity(members.len());
        for held in members {
            sets.push(self.look_into(held, reading)?);
            before.push(self.mask(held, reading)?);
        }
        let sheet = |(held, set)| sheet(held, set, touch.opens(held));
        let sheets: Vec<Sheet> = members.iter().zip(&sets).map(sheet).collect();
        let settled = settle(&sheets);
        let mut about = touch.about.clone();
        about.extend(
            members
                .iter()
                .filter(|held| touch.opens(held))
                .flat_map(|held| held.about.iter().cloned()),
        );
        for (at, settled) in settled.into_iter().enumerate() {
            let (held, mut mask) = (&members[at], settled.superseded);
            let key = held.key();
            if touch.opens(held) {
                if let Some(held) = self.held.get_mut(&key) {
                    (held.state, held.why) = (settled.state, settled.why);
                }
            } else {
                // Rows about other periods were not looked at: what was decided of them stands.
                for (row, out) in mask.iter_mut().enumerate() {
                    if !about.contains(&sets[at].period[row]) {
                        *out = before[at][row];
                    }
                }
            }
            if mask != before[at] {
                self.dirty.insert((held.feed.clone(), held.receipt.period));
                self.masks.insert(key, mask);
            }
        }
        Ok(())
    }

    /// Whether all members are long files just read from one folder, of which no two have a row for one thing.
    fn share_nothing(&self, members: &[Held]) -> bool {
        let folder = members.first().map(|held| held.receipt.period);
        members
            .iter()
            .all(|held| Some(held.receipt.period) == folder && self.alone.contains(&held.key()))
    }

    /// Settles a submission that no other bears on.
    fn settle_alone(&mut self, held: &Held, touch: &Touch, reading: &mut Reading) -> Result<()> {
        let settled = alone(&sheet(held, &RowSet::default(), touch.opens(held)), held.rows);
        let before = self.mask(held, reading)?;
        let key = held.key();
        if let Some(held) = self.held.get_mut(&key) {
            (held.state, held.why) = (settled.state, settled.why);
        }
        if settled.superseded != before {
            self.dirty.insert((held.feed.clone(), held.receipt.period));
            self.masks.insert(key, settled.superseded);
        }
        Ok(())
    }

    fn look_into(&self, held: &Held, reading: &mut Reading) -> Result<RowSet> {
        let parts = (
            self.feeds.get(&held.feed),
            self.shapes.get(&held.feed),
            self.slices.get(&held.key()),
        );
        let (Some(feed), Some(shape), Some(slice)) = parts else {
            return Ok(RowSet::default());
        };
        rowset::look(&reading.rows(slice, shape)?, feed, held.receipt.period)
    }

    /// Which rows of a submission are out of use, as last decided.
    pub(crate) fn mask(&self, held: &Held, reading: &mut Reading) -> Result<Vec<bool>> {
        if let Some(mask) = self.masks.get(&held.key()) {
            return Ok(mask.clone());
        }
        match (self.slices.get(&held.key()), self.shapes.get(&held.feed)) {
            (Some(slice @ Slice::Filed { .. }), Some(shape)) => {
                let rows = reading.rows(slice, shape)?;
                let column = rows
                    .column_by_name("superseded")
                    .and_then(|column| column.as_boolean_opt());
                Ok(column.map_or_else(
                    || vec![false; rows.num_rows()],
                    |column| {
                        (0..column.len())
                            .map(|row| column.is_valid(row) && column.value(row))
                            .collect()
                    },
                ))
            }
            // Fresh rows are in use until something else is decided.
            _ => Ok(vec![false; held.rows]),
        }
    }
}

/// The submissions of a group that can bear on what was touched.
fn members(group: &[&Held], touch: &Touch) -> Vec<Held> {
    let mut about: BTreeSet<&str> = touch.about.iter().map(String::as_str).collect();
    for held in group.iter().filter(|held| touch.opens(held)) {
        about.extend(held.about.iter().map(String::as_str));
    }
    let bears = |held: &&&Held| touch.opens(held) || held.about.iter().any(|period| about.contains(period.as_str()));
    group.iter().filter(bears).map(|held| (*held).clone()).collect()
}

fn sheet<'a>(held: &'a Held, set: &'a RowSet, open: bool) -> Sheet<'a> {
    Sheet {
        receipt: &held.receipt,
        read_as: if open { held.read_as } else { held.state },
        ruling: held.ruling().filter(|_| open),
        settled: !open,
        overwritten: held.overwritten,
        set,
    }
}

fn key_of(submission: &Submission) -> Key {
    let receipt = &submission.receipt;
    (
        receipt.period,
        receipt.file.clone(),
        receipt.sha256.clone(),
        submission.sender.clone(),
        submission.feed.clone(),
    )
}

pub(crate) fn touch(touched: &mut Touched, held: &Held) {
    let touch = touched.entry((held.sender.clone(), held.feed.clone())).or_default();
    touch.folders.insert(held.receipt.period);
    touch.about.extend(held.about.iter().cloned());
    touch.contents.insert(held.receipt.sha256.clone());
}
