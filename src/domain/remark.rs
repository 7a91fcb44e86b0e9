//! What people wrote about an exception in one quarter: a line of the commentary file.

use crate::domain::Period;

/// What stands in place of a text that may name a child.
pub const HELD_BACK: &str = "[held back: it may name a child]";

/// One line of `commentary/<period>.csv`. Every text is as written, and empty when nothing was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The quarter of the file.
    pub period: Period,
    /// The exception's id, or empty when people added the line themselves.
    pub exception: String,
    /// The indicator's id.
    pub indicator: String,
    /// The area's id.
    pub area: String,
    /// The agency's id.
    pub agency: String,
    /// What the agency says.
    pub said: String,
    /// By whom, as a role.
    pub said_by: String,
    /// When, as written.
    pub said_on: String,
    /// What members asked.
    pub asked: String,
    /// What came back.
    pub answer: String,
    /// What was decided.
    pub decision: String,
    /// Who owns it, as a role.
    pub owner: String,
    /// By when, as written.
    pub due: String,
}
