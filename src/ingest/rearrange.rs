//! A sheet whose labels stand down its side (one form a column, one card below another) into a sheet with the labels above, so that it
//! is read like any other; and what was read there back to the cells where it stands.

mod pivot;
mod register;

use crate::catalogue::{Column, Feed, Holds};
use crate::ingest::context::FileContext;
use crate::ingest::extract::Extract;
use crate::ingest::lexicon::code_list_of;
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::rows::Row;
use crate::ingest::sheet::{Raw, Sheet};
use crate::ingest::table::header_text;
use crate::ingest::words::numbers::{self, Written};
use crate::ingest::words::periods;
use std::collections::{BTreeMap, BTreeSet};

/// Labels of one feed that must stand down the side.
const LEAST_LABELS: usize = 3;
/// Sheets longer or wider than this are lists.
const MOST: u32 = 2_000;

/// A sheet with its cells in other places.
#[derive(Debug)]
pub struct Rearranged {
    /// The sheet as it is read.
    pub sheet: Sheet,
    /// For each cell of it the cell where it stands in the file.
    origin: BTreeMap<(u32, u32), (u32, u32)>,
    /// What is to be said of what stands in no place of it, at the cells of the file.
    pub remarks: Vec<Remark>,
}

impl Rearranged {
    /// The sheet with the labels at its side above; `None` where none of its first columns holds labels of a feed.
    pub fn of(sheet: &Sheet, context: &FileContext<'_>) -> Option<Rearranged> {
        if sheet.row_count() > MOST || sheet.column_count() > MOST {
            return None;
        }
        if let Some(register) = register::moves(sheet, context) {
            return Some(Rearranged::moved(sheet, register.head, register.moves));
        }
        let side = (0..sheet.column_count().min(3)).find(|column| is_side(sheet, *column, context))?;
        let labels = labels(sheet, side, context);
        let known = || labels.iter().filter(|label| label.known);
        let distinct: BTreeSet<&str> = known().map(|label| label.text.as_str()).collect();
        let moves = match distinct.len() == known().count() {
            true => turned(sheet, (side, &labels)),
            false => dealt(sheet, (side, &labels)),
        };
        let first = labels.first().map_or(0, |label| label.row);
        Some(Rearranged::moved(sheet, first, moves))
    }

    /// The sheet with the two words of a compact pivot in columns of their own; `None` where it holds none.
    pub fn unfolded(sheet: &Sheet, context: &FileContext<'_>) -> Option<Rearranged> {
        if sheet.row_count() > MOST || sheet.column_count() > MOST {
            return None;
        }
        let pivot = pivot::of(sheet, context)?;
        let mut moved = Rearranged::moved(sheet, pivot.top, pivot.moves);
        for ((row, column), name) in &pivot.heads {
            moved.sheet.grid.replace((*row, *column), name);
        }
        moved.remarks = pivot.remarks;
        Some(moved)
    }

    /// The sheet with headings over a list of words of one feed (`Open at end 12`) beside which counts stand without any; `None` where
    /// there is no such list. Headings of time over the counts stay.
    pub fn listed(sheet: &Sheet, context: &FileContext<'_>) -> Option<(Rearranged, Vec<u32>)> {
        if sheet.row_count() > MOST || sheet.column_count() > MOST {
            return None;
        }
        let feeds = context.known.catalogue.feeds().iter();
        let (list, feed) = feeds
            .filter_map(|feed| Some((list_of(sheet, feed, context)?, feed)))
            .max_by_key(|(list, _)| list.rows.len())?;
        let (word, count) = words_counted(feed)?;
        let first = *list.rows.first()?;
        let mut moves = Vec::new();
        for (to, row) in (1..).zip(&list.rows) {
            moves.push(((*row, list.words), (to, 0)));
            moves.extend(
                (1..)
                    .zip(&list.counts)
                    .map(|(at, (column, _))| ((*row, *column), (to, at))),
            );
        }
        let heads = list
            .counts
            .iter()
            .filter_map(|(column, head)| Some((*column, (*head)?)));
        for (at, (column, head)) in (1..).zip(heads) {
            moves.push(((head, column), (0, at)));
        }
        let top = list.counts.iter().filter_map(|(_, head)| *head).min().unwrap_or(first);
        let mut moved = Rearranged::moved(sheet, top, moves);
        moved.sheet.grid.replace((top, 0), &word.name);
        if list.counts.iter().all(|(_, head)| head.is_none()) {
            moved.sheet.grid.replace((top, 1), &count.name);
        }
        Some((moved, list.rows))
    }

