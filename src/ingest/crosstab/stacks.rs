//! The rows of headings over a block into the labels that stand over each of its columns.

use crate::catalogue::plain;
use crate::ingest::context::Known;
use crate::ingest::crosstab::label::Label;
use crate::ingest::sheet::Sheet;
use crate::ingest::table::header_text;
use crate::ingest::words::days;
use crate::ingest::words::periods::{self, When, names_month};
use std::collections::BTreeSet;

/// One label with its text and the cell where it stands, as row and column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// Row and column.
    pub at: (u32, u32),
    /// The text.
    pub text: String,
    /// All that it says.
    pub label: Label,
}

impl Placed {
    /// The label in a cell, read through merged areas.
    pub fn at((sheet, row, column): (&Sheet, u32, u32), known: &Known<'_>) -> Placed {
        let text = header_text(&sheet.cell_through_merges(row, column));
        let at = sheet
            .merge_at(row, column)
            .map_or((row, column), |area| (area.first_row, area.first_column));
        let label = Label::of(&text, known);
        Placed { at, text, label }
    }
}

/// The labels over every column, each from top to bottom; hidden columns have none. `figures` tells which columns hold figures.
pub fn stacks(sheet: &Sheet, (band, figures): (&[u32], &[bool]), known: &Known<'_>) -> Vec<Vec<Placed>> {
    let columns = sheet.column_count();
    let mut stacks: Vec<Vec<Placed>> = vec![Vec::new(); columns as usize];
    for (level, row) in band.iter().enumerate() {
        let lower = &band[level + 1..];
        for (column, from) in spread(sheet, (*row, lower), figures).into_iter().enumerate() {
            let Some(from) = from.filter(|_| !sheet.column_is_hidden(column as u32)) else {
                continue;
            };
            let placed = Placed::at((sheet, *row, from), known);
            let stack = &mut stacks[column];
            // A heading merged over two rows stands there once.
            if stack.last().is_none_or(|above| above.at != placed.at) {
                stack.push(placed);
            }
        }
    }
    months_beside_months(&mut stacks);
    stacks
}

/// For each column the one in which the text that stands over it begins: as merged, else up to the next text, where something
/// stands below it.
fn spread(sheet: &Sheet, (row, lower): (u32, &[u32]), figures: &[bool]) -> Vec<Option<u32>> {
    let columns = sheet.column_count();
    let merged = sheet
        .merges
        .iter()
        .any(|area| area.first_row <= row && row <= area.last_row && area.last_column > area.first_column);
    let text = |row: u32, column: u32| header_text(&sheet.cell_through_merges(row, column));
    let has_text = |row: &u32, column: u32| !text(*row, column).is_empty();
    let mut own: Vec<bool> = (0..columns).map(|column| has_text(&row, column)).collect();
    for (column, own) in own.iter_mut().enumerate() {
        *own &= !sheet.column_is_hidden(column as u32);
    }
    let mut out: Vec<Option<u32>> = Vec::with_capacity(columns as usize);
    let mut last: Option<u32> = None;
    for column in 0..columns {
        let here = own[column as usize];
        if here {
            last = Some(sheet.merge_at(row, column).map_or(column, |area| area.first_column));
        }
        let below = lower.iter().any(|row| has_text(row, column));
        let holds_figures = |column: u32| figures.get(column as usize).copied().unwrap_or(false);
        // What stands over names is a title of the table, or the names' own heading.
        let crosses = last.is_some_and(|from| !holds_figures(from)) && holds_figures(column);
        out.push(if here {
            last
        } else if merged || lower.is_empty() || !below || crosses {
            None
        } else {
            last
        });
    }
    if !merged && !lower.is_empty() {
        match in_order((&own, lower), &text) {
            Some(groups) => give_each(&mut out, &groups),
            None => centre(&mut out, (&own, lower), &text),
        }
    }
    out
}

/// A group of columns, and the one over which its text was put, if it is one.
type Grouped = (Vec<usize>, Option<usize>);

/// Quarters in the order in which they follow one another: a new year begins where their number falls. Nothing where the lowest
/// headings are no quarters of several years.
fn in_order((own, lower): (&[bool], &[u32]), text: &impl Fn(u32, u32) -> String) -> Option<Vec<Grouped>> {
    let lowest = *lower.last()?;
    let number = |column: usize| match periods::read(&text(lowest, column as u32)) {
        Some(When::QuarterOnly(quarter)) => Some(quarter),
        _ => None,
    };
    let quarters: Vec<(usize, u8)> = (0..own.len()).filter_map(|at| Some((at, number(at)?))).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut last = u8::MAX;
    for (column, quarter) in quarters {
        match groups.last_mut() {
            Some(group) if quarter > last => group.push(column),
            _ => groups.push(vec![column]),
        }
        last = quarter;
    }
    let titled = |group: Vec<usize>| {
        let over: Vec<usize> = group.iter().copied().filter(|column| own[*column]).collect();
        let only = over.first().copied().filter(|_| over.len() == 1);
        (group, only)
    };
    (groups.len() > 1 && groups.iter().any(|group| group.len() > 1)).then(|| groups.into_iter().map(titled).collect())
}

/// Gives each group the text that stands over one of its columns, where every group has one; else texts hold by their place.
fn give_each(out: &mut [Option<u32>], groups: &[Grouped]) {
    if groups.iter().any(|(_, over)| over.is_none()) {
        return;
    }
    for (columns, over) in groups {
        for column in columns {
            out[*column] = over.map(|from| from as u32);
        }
    }
}

