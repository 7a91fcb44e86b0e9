//! Small words of the forms: days, headings, what a row or column means.

use crate::catalogue::{Frequency, Indicator};
use crate::domain::return_form::READ_ONLY_COLUMN;
use crate::report::sheets::{Field, SheetColumn};

/// `29 January 2027`.
pub use crate::domain::day_in_words as day;

/// A heading whose column nobody fills in.
pub fn for_reference(heading: &str, width: f64) -> SheetColumn {
    SheetColumn::words(&format!("{heading} {READ_ONLY_COLUMN}"), width)
}

/// The heading of a column: `no_show` is `No show`.
pub fn heading(name: &str) -> String {
    let spaced = name.replace('_', " ");
    let mut letters = spaced.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// What a row or column of the form means.
pub struct Explained {
    /// The sheet that asks for it.
    pub sheet: String,
    /// The code of an indicator, or the column's heading.
    pub name: String,
    /// What it is.
    pub means: String,
    /// What is counted; empty for columns.
    pub counted: String,
    /// Out of what; empty where it is no share.
    pub out_of: String,
    /// How often, and what to bear in mind.
    pub besides: String,
}

impl Explained {
    /// What an indicator means.
    pub fn indicator(sheet: &str, indicator: &Indicator) -> Explained {
        let often = match indicator.frequency {
            Frequency::Quarterly => "Every quarter.",
            Frequency::Termly => "Every school term.",
            Frequency::Annual => "Once a year.",
            Frequency::Biennial => "Every other year.",
            Frequency::PerAudit => "With each audit.",
            Frequency::PerCampaign => "With each campaign.",
        };
        Explained {
            sheet: sheet.to_string(),
            name: format!("{} {}", indicator.id, indicator.name),
            means: indicator.definition.clone(),
            counted: indicator.numerator.clone(),
            out_of: indicator.denominator.clone().unwrap_or_default(),
            besides: format!("{often} {}", indicator.context).trim().to_string(),
        }
    }

    /// What a column means.
    pub fn column(sheet: &str, name: &str, means: &str) -> Explained {
        Explained {
            sheet: sheet.to_string(),
            name: heading(name),
            means: means.to_string(),
            counted: String::new(),
            out_of: String::new(),
            besides: String::new(),
        }
    }

    /// As a row of the sheet; what does not apply is said, so that no cell is empty without a reason.
    pub fn row(self) -> Vec<Field> {
        let or_none = |words: String| {
            Field::Words(if words.is_empty() {
                "does not apply".into()
            } else {
                words
            })
        };
        vec![
            Field::Words(self.sheet),
            Field::Words(self.name),
            Field::Words(self.means),
            or_none(self.counted),
            or_none(self.out_of),
            or_none(self.besides),
        ]
    }
}

/// The columns of the sheet of definitions.
pub fn columns() -> Vec<SheetColumn> {
    vec![
        SheetColumn::words("Sheet", 20.0),
        SheetColumn::words("Row or column", 34.0),
        SheetColumn::words("What it is", 60.0),
        SheetColumn::words("Count", 44.0),
        SheetColumn::words("Out of", 44.0),
        SheetColumn::words("How often, and what to bear in mind", 60.0),
    ]
}
