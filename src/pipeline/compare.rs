//! `compare`: what changed since an edition, why, and what would now be said otherwise.

mod beside;
mod flips;
mod minutes;
mod worlds;

pub use beside::Beside;
pub use worlds::{Said, Stores, What};

use crate::domain::{Entry, Period, Table};
use crate::pipeline::assess::{self, Around};
use crate::pipeline::cause::{Changed, Moved};
use crate::pipeline::compare::minutes::Changes;
use crate::pipeline::edition::{self, FIGURES};
use crate::pipeline::{Fault, Outcome, Session, Watch, Worst};
use anyhow::Context;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What tells one line of a list from every other.
pub type Key = Vec<String>;
/// Lines by key: the columns that are compared, as text.
pub type Lines = BTreeMap<Key, BTreeMap<String, String>>;

/// The columns that tell one figure of the series from every other.
pub const FIGURE: [&str; 5] = ["indicator", "level", "area", "agency", "period"];
const EXCEPTION: [&str; 4] = ["kind", "indicator", "area", "agency"];

/// Every figure that moved since an edition, with its cause; comparators; exceptions that would now be raised, dropped or
/// changed; charts that are out of date; and a paragraph for the minutes.
///
/// # Errors
/// `Usage` when there is no such edition; `Unfinished` when it or the store cannot be read.
#[expect(clippy::too_many_lines, reason = "one section of the answer after the other")]
pub fn compare(
    session: &Session,
    (period, number): (Period, Option<u32>),
    watch: &dyn Watch,
) -> Result<Outcome, Fault> {
    let (folder, edition) = edition::open(&session.board.root, period, number)?;
    let series = of_file(&folder, "series", &FIGURE)?;
    let exceptions = of_file(&folder, "exceptions", &EXCEPTION)?;
    let beside = Beside::open(session, (folder, edition.clone()))?;
    let around = Around {
        run_id: "",
        edition: "",
        watch,
    };
    // A figure may be restated in any later quarter's file, so every folder received by now counts.
    let now = Said::of(&assess::assess_all(beside.now(), session, (period, &around))?);
    let mut moved = moved(&series, &now.series, period);
    let mut flips = flips::flips(&exceptions, &now.exceptions, period);
    let causes = beside.causes((period, &around), now, (&mut moved, &mut flips))?;

    let mut table = Table::with_columns(&[
        "change",
        "indicator",
        "level",
        "area",
        "agency",
        "period",
        "was",
        "is",
        "why",
        "detail",
    ]);
    let mut figures = Vec::new();
    for change in &moved {
        let (why, detail) = causes.of(change);
        figures.push((change.key[0].clone(), why.clone()));
        let line = ["figure".to_string()].into_iter().chain(change.key.clone());
        let line = line.chain([change.was.clone(), change.is.clone(), why, detail]);
        table.rows.push(line.map(Entry::from).collect());
    }
    let comparators = causes.comparators();
    for (indicator, was, is, detail) in &comparators {
        table.rows.push(row([
            "comparator",
            indicator,
            "",
            "",
            "",
            "",
            was,
            is,
            "comparator",
            detail,
        ]));
    }
    let charts = charts((&beside, session), &moved, &comparators);
    let mut flipped = Vec::new();
    for flip in &flips {
        let (why, detail) = flips::why(flip, &moved, &causes);
        flipped.push((flip, why.clone()));
        table.rows.push(row([
            "exception",
            &flip.key[1],
            "",
            &flip.key[2],
            &flip.key[3],
            &period.to_string(),
            &flip.was,
            &flip.is,
            &why,
            &detail,
        ]));
    }
    for (chart, why) in &charts {
        let said = "out of date: draw it again";
        table
            .rows
            .push(row(["chart", chart, "", "", "", "", "", "", why, said]));
    }
    let comparators: Vec<String> = comparators.into_iter().map(|one| one.0).collect();
    let changes = Changes {
        figures: &figures,
        comparators: &comparators,
        flips: &flipped,
    };
    let minutes = minutes::minutes(&edition, &changes, session);
    table.rows.push(row([
        "minutes",
        "",
        "",
        "",
        "",
        &period.to_string(),
        "",
        "",
        "",
        &minutes,
    ]));
    Ok(Outcome {
        notes: vec![minutes],
        worst: Worst::Nothing,
        ..Outcome::list(table)
    })
}

/// The indicators whose charts would be drawn otherwise, each with why: figures moved, it is declared otherwise (an aim, a break, a new
/// start), or what it is compared with has changed.
fn charts(
    (beside, session): (&Beside<'_>, &Session),
    moved: &[Moved],
    comparators: &[Changed],
) -> BTreeMap<String, &'static str> {
    let mut charts: BTreeMap<String, &'static str> = BTreeMap::new();
    charts.extend(comparators.iter().map(|one| (one.0.clone(), "comparator")));
    let declared = session.catalogue.indicators().iter();
    let otherwise = declared.filter(|now| {
        let then = beside.then().catalogue.indicator(&now.id);
        then.is_some_and(|then| then != *now)
    });
    charts.extend(otherwise.map(|now| (now.id.clone(), "definition")));
    charts.extend(moved.iter().map(|change| (change.key[0].clone(), "figures moved")));
    charts
}

fn row(cells: [&str; 10]) -> Vec<Entry> {
    cells.iter().map(|cell| Entry::from(*cell)).collect()
}

/// A list as lines by their key.
pub fn of_table(table: &Table, key: &[&str]) -> Lines {
    let named = |row: &Vec<Entry>| -> BTreeMap<String, String> {
        table.columns.iter().cloned().zip(row.iter().map(Entry::flat)).collect()
    };
    table
        .rows
        .iter()
        .map(named)
        .map(|line| (key_of(&line, key), line))
        .collect()
}

