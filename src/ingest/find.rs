//! The folder of one period in the inbox into its files, always in the same order, and the links that were not followed.

use crate::domain::Period;
use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// One file in the inbox.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The first folder below the period's: an agency, if all is well; empty for a file outside any.
    pub agency: String,
    /// Path relative to the inbox, with forward slashes.
    pub file: String,
    /// Where it is on the disk.
    pub path: PathBuf,
    /// What its bytes were when they were last hashed, if they were.
    pub hashed: Option<Hashed>,
}

/// The hash of a file's bytes, and what the disk said of the file just before they were read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hashed {
    /// SHA-256, in lower-case hexadecimal.
    pub sha256: String,
    length: u64,
    changed: SystemTime,
}

impl Found {
    /// The hash of the file's bytes, read just now. Noted for [`Found::hash_of`].
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn hash(&mut self) -> io::Result<String> {
        let before = std::fs::metadata(&self.path)?;
        let bytes = std::fs::read(&self.path)?;
        let sha256 = sha256(&bytes);
        self.hashed = before.modified().ok().map(|changed| Hashed {
            sha256: sha256.clone(),
            length: bytes.len() as u64,
            changed,
        });
        Ok(sha256)
    }

    /// The hash of bytes that were read from the file just now: the one that is known, if the disk says that it has not been
    /// changed since.
    pub fn hash_of(&self, bytes: &[u8]) -> String {
        let changed = std::fs::metadata(&self.path).and_then(|file| file.modified()).ok();
        let stands = |known: &&Hashed| known.length == bytes.len() as u64 && Some(known.changed) == changed;
        match self.hashed.as_ref().filter(stands) {
            Some(known) => known.sha256.clone(),
            None => sha256(bytes),
        }
    }
}

/// What lies in the folders of one period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory {
    /// Files to be read, sorted by their path.
    pub files: Vec<Found>,
    /// Links that lead to a folder or to nothing, relative to the inbox: nothing behind them was read.
    pub unfollowed: Vec<String>,
}

/// Lists the files of a period, without those that no one sends on purpose: lock files, folder settings. A period without a folder
/// has none. Both ways of writing the folder's name are read.
///
/// # Errors
/// When a folder cannot be listed.
pub fn find(inbox: &Path, period: Period) -> Result<Inventory> {
    let mut inventory = Inventory::default();
    for name in [period.slug(), period.to_string()] {
        let folder = inbox.join(&name);
        if !folder.is_dir() {
            continue;
        }
        for entry in walkdir::WalkDir::new(&folder).sort_by_file_name() {
            let entry = entry
                .with_context(|| format!("cannot list {}; check that the folder may be read", folder.display()))?;
            let is_link = entry.depth() > 0 && entry.path_is_symlink();
            if !entry.file_type().is_file() && !is_link {
                continue;
            }
            let below = entry.path().strip_prefix(&folder).unwrap_or(entry.path());
            let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
            let file = format!("{name}/{}", parts.join("/"));
            if parts.iter().any(|part| is_litter(part)) {
                continue;
            }
            // A link is as good as the file that it leads to; what leads to a folder is not followed.
            if is_link && !entry.path().is_file() {
                inventory.unfollowed.push(file);
                continue;
            }
            let agency = if parts.len() > 1 {
                parts[0].clone()
            } else {
                String::new()
            };
            inventory.files.push(Found {
                agency,
                file,
                path: entry.into_path(),
                hashed: None,
            });
        }
    }
    inventory.files.sort_by(|one, other| one.file.cmp(&other.file));
    inventory.unfollowed.sort();
    Ok(inventory)
}

/// Every period that has a folder in the inbox, earliest first.
///
/// # Errors
/// When the inbox cannot be listed.
pub fn periods(inbox: &Path) -> Result<Vec<Period>> {
    let mut periods = Vec::new();
    if !inbox.is_dir() {
        return Ok(periods);
    }
    for entry in walkdir::WalkDir::new(inbox).min_depth(1).max_depth(1) {
        let entry =
            entry.with_context(|| format!("cannot list {}; check that the folder may be read", inbox.display()))?;
        if let (true, Ok(period)) = (entry.file_type().is_dir(), entry.file_name().to_string_lossy().parse()) {
            periods.push(period);
        }
    }
    periods.sort();
    periods.dedup();
    Ok(periods)
}

