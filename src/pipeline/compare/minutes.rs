//! Movements, with their causes, into a paragraph that can go into the minutes as it stands: what moved, why, and what it changes. It is
//! read by members, so it names what has moved and says no figure.

use crate::domain::day_in_words;
use crate::pipeline::Session;
use crate::pipeline::compare::flips::{Flip, Turn};
use crate::pipeline::edition::Edition;
use std::collections::{BTreeMap, BTreeSet};

/// Words of the longest sentence.
const LONGEST: usize = 25;

/// What the paragraph is made of.
pub(super) struct Changes<'a> {
    /// Of each figure that has moved, its indicator and why.
    pub figures: &'a [(String, String)],
    /// Of each comparator that has changed, its indicator.
    pub comparators: &'a [String],
    /// What has become of exceptions, each with its cause.
    pub flips: &'a [(&'a Flip, String)],
}

/// The paragraph.
pub(super) fn minutes(edition: &Edition, changes: &Changes<'_>, session: &Session) -> String {
    let title = format!(
        "edition {} of {} (issued {})",
        edition.number,
        edition.period,
        day_in_words(edition.issued)
    );
    let nothing = changes.figures.is_empty() && changes.comparators.is_empty() && changes.flips.is_empty();
    if nothing {
        return format!("Nothing reported in {title} has changed since.");
    }
    let mut sentences = of_figures(&title, changes.figures, session);
    sentences.extend(of_comparators(changes.comparators));
    sentences.extend(of_exceptions(changes.flips, session));
    sentences.join(" ")
}

/// How many figures have moved, and for each cause of which indicators.
fn of_figures(title: &str, figures: &[(String, String)], session: &Session) -> Vec<String> {
    let have = match figures.len() {
        0 => return vec![format!("Since {title}, no figure has moved.")],
        1 => "1 figure has".to_string(),
        many => format!("{many} figures have"),
    };
    let mut by_cause: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for (indicator, cause) in figures {
        let (count, indicators) = by_cause.entry(cause).or_default();
        *count += 1;
        indicators.insert(indicator);
    }
    let mut causes: Vec<(&str, usize, BTreeSet<&str>)> = by_cause
        .into_iter()
        .map(|(cause, (count, indicators))| (cause, count, indicators))
        .collect();
    causes.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
    let of_cause = |(at, (cause, count, indicators)): (usize, &(&str, usize, BTreeSet<&str>))| {
        let names: Vec<String> = match indicators.len() {
            1 => indicators.iter().map(|id| with_name(id, session)).collect(),
            _ => indicators.iter().map(|id| (*id).to_string()).collect(),
        };
        let are = match (figures.len() == *count, at, *count) {
            (true, _, 1) => "It is".to_string(),
            (true, ..) => "All are".to_string(),
            (false, 0, 1) => "One is".to_string(),
            (false, 0, count) => format!("Of these, {count} are"),
            (false, _, 1) => "Another one is".to_string(),
            (false, _, count) => format!("Another {count} are"),
        };
        listing(&format!("{are} of"), &names, &format!(", because {}", because(cause)))
    };
    std::iter::once(format!("Since {title}, {have} moved."))
        .chain(causes.iter().enumerate().map(of_cause))
        .collect()
}

fn of_comparators(indicators: &[String]) -> Option<String> {
    let names: BTreeSet<&String> = indicators.iter().collect();
    let names: Vec<String> = names.into_iter().cloned().collect();
    let changed = match indicators.len() {
        0 => return None,
        1 => "One published comparator has changed, that of".to_string(),
        many => format!("Of the published comparators, {many} have changed, of"),
    };
    Some(listing(&changed, &names, ""))
}

