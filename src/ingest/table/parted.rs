//! A second row of headings into whether it parts the groups of the row above it.

use crate::ingest::context::Known;
use crate::ingest::sheet::Sheet;
use crate::ingest::table::header_text;
use crate::ingest::table::sense::Senses;
use std::collections::BTreeMap;

/// Whether the row below says into what the groups of a header row are parted: each of its cells stands beneath a gap or at the left
/// end of a group, at least two of them are words of one list or names of one kind, and nothing stands beneath the other headings.
pub(super) fn parts_groups(sheet: &Sheet, row: u32, (known, senses): (&Known<'_>, &mut Senses)) -> bool {
    let text = |row: u32, column: u32| header_text(&sheet.cell(row, column));
    let columns: Vec<u32> = (0..sheet.column_count())
        .filter(|column| !sheet.column_is_hidden(*column))
        .collect();
    let is_filled = |row: u32, at: usize| columns.get(at).is_some_and(|column| !text(row, *column).is_empty());
    let below: Vec<usize> = (0..columns.len()).filter(|at| is_filled(row + 1, *at)).collect();
    let begins_group = |at: usize| is_filled(row + 1, at + 1) && !is_filled(row, at + 1);
    let gaps = below.iter().filter(|at| !is_filled(row, **at)).count();
    let others = (0..columns.len()).any(|at| is_filled(row, at) && !is_filled(row + 1, at));
    if gaps == 0 || !others {
        return false;
    }
    let (mut kinds, mut unknown) = (BTreeMap::new(), 0_usize);
    for at in &below {
        let sense = senses.of(&text(row + 1, columns[*at]), known);
        // A group of one column has its word below it.
        let names_its_column = sense.total || !sense.codes.is_empty() || sense.area.is_some();
        if is_filled(row, *at) && !begins_group(*at) && !names_its_column {
            return false;
        }
        let lists = sense.codes.iter().map(|(list, _)| list.as_str());
        for kind in lists.chain(sense.area.iter().map(|_| "")) {
            *kinds.entry(kind.to_owned()).or_insert(0_usize) += 1;
        }
        unknown += usize::from(!sense.is_known());
    }
    kinds.into_values().max().is_some_and(|most| most >= 2) && unknown * 3 <= below.len()
}
