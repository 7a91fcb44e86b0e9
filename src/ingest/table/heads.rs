//! The cells of one or more header rows into one head for each column.

use crate::ingest::context::Known;
use crate::ingest::sheet::Sheet;
use crate::ingest::table::header_text;
use crate::ingest::table::sense::{Sense, Senses};
use crate::ingest::words::periods::{When, names_month};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// What stands over one column.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The column, counted from 0.
    pub column: u32,
    /// The text of the lowest header row; empty where nothing stands there.
    pub text: String,
    /// All that the lowest text can mean.
    pub sense: Sense,
    /// The group texts over it, from top to bottom, each with its row, its column and its sense.
    pub groups: Vec<(u32, u32, String, Sense)>,
    /// The row of the lowest heading.
    pub row: u32,
    /// The topmost row of the whole header.
    pub top_row: u32,
    /// The first different names below it, once somebody asked for them.
    pub names: OnceCell<BTreeSet<String>>,
}

impl Head {
    /// Every sense over the column: groups first, the column's own last.
    pub fn senses(&self) -> impl DoubleEndedIterator<Item = (&Sense, (u32, u32), &str)> {
        let groups = self
            .groups
            .iter()
            .map(|(row, column, text, sense)| (sense, (*row, *column), text.as_str()));
        groups.chain(std::iter::once((
            &self.sense,
            (self.row, self.column),
            self.text.as_str(),
        )))
    }
}

/// Reads the heads of all visible columns.
pub fn read(
    sheet: &Sheet,
    (group_rows, header_row): (&[u32], u32),
    (known, senses): (&Known<'_>, &mut Senses),
) -> Vec<Head> {
    let columns = sheet.column_count();
    let groups: Vec<Vec<Option<(u32, String)>>> =
        group_rows.iter().map(|row| spread(sheet, *row, header_row)).collect();
    let mut heads = Vec::new();
    for column in 0..columns {
        if sheet.column_is_hidden(column) {
            continue;
        }
        let text = header_text(&sheet.cell_through_merges(header_row, column));
        let mut over = Vec::new();
        for (row, cells) in group_rows.iter().zip(&groups) {
            if let Some(Some((from, text))) = cells.get(column as usize) {
                over.push((*row, *from, text.clone(), senses.of(text, known).clone()));
            }
        }
        let sense = senses.of(&text, known).clone();
        let top_row = group_rows.first().copied().unwrap_or(header_row);
        heads.push(Head {
            column,
            text,
            sense,
            groups: over,
            row: header_row,
            top_row,
            names: OnceCell::new(),
        });
    }
    months_beside_months(&mut heads);
    heads
}

/// `Sep-26` can stand for its quarter; beside `Jul-26` and `Aug-26` it is a month.
fn months_beside_months(heads: &mut [Head]) {
    let month = When::NoQuarter("a month");
    let is_month = |sense: &Sense| sense.when.as_ref() == Some(&month);
    let beside = heads
        .iter()
        .any(|head| head.senses().any(|(sense, _, _)| is_month(sense)));
    if !beside {
        return;
    }
    for head in heads {
        if names_month(&head.text) {
            head.sense.when = Some(month.clone());
        }
        for (_, _, text, sense) in &mut head.groups {
            if names_month(text) {
                sense.when = Some(month.clone());
            }
        }
    }
}

/// The texts of a group row, each over every column that it groups: as merged, else up to the next text.
fn spread(sheet: &Sheet, row: u32, header_row: u32) -> Vec<Option<(u32, String)>> {
    let columns = sheet.column_count();
    let merged = sheet
        .merges
        .iter()
        .any(|area| area.first_row <= row && row <= area.last_row && area.last_column > area.first_column);
    let mut out = Vec::with_capacity(columns as usize);
    let mut last: Option<(u32, String)> = None;
    for column in 0..columns {
        let own = header_text(&sheet.cell_through_merges(row, column));
        if !own.is_empty() {
            let from = sheet.merge_at(row, column).map_or(column, |area| area.first_column);
            last = Some((from, own));
            out.push(last.clone());
        } else if merged || header_text(&sheet.cell(header_row, column)).is_empty() {
            out.push(None);
        } else {
            out.push(last.clone());
        }
    }
    out
}

/// Of the titles over tables that stand beside one another those of one of them: what stands over its own columns, and what stands
/// alone in its row, over them all.
pub fn titles_over(titles: &[(u32, u32, String)], (starts, nth): (&[u32], usize)) -> Vec<(u32, u32, String)> {
    let block = |column: u32| starts.iter().skip(1).filter(|start| **start <= column).count();
    let is_alone = |row: u32| titles.iter().filter(|title| title.0 == row).count() == 1;
    let own = |title: &&(u32, u32, String)| block(title.1) == nth || is_alone(title.0) && block(title.1) == 0;
    titles.iter().filter(own).cloned().collect()
}

/// Whether the headings are the same sequence several times over, so that each stands over a table of its own; how many there are in one.
fn repeats_after(heads: &[Head]) -> Option<usize> {
    const LEAST: usize = 2;
    let is_it = |one: &usize| {
        heads.len().is_multiple_of(*one)
            && heads.iter().all(|head| !head.text.is_empty())
            && (*one..heads.len()).all(|at| heads[at].text == heads[at % one].text)
            && heads.first().is_some_and(|head| head.sense.is_heading())
    };
    let distinct = |one: &usize| {
        heads[..*one]
            .iter()
            .map(|head| head.text.as_str())
            .collect::<BTreeSet<_>>()
            .len()
            == *one
    };
    (LEAST..=heads.len() / 2).filter(is_it).find(distinct)
}

/// Tables that stand beside one another: an empty column between them, and the second begins with a heading that the first has too;
/// or without one, where all of the headings begin again.
pub fn side_by_side(sheet: &Sheet, heads: Vec<Head>, header_row: u32) -> Vec<Vec<Head>> {
    if let Some(one) = repeats_after(&heads) {
        return heads.chunks(one).map(<[Head]>::to_vec).collect();
    }
    let mut tables: Vec<Vec<Head>> = vec![vec![]];
    let mut gap = false;
    for head in heads {
        if head.text.is_empty() && column_is_empty(sheet, head.column, header_row) {
            gap = true;
            continue;
        }
        let known_before = || {
            let same = |earlier: &Head| earlier.text == head.text && earlier.sense.is_heading();
            tables.last().is_some_and(|table| table.iter().any(same))
        };
        // Asked last, because it looks at every column before: a sheet may have thousands.
        if gap && head.sense.is_heading() && known_before() {
            tables.push(vec![]);
        }
        gap = false;
        if let Some(table) = tables.last_mut() {
            table.push(head);
        }
    }
    tables.retain(|table| !table.is_empty());
    tables
}

fn column_is_empty(sheet: &Sheet, column: u32, header_row: u32) -> bool {
    (header_row..sheet.row_count().min(header_row + 200)).all(|row| sheet.cell(row, column).is_empty())
}
