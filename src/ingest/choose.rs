//! The heads of a table into the feed that it belongs to and what each column holds.

use crate::catalogue::{Feed, Holds};
use crate::ingest::context::{FileContext, Habits};
use crate::ingest::lexicon::{code_list_of, without_total};
use crate::ingest::remarks::Remark;
use crate::ingest::sheet::{Raw, Sheet};
use crate::ingest::table::heads::Head;
use crate::ingest::table::sense::Sense;
use crate::ingest::table::{Table, header_text};
use crate::ingest::words::names::{Likeness, words};
use crate::ingest::words::periods::{self, When};
use std::collections::BTreeSet;

/// What one column of a table holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// Words, codes, days: one value for the whole row.
    Word(String),
    /// Numbers of a column, with what the header fixes for them.
    Number {
        /// The canonical column.
        column: String,
        /// What is the same for all cells below.
        fixed: Vec<Fixed>,
        /// Whether the header says that it is a sum.
        total: bool,
    },
    /// The agency that sent the row, in a feed without such a column.
    Sender,
    /// Nothing that the feed has.
    Unknown,
}

/// A value that the header gives to all cells below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Fixed {
    /// The canonical column.
    pub column: String,
    /// The value.
    pub value: FixedValue,
    /// Where it stands, as row and column.
    pub at: (u32, u32),
    /// The text.
    pub text: String,
}

/// What a header fixes.
#[derive(Clone, Debug, PartialEq)]
pub enum FixedValue {
    /// An id or code, and whether it was only nearly written so.
    Id(String, Likeness),
    /// A time.
    When(When),
}

/// A table understood as one of a feed.
#[derive(Clone, Debug)]
pub struct Chosen<'a> {
    /// The feed.
    pub feed: &'a Feed,
    /// One role for each head.
    pub roles: Vec<Role>,
    /// What was read otherwise than at face value.
    pub remarks: Vec<Remark>,
}

/// The feed that a table belongs to; `None` when no feed's columns are there.
pub fn choose<'a>(sheet: &Sheet, table: &Table, context: &FileContext<'a>) -> Option<Chosen<'a>> {
    let feeds = context.known.catalogue.feeds();
    let mut best: Option<(i64, Chosen<'a>)> = None;
    for feed in feeds {
        let mut roles = assign(feed, &table.heads, (context.habits(), context.known.places.home()));
        take_by_contents(&mut roles, (feed, sheet, table), context);
        let Some(score) = score((feed, &roles), (sheet, table), context) else {
            continue;
        };
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            best = Some((
                score,
                Chosen {
                    feed,
                    roles,
                    remarks: vec![],
                },
            ));
        }
    }
    let (_, mut chosen) = best?;
    note_habits(&mut chosen, (sheet, table), context.habits());
    take_near_headings(&mut chosen, (sheet, table), context);
    take_only_numbers(&mut chosen, (sheet, table), context);
    Some(chosen)
}

/// The role of every head, if the table were one of this feed.
fn assign(feed: &Feed, heads: &[Head], (habits, home): (Option<&Habits>, &str)) -> Vec<Role> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut roles: Vec<Role> = Vec::new();
    for head in heads {
        let habit = habits.and_then(|habits| habits.headings.get(&feed.id)?.get(&head.text).cloned());
        let column = habit.or_else(|| {
            head.senses()
                .rev()
                .find_map(|(sense, _, _)| sense.column(&feed.id))
                .map(str::to_owned)
        });
        let column = column.and_then(|name| feed.column(&name));
        roles.push(match column {
            Some(column) if column.holds.is_number() => Role::Number {
                column: column.name.clone(),
                fixed: vec![],
                total: head.sense.total,
            },
            Some(column) if taken.insert(column.name.clone()) => Role::Word(column.name.clone()),
            Some(_) => Role::Unknown,
            None if is_sender(head, feed) => Role::Sender,
            None => Role::Unknown,
        });
    }
    for (head, role) in heads.iter().zip(&mut roles) {
        let fixed = fixed_by(head, (feed, &taken));
        match role {
            Role::Number { fixed: of_role, .. } => *of_role = fixed,
            // A name of its own under a group heading is a column that is not understood, not the group's figure.
            Role::Unknown if is_value_head(head) && (!fixed.is_empty() || head.sense.total) => {
                if let Some(column) = default_number(feed) {
                    *role = Role::Number {
                        column,
                        fixed,
                        total: head.senses().any(|(sense, _, _)| sense.total),
                    };
                }
            }
            Role::Unknown | Role::Word(_) | Role::Sender => {}
        }
    }
    mark_county_across(feed, &mut roles, home);
    without_twins(&mut roles);
    roles
}