/// Where the headings below repeat themselves (`Num Den % Num Den %`) and the texts above stand over the same one of each run,
/// each text is its whole run's, wherever in it it was put.
fn centre(out: &mut [Option<u32>], (own, lower): (&[bool], &[u32]), text: &impl Fn(u32, u32) -> String) {
    let Some(lowest) = lower.last() else { return };
    let below: Vec<(usize, String)> = (0..out.len())
        .map(|column| (column, text(*lowest, column as u32)))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let Some((start, length)) = repeating(&below) else {
        return;
    };
    let runs: Vec<&[(usize, String)]> = below[start..].chunks(length).collect();
    let places: Vec<Vec<usize>> = runs
        .iter()
        .map(|run| (0..run.len()).filter(|at| own[run[*at].0]).collect())
        .collect();
    let one_each = places.iter().all(|places| places.len() == 1);
    let same = places.windows(2).all(|pair| pair[0] == pair[1]);
    if !one_each || !same || places[0] == [0] {
        return;
    }
    for (run, places) in runs.iter().zip(&places) {
        let from = run[places[0]].0 as u32;
        for (column, _) in *run {
            out[*column] = Some(from);
        }
    }
}

/// Where a run of texts begins to repeat itself to the end, and how long one run is: at least two runs of at least two texts.
fn repeating(texts: &[(usize, String)]) -> Option<(usize, usize)> {
    let count = texts.len();
    for start in 0..count.min(6) {
        let rest = &texts[start..];
        for length in 2..=rest.len() / 2 {
            let whole = rest.len().is_multiple_of(length);
            if whole && (length..rest.len()).all(|at| rest[at].1 == rest[at - length].1) {
                return Some((start, length));
            }
        }
    }
    None
}

/// `Sep-26` can stand for its quarter; beside `Jul-26` and `Aug-26` it is a month, as is a bare `July` beside others. What sums
/// months into the quarter is the quarter's own figure.
fn months_beside_months(stacks: &mut [Vec<Placed>]) {
    let month = When::NoQuarter("a month");
    let bare: BTreeSet<(u32, u32)> = stacks
        .iter()
        .flatten()
        .filter(|placed| days::month(&plain(&placed.text)).is_some())
        .map(|placed| placed.at)
        .collect();
    let beside = stacks
        .iter()
        .flatten()
        .any(|placed| placed.label.when.as_ref() == Some(&month));
    if !beside && bare.len() < 2 {
        return;
    }
    let monthly: Vec<(u32, u32)> = stacks
        .iter()
        .flatten()
        .filter_map(|placed| Some((placed.at.0, month_named(&placed.text)?)))
        .collect();
    // One row of headings holds the months; what stands beside them there is of the same rank.
    let row = monthly.first().map(|(row, _)| *row);
    let quarters: BTreeSet<u8> = monthly.iter().map(|(_, month)| quarter_of(*month)).collect();
    let whole = monthly.iter().map(|(_, month)| *month).collect::<BTreeSet<u32>>().len() == 3;
    let only = match quarters.into_iter().collect::<Vec<_>>()[..] {
        [quarter] if whole => Some(quarter),
        _ => None,
    };
    let names_area = |stack: &Vec<Placed>| stack.iter().any(|placed| placed.label.area.is_some());
    let by_area = stacks.iter().any(names_area);
    for stack in stacks.iter_mut() {
        let over = stack.iter().any(|placed| is_quarter(placed.label.when.as_ref()));
        // Beside months of areas a total without an area may sum those too.
        let of_months = !by_area || names_area(stack);
        for placed in stack.iter_mut() {
            if names_month(&placed.text) || bare.contains(&placed.at) {
                placed.label.when = Some(month.clone());
                placed.label.unexplained = false;
            } else if row == Some(placed.at.0) && of_months {
                sum_of_months(&mut placed.label, (&placed.text, over, only));
            }
        }
    }
}

/// A heading beside months: `Quarter`, `Total`, `Q2 2026/27 total` are the quarter that the months make up.
fn sum_of_months(label: &mut Label, (text, over, only): (&str, bool, Option<u8>)) {
    const SUMS: [&str; 10] = [
        "total", "totals", "sum", "all", "overall", "figure", "for", "the", "end", "result",
    ];
    let simple = plain(text);
    let words: Vec<&str> = simple.split(' ').collect();
    let is_quarter_word = |word: &&str| matches!(*word, "quarter" | "quarterly" | "qtr" | "q");
    let of_quarter = words.iter().any(is_quarter_word);
    let own = is_quarter(label.when.as_ref());
    let only_sum = words.iter().all(|word| is_quarter_word(word) || SUMS.contains(word));
    let sums_months = label.total && (own || of_quarter && !label.fixes() || only_sum && (over || only.is_some()));
    let heads_quarter = of_quarter && only_sum && !label.fixes();
    if !sums_months && !heads_quarter {
        return;
    }
    label.column = label.column.take().filter(|column| column != "period");
    (label.total, label.unexplained, label.aside) = (false, false, None);
    if label.when.is_none() && !over {
        label.when = only.map(When::QuarterOnly);
    }
}

fn is_quarter(when: Option<&When>) -> bool {
    matches!(when, Some(When::Quarter(_) | When::QuarterOnly(_) | When::OneOf(_)))
}

/// The month that a text is nothing but, with or without its year.
fn month_named(text: &str) -> Option<u32> {
    let simple = plain(text);
    let (first, rest) = simple.split_once(' ').unwrap_or((&simple, ""));
    let month = days::month(first)?;
    (rest.is_empty() || names_month(text)).then_some(month)
}

/// The quarter of the financial year in which a month lies.
fn quarter_of(month: u32) -> u8 {
    match month {
        4..=6 => 1,
        7..=9 => 2,
        10..=12 => 3,
        _ => 4,
    }
}
