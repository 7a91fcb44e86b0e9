//! The tables of one sheet, each to the reader that understands it: records of another feed, or figures of the dashboard. A table is
//! known by its columns and by what its labels resolve to, never by a word in a title.

use crate::catalogue::{Holds, plain};
use crate::ingest::choose::{Chosen, Role, choose, choose_beside, lacking_columns};
use crate::ingest::context::FileContext;
use crate::ingest::crosstab::Crosstab;
use crate::ingest::lexicon::code_list_of;
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::sheet::Sheet;
use crate::ingest::table::{Layout, Table, header_text};
use std::collections::BTreeSet;

/// Who reads what of a sheet.
pub struct Shared<'l, 'a> {
    /// Tables of records with the feed that each is of.
    pub records: Vec<(&'l Table, Chosen<'a>)>,
    /// Tables of figures.
    pub figures: Vec<Crosstab>,
    /// What is said of tables that nobody reads.
    pub remarks: Vec<Remark>,
}

/// Figures that a table must have before it is worth a word that nobody reads it.
const WORTH_A_WORD: usize = 3;

/// Shares the tables of a sheet out.
pub fn share<'l, 'a>(
    (sheet, layout): (&Sheet, &'l Layout),
    crosstabs: Vec<Crosstab>,
    context: &FileContext<'a>,
) -> Shared<'l, 'a> {
    let mut shared = Shared {
        records: vec![],
        figures: vec![],
        remarks: vec![],
    };
    let mut taken: Vec<Stretch> = Vec::new();
    let mut unknown: Vec<&Table> = Vec::new();
    let alone: Vec<Option<Chosen<'_>>> = layout
        .tables
        .iter()
        .map(|table| choose(sheet, table, context))
        .collect();
    let beside: BTreeSet<&str> = alone.iter().flatten().map(|chosen| chosen.feed.id.as_str()).collect();
    for (table, chosen) in layout.tables.iter().zip(&alone) {
        let at = stretch(table);
        let chosen = match chosen {
            Some(chosen) if chosen.feed.id != "dashboard" => Some(chosen.clone()),
            // A table with few columns of its own may be one more of its neighbours' feed.
            _ => choose_beside((sheet, table), &beside, context),
        };
        match chosen {
            Some(chosen) if chosen.feed.id == "dashboard" => {}
            Some(chosen) if is_of_records((sheet, table, &chosen), (&crosstabs, &at), context) => {
                taken.push(at);
                shared.records.push((table, chosen));
            }
            Some(_) => {}
            None => unknown.push(table),
        }
    }
    for crosstab in crosstabs {
        if taken.iter().any(|at| overlap(at, &crosstab.at)) {
            continue;
        }
        let beside = unknown.iter().find(|table| overlap(&stretch(table), &crosstab.at));
        let is_of_records = beside.is_some_and(|table| is_plainly_of_records((sheet, table), &crosstab, context));
        if (crosstab.extract.rows.is_empty() || is_of_records)
            && let Some(remark) = beside.and_then(|table| without_columns(sheet, table, context))
        {
            shared.remarks.push(remark);
        } else if !crosstab.extract.rows.is_empty() || crosstab.named > 0 || crosstab.is_known {
            shared.figures.push(crosstab);
        } else if crosstab.figures >= WORTH_A_WORD {
            let place = (sheet.name.as_str(), crosstab.at.first_row, crosstab.at.first_column);
            let remark = Remark::on_cell("sheet-not-understood", place, sheet.name.clone());
            shared.remarks.push(remark);
        }
    }
    let unread = unread((sheet, &unknown), &shared, context);
    shared.remarks.extend(unread);
    shared
}

/// What is said of tables of words that nobody reads: that they lack columns, or, where nothing of the sheet is read, nothing more than that.
fn unread((sheet, unknown): (&Sheet, &[&Table]), shared: &Shared<'_, '_>, context: &FileContext<'_>) -> Vec<Remark> {
    let is_said = |at: &Stretch| {
        let said = shared.remarks.iter().filter_map(|remark| remark.at.as_ref());
        let read = shared.figures.iter().map(|crosstab| &crosstab.at);
        said.chain(read).any(|other| overlap(at, other))
    };
    let silent = unknown.iter().filter(|table| !is_said(&stretch(table)));
    let lacking: Vec<Remark> = silent
        .clone()
        .filter_map(|table| without_columns(sheet, table, context))
        .collect();
    if !lacking.is_empty() || !shared.records.is_empty() || !shared.figures.is_empty() || !shared.remarks.is_empty() {
        return lacking;
    }
    let holds_a_list = |table: &&&Table| {
        let filled = |row: &u32| {
            sheet
                .row(*row)
                .filter(|(_, cell)| !header_text(cell).is_empty())
                .count()
                >= 3
        };
        (table.first_row..table.end_row).filter(filled).take(2).count() == 2
    };
    let first = silent.clone().find(holds_a_list).map(|table| stretch(table));
    let remark = first.map(|at| {
        let place = (sheet.name.as_str(), at.first_row, at.first_column);
        Remark::on_cell("sheet-not-understood", place, sheet.name.clone())
    });
    remark.into_iter().collect()
}

/// Whether a table is one of records rather than of figures: it has words of its feed's own, or no label of it names an indicator.
fn is_of_records(
    (sheet, table, chosen): (&Sheet, &Table, &Chosen<'_>),
    (crosstabs, at): (&[Crosstab], &Stretch),
    context: &FileContext<'_>,
) -> bool {
    let figures_are_read = crosstabs
        .iter()
        .any(|crosstab| overlap(at, &crosstab.at) && !crosstab.extract.rows.is_empty() && !crosstab.guessed);
    // A scorecard may have columns that are headed as another feed's are: `Ref`, `RAG`, `Commentary`.
    let is_scorecard = crosstabs
        .iter()
        .any(|crosstab| overlap(at, &crosstab.at) && is_read_throughout(crosstab));
    let has_codes = || has_own_codes((sheet, table, chosen), context);
    // `Question` and `Your answer` head a form of figures as they head an audit: what stands below them tells.
    let is_form = || {
        let mut beside = crosstabs.iter().filter(|crosstab| overlap(at, &crosstab.at));
        beside.any(is_every_line_named) && !has_codes()
    };
    let is_its_own = || has_own_columns(table, chosen) || has_codes();
    !figures_are_read || !is_scorecard && is_its_own() && !is_form()
}

/// Whether every line of a small table of figures is one of the dashboard's, at least two of them, each of an indicator of its own.
fn is_every_line_named(crosstab: &Crosstab) -> bool {
    let rows = &crosstab.extract.rows;
    let lines: BTreeSet<u32> = rows.iter().map(|row| row.at.0).collect();
    let named: BTreeSet<&str> = rows.iter().map(|row| row.word("indicator")).collect();
    !crosstab.guessed && named.len() >= 2 && named.len() == lines.len() && lines.len() == crosstab.lines
}

/// Different indicators that tell a scorecard from any list: a register, a list of courses or an audit is at most of one or two.
const LEAST_NAMED: usize = 5;

/// Whether nearly every row of a table of figures is one of the dashboard's, each of an indicator of its own.
fn is_read_throughout(crosstab: &Crosstab) -> bool {
    let rows = &crosstab.extract.rows;
    let lines: BTreeSet<u32> = rows.iter().map(|row| row.at.0).collect();
    let named: BTreeSet<&str> = rows.iter().map(|row| row.word("indicator")).collect();
    !crosstab.guessed && named.len() >= LEAST_NAMED && lines.len() * 4 >= crosstab.lines * 3
}

/// Whether a table that lacks a column is all the same one of records: a figure in it is no indicator's, though a heading may be
/// called so. A scorecard has more indicators than such headings.
fn is_plainly_of_records((sheet, table): (&Sheet, &Table), crosstab: &Crosstab, context: &FileContext<'_>) -> bool {
    const LEAST: usize = 3;
    let rows = crosstab.extract.rows.iter();
    let indicators: BTreeSet<&str> = rows.map(|row| row.word("indicator")).collect();
    let feed = lacking_columns((sheet, table), context).map(|(feed, _)| feed);
    feed.is_some_and(|feed| {
        let own = own_columns(table, &feed.id).len();
        feed.id != "dashboard" && own >= LEAST && own > indicators.len()
    })
}

/// Whether two of its headings are those of columns that no dashboard has.
fn has_own_columns(table: &Table, chosen: &Chosen<'_>) -> bool {
    own_columns(table, &chosen.feed.id).len() >= 2
}

/// The columns of a feed that headings name and that no dashboard has.
fn own_columns<'t>(table: &'t Table, feed: &str) -> BTreeSet<&'t str> {
    const COMMON: [&str; 8] = [
        "area",
        "period",
        "note",
        "agency",
        "count",
        "measure",
        "indicator",
        "organisation",
    ];
    let named = table.heads.iter().filter_map(|head| head.sense.column(feed));
    named.filter(|column| !COMMON.contains(column)).collect()
}

