//! A pivot table in its compact form, where one column holds the words of two: each sector with its concerns below it.

use crate::catalogue::{Column, Feed};
use crate::ingest::cells::{number_in, plain_number};
use crate::ingest::context::FileContext;
use crate::ingest::lexicon::{code_list_of, is_total};
use crate::ingest::remarks::Remark;
use crate::ingest::sheet::{Raw, Sheet};
use crate::ingest::table::header_text;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Columns that are looked at for such words.
const FIRST: u32 = 3;
/// Outer words that there must be, each with inner words below it.
const LEAST: usize = 2;

/// Where the cells of a compact pivot go.
pub(super) struct Pivot {
    /// The row of its topmost heading.
    pub top: u32,
    /// Each cell with its place in the table that has the two words in columns of their own, below that row.
    pub moves: Vec<((u32, u32), (u32, u32))>,
    /// The headings of the two columns with their places there.
    pub heads: [((u32, u32), String); 2],
    /// Outer words beside sums that their inner rows do not add to.
    pub remarks: Vec<Remark>,
}

/// What the word of a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rank {
    Outer,
    Inner,
    Total,
}

/// The compact pivot of a sheet; `None` where no column holds the words of two lists of one feed, the ones below the others.
pub(super) fn of(sheet: &Sheet, context: &FileContext<'_>) -> Option<Pivot> {
    let feeds = context
        .known
        .catalogue
        .feeds()
        .iter()
        .filter(|feed| feed.id != "dashboard");
    let pairs = feeds.flat_map(|feed| pairs(feed).into_iter().map(move |pair| (feed, pair)));
    let pairs: Vec<_> = pairs.collect();
    (0..FIRST.min(sheet.column_count())).find_map(|column| {
        let rows: Vec<u32> = (0..sheet.row_count())
            .filter(|row| is_counted(sheet, *row, column))
            .collect();
        let words = words((sheet, column, &rows), context);
        let found = pairs.iter().filter_map(|(feed, pair)| {
            let (ranks, known) = ranks((sheet, column, &rows), &words, *pair)?;
            let said = headed((sheet, column, &rows), (feed, *pair), context);
            Some(((said, known), (feed, *pair, ranks)))
        });
        let found: Vec<_> = found.collect();
        let most = found.iter().map(|(points, _)| *points).max()?;
        // Words that are of two lists alike may be of either.
        let mut best = found.into_iter().filter(|(points, _)| *points == most);
        let (Some((_, (feed, pair, ranks))), None) = (best.next(), best.next()) else {
            return None;
        };
        moved((sheet, column), (&rows, &ranks), (feed, pair))
    })
}

/// How many of the two columns the heading over the words names: `Sector / nature of concern`.
fn headed(
    (sheet, column, rows): (&Sheet, u32, &[u32]),
    (feed, (outer, inner)): (&Feed, (&Column, &Column)),
    context: &FileContext<'_>,
) -> usize {
    let first = rows.first().copied().unwrap_or(0);
    let over = (0..first).rev().map(|row| header_text(&sheet.cell(row, column)));
    let Some(text) = over.into_iter().find(|text| !text.is_empty()) else {
        return 0;
    };
    let parts: Vec<&str> = text
        .split(['/', ',', '&', '|', '>'])
        .flat_map(|part| part.split(" and "))
        .collect();
    let names = |column: &&&Column| {
        parts.iter().any(|part| {
            let headings = context.known.lexicon.heading_exactly(part.trim());
            headings.iter().any(|(of, name)| *of == feed.id && *name == column.name)
        })
    };
    [outer, inner].iter().filter(names).count()
}

/// The pairs of columns of a feed that hold words of different lists.
fn pairs(feed: &Feed) -> Vec<(&Column, &Column)> {
    let coded: Vec<&Column> = feed
        .columns
        .iter()
        .filter(|column| code_list_of(&column.holds).is_some())
        .collect();
    let pairs = coded
        .iter()
        .flat_map(|outer| coded.iter().map(move |inner| (*outer, *inner)));
    pairs
        .filter(|(outer, inner)| code_list_of(&outer.holds) != code_list_of(&inner.holds))
        .collect()
}

/// Whether a word stands in a row with numbers to its right.
fn is_counted(sheet: &Sheet, row: u32, column: u32) -> bool {
    let is_word = matches!(sheet.cell(row, column).raw, Raw::Text(_));
    is_word
        && !sheet.row_is_hidden(row)
        && sheet
            .row(row)
            .any(|(at, cell)| at > column && number_in(&cell).is_some())
}

/// The word of a row, looked up once for all the pairs of columns that it may belong to.
struct Word {
    /// The lists that have a code for it, by id.
    lists: Arc<BTreeSet<String>>,
    is_total: bool,
    is_indented: bool,
}

/// The words of a column in some rows.
fn words((sheet, column, rows): (&Sheet, u32, &[u32]), context: &FileContext<'_>) -> Vec<Word> {
    let word = |row: &u32| {
        let cell = sheet.cell(*row, column);
        let text = cell.shown();
        Word {
            lists: context.known.lexicon.lists_with(&text),
            is_total: is_total(&text),
            is_indented: text.starts_with(char::is_whitespace),
        }
    };
    rows.iter().map(word).collect()
}

