//! Labels over a Section 11 workbook (`Organisation: …`, `School: …`) into words that hold for all of its rows.

use crate::catalogue::{Catalogue, Family, plain};
use crate::ingest::context::FileContext;
use crate::ingest::words::tidy;
use std::collections::BTreeMap;

/// What a workbook of graded answers says of who filled it in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Words for every row, by column.
    pub words: BTreeMap<String, String>,
    /// Whether the one who answers is a school, a college or a setting, by its own label or name.
    pub kind: Option<Family>,
}

/// Labels before the name of who answers, with the kind of organisation that some of them give away.
const LABELS: [(&str, Option<Family>); 20] = [
    ("organisation", None),
    ("agency", None),
    ("name of organisation", None),
    ("name of agency", None),
    ("organisation name", None),
    ("agency name", None),
    ("completed for", None),
    ("school", Some(Family::Schools)),
    ("college", Some(Family::Schools)),
    ("academy", Some(Family::Schools)),
    ("school or college", Some(Family::Schools)),
    ("name of school", Some(Family::Schools)),
    ("school name", Some(Family::Schools)),
    ("name of school or college", Some(Family::Schools)),
    ("setting", Some(Family::EarlyYears)),
    ("name of setting", Some(Family::EarlyYears)),
    ("setting name", Some(Family::EarlyYears)),
    ("nursery", Some(Family::EarlyYears)),
    ("provider", None),
    ("partner", None),
];

/// Reads the labels of all texts over the tables.
pub fn read(texts: &[String], context: &FileContext<'_>) -> Given {
    let mut given = Given::default();
    for (at, text) in texts.iter().enumerate() {
        let text = tidy(text);
        let (label, value) = match text.split_once(':') {
            Some((label, value)) => (label, tidy(value)),
            None => (text.as_str(), String::new()),
        };
        let Some((_, kind)) = LABELS.iter().find(|(name, _)| *name == plain(label)) else {
            continue;
        };
        // The name may stand in the next cell.
        let value = if value.is_empty() && text.contains(':') {
            texts.get(at + 1).map(|next| tidy(next)).unwrap_or_default()
        } else {
            value
        };
        if value.is_empty() || given.words.contains_key("organisation") {
            continue;
        }
        given.kind = kind.or_else(|| kind_of_name(&value));
        let id = context.known.lexicon.agency(&value).map_or(value, |named| named.id);
        given.words.insert("organisation".to_owned(), id);
    }
    if !given.words.contains_key("organisation") {
        given
            .words
            .insert("organisation".to_owned(), context.receipt.agency.clone());
    }
    if let Some(kind) = organisation_type(given.kind, context.known.catalogue) {
        given.words.insert("organisation_type".to_owned(), kind);
    }
    given
}

/// What the name itself says: `Little Oak Primary School`, `Acorns Nursery`.
fn kind_of_name(name: &str) -> Option<Family> {
    let name = plain(name);
    let has = |words: &[&str]| name.split(' ').any(|word| words.contains(&word));
    if has(&[
        "nursery",
        "nurseries",
        "preschool",
        "playgroup",
        "childminder",
        "childcare",
        "kindergarten",
    ]) || name.contains("pre school")
    {
        Some(Family::EarlyYears)
    } else if has(&[
        "school", "academy", "college", "primary", "infant", "infants", "junior", "juniors",
    ]) {
        Some(Family::Schools)
    } else {
        None
    }
}

fn organisation_type(kind: Option<Family>, catalogue: &Catalogue) -> Option<String> {
    let word = match kind {
        Some(Family::Schools) => "school",
        Some(Family::EarlyYears) => "early-years",
        Some(Family::Agencies) | None => "agency",
    };
    catalogue
        .code_list("organisation-types")?
        .code(word)
        .map(|code| code.code.clone())
}

/// The words for a family of workbooks.
pub fn family_in_words(family: Family) -> &'static str {
    match family {
        Family::Agencies => "partner agencies",
        Family::Schools => "schools and colleges",
        Family::EarlyYears => "early-years settings",
    }
}

/// For whom the right workbook would be: of the kind of organisation that answers, else of the agency itself.
pub fn family_wanted(given: &Given, context: &FileContext<'_>) -> Option<Family> {
    if given.kind.is_some() {
        return given.kind;
    }
    let organisation = given.words.get("organisation")?;
    let agency = context
        .known
        .agencies
        .iter()
        .find(|agency| agency.id == *organisation)?;
    // The education and early-years services answer for their schools and settings as well as for themselves.
    match agency.kind.as_str() {
        "education" | "early_years" => None,
        _ => Some(Family::Agencies),
    }
}
