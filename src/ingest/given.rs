//! Labels over a Section 11 workbook (`Organisation: …`, `School: …`) into words that hold for all of its rows.

use crate::catalogue::{Catalogue, Family, plain};
use crate::ingest::context::FileContext;
use crate::ingest::printed::Printed;
use crate::ingest::words::tidy;
use std::collections::BTreeMap;

/// What a workbook of graded answers says of who filled it in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Words for every row, by column.
    pub words: BTreeMap<String, String>,
    /// Whether the one who answers is a school, a college or a setting, by its own label or name.
    pub kind: Option<Family>,
    /// Whether it is a member agency, named in the workbook itself.
    pub is_member: bool,
}

/// Words of which the labels before the name of who answers are made, with the kind of organisation that some of them give away.
const OF_LABELS: [(&str, Option<Family>); 17] = [
    ("organisation", None),
    ("organization", None),
    ("agency", None),
    ("provider", None),
    ("partner", None),
    ("establishment", None),
    ("service", None),
    ("trust", None),
    ("school", Some(Family::Schools)),
    ("college", Some(Family::Schools)),
    ("academy", Some(Family::Schools)),
    ("setting", Some(Family::EarlyYears)),
    ("nursery", Some(Family::EarlyYears)),
    ("preschool", Some(Family::EarlyYears)),
    ("childminder", Some(Family::EarlyYears)),
    ("playgroup", Some(Family::EarlyYears)),
    ("childcare", Some(Family::EarlyYears)),
];

/// The kind of organisation that a label gives away before its name (`School / college`, `Name of your organisation`); `None` when it is
/// no such label. One that is for schools and settings alike gives none away.
fn label(text: &str) -> Option<Option<Family>> {
    const SMALL: [&str; 12] = [
        "name",
        "of",
        "the",
        "your",
        "our",
        "or",
        "and",
        "completed",
        "for",
        "completing",
        "audit",
        "this",
    ];
    let simple = plain(text);
    if simple == "completed for" {
        return Some(None);
    }
    let of_label = |word: &str| {
        OF_LABELS
            .iter()
            .find(|(known, _)| *known == word)
            .map(|(_, kind)| *kind)
    };
    let words = || simple.split(' ').filter(|word| !SMALL.contains(word));
    let mut kinds = words().map(of_label);
    let first = kinds.next()??;
    kinds.try_fold(first, |known, kind| kind.map(|kind| known.filter(|_| kind == known)))
}

/// Reads the labels of all texts over the tables, with what stands behind them or in the next cell; else a title that bears the
/// name of a school or setting.
pub fn read((texts, printed): (&[String], &Printed), context: &FileContext<'_>) -> Given {
    let mut given = Given::default();
    let behind = texts.iter().filter_map(|text| {
        let text = tidy(text);
        let (written, value) = text.split_once(':')?;
        Some((written.to_owned(), tidy(value)))
    });
    let beside = printed
        .pairs()
        .iter()
        .map(|pair| (pair.written.clone(), pair.meaning.clone()));
    let mut labelled = behind.chain(beside).filter(|(_, value)| !value.is_empty());
    let found = labelled.find_map(|(written, value)| {
        let kind = label(&written)?;
        Some((kind, value))
    });
    let found = found.or_else(|| {
        let parts = texts.iter().take(TITLES).flat_map(|text| parts(text));
        parts
            .filter(|part| is_a_name(part))
            .find_map(|part| kind_of_name(&part).map(|kind| (Some(kind), part)))
    });
    if let Some((kind, value)) = found {
        let member = context.known.lexicon.agency(&value);
        // A member's own name stands for itself, whatever the label that the workbook prints before it.
        given.kind = kind.or_else(|| kind_of_name(&value)).filter(|_| member.is_none());
        given.is_member = member.is_some();
        given
            .words
            .insert("organisation".to_owned(), member.map_or(value, |named| named.id));
    } else {
        given
            .words
            .insert("organisation".to_owned(), context.receipt.agency.clone());
    }
    if let Some(kind) = organisation_type(given.kind, context.known.catalogue) {
        given.words.insert("organisation_type".to_owned(), kind);
    }
    given
}

/// Texts at the top in which a name may stand without a label.
const TITLES: usize = 12;

/// `SCHOOLS WORKBOOK 2026-27: Brackenhurst Academy` into its parts.
fn parts(text: &str) -> Vec<String> {
    let text = tidy(text);
    text.split([':', ',', '|', ';', '('])
        .flat_map(|part| part.split(" - "))
        .map(|part| tidy(part.trim_end_matches(')')))
        .collect()
}

/// Whether a part of a title can be the name of a school or setting rather than of a form for them.
fn is_a_name(part: &str) -> bool {
    const OF_FORMS: [&str; 20] = [
        "audit",
        "workbook",
        "assessment",
        "review",
        "return",
        "section",
        "safeguarding",
        "cycle",
        "form",
        "self",
        "standards",
        "tool",
        "schools",
        "colleges",
        "settings",
        "name",
        "year",
        "for",
        "all",
        "your",
    ];
    let simple = plain(part);
    let words: Vec<&str> = simple.split(' ').collect();
    (2..=8).contains(&words.len())
        && label(part).is_none()
        && !words.iter().any(|word| OF_FORMS.contains(word))
        && part.chars().next().is_some_and(char::is_uppercase)
}

/// What the name itself says: `Little Oak Primary School`, `Acorns Nursery`.
pub fn kind_of_name(name: &str) -> Option<Family> {
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

/// The type of an organisation that a column or a heading names: a member's, or what the name itself says.
pub fn type_of(organisation: &str, context: &FileContext<'_>) -> Option<String> {
    let is_member = context.known.agencies.iter().any(|agency| agency.id == organisation);
    let kind = kind_of_name(organisation);
    if !is_member && kind.is_none() {
        return None;
    }
    organisation_type(kind.filter(|_| !is_member), context.known.catalogue)
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
        "education" | "early_years" if !given.is_member => None,
        // A school can be a member itself.
        "education" | "early_years" => kind_of_name(&agency.name).or(Some(Family::Agencies)),
        _ => Some(Family::Agencies),
    }
}