/// Whether a head says only where, when or what of: its own text does, or it has none beneath its groups.
fn is_value_head(head: &Head) -> bool {
    !head.sense.is_heading() && (head.text.is_empty() || head.sense.fixes() || head.sense.total)
}

/// Beside a column for each of its areas the county's column is their total.
fn mark_county_across(feed: &Feed, roles: &mut [Role], home: &str) {
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
        Role::Word(_) | Role::Sender | Role::Unknown => None,
    };
    let others: BTreeSet<String> = roles.iter().filter_map(area_of).filter(|id| id != home).collect();
    if others.len() < 2 {
        return;
    }
    for role in roles.iter_mut() {
        let of_home = area_of(role).is_some_and(|id| id == home);
        match role {
            Role::Number { total, fixed, .. } if of_home || (*total && fixed.is_empty()) => *total = true,
            Role::Number { .. } | Role::Word(_) | Role::Sender | Role::Unknown => {}
        }
    }
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
fn default_number(feed: &Feed) -> Option<String> {
    let numbers: Vec<_> = feed.columns.iter().filter(|column| column.holds.is_number()).collect();
    let column = numbers
        .iter()
        .find(|column| column.name == "value")
        .or_else(|| numbers.iter().find(|column| column.required));
    column.map(|column| column.name.clone())
}