/// What stands directly in the inbox and is no quarter's folder, by name, in the order of names: nothing in it is read.
///
/// # Errors
/// When the inbox cannot be listed.
pub fn strays(inbox: &Path) -> Result<Vec<String>> {
    let mut strays = Vec::new();
    if !inbox.is_dir() {
        return Ok(strays);
    }
    for entry in walkdir::WalkDir::new(inbox)
        .min_depth(1)
        .max_depth(1)
        .sort_by_file_name()
    {
        let entry =
            entry.with_context(|| format!("cannot list {}; check that the folder may be read", inbox.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_quarter = entry.file_type().is_dir() && name.parse::<Period>().is_ok_and(|period| is_way(&name, period));
        if !is_quarter && !is_litter(&name) {
            strays.push(name);
        }
    }
    Ok(strays)
}

/// Whether a folder's name is one of the two ways in which a period's folder is written.
fn is_way(name: &str, period: Period) -> bool {
    name == period.slug() || name == period.to_string()
}

/// What programs leave behind beside a person's files.
fn is_litter(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name == "__MACOSX"
        || name.eq_ignore_ascii_case("thumbs.db")
        || name.eq_ignore_ascii_case("desktop.ini")
}

/// SHA-256 of a file's bytes, in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_in_order_and_without_litter() {
        let folder = tempfile::tempdir().unwrap();
        for name in [
            "2026-27-Q2/police/b.csv",
            "2026-27-Q2/police/a.csv",
            "2026-27-Q2/police/~$a.xlsx",
            "2026-27-Q2/.DS_Store",
            "2026-27-Q1/police/c.csv",
            "2026-27-Q2/esneft/deep/er/d.xlsx",
        ] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let inventory = find(folder.path(), "2026-27 Q2".parse().unwrap()).unwrap();
        let files: Vec<(&str, &str)> = inventory
            .files
            .iter()
            .map(|found| (found.agency.as_str(), found.file.as_str()))
            .collect();
        assert_eq!(
            files,
            [
                ("esneft", "2026-27-Q2/esneft/deep/er/d.xlsx"),
                ("police", "2026-27-Q2/police/a.csv"),
                ("police", "2026-27-Q2/police/b.csv")
            ]
        );
        assert!(inventory.unfollowed.is_empty());
        assert_eq!(periods(folder.path()).unwrap().len(), 2);
        assert!(strays(folder.path()).unwrap().is_empty());
        std::fs::create_dir(folder.path().join("Q2 2026")).unwrap();
        std::fs::create_dir(folder.path().join("2026-27_Q2")).unwrap();
        std::fs::write(folder.path().join("late.csv"), "x").unwrap();
        assert_eq!(strays(folder.path()).unwrap(), ["2026-27_Q2", "Q2 2026", "late.csv"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_to_files_are_read_and_other_links_are_told() {
        let folder = tempfile::tempdir().unwrap();
        let agency = folder.path().join("2026-27-Q2/police");
        std::fs::create_dir_all(&agency).unwrap();
        std::fs::write(folder.path().join("elsewhere.csv"), "x").unwrap();
        for (to, name) in [
            ("../../elsewhere.csv", "a.csv"),
            ("../../gone.csv", "b.csv"),
            ("../..", "c"),
        ] {
            std::os::unix::fs::symlink(to, agency.join(name)).unwrap();
        }
        let inventory = find(folder.path(), "2026-27 Q2".parse().unwrap()).unwrap();
        let files: Vec<&str> = inventory.files.iter().map(|found| found.file.as_str()).collect();
        assert_eq!(files, ["2026-27-Q2/police/a.csv"]);
        assert_eq!(inventory.unfollowed, ["2026-27-Q2/police/b.csv", "2026-27-Q2/police/c"]);
    }

    #[test]
    fn the_hash_of_nothing_is_the_known_one() {
        assert_eq!(
            sha256(b""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
    }
}
