//! The declared types to a JSON Schema for each kind of file, so that editors can complete and check what people write.

use crate::catalogue::codes::CodeList;
use crate::catalogue::feed::Feed;
use crate::catalogue::finding_kind::FindingKind;
use crate::catalogue::indicator::Indicator;
use crate::catalogue::link::Link;
use crate::catalogue::merge::NAMES;
use crate::catalogue::policy::Policy;
use crate::catalogue::standard::{Question, Standard, Workbook};
use crate::catalogue::symbol::Symbol;
use schemars::{JsonSchema, Schema, schema_for};

/// A file of indicators.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "described to editors, never made")]
struct IndicatorFile {
    /// The theme's id; the file's name when left out.
    theme: Option<String>,
    /// What papers call the theme; needed where the theme is new.
    title: Option<String>,
    /// The indicators in the order in which papers list them.
    indicator: Vec<Indicator>,
}

/// A file of Section 11 standards.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "described to editors, never made")]
struct StandardFile {
    /// The standards.
    #[serde(default)]
    standard: Vec<Standard>,
    /// Their questions.
    #[serde(default)]
    question: Vec<Question>,
    /// The workbooks in which they were asked.
    #[serde(default)]
    workbook: Vec<Workbook>,
}

/// The file of finding kinds.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "described to editors, never made")]
struct FindingFile {
    /// The kinds.
    finding: Vec<FindingKind>,
}

/// The file of symbols.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "described to editors, never made")]
struct SymbolFile {
    /// The symbols.
    symbol: Vec<Symbol>,
}

/// The file of theme pages.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "described to editors, never made")]
struct LinkFile {
    /// The pages.
    link: Vec<Link>,
}

/// The file name and text of every JSON Schema, as they stand in `schemas/json/`. Only `id` is required of a block,
/// because a board's block may leave out what it does not override.
///
/// # Errors
/// None for these types; the writer's error otherwise.
pub fn json_schemas() -> serde_json::Result<Vec<(&'static str, String)>> {
    let schemas: [(&str, Schema); 8] = [
        ("feed.json", schema_for!(Feed)),
        ("codes.json", schema_for!(CodeList)),
        ("indicators.json", schema_for!(IndicatorFile)),
        ("standards.json", schema_for!(StandardFile)),
        ("findings.json", schema_for!(FindingFile)),
        ("symbols.json", schema_for!(SymbolFile)),
        ("links.json", schema_for!(LinkFile)),
        ("policy.json", schema_for!(Policy)),
    ];
    let text = |(name, schema): (&'static str, Schema)| {
        let mut value = schema.to_value();
        loosen(&mut value);
        Ok((name, serde_json::to_string_pretty(&value)? + "\n"))
    };
    schemas.into_iter().map(text).collect()
}

/// Keeps of each list of required keys only the one by which blocks are told apart.
fn loosen(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(object) => {
            if let Some(serde_json::Value::Array(required)) = object.get_mut("required") {
                let name = NAMES
                    .iter()
                    .find(|name| required.iter().any(|key| key.as_str() == Some(**name)));
                required.retain(|key| key.as_str() == name.copied());
            }
            object.values_mut().for_each(loosen);
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(loosen),
        serde_json::Value::Null
        | serde_json::Value::Bool(_)
        | serde_json::Value::Number(_)
        | serde_json::Value::String(_) => {}
    }
}
