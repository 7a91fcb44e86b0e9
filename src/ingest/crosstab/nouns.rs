//! Words that repeat what is counted and name no other thing.

use crate::catalogue::{Indicator, Unit};
use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::parts::part_by_words;
use crate::ingest::crosstab::says::Says;
use crate::ingest::words::names::{Likeness, words};
use std::collections::BTreeSet;

/// What a heading says, without the bare noun of what the row says is counted: `Referrals` over a row of `Referrals by schools` is
/// no other indicator.
pub(super) fn without_bare_noun(mut heading: Says, beside: &Says, setting: &Setting<'_, '_>) -> Says {
    let known = &setting.context.known;
    let (Some(over), Some(own)) = (&heading.indicator, &beside.indicator) else {
        return heading;
    };
    if own.value.likeness == Likeness::Near
        || over.value.id == own.value.id
        || !known.lexicon.codes_in(&over.text).is_empty()
    {
        return heading;
    }
    let indicator = known.catalogue.indicator(&own.value.id);
    // `Count of Assessment` is the field of a pivot table: how many of whatever the row says.
    let lower = over.text.to_lowercase();
    let field = ["count of ", "sum of "]
        .iter()
        .find_map(|field| lower.strip_prefix(field));
    let said = words(field.unwrap_or(&lower));
    let counted = indicator.is_some_and(|indicator| {
        (indicator.unit == Unit::Count || field.is_some())
            && indicator.ways_of_writing().any(|way| said.is_subset(&words(way)))
    });
    if counted {
        heading.indicator = None;
    }
    heading
}

/// Whether most words of a text are words of an indicator: its names, its description, its two numbers.
pub(super) fn is_of(text: &str, indicator: &Indicator) -> bool {
    let said = words(text);
    let told = [&indicator.definition, &indicator.numerator, &indicator.noun];
    let own: BTreeSet<String> = indicator
        .ways_of_writing()
        .chain(told.into_iter().chain(&indicator.denominator).map(String::as_str))
        .flat_map(words)
        .collect();
    let part = part_by_words(text, indicator);
    let shared = said.intersection(&own).count();
    part.is_some() || shared >= 2 && shared * 2 >= said.len()
}

/// Whether a name is an indicator's but for the sign of a percentage.
pub(super) fn lacks_only_the_sign(name: &str, indicator: &Indicator) -> bool {
    let mut said = words(name);
    said.insert("%".to_owned()) && indicator.ways_of_writing().any(|way| words(way) == said)
}

/// Words that say how a figure was made, not of whom it is.
const HOW: [&str; 30] = [
    "provisional",
    "validated",
    "unvalidated",
    "revised",
    "updated",
    "final",
    "draft",
    "snapshot",
    "flow",
    "new",
    "local",
    "headline",
    "measure",
    "indicator",
    "kpi",
    "pi",
    "ref",
    "note",
    "see",
    "below",
    "above",
    "cases",
    "children",
    "people",
    "young",
    "number",
    "rate",
    "days",
    "agency",
    "service",
];

/// Whether a piece of a label only says again, in the indicator's own words, what it counts; or says nothing of whom it counts.
pub(super) fn speaks_of(piece: &str, indicator: &Indicator) -> bool {
    let counted = [&indicator.numerator, &indicator.noun]
        .into_iter()
        .chain(&indicator.denominator);
    let told = [&indicator.definition, &indicator.verb_phrase].map(String::as_str);
    let around: Vec<&str> = match says_what_is_counted(piece) {
        // Episodes are not counted by who had one, though its names speak of them.
        true => vec![],
        false => indicator.ways_of_writing().chain(told).collect(),
    };
    let own = counted.map(String::as_str).chain(around);
    let own: BTreeSet<String> = own.flat_map(words).collect();
    let how: BTreeSet<String> = HOW.iter().flat_map(|word| words(word)).collect();
    let said = words(piece);
    // `KPI 12` and `2026` number something; `18 to 24` and `18+` are ages.
    let is_number = |word: &String| word.chars().all(|one| one.is_ascii_digit());
    let numbers_it =
        |word: &String| is_number(word) && (word.len() > 2 || said.iter().any(|other| how.contains(other)));
    let turns = |text: &str| {
        ["+", " over", "older"]
            .iter()
            .any(|sign| text.to_lowercase().contains(sign))
    };
    let is_turned = turns(piece) && said.iter().any(is_number) && !indicator.ways_of_writing().any(turns);
    !is_turned
        && said
            .iter()
            .all(|word| own.contains(word) || how.contains(word) || numbers_it(word))
}

/// `Number of episodes`: a piece that names the thing of which there are so many.
fn says_what_is_counted(piece: &str) -> bool {
    let piece = piece.trim().to_lowercase();
    ["number of ", "no. of ", "no of ", "count of ", "total number of "]
        .iter()
        .any(|start| piece.starts_with(start))
}
