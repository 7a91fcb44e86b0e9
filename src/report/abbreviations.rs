//! The abbreviations of the field that a paper uses, spelt out once for members who are new to them.

use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// What the paper's own words shorten. Names of agencies are theirs to spell out.
const KNOWN: [(&str, &str); 13] = [
    ("ASQ", "Ages and Stages Questionnaire, on a young child’s development"),
    ("CCE", "child criminal exploitation"),
    ("CSE", "child sexual exploitation"),
    ("EWMHS", "emotional wellbeing and mental health service"),
    ("FGM", "female genital mutilation"),
    ("ICPC", "initial child protection conference"),
    ("LAC", "looked-after children"),
    (
        "LADO",
        "local authority designated officer, who oversees allegations against people who work with children",
    ),
    ("MACE", "multi-agency child exploitation meeting"),
    (
        "MARAC",
        "multi-agency risk assessment conference, on high-risk domestic abuse",
    ),
    (
        "MARAT",
        "multi-agency risk assessment team, on high-risk domestic abuse",
    ),
    ("NRM", "National Referral Mechanism, for victims of modern slavery"),
    ("SDQ", "Strengths and Difficulties Questionnaire"),
];

/// Those that stand in the texts of a paper, in the order of the alphabet, with what they are short for.
pub(in crate::report) fn used_in(paper: &impl Serialize) -> anyhow::Result<Vec<(&'static str, &'static str)>> {
    let mut used = BTreeSet::new();
    gather(&serde_json::to_value(paper)?, &mut used);
    let known = KNOWN.iter().filter(|(short, _)| used.contains(*short));
    Ok(known.copied().collect())
}

/// The words of every text that is no drawing.
fn gather(value: &Value, used: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if !text.starts_with('<') => {
            let words = text.split(|letter: char| !letter.is_alphanumeric());
            used.extend(words.map(|word| word.trim_end_matches('s').to_string()));
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, used)),
        Value::Object(fields) => fields.values().for_each(|field| gather(field, used)),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_texts_use_is_spelt_out_and_nothing_else() {
        let paper = serde_json::json!({
            "rows": [{ "name": "LADO’s cases", "what": "Reviews with\nASQ-3; SDQs" }],
            "spark": "<svg>CSE</svg>",
            "title": "MARACS and LADOX",
        });
        let used: Vec<&str> = used_in(&paper).unwrap().into_iter().map(|one| one.0).collect();
        assert_eq!(used, ["ASQ", "LADO", "SDQ"]);
        assert!(KNOWN.is_sorted());
    }
}
