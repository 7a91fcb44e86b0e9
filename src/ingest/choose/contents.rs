//! What stands under a heading into the role of its column, where the heading says nothing or something else.

use crate::catalogue::{Feed, Holds, plain};
use crate::ingest::choose::Role;
use crate::ingest::choose::fit::{holds_numbers, share};
use crate::ingest::choose::organisations::columns_of_answers;
use crate::ingest::choose::other_times;
use crate::ingest::choose::years::is_of_another_cycle;
use crate::ingest::context::FileContext;
use crate::ingest::lexicon::{code_list_of, is_question, without_total};
use crate::ingest::scale::GRADES;
use crate::ingest::sheet::Sheet;
use crate::ingest::table::heads::Head;
use crate::ingest::table::{Table, header_text};
use crate::ingest::words::{periods, tidy};
use std::collections::BTreeSet;

/// Takes back what a heading promised and no cell keeps: areas of which none is known, numbers that are codes.
pub(super) fn mend(roles: &mut [Role], (feed, sheet, table): (&Feed, &Sheet, &Table), context: &FileContext<'_>) {
    let lexicon = context.known.lexicon;
    for at in 0..table.heads.len() {
        let head = &table.heads[at];
        let is_area = |name: &str| feed.column(name).is_some_and(|column| column.holds == Holds::Area);
        match roles.get(at) {
            Some(Role::Word(name)) if is_area(name) && !feed.area_defaults_to_home => {
                let (known, seen) = share(sheet, (table, head), |text| lexicon.area(text).is_some());
                if known == 0 && seen >= 2 {
                    roles[at] = Role::Unknown;
                }
            }
            Some(Role::Number { .. }) if numbers_lines(head, (sheet, table)) => roles[at] = Role::Unknown,
            // Numbers are words of no list that has none.
            Some(Role::Word(name))
                if feed
                    .column(name)
                    .and_then(|column| code_list_of(&column.holds))
                    .is_some_and(|list| {
                        holds_numbers(sheet, table, head.column)
                            && share(sheet, (table, head), |text| lexicon.code(list, text).is_some()).0 == 0
                            && list != GRADES
                    }) =>
            {
                roles[at] = Role::Unknown;
            }
            // A question that is answered in sentences asks for no figure, whatever its words.
            Some(Role::Number { .. })
                if is_question(&head.text)
                    && lexicon.heading_exactly(&head.text).is_empty()
                    && !holds_numbers(sheet, table, head.column) =>
            {
                roles[at] = Role::Unknown;
            }
            Some(Role::Number { fixed, .. }) if fixed.is_empty() && !holds_numbers(sheet, table, head.column) => {
                if let Some(name) = required_code((feed, &*roles), (sheet, table, at), context) {
                    roles[at] = Role::Word(name);
                }
            }
            _ => {}
        }
    }
}

/// The column of codes that a row cannot do without or that tells the feed from others, that nothing gives yet, and that the cells of one column hold.
fn required_code(
    (feed, roles): (&Feed, &[Role]),
    (sheet, table, at): (&Sheet, &Table, usize),
    context: &FileContext<'_>,
) -> Option<String> {
    let tells = |name: &String| feed.recognise_by.contains(name);
    let lacking = feed
        .columns
        .iter()
        .filter(|column| column.required || tells(&column.name));
    let mut lacking = lacking.filter(|column| !roles.iter().any(|role| role.gives(&column.name)));
    let found = lacking.find(|column| {
        let Some(list) = code_list_of(&column.holds) else {
            return false;
        };
        let (known, seen) = share(sheet, (table, &table.heads[at]), |text| {
            context.known.lexicon.code_exactly(list, text).is_some()
        });
        seen > 0 && known * 4 >= seen * 3
    });
    found.map(|column| column.name.clone())
}