/// Whether a column or the headings hold words of one of the feed's lists.
fn has_own_codes((sheet, table, chosen): (&Sheet, &Table, &Chosen<'_>), context: &FileContext<'_>) -> bool {
    let lexicon = context.known.lexicon;
    table.heads.iter().zip(&chosen.roles).any(|(head, role)| match role {
        Role::Word(name) => {
            let Some(list) = chosen.feed.column(name).and_then(|column| code_list_of(&column.holds)) else {
                return false;
            };
            let texts: BTreeSet<String> = (table.first_row..table.end_row.min(table.first_row + 60))
                .map(|row| header_text(&sheet.cell(row, head.column)))
                .filter(|text| !text.is_empty())
                .map(|text| plain(&text))
                .collect();
            // A word can be of the list and an indicator's name too: the table is of whichever has more of its words.
            let of_list = |text: &&String| lexicon.code_exactly(list, text).is_some();
            let named = texts
                .iter()
                .filter(|text| lexicon.indicator_exactly(text).is_some())
                .count();
            let known = texts.iter().filter(of_list).count();
            known >= 2 && known > named && known * 3 >= texts.len()
        }
        Role::Number { fixed, .. } | Role::Answer { fixed, .. } => fixed.iter().any(|fixed| {
            let column = chosen.feed.column(&fixed.column);
            column.is_some_and(|column| matches!(column.holds, Holds::Code(_)))
        }),
        Role::Mark(_) => true,
        Role::Sender | Role::Side | Role::Unknown => false,
    })
}

/// What is said of a table that is nearly one of a feed of records; `None` for any other.
fn without_columns(sheet: &Sheet, table: &Table, context: &FileContext<'_>) -> Option<Remark> {
    let (feed, columns) = lacking_columns((sheet, table), context).filter(|(feed, _)| feed.id != "dashboard")?;
    let at = stretch(table);
    let place = (sheet.name.as_str(), at.first_row, at.first_column);
    Some(Remark::on_cell("columns-missing", place, columns.join(", ")).about(&feed.id))
}

fn stretch(table: &Table) -> Stretch {
    let columns = table.heads.iter().filter(|head| !head.text.is_empty());
    Stretch {
        first_column: columns.clone().map(|head| head.column).min().unwrap_or(0),
        first_row: table.header_row,
        last_row: table.end_row.max(table.first_row + 1) - 1,
        last_column: columns.map(|head| head.column).max().unwrap_or(0),
    }
}

fn overlap(one: &Stretch, other: &Stretch) -> bool {
    one.first_column <= other.last_column
        && other.first_column <= one.last_column
        && one.first_row <= other.last_row
        && other.first_row <= one.last_row
}
