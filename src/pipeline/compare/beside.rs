//! An edition's tables, files and readings beside those of now: what every cause is found in.

use crate::board::Register;
use crate::domain::{FileState, Period};
use crate::pipeline::assess::Around;
use crate::pipeline::cause::{Causes, Moved, reads, was_there};
use crate::pipeline::compare::flips::{self, Flip};
use crate::pipeline::compare::is_moved;
use crate::pipeline::compare::worlds::{Said, Stores, Worlds};
use crate::pipeline::edition::{self, Edition};
use crate::pipeline::quarter::{Taken, take_into};
use crate::pipeline::{Fault, Session, Watch, issue, queries};
use crate::store::{Held, Store, write_whole};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Then and now of one edition.
pub struct Beside<'s> {
    session: &'s Session,
    folder: PathBuf,
    edition: Edition,
    then: Session,
    register: Register,
    now: Store,
    /// The files of then, as they are read now.
    files_then: Store,
}

impl<'s> Beside<'s> {
    /// Opens an edition beside what is held now.
    ///
    /// # Errors
    /// `Usage` when its tables cannot be read by this program; `Unfinished` when the store cannot.
    pub fn open(session: &'s Session, (folder, edition): (PathBuf, Edition)) -> Result<Beside<'s>, Fault> {
        let then = edition::board_then(&session.board.root, (&folder, &edition))?;
        let now = queries::open(session)?;
        let register = queries::register(session)?;
        // What came later but is now said to have come before was not there all the same.
        let files_then = now.as_at(edition.as_at, register.lines())?;
        let files_then = files_then.without(|held| !was_there(&edition, &held.receipt))?;
        Ok(Beside {
            session,
            folder,
            edition,
            then,
            register,
            now,
            files_then,
        })
    }

    /// What was declared when the edition was made.
    pub fn then(&self) -> &Session {
        &self.then
    }

    /// What is held now.
    pub fn now(&self) -> &Store {
        &self.now
    }

    /// The causes of some movements, each of which is told what alone makes it.
    ///
    /// # Errors
    /// As [`Beside::open`].
    pub(in crate::pipeline) fn causes(
        &self,
        (period, around): (Period, &Around<'_>),
        now: Said,
        (moved, flips): (&mut [Moved], &mut [Flip]),
    ) -> Result<Causes<'_>, Fault> {
        let stores = Stores {
            now: &self.now,
            then: &self.files_then,
        };
        if !moved.is_empty() || !flips.is_empty() {
            let read_then = self.read_then((period, around.watch))?;
            let read_then = read_then.as_ref().map(|(_, taken)| taken.then());
            let worlds = Worlds::new((self.session, &self.then), (stores, read_then), (period, around), now)?;
            for change in moved.iter_mut() {
                let key = &change.key;
                change.by = worlds.causes(|one, other| is_moved(one.series.get(key), other.series.get(key)));
            }
            for flip in flips {
                let key = &flip.key;
                let turns = |one: &Said, other: &Said| {
                    flips::is_turned(key, (one.exceptions.get(key), other.exceptions.get(key)))
                };
                flip.by = worlds.causes(turns);
            }
        }
        Causes::new(
            (self.session, &self.then),
            (&self.folder, &self.edition, &self.register),
            stores,
            (period, moved),
        )
    }

    /// Every file that is held, read as files were read then, where the board reads otherwise now; the folder holds them as long as it is
    /// kept.
    fn read_then(&self, (period, watch): (Period, &dyn Watch)) -> Result<Option<(tempfile::TempDir, Taken)>, Fault> {
        let (session, edition) = (self.session, (self.folder.as_path(), &self.edition));
        if self.then.catalogue.hash() == session.catalogue.hash() && reads(&self.then) == reads(session) {
            return Ok(None);
        }
        // Nothing is kept of what was refused or has expired.
        let is_kept = |held: &&Held| !matches!(held.state, FileState::Refused | FileState::Expired);
        let held = self.now.held().filter(|held| !held.overwritten).filter(is_kept);
        let returns: BTreeSet<(String, String)> = held
            .map(|held| (format!("inbox/{}", held.receipt.file), held.receipt.sha256.clone()))
            .collect();
        let world = issue::with_tables_of(&session.board.root, edition, returns.into_iter())?;
        // When each came, and what people decided of it, is as it is now.
        write_whole(&world.path().join("register.csv"), self.register.text().as_bytes())?;
        let again = edition::session_then(world.path(), &self.folder, session.as_at)?;
        let store: &Path = &world.path().join("store");
        let newest = self.now.held().map(|held| held.receipt.period).max();
        let taken = take_into(store, &again, (newest.unwrap_or(period).max(period), watch))?;
        Ok(Some((world, taken)))
    }
}
