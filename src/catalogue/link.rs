//! Which pieces of evidence bear on one theme: the map for triangulation.

use crate::catalogue::Priority;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One theme page; a `[[link]]` block in `schemas/links.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Kebab-case.
    pub id: String,
    /// What the page is called.
    pub title: String,
    /// The priority of the business plan that it serves.
    pub priority: Priority,
    /// Indicators of the dashboard.
    pub indicators: Vec<String>,
    /// Section 11 questions.
    #[serde(default)]
    pub questions: Vec<String>,
    /// Course themes, as the column `theme` of the training sessions has them.
    #[serde(default)]
    pub course_themes: Vec<String>,
    /// LADO sectors, where the theme has any.
    #[serde(default)]
    pub lado_sectors: Vec<String>,
    /// Themes of case audits.
    #[serde(default)]
    pub audit_themes: Vec<String>,
    /// What to ask when the pieces disagree. A question, never an accusation.
    pub asks: String,
}

/// A theme of indicators: one file of `schemas/indicators/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Snake case, equal to the file name.
    pub id: String,
    /// What papers call it.
    pub title: String,
}