/// What the paper would now say otherwise, for each cause.
fn of_exceptions(flips: &[(&Flip, String)], session: &Session) -> Vec<String> {
    let mut told = Vec::new();
    for (turn, would) in [
        (Turn::Raised, "The paper would now raise"),
        (Turn::Dropped, "It would no longer raise"),
        (Turn::Described, "It would say something else of"),
    ] {
        let mut by_cause: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (flip, cause) in flips.iter().filter(|(flip, _)| flip.turn == turn) {
            let names = by_cause.entry(cause).or_default();
            let name = about(flip, session);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        for (cause, names) in by_cause {
            told.push(listing(would, &names, &format!(", because {}", because(cause))));
        }
    }
    let places = flips.iter().filter(|(flip, _)| flip.turn == Turn::Place).count();
    told.extend(match places {
        0 => None,
        1 => Some("Besides, one exception would stand at another place.".to_string()),
        many => Some(format!("Besides, {many} exceptions would stand at other places.")),
    });
    if told.is_empty() {
        told.push("Every exception stands as it was reported.".to_string());
    }
    if let Some(first) = told
        .first_mut()
        .and_then(|first| first.strip_prefix("It ").map(String::from))
    {
        told[0] = format!("The paper {first}");
    }
    told
}

/// A sentence with as many of the names as it has room for, and how many it has not.
fn listing(begin: &str, names: &[String], end: &str) -> String {
    let said = |named: usize| {
        let others = names.len() - named;
        let mut parts: Vec<String> = names.iter().take(named).cloned().collect();
        match others {
            0 => (),
            1 if named == 0 => parts.push("one exception".to_string()),
            1 => parts.push("one other".to_string()),
            _ if named == 0 => parts.push(format!("{others} exceptions")),
            _ => parts.push(format!("{others} others")),
        }
        let last = parts.pop().unwrap_or_default();
        let list = match parts.is_empty() {
            true => last,
            false => format!("{} and {last}", parts.join(", ")),
        };
        format!("{begin} {list}{end}.")
    };
    let fits = |sentence: &String| sentence.split_whitespace().count() <= LONGEST;
    (0..=names.len()).rev().map(said).find(fits).unwrap_or_else(|| said(0))
}

/// `EH01 (early help plans started)`.
fn with_name(id: &str, session: &Session) -> String {
    match session.catalogue.indicator(id) {
        Some(indicator) => format!("{id} ({})", indicator.row_name),
        None => id.to_string(),
    }
}

/// What an exception is about, in a few words.
fn about(flip: &Flip, session: &Session) -> String {
    let part = |at: usize| flip.key.get(at).map(String::as_str).unwrap_or_default();
    let (kind, indicator, area, agency) = (part(0), part(1), part(2), part(3));
    let places = &session.board.places;
    let whose = match (agency, area) {
        ("", "") => String::new(),
        ("", area) if area == places.home() => String::new(),
        ("", area) => places.name(area).to_string(),
        (agency, _) => session.board.agency_name(agency).to_string(),
    };
    match (indicator, kind, whose.as_str()) {
        ("", "data", whose) => format!("the return of {whose}{}", which(&flip.sentence)),
        ("", _, "") => "a record".to_string(),
        ("", _, whose) => format!("a record of {whose}"),
        (indicator, _, "") => indicator.to_string(),
        (indicator, _, whose) => format!("{indicator} of {whose}"),
    }
}

/// Which of an agency's returns an exception about one that did not come is about, as its sentence has it in brackets.
fn which(sentence: &str) -> String {
    let bracketed = sentence
        .split_once(" sent no return (")
        .and_then(|(_, rest)| rest.split_once(')'));
    bracketed.map(|(title, _)| format!(" ({title})")).unwrap_or_default()
}

/// A cause as the end of a sentence.
fn because(cause: &str) -> String {
    let words: Vec<&str> = cause.split("; ").map(one_cause).collect();
    words.join(" and ")
}

fn one_cause(cause: &str) -> &str {
    match cause {
        "restated by the agency" => "an agency restated its figures",
        "restated in a later folder" => "an agency restated them in a later quarter's folder",
        "refused" => "a file came that could not be taken",
        "late return" => "a return came late",
        "register" => "the register now says otherwise which file counts",
        "restored" => "a file was brought back into use",
        "set aside" => "a file was set aside",
        "expired" => "a file's keeping time has ended",
        "withdrawn" => "a file was withdrawn",
        "definition" => "a definition changed",
        "board tables" => "the board's own tables changed",
        "comparator" => "a published comparator changed",
        "population" => "the population figures changed",
        "code list" => "a list of codes changed",
        "symbols" => "what a symbol stands for changed",
        "policy" => "the policy changed",
        "program" => "a newer version of the program made them",
        "related figures" => "figures that they are made from moved",
        "other figures or remarks changed" => "other figures or remarks changed",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(count: usize) -> Vec<String> {
        (0..count)
            .map(|at| format!("CP{at:02} of a council with a long name"))
            .collect()
    }

    #[test]
    fn a_sentence_names_as_many_as_it_has_room_for_and_counts_the_rest() {
        let said = |count| {
            listing(
                "It would no longer raise",
                &names(count),
                ", because a return came late",
            )
        };
        assert_eq!(
            said(1),
            "It would no longer raise CP00 of a council with a long name, because a return came late."
        );
        for count in 0..40 {
            let sentence = said(count);
            assert!(sentence.split_whitespace().count() <= LONGEST, "{sentence}");
        }
        assert!(
            said(3).contains("CP00 of a council with a long name and 2 others, because"),
            "{}",
            said(3)
        );
        let all = listing(
            "The paper would now raise",
            &["CP01", "CP02", "CP03"].map(String::from),
            "",
        );
        assert_eq!(all, "The paper would now raise CP01, CP02 and CP03.");
    }

    #[test]
    fn several_causes_are_told_together() {
        assert_eq!(
            because("definition; late return"),
            "a definition changed and a return came late"
        );
    }
}
