//! Heads that name the organisations whose answers stand below them, in an audit that was put together from several: members by their
//! names, schools and settings by what their names say they are.

use crate::catalogue::{Feed, Holds};
use crate::ingest::choose::fit::share;
use crate::ingest::choose::{Chosen, Fixed, FixedValue, Role};
use crate::ingest::context::FileContext;
use crate::ingest::given::kind_of_name;
use crate::ingest::lexicon::code_list_of;
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::sheet::Sheet;
use crate::ingest::table::heads::Head;
use crate::ingest::table::sense::Sense;
use crate::ingest::table::{Table, header_text};
use crate::ingest::words::labels::is_beside_the_figure;
use crate::ingest::words::names::Likeness;
use std::collections::{BTreeMap, BTreeSet};

/// Letters of the longest answer that is a word and no sentence.
const LONGEST_ANSWER: usize = 30;

/// Gives the columns of answers of several organisations their roles, where a column at the side names the questions.
pub(super) fn take(roles: &mut [Role], (feed, sheet, table): (&Feed, &Sheet, &Table), context: &FileContext<'_>) {
    let Some((key, answer)) = open_columns(feed, roles) else {
        return;
    };
    let mut named: BTreeMap<usize, (Fixed, Option<String>)> = BTreeMap::new();
    for (at, head) in table.heads.iter().enumerate() {
        if let Some(found) = under_group((feed, key), (head, at), (roles, table), context) {
            named.insert(at, found);
        } else if roles[at] == Role::Unknown && names_one(&head.text, context) && is_short(sheet, table, head) {
            named.insert(at, (fixed(key, &head.text, (head.row, head.column), context), None));
        }
    }
    if named.is_empty() {
        return;
    }
    // Beside named organisations a column of answers under a name of its own is one more of them.
    for at in columns_of_answers(roles, (feed, &answer), (sheet, table), context) {
        let head = &table.heads[at];
        let place = (head.row, head.column);
        named
            .entry(at)
            .or_insert_with(|| (fixed(key, &head.text, place, context), None));
    }
    for (at, (fixed, own)) in named {
        let column = own.unwrap_or_else(|| answer.clone());
        roles[at] = Role::Answer {
            column,
            fixed: vec![fixed],
        };
    }
}

/// The column of organisations and the column of answers, where nothing gives them yet and the questions stand at the side.
fn open_columns<'f>(feed: &'f Feed, roles: &[Role]) -> Option<(&'f str, String)> {
    let given = |name: &str| roles.iter().any(|role| role.gives(name));
    let held = |holds: &Holds| feed.columns.iter().find(|column| column.holds == *holds);
    let at_side = |name: &str| {
        roles
            .iter()
            .any(|role| matches!(role, Role::Word(known) if known == name))
    };
    let key = held(&Holds::Organisation).filter(|column| feed.key.contains(&column.name) && !given(&column.name))?;
    held(&Holds::Question).filter(|column| at_side(&column.name))?;
    let answer = feed.recognise_by.iter().find(|name| {
        feed.column(name)
            .is_some_and(|column| code_list_of(&column.holds).is_some())
    })?;
    Some((&key.name, answer.clone()))
}

/// The columns under headings that nobody knows and that hold answers.
pub fn columns_of_answers(
    roles: &[Role],
    (feed, answer): (&Feed, &str),
    (sheet, table): (&Sheet, &Table),
    context: &FileContext<'_>,
) -> Vec<usize> {
    let Some(list) = feed.column(answer).and_then(|column| code_list_of(&column.holds)) else {
        return vec![];
    };
    let holds_answers = |at: &usize| {
        let head = &table.heads[*at];
        let (known, seen) = share(sheet, (table, head), |text| {
            context.known.lexicon.code_exactly(list, text).is_some()
        });
        let is_open = roles[*at] == Role::Unknown && !head.text.is_empty() && !means_something(&head.sense, feed);
        is_open && !is_beside_the_figure(&head.text) && known > 0 && known * 4 >= seen * 3
    };
    (0..table.heads.len()).filter(holds_answers).collect()
}

