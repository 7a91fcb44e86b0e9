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
    let (fine, coarse) = (
        sums(checked, (list, number), &shared),
        sums(checked, (table, number), &shared),
    );
    let rows: Vec<Row> = checked.rows.iter().filter(|row| row.table == table).cloned().collect();
    remark_pair((checked, number), &rows, list);
    for row in &rows {
        let key = key_by(row, &shared);
        let of = |sums: &Sums| sums.get(&key).copied().unwrap_or((0.0, true));
        let ((one, sure), (other, also_sure)) = (of(&fine), of(&coarse));
        if let Some(figure) = row
            .numbers
            .get(number)
            .filter(|_| sure && also_sure && (one - other).abs() > 0.5)
        {
            let note = format!("the list adds to {}", plain_number(one));
            checked.say(
                "tables-disagree",
                (row, figure.cell),
                Told {
                    seen: figure.seen.clone(),
                    note,
                    ..Told::default()
                },
            );
        }
    }
}

/// Sums by the columns that two tables share, and whether every part of a sum is a number.
type Sums = BTreeMap<Vec<String>, (f64, bool)>;

fn key_by(row: &Row, columns: &[String]) -> Vec<String> {
    columns.iter().map(|column| row.word(column).to_owned()).collect()
}

fn sums(checked: &Checked<'_, '_>, (table, number): (usize, &str), shared: &[String]) -> Sums {
    let mut sums = Sums::new();
    for row in checked.rows.iter().filter(|row| row.table == table) {
        let sum = sums.entry(key_by(row, shared)).or_insert((0.0, true));
        match row.numbers.get(number).map(|figure| figure.reading) {
            Some(reading) if reading.state == CellState::Number => sum.0 += reading.number.unwrap_or_default(),
            Some(reading) if reading.state == CellState::Blank => {}
            Some(_) | None => sum.1 = false,
        }
    }
    sums
}

/// Says that a table counts the cases of another again.
fn remark_pair((checked, number): (&mut Checked<'_, '_>, &str), rows: &[Row], list: usize) {
    let (Some(at), Some(first)) = (stretch(rows, number), rows.first()) else {
        return;
    };
    let other = checked
        .rows
        .iter()
        .find(|row| row.table == list)
        .map(|row| checked.sheet_of(row))
        .unwrap_or_default();
    let other = if other.is_empty() {
        "another table".to_owned()
    } else {
        format!("sheet {other}")
    };
    let remark = Remark::on_sheet(
        "tables-of-same-cases",
        &checked.sheet_of(first),
        "a second table of the same cases",
    );
    checked.remarks.push(
        Remark { at: Some(at), ..remark }
            .taken_as(other)
            .about(&checked.feed.id),
    );
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
