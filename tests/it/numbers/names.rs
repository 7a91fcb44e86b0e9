//! The names by which lines of papers tell which indicator and which place they are about.

use crate::example_run::{board, list};
use paqa::catalogue::Catalogue;
use std::collections::BTreeSet;

/// Names with what they name, longest first, so that a name inside a longer one is not taken for itself.
pub struct Names {
    indicators: Vec<(String, String)>,
    places: Vec<(String, String)>,
    agencies: BTreeSet<String>,
}

impl Names {
    /// Indicators by names and ids; areas and agencies by names, aliases and ids.
    pub fn read(catalogue: &Catalogue) -> Names {
        let mut indicators = Vec::new();
        for one in catalogue.indicators() {
            for name in [&one.name, &one.row_name, &one.short_name, &one.id] {
                indicators.push((name.clone(), one.id.clone()));
            }
            if one.verb_phrase.contains(' ') {
                indicators.push((one.verb_phrase.clone(), one.id.clone()));
            }
        }
        let (mut places, mut agencies) = (Vec::new(), BTreeSet::new());
        for (file, aliases) in [("areas.csv", 4), ("agencies.csv", 3)] {
            let text = std::fs::read_to_string(board().join(file)).expect("a table of the board");
            for line in csv::Reader::from_reader(text.as_bytes())
                .records()
                .filter_map(Result::ok)
            {
                let of = |at: usize| line.get(at).unwrap_or_default();
                let names = [of(0), of(1)].into_iter().chain(of(aliases).split(';'));
                // What every title says names no part of the county.
                let names = names.filter(|name| !name.is_empty() && !matches!(*name, "Essex" | "County"));
                if file == "agencies.csv" {
                    agencies.insert(of(0).to_string());
                }
                places.extend(names.map(|name| (name.to_string(), of(0).to_string())));
            }
        }
        for all in [&mut indicators, &mut places] {
            all.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
        Names {
            indicators,
            places,
            agencies,
        }
    }

    /// The ids of the indicators that a text names.
    pub fn indicators(&self, text: &str) -> BTreeSet<String> {
        named(&self.indicators, text)
    }

    /// Whether an id is an agency's.
    pub fn is_agency(&self, id: &str) -> bool {
        self.agencies.contains(id)
    }

    /// The ids of the areas and agencies that a text names.
    pub fn places(&self, text: &str) -> BTreeSet<String> {
        named(&self.places, text)
    }
}

fn named(names: &[(String, String)], text: &str) -> BTreeSet<String> {
    let mut left = text.to_lowercase();
    let mut found = BTreeSet::new();
    for (name, id) in names {
        let name = name.to_lowercase();
        if !whole_words(&left, &name).is_empty() {
            found.insert(id.clone());
            // Two indicators may share a name; the next of the same name is found too.
            let shared = names.iter().filter(|(other, _)| other.to_lowercase() == name);
            found.extend(shared.map(|(_, id)| id.clone()));
            left = left.replace(&name, "\u{1}");
        }
    }
    found
}

/// Where a name stands in a text as whole words.
pub fn whole_words(text: &str, name: &str) -> Vec<usize> {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let stands =
        |at: &usize| !is_word(text[..*at].chars().next_back()) && !is_word(text[at + name.len()..].chars().next());
    text.match_indices(name).map(|(at, _)| at).filter(stands).collect()
}

/// Declared texts and names, and what people wrote, longest first.
pub fn words(catalogue: &Catalogue) -> Vec<String> {
    let mut all = declared(catalogue);
    all.extend(written());
    // Sentences begin with a capital where lists do not.
    let begun: Vec<String> = all.iter().filter_map(|words| other_case(words)).collect();
    all.extend(begun);
    let mut all: Vec<String> = all
        .into_iter()
        .filter(|words| words.chars().any(|c| c.is_ascii_digit()) && words.chars().any(char::is_alphabetic))
        .collect();
    all.sort_by_key(|words| std::cmp::Reverse(words.len()));
    all
}

/// What the catalogue and the board's tables call things, and what they say of them.
fn declared(catalogue: &Catalogue) -> BTreeSet<String> {
    let mut all: BTreeSet<String> = BTreeSet::new();
    for one in catalogue.indicators() {
        let people = one.population.as_ref().map(|population| population.words.clone());
        all.extend(people);
        let said = [
            &one.name,
            &one.row_name,
            &one.short_name,
            &one.verb_phrase,
            &one.noun,
            &one.context,
            &one.definition,
        ];
        all.extend(said.map(String::from));
    }
    for file in ["agencies.csv", "areas.csv"] {
        all.extend(cells(file));
    }
    all
}

/// Every cell of a table of the board; none where there is no such table.
fn cells(file: &str) -> Vec<String> {
    let text = std::fs::read_to_string(board().join(file)).unwrap_or_default();
    let mut lines = csv::Reader::from_reader(text.as_bytes());
    let lines = lines.records().filter_map(Result::ok);
    lines
        .flat_map(|line| line.iter().map(String::from).collect::<Vec<_>>())
        .collect()
}

/// Commentary, and texts in the rows of registers and trackers.
fn written() -> BTreeSet<String> {
    let quarters = ["2026-27-Q2", "2026-27-Q1", "2025-26-Q4", "2025-26-Q3", "2025-26-Q2"];
    let mut all: BTreeSet<String> = quarters
        .iter()
        .flat_map(|quarter| cells(&format!("commentary/{quarter}.csv")))
        .collect();
    let feeds = [
        ("actions", &["text", "impact", "reference"][..]),
        ("voice", &["said", "changed"]),
        ("risks", &["text"]),
        ("challenges", &["issue", "response", "outcome"]),
        ("business-plan", &["action"]),
        ("case-audits", &["audit"]),
        ("training-sessions", &["course"]),
    ];
    for (feed, columns) in feeds {
        let table = list(&["rows", feed]);
        for column in columns.iter().filter_map(|name| table.column(name)) {
            all.extend(table.rows.iter().map(|row| row[column].flat()));
        }
    }
    all
}

/// The same words with the other case of their first letter.
fn other_case(words: &str) -> Option<String> {
    let first = words.chars().next()?;
    let other: String = match first.is_uppercase() {
        true => first.to_lowercase().collect(),
        false => first.to_uppercase().collect(),
    };
    Some(format!("{other}{}", &words[first.len_utf8()..]))
}
