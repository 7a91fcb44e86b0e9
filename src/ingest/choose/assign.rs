//! The heads of a table into the role that each would have in one feed.

use crate::catalogue::{Column, Feed, Holds};
use crate::domain::Places;
use crate::ingest::choose::{Fixed, FixedValue, Role};
use crate::ingest::context::Habits;
use crate::ingest::table::heads::Head;
use crate::ingest::table::sense::Sense;
use crate::ingest::words::labels::{financial_year, is_beside_the_figure};
use crate::ingest::words::names::Likeness;
use crate::ingest::words::periods::When;
use crate::ingest::words::tidy;
use std::collections::{BTreeMap, BTreeSet};

/// The column of what a line of a register says, beside its reference.
const TEXT: &str = "text";

/// The role of every head, if the table were one of this feed.
pub(super) fn assign(feed: &Feed, heads: &[Head], (habits, places): (Option<&Habits>, &Places)) -> Vec<Role> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut roles: Vec<Role> = Vec::new();
    for head in heads {
        let habit = habits.and_then(|habits| habits.headings.get(&feed.id)?.get(&head.text).cloned());
        let column = habit.or_else(|| {
            head.senses()
                .rev()
                .filter(|(sense, _, _)| !is_value_over(head, (feed, sense)))
                .filter_map(|(sense, _, _)| sense.column(&feed.id))
                .find(|name| !is_value_of(head, (feed, name)))
                .map(str::to_owned)
        });
        let column = column.and_then(|name| feed.column(&name));
        roles.push(match column {
            Some(column) if column.holds.is_number() => Role::Number {
                column: column.name.clone(),
                fixed: vec![],
                total: head.senses().any(|(sense, _, _)| sense.total),
            },
            Some(column) if taken.insert(column.name.clone()) => Role::Word(column.name.clone()),
            Some(_) => Role::Unknown,
            None if is_sender(head, feed) => Role::Sender,
            None => Role::Unknown,
        });
    }
    number_beside_text(feed, heads, (&mut roles, &mut taken));
    let weights = code_weights(feed, heads);
    for (head, role) in heads.iter().zip(&mut roles) {
        let fixed = fixed_by(head, (feed, &taken), &weights);
        match role {
            Role::Number { fixed: of_role, .. } => *of_role = fixed,
            // A name of its own under a group heading is a column that is not understood, not the group's figure.
            Role::Unknown if is_value_head(head, feed) && (!fixed.is_empty() || head.sense.total) => {
                if let Some(column) = default_number(feed) {
                    *role = Role::Number {
                        column,
                        fixed,
                        total: head.senses().any(|(sense, _, _)| sense.total),
                    };
                }
            }
            Role::Unknown | Role::Word(_) | Role::Answer { .. } | Role::Mark(_) | Role::Sender | Role::Side => {}
        }
    }
    mark_county_across(feed, &mut roles, places);
    without_names_of_parts(feed, heads, &mut roles);
    without_twins(&mut roles);
    roles
}

/// Where two heads name the column of references and one of them is its bare name, that one holds the text: `Action no.` beside
/// `Action`, `Ref` beside `Risk`.
fn number_beside_text(feed: &Feed, heads: &[Head], (roles, taken): (&mut [Role], &mut BTreeSet<String>)) {
    let is_text = |column: &&Column| column.name == TEXT && column.holds == Holds::Text;
    if taken.contains(TEXT) || !feed.columns.iter().any(|column| is_text(&column)) {
        return;
    }
    let is_bare = |at: usize, name: &str| tidy(&heads[at].text).eq_ignore_ascii_case(name);
    for second in 0..roles.len() {
        let Some(name) = heads[second]
            .sense
            .column(&feed.id)
            .filter(|_| roles[second] == Role::Unknown)
        else {
            continue;
        };
        let is_reference = feed
            .column(name)
            .is_some_and(|column| column.holds == Holds::Label && column.required);
        let first = roles.iter().position(|role| *role == Role::Word(name.to_owned()));
        let Some(first) = first.filter(|_| is_reference) else {
            continue;
        };
        match (is_bare(first, name), is_bare(second, name)) {
            (true, false) => {
                roles[first] = Role::Word(TEXT.to_owned());
                roles[second] = Role::Word(name.to_owned());
            }
            (false, true) => roles[second] = Role::Word(TEXT.to_owned()),
            (true, true) | (false, false) => continue,
        }
        taken.insert(TEXT.to_owned());
        return;
    }
}