    /// What stands over the labels stays over them; everything else goes where it is told, below.
    fn moved(sheet: &Sheet, first: u32, moves: Vec<((u32, u32), (u32, u32))>) -> Rearranged {
        let titles = (0..first).flat_map(|row| sheet.row(row).map(move |(column, _)| ((row, column), (row, column))));
        let below = moves
            .into_iter()
            .map(|(from, (row, column))| (from, (first + row, column)));
        let all: Vec<_> = titles.chain(below).collect();
        let origin = all.iter().map(|(from, to)| (*to, *from)).collect();
        Rearranged {
            sheet: Sheet {
                name: sheet.name.clone(),
                index: sheet.index,
                grid: sheet.grid.moved(all),
                ..Sheet::default()
            },
            origin,
            remarks: vec![],
        }
    }

    /// Everything that was read, back at the cells of the file.
    pub fn put_back(&self, extract: &mut Extract) {
        for row in &mut extract.rows {
            self.put_row_back(row);
        }
        for sum in &mut extract.sums {
            sum.cell = self.origin_of(sum.cell);
        }
        extract
            .remarks
            .iter_mut()
            .for_each(|remark| self.put_remark_back(remark));
    }

    /// A remark back at its cells.
    pub fn put_remark_back(&self, remark: &mut Remark) {
        let Some(at) = remark.at else { return };
        let one = self.origin_of((at.first_row, at.first_column));
        let other = self.origin_of((at.last_row, at.last_column));
        remark.at = Some(Stretch {
            first_column: one.1.min(other.1),
            first_row: one.0.min(other.0),
            last_row: one.0.max(other.0),
            last_column: one.1.max(other.1),
        });
    }

    fn put_row_back(&self, row: &mut Row) {
        row.at = self.origin_of(row.at);
        let figures = row.numbers.values_mut().map(|figure| &mut figure.cell);
        let places = row.places.values_mut();
        for cell in figures.chain(places).chain(&mut row.word_cells).chain(&mut row.counted) {
            *cell = self.origin_of(*cell);
        }
    }

    /// The cell of the file; of an empty one the nearest that stands in the same row.
    fn origin_of(&self, cell: (u32, u32)) -> (u32, u32) {
        if let Some(origin) = self.origin.get(&cell) {
            return *origin;
        }
        let before = self.origin.range((cell.0, 0)..cell).next_back();
        let after = self.origin.range(cell..(cell.0 + 1, 0)).next();
        before.or(after).map_or(cell, |(_, origin)| *origin)
    }
}

/// A list of words with counts beside them.
struct List {
    words: u32,
    rows: Vec<u32>,
    /// The columns of counts, each with the row of the time over it.
    counts: Vec<(u32, Option<u32>)>,
}

/// The column of words and the column of counts of a feed that has no more than those and a time.
fn words_counted(feed: &Feed) -> Option<(&Column, &Column)> {
    let others = |column: &&Column| column.holds != Holds::Period;
    let mut columns = feed.columns.iter().filter(others);
    let (Some(word), Some(count), None) = (columns.next(), columns.next(), columns.next()) else {
        return None;
    };
    (code_list_of(&word.holds).is_some() && count.holds.is_number()).then_some((word, count))
}

/// The first list of the feed's words that has counts beside it and nothing that names a column over it.
fn list_of(sheet: &Sheet, feed: &Feed, context: &FileContext<'_>) -> Option<List> {
    let (word, count) = words_counted(feed)?;
    let codes = code_list_of(&word.holds)?;
    let lexicon = context.known.lexicon;
    let named = |row: u32, column: u32| match sheet.cell(row, column).raw {
        Raw::Text(text) => lexicon.code_exactly(codes, text),
        _ => None,
    };
    let list_in = |column: u32| {
        let rows: Vec<u32> = (0..sheet.row_count())
            .filter(|row| !sheet.row_is_hidden(*row) && named(*row, column).is_some())
            .collect();
        let distinct: BTreeSet<&str> = rows.iter().filter_map(|row| named(*row, column)).collect();
        // The same word twice belongs to two lists, and nothing tells them apart.
        let counts = (distinct.len() >= LEAST_LABELS && distinct.len() == rows.len())
            .then(|| counts_beside(sheet, column, &rows))
            .flatten()?;
        Some(List {
            words: column,
            rows,
            counts: heads_of(sheet, counts, |text| names_count(text, (feed, count), context))?,
        })
    };
    (0..sheet.column_count().min(4)).find_map(list_in)
}

/// The columns beside a list in which every word has a count, and nothing else stands beside any.
fn counts_beside(sheet: &Sheet, words: u32, rows: &[u32]) -> Option<Vec<(u32, u32)>> {
    let beside = |row: u32| -> Vec<u32> {
        let right = sheet
            .row(row)
            .filter(|(column, cell)| *column > words && !cell.is_empty());
        right.map(|(column, _)| column).collect()
    };
    let first = *rows.first()?;
    let columns = beside(first);
    let is_count = |row: u32, column: u32| match sheet.cell(row, column).raw {
        Raw::Number(number) => number >= 0.0 && number.fract() == 0.0,
        Raw::Text(text) => !text.contains('%') && numbers::read(text) != Written::Not,
        _ => false,
    };
    let all = !columns.is_empty()
        && rows
            .iter()
            .all(|row| beside(*row) == columns && columns.iter().all(|column| is_count(*row, *column)));
    all.then(|| columns.into_iter().map(|column| (column, first)).collect())
}