/// Whether a heading means something else than a name.
fn means_something(sense: &Sense, feed: &Feed) -> bool {
    sense.column(&feed.id).is_some() || sense.when.is_some() || sense.total
}

/// The organisation that a group over several columns names, with the column of the feed that the head names below it.
fn under_group(
    (feed, key): (&Feed, &str),
    (head, at): (&Head, usize),
    (roles, table): (&[Role], &Table),
    context: &FileContext<'_>,
) -> Option<(Fixed, Option<String>)> {
    let own = head.sense.column(&feed.id).and_then(|name| feed.column(name))?;
    if own.name == key || feed.key.contains(&own.name) {
        return None;
    }
    let (row, column, text, _) = head
        .groups
        .iter()
        .rev()
        .find(|(_, _, text, _)| names_one(text, context))?;
    // What stands over the questions too is a title.
    let over_all = |other: &Head| other.groups.iter().any(|group| (group.0, group.1) == (*row, *column));
    let is_key = |role: &Role| matches!(role, Role::Word(name) if feed.key.contains(name));
    let is_title = table
        .heads
        .iter()
        .zip(roles)
        .any(|(other, role)| is_key(role) && over_all(other));
    let open = !matches!(roles.get(at), Some(Role::Answer { .. }));
    (!is_title && open).then(|| (fixed(key, text, (*row, *column), context), Some(own.name.clone())))
}

/// Whether a text is the name of an organisation: a member's, or one that says what it is.
fn names_one(text: &str, context: &FileContext<'_>) -> bool {
    context.known.lexicon.agency(text).is_some() || kind_of_name(text).is_some() && text.split_whitespace().count() >= 2
}

/// Whether what stands below a head are words, and not sentences.
fn is_short(sheet: &Sheet, table: &Table, head: &Head) -> bool {
    let texts: BTreeSet<String> = (table.first_row..table.end_row)
        .map(|row| header_text(&sheet.cell(row, head.column)))
        .filter(|text| !text.is_empty())
        .collect();
    let short = |text: &&String| text.chars().count() <= LONGEST_ANSWER;
    !texts.is_empty() && texts.iter().filter(short).count() * 4 >= texts.len() * 3
}

fn fixed(key: &str, text: &str, at: (u32, u32), context: &FileContext<'_>) -> Fixed {
    let member = context.known.lexicon.agency(text);
    let (id, likeness) = match member {
        Some(named) => (named.id, named.likeness),
        None => (
            text.split_whitespace().collect::<Vec<_>>().join(" "),
            Likeness::Declared,
        ),
    };
    Fixed {
        column: key.to_owned(),
        value: FixedValue::Id(id, likeness),
        at,
        text: text.to_owned(),
    }
}

/// What is said of several columns of answers of which nothing tells whose they are; `None` for any other table.
pub fn whose_unclear(
    chosen: &Chosen<'_>,
    (sheet, table): (&Sheet, &Table),
    context: &FileContext<'_>,
) -> Option<Remark> {
    let (_, answer) = open_columns(chosen.feed, &chosen.roles)?;
    if chosen.roles.iter().any(|role| role.gives(&answer)) {
        return None;
    }
    let columns = columns_of_answers(&chosen.roles, (chosen.feed, &answer), (sheet, table), context);
    let (Some(first), Some(last)) = (columns.first(), columns.last()) else {
        return None;
    };
    if first == last {
        return None;
    }
    let (one, other) = (&table.heads[*first], &table.heads[*last]);
    let seen: Vec<&str> = columns.iter().map(|at| table.heads[*at].text.as_str()).collect();
    let at = Stretch {
        first_column: one.column,
        first_row: one.row,
        last_row: table.end_row.max(table.first_row + 1) - 1,
        last_column: other.column,
    };
    let remark = Remark::on_sheet("answers-of-several", &sheet.name, seen.join(", "));
    Some(Remark { at: Some(at), ..remark }.about(&chosen.feed.id))
}
