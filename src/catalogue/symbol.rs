//! What a symbol in a numeric cell stands for: its state, and the bounds of what it hides.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One symbol or word that stands in a cell instead of a number; a `[[symbol]]` block in `schemas/symbols.toml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Symbol {
    /// The symbol, compared without regard to case and outer spaces.
    pub id: String,
    /// The same in other ways of writing.
    #[serde(default)]
    pub spellings: Vec<String>,
    /// What the cell becomes.
    pub becomes: Becomes,
    /// Least number that it may hide; 0 where nothing is said.
    #[serde(default)]
    pub low: f64,
    /// Greatest number that it may hide; none: not known.
    pub high: Option<f64>,
    /// Whether it is read without a finding.
    #[serde(default)]
    pub at_face_value: bool,
}

/// What a cell with a symbol becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Becomes {
    /// A small number, between bounds.
    Suppressed,
    /// The question does not apply.
    NotApplicable,
    /// There is no figure.
    NotAvailable,
    /// The number 0.
    Zero,
    /// Nobody can tell: unreadable, with a finding.
    Unreadable,
}
