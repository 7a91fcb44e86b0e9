//! What a board may decide of an indicator's limits, each with a reason and the day of the decision.

use crate::catalogue::dates;
use crate::domain::{Period, day_in_words};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A period from which limits start again although the definition is the same; a `[[indicator.rebase]]` block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rebase {
    /// The first period of the new limits.
    #[serde(with = "dates::period")]
    #[schemars(with = "String")]
    pub from: Period,
    /// Why, in six words or fewer: "New pathway since April".
    pub reason: String,
    /// The day of the decision, such as `2025-06-12`.
    #[serde(with = "dates::day")]
    #[schemars(with = "String")]
    pub decided: NaiveDate,
}

/// Limits that come from the first quarters and are held from then on; an `[indicator.baseline]` block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// So many first quarters: 12 or more. After a restart they are counted from there.
    pub quarters: u32,
    /// Why.
    pub reason: String,
    /// The day of the decision, such as `2025-06-12`.
    #[serde(with = "dates::day")]
    #[schemars(with = "String")]
    pub decided: NaiveDate,
}

/// A method that takes the place of the one that the ladder would choose; an `[indicator.override]` block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The method. It is used where the series has what the method needs.
    pub method: Method,
    /// Why.
    pub reason: String,
    /// The day of the decision, such as `2025-06-12`.
    #[serde(with = "dates::day")]
    #[schemars(with = "String")]
    pub decided: NaiveDate,
}

/// The methods among which a board may choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// A run chart on the median.
    RunChart,
    /// Limits from how far values differ from one to the next.
    Individuals,
    /// Limits from the base of each share or rate.
    Attribute,
    /// Exact counts of rare events.
    Rare,
    /// Limits after allowing for the season.
    Seasonal,
}

impl Rebase {
    /// The reason, then when it was decided.
    pub fn in_words(&self) -> String {
        decided(&self.reason, self.decided)
    }
}

impl Baseline {
    /// The reason, then when it was decided.
    pub fn in_words(&self) -> String {
        decided(&self.reason, self.decided)
    }
}

impl Override {
    /// The reason, then when it was decided.
    pub fn in_words(&self) -> String {
        decided(&self.reason, self.decided)
    }
}

fn decided(reason: &str, day: NaiveDate) -> String {
    format!("{} (decided {})", reason.trim_end_matches('.'), day_in_words(day))
}