/// Whether a head is a word of the list whose heading stands over it, or the sum of such: `Yes`, `No` and `Grand total` under
/// `Threshold met?`. What stands below is counted for that word.
fn is_value_of(head: &Head, (feed, name): (&Feed, &str)) -> bool {
    let is_code = |list: &String| head.sense.codes.iter().any(|(of, _)| of == list);
    let own = head.sense.column(&feed.id).is_some();
    match feed.column(name).map(|column| &column.holds) {
        Some(Holds::Code(list)) if !own => is_code(list) || head.sense.total,
        _ => false,
    }
}

/// Whether a group over a head is a word of the very list whose column it also names, and the head below it is another column's word or
/// a sum: `Threshold met` over `Physical` and `Sexual` says of which threshold their counts are.
fn is_value_over(head: &Head, (feed, group): (&Feed, &Sense)) -> bool {
    let own = &head.sense;
    let is_group = !std::ptr::eq(group, own) && own.column(&feed.id).is_none() && (own.total || !own.codes.is_empty());
    let column = group.column(&feed.id).and_then(|name| feed.column(name));
    match column.map(|column| &column.holds) {
        Some(Holds::Code(list)) => is_group && group.codes.iter().any(|(of, _)| of == list),
        _ => false,
    }
}

/// Whether a head says only where, when or what of: its own text does, or it has none beneath its groups.
fn is_value_head(head: &Head, feed: &Feed) -> bool {
    head.sense.column(&feed.id).is_none() && (head.text.is_empty() || head.sense.fixes() || head.sense.total)
}

/// Beside columns for its own areas the county's column is their total; beside its neighbours' it is a column like theirs.
fn mark_county_across(feed: &Feed, roles: &mut [Role], places: &Places) {
    let home = places.home();
    let Some(area) = feed.columns.iter().find(|column| column.holds == Holds::Area) else {
        return;
    };
    let area_of = |role: &Role| match role {
        Role::Number { fixed, .. } => {
            fixed
                .iter()
                .find(|fixed| fixed.column == area.name)
                .and_then(|fixed| match &fixed.value {
                    FixedValue::Id(id, _) => Some(id.clone()),
                    FixedValue::When(_) => None,
                })
        }
        Role::Word(_) | Role::Answer { .. } | Role::Mark(_) | Role::Sender | Role::Side | Role::Unknown => None,
    };
    let others: BTreeSet<String> = roles
        .iter()
        .filter_map(area_of)
        .filter(|id| id != home && places.contains(home, id))
        .collect();
    if others.len() < 2 {
        return;
    }
    for role in roles.iter_mut() {
        let of_home = area_of(role).is_some_and(|id| id == home);
        match role {
            Role::Number { total, fixed, .. } if of_home || (*total && fixed.is_empty()) => *total = true,
            Role::Number { .. }
            | Role::Word(_)
            | Role::Answer { .. }
            | Role::Mark(_)
            | Role::Sender
            | Role::Side
            | Role::Unknown => {}
        }
    }
}

/// Names that nobody knows beneath one heading of a number, `Police` and `Health` beneath `Attended`, say whose parts of it their
/// columns are: none of them is the number.
fn without_names_of_parts(feed: &Feed, heads: &[Head], roles: &mut [Role]) {
    let group_of = |at: usize| {
        let head = &heads[at];
        let Role::Number { column, fixed, total } = &roles[at] else {
            return None;
        };
        let says_something = *total || fixed.iter().any(|fixed| fixed.at == (head.row, head.column));
        let is_named = !head.text.is_empty() && !says_something && !is_beside_the_figure(&head.text);
        let is_own = head.sense.column(&feed.id).is_some() || is_word_for_number(&head.text);
        let over = head.groups.iter().rev();
        let mut over = over.filter(|(_, _, _, sense)| sense.column(&feed.id) == Some(column));
        let (row, from, _, _) = over.next().filter(|_| is_named && !is_own)?;
        Some((*row, *from))
    };
    let groups: Vec<Option<(u32, u32)>> = (0..roles.len()).map(group_of).collect();
    for at in 0..roles.len() {
        let is_part = |other: usize| other != at && groups[other] == groups[at] && heads[other].text != heads[at].text;
        if groups[at].is_some() && (0..roles.len()).any(is_part) {
            roles[at] = Role::Unknown;
        }
    }
}

/// `Number`, `No.` and the like: a heading that says no more than that figures stand below.
fn is_word_for_number(heading: &str) -> bool {
    matches!(
        tidy(heading).to_lowercase().trim_end_matches('.'),
        "number" | "no" | "n" | "count" | "total" | "figure" | "value" | "#"
    )
}

