//! Heads that name values of a column that a row is known by (agencies, questions, domains, days) into roles with that value fixed, and
//! what stands below them into the answer or the figure of that value.

use crate::catalogue::{Column, Feed, Holds};
use crate::ingest::choose::assign::default_number;
use crate::ingest::choose::fit::holds_numbers;
use crate::ingest::choose::{Fixed, FixedValue, Role};
use crate::ingest::context::FileContext;
use crate::ingest::sheet::Sheet;
use crate::ingest::table::Table;
use crate::ingest::table::heads::Head;
use crate::ingest::table::sense::Sense;
use crate::ingest::words::days;
use crate::ingest::words::labels::{heading_and_number, leading_number, numbered_question};
use crate::ingest::words::names::{Likeness, words};
use std::collections::BTreeSet;

/// Finds the one key column whose values stand across, and gives the heads under them their roles.
pub(super) fn take(roles: &mut [Role], (feed, sheet, table): (&Feed, &Sheet, &Table), context: &FileContext<'_>) {
    let keys = feed.key.iter().filter_map(|name| feed.column(name));
    keys.clone()
        .for_each(|key| open_questions(roles, (feed, key, table), context));
    let open = keys.filter(|column| !roles.iter().any(|role| role.gives(&column.name)));
    let open: Vec<&Column> = open.collect();
    for key in open {
        let named: Vec<(usize, Fixed)> = table
            .heads
            .iter()
            .enumerate()
            .filter_map(|(at, head)| Some((at, fixed_by((&feed.id, key), head, context)?)))
            .collect();
        let values: BTreeSet<String> = named.iter().map(|(_, fixed)| format!("{:?}", fixed.value)).collect();
        let least = if key.holds == Holds::Question { 3 } else { 2 };
        if values.len() >= least && settle(roles, (feed, key, &named), (sheet, table)) {
            return;
        }
    }
}

/// Where numbers of questions stand across, no column at the side holds questions or their answers, whatever it is called.
fn open_questions(roles: &mut [Role], (feed, key, table): (&Feed, &Column, &Table), context: &FileContext<'_>) {
    const LEAST: usize = 3;
    let is_named = |head: &Head| fixed_by((&feed.id, key), head, context).is_some();
    if key.holds != Holds::Question || table.heads.iter().filter(|head| is_named(head)).count() < LEAST {
        return;
    }
    let answers = |name: &str| {
        let column = feed
            .column(name)
            .filter(|column| matches!(column.holds, Holds::Code(_)));
        column.is_some_and(|column| feed.recognise_by.contains(&column.name))
    };
    for (role, head) in roles.iter_mut().zip(&table.heads) {
        let takes_its_place = matches!(role, Role::Word(name) if *name == key.name || answers(name));
        if takes_its_place && !is_named(head) {
            *role = Role::Unknown;
        }
    }
}

/// Gives the named heads their roles; `false` when nothing tells what stands below them.
fn settle(
    roles: &mut [Role],
    (feed, key, named): (&Feed, &Column, &[(usize, Fixed)]),
    (sheet, table): (&Sheet, &Table),
) -> bool {
    let own = |head: &Head| {
        head.sense
            .column(&feed.id)
            .and_then(|name| feed.column(name))
            .filter(|column| column.name != key.name)
    };
    let numeric = named
        .iter()
        .any(|(at, _)| holds_numbers(sheet, table, table.heads[*at].column));
    let ticked = feed
        .recognise_by
        .iter()
        .find(|name| feed.column(name).is_some_and(|column| column.ticks));
    let default = match numeric {
        false if ticked.is_some() => ticked.cloned(),
        true => number_of((feed, &*roles), (sheet, table)).or_else(|| word_of(feed, (key, &*roles))),
        false => word_of(feed, (key, &*roles)),
    };
    // A domain once for its grade and once for its moderated grade names both; a domain alone needs the feed's own answer.
    let column_for = |at: usize, fixed: &Fixed| match own(&table.heads[at]) {
        Some(column) if fixed.at != (table.heads[at].row, table.heads[at].column) => Some(column.name.clone()),
        Some(_) | None => number_over((feed, key), &table.heads[at]).or_else(|| default.clone()),
    };
    let columns: Vec<Option<String>> = named.iter().map(|(at, fixed)| column_for(*at, fixed)).collect();
    if columns.iter().any(Option::is_none) {
        return false;
    }
    for ((at, fixed), column) in named.iter().zip(columns) {
        let Some(column) = column.and_then(|name| feed.column(&name)) else {
            continue;
        };
        let mut all: Vec<Fixed> = roles[*at].fixed().to_vec();
        all.retain(|other| other.column != fixed.column);
        all.push(fixed.clone());
        roles[*at] = match column.holds.is_number() {
            true => Role::Number {
                column: column.name.clone(),
                fixed: all,
                total: table.heads[*at].sense.total,
            },
            false => Role::Answer {
                column: column.name.clone(),
                fixed: all,
            },
        };
    }
    if let Some(column) = default.filter(|_| numeric) {
        sum_beside(roles, &column, table);
    }
    true
}

