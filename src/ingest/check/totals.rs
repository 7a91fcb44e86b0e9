//! Totals against the parts that they sum: a total that does not add is not taken, one over other places than the county neither.

use crate::catalogue::{Timing, Unit, plain};
use crate::domain::{CellState, Level, Places};
use crate::ingest::cells::plain_number;
use crate::ingest::check::wider::the_wider_area;
use crate::ingest::check::{Checked, Told};
use crate::ingest::extract::Sum;
use crate::ingest::remarks::Remark;
use crate::ingest::rows::Row;
use std::collections::{BTreeMap, BTreeSet};

/// How one county row stands to the rows of its table.
enum Verdict {
    Keep,
    /// The kind of finding, the cell, and the words; the row stays unless another file knows better.
    Doubt(&'static str, (u32, u32), Told),
    /// It is the sum of the county and its neighbours, which is an area of the board.
    IsOf(String),
    /// The kind of finding, the cell, and the words.
    Drop(&'static str, (u32, u32), Told),
}

/// Holds the county rows of each table against the rows of its parts.
pub fn settle_county(checked: &mut Checked<'_, '_>) {
    let mut rows = std::mem::take(&mut checked.rows);
    let mut tables: BTreeMap<(usize, String, String), Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let key = (
            row.table,
            row.word("indicator").to_owned(),
            row.word("period").to_owned(),
        );
        tables.entry(key).or_default().push(at);
    }
    let mut settled = Settled::default();
    for group in tables.values() {
        settled.dropped.extend(settle_subtotals(checked, (&rows, group)));
        settle_group(checked, (&rows, group), &mut settled);
    }
    for (at, area) in settled.moved {
        rows[at].words.insert("area".to_owned(), area);
    }
    checked.rows = rows
        .into_iter()
        .enumerate()
        .filter(|(at, _)| !settled.dropped.contains(at))
        .map(|(_, row)| row)
        .collect();
}

/// What becomes of rows by their places: those that are not taken, and those that are of another area than they say.
#[derive(Default)]
struct Settled {
    dropped: BTreeSet<usize>,
    moved: Vec<(usize, String)>,
}

/// Holds the county rows of one indicator and quarter against the rows beside them.
fn settle_group(checked: &mut Checked<'_, '_>, (rows, group): (&[Row], &[usize]), settled: &mut Settled) {
    let places = checked.context.known.places;
    let is_whole = |at: &usize| {
        let area = rows[*at].word("area");
        let within = places.contains(places.home(), area) && places.children(area).next().is_some();
        area == places.home() || rows[*at].total && !within
    };
    let (county, parts): (Vec<usize>, Vec<usize>) = group.iter().copied().partition(is_whole);
    let parts: Vec<&Row> = parts.into_iter().map(|at| &rows[at]).collect();
    for &at in &county {
        let named_home = |other: &&usize| **other != at && !rows[**other].total;
        let homes: Vec<&Row> = county.iter().filter(named_home).map(|&other| &rows[other]).collect();
        match verdict(checked, (&rows[at], &homes), &parts) {
            Verdict::Keep => {}
            Verdict::IsOf(area) => settled.moved.push((at, area)),
            Verdict::Doubt(kind, cell, told) => {
                checked.doubtful.insert(rows[at].key(checked.feed));
                let first = parts.iter().map(|part| part.at.0).min().unwrap_or(cell.0).min(cell.0);
                checked.say(kind, (&rows[at], cell), told);
                // The parts may be at fault as well as their sum.
                if let Some(stretch) = checked.remarks.last_mut().and_then(|remark| remark.at.as_mut()) {
                    stretch.first_row = first;
                }
            }
            Verdict::Drop(kind, cell, told) => {
                settled.dropped.insert(at);
                if !kind.is_empty() {
                    checked.say(kind, (&rows[at], cell), told);
                }
            }
        }
    }
}

/// Holds each area within the county against the areas that it consists of, where the table has them all. Gives the totals that are
/// not taken.
fn settle_subtotals(checked: &mut Checked<'_, '_>, (rows, group): (&[Row], &[usize])) -> Vec<usize> {
    let places = checked.context.known.places;
    let mut dropped = Vec::new();
    for &at in group {
        let row = &rows[at];
        let area = row.word("area");
        if area == places.home() || !places.contains(places.home(), area) {
            continue;
        }
        let children: BTreeSet<&str> = places.children(area).map(|area| area.id.as_str()).collect();
        let of = group.iter().map(|&other| &rows[other]);
        let parts: Vec<&Row> = of.filter(|other| children.contains(other.word("area"))).collect();
        let have: BTreeSet<&str> = parts.iter().map(|part| part.word("area")).collect();
        if children.is_empty() || have != children {
            continue;
        }
        if let Some((cell, told)) = disagreement(checked, row, &parts) {
            let kind = if row.total { "total-disagrees" } else { "parts-disagree" };
            checked.say(
                kind,
                (row, cell),
                Told {
                    note: String::new(),
                    ..told
                },
            );
            if row.total {
                dropped.push(at);
            }
        }
    }
    dropped
}

fn verdict(checked: &Checked<'_, '_>, (total, homes): (&Row, &[&Row]), parts: &[&Row]) -> Verdict {
    let named_home = !homes.is_empty();
    let places = checked.context.known.places;
    if parts.is_empty() {
        return Verdict::Keep;
    }
    let is_inside = |part: &&&Row| places.contains(places.home(), part.word("area"));
    let outside = parts.iter().any(|part| !is_inside(&part));
    let bare_total = total.total && !total.named;
    // The county has a row of its own: the other total says it again.
    if bare_total && named_home && !outside {
        return Verdict::Drop("", total.at, Told::default());
    }
    if bare_total && (outside || named_home) {
        return match of_all(checked, (total, homes), parts) {
            Some(area) => Verdict::IsOf(area),
            None => of_unknown_area(total),
        };
    }
    let inside: Vec<&&Row> = parts.iter().filter(is_inside).collect();
    let Some(level) = complete_level(places, &inside) else {
        return if bare_total {
            of_unknown_area(total)
        } else {
            Verdict::Keep
        };
    };
    let of_level = |part: &&Row| places.area(part.word("area")).is_some_and(|area| area.level == level);
    let parts: Vec<&Row> = inside.into_iter().copied().filter(of_level).collect();
    match disagreement(checked, total, &parts) {
        // A row that names the county stands for itself; a total is nothing but its parts.
        Some((cell, told)) if total.total => Verdict::Drop("total-disagrees", cell, told),
        Some((cell, told)) => Verdict::Doubt("county-disagrees", cell, told),
        None => Verdict::Keep,
    }
}

/// The board's wider area, where a total sums the county and every other area that the wider one is called after.
fn of_all(checked: &Checked<'_, '_>, (total, homes): (&Row, &[&Row]), parts: &[&Row]) -> Option<String> {
    let places = checked.context.known.places;
    let [home] = homes else { return None };
    let wider = the_wider_area(places)?;
    let called = plain(places.name(&wider));
    let neighbours: Vec<&Row> = parts
        .iter()
        .copied()
        .filter(|part| !places.contains(places.home(), part.word("area")))
        .collect();
    let names = |row: &&Row| {
        let area = places.area(row.word("area"));
        area.is_some_and(|area| {
            let mut ways = std::iter::once(&area.name).chain(&area.aliases);
            ways.any(|way| format!(" {called} ").contains(&format!(" {} ", plain(way))))
        })
    };
    let summed: Vec<&Row> = neighbours.iter().copied().chain([*home]).collect();
    // Nothing is left of its name but the word between the last two.
    let listed = places.name(&wider).replace(" and ", ",").replace('&', ",");
    let parts_named = listed.split(',').filter(|part| !part.trim().is_empty()).count();
    let all = summed.len() == parts_named && summed.iter().all(names);
    (all && disagreement(checked, total, &summed).is_none()).then_some(wider)
}

fn of_unknown_area(total: &Row) -> Verdict {
    let figure = total.numbers.values().find(|figure| figure.reading.number.is_some());
    let cell = figure.map_or(total.at, |figure| figure.cell);
    let seen = figure.map(|figure| figure.seen.clone()).unwrap_or_default();
    Verdict::Drop(
        "total-of-unknown-area",
        cell,
        Told {
            seen,
            ..Told::default()
        },
    )
}

/// The level of which every area inside the county has a row.
fn complete_level(places: &Places, parts: &[&&Row]) -> Option<Level> {
    let have: BTreeSet<&str> = parts.iter().map(|part| part.word("area")).collect();
    [Level::District, Level::Quadrant].into_iter().find(|level| {
        let mut areas = places
            .at_level(*level)
            .filter(|area| places.contains(places.home(), &area.id))
            .peekable();
        areas.peek().is_some() && areas.all(|area| have.contains(area.id.as_str()))
    })
}

/// The first figure of a total that its parts do not add up to.
fn disagreement(checked: &Checked<'_, '_>, total: &Row, parts: &[&Row]) -> Option<((u32, u32), Told)> {
    let indicator = checked.catalogue().indicator(total.word("indicator"));
    let columns: &[&str] = match indicator.map(|indicator| indicator.unit) {
        Some(Unit::Count) | None => &["numerator", "count"],
        Some(Unit::Percent) => &["numerator", "denominator"],
        Some(_) => &[],
    };
    let distinct = indicator.is_some_and(|indicator| indicator.timing == Timing::FlowDistinct);
    for column in columns {
        let Some(value) = total.number(column) else { continue };
        let Some((low, high)) = bounds(parts, column) else {
            continue;
        };
        let most = high.unwrap_or(f64::INFINITY);
        // One person can be counted in two districts, but not twice in the county.
        let wrong = if distinct {
            value > most + 0.5
        } else {
            value < low - 0.5 || value > most + 0.5
        };
        if wrong {
            let cell = total.numbers.get(*column).map_or(total.at, |figure| figure.cell);
            let sum = match high {
                Some(high) if high > low => format!("{} to {}", plain_number(low), plain_number(high)),
                None => format!("{} or more", plain_number(low)),
                _ => plain_number(low),
            };
            return Some((
                cell,
                Told {
                    seen: plain_number(value),
                    treated_as: sum.clone(),
                    note: sum,
                },
            ));
        }
    }
    None
}

/// Between what the parts of a total lie; `None` when none of them says anything. One that is not told may be anything from nothing.
fn bounds(parts: &[&Row], column: &str) -> Option<(f64, Option<f64>)> {
    let (mut low, mut high) = (0.0, Some(0.0));
    let mut told = false;
    for part in parts {
        let Some(reading) = part.numbers.get(column).map(|figure| figure.reading) else {
            high = None;
            continue;
        };
        told |= matches!(reading.state, CellState::Number | CellState::Suppressed);
        match reading.state {
            CellState::Number => {
                let number = reading.number?;
                low += number;
                high = high.map(|high: f64| high + number);
            }
            CellState::Suppressed => {
                low += reading.low.unwrap_or(0.0);
                high = high.and_then(|high| reading.high.map(|most| high + most));
            }
            CellState::NotApplicable | CellState::NotAvailable | CellState::Blank | CellState::Unreadable => {
                high = None
            }
        }
    }
    told.then_some((low, high))
}

/// Holds the sums that a table gives against its rows; the rows stay either way. One remark for each row of sums.
pub fn compare_sums(checked: &mut Checked<'_, '_>, (sheet, table): (&str, usize), sums: &[Sum]) {
    let mut wrong: BTreeMap<u32, Vec<(&Sum, f64)>> = BTreeMap::new();
    for sum in sums {
        if let Some(added) = added(checked, (table, sum)).filter(|added| (added - sum.value).abs() > 0.5) {
            wrong.entry(sum.cell.0).or_default().push((sum, added));
        }
    }
    for sums in wrong.into_values() {
        let Some(((first, added), rest)) = sums.split_first() else {
            continue;
        };
        let also: Vec<String> = rest
            .iter()
            .map(|(sum, added)| {
                format!(
                    "{} says {}, parts add to {}",
                    sum.column,
                    plain_number(sum.value),
                    plain_number(*added)
                )
            })
            .collect();
        let note = if also.is_empty() {
            String::new()
        } else {
            format!("Also in this row: {}.", also.join("; "))
        };
        let remark = Remark::on_cell(
            "parts-disagree",
            (sheet, first.cell.0, first.cell.1),
            plain_number(first.value),
        );
        checked.remarks.push(
            remark
                .taken_as(plain_number(*added))
                .noting(note)
                .about(&checked.feed.id),
        );
    }
}

/// What the rows under a sum add to; `None` where one of them is no number.
fn added(checked: &Checked<'_, '_>, (table, sum): (usize, &Sum)) -> Option<f64> {
    let rows = checked
        .rows
        .iter()
        .filter(|row| row.table == table && sum.of.iter().all(|(column, word)| row.word(column) == word));
    let mut added = None;
    for row in rows {
        let reading = row.numbers.get(&sum.column)?.reading;
        match reading.state {
            CellState::Number => added = Some(added.unwrap_or(0.0) + reading.number?),
            CellState::Blank => {}
            CellState::Suppressed | CellState::NotApplicable | CellState::NotAvailable | CellState::Unreadable => {
                return None;
            }
        }
    }
    added
}
