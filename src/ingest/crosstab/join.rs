//! Rows that each hold one number of the same thing into one, and figures of which nothing tells yet which number they are into the
//! part that they can only be.

use crate::catalogue::{Indicator, Unit};
use crate::domain::CellState;
use crate::ingest::cells::plain_number;
use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::figures::OPEN;
use crate::ingest::crosstab::parts::Part;
use crate::ingest::crosstab::solve::{Known, solve};
use crate::ingest::extract::{join_lines, join_sides};
use crate::ingest::remarks::Remark;
use crate::ingest::rows::{Figure, Row};
use crate::ingest::table::header_text;
use std::collections::BTreeMap;

/// Joins the rows of one table, and says of which figures nothing tells what they are.
pub fn join(rows: &mut Vec<Row>, setting: &Setting<'_, '_>) -> Vec<Remark> {
    join_sides(rows, setting.feed);
    if rows.len() <= MOST_OF_A_SCORECARD {
        join_lines(rows, setting.feed);
        join_counts(rows, setting);
    }
    let mut remarks = Vec::new();
    for row in rows.iter_mut() {
        if row.numbers.keys().any(|name| name.starts_with(OPEN)) {
            settle_open(row, (setting, &mut remarks));
        }
    }
    rows.retain(|row| !row.numbers.is_empty());
    remarks
}

/// A row of the number and, of the same name but for its sign, one of the percentage that it makes: `Plans repeated` and `Plans
/// repeated (%)`. They are two numbers of one thing.
fn join_counts(rows: &mut Vec<Row>, setting: &Setting<'_, '_>) {
    let mut joined: Vec<Row> = Vec::with_capacity(rows.len());
    let mut alone: BTreeMap<(String, String), usize> = BTreeMap::new();
    for row in rows.drain(..) {
        let Some(own) = of_one((&row, setting)) else {
            joined.push(row);
            continue;
        };
        let key = (row.sender.clone(), row.key(setting.feed));
        let known = alone.insert(key, joined.len());
        let Some(known) = known
            .and_then(|at| joined.get_mut(at))
            .filter(|known| known.at.0 != row.at.0)
        else {
            joined.push(row);
            continue;
        };
        match (of_one((known, setting)), Some(own)) {
            (Some((count, false)), Some((rate, true))) | (Some((rate, true)), Some((count, false))) => {
                known.numbers = [(Part::Numerator, count), (Part::Value, rate)]
                    .into_iter()
                    .map(|(part, figure)| (part.column().to_owned(), figure))
                    .collect();
            }
            _ => joined.push(row),
        }
    }
    *rows = joined;
}

/// The only figure of a row of a percentage, and whether it is the percentage, by its sign and its name, and not a whole number
/// without either.
fn of_one((row, setting): (&Row, &Setting<'_, '_>)) -> Option<(Figure, bool)> {
    let indicator = setting.context.known.catalogue.indicator(row.word("indicator"))?;
    let mut said = row
        .numbers
        .values()
        .filter(|figure| figure.reading.state != CellState::Blank);
    let (figure, None) = (said.next()?.clone(), said.next()) else {
        return None;
    };
    let at = row.places.get("indicator")?;
    let name = header_text(&setting.sheet.cell_through_merges(at.0, at.1));
    let number = figure.reading.number?;
    let is_signed = name.contains('%') || name.to_lowercase().contains("percentage");
    match (is_signed, figure.marked_percent) {
        _ if indicator.unit != Unit::Percent => None,
        (true, _) => Some((figure, true)),
        (false, false) if number.fract() == 0.0 => Some((figure, false)),
        (false, _) => None,
    }
}

/// Rows of the longest table that is no list.
const MOST_OF_A_SCORECARD: usize = 2_000;

