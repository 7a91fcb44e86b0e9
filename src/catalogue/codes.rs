//! Code lists: the words that a column may hold, with the spellings agencies use.

use crate::catalogue::dates;
use crate::catalogue::spelling::plain;
use crate::domain::Period;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The words that a column may hold; `schemas/codes/<id>.toml`. A word in no list is kept as sent, with a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeList {
    /// Kebab-case, equal to the file name.
    pub id: String,
    /// What it lists.
    pub title: String,
    /// Whether no other word may stand in its column, so that a row with one is left out.
    #[serde(default)]
    pub closed: bool,
    /// The codes in the order in which they are printed.
    #[serde(rename = "code")]
    pub codes: Vec<Code>,
}

/// One word of a code list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Code {
    /// The canonical word, as tables hold it.
    pub code: String,
    /// The word that papers print.
    pub label: String,
    /// What it means, where that is not plain.
    pub means: Option<String>,
    /// Other ways of writing it, without regard to case, spaces and punctuation.
    #[serde(default)]
    pub spellings: Vec<String>,
    /// First period in which it was in use; none: always was.
    #[serde(default, with = "dates::optional_period")]
    #[schemars(with = "Option<String>")]
    pub from: Option<Period>,
    /// Last period in which it was in use; none: still is.
    #[serde(default, with = "dates::optional_period")]
    #[schemars(with = "Option<String>")]
    pub until: Option<Period>,
}

impl CodeList {
    /// The entry of a canonical word.
    pub fn code(&self, code: &str) -> Option<&Code> {
        self.codes.iter().find(|entry| entry.code == code)
    }

    /// The entry that a written word stands for: by its code, its label or a spelling.
    pub fn read(&self, written: &str) -> Option<&Code> {
        let written = plain(written);
        self.codes
            .iter()
            .find(|entry| entry.ways_of_writing().any(|way| plain(way) == written))
    }
}

impl Code {
    /// Code, label and spellings.
    pub fn ways_of_writing(&self) -> impl Iterator<Item = &str> {
        [self.code.as_str(), self.label.as_str()]
            .into_iter()
            .chain(self.spellings.iter().map(String::as_str))
    }

    /// Whether it was in use in a period.
    pub fn in_force(&self, period: Period) -> bool {
        self.from.is_none_or(|from| from <= period) && self.until.is_none_or(|until| period <= until)
    }
}
