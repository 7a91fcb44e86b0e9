//! A fault in what was sent, with its place, what was seen and what was done about it.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The kind of finding of a file that was refused for what it holds of people: the data protection lead must act too.
pub const PERSONAL_DATA: &str = "personal-data";

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The datum or file was not taken.
    Error,
    /// Taken, and someone should look.
    Warning,
    /// Taken, read otherwise than at face value.
    Info,
}

/// Who must act on a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Responsibility {
    /// The agency that sent the file.
    Agency,
    /// The board's performance analyst.
    Analyst,
}

impl fmt::Display for Severity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        })
    }
}

impl fmt::Display for Responsibility {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Responsibility::Agency => "agency",
            Responsibility::Analyst => "analyst",
        })
    }
}

impl FromStr for Severity {
    type Err = String;

    fn from_str(text: &str) -> Result<Severity, String> {
        [Severity::Error, Severity::Warning, Severity::Info]
            .into_iter()
            .find(|severity| severity.to_string() == text)
            .ok_or_else(|| format!("`{text}` is no severity; use error, warning or info"))
    }
}

impl FromStr for Responsibility {
    type Err = String;

    fn from_str(text: &str) -> Result<Responsibility, String> {
        [Responsibility::Agency, Responsibility::Analyst]
            .into_iter()
            .find(|responsibility| responsibility.to_string() == text)
            .ok_or_else(|| format!("`{text}` is no responsibility; use agency or analyst"))
    }
}

/// Where in a file something stands. All parts may be empty: a missing return has no file.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Path relative to the inbox, with forward slashes.
    pub file: String,
    /// Sheet name; empty for text files.
    pub sheet: String,
    /// As Excel names it: `C7`, a range `C7:C19`, or empty for the whole sheet or file.
    pub cell: String,
}

/// One fault. Its order is that in which findings are printed: agency, feed, period, place, kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The agency whose return it is; empty when unknown.
    pub agency: String,
    /// The feed; empty when unknown.
    pub feed: String,
    /// The period of the inbox folder, as `2026-27 Q2`; empty when it concerns none.
    pub period: String,
    /// Where it stands.
    pub place: Place,
    /// The id of a kind in `schemas/findings.toml`.
    pub kind: String,
    /// How much it matters.
    pub severity: Severity,
    /// Who must act.
    pub responsibility: Responsibility,
    /// What stood there. Never a personal identifier.
    pub seen: String,
    /// What it was taken for; empty when it was not taken.
    pub treated_as: String,
    /// One or two plain sentences.
    pub message: String,
}
