//! A kind of fault that returns have: how much it matters, whose it is, and its words.

use crate::catalogue::dates;
use crate::domain::{Period, Responsibility, Severity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One kind of finding; a `[[finding]]` block in `schemas/findings.toml`.
///
/// `one` and `many` may hold `{seen}`, `{treated_as}`, `{cell}`, `{sheet}`, `{file}`, `{agency}`, `{feed}`, `{period}` and
/// `{note}`; `many` may hold `{count}` besides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingKind {
    /// Kebab-case, stable for ever.
    pub id: String,
    /// How much it matters.
    pub severity: Severity,
    /// Who must act.
    pub responsibility: Responsibility,
    /// A few words for lists.
    pub title: String,
    /// The sentence for one cell, sheet or file.
    pub one: String,
    /// The sentence for several that are folded into one.
    pub many: String,
    /// What the one who must act should do.
    pub what_to_do: String,
    /// The first period in which its severity counts; before that it is a warning at most. None: always.
    #[serde(default, with = "dates::optional_period")]
    #[schemars(with = "Option<String>")]
    pub enforce_from: Option<Period>,
}

impl FindingKind {
    /// The severity in a period: an error that is not yet enforced is a warning.
    pub fn severity_in(&self, period: Period) -> Severity {
        let on_trial = self.enforce_from.is_some_and(|from| period < from);
        if on_trial {
            self.severity.max(Severity::Warning)
        } else {
            self.severity
        }
    }

    /// The sentence for one place, with `{name}` replaced by the value of that name.
    pub fn sentence(&self, values: &[(&str, &str)]) -> String {
        fill(&self.one, values)
    }

    /// The sentence for several places.
    pub fn sentence_for_many(&self, values: &[(&str, &str)]) -> String {
        fill(&self.many, values)
    }
}

/// The names that a finding's sentences may hold.
pub(super) const NAMES: [&str; 10] = [
    "seen",
    "treated_as",
    "cell",
    "sheet",
    "file",
    "agency",
    "feed",
    "period",
    "note",
    "count",
];

/// Replaces each `{name}`; what a value holds is never replaced again, and an unknown name stays as it is.
fn fill(pattern: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let found = after.split_once('}').and_then(|(name, tail)| {
            values
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value, tail))
        });
        match found {
            Some((value, tail)) => {
                out.push_str(value);
                rest = tail;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn values_are_put_in_once_and_never_read_again() {
        let values = [("seen", "{cell}"), ("cell", "C7")];
        assert_eq!(
            fill("{seen} stands in {cell}; {other} stays", &values),
            "{cell} stands in C7; {other} stays"
        );
        assert_eq!(fill("a lone { stays", &values), "a lone { stays");
    }
}
