//! Rows against the folder's quarter and what is held: earlier quarters are restatements, another quarter's file is held, last quarter's figures are suspected.

use crate::catalogue::{Holds, Timing, Unit};
use crate::domain::{CellState, Period};
use crate::ingest::cells::plain_number;
use crate::ingest::check::{Checked, Told, earlier};
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::rows::{Figure, Row};
use std::collections::{BTreeMap, BTreeSet};

/// Fewer figures than this can be the same by chance.
const LEAST_TO_COMPARE: usize = 4;

/// Sorts rows by quarter. `false` when none is about the folder's quarter, so that the file must be held.
pub fn settle(checked: &mut Checked<'_, '_>) -> bool {
    let Some(about) = checked.feed.about.clone() else {
        return dates_fit(checked);
    };
    let folder = checked.context.period();
    let period = |row: &Row| row.word(&about).parse::<Period>().unwrap_or(folder);
    let rows = std::mem::take(&mut checked.rows);
    if !rows.is_empty() && rows.iter().all(|row| period(row) != folder) {
        remark_other_quarter(checked, &rows, &about);
        checked.rows = rows;
        return false;
    }
    remark_strays(checked, &rows, &about);
    for row in rows {
        let of = period(&row);
        if of == folder {
            checked.rows.push(row);
        } else if of > folder {
            let cell = first_cell(&row);
            checked.say(
                "later-quarter",
                (&row, cell),
                Told {
                    seen: of.to_string(),
                    ..Told::default()
                },
            );
        } else if restates(checked, &row, of) {
            checked.rows.push(row);
        }
    }
    compare_with_last(checked, &about);
    suspect_year_to_date(checked, &about);
    earlier::remark(checked, &about);
    true
}

/// A row or two about an earlier quarter among many about the folder's, in place of theirs: nothing else says the same of this quarter.
fn remark_strays(checked: &mut Checked<'_, '_>, rows: &[Row], about: &str) {
    const MANY: usize = 3;
    let folder = checked.context.period();
    let is_own = |row: &&Row| row.word(about) == folder.to_string();
    let (own, others): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(is_own);
    let told: BTreeSet<String> = own.iter().map(|row| row.key_without_period(checked.feed)).collect();
    let is_stray = |row: &&Row| {
        let before = row.word(about).parse::<Period>().is_ok_and(|period| period < folder);
        before && !told.contains(&row.key_without_period(checked.feed))
    };
    if others.is_empty() || own.len() < MANY * others.len() {
        return;
    }
    let strays: Vec<&Row> = others.into_iter().filter(is_stray).collect();
    for row in strays {
        let told = Told {
            seen: row.word(about).to_owned(),
            note: folder.to_string(),
            ..Told::default()
        };
        checked.say_over("row-of-another-quarter", (row, whole(row)), told);
    }
}

fn first_cell(row: &Row) -> (u32, u32) {
    row.numbers
        .values()
        .find(|figure| figure.reading.state != CellState::Blank)
        .map_or(row.at, |figure| figure.cell)
}

fn remark_other_quarter(checked: &mut Checked<'_, '_>, rows: &[Row], about: &str) {
    // A person has restored it: it counts for the quarter that it is about.
    if checked.context.released {
        return;
    }
    let mut sheets: BTreeMap<usize, (BTreeSet<&str>, Stretch)> = BTreeMap::new();
    for row in rows {
        let (periods, at) = sheets.entry(row.sheet).or_insert_with(|| (BTreeSet::new(), whole(row)));
        periods.insert(row.word(about));
        *at = at.and(&whole(row));
    }
    for (sheet, (periods, at)) in sheets {
        let name = checked.sheets.get(sheet).cloned().unwrap_or_default();
        let seen = periods.into_iter().collect::<Vec<_>>().join(", ");
        let remark = Remark {
            at: Some(at),
            ..Remark::on_sheet("period-differs", &name, seen)
        };
        let remark = remark.noting(checked.context.period().to_string());
        checked.remarks.push(remark.about(&checked.feed.id));
    }
}

/// From where a row begins to its last figure.
fn whole(row: &Row) -> Stretch {
    let at = row.stretch();
    Stretch {
        first_column: at.first_column.min(row.at.1),
        ..at
    }
}

/// Rows of a feed that only has days: all of them in one other quarter is another quarter's list.
fn dates_fit(checked: &mut Checked<'_, '_>) -> bool {
    let required = checked
        .feed
        .columns
        .iter()
        .find(|column| column.holds == Holds::Date && column.required);
    let Some(column) = required.filter(|_| checked.feed.cadence == crate::catalogue::Cadence::Quarterly) else {
        return true;
    };
    let folder = checked.context.period();
    let quarters: BTreeSet<Period> = checked
        .rows
        .iter()
        .filter_map(|row| row.word(&column.name).parse().ok().map(Period::of))
        .collect();
    let elsewhere = quarters.len() == 1 && !quarters.contains(&folder);
    if elsewhere && !checked.context.released {
        let seen = quarters.iter().map(Period::to_string).collect::<String>();
        let sheet = checked
            .rows
            .first()
            .map(|row| checked.sheet_of(row))
            .unwrap_or_default();
        checked.remarks.push(
            Remark::on_sheet("period-differs", &sheet, seen)
                .noting(folder.to_string())
                .about(&checked.feed.id),
        );
    }
    !elsewhere
}

