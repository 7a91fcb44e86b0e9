//! Whose part a figure lacks, in words: no total includes a missing part in silence.

use crate::domain::{Observation, PaperCell, Series, Shown};
use crate::sift::evidence::Evidence;
use crate::sift::number;

/// The names of those whose part is missing from the newest figure.
pub(in crate::sift) fn left_out(series: &Series, evidence: &Evidence<'_>) -> Vec<String> {
    let newest = series.newest();
    newest.map(|one| names(&one.without, evidence)).unwrap_or_default()
}

/// `without Maldon District Council`, beside a figure that lacks a part; empty where it is whole or there is none.
pub(in crate::sift) fn beside_figure(newest: Option<&Observation>, evidence: &Evidence<'_>) -> String {
    let Some(newest) = newest.filter(|one| one.was_sent()) else {
        return String::new();
    };
    listed(&names(&newest.without, evidence)).map_or(String::new(), |listed| format!("without {listed}"))
}

/// A text that names a figure, with whose part the figure lacks: `…; without Maldon`, or `…; in part` where that is too long.
pub(in crate::sift) fn named_in(
    text: &str,
    (series, evidence): (&Series, &Evidence<'_>),
    fits: fn(&str) -> bool,
) -> String {
    let Some(listed) = listed(&left_out(series, evidence)) else {
        return text.to_string();
    };
    let whole = format!("{text}; without {listed}");
    match fits(&whole) {
        true => whole,
        false => format!("{text}; in part"),
    }
}

/// One name, two, or the first and how many others.
fn listed(names: &[String]) -> Option<String> {
    Some(match names {
        [] => return None,
        [one] => one.clone(),
        [one, other] => format!("{one} and {other}"),
        [first, rest @ ..] => format!("{first} and {} others", number::in_words(rest.len())),
    })
}

/// A figure, with whose part it lacks beside it.
pub(in crate::sift) fn told_figure(figure: Shown, newest: Option<&Observation>, evidence: &Evidence<'_>) -> PaperCell {
    let without = match figure {
        Shown::Mark(_) => String::new(),
        Shown::Number { .. } | Shown::Range { .. } => beside_figure(newest, evidence),
    };
    match without.is_empty() {
        true => PaperCell::Figure(figure),
        false => PaperCell::Shaded {
            figure,
            word: without,
            shade: 0,
        },
    }
}

/// Agencies and places by their names.
fn names(ids: &[String], evidence: &Evidence<'_>) -> Vec<String> {
    let name = |id: &String| match evidence.agencies.iter().find(|agency| agency.id == *id) {
        Some(agency) => agency.short_name().to_string(),
        None => evidence.places.name(id).to_string(),
    };
    ids.iter().map(name).collect()
}

/// Whose part is missing from the newest figure, and what that does to comparisons; `None` when it is whole.
pub(in crate::sift) fn without(series: &Series, evidence: &Evidence<'_>) -> Option<String> {
    let listed = listed(&left_out(series, evidence))?;
    Some(format!(
        "Without {listed}; earlier quarters are compared without the same parts."
    ))
}
