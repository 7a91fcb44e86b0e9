//! One run at a time: a lock on the board that the operating system lets go of when its holder dies.

use crate::store::disk;
use anyhow::{Result, bail};
use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::Duration;

/// How long a second run waits for the first before it refuses.
pub const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(50);

/// Held for as long as the value lives.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

/// Takes the lock of a store, waiting for at most `patience`.
///
/// # Errors
/// When another run holds it throughout, or the lock file cannot be opened.
pub(crate) fn take(store: &Path, patience: Duration) -> Result<Lock> {
    disk::make_folder(store)?;
    let path = store.join("lock");
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(|fault| disk::trouble("write", &path, &fault))?;
    let mut waited = Duration::ZERO;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) if waited < patience => {
                thread::sleep(PAUSE);
                waited += PAUSE;
            }
            Err(TryLockError::WouldBlock) => bail!(
                "another run is at work on this board (it holds {}). Wait until it has ended and run again. \
                 Nothing was changed.",
                path.display()
            ),
            Err(TryLockError::Error(fault)) => return Err(disk::trouble("lock", &path, &fault)),
        }
    }
}

/// Takes the lock beside others who look, for a moment, if nobody is at work: then what the store says of unfinished work stands.
/// `None` while someone is, or where the disk does not tell.
pub(crate) fn look(store: &Path) -> Option<Lock> {
    let file = File::open(store.join("lock")).ok()?;
    file.try_lock_shared().ok()?;
    Some(Lock { _file: file })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_refused_in_words_until_the_first_lets_go() {
        let folder = tempfile::tempdir().unwrap();
        let first = take(folder.path(), Duration::ZERO).unwrap();
        let refusal = take(folder.path(), Duration::ZERO).unwrap_err().to_string();
        assert!(refusal.contains("another run is at work"), "{refusal}");
        drop(first);
        take(folder.path(), Duration::ZERO).unwrap();
    }

    #[test]
    fn whoever_looks_is_told_that_someone_is_at_work_and_hinders_no_other_who_looks() {
        let folder = tempfile::tempdir().unwrap();
        assert!(look(folder.path()).is_none(), "nobody was ever at work here");
        let at_work = take(folder.path(), Duration::ZERO).unwrap();
        assert!(look(folder.path()).is_none());
        drop(at_work);
        let (one, other) = (look(folder.path()), look(folder.path()));
        assert!(one.is_some() && other.is_some());
        drop((one, other));
        take(folder.path(), Duration::ZERO).unwrap();
    }
}
