//! The heads of a table into the feed that it belongs to and what each column holds.

mod across;
mod assign;
mod contents;
mod fit;
mod lacking;
mod marks;
mod organisations;
mod other_times;
mod sides;
mod titled;
mod years;

use crate::catalogue::{Feed, Holds};
use crate::ingest::choose::assign::{assign, default_number};
use crate::ingest::choose::fit::score;
use crate::ingest::context::{FileContext, Habits};
use crate::ingest::lexicon::Named;
use crate::ingest::remarks::Remark;
use crate::ingest::sheet::Sheet;
use crate::ingest::table::heads::Head;
use crate::ingest::table::{Table, header_text};
use crate::ingest::words::days;
use crate::ingest::words::labels::is_beside_the_figure;
use crate::ingest::words::names::{Likeness, words};
use crate::ingest::words::periods::When;
use std::collections::BTreeSet;

pub use crate::ingest::choose::fit::{holds_numbers, names_sections, opens_with_a_section, share};
pub use crate::ingest::choose::lacking::{LacksNumber, lacking_columns, lacks_its_number};
pub use crate::ingest::choose::marks::{Tick, is_column_of_ticks, tick};
pub use crate::ingest::choose::organisations::whose_unclear;
pub use crate::ingest::choose::sides::{side_of, sided};
pub use crate::ingest::choose::titled::titled;
pub use crate::ingest::choose::years::is_of_another_cycle;

/// Columns of the widest table that can be a return: each is weighed against all others.
const MOST_COLUMNS: usize = 1_000;

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
    /// Words of a column, with what the header fixes for them: an answer under its question.
    Answer {
        /// The canonical column.
        column: String,
        /// What is the same for all cells below.
        fixed: Vec<Fixed>,
    },
    /// A tick says that the word of a column is the one in the header.
    Mark(String),
    /// The agency that sent the row, in a feed without such a column.
    Sender,
    /// Says which number its row holds: `Numerator`, `Denominator` and `%` down the side.
    Side,
    /// Nothing that the feed has.
    Unknown,
}

impl Role {
    /// Whether it gives a column of the feed, by its cells or its header.
    pub fn gives(&self, name: &str) -> bool {
        match self {
            Role::Word(column) | Role::Mark(column) => column == name,
            Role::Number { column, .. } | Role::Answer { column, .. } if column == name => true,
            Role::Number { .. } | Role::Answer { .. } | Role::Sender | Role::Side | Role::Unknown => self.fixes(name),
        }
    }

    /// Whether its header gives a column of the feed.
    pub fn fixes(&self, name: &str) -> bool {
        self.fixed().iter().any(|fixed| fixed.column == name)
    }

    /// What its header gives to all cells below.
    pub fn fixed(&self) -> &[Fixed] {
        match self {
            Role::Number { fixed, .. } | Role::Answer { fixed, .. } => fixed,
            Role::Word(_) | Role::Mark(_) | Role::Sender | Role::Side | Role::Unknown => &[],
        }
    }
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

/// The feed whose columns the headings are, all of them and to the letter: it can be no other.
pub fn spelt_out<'f>(table: &Table, feeds: &'f [Feed]) -> Option<&'f Feed> {
    let is_headed = |feed: &&Feed| {
        let is_column = |head: &Head| head.groups.is_empty() && feed.column(&head.text).is_some();
        let distinct = || {
            table
                .heads
                .iter()
                .map(|head| head.text.as_str())
                .collect::<BTreeSet<_>>()
        };
        table.heads.len() == feed.columns.len()
            && table.heads.iter().all(is_column)
            && distinct().len() == feed.columns.len()
    };
    feeds.iter().find(is_headed)
}

/// The feed that a table belongs to; `None` when no feed's columns are there.
pub fn choose<'a>(sheet: &Sheet, table: &Table, context: &FileContext<'a>) -> Option<Chosen<'a>> {
    choose_beside((sheet, table), &BTreeSet::new(), context)
}