/// Whether a text over counts says that they are counts, or of what time.
fn names_count(text: &str, (feed, count): (&Feed, &Column), context: &FileContext<'_>) -> bool {
    let is_count = |(of, column): &&(String, String)| *of == feed.id && *column == count.name;
    periods::read(text).is_some() || context.known.lexicon.heading(text).iter().any(is_count)
}

/// Each column with the row of the heading that stands over it; `None` where something else does, or where several columns have none.
fn heads_of(
    sheet: &Sheet,
    counts: Vec<(u32, u32)>,
    is_heading: impl Fn(&str) -> bool,
) -> Option<Vec<(u32, Option<u32>)>> {
    let over = |(column, first): (u32, u32)| (0..first).rev().find(|row| !sheet.cell(*row, column).is_empty());
    let single = counts.len() == 1;
    let mut heads = Vec::new();
    for (column, first) in counts {
        match over((column, first)) {
            Some(row) if is_heading(&header_text(&sheet.cell(row, column))) => heads.push((column, Some(row))),
            None if single => heads.push((column, None)),
            Some(_) | None => return None,
        }
    }
    Some(heads)
}

/// Whether most of what stands in a column is labels of one feed.
fn is_side(sheet: &Sheet, column: u32, context: &FileContext<'_>) -> bool {
    let mut texts = 0_usize;
    let mut labels: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in 0..sheet.row_count() {
        let cell = sheet.cell(row, column);
        let Raw::Text(text) = cell.raw else { continue };
        // A label has its answer beside it.
        if sheet.row(row).all(|(other, _)| other <= column) {
            continue;
        }
        texts += 1;
        for (feed, name) in context.known.lexicon.heading(text) {
            labels.entry(feed.clone()).or_default().insert(name.clone());
        }
    }
    labels
        .iter()
        .filter(|(feed, _)| *feed != "dashboard")
        .any(|(_, names)| names.len() >= LEAST_LABELS && {
            let known = context.known.lexicon;
            let is_known = |row: &u32| matches!(sheet.cell(*row, column).raw, Raw::Text(text) if !known.heading(text).is_empty());
            (0..sheet.row_count()).filter(is_known).count() * 2 >= texts
        })
}

/// A text at the side of a sheet.
struct SideLabel {
    row: u32,
    text: String,
    /// Whether it is a heading that a feed has.
    known: bool,
}

/// The labels from the first that is known on: those that nobody knows but that have an answer beside them too, so that they are said.
fn labels(sheet: &Sheet, side: u32, context: &FileContext<'_>) -> Vec<SideLabel> {
    let is_answered = |row: u32| sheet.row(row).any(|(other, cell)| other > side && !cell.is_empty());
    (0..sheet.row_count())
        .filter(|row| !sheet.row_is_hidden(*row))
        .map(|row| {
            let text = header_text(&sheet.cell(row, side));
            let known = !text.is_empty() && !context.known.lexicon.heading(&text).is_empty();
            SideLabel { row, text, known }
        })
        .skip_while(|label| !label.known)
        .filter(|label| label.known || !label.text.is_empty() && is_answered(label.row))
        .collect()
}

/// One form a column: rows become columns.
fn turned(sheet: &Sheet, (side, labels): (u32, &[SideLabel])) -> Vec<((u32, u32), (u32, u32))> {
    let mut moves = Vec::new();
    for (at, label) in (0..).zip(labels) {
        let cells = sheet
            .row(label.row)
            .filter(|(column, _)| *column >= side && !sheet.column_is_hidden(*column));
        moves.extend(cells.map(|(column, _)| ((label.row, column), (column - side, at))));
    }
    moves
}

/// One card below another: a known label that comes again begins the next.
fn dealt(sheet: &Sheet, (side, labels): (u32, &[SideLabel])) -> Vec<((u32, u32), (u32, u32))> {
    let mut moves = Vec::new();
    let mut columns: BTreeMap<&str, u32> = BTreeMap::new();
    let mut of_card: BTreeSet<&str> = BTreeSet::new();
    let mut card = 1;
    for label in labels {
        let text = label.text.as_str();
        if label.known && !of_card.insert(text) {
            card += 1;
            of_card = BTreeSet::from([text]);
        }
        let next = columns.len() as u32;
        let is_new = !columns.contains_key(text);
        let column = *columns.entry(text).or_insert(next);
        if is_new {
            moves.push(((label.row, side), (0, column)));
        }
        let answer = sheet.row(label.row).find(|(other, _)| *other > side);
        moves.extend(answer.map(|(other, _)| ((label.row, other), (card, column))));
    }
    moves
}
