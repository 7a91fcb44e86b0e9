//! Two tables of the same cases in one file: compared, not added up.

use crate::domain::CellState;
use crate::ingest::cells::plain_number;
use crate::ingest::check::{Checked, Told};
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::rows::Row;
use std::collections::{BTreeMap, BTreeSet};

/// Leaves out every table that counts the cases of another one again, and says whether the two agree.
pub fn settle(checked: &mut Checked<'_, '_>) {
    let number = match checked.feed.id.as_str() {
        "lado-referrals" => "count",
        _ => return,
    };
    let mut tables: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for row in &checked.rows {
        tables.entry(row.table).or_default().extend(
            row.words
                .iter()
                .filter(|(_, word)| !word.is_empty())
                .map(|(column, _)| column.clone()),
        );
    }
    // The table that tells cases apart most finely is the list.
    let mut order: Vec<usize> = tables.keys().copied().collect();
    order.sort_by_key(|table| (std::cmp::Reverse(tables[table].len()), *table));
    let mut kept: Vec<usize> = Vec::new();
    for table in order {
        let list = kept.iter().copied().find(|list| overlap(checked, (*list, table)));
        match list {
            Some(list) => compare((list, table), (&tables[&list], &tables[&table]), (checked, number)),
            None => kept.push(table),
        }
    }
    checked.rows.retain(|row| kept.contains(&row.table));
}

/// Whether two tables are about the same quarter.
fn overlap(checked: &Checked<'_, '_>, (list, table): (usize, usize)) -> bool {
    let periods = |of: usize| -> BTreeSet<(&str, &str)> {
        checked
            .rows
            .iter()
            .filter(|row| row.table == of)
            .map(|row| (row.word("period"), row.word("area")))
            .collect()
    };
    !periods(list).is_disjoint(&periods(table))
}

fn compare(
    (list, table): (usize, usize),
    (finer, coarser): (&BTreeSet<String>, &BTreeSet<String>),
    (checked, number): (&mut Checked<'_, '_>, &str),
) {
    let shared: Vec<String> = coarser.intersection(finer).cloned().collect();
    let add = |of: usize| {
        let mut sums: BTreeMap<Vec<String>, (f64, bool)> = BTreeMap::new();
        for row in checked.rows.iter().filter(|row| row.table == of) {
            let key = shared.iter().map(|column| row.word(column).to_owned()).collect();
            let sum = sums.entry(key).or_insert((0.0, true));
            match row.numbers.get(number).map(|figure| figure.reading) {
                Some(reading) if reading.state == CellState::Number => sum.0 += reading.number.unwrap_or_default(),
                Some(reading) if reading.state == CellState::Blank => {}
                Some(_) | None => sum.1 = false,
            }
        }
        sums
    };
    let (fine, coarse) = (add(list), add(table));
    let differing: BTreeSet<Vec<String>> = fine
        .keys()
        .chain(coarse.keys())
        .filter(|key| {
            let of = |sums: &BTreeMap<Vec<String>, (f64, bool)>| sums.get(*key).copied().unwrap_or((0.0, true));
            let ((one, sure), (other, also_sure)) = (of(&fine), of(&coarse));
            sure && also_sure && (one - other).abs() > 0.5
        })
        .cloned()
        .collect();
    let rows: Vec<Row> = checked.rows.iter().filter(|row| row.table == table).cloned().collect();
    if let (Some(at), Some(first)) = (stretch(&rows, number), rows.first()) {
        let other = checked
            .rows
            .iter()
            .find(|row| row.table == list)
            .map(|row| checked.sheet_of(row))
            .unwrap_or_default();
        let remark = Remark {
            at: Some(at),
            ..Remark::on_sheet(
                "tables-of-same-cases",
                &checked.sheet_of(first),
                "a second table of the same cases",
            )
        };
        checked.remarks.push(
            remark
                .taken_as(if other.is_empty() {
                    "another table".to_owned()
                } else {
                    format!("sheet {other}")
                })
                .about(&checked.feed.id),
        );
    }
    for row in &rows {
        let key: Vec<String> = shared.iter().map(|column| row.word(column).to_owned()).collect();
        if let Some(figure) = row.numbers.get(number).filter(|_| differing.contains(&key)) {
            let added = plain_number(fine.get(&key).map_or(0.0, |sum| sum.0));
            let told = Told {
                seen: figure.seen.clone(),
                note: format!("the list adds to {added}"),
                ..Told::default()
            };
            checked.say("tables-disagree", (row, figure.cell), told);
        }
    }
}

fn stretch(rows: &[Row], number: &str) -> Option<Stretch> {
    let cells: Vec<(u32, u32)> = rows
        .iter()
        .filter_map(|row| row.numbers.get(number).map(|figure| figure.cell))
        .collect();
    Some(Stretch {
        first_row: cells.iter().map(|cell| cell.0).min()?,
        last_row: cells.iter().map(|cell| cell.0).max()?,
        first_column: cells.iter().map(|cell| cell.1).min()?,
        last_column: cells.iter().map(|cell| cell.1).max()?,
    })
}