/// Whether a column numbers the lines of a list or refers to them, and counts nothing: `Referral no` over `L001`, `L002`, or over 1, 2,
/// 3 and so on.
pub(super) fn numbers_lines(head: &Head, (sheet, table): (&Sheet, &Table)) -> bool {
    const LOOKED_AT: u32 = 200;
    const LEAST: usize = 3;
    let simple = plain(&head.text);
    let last = simple.split(' ').next_back().unwrap_or_default();
    if !matches!(last, "no" | "number" | "nr" | "ref" | "reference" | "id") {
        return false;
    }
    let rows = table.first_row..table.end_row.min(table.first_row + LOOKED_AT);
    let texts = rows.map(|row| tidy(&sheet.cell(row, head.column).shown()));
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    let distinct: BTreeSet<&String> = texts.iter().collect();
    if texts.len() < LEAST || distinct.len() < texts.len() {
        return false;
    }
    let numbers: Option<Vec<u64>> = texts.iter().map(|text| text.parse().ok()).collect();
    match numbers {
        None => texts
            .iter()
            .all(|text| text.contains(char::is_alphabetic) && text.contains(|c: char| c.is_ascii_digit())),
        // A bare `Number` may well count; one that begins at 1 and goes on by one does not.
        Some(numbers) => {
            let goes_on = numbers.windows(2).all(|pair| pair[1] == pair[0] + 1);
            goes_on && (simple.contains(' ') || numbers.first() == Some(&1) && numbers.len() > LEAST)
        }
    }
}

/// Columns under unknown headings whose cells are areas, periods, indicators or codes hold those.
pub(super) fn take(roles: &mut [Role], (feed, sheet, table): (&Feed, &Sheet, &Table), context: &FileContext<'_>) {
    let lexicon = context.known.lexicon;
    for at in 0..table.heads.len() {
        let head = &table.heads[at];
        if roles.get(at) != Some(&Role::Unknown) {
            continue;
        }
        let untaken = |roles: &[Role], holds: &Holds| {
            let column = feed.columns.iter().find(|column| column.holds == *holds)?;
            let taken = roles.iter().any(|role| role.gives(&column.name));
            (!taken).then(|| column.name.clone())
        };
        let (agencies, seen) = share(sheet, (table, head), |text| lexicon.agency_declared(text).is_some());
        if seen > 0 && agencies == seen && feed.column("agency").is_none() && feed.area_defaults_to_home {
            roles[at] = Role::Sender;
            continue;
        }
        // Members named in every row, under whatever heading, are those that the rows are about; who answers an audit is said over it.
        if seen >= 2
            && agencies == seen
            && let Some(name) =
                untaken(roles, &Holds::Organisation).filter(|name| name == "agency" && feed.key.contains(name))
        {
            roles[at] = Role::Word(name);
            continue;
        }
        for holds in [Holds::Area, Holds::Indicator, Holds::Period] {
            let Some(name) = untaken(roles, &holds) else { continue };
            let (known, seen) = share(sheet, (table, head), |text| match holds {
                Holds::Area => {
                    let named = without_total(text).is_some_and(|rest| lexicon.area(&rest).is_some());
                    named || lexicon.area(text).is_some() && lexicon.agency_declared(text).is_none()
                }
                Holds::Indicator => lexicon
                    .indicator(text)
                    .is_some_and(|named| named.likeness != crate::ingest::words::names::Likeness::Near),
                _ => periods::read(text).is_some(),
            });
            // One name in four may be misspelt beyond recognition; it is said where it stands.
            if known > 0 && known * 4 >= seen * 3 {
                roles[at] = Role::Word(name);
                break;
            }
        }
        if roles[at] == Role::Unknown
            && !is_of_another_cycle(head, (feed, table), context)
            && !other_times::is_of_another(&head.text, context.period())
            && let Some(name) = required_code((feed, &*roles), (sheet, table, at), context)
            && columns_of_answers(roles, (feed, &name), (sheet, table), context).len() < 2
        {
            roles[at] = Role::Word(name);
        }
    }
}

/// Whether whole numbers down a column number its rows: most are one more than the one above, or begin again.
pub(super) fn counts_in_order(sheet: &Sheet, table: &Table, column: u32) -> bool {
    let rows = table.first_row..table.end_row.min(table.first_row + 400);
    let numbers: Vec<u32> = rows
        .filter_map(|row| header_text(&sheet.cell(row, column)).parse().ok())
        .collect();
    let follows = |pair: &&[u32]| pair[1] == pair[0] + 1 || pair[1] == pair[0] || pair[1] == 1;
    2 * numbers.windows(2).filter(follows).count() + 2 > numbers.len()
}
