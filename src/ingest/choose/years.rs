//! Columns of grades with a year in their headings: the cycle's own is the answer, those of other cycles are not.

use crate::catalogue::{Feed, Holds};
use crate::ingest::choose::Role;
use crate::ingest::context::FileContext;
use crate::ingest::table::Table;
use crate::ingest::table::heads::Head;
use crate::ingest::titles::Titles;
use crate::ingest::words::labels::financial_year;
use crate::ingest::words::tidy;
use std::collections::BTreeMap;

/// Gives the columns whose headings bear the cycle's year their roles; of two such the later.
pub(super) fn take(roles: &mut [Role], (feed, table): (&Feed, &Table), context: &FileContext<'_>) {
    if !is_of_cycles(feed) {
        return;
    }
    let cycle = cycle_of(table, context);
    leave_other_cycles(roles, (feed, table), &cycle);
    let mut found: BTreeMap<String, (i32, usize)> = BTreeMap::new();
    for (at, head) in table.heads.iter().enumerate() {
        let Some((year, rest)) = yearly(&head.text).filter(|(year, _)| is_of(*year, &cycle)) else {
            continue;
        };
        let Some(name) = column_of(feed, (head, &rest), context) else {
            continue;
        };
        let given = roles.iter().any(|role| role.gives(&name));
        if roles[at] == Role::Unknown && !given && found.get(&name).is_none_or(|(known, _)| *known < year) {
            found.insert(name, (year, at));
        }
    }
    for (name, (_, at)) in found {
        roles[at] = Role::Word(name);
    }
}

/// Where another cycle's column came first, the column of the cycle itself, or the one without a year, takes its place.
fn leave_other_cycles(roles: &mut [Role], (feed, table): (&Feed, &Table), cycle: &str) {
    let year_of = |at: usize| yearly(&table.heads[at].text).map(|(year, _)| year);
    for at in 0..roles.len() {
        let Role::Word(name) = roles[at].clone() else { continue };
        if year_of(at).is_none_or(|year| is_of(year, cycle)) {
            continue;
        }
        let may_be = |other: &usize| {
            let names_it = table.heads[*other].sense.column(&feed.id) == Some(name.as_str());
            roles[*other] == Role::Unknown && names_it && year_of(*other).is_none_or(|year| is_of(year, cycle))
        };
        let others = (0..roles.len()).filter(may_be);
        if let Some(other) = others.max_by_key(|other| (year_of(*other), std::cmp::Reverse(*other))) {
            roles[other] = Role::Word(name);
            roles[at] = Role::Unknown;
        }
    }
}

/// Whether a heading bears a year of another cycle than the table's.
pub fn is_of_another_cycle(head: &Head, (feed, table): (&Feed, &Table), context: &FileContext<'_>) -> bool {
    is_of_cycles(feed) && yearly(&head.text).is_some_and(|(year, _)| !is_of(year, &cycle_of(table, context)))
}

/// Whether a row of the feed is known by its cycle.
fn is_of_cycles(feed: &Feed) -> bool {
    let is_year = |name: &String| feed.column(name).is_some_and(|column| column.holds == Holds::Year);
    feed.key.iter().any(is_year)
}

/// The cycle that the titles name, else the one in which the file was returned.
fn cycle_of(table: &Table, context: &FileContext<'_>) -> String {
    let said = Titles::read(&table.titles).year.map(financial_year);
    said.unwrap_or_else(|| context.period().financial_year())
}

/// Whether a calendar year begins or ends a cycle.
fn is_of(year: i32, cycle: &str) -> bool {
    financial_year(year) == cycle || financial_year(year - 1) == cycle
}

/// `Compliance 2026` into its year and the rest; `2026-27` and `2026/27` are the year in which they begin.
fn yearly(text: &str) -> Option<(i32, String)> {
    let text = tidy(text);
    let words: Vec<&str> = text.split_whitespace().collect();
    let year_of = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_ascii_digit());
        let (first, second) = word.split_at_checked(4)?;
        let year: i32 = first.parse().ok().filter(|year| (2000..2100).contains(year))?;
        let rest = second.strip_prefix(['-', '/', '\u{2013}']).unwrap_or(second);
        (second.is_empty() || matches!(rest.len(), 2 | 4) && rest.bytes().all(|digit| digit.is_ascii_digit()))
            .then_some(year)
    };
    let mut years = words
        .iter()
        .enumerate()
        .filter_map(|(at, word)| Some((at, year_of(word)?)));
    let (Some((at, year)), None) = (years.next(), years.next()) else {
        return None;
    };
    let others = words.iter().enumerate().filter(|(other, _)| *other != at);
    let rest: Vec<&str> = others.map(|(_, word)| *word).collect();
    (!rest.is_empty()).then(|| (year, rest.join(" ")))
}

/// The column of words from a list that a heading without its year names.
fn column_of(feed: &Feed, (head, rest): (&Head, &str), context: &FileContext<'_>) -> Option<String> {
    let lexicon = context.known.lexicon;
    let own = head.sense.column(&feed.id).map(str::to_owned);
    let named = own.or_else(|| {
        let named = lexicon.heading(rest).into_iter().find(|(of, _)| *of == feed.id);
        named.map(|(_, column)| column.clone())
    });
    let name = named.or_else(|| lexicon.heading_near(&feed.id, rest).map(|named| named.id))?;
    feed.column(&name)
        .is_some_and(|column| matches!(column.holds, Holds::Code(_)))
        .then_some(name)
}

#[cfg(test)]
mod tests {
    use super::yearly;

    #[test]
    fn a_heading_is_parted_from_its_year() {
        for (text, year, rest) in [
            ("Grade 2026", 2026, "Grade"),
            ("2025-26 self assessment", 2025, "self assessment"),
            ("Panel (2026/27)", 2026, "Panel"),
        ] {
            assert_eq!(yearly(text), Some((year, rest.to_owned())), "{text}");
        }
        for text in ["Grade", "2026", "From 2025 to 2026", "Case 20261"] {
            assert_eq!(yearly(text), None, "{text}");
        }
    }
}
