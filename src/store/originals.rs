//! Every file ever taken, unaltered, by the hash of its content.

use crate::store::{Store, disk};
use anyhow::Result;
use std::path::PathBuf;

impl Store {
    /// Keeps a file's bytes. Files that the privacy gate refused must not be passed here.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_original(&self, sha256: &str, bytes: &[u8]) -> Result<()> {
        let path = self.original_path(sha256);
        // A file cut short by a power cut has another length; the name says what it must hold.
        if std::fs::metadata(&path).is_ok_and(|found| found.len() == bytes.len() as u64) {
            return Ok(());
        }
        let mut batch = disk::Batch::default();
        batch.replace(&path, bytes)
    }

    /// Where the bytes of a file are kept.
    pub fn original_path(&self, sha256: &str) -> PathBuf {
        self.folder.join("originals").join(sha256)
    }
}
