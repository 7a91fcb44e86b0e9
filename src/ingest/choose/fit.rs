//! How well a feed's columns fit a table, by their headings and by what stands under them.

use crate::catalogue::{Column, Feed, Holds};
use crate::ingest::choose::Role;
use crate::ingest::choose::across::question;
use crate::ingest::choose::contents::counts_in_order;
use crate::ingest::choose::titled::titled;
use crate::ingest::context::FileContext;
use crate::ingest::crosstab::label::Label;
use crate::ingest::lexicon::code_list_of;
use crate::ingest::sheet::{Raw, Sheet};
use crate::ingest::table::heads::Head;
use crate::ingest::table::{Table, header_text};
use crate::ingest::words::labels::{is_beside_the_figure, leading_number};
use crate::ingest::words::names::words;
use std::collections::BTreeSet;

/// How well a feed fits a table; `None` when it does not.
pub(super) fn score(
    (feed, roles): (&Feed, &[Role]),
    (sheet, table): (&Sheet, &Table),
    (beside, context): (&BTreeSet<&str>, &FileContext<'_>),
) -> Option<i64> {
    let named = table
        .heads
        .iter()
        .filter(|head| head.senses().any(|(sense, _, _)| sense.column(&feed.id).is_some()))
        .count();
    let spread = roles
        .iter()
        .filter(|role| !role.fixed().is_empty() || matches!(role, Role::Mark(_)))
        .count();
    if named + spread < 2 {
        return None;
    }
    if counts_something_else((feed, roles), (sheet, table))
        || is_of_another_subject(feed, (sheet, table), (beside, context))
    {
        return None;
    }
    let over = titled(feed, table, context);
    let mut all = columns_of(roles);
    all.extend(over.keys().map(String::as_str));
    let telling = |name: &&String| feed.column(name).is_some_and(|column| !column.holds.is_number());
    let mut telling = feed.recognise_by.iter().filter(telling).peekable();
    if telling.peek().is_some()
        && !telling.any(|name| all.contains(name.as_str()))
        && !(is_named(feed, (sheet, table), (beside, context))
            && has_words_of_its_own((feed, roles), (sheet, table), context))
    {
        return None;
    }
    let lacks_number = |name: &str| feed.column(name).is_some_and(|column| column.holds.is_number());
    let missing = feed
        .columns
        .iter()
        .filter(|column| column.required && !all.contains(column.name.as_str()));
    let mut missing =
        missing.filter(|column| !may_be_elsewhere(&column.holds, &column.name) && !lacks_number(&column.name));
    if missing.any(|column| !is_said_around((feed, column), (sheet, table), context)) {
        return None;
    }
    let recognised = feed.recognise_by.iter().all(|column| all.contains(column.as_str()));
    let fit = match contents_fit((feed, roles), (sheet, table), context) {
        Some(fit) => fit,
        // Headings that say all that the feed asks for outweigh words that no list has: each of those is said where it stands.
        None if recognised && is_headed_throughout(feed, table) => 0,
        None => return None,
    };
    let unknown = roles.iter().filter(|role| matches!(role, Role::Unknown)).count();
    let points = 10 * (named + spread.min(2))
        + 5 * usize::from(recognised)
        + 3 * usize::from(is_supported(feed, (sheet, table)));
    Some(points as i64 + fit - 4 * unknown as i64)
}

/// Whether a table has figures of its own and none of the several that a row of the feed cannot do without: a scorecard has references,
/// targets and colours as a register has.
pub(super) fn counts_something_else((feed, roles): (&Feed, &[Role]), (sheet, table): (&Sheet, &Table)) -> bool {
    let numbers: Vec<&Column> = feed
        .columns
        .iter()
        .filter(|column| column.required && column.holds.is_number())
        .collect();
    let given = |column: &&Column| roles.iter().any(|role| role.gives(&column.name));
    let is_other = |(head, role): (&Head, &Role)| {
        *role == Role::Unknown && !is_beside_the_figure(&head.text) && holds_numbers(sheet, table, head.column)
    };
    numbers.len() >= 2 && !numbers.iter().any(given) && table.heads.iter().zip(roles).any(is_other)
}

/// Whether nothing says that counts under words of common lists (`Category of abuse`, `Other`) are the feed's: neither who sends them nor
/// what stands around them. Children on a plan are counted by the same words as allegations are.
fn is_of_another_subject(
    feed: &Feed,
    (sheet, table): (&Sheet, &Table),
    (beside, context): (&BTreeSet<&str>, &FileContext<'_>),
) -> bool {
    const FIRST: u32 = 8;
    let counts_by_codes = feed.recognise_by.iter().any(|name| name == "count");
    if !counts_by_codes || beside.contains(feed.id.as_str()) {
        return false;
    }
    let subject: BTreeSet<String> = feed
        .id
        .split('-')
        .take(1)
        .flat_map(words)
        .chain(
            feed.known_as
                .iter()
                .filter(|name| name.starts_with("allegation"))
                .flat_map(|name| words(name)),
        )
        .collect();
    let speaks = |text: &str| !words(text).is_disjoint(&subject);
    let titles = table.titles.iter().map(|(_, _, text)| text.as_str());
    let heads = table.heads.iter().map(|head| head.text.as_str());
    let above = (0..sheet.row_count().min(FIRST)).flat_map(|row| sheet.row(row).map(|(_, cell)| header_text(&cell)));
    if speaks(&sheet.name) || titles.clone().chain(heads).any(speaks) || above.into_iter().any(|text| speaks(&text)) {
        return false;
    }
    let sends = context
        .folder_agency()
        .is_some_and(|agency| feed.id.split('-').any(|part| part == agency.kind) || agency.feeds.contains(&feed.id));
    !sends || titles.into_iter().any(|title| names_an_indicator(title, context))
}

/// Whether a title names, in more than one word, an indicator that its sender is asked for.
fn names_an_indicator(title: &str, context: &FileContext<'_>) -> bool {
    let label = Label::of(title, &context.known);
    let named = label.indicator.as_ref().filter(|_| label.is_certain());
    let indicator = named.and_then(|named| context.known.catalogue.indicator(&named.id));
    let kind = context.folder_agency().map(|agency| &agency.kind);
    indicator.zip(kind).is_some_and(|(indicator, kind)| {
        let shared = words(title).intersection(&words(&indicator.name)).count();
        shared >= 2 && indicator.agency_kinds.contains(kind)
    })
}

/// Whether a headed column holds words of a list that no other feed has: `Referrer` over the LADO's own referrers.
fn has_words_of_its_own(
    (feed, roles): (&Feed, &[Role]),
    (sheet, table): (&Sheet, &Table),
    context: &FileContext<'_>,
) -> bool {
    let lists = |feed: &Feed| -> Vec<String> {
        let lists = feed.columns.iter().filter_map(|column| code_list_of(&column.holds));
        lists.map(str::to_owned).collect()
    };
    let others = context
        .known
        .catalogue
        .feeds()
        .iter()
        .filter(|other| other.id != feed.id);
    let shared: BTreeSet<String> = others.flat_map(lists).collect();
    roles.iter().zip(&table.heads).any(|(role, head)| {
        let Role::Word(name) = role else { return false };
        let list = feed.column(name).and_then(|column| code_list_of(&column.holds));
        let Some(list) = list.filter(|list| !shared.contains(*list) && head.sense.column(&feed.id) == Some(name))
        else {
            return false;
        };
        let (known, seen) = share(sheet, (table, head), |text| {
            context.known.lexicon.code_exactly(list, text).is_some()
        });
        known >= 3 && known * 4 >= seen * 3
    })
}

/// Whether every column that a row cannot do without has a heading of its own in the table.
fn is_headed_throughout(feed: &Feed, table: &Table) -> bool {
    let has = |name: &str| table.heads.iter().any(|head| head.sense.column(&feed.id) == Some(name));
    let required = || feed.columns.iter().filter(|column| column.required);
    required().count() >= 2 && required().all(|column| has(&column.name))
}

/// Every column of the feed that the roles give.
fn columns_of(roles: &[Role]) -> BTreeSet<&str> {
    let mut columns = BTreeSet::new();
    for role in roles {
        match role {
            Role::Word(column) | Role::Mark(column) => {
                columns.insert(column.as_str());
            }
            Role::Number { column, fixed, .. } | Role::Answer { column, fixed } => {
                columns.extend(fixed.iter().map(|fixed| fixed.column.as_str()));
                columns.insert(column);
            }
            Role::Sender | Role::Side | Role::Unknown => {}
        }
    }
    columns
}

/// Whether what the rows lack stands alone above some of them, as a heading inside the table, or is the name of the sheet.
fn is_said_around(
    (feed, column): (&Feed, &Column),
    (sheet, table): (&Sheet, &Table),
    context: &FileContext<'_>,
) -> bool {
    if names_sections(feed, column) {
        return opens_with_a_section(sheet, table);
    }
    let Some(list) = code_list_of(&column.holds) else {
        return false;
    };
    let is_code = |text: &str| context.known.lexicon.code_exactly(list, text).is_some();
    let lone = |row: u32| lone_text(sheet, row).is_some_and(|text| is_code(&text));
    is_code(&sheet.name) || (table.first_row..table.end_row.min(table.first_row + 400)).any(lone)
}

/// Whether a column names what several rows are about, so that a heading over them can: the first part of a key of names.
pub fn names_sections(feed: &Feed, column: &Column) -> bool {
    column.required && column.holds == Holds::Label && feed.key.len() > 1 && feed.key.first() == Some(&column.name)
}

/// Whether the first row below the headings is a heading of its own: what it names governs all rows up to the next.
pub fn opens_with_a_section(sheet: &Sheet, table: &Table) -> bool {
    let filled = |row: &u32| sheet.row(*row).any(|(_, cell)| !header_text(&cell).is_empty());
    let first = (table.first_row..table.end_row).find(filled);
    let followed = |row: u32| {
        (row + 1..table.end_row)
            .find(filled)
            .is_some_and(|next| lone_text(sheet, next).is_none())
    };
    first.is_some_and(|row| {
        let is_name = |text: String| text.chars().any(char::is_alphabetic);
        lone_text(sheet, row).is_some_and(is_name) && followed(row)
    })
}

/// The one text of a row.
fn lone_text(sheet: &Sheet, row: u32) -> Option<String> {
    let mut filled = sheet
        .row(row)
        .map(|(_, cell)| header_text(&cell))
        .filter(|text| !text.is_empty());
    match (filled.next(), filled.next()) {
        (Some(text), None) => Some(text),
        _ => None,
    }
}

/// Whether a table stands beside others of the feed, under its name, or in the file of the one agency whose work the feed is.
fn is_named(
    feed: &Feed,
    (sheet, table): (&Sheet, &Table),
    (beside, context): (&BTreeSet<&str>, &FileContext<'_>),
) -> bool {
    let titles = table.titles.iter().map(|(_, _, text)| text.as_str());
    let around = words(&titles.chain([sheet.name.as_str()]).collect::<Vec<_>>().join(" "));
    let sends = context.folder_agency().is_some_and(|agency| {
        let of_kind = feed.id.split('-').any(|part| part == agency.kind);
        of_kind || agency.feeds.contains(&feed.id)
    });
    sends || beside.contains(feed.id.as_str()) || words(&feed.title).is_subset(&around)
}

/// Whether the tab or a title speaks of the feed; it supports and never decides.
fn is_supported(feed: &Feed, (sheet, table): (&Sheet, &Table)) -> bool {
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
    feed.known_as.iter().any(|name| words(name).is_subset(&around))
}

/// What a table may leave to its title, its sheet's name or its place in the inbox.
pub(super) fn may_be_elsewhere(holds: &Holds, name: &str) -> bool {
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
) -> Option<i64> {
    let mut points = 0;
    for (role, head) in roles.iter().zip(&table.heads) {
        let Role::Word(name) = role else { continue };
        let Some(column) = feed.column(name) else { continue };
        if column.holds == Holds::Question && asks_nothing((feed, roles), (sheet, table, head), context) {
            return None;
        }
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
        points += 8 * known as i64 / seen.max(1) as i64;
        // Names that are no indicator's speak for a feed of its own words.
        if column.holds == Holds::Indicator {
            points -= 16 * (seen - known) as i64 / seen.max(1) as i64;
        }
    }
    Some(points)
}

/// Whether what stands under a heading of questions is none, and figures stand beside: a scorecard numbers its measures too.
fn asks_nothing(
    (feed, roles): (&Feed, &[Role]),
    (sheet, table, head): (&Sheet, &Table, &Head),
    context: &FileContext<'_>,
) -> bool {
    let in_order = counts_in_order(sheet, table, head.column);
    let is_bare = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (known, seen) = share(sheet, (table, head), |text| {
        leading_number(text).is_some() && (in_order || !is_bare(text)) || question(text, context).is_some()
    });
    let is_figure = |(role, other): (&Role, &Head)| {
        let is_of_feed = matches!(role, Role::Word(name) if feed.column(name).is_some());
        !is_of_feed && holds_numbers(sheet, table, other.column)
    };
    seen > 0 && known * 4 < seen && roles.iter().zip(&table.heads).any(is_figure)
}

fn habit_names(context: &FileContext<'_>, text: &str) -> bool {
    context
        .habits()
        .is_some_and(|habits| habits.indicators.contains_key(text))
}

/// How many of the first different texts of a column are known, of how many.
pub fn share(sheet: &Sheet, (table, head): (&Table, &Head), known: impl Fn(&str) -> bool) -> (usize, usize) {
    let texts = head.names.get_or_init(|| first_texts(sheet, (table, head)));
    (texts.iter().filter(|text| known(text)).count(), texts.len())
}

fn first_texts(sheet: &Sheet, (table, head): (&Table, &Head)) -> BTreeSet<String> {
    let mut texts: BTreeSet<String> = BTreeSet::new();
    for row in table.first_row..table.end_row.min(table.first_row + 400) {
        let text = header_text(&sheet.cell(row, head.column));
        if text.is_empty() || texts.contains(&text) {
            continue;
        }
        // A long text in a column of names is a note under the table.
        if text.chars().count() <= 120 && !crate::ingest::lexicon::is_total(&text) {
            texts.insert(text);
        }
        if texts.len() >= 24 {
            break;
        }
    }
    texts
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
