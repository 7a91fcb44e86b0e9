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
    let counted = indicator.is_some_and(|indicator| {
        indicator.unit == Unit::Count
            && indicator
                .ways_of_writing()
                .any(|way| words(&over.text).is_subset(&words(way)))
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
