//! Section 11 standards, their questions across workbook versions, and the scale of each version.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One Section 11 standard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Standard {
    /// Its number, such as `6`.
    pub id: String,
    /// What papers call it.
    pub title: String,
    /// What it asks of an organisation.
    pub asks: String,
    /// Other ways of naming it.
    #[serde(default)]
    pub spellings: Vec<String>,
}

/// One question, the same for all time whatever its number in a workbook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its number in the newest workbook, such as `6.1`.
    pub id: String,
    /// The standard that it belongs to.
    pub standard: String,
    /// Its newest wording.
    pub text: String,
    /// Earlier or other wordings that ask the same.
    #[serde(default)]
    pub wordings: Vec<String>,
    /// The question of which it is a part since a split, if any: comparisons stop there.
    pub split_from: Option<String>,
}

/// One version of a workbook: whom it is for, how it is recognised, which way its scale runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Workbook {
    /// Such as `agencies-2024`.
    pub id: String,
    /// Whom it is for.
    pub family: Family,
    /// The first cycle in which it was sent out, such as `2024-25`.
    pub from_cycle: String,
    /// Words printed in the workbook, all of which must stand in it.
    #[serde(default)]
    pub recognise_by: Vec<String>,
    /// The questions that it asks, if they tell it from the other versions.
    #[serde(default)]
    pub questions: Vec<String>,
    /// What its answers mean.
    pub scale: Vec<Answer>,
    /// Numbers of this workbook that stand for questions of another number.
    #[serde(default)]
    pub renumbered: Vec<Renumbered>,
}

/// Whom a workbook is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Partner agencies.
    Agencies,
    /// Schools and colleges.
    Schools,
    /// Early-years settings.
    EarlyYears,
}

/// One answer of a scale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// As written in the workbook.
    pub written: String,
    /// The code of the list `s11-grades` that it stands for.
    pub grade: String,
}

/// A question that had another number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Renumbered {
    /// The number in this workbook.
    pub number: String,
    /// The question's id.
    pub question: String,
}
