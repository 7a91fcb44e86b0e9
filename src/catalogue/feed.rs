//! A feed: the table that an agency sends, its columns, and the contract that is in force in a period.

use crate::catalogue::{dates, plain};
use crate::domain::Period;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One kind of table that agencies send; `schemas/feeds/<id>.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Feed {
    /// Kebab-case, equal to the file name.
    pub id: String,
    /// What papers call it.
    pub title: String,
    /// What one row stands for, after the words "A row is".
    pub grain: String,
    /// How often it is due.
    pub cadence: Cadence,
    /// The columns that, with the sender, identify a row.
    pub key: Vec<String>,
    /// The column that says which period a row is about; none: the period of the inbox folder.
    pub about: Option<String>,
    /// Columns whose headings, found together, tell this feed from the others.
    pub recognise_by: Vec<String>,
    /// Whether a row without an area is about the home county.
    #[serde(default)]
    pub area_defaults_to_home: bool,
    /// Words of sheet names, titles and file names that support (never decide) the recognition.
    #[serde(default)]
    pub known_as: Vec<String>,
    /// Why the board holds it.
    pub purpose: String,
    /// How many years after the end of its period a row may be kept.
    pub keep_years: u8,
    /// The columns in the order in which they are printed.
    #[serde(rename = "column")]
    pub columns: Vec<Column>,
}

/// How often a feed is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cadence {
    /// Every quarter, from the agencies whose `feeds` name it.
    Quarterly,
    /// In the quarters of `[due]` in `board.toml`, and never missing otherwise.
    Cycle,
    /// When there is something to send; never missing, unless `[due]` names quarters.
    Occasional,
}

/// One column of a feed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// The canonical name.
    pub name: String,
    /// What it means, in a sentence.
    pub means: String,
    /// What its cells hold.
    pub holds: Holds,
    /// The headings agencies give it, without regard to case, spaces and punctuation. The canonical name counts too.
    #[serde(default)]
    pub headings: Vec<String>,
    /// Whether a row cannot do without it.
    #[serde(default)]
    pub required: bool,
    /// Whether its figure is about all rows that share the first column of the key, so that a cell merged over them is each one's.
    #[serde(default)]
    pub shared: bool,
    /// Whether a word that says yes or no (`Present`, `Apologies`) counts as 1 or 0.
    #[serde(default)]
    pub ticks: bool,
    /// The steps of a scale that is answered in words, from the lowest, each in all ways of writing it.
    #[serde(default)]
    pub steps: Vec<Vec<String>>,
    /// Least value that makes sense; none: no bound.
    pub least: Option<f64>,
    /// Greatest value that makes sense; none: no bound.
    pub most: Option<f64>,
    /// First period in which it is part of the contract; none: always was.
    #[serde(default, with = "dates::optional_period")]
    #[schemars(with = "Option<String>")]
    pub from: Option<Period>,
    /// Last period in which it is part of the contract; none: still is.
    #[serde(default, with = "dates::optional_period")]
    #[schemars(with = "Option<String>")]
    pub until: Option<Period>,
    /// Why it is held, where that is narrower than the feed's purpose.
    pub purpose: Option<String>,
    /// How many years it may be kept, where that is shorter than the feed's.
    pub keep_years: Option<u8>,
}

/// What the cells of a column hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Holds {
    /// A short name or reference, kept as sent.
    Label,
    /// Free prose, kept as sent once the privacy gate has read it.
    Text,
    /// A whole number, 0 or more.
    Whole,
    /// Any number.
    Number,
    /// A sum of money in pounds.
    Money,
    /// A financial-year quarter.
    Period,
    /// A financial year such as `2026-27`.
    Year,
    /// A day.
    Date,
    /// An area of the board's `areas.csv`.
    Area,
    /// A member agency or, where it is none, the organisation's name as sent.
    Organisation,
    /// An indicator of the catalogue.
    Indicator,
    /// The number of a Section 11 standard.
    Standard,
    /// The number of a Section 11 question.
    Question,
    /// A word of a code list, by the list's id.
    Code(String),
}

impl Holds {
    /// Whether its cells end in one of the six numeric states.
    pub fn is_number(&self) -> bool {
        match self {
            Holds::Whole | Holds::Number | Holds::Money => true,
            Holds::Label
            | Holds::Text
            | Holds::Period
            | Holds::Year
            | Holds::Date
            | Holds::Area
            | Holds::Organisation
            | Holds::Indicator
            | Holds::Standard
            | Holds::Question
            | Holds::Code(_) => false,
        }
    }
}

/// The columns of a feed that are agreed for one period.
#[derive(Clone, Debug, PartialEq)]
pub struct Contract {
    /// The feed's id.
    pub feed: String,
    /// The period for which it holds.
    pub period: Period,
    /// The columns in force, in the order of the feed.
    pub columns: Vec<Column>,
}

impl Contract {
    /// The column of a canonical name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl Column {
    /// Which step of the column's scale a text is, counted from 1, with the number of steps; `None` where it is none.
    pub fn step(&self, text: &str) -> Option<(usize, usize)> {
        if self.steps.is_empty() {
            return None;
        }
        let simple = plain(text);
        let is_it = |step: &Vec<String>| step.iter().any(|way| plain(way) == simple);
        let at = self.steps.iter().position(is_it)?;
        Some((at + 1, self.steps.len()))
    }

    /// Whether it is part of the contract in a period.
    pub fn in_force(&self, period: Period) -> bool {
        self.from.is_none_or(|from| from <= period) && self.until.is_none_or(|until| period <= until)
    }
}

impl Feed {
    /// What is agreed for a period.
    pub fn contract_for(&self, period: Period) -> Contract {
        let columns = self
            .columns
            .iter()
            .filter(|column| column.in_force(period))
            .cloned()
            .collect();
        Contract {
            feed: self.id.clone(),
            period,
            columns,
        }
    }

    /// The column of a canonical name, in force or not.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}
