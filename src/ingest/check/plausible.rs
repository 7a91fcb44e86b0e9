//! Figures and days that cannot be, or can hardly be, beside the others of their row and column. Nothing is left out for it.

use crate::catalogue::Holds;
use crate::ingest::cells::plain_number;
use crate::ingest::check::{Checked, Told};
use crate::ingest::remarks::Stretch;
use crate::ingest::rows::Row;
use std::collections::BTreeMap;

/// Measures of the LADO's cases of which each is contained in the next.
const NESTED: [&[&str]; 2] = [
    &[
        "concluded_1_month",
        "concluded_3_months",
        "concluded_12_months",
        "concluded",
    ],
    &["open_over_12_months", "open_over_3_months", "open_at_end"],
];
/// Columns of days on which something has happened.
const HAPPENED: [&str; 4] = ["completed", "closed", "raised", "reviewed"];
/// How many times its neighbour a sum of money is that was written in pounds among thousands of pounds.
const THOUSANDFOLD: std::ops::RangeInclusive<f64> = 900.0..=1_100.0;
/// How many times all others together a sum of money can hardly be.
const BEYOND_ALL_OTHERS: f64 = 9.0;

/// Says what can hardly be.
pub fn remark(checked: &mut Checked<'_, '_>) {
    let rows = std::mem::take(&mut checked.rows);
    match checked.feed.id.as_str() {
        "lado-timeliness" => contained(checked, &rows),
        "attendance" => rows.iter().for_each(|row| seats(checked, row)),
        _ => {}
    }
    money(checked, &rows);
    for row in &rows {
        to_come(checked, row);
    }
    checked.rows = rows;
}

/// What was concluded within three months holds what was concluded within one.
fn contained(checked: &mut Checked<'_, '_>, rows: &[Row]) {
    let mut of_quarter: BTreeMap<&str, BTreeMap<&str, &Row>> = BTreeMap::new();
    for row in rows {
        let quarter = of_quarter.entry(row.word("period")).or_default();
        quarter.insert(row.word("measure"), row);
    }
    for measures in of_quarter.values() {
        for chain in NESTED {
            let there: Vec<(&str, &Row)> = chain
                .iter()
                .filter_map(|name| Some((*name, *measures.get(name)?)))
                .collect();
            for pair in there.windows(2) {
                let [(inner, within), (outer, whole)] = pair else {
                    continue;
                };
                let (Some(less), Some(more)) = (within.number("count"), whole.number("count")) else {
                    continue;
                };
                if less > more + 0.5 {
                    let note = format!(
                        "{} {}, {} {}",
                        plain_number(more),
                        outer.replace('_', " "),
                        plain_number(less),
                        inner.replace('_', " ")
                    );
                    say_of(checked, (whole, "count"), (plain_number(more), note));
                }
            }
        }
    }
}

/// Nobody fills more seats than there are.
fn seats(checked: &mut Checked<'_, '_>, row: &Row) {
    let Some(invited) = row.number("invited") else { return };
    let (attended, represented) = (
        row.number("attended").unwrap_or(0.0),
        row.number("represented").unwrap_or(0.0),
    );
    if attended + represented <= invited + 0.5 {
        return;
    }
    let by_deputy = match represented > 0.0 {
        true => format!(" and {} represented", plain_number(represented)),
        false => String::new(),
    };
    let note = format!(
        "{} invited, {} attended{by_deputy}",
        plain_number(invited),
        plain_number(attended)
    );
    let cells = ["invited", "attended"].map(|name| row.numbers.get(name).map_or(row.at, |figure| figure.cell));
    let at = Stretch {
        first_column: cells[0].1.min(cells[1].1),
        first_row: cells[0].0.min(cells[1].0),
        last_row: cells[0].0.max(cells[1].0),
        last_column: cells[0].1.max(cells[1].1),
    };
    let told = Told {
        seen: plain_number(attended),
        note,
        ..Told::default()
    };
    checked.say_over("parts-of-people-disagree", (row, at), told);
}

fn say_of(checked: &mut Checked<'_, '_>, (row, column): (&Row, &str), (seen, note): (String, String)) {
    let cell = row.numbers.get(column).map_or(row.at, |figure| figure.cell);
    let told = Told {
        seen,
        note,
        ..Told::default()
    };
    checked.say("parts-of-people-disagree", (row, cell), told);
}

/// Sums of money a thousand times those beside them, or far beyond all others of their column together.
fn money(checked: &mut Checked<'_, '_>, rows: &[Row]) {
    let columns: Vec<&str> = checked
        .feed
        .columns
        .iter()
        .filter(|column| column.holds == Holds::Money)
        .map(|column| column.name.as_str())
        .collect();
    for name in &columns {
        let all: f64 = rows.iter().filter_map(|row| row.number(name)).sum();
        for row in rows {
            let Some(number) = row.number(name).filter(|number| *number > 0.0) else {
                continue;
            };
            let beside = columns.iter().filter(|other| *other != name);
            let beside = beside.filter_map(|other| row.number(other).filter(|other| *other > 0.0));
            let thousandfold = beside.map(|other| (number / other, other));
            let thousandfold = thousandfold.into_iter().find(|(times, _)| THOUSANDFOLD.contains(times));
            let others = all - number;
            let note = match thousandfold {
                Some((_, other)) => format!("{} stands beside it", plain_number(other)),
                None if rows.len() >= 4 && others > 0.0 && number > others * BEYOND_ALL_OTHERS => {
                    format!("all others of its column come to {}", plain_number(others))
                }
                None => continue,
            };
            let fits = fits_total(checked, others + number / 1_000.0);
            let note = match fits {
                true => format!("{note}; the total fits it a thousand times smaller"),
                false => note,
            };
            let cell = row.numbers.get(*name).map_or(row.at, |figure| figure.cell);
            let told = Told {
                seen: plain_number(number),
                note,
                ..Told::default()
            };
            checked.say("figure-out-of-line", (row, cell), told);
        }
    }
}

/// Whether a total that differs from its parts is what they come to with one of them a thousand times smaller; it is then not said
/// of the total again.
fn fits_total(checked: &mut Checked<'_, '_>, sum: f64) -> bool {
    let before = checked.remarks.len();
    let is_it = |remark: &crate::ingest::remarks::Remark| {
        let total = remark.seen.parse::<f64>().ok();
        remark.kind == "parts-disagree" && total.is_some_and(|total| (total - sum).abs() < 0.01 * sum)
    };
    checked.remarks.retain(|remark| !is_it(remark));
    checked.remarks.len() < before
}

/// Nothing was done on a day after that on which it was told.
fn to_come(checked: &mut Checked<'_, '_>, row: &Row) {
    let received = checked.context.receipt.received;
    for name in HAPPENED {
        let holds_days = |column: &&crate::catalogue::Column| column.name == name && column.holds == Holds::Date;
        if !checked.feed.columns.iter().any(|column| holds_days(&column)) {
            continue;
        }
        let day: Option<chrono::NaiveDate> = row.word(name).parse().ok();
        let Some(day) = day.filter(|day| *day > received) else {
            continue;
        };
        let cell = row.places.get(name).copied().unwrap_or(row.at);
        let told = Told {
            seen: day.to_string(),
            note: name.to_owned(),
            ..Told::default()
        };
        checked.say("date-in-future", (row, cell), told);
    }
}