/// A list that an edition froze, read back as the same text.
pub fn of_file(folder: &Path, name: &str, key: &[&str]) -> anyhow::Result<Lines> {
    let path = folder.join(FIGURES).join(format!("{name}.json"));
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let lines: Vec<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_str(&text).with_context(|| format!("{} is not as it was written", path.display()))?;
    let named = |line: serde_json::Map<String, serde_json::Value>| -> BTreeMap<String, String> {
        line.into_iter().map(|(name, value)| (name, flat(&value))).collect()
    };
    Ok(lines
        .into_iter()
        .map(named)
        .map(|line| (key_of(&line, key), line))
        .collect())
}

fn flat(value: &serde_json::Value) -> String {
    use serde_json::Value;
    match value {
        Value::Null => String::new(),
        Value::Bool(truth) => truth.to_string(),
        Value::Number(number) => number.as_f64().map(crate::domain::plain_number).unwrap_or_default(),
        Value::String(text) => text.clone(),
        Value::Array(words) => words.iter().map(flat).collect::<Vec<_>>().join(";"),
        Value::Object(_) => value.to_string(),
    }
}

fn key_of(line: &BTreeMap<String, String>, key: &[&str]) -> Key {
    let part = |name: &str| line.get(name).cloned().unwrap_or_default();
    let mut key: Key = key.iter().map(|name| part(name)).collect();
    // Of one agency several records and returns may be exceptions that are about no indicator.
    if line.contains_key("rules") && part("indicator").is_empty() {
        key.push(part("rules"));
        let sentence = part("sentence");
        key.push(match part("kind").as_str() {
            "performance" => sentence.split(" (").next().unwrap_or_default().to_string(),
            _ => sentence,
        });
    }
    key
}

/// A figure in a few characters: the number, its bounds, or why there is none.
fn figure(line: Option<&BTreeMap<String, String>>, when: &str) -> String {
    let Some(line) = line else {
        return format!("not measured {when}");
    };
    let part = |name: &str| line.get(name).map(String::as_str).unwrap_or_default();
    match (part("value"), part("low"), part("high")) {
        ("", "", _) => part("state").to_string(),
        ("", low, high) => format!("{} to {}", rounded(low), rounded(high)),
        (value, _, _) => rounded(value),
    }
}

/// A number without the last digits, which are no part of what was measured but of how it was added up; other words as they are.
fn rounded(cell: &str) -> String {
    let number = cell.parse::<f64>().ok().filter(|number| number.is_finite());
    let round = number.and_then(|number| format!("{number:.11e}").parse::<f64>().ok());
    round.map_or_else(|| cell.to_string(), crate::domain::plain_number)
}

/// A figure with what was counted and its base.
fn with_parts(figure: String, line: Option<&BTreeMap<String, String>>) -> String {
    let part = |name: &str| line.and_then(|line| line.get(name)).map(String::as_str);
    match (
        part("numerator").unwrap_or_default(),
        part("denominator").unwrap_or_default(),
    ) {
        ("", "") => figure,
        (numerator, "") => format!("{figure} ({numerator} counted)"),
        (numerator, denominator) => format!("{figure} ({numerator} of {denominator})"),
    }
}

/// Whether two cells say the same; the last digits of a number may be lost on the way through a file.
fn same(was: Option<String>, is: Option<String>) -> bool {
    let numbers = was.as_ref().zip(is.as_ref());
    let numbers = numbers.and_then(|(was, is)| was.parse::<f64>().ok().zip(is.parse::<f64>().ok()));
    match numbers {
        Some((was, is)) => (was - is).abs() <= 1e-12 * was.abs().max(is.abs()),
        None => was == is,
    }
}

/// One line of a list.
type Line = BTreeMap<String, String>;

/// Whether two lines of the series show different figures. A figure that was absent before, and is absent still, has not moved.
fn is_moved(was: Option<&Line>, is: Option<&Line>) -> bool {
    const COMPARED: [&str; 6] = ["numerator", "denominator", "value", "low", "high", "state"];
    let silent = ["no-return", "not-due"];
    let part = |line: Option<&Line>, name: &str| line.and_then(|line| line.get(name)).cloned();
    let absent = |line: Option<&Line>| {
        line.is_none_or(|line| line.get("state").is_some_and(|state| silent.contains(&state.as_str())))
    };
    let differs = COMPARED.iter().any(|name| !same(part(was, name), part(is, name)));
    differs && !(absent(was) && absent(is))
}

/// Figures up to a quarter that are not what they were.
pub fn moved(was: &Lines, is: &Lines, until: Period) -> Vec<Moved> {
    let keys: BTreeSet<&Key> = was.keys().chain(is.keys()).collect();
    let in_time = |key: &&Key| key[4].parse::<Period>().is_ok_and(|period| period <= until);
    keys.into_iter()
        .filter(in_time)
        .filter(|key| is_moved(was.get(*key), is.get(*key)))
        .map(|key| {
            let (was, is) = (was.get(key), is.get(key));
            let (shown_was, shown_is) = (figure(was, "then"), figure(is, "now"));
            // What comes to the same is told by what it is made of.
            let (was, is) = match shown_was == shown_is {
                true => (with_parts(shown_was, was), with_parts(shown_is, is)),
                false => (shown_was, shown_is),
            };
            Moved {
                key: key.clone(),
                was,
                is,
                by: vec![],
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_digits_of_a_sum_are_not_printed() {
        let printed = [
            "11.799999999999999",
            "0.30000000000000004",
            "893",
            "12345678.5",
            "cannot-tell",
            "",
        ]
        .map(rounded);
        assert_eq!(printed, ["11.8", "0.3", "893", "12345678.5", "cannot-tell", ""]);
    }
}
