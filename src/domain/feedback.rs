//! What one agency is told about its return: what was seen, what was made of it, what it is asked to do.

use crate::domain::Document;

/// All that goes back to one agency for one quarter. Nothing in it is about another agency's data.
#[derive(Clone, Debug, PartialEq)]
pub struct Feedback {
    /// The agency's id.
    pub agency: String,
    /// Its name.
    pub name: String,
    /// The page, for reading and printing.
    pub page: Document,
    /// The covering note: plain text for an e-mail.
    pub note: String,
    /// Sentences that open the workbook.
    pub summary: Vec<String>,
    /// Everything that was found, questions first.
    pub lines: Vec<FeedbackLine>,
    /// Names that were understood, or not, and could be remembered.
    pub proposals: Vec<Proposal>,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedbackLine {
    /// Whether the agency is asked to answer.
    pub is_question: bool,
    /// The file's own name; empty when it concerns no file.
    pub file: String,
    /// The sheet; empty for text files and whole files.
    pub sheet: String,
    /// The cells; empty for whole sheets and files.
    pub cell: String,
    /// What kind of thing it is, in a few words.
    pub title: String,
    /// What stood there.
    pub seen: String,
    /// What it was taken for; empty when it was not taken.
    pub treated_as: String,
    /// What we saw, in a sentence.
    pub saw: String,
    /// What we did, in a sentence.
    pub did: String,
    /// What we ask.
    pub ask: String,
}

/// A name of an agency's own that could be kept in its mapping.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Proposal {
    /// The agency's id.
    pub agency: String,
    /// heading, indicator, area, agency or code.
    pub what: String,
    /// For a heading its feed, for a code its list; empty otherwise, or where it is not known.
    pub within: String,
    /// As the agency writes it.
    pub written: String,
    /// What it would be read as; empty where nobody knows yet.
    pub read_as: String,
    /// The same in words; empty likewise.
    pub called: String,
    /// Where it stands, for whoever decides.
    pub found_at: String,
}