/// The same of a table that stands on a sheet with tables of some feeds: a few of a feed's columns are enough there.
pub fn choose_beside<'a>(
    (sheet, table): (&Sheet, &Table),
    beside: &BTreeSet<&str>,
    context: &FileContext<'a>,
) -> Option<Chosen<'a>> {
    if table.heads.len() > MOST_COLUMNS {
        return None;
    }
    let feeds = context.known.catalogue.feeds();
    let feeds = spelt_out(table, feeds).map_or(feeds, std::slice::from_ref);
    let mut best: Option<(i64, Chosen<'a>)> = None;
    for feed in feeds {
        let mut roles = assign(feed, &table.heads, (context.habits(), context.known.places));
        years::take(&mut roles, (feed, table), context);
        sides::take(&mut roles, (feed, sheet, table), context);
        contents::mend(&mut roles, (feed, sheet, table), context);
        marks::take(&mut roles, (feed, sheet, table), context);
        across::take(&mut roles, (feed, sheet, table), context);
        organisations::take(&mut roles, (feed, sheet, table), context);
        contents::take(&mut roles, (feed, sheet, table), context);
        let Some(score) = score((feed, &roles), (sheet, table), (beside, context)) else {
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
    other_times::leave(&mut chosen, table, context);
    take_near_headings(&mut chosen, (sheet, table), context);
    take_only_numbers(&mut chosen, (sheet, table), context);
    take_only_words(&mut chosen, (sheet, table));
    Some(chosen)
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
        let is_else = is_of_another_cycle(head, (chosen.feed, table), context)
            || other_times::is_of_another(&head.text, context.period())
            || contents::numbers_lines(head, (sheet, table));
        if is_else {
            continue;
        }
        let Some(named) = without_its_day((&chosen.feed.id, &head.text), context)
            .or_else(|| context.known.lexicon.heading_near(&chosen.feed.id, &head.text))
        else {
            continue;
        };
        let claimed = chosen.roles.iter().any(|role| role.gives(&named.id));
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

/// The column of a heading with a day behind it: `Received at 30/09/2026`.
fn without_its_day((feed, text): (&str, &str), context: &FileContext<'_>) -> Option<Named> {
    days::day_in(text)?;
    let rest = days::without_day(text);
    let rest = [" as at", " at", " to", " by", " until", " on"]
        .iter()
        .find_map(|joint| rest.strip_suffix(joint))
        .unwrap_or(&rest);
    let headings = context.known.lexicon.heading_exactly(rest);
    let (_, column) = headings.iter().find(|(of, _)| of == feed)?;
    Some(Named {
        id: column.clone(),
        likeness: Likeness::Near,
    })
}

/// A table that has all but its numbers, and one column of numbers under a heading of its own: that must be them.
fn take_only_numbers(chosen: &mut Chosen<'_>, (sheet, table): (&Sheet, &Table), context: &FileContext<'_>) {
    let filled = |at: usize| holds_numbers(sheet, table, table.heads[at].column);
    let numbers: Vec<usize> = (0..table.heads.len())
        .filter(|&at| matches!(chosen.roles[at], Role::Number { .. }))
        .collect();
    let of_row = numbers
        .iter()
        .all(|&at| matches!(&chosen.roles[at], Role::Number { fixed, total: false, .. } if fixed.is_empty()));
    let has_numerator = numbers
        .iter()
        .any(|&at| matches!(&chosen.roles[at], Role::Number { column, .. } if column == "numerator"));
    let Some(default) = default_number(chosen.feed) else {
        return;
    };
    // Beside a base or a rate the numbers of a further column are what is counted.
    let column = if numbers.is_empty() {
        default
    } else {
        "numerator".to_owned()
    };
    if !of_row || !numbers.is_empty() && (has_numerator || chosen.feed.column("numerator").is_none()) {
        return;
    }
    let unknown = |at: &usize| {
        let head = &table.heads[*at];
        let is_figure = !is_beside_the_figure(&head.text) && !contents::numbers_lines(head, (sheet, table));
        chosen.roles[*at] == Role::Unknown && filled(*at) && is_figure
    };
    let numeric: Vec<usize> = (0..table.heads.len()).filter(unknown).collect();
    let [at] = numeric[..] else { return };
    // A further column of numbers counts only where it stands in for values that are lacking.
    if !numbers.is_empty() && numbers.iter().any(|&other| filled(other) && other < at) {
        return;
    }
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

/// A table that lacks nothing but the name of what its rows are about, and whose first column is words under a heading of its own:
/// that must be it.
fn take_only_words(chosen: &mut Chosen<'_>, (sheet, table): (&Sheet, &Table)) {
    let of_sections =
        |column: &crate::catalogue::Column| names_sections(chosen.feed, column) && opens_with_a_section(sheet, table);
    let lacking = |column: &&crate::catalogue::Column| {
        column.required
            && column.holds == Holds::Label
            && !chosen.roles.iter().any(|role| role.gives(&column.name))
            && !of_sections(column)
    };
    let names: Vec<String> = chosen
        .feed
        .columns
        .iter()
        .filter(lacking)
        .map(|column| column.name.clone())
        .collect();
    let filled = |head: &Head| (table.first_row..table.end_row).any(|row| !sheet.cell(row, head.column).is_empty());
    let first = (0..table.heads.len()).find(|&at| filled(&table.heads[at]));
    let ([name], Some(at)) = (&names[..], first) else {
        return;
    };
    let head = &table.heads[at];
    if chosen.roles[at] != Role::Unknown || head.text.is_empty() || holds_numbers(sheet, table, head.column) {
        return;
    }
    chosen.roles[at] = Role::Word(name.clone());
    let remark = Remark::on_cell("heading-near-miss", (&sheet.name, head.row, head.column), &head.text);
    chosen
        .remarks
        .push(remark.taken_as(name.as_str()).about(&chosen.feed.id));
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
