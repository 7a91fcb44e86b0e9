//! Bytes → files that are there whole or not at all; every failure names the path and what to do about it.

use anyhow::{Result, anyhow};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The ending of a file that is being written; whatever bears it after a sudden death is rubbish.
pub const PART: &str = ".part";

/// Replaces a file as a whole: after a sudden death the old or the new content stands there, never a mixture.
///
/// # Errors
/// When the folder cannot be made or the file cannot be written; the message names the path and what to do.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut batch = Batch::default();
    batch.replace(path, bytes)?;
    batch.settle()
}

/// Files written one after the other and then asked of the disk all at once, which is many times faster than one by one.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    written: Vec<PathBuf>,
}

impl Batch {
    /// Replaces a file as a whole.
    pub(crate) fn replace(&mut self, path: &Path, bytes: &[u8]) -> Result<()> {
        let part = write_part(path, bytes)?;
        fs::rename(&part, path).map_err(|fault| trouble("write", path, &fault))?;
        self.written.push(path.to_path_buf());
        Ok(())
    }

    /// The same with bytes that are made while they are written.
    pub(crate) fn replace_with(
        &mut self,
        path: &Path,
        make: impl FnOnce(&mut (dyn Write + Send)) -> Result<()>,
    ) -> Result<()> {
        let part = part_of(path)?;
        let file = File::create(&part).map_err(|fault| trouble("write", path, &fault))?;
        let mut sink = io::BufWriter::with_capacity(1 << 20, file);
        let made = make(&mut sink).and_then(|()| Ok(sink.flush()?));
        if let Err(fault) = made {
            // On a full disk the half-written part takes room that the next attempt needs.
            let _ = fs::remove_file(&part);
            return Err(fault.context(format!(
                "cannot write {}; what was held before is intact",
                path.display()
            )));
        }
        fs::rename(&part, path).map_err(|fault| trouble("write", path, &fault))?;
        self.written.push(path.to_path_buf());
        Ok(())
    }

    /// Creates a file as a whole; `false` when one of that name exists already, which then stays as it is.
    pub(crate) fn create(&mut self, path: &Path, bytes: &[u8]) -> Result<bool> {
        if path.exists() {
            return Ok(false);
        }
        let part = write_part(path, bytes)?;
        // A link cannot land on an existing name, so of two writers one wins. Where the disk knows no links, the board's
        // lock is the only guard and a rename must do.
        match fs::hard_link(&part, path) {
            Ok(()) => fs::remove_file(&part).map_err(|fault| trouble("remove", &part, &fault))?,
            Err(fault) if fault.kind() == ErrorKind::AlreadyExists => return Ok(false),
            Err(_) => fs::rename(&part, path).map_err(|fault| trouble("write", path, &fault))?,
        }
        self.written.push(path.to_path_buf());
        Ok(true)
    }

    /// Asks the disk to keep every file and every new name through a power cut.
    pub(crate) fn settle(self) -> Result<()> {
        let mut folders = BTreeSet::new();
        for path in &self.written {
            let synced = File::open(path).and_then(|file| file.sync_all());
            synced.map_err(|fault| trouble("write", path, &fault))?;
            folders.extend(path.parent());
        }
        for folder in folders {
            // Where folders cannot be synced, nothing is lost by going on, except when the disk is full.
            match File::open(folder).and_then(|folder| folder.sync_all()) {
                Err(fault) if fault.kind() == ErrorKind::StorageFull => return Err(trouble("write", folder, &fault)),
                _ => (),
            }
        }
        Ok(())
    }
}

/// Where a file stands while it is being written.
fn part_of(path: &Path) -> Result<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new("."));
    make_folder(folder)?;
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(PART);
    Ok(folder.join(name))
}

fn write_part(path: &Path, bytes: &[u8]) -> Result<PathBuf> {
    let part = part_of(path)?;
    let written = File::create(&part).and_then(|mut file| file.write_all(bytes));
    if let Err(fault) = written {
        // On a full disk the half-written part takes room that the next attempt needs.
        let _ = fs::remove_file(&part);
        return Err(trouble("write", path, &fault));
    }
    Ok(part)
}

/// Makes a folder and those above it.
pub(crate) fn make_folder(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(folder).map_err(|fault| trouble("make the folder", folder, &fault))
}

/// Reads a file whole.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|fault| trouble("read", path, &fault))
}

/// Removes a file; one that is gone already is no fault.
pub(crate) fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(fault) if fault.kind() != ErrorKind::NotFound => Err(trouble("remove", path, &fault)),
        _ => Ok(()),
    }
}

/// The names in a folder, sorted; none when there is no such folder.
pub(crate) fn names(folder: &Path) -> Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(fault) if fault.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(fault) => return Err(trouble("read", folder, &fault)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|fault| trouble("read", folder, &fault))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// What could not be done, where, why, and what a person should do.
pub(crate) fn trouble(action: &str, path: &Path, fault: &io::Error) -> anyhow::Error {
    let act = match (fault.kind(), action) {
        (ErrorKind::PermissionDenied, "read") => "Give yourself the right to read it and run again",
        (kind, _) => what_to_do(kind),
    };
    anyhow!(
        "cannot {action} {}: {fault}. {act}. What was held before is intact.",
        path.display()
    )
}

/// What a person should do about a fault of the disk.
pub(crate) fn what_to_do(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "The disk is full: free some space and run again",
        ErrorKind::FileTooLarge => {
            "A limit on the size of files stands in the way: raise it (`ulimit -f`) and run again"
        }
        ErrorKind::PermissionDenied => "Give yourself the right to write there and run again",
        ErrorKind::ReadOnlyFilesystem => {
            "The disk is read-only: make it writable, or copy the board elsewhere, and run again"
        }
        ErrorKind::NotFound => "Something there has gone: put it back, or run again to have it made again",
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => {
            "Something else stands there: move it away and run again"
        }
        _ => "Run again; if it stays so, check the disk",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_leaves_no_part() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/er/name.csv");
        write_whole(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        assert_eq!(read(&path).unwrap(), b"two");
        assert_eq!(names(path.parent().unwrap()).unwrap(), ["name.csv"]);
    }

    #[test]
    fn what_exists_is_not_created_twice() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("0.json");
        let mut batch = Batch::default();
        assert!(batch.create(&path, b"one").unwrap());
        assert!(!batch.create(&path, b"two").unwrap());
        batch.settle().unwrap();
        assert_eq!(read(&path).unwrap(), b"one");
    }

    #[test]
    fn a_failure_names_the_path_and_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("store"), b"a file where a folder should be").unwrap();
        let message = write_whole(&folder.path().join("store/x.csv"), b"")
            .unwrap_err()
            .to_string();
        assert!(message.contains("store"), "{message}");
        assert!(message.contains("move it away"), "{message}");
    }
}
