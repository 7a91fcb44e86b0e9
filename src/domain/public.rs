//! Figures that anybody may see, as the annual pack prints them. Another type than the figures of restricted papers, so
//! that no restricted figure can get into a published file by a switch that was forgotten.

use crate::domain::{Level, Missing, Shown, ShownUnit};
use std::fmt;

/// A figure that stays safe beside everything else that is or was published. Made only in `withhold`, after the audit.
#[derive(Clone, Debug, PartialEq)]
pub struct Public(Shown);

impl Public {
    /// A figure that the audit has passed.
    pub fn audited(shown: Shown) -> Public {
        Public(shown)
    }

    /// The number that may be drawn; `None` where a mark stands.
    pub fn drawn(&self) -> Option<f64> {
        self.0.drawn()
    }

    /// The mark, where there is no number.
    pub fn mark(&self) -> Option<Missing> {
        match &self.0 {
            Shown::Number { .. } | Shown::Range { .. } => None,
            Shown::Mark(missing) => Some(*missing),
        }
    }
}

impl fmt::Display for Public {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

/// One figure with the counts that it is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicFigure {
    /// The figure in the table's unit.
    pub value: Public,
    /// What was counted.
    pub numerator: Public,
    /// Of how many; `None` for counts.
    pub denominator: Option<Public>,
}

/// One line of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicRow {
    /// The area's id; empty for cases whose district is not known.
    pub area: String,
    /// The area's name.
    pub name: String,
    /// How large it is; `None` for cases whose district is not known.
    pub level: Option<Level>,
    /// A figure for each of the table's years.
    pub figures: Vec<PublicFigure>,
}

/// What somebody else has published of the same indicator, for another place.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicComparator {
    /// `England`, or a group of similar areas.
    pub group: String,
    /// Who published it.
    pub source: String,
    /// A figure for each of the table's years, in its unit.
    pub figures: Vec<Public>,
}

/// A county's count split by what it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicSplit {
    /// A short name: `sector`.
    pub id: String,
    /// What the parts are: "The sector in which the adult works".
    pub means: String,
    /// The parts' words, each with a figure for each of the table's years; they add up to the county's line.
    pub parts: Vec<(String, Vec<Public>)>,
}

/// One indicator over the years and areas.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicTable {
    /// The indicator's id.
    pub indicator: String,
    /// The indicator's name.
    pub name: String,
    /// The theme's id.
    pub theme: String,
    /// The theme's title.
    pub theme_title: String,
    /// What exactly is counted.
    pub definition: String,
    /// What the counts are of, in words; the base, in words, where there is one.
    pub counted: (String, Option<String>),
    /// The unit of the figures.
    pub unit: ShownUnit,
    /// The unit in words: "Percentage", "Rate per 10,000 children", "Number".
    pub unit_words: String,
    /// Financial years, oldest first: `2025-26`; or the one quarter that a table of a quarter shows.
    pub years: Vec<String>,
    /// The county first, then its parts in the order of the board's areas.
    pub rows: Vec<PublicRow>,
    /// Quarters of those years, oldest first: `2025-26 Q1`; none in a table of one quarter.
    pub quarters: Vec<String>,
    /// The county's figure of each quarter.
    pub by_quarter: Vec<PublicFigure>,
    /// The county's count split by what it is about.
    pub splits: Vec<PublicSplit>,
    /// What others have published of the same indicator.
    pub comparators: Vec<PublicComparator>,
    /// Whether events are counted, of which one child can have several.
    pub counts_events: bool,
    /// What a reader must know of these figures.
    pub notes: Vec<String>,
}

/// One exception's way through the year, in words made from restricted papers' own sentences with their figures left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Impact {
    /// Which indicator and place.
    pub about: String,
    /// What the sub-committee decided.
    pub action: String,
    /// How the published figure moved, in words and public figures only.
    pub movement: String,
}

/// Everything that an annual pack may say.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PublicPack {
    /// The protective marking of everything in the pack.
    pub marking: String,
    /// The board's name.
    pub board: String,
    /// The financial year: `2025-26`.
    pub year: String,
    /// The home county's code and name.
    pub home: (String, String),
    /// The tables, by theme and indicator.
    pub tables: Vec<PublicTable>,
    /// Largest count that is withheld for being small.
    pub withheld_up_to: u32,
    /// In the rounding mode, to which multiple every other count is rounded.
    pub rounded_to: Option<u32>,
    /// Exceptions of the year with what came of them.
    pub impact: Vec<Impact>,
    /// What was published before and is different now, in words.
    pub changes: Vec<String>,
    /// How the quarters' figures differ from the issued editions, and why, in words without figures.
    pub since_editions: Vec<String>,
    /// Matters for the person who signs the pack off: restricted to the office, never part of the published folder.
    pub for_sign_off: Vec<String>,
    /// Who made the figures and from what, in one line.
    pub source: String,
}

impl PublicPack {
    /// Whether it is about one quarter, not about years.
    pub fn is_of_a_quarter(&self) -> bool {
        self.year.contains(' ')
    }
}

impl PublicTable {
    /// The figure of a row in the table's newest year.
    pub fn newest<'a>(&self, row: &'a PublicRow) -> Option<&'a PublicFigure> {
        row.figures.last()
    }
}