/// What each row is, and how many of the words are of their list; `None` where the words are not those of the two lists in turn.
fn ranks(
    (sheet, column, rows): (&Sheet, u32, &[u32]),
    words: &[Word],
    (outer, inner): (&Column, &Column),
) -> Option<(Vec<Rank>, usize)> {
    let (outer, inner) = (code_list_of(&outer.holds)?, code_list_of(&inner.holds)?);
    let any_indented = words.iter().any(|word| word.is_indented);
    let (mut ranks, mut known) = (Vec::new(), 0_usize);
    for word in words {
        let (is_outer, is_inner) = (word.lists.contains(outer), word.lists.contains(inner));
        let rank = match (is_outer, is_inner) {
            _ if word.is_total => Rank::Total,
            (true, false) => Rank::Outer,
            (false, true) => Rank::Inner,
            (true, true) | (false, false) if word.is_indented || !any_indented => Rank::Inner,
            (true, true) | (false, false) => Rank::Outer,
        };
        known += match rank {
            Rank::Outer => usize::from(is_outer),
            Rank::Inner => usize::from(is_inner),
            Rank::Total => 1,
        };
        ranks.push(rank);
    }
    let outers = ranks.iter().filter(|rank| **rank == Rank::Outer).count();
    let is_followed = ranks
        .windows(2)
        .all(|two| two[0] != Rank::Outer || two[1] == Rank::Inner);
    let begins = ranks.first() == Some(&Rank::Outer) && ranks.last() != Some(&Rank::Outer);
    let is_pivot = outers >= LEAST && begins && is_followed && known * 4 >= rows.len() * 3;
    (is_pivot && are_distinct((sheet, column, rows), &ranks)).then_some((ranks, known))
}

/// Whether no inner word stands twice below one outer word, and some word stands below two.
fn are_distinct((sheet, column, rows): (&Sheet, u32, &[u32]), ranks: &[Rank]) -> bool {
    let mut below: Vec<BTreeSet<String>> = Vec::new();
    for (row, rank) in rows.iter().zip(ranks) {
        let text = header_text(&sheet.cell(*row, column));
        match (rank, below.last_mut()) {
            (Rank::Outer, _) => below.push(BTreeSet::new()),
            (Rank::Inner, Some(last)) => {
                if !last.insert(text) {
                    return false;
                }
            }
            (Rank::Inner, None) | (Rank::Total, _) => {}
        }
    }
    let all: usize = below.iter().map(BTreeSet::len).sum();
    let different: BTreeSet<&String> = below.iter().flatten().collect();
    different.len() < all
}

fn moved(
    (sheet, column): (&Sheet, u32),
    (rows, ranks): (&[u32], &[Rank]),
    (feed, (outer, inner)): (&Feed, (&Column, &Column)),
) -> Option<Pivot> {
    let first = *rows.first()?;
    let right = |row: u32| {
        sheet
            .row(row)
            .filter(|(at, cell)| *at > column && !cell.is_empty())
            .map(|(at, _)| at)
    };
    let head = (0..first).rev().find(|row| right(*row).next().is_some())?;
    let groups =
        |row: u32| right(row).next().is_some() && right(row).all(|at| matches!(sheet.cell(row, at).raw, Raw::Text(_)));
    let top = if head > 0 && groups(head - 1) { head - 1 } else { head };
    let beside = |from: u32, to: u32| right(from).map(move |at| ((from, at), (to, at - column + 1)));
    let mut moves: Vec<_> = (top..=head).flat_map(|row| beside(row, row - top)).collect();
    let mut remarks = Vec::new();
    let (mut next, mut above) = (head - top + 1, None);
    for (at, (row, rank)) in rows.iter().zip(ranks).enumerate() {
        match rank {
            Rank::Outer => {
                above = Some(*row);
                let inner = ranks[at + 1..].iter().take_while(|rank| **rank == Rank::Inner).count();
                remarks.extend(misfit(sheet, (*row, column), &rows[at + 1..at + 1 + inner], feed));
                continue;
            }
            Rank::Inner => {
                moves.extend(above.map(|above| ((above, column), (next, 0))));
                moves.push(((*row, column), (next, 1)));
            }
            Rank::Total => moves.push(((*row, column), (next, 0))),
        }
        moves.extend(beside(*row, next));
        next += 1;
    }
    Some(Pivot {
        top,
        moves,
        heads: [((head, 0), outer.name.clone()), ((head, 1), inner.name.clone())],
        remarks,
    })
}

/// What is said of a sum that its rows do not add to.
fn misfit(sheet: &Sheet, (row, column): (u32, u32), parts: &[u32], feed: &Feed) -> Option<Remark> {
    let columns = sheet.row(row).filter(|(at, _)| *at > column).map(|(at, _)| at);
    columns.into_iter().find_map(|at| {
        let sum = number_in(&sheet.cell(row, at))?;
        let added: Option<f64> = parts.iter().map(|part| number_in(&sheet.cell(*part, at))).sum();
        let added = added.filter(|added| (added - sum).abs() > 0.5)?;
        let remark = Remark::on_cell("parts-disagree", (&sheet.name, row, at), plain_number(sum));
        Some(remark.taken_as(plain_number(added)).about(&feed.id))
    })
}