/// The same number under the same header twice cannot be told apart.
fn without_twins(roles: &mut [Role]) {
    let mut seen: Vec<(String, Vec<FixedValue>)> = Vec::new();
    for role in roles {
        if let Role::Number {
            column,
            fixed,
            total: false,
        } = role
        {
            // Figures of no quarter are not taken, and each is said for itself.
            if fixed
                .iter()
                .any(|fixed| matches!(fixed.value, FixedValue::When(When::NoQuarter(_))))
            {
                continue;
            }
            let key = (
                column.clone(),
                fixed.iter().map(|fixed| fixed.value.clone()).collect::<Vec<_>>(),
            );
            if seen.contains(&key) {
                *role = Role::Unknown;
            } else {
                seen.push(key);
            }
        }
    }
}

fn is_sender(head: &Head, feed: &Feed) -> bool {
    feed.column("agency").is_none() && head.sense.columns.iter().any(|(_, column)| column == "agency")
}

/// The column that numbers belong to whose header only says where, when or what of.
pub(super) fn default_number(feed: &Feed) -> Option<String> {
    let numbers: Vec<_> = feed.columns.iter().filter(|column| column.holds.is_number()).collect();
    let column = numbers
        .iter()
        .find(|column| column.name == "value")
        .or_else(|| numbers.iter().find(|column| column.required));
    column.map(|column| column.name.clone())
}

/// Everything that a head and its groups fix, for columns that no other column of the table gives.
fn fixed_by(head: &Head, (feed, taken): (&Feed, &BTreeSet<String>), weights: &BTreeMap<String, usize>) -> Vec<Fixed> {
    let mut fixed: Vec<Fixed> = Vec::new();
    for (sense, at, text) in head.senses() {
        if sense.column(&feed.id).is_some() && !sense.fixes() {
            continue;
        }
        for column in feed.columns.iter().filter(|column| !taken.contains(&column.name)) {
            let Some(value) = value_for(sense, &column.holds) else {
                continue;
            };
            if is_outweighed(sense, (feed, taken), (column, weights)) {
                continue;
            }
            fixed.retain(|earlier| earlier.column != column.name);
            fixed.push(Fixed {
                column: column.name.clone(),
                value,
                at,
                text: text.to_owned(),
            });
        }
    }
    fixed
}

/// For each column of codes how many heads name a code of it: `Other` is a word of many lists, and belongs with its neighbours.
fn code_weights(feed: &Feed, heads: &[Head]) -> BTreeMap<String, usize> {
    let names = |head: &Head, column: &Column| {
        head.senses()
            .any(|(sense, _, _)| value_for(sense, &column.holds).is_some())
    };
    let codes = feed
        .columns
        .iter()
        .filter(|column| matches!(column.holds, Holds::Code(_)));
    codes
        .map(|column| {
            (
                column.name.clone(),
                heads.iter().filter(|head| names(head, column)).count(),
            )
        })
        .collect()
}

/// Whether the same text names a code of another column too, which more of its neighbours name.
fn is_outweighed(
    sense: &Sense,
    (feed, taken): (&Feed, &BTreeSet<String>),
    (column, weights): (&Column, &BTreeMap<String, usize>),
) -> bool {
    let weight = |name: &str| weights.get(name).copied().unwrap_or(0);
    matches!(column.holds, Holds::Code(_))
        && feed.columns.iter().any(|other| {
            matches!(other.holds, Holds::Code(_))
                && !taken.contains(&other.name)
                && weight(&other.name) > weight(&column.name)
                && value_for(sense, &other.holds).is_some()
        })
}

fn value_for(sense: &Sense, holds: &Holds) -> Option<FixedValue> {
    match holds {
        Holds::Area => sense
            .area
            .as_ref()
            .map(|area| FixedValue::Id(area.id.clone(), area.likeness)),
        Holds::Indicator => sense
            .indicator
            .as_ref()
            .map(|named| FixedValue::Id(named.id.clone(), named.likeness)),
        Holds::Period => sense.when.clone().map(FixedValue::When),
        Holds::Year => match sense.when {
            Some(When::Year(year)) => Some(FixedValue::Id(financial_year(year), Likeness::Declared)),
            _ => None,
        },
        Holds::Code(list) => {
            let code = sense.codes.iter().find(|(of, _)| of == list)?;
            Some(FixedValue::Id(code.1.clone(), Likeness::Declared))
        }
        Holds::Label
        | Holds::Text
        | Holds::Whole
        | Holds::Number
        | Holds::Money
        | Holds::Date
        | Holds::Organisation
        | Holds::Standard
        | Holds::Question => None,
    }
}