fn settle_open(row: &mut Row, (setting, remarks): (&Setting<'_, '_>, &mut Vec<Remark>)) {
    let Some(indicator) = setting.context.known.catalogue.indicator(row.word("indicator")) else {
        return;
    };
    let open: Vec<String> = row
        .numbers
        .keys()
        .filter(|name| name.starts_with(OPEN))
        .cloned()
        .collect();
    if let Some(parts) = told_by_figures(row, indicator) {
        let named: Vec<(String, Figure)> = std::mem::take(&mut row.numbers).into_iter().collect();
        for ((_, figure), part) in named.into_iter().zip(parts) {
            row.numbers.insert(part.column().to_owned(), figure);
        }
        return;
    }
    for name in open {
        let Some(figure) = row.numbers.remove(&name) else {
            continue;
        };
        match counted(row, &figure, (indicator, setting)).or_else(|| part_of_one(row, &figure, indicator)) {
            Some(part) if !row.numbers.contains_key(part.column()) => {
                row.numbers.insert(part.column().to_owned(), figure);
            }
            _ => {
                // What is about a later quarter is not taken whatever it is.
                let counts = row.word("period") <= setting.context.period().to_string().as_str();
                if counts && figure.reading.state != CellState::Blank {
                    let place = (setting.sheet.name.as_str(), figure.cell.0, figure.cell.1);
                    let remark = Remark::on_cell("part-unclear", place, figure.seen.clone());
                    remarks.push(remark.taken_as("unreadable").about(&setting.feed.id));
                }
            }
        }
    }
}

/// The parts of a row's three figures, in the order of their names, where the figures themselves tell.
fn told_by_figures(row: &Row, indicator: &Indicator) -> Option<Vec<Part>> {
    let figures: Vec<(&String, &Figure)> = row.numbers.iter().collect();
    let [one, two, three] = figures[..] else { return None };
    let known = |(name, figure): (&String, &Figure)| {
        Some(Known {
            part: [Part::Numerator, Part::Denominator, Part::Value]
                .into_iter()
                .find(|part| part.column() == name),
            number: figure.reading.number?,
            slack: slack(&figure.seen),
        })
    };
    let parts = solve(&[known(one)?, known(two)?, known(three)?], indicator)?;
    Some(parts.to_vec())
}

/// Half of the last digit that is printed.
pub(super) fn slack(seen: &str) -> f64 {
    let decimals = seen
        .split_once('.')
        .map_or(0, |(_, rest)| rest.bytes().take_while(u8::is_ascii_digit).count());
    0.5 * 10_f64.powi(-(decimals.min(9) as i32)) * 1.1
}

/// The part of a whole number under the very words that a percentage calls one of its two numbers by: `Interviews offered` of the
/// interviews that were offered.
fn counted(row: &Row, figure: &Figure, (indicator, setting): (&Indicator, &Setting<'_, '_>)) -> Option<Part> {
    let whole = figure.reading.number.is_some_and(|number| number.fract() == 0.0);
    if indicator.unit != Unit::Percent || figure.marked_percent || !whole {
        return None;
    }
    let at = row.places.get("indicator")?;
    let text = header_text(&setting.sheet.cell_through_merges(at.0, at.1));
    let called = setting.context.known.lexicon.numbers_named(&text).iter();
    let mut parts = called.filter(|(id, _)| *id == indicator.id).map(|(_, part)| *part);
    parts.next().filter(|_| parts.next().is_none())
}

/// The part of the only figure that is open. Alone it is the indicator's figure; beside others only a percentage tells itself.
fn part_of_one(row: &Row, figure: &Figure, indicator: &Indicator) -> Option<Part> {
    let says = |column: &str| {
        row.numbers
            .get(column)
            .is_some_and(|known| known.reading.state != CellState::Blank)
    };
    let alone = !says("numerator") && !says("denominator") && !row.numbers.keys().any(|name| name.starts_with(OPEN));
    let is_percent = figure.marked_percent && indicator.unit == Unit::Percent;
    if indicator.unit == Unit::Count
        && (alone || row.number("numerator").map(plain_number) == figure.reading.number.map(plain_number))
    {
        return Some(Part::Value);
    }
    (alone || is_percent).then_some(Part::Value)
}