/// Whether a row about an earlier quarter says something new, and what.
fn restates(checked: &mut Checked<'_, '_>, row: &Row, of: Period) -> bool {
    let key = row.key_without_period(checked.feed);
    let held = checked.context.held;
    let known = held.row((&checked.sender, &checked.feed.id), &(of, key));
    let figures = row
        .numbers
        .iter()
        .filter_map(|(column, figure)| Some((column, figure, figure.reading.number?)));
    let Some(known) = known else {
        let Some((_, figure, _)) = figures.into_iter().next() else {
            return false;
        };
        say_added(checked, (row, figure), of);
        return true;
    };
    let mut new = false;
    for (column, figure, number) in figures {
        // A rate printed with fewer decimals is no news while its parts stand, nor one that was not printed before.
        let slack = if column == "value" {
            0.06_f64.max(number.abs() * 0.002)
        } else {
            1e-6
        };
        match known.get(column.as_str()) {
            Some(was) if (was - number).abs() > slack => {
                new = true;
                let note = format!("{of} was {} and is now {}", plain_number(*was), plain_number(number));
                let told = Told {
                    seen: figure.seen.clone(),
                    treated_as: plain_number(number),
                    note,
                };
                checked.say("restated", (row, figure.cell), told);
            }
            None if column != "value" => {
                new = true;
                say_added(checked, (row, figure), of);
            }
            Some(_) | None => {}
        }
    }
    new
}

fn say_added(checked: &mut Checked<'_, '_>, (row, figure): (&Row, &Figure), of: Period) {
    let told = Told {
        seen: figure.seen.clone(),
        treated_as: of.to_string(),
        ..Told::default()
    };
    checked.say("earlier-quarter-added", (row, figure.cell), told);
}

/// Whether nearly all figures of a sheet are those of last quarter.
fn compare_with_last(checked: &mut Checked<'_, '_>, about: &str) {
    let folder = checked.context.period();
    let last = checked
        .context
        .held
        .of_period((&checked.sender, &checked.feed.id), folder.previous());
    let (mut same, mut all) = (0_usize, 0_usize);
    let mut sheets: BTreeMap<usize, (usize, Stretch)> = BTreeMap::new();
    for row in checked.rows.iter().filter(|row| row.word(about) == folder.to_string()) {
        let Some(known) = last.get(row.key_without_period(checked.feed).as_str()) else {
            continue;
        };
        let (rows, at) = sheets.entry(row.sheet).or_insert_with(|| (0, row.stretch()));
        *rows += 1;
        *at = at.and(&row.stretch());
        for (column, figure) in &row.numbers {
            let (Some(number), Some(was)) = (figure.reading.number, known.get(column.as_str())) else {
                continue;
            };
            // Nothing and everything are the same from quarter to quarter for good reasons.
            if number == 0.0 || number == 100.0 {
                continue;
            }
            all += 1;
            same += usize::from((number - was).abs() < 1e-6);
        }
    }
    let share = checked.catalogue().policy().same_as_last_quarter;
    if all >= LEAST_TO_COMPARE && same as f64 >= share * all as f64 {
        let most = sheets.into_iter().max_by_key(|(_, (rows, _))| *rows);
        let sheet = most
            .and_then(|(at, _)| checked.sheets.get(at).cloned())
            .unwrap_or_default();
        let remark = Remark {
            at: most.map(|(_, (_, at))| at),
            ..Remark::on_sheet("last-quarter-repeated", &sheet, format!("{same} of {all} figures"))
        };
        checked
            .remarks
            .push(remark.taken_as(folder.previous().to_string()).about(&checked.feed.id));
    }
}

/// Whether the counts of a return look like running totals: nearly all far above the quarters before them in the year.
fn suspect_year_to_date(checked: &mut Checked<'_, '_>, about: &str) {
    let folder = checked.context.period();
    let earlier = i32::from(folder.quarter()) - 1;
    if earlier < 1 {
        return;
    }
    let (mut running, mut all) = (0_usize, 0_usize);
    for row in checked.rows.iter().filter(|row| row.word(about) == folder.to_string()) {
        let Some(indicator) = checked.catalogue().indicator(row.word("indicator")) else {
            continue;
        };
        if indicator.unit != Unit::Count || indicator.timing != Timing::Flow {
            continue;
        }
        let key = row.key_without_period(checked.feed);
        let of = (checked.sender.as_str(), checked.feed.id.as_str());
        let before: Vec<f64> = (1..=earlier)
            .filter_map(|back| {
                checked
                    .context
                    .held
                    .row(of, &(folder.back(back), key.clone()))?
                    .get("numerator")
                    .copied()
            })
            .collect();
        let (Some(number), true) = (row.number("numerator"), before.len() == earlier as usize) else {
            continue;
        };
        let sum: f64 = before.iter().sum();
        if sum < 10.0 * f64::from(earlier) {
            continue;
        }
        all += 1;
        running += usize::from(number > sum * (1.0 + 0.4 / f64::from(earlier)));
    }
    if all >= LEAST_TO_COMPARE && running * 10 >= all * 8 {
        let sheet = checked
            .rows
            .first()
            .map(|row| checked.sheet_of(row))
            .unwrap_or_default();
        let remark = Remark::on_sheet("year-to-date-suspected", &sheet, format!("{running} of {all} counts"));
        checked.remarks.push(remark.about(&checked.feed.id));
    }
}
