//! The numbers of policy with what they mean, from the doc comments of their type.

use crate::catalogue::policy::Policy;
use serde::Serialize;
use serde_json::Value;

/// One thing that the board may decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct PolicyText {
    /// The key under `[policy]`.
    pub id: String,
    /// Its value now.
    pub value: String,
    /// What it means.
    pub means: String,
}

/// Everything that the board may decide, in the order of the policy file.
pub(super) fn policy_texts(policy: &Policy) -> Vec<PolicyText> {
    let schema = schemars::schema_for!(Policy).to_value();
    let values = serde_json::to_value(policy).unwrap_or_default();
    let keys = values.as_object().into_iter().flatten();
    let text = |(key, value): (&String, &Value)| PolicyText {
        id: key.clone(),
        value: Some(in_words(value))
            .filter(|words| !words.is_empty())
            .unwrap_or_else(|| "none".to_string()),
        means: described(&schema["properties"][key]),
    };
    keys.map(text).collect()
}

/// A value as a person reads it: a list joined by commas, a table as `key value`.
fn in_words(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(in_words).collect::<Vec<_>>().join(", "),
        Value::Object(pairs) => {
            let pair = |(key, value): (&String, &Value)| format!("{key} {}", in_words(value));
            pairs.iter().map(pair).collect::<Vec<_>>().join(", ")
        }
        Value::Null => String::new(),
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

/// The description of a property, on one line.
fn described(property: &Value) -> String {
    property["description"].as_str().unwrap_or_default().replace('\n', " ")
}
