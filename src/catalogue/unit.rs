//! The unit of an indicator's values: its word, and what a quotient is multiplied by.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The unit of an indicator's values. Percentages are on 0 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum Unit {
    /// A whole number of things.
    #[serde(rename = "count")]
    Count,
    /// A share, 0 to 100.
    #[serde(rename = "percent")]
    Percent,
    /// Per 1,000 of a population.
    #[serde(rename = "rate_per_1000")]
    RatePer1000,
    /// Per 10,000 of a population.
    #[serde(rename = "rate_per_10000")]
    RatePer10000,
    /// Per 100,000 of a population.
    #[serde(rename = "rate_per_100000")]
    RatePer100000,
    /// Cases per worker and the like.
    #[serde(rename = "ratio")]
    Ratio,
    /// A mean score.
    #[serde(rename = "score")]
    Score,
    /// A median number of days; never averaged.
    #[serde(rename = "median_days")]
    MedianDays,
}

impl Unit {
    /// The word in files.
    pub fn word(self) -> &'static str {
        match self {
            Unit::Count => "count",
            Unit::Percent => "percent",
            Unit::RatePer1000 => "rate_per_1000",
            Unit::RatePer10000 => "rate_per_10000",
            Unit::RatePer100000 => "rate_per_100000",
            Unit::Ratio => "ratio",
            Unit::Score => "score",
            Unit::MedianDays => "median_days",
        }
    }

    /// What a share of numerator and denominator is multiplied by to give the value; `None` for a count or a median,
    /// which are no quotient.
    pub fn multiplier(self) -> Option<f64> {
        match self {
            Unit::Percent => Some(100.0),
            Unit::RatePer1000 => Some(1_000.0),
            Unit::RatePer10000 => Some(10_000.0),
            Unit::RatePer100000 => Some(100_000.0),
            Unit::Ratio | Unit::Score => Some(1.0),
            Unit::Count | Unit::MedianDays => None,
        }
    }

    /// Whether it is a rate of a population.
    pub fn is_rate(self) -> bool {
        matches!(self, Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000)
    }
}