/// Everything that a head and its groups fix, for columns that no other column of the table gives.
fn fixed_by(head: &Head, (feed, taken): (&Feed, &BTreeSet<String>)) -> Vec<Fixed> {
    let mut fixed: Vec<Fixed> = Vec::new();
    for (sense, at, text) in head.senses() {
        if sense.column(&feed.id).is_some() && !sense.fixes() {
            continue;
        }
        for column in feed.columns.iter().filter(|column| !taken.contains(&column.name)) {
            let Some(value) = value_for(sense, &column.holds) else {
                continue;
            };
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
        Holds::Code(list) => {
            let code = sense.codes.iter().find(|(of, _)| of == list)?;
            Some(FixedValue::Id(code.1.clone(), Likeness::Declared))
        }
        Holds::Label
        | Holds::Text
        | Holds::Whole
        | Holds::Number
        | Holds::Money
        | Holds::Year
        | Holds::Date
        | Holds::Organisation
        | Holds::Standard
        | Holds::Question => None,
    }
}

/// How well a feed fits a table; `None` when it does not.
fn score((feed, roles): (&Feed, &[Role]), (sheet, table): (&Sheet, &Table), context: &FileContext<'_>) -> Option<i64> {
    let mut matched: BTreeSet<&str> = BTreeSet::new();
    let mut fixed_columns: BTreeSet<&str> = BTreeSet::new();
    for role in roles {
        match role {
            Role::Word(column) => {
                matched.insert(column);
            }
            Role::Number { column, fixed, .. } => {
                fixed_columns.extend(fixed.iter().map(|fixed| fixed.column.as_str()));
                matched.insert(column);
            }
            Role::Sender | Role::Unknown => {}
        }
    }
    let named = table
        .heads
        .iter()
        .filter(|head| head.senses().any(|(sense, _, _)| sense.column(&feed.id).is_some()))
        .count();
    let spread = roles
        .iter()
        .filter(|role| matches!(role, Role::Number { fixed, .. } if !fixed.is_empty()))
        .count();
    if named + spread < 2 {
        return None;
    }
    let all: BTreeSet<&str> = matched.union(&fixed_columns).copied().collect();
    let lacks_number = |name: &str| feed.column(name).is_some_and(|column| column.holds.is_number());
    let missing = feed
        .columns
        .iter()
        .filter(|column| column.required && !all.contains(column.name.as_str()));
    if missing
        .filter(|column| !may_be_elsewhere(&column.holds, &column.name) && !lacks_number(&column.name))
        .count()
        > 0
    {
        return None;
    }
    let fit = contents_fit((feed, roles), (sheet, table), context)?;
    let recognised = feed.recognise_by.iter().all(|column| all.contains(column.as_str()));
    let unknown = roles.iter().filter(|role| matches!(role, Role::Unknown)).count();
    let around = format!(
        "{} {}",
        sheet.name,
        table
            .titles
            .iter()
            .map(|(_, _, text)| text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    );
    let around = words(&around);
    let supported = feed.known_as.iter().any(|name| words(name).is_subset(&around));
    let points = 10 * (named + spread.min(2)) + 5 * usize::from(recognised) + 3 * usize::from(supported) + fit;
    Some(points as i64 - 4 * unknown as i64)
}

/// What a table may leave to its title, its sheet's name or its place in the inbox.
fn may_be_elsewhere(holds: &Holds, name: &str) -> bool {
    match holds {
        Holds::Period | Holds::Year | Holds::Standard | Holds::Area => true,
        Holds::Organisation => true,
        Holds::Label => matches!(name, "cycle" | "organisation" | "audit" | "meeting" | "group"),
        Holds::Date
        | Holds::Text
        | Holds::Whole
        | Holds::Number
        | Holds::Money
        | Holds::Indicator
        | Holds::Question
        | Holds::Code(_) => false,
    }
}

/// Whether the cells below are what the feed's columns hold: points for a good fit, `None` when they are something else.
fn contents_fit(
    (feed, roles): (&Feed, &[Role]),
    (sheet, table): (&Sheet, &Table),
    context: &FileContext<'_>,
) -> Option<usize> {
    let mut points = 0;
    for (role, head) in roles.iter().zip(&table.heads) {
        let Role::Word(name) = role else { continue };
        let Some(column) = feed.column(name) else { continue };
        let (known, seen) = match (&column.holds, code_list_of(&column.holds)) {
            (Holds::Indicator, _) => share(sheet, (table, head), |text| {
                context.known.lexicon.indicator(text).is_some() || habit_names(context, text)
            }),
            (_, Some(list)) if column.required => share(sheet, (table, head), |text| {
                context.known.lexicon.code(list, text).is_some()
            }),
            _ => continue,
        };
        if seen > 0 && known * 4 < seen {
            return None;
        }
        points += 8 * known / seen.max(1);
    }
    Some(points)
}

fn habit_names(context: &FileContext<'_>, text: &str) -> bool {
    context
        .habits()
        .is_some_and(|habits| habits.indicators.contains_key(text))
}

/// How many of the first different texts of a column are known, of how many.
fn share(sheet: &Sheet, (table, head): (&Table, &Head), known: impl Fn(&str) -> bool) -> (usize, usize) {
    let mut texts: BTreeSet<String> = BTreeSet::new();
    for row in table.first_row..table.end_row.min(table.first_row + 400) {
        let text = header_text(&sheet.cell(row, head.column));
        // A long text in a column of names is a note under the table.
        if !text.is_empty() && text.chars().count() <= 120 && !crate::ingest::lexicon::is_total(&text) {
            texts.insert(text);
        }
        if texts.len() >= 24 {
            break;
        }
    }
    (texts.iter().filter(|text| known(text)).count(), texts.len())
}

fn note_habits(chosen: &mut Chosen<'_>, (sheet, table): (&Sheet, &Table), habits: Option<&Habits>) {
    let Some(headings) = habits.and_then(|habits| habits.headings.get(&chosen.feed.id)) else {
        return;
    };
    for head in &table.heads {
        if let Some(column) = headings.get(&head.text) {
            let remark = Remark::on_cell("mapping-used", (&sheet.name, head.row, head.column), &head.text);
            chosen
                .remarks
                .push(remark.taken_as(column.as_str()).about(&chosen.feed.id));
        }
    }
}

/// Headings that are no column's but near one's, where nothing else claims it.
fn take_near_headings(chosen: &mut Chosen<'_>, (sheet, table): (&Sheet, &Table), context: &FileContext<'_>) {
    for (at, head) in table.heads.iter().enumerate() {
        if chosen.roles[at] != Role::Unknown || head.text.is_empty() || head.sense.is_heading() {
            continue;
        }
        let Some(named) = context.known.lexicon.heading_near(&chosen.feed.id, &head.text) else {
            continue;
        };
        let claimed = chosen.roles.iter().any(|role| match role {
            Role::Word(column) | Role::Number { column, .. } => *column == named.id,
            Role::Sender | Role::Unknown => false,
        });
        let Some(column) = chosen.feed.column(&named.id).filter(|_| !claimed) else {
            continue;
        };
        chosen.roles[at] = if column.holds.is_number() {
            Role::Number {
                column: named.id.clone(),
                fixed: vec![],
                total: false,
            }
        } else {
            Role::Word(named.id.clone())
        };
        if named.likeness == Likeness::Near {
            let remark = Remark::on_cell("heading-near-miss", (&sheet.name, head.row, head.column), &head.text);
            chosen.remarks.push(remark.taken_as(named.id).about(&chosen.feed.id));
        }
    }
}

/// Columns under unknown headings whose every cell is an area, a period or an indicator hold those.
fn take_by_contents(roles: &mut [Role], (feed, sheet, table): (&Feed, &Sheet, &Table), context: &FileContext<'_>) {
    let lexicon = context.known.lexicon;
    for at in 0..table.heads.len() {
        let head = &table.heads[at];
        if roles.get(at) != Some(&Role::Unknown) || head.text.is_empty() {
            continue;
        }
        let untaken = |roles: &[Role], holds: &Holds| {
            let column = feed.columns.iter().find(|column| column.holds == *holds)?;
            let taken = roles.iter().any(|role| match role {
                Role::Word(name) => *name == column.name,
                Role::Number { fixed, .. } => fixed.iter().any(|fixed| fixed.column == column.name),
                Role::Sender | Role::Unknown => false,
            });
            (!taken).then(|| column.name.clone())
        };
        for holds in [Holds::Area, Holds::Indicator, Holds::Period] {
            let Some(name) = untaken(roles, &holds) else { continue };
            let (known, seen) = share(sheet, (table, head), |text| match holds {
                Holds::Area => {
                    let named = without_total(text).is_some_and(|rest| lexicon.area(&rest).is_some());
                    named || lexicon.area(text).is_some() && lexicon.agency_declared(text).is_none()
                }
                Holds::Indicator => lexicon
                    .indicator(text)
                    .is_some_and(|named| named.likeness != Likeness::Near),
                _ => periods::read(text).is_some(),
            });
            // One name in four may be misspelt beyond recognition; it is said where it stands.
            if known > 0 && known * 4 >= seen * 3 {
                roles[at] = Role::Word(name);
                break;
            }
        }
    }
}

/// A table that has all but its numbers, and one column of numbers under a heading of its own: that must be them.
fn take_only_numbers(chosen: &mut Chosen<'_>, (sheet, table): (&Sheet, &Table), context: &FileContext<'_>) {
    if chosen.roles.iter().any(|role| matches!(role, Role::Number { .. })) {
        return;
    }
    let Some(column) = default_number(chosen.feed) else {
        return;
    };
    let numeric: Vec<usize> = (0..table.heads.len())
        .filter(|&at| chosen.roles[at] == Role::Unknown && holds_numbers(sheet, table, table.heads[at].column))
        .collect();
    let [at] = numeric[..] else { return };
    let head = &table.heads[at];
    chosen.roles[at] = Role::Number {
        column: column.clone(),
        fixed: vec![],
        total: false,
    };
    if !names_the_counted(head, (sheet, table), context) {
        let remark = Remark::on_cell("heading-near-miss", (&sheet.name, head.row, head.column), &head.text);
        chosen.remarks.push(remark.taken_as(column).about(&chosen.feed.id));
    }
}

/// Whether the heading repeats what the rows say is counted: `Referrals` over `Safeguarding referrals by…`.
fn names_the_counted(head: &Head, (sheet, table): (&Sheet, &Table), context: &FileContext<'_>) -> bool {
    let heading = words(&head.text);
    let first = table.heads.iter().find_map(|other| {
        context
            .known
            .lexicon
            .indicator(&header_text(&sheet.cell_through_merges(table.first_row, other.column)))
    });
    let name = first
        .and_then(|named| context.known.catalogue.indicator(&named.id))
        .map(|indicator| words(&indicator.name));
    name.is_some_and(|name| !heading.is_empty() && heading.is_subset(&name))
}

/// Whether most of what stands in a column is numbers.
pub fn holds_numbers(sheet: &Sheet, table: &Table, column: u32) -> bool {
    let (mut numbers, mut all) = (0, 0);
    for row in table.first_row..table.end_row.min(table.first_row + 400) {
        match sheet.cell(row, column).raw {
            Raw::Empty => {}
            Raw::Number(_) => {
                numbers += 1;
                all += 1;
            }
            Raw::Text(text) => {
                all += 1;
                numbers += usize::from(!matches!(
                    crate::ingest::words::numbers::read(text),
                    crate::ingest::words::numbers::Written::Not
                ));
            }
            Raw::Bool(_) | Raw::Date(_) | Raw::Duration(_) | Raw::Error(_) | Raw::FormulaWithoutValue => all += 1,
        }
    }
    all > 0 && numbers * 3 >= all * 2
}
