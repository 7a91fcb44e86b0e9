//! A member agency of the board and when it existed.

use chrono::NaiveDate;

/// One line of `agencies.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Short id, such as `essex-police`.
    pub id: String,
    /// The name that papers print.
    pub name: String,
    /// One of the agency kinds of the indicator catalogue, such as `local_authority_csc`.
    pub kind: String,
    /// Other names that stand in files.
    pub aliases: Vec<String>,
    /// The feeds that it sends.
    pub feeds: Vec<String>,
    /// First day of membership; `None` when it always was a member.
    pub valid_from: Option<NaiveDate>,
    /// Last day of membership; `None` while it is a member.
    pub valid_to: Option<NaiveDate>,
}

impl Agency {
    /// Whether it was a member on any day from `first` to `last`.
    pub fn existed(&self, first: NaiveDate, last: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= last) && self.valid_to.is_none_or(|to| to >= first)
    }

    /// Whether `agencies.csv` says that it sends a feed.
    pub fn sends(&self, feed: &str) -> bool {
        self.feeds.iter().any(|sent| sent == feed)
    }
}
