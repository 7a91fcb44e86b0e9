//! A group of rows and a shape into one part: numerator and denominator, or a value that must not be combined.

use crate::catalogue::{self, Asked, Condition, Shape};
use crate::domain::Period;
use crate::measure::Setting;
use crate::measure::amount::Amount;
use crate::measure::part::Part;
use crate::measure::rows::condition::meets;
use crate::measure::table::Table;
use crate::stats::centre;
use std::collections::{BTreeMap, BTreeSet};

/// The scale to which mean differences are brought.
const SCALE_OF_TEN: f64 = 10.0;

/// Rows of one sender, area and quarter.
pub(super) struct Group<'a> {
    pub table: &'a Table,
    pub rows: &'a [usize],
    pub period: Period,
    pub feed: &'a str,
    pub setting: &'a Setting<'a>,
}

impl Group<'_> {
    fn that(&self, conditions: &[Condition]) -> Vec<usize> {
        let meets = |row: &usize| meets(conditions, self.table, *row, self.period);
        self.rows.iter().copied().filter(meets).collect()
    }

    /// The numbers that stand in a column.
    fn numbers(&self, column: &str, that: &[Condition]) -> Vec<f64> {
        self.that(that)
            .into_iter()
            .filter_map(|row| self.table.number(column, row))
            .collect()
    }

    /// A number of rows, or a sum over them; suppressed cells widen it. A value that stands in several rows counts once.
    fn amount(&self, amount: &catalogue::Amount) -> Amount {
        let rows = self.that(&amount.that);
        let mut seen = BTreeSet::new();
        let once = |row: &usize| {
            let combination: Vec<&str> = amount
                .once_per
                .iter()
                .map(|column| self.table.word(column, *row).unwrap_or_default())
                .collect();
            amount.once_per.is_empty() || seen.insert(combination)
        };
        let rows: Vec<usize> = rows.into_iter().filter(once).collect();
        if amount.sum.is_empty() {
            return Amount::exactly(rows.len() as f64);
        }
        let cells = rows
            .iter()
            .flat_map(|&row| amount.sum.iter().map(move |column| (column, row)));
        cells.filter_map(|(column, row)| self.table.amount(column, row)).sum()
    }
}

/// What the rows come to; `None` where none of them says anything.
#[expect(clippy::too_many_lines, reason = "one arm for each shape")]
pub(super) fn part(shape: &Shape, group: &Group<'_>) -> Option<Part> {
    let exactly = |number: usize| Some(Amount::exactly(number as f64));
    let of = |numerator, denominator| {
        Some(Part {
            numerator,
            denominator,
            value: None,
            row: None,
        })
    };
    match shape {
        Shape::Count(amount) => of(Some(group.amount(amount)), None),
        Shape::Distinct { column, that } => {
            let rows = group.that(that);
            let words: BTreeSet<&str> = rows.iter().filter_map(|&row| group.table.word(column, row)).collect();
            of(exactly(words.len()), None)
        }
        Shape::Proportion { of: base, that } => {
            let rows = group.that(base);
            let met = rows
                .iter()
                .filter(|&&row| meets(that, group.table, row, group.period))
                .count();
            (!rows.is_empty())
                .then(|| of(exactly(met), exactly(rows.len())))
                .flatten()
        }
        Shape::Ratio { numerator, denominator } => of(Some(group.amount(numerator)), Some(group.amount(denominator))),
        Shape::Mean { column, that } => {
            let numbers = group.numbers(column, that);
            let sum = Amount::exactly(numbers.iter().sum());
            (!numbers.is_empty())
                .then(|| of(Some(sum), exactly(numbers.len())))
                .flatten()
        }
        Shape::Median { column, that } => {
            let value = centre::median(group.numbers(column, that)).map(Amount::exactly);
            value.map(|value| Part {
                numerator: None,
                denominator: None,
                value: Some(value),
                row: None,
            })
        }
        Shape::MeanDifference { before, after, scale } => differences(group, before, after, scale),
        Shape::Largest { of: column } => largest(group, column).and_then(|most| of(Some(most), None)),
        Shape::Judged { .. } => judged(shape, group),
        Shape::Returns {
            organisation_types,
            asked,
            in_time,
        } => returned(group, (organisation_types, *in_time), asked),
    }
}