/// The number that a group over a head names: `Delegates attended` over `Police` and `Probation`.
fn number_over((feed, key): (&Feed, &Column), head: &Head) -> Option<String> {
    let over = head.groups.iter().rev();
    let named = over.filter_map(|(_, _, _, sense)| sense.column(&feed.id).and_then(|name| feed.column(name)));
    let mut numbers = named.filter(|column| column.name != key.name && column.holds.is_number());
    numbers.next().map(|column| column.name.clone())
}

/// A column of sums beside them is their total.
fn sum_beside(roles: &mut [Role], column: &str, table: &Table) {
    for (role, head) in roles.iter_mut().zip(&table.heads) {
        if *role == Role::Unknown && head.sense.total {
            *role = Role::Number {
                column: column.to_owned(),
                fixed: vec![],
                total: true,
            };
        }
    }
}

/// The value of a key column that a head names, by its own text or by the group over it.
fn fixed_by((feed, key): (&str, &Column), head: &Head, context: &FileContext<'_>) -> Option<Fixed> {
    head.senses().rev().find_map(|(sense, at, text)| {
        let value = value_of((feed, key), (sense, text), context)?;
        Some(Fixed {
            column: key.name.clone(),
            value: FixedValue::Id(value, Likeness::Declared),
            at,
            text: text.to_owned(),
        })
    })
}

fn value_of((feed, key): (&str, &Column), (sense, text): (&Sense, &str), context: &FileContext<'_>) -> Option<String> {
    match &key.holds {
        Holds::Code(list) => sense
            .codes
            .iter()
            .find(|(of, _)| of == list)
            .map(|(_, code)| code.clone()),
        Holds::Organisation => context.known.lexicon.agency_declared(text).map(str::to_owned),
        Holds::Question => question(text, context).or_else(|| numbered_question(text).map(str::to_owned)),
        Holds::Date => days::read(text).map(|day| day.date.to_string()),
        Holds::Label => {
            let (heading, id) = heading_and_number(text)?;
            let columns = context.known.lexicon.heading_exactly(heading);
            let is_own = columns.iter().any(|(of, name)| of == feed && *name == key.name);
            is_own.then(|| id.to_owned())
        }
        Holds::Text
        | Holds::Whole
        | Holds::Number
        | Holds::Money
        | Holds::Period
        | Holds::Year
        | Holds::Area
        | Holds::Indicator
        | Holds::Standard => None,
    }
}

/// `1.1`, `Q2.10`, or the wording of a question that is declared.
pub(super) fn question(text: &str, context: &FileContext<'_>) -> Option<String> {
    let number = leading_number(text).filter(|number| number.contains('.') && text.len() <= number.len() + 10);
    let declared = || context.known.lexicon.question_worded(text).map(str::to_owned);
    number.or_else(declared)
}

/// The column of words that tells the feed from others and that nothing gives yet.
fn word_of(feed: &Feed, (key, roles): (&Column, &[Role])) -> Option<String> {
    let open = |name: &&String| {
        **name != key.name
            && !roles
                .iter()
                .any(|role| matches!(role, Role::Word(column) if column == *name))
    };
    let is_code = |name: &&String| {
        feed.column(name)
            .is_some_and(|column| matches!(column.holds, Holds::Code(_)))
    };
    // What a row is known by is no answer.
    let coded = || feed.recognise_by.iter().filter(open).filter(is_code);
    let answer = coded().find(|name| !feed.key.contains(*name));
    answer.or_else(|| coded().next()).cloned()
}

/// The column of numbers: the feed's only or first one, or the one of which the titles speak.
fn number_of((feed, roles): (&Feed, &[Role]), (sheet, table): (&Sheet, &Table)) -> Option<String> {
    if let Some(name) = default_number(feed) {
        return Some(name);
    }
    let titles = table.titles.iter().map(|(_, _, text)| text.as_str());
    let around = words(&titles.chain([sheet.name.as_str()]).collect::<Vec<_>>().join(" "));
    let spoken = |column: &&Column| {
        let ways = std::iter::once(&column.name).chain(&column.headings);
        ways.map(|way| words(way))
            .any(|way| !way.is_empty() && way.is_subset(&around))
    };
    let open = |column: &&Column| column.holds.is_number() && !roles.iter().any(|role| role.gives(&column.name));
    let found: Vec<&Column> = feed.columns.iter().filter(open).filter(spoken).collect();
    match found[..] {
        [one] => Some(one.name.clone()),
        _ => None,
    }
}
