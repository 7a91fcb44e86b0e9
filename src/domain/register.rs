//! One line of `register.csv`: a change in the life of one file.

use crate::domain::{FileState, Period};
use chrono::NaiveDate;

/// How the program begins the reasons that it writes itself; every other reason is a person's.
pub const BY_PROGRAM: &str = "by rule: ";

/// A change in the life of a file. The newest line of a file counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterLine {
    /// The folder's agency.
    pub agency: String,
    /// The period of the inbox folder.
    pub period: Period,
    /// Path relative to the inbox, with forward slashes; empty when the name itself holds an identifier.
    pub file: String,
    /// SHA-256 of the content, lower-case hexadecimal.
    pub sha256: String,
    /// The day it counts as received.
    pub received: NaiveDate,
    /// From which day the state holds.
    pub since: NaiveDate,
    /// What it is from then on.
    pub state: FileState,
    /// Why; begins with [`BY_PROGRAM`] unless a person wrote it.
    pub reason: String,
}

impl RegisterLine {
    /// Whether a person decided it, so that no rule may overturn it.
    pub fn is_a_ruling(&self) -> bool {
        !self.reason.starts_with(BY_PROGRAM)
    }
}
