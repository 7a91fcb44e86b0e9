//! The privacy gate's verdict on a file into its state and what is said of it, without a word of what was recognised.

use crate::domain::{FileState, Receipt};
use crate::ingest::context::FileContext;
use crate::ingest::read::ReadFile;
use crate::ingest::remarks::Remark;

/// What the gate lets happen.
#[derive(Clone, Debug)]
pub struct Gate {
    /// Current when the file may be read on, else refused or held.
    pub state: FileState,
    /// What is said of it.
    pub remarks: Vec<Remark>,
}

impl Gate {
    /// The receipt that may be kept.
    pub fn receipt(&self, receipt: Receipt) -> Receipt {
        receipt
    }
}

/// Judges a file.
pub fn judge(_file: &ReadFile, _context: &FileContext<'_>) -> Gate {
    Gate {
        state: FileState::Current,
        remarks: vec![],
    }
}
