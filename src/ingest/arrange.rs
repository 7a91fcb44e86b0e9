//! A sheet as its cells stand or turned, so that a table can be seen in it: labels at the side, lists without headings, records alone.

use crate::ingest::choose::{choose, spelt_out};
use crate::ingest::context::FileContext;
use crate::ingest::crosstab::Crosstab;
use crate::ingest::rearrange::Rearranged;
use crate::ingest::sheet::Sheet;
use crate::ingest::table::sense::Senses;
use crate::ingest::table::{Layout, Table, lay_out};

/// Whether a sheet is one table of records under the very headings of its feed, and nothing else.
pub(super) fn is_all_records(layout: &Layout, context: &FileContext<'_>) -> bool {
    let feeds = context.known.catalogue.feeds();
    match layout.tables.as_slice() {
        [table] if layout.texts.is_empty() => spelt_out(table, feeds).is_some_and(|feed| feed.id != "dashboard"),
        _ => false,
    }
}

/// A list of a feed's words with counts beside them and no headings over it, outside of every table that is understood. What the
/// figures of the list were taken for otherwise is taken back, unless more of them are called so.
pub(super) fn listed(
    (sheet, upright): (&Sheet, &Layout),
    crosstabs: &mut [Crosstab],
    (context, senses): (&FileContext<'_>, &mut Senses),
) -> Option<(Rearranged, Layout)> {
    let (list, rows) = Rearranged::listed(sheet, context)?;
    let holds = |table: &&Table| rows.iter().any(|row| (table.first_row..table.end_row).contains(row));
    let mut tables = upright.tables.iter().filter(holds);
    if tables.any(|table| choose(sheet, table, context).is_some_and(|chosen| chosen.feed.id != "dashboard")) {
        return None;
    }
    let taken = |crosstab: &Crosstab| {
        crosstab
            .extract
            .rows
            .iter()
            .filter(|row| rows.contains(&row.at.0))
            .count()
    };
    if crosstabs.iter().map(taken).sum::<usize>() >= rows.len() {
        return None;
    }
    for crosstab in crosstabs {
        let extract = &mut crosstab.extract;
        extract.rows.retain(|row| !rows.contains(&row.at.0));
        extract
            .remarks
            .retain(|remark| remark.at.is_none_or(|at| !rows.contains(&at.first_row)));
        // A table that was nothing but the list is none.
        if extract.rows.is_empty()
            && (crosstab.at.first_row..=crosstab.at.last_row)
                .all(|row| rows.contains(&row) || sheet.row(row).next().is_none())
        {
            (crosstab.named, crosstab.figures, crosstab.is_known) = (0, 0, false);
        }
    }
    let layout = lay_out(&list.sheet, &context.known, senses);
    Some((list, layout))
}

/// The sheet with its labels above and its tables, where nothing is understood as it stands and the labels are at the side.
fn turned(
    (sheet, upright): (&Sheet, &Layout),
    (context, senses): (&FileContext<'_>, &mut Senses),
) -> Option<(Rearranged, Layout)> {
    if upright
        .tables
        .iter()
        .any(|table| choose(sheet, table, context).is_some())
    {
        return None;
    }
    let turned = Rearranged::of(sheet, context)?;
    let layout = lay_out(&turned.sheet, &context.known, senses);
    let is_read = layout
        .tables
        .iter()
        .any(|table| choose(&turned.sheet, table, context).is_some());
    is_read.then_some((turned, layout))
}

/// The sheet with the words of a compact pivot in columns of their own, where it is then understood.
fn unfolded(sheet: &Sheet, (context, senses): (&FileContext<'_>, &mut Senses)) -> Option<(Rearranged, Layout)> {
    let unfolded = Rearranged::unfolded(sheet, context)?;
    let layout = lay_out(&unfolded.sheet, &context.known, senses);
    let is_read =
        |table: &Table| choose(&unfolded.sheet, table, context).is_some_and(|chosen| chosen.feed.id != "dashboard");
    layout.tables.iter().any(is_read).then_some((unfolded, layout))
}

/// The sheet in the order in which it is understood, where that is not the one it stands in. Labels of one feed down the side outweigh
/// a figure or two that only seem to be there.
pub(super) fn arranged(
    (sheet, upright): (&Sheet, &Layout),
    figures: usize,
    (context, senses): (&FileContext<'_>, &mut Senses),
) -> Option<(Rearranged, Layout)> {
    let unfolded = unfolded(sheet, (context, senses));
    unfolded.or_else(|| turned((sheet, upright), (context, senses)).filter(|(_, layout)| figures < labels(layout)))
}

/// How many headings its widest table has.
fn labels(layout: &Layout) -> usize {
    let named = |table: &Table| table.heads.iter().filter(|head| head.sense.is_heading()).count();
    layout.tables.iter().map(named).max().unwrap_or(0)
}