/// Sum of the differences of matched pairs on a scale of ten, and how many pairs there are.
fn differences(group: &Group<'_>, before: &str, after: &str, scale: &str) -> Option<Part> {
    let table = group.table;
    let pair = |&row: &usize| {
        let (before, after) = table.number(before, row).zip(table.number(after, row))?;
        let scale = table
            .number(scale, row)
            .filter(|scale| *scale > 0.0)
            .unwrap_or(SCALE_OF_TEN);
        Some((after - before) * SCALE_OF_TEN / scale)
    };
    let pairs: Vec<f64> = group.rows.iter().filter_map(pair).collect();
    (!pairs.is_empty()).then(|| Part {
        numerator: Some(Amount::exactly(pairs.iter().sum())),
        denominator: Some(Amount::exactly(pairs.len() as f64)),
        value: None,
        row: None,
    })
}

/// The greatest number of one row: the people of several rows overlap.
fn largest(group: &Group<'_>, column: &str) -> Option<Amount> {
    let amounts = group.rows.iter().filter_map(|&row| group.table.amount(column, row));
    amounts.reduce(|one, other| Amount {
        low: one.low.max(other.low),
        high: one.high.max(other.high),
    })
}

/// Cases judged good, of all cases with a grade: by their overall row, else by the lower median of their grades.
fn judged(shape: &Shape, group: &Group<'_>) -> Option<Part> {
    let Shape::Judged {
        case,
        grade,
        order,
        good,
        overall,
    } = shape
    else {
        return None;
    };
    let table = group.table;
    let mut cases: BTreeMap<Vec<&str>, (Vec<usize>, Option<usize>)> = BTreeMap::new();
    for &row in group.rows {
        let graded = grade.iter().find_map(|column| table.word(column, row));
        let Some(at) = graded.and_then(|word| order.iter().position(|one| one == word)) else {
            continue;
        };
        let key = case
            .iter()
            .map(|column| table.word(column, row).unwrap_or_default())
            .collect();
        let (grades, whole) = cases.entry(key).or_default();
        grades.push(at);
        if overall
            .as_ref()
            .is_some_and(|condition| meets(std::slice::from_ref(condition), table, row, group.period))
        {
            *whole = Some(at);
        }
    }
    let is_good = |(grades, whole): &(Vec<usize>, Option<usize>)| {
        let mut grades = grades.clone();
        grades.sort_unstable();
        // Grades run from best to worst, so the lower of two middle grades is the one further on.
        let middle = whole.or_else(|| grades.get(grades.len() / 2).copied());
        middle
            .and_then(|at| order.get(at))
            .is_some_and(|word| good.contains(word))
    };
    (!cases.is_empty()).then(|| Part {
        numerator: Some(Amount::exactly(
            cases.values().filter(|case| is_good(case)).count() as f64
        )),
        denominator: Some(Amount::exactly(cases.len() as f64)),
        value: None,
        row: None,
    })
}

/// Organisations of some types that returned, of those asked; where only returns in time count, no part of one may be late.
fn returned(group: &Group<'_>, (organisation_types, in_time): (&[String], bool), asked: &Asked) -> Option<Part> {
    let table = group.table;
    let is_of_type = |row: &&usize| {
        let word = table.word("organisation_type", **row);
        word.is_some_and(|word| organisation_types.iter().any(|one| one == word))
    };
    let who = |row: usize| {
        let organisation = table.word("organisation", row).or_else(|| table.word("sender", row));
        (
            organisation.unwrap_or_default(),
            table.word("area", row).unwrap_or_default(),
        )
    };
    let (first, last) = (group.period.first_day(), group.period.last_day());
    let due = last + chrono::Days::new(u64::from(group.setting.due_days));
    let is_late = |row: &&usize| in_time && table.day("received", **row).is_some_and(|day| day > due);
    let rows = || group.rows.iter().filter(is_of_type);
    let late: BTreeSet<(&str, &str)> = rows().filter(is_late).map(|row| who(*row)).collect();
    let returned: BTreeSet<(&str, &str)> = rows().map(|row| who(*row)).collect();
    let counted = returned.difference(&late).count();
    let base = match asked {
        Asked::ExpectedAgencies => {
            let asked = group
                .setting
                .agencies
                .iter()
                .filter(|one| one.sends(group.feed) && one.existed(first, last));
            asked.count() as f64
        }
        // More may return than policy knows of: then the paper says so, and no share is over 100.
        Asked::InScope(kind) => {
            let in_scope = &group.setting.catalogue.policy().organisations_in_scope;
            f64::from(*in_scope.get(kind).unwrap_or(&0)).max(returned.len() as f64)
        }
    };
    (!returned.is_empty()).then(|| Part {
        numerator: Some(Amount::exactly(counted as f64)),
        denominator: Some(Amount::exactly(base)),
        value: None,
        row: None,
    })
}
