//! A time that stands over one of several columns and is that of all of them; and months that stand side by side.

use crate::catalogue::plain;
use crate::domain::Period;
use crate::ingest::crosstab::asides::Aside;
use crate::ingest::crosstab::over::{Over, Sum};
use crate::ingest::crosstab::parts::Part;
use crate::ingest::crosstab::says::Claim;
use crate::ingest::words::days;
use crate::ingest::words::periods::{self, When};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// The month that a heading is, with its year where it says one: `Jul`, `July 2026`, `Jul-26`, `01/07/2026`.
pub(super) fn month_of(text: &str) -> Option<(Option<i32>, u32)> {
    if let Some(month) = days::month(&plain(text)) {
        return Some((None, month));
    }
    periods::month_named(text).map(|(year, month)| (Some(year), month))
}

/// The quarter of a month, in terms that a month without a year has too.
fn quarter_of((year, month): (Option<i32>, u32)) -> (Option<i32>, u32) {
    (year, (month - 1) / 3)
}

/// Months of one quarter side by side are months, also the first and the last of them; the sum beside them is the quarter, and their
/// mean is none.
pub(super) fn months(overs: &mut [Over]) {
    let month = |over: &Over| month_of(&over.head.as_ref()?.text);
    let all: BTreeSet<(Option<i32>, u32)> = overs.iter().filter_map(month).collect();
    let is_one_of_several = |own: (Option<i32>, u32)| {
        let same = |other: &&(Option<i32>, u32)| **other != own && quarter_of(**other) == quarter_of(own);
        all.iter().any(|other| same(&other))
    };
    let mut found = false;
    for over in overs.iter_mut() {
        if !month(over).is_some_and(is_one_of_several) {
            continue;
        }
        let Some(head) = over.head.clone() else { continue };
        found = true;
        over.is_unknown = false;
        over.says.unexplained.retain(|claim| claim.at != head.at);
        over.says.clash = None;
        over.says.when = Some(Claim {
            value: When::NoQuarter("a month"),
            at: head.at,
            text: head.text,
        });
    }
    let quarters: BTreeSet<(Option<i32>, u32)> = all.iter().map(|month| quarter_of(*month)).collect();
    if found && quarters.len() == 1 {
        beside_months(overs);
    }
}

/// What stands beside months: their sum, which is the quarter's figure, and their mean.
fn beside_months(overs: &mut [Over]) {
    for over in overs.iter_mut().filter(|over| over.says.when.is_none()) {
        let Some(head) = over.head.clone() else { continue };
        let simple = plain(&head.text);
        let mut words = simple.split(' ');
        if words.any(|word| matches!(word, "average" | "avg" | "mean" | "ave")) {
            over.is_unknown = false;
            over.says.aside = Some(Claim {
                value: Aside::Derived,
                at: head.at,
                text: head.text,
            });
        } else if over.sum == Sum::OfElse && over.says.aside.is_none() {
            over.sum = Sum::No;
            over.says.total = None;
        }
    }
}

/// The three months of the return's quarter over columns that differ in nothing else, in their order, where no month of another quarter
/// stands beside them.
pub(super) fn of_quarter(overs: &[Over], own: Period) -> Vec<[usize; 3]> {
    let month = |over: &Over| month_of(&over.head.as_ref()?.text).filter(|_| is_month(over));
    let of_own = |(year, month): (Option<i32>, u32)| {
        let year = year.unwrap_or(own.first_day().year());
        NaiveDate::from_ymd_opt(year, month, 1).map(Period::of) == Some(own)
    };
    let mut sets = Vec::new();
    if overs.iter().filter_map(month).any(|month| !of_own(month)) {
        return sets;
    }
    for first in 0..overs.len() {
        let alike = |at: &usize| {
            month(&overs[*at]).is_some()
                && overs[*at].part() == overs[first].part()
                && overs[*at].key() == overs[first].key()
        };
        let set: Vec<usize> = (0..overs.len()).filter(alike).collect();
        let months: BTreeSet<u32> = set
            .iter()
            .filter_map(|at| month(&overs[*at]))
            .map(|(_, month)| month)
            .collect();
        if let ([one, two, three], 3) = (&set[..], months.len())
            && *one == first
        {
            sets.push([*one, *two, *three]);
        }
    }
    sets
}

/// Whether a column is of a month.
pub(super) fn is_month(over: &Over) -> bool {
    over.says.when.as_ref().map(|claim| &claim.value) == Some(&When::NoQuarter("a month"))
}

/// `Jul-Sep 2026`, `Out of`, `%`: the time over the one column is that of those beside it, which say no more than which number they
/// hold of it.
pub(super) fn share(overs: &mut [Over]) {
    let timed: Vec<usize> = (0..overs.len()).filter(|at| overs[*at].says.when.is_some()).collect();
    let [one] = timed[..] else { return };
    let is_bare = |over: &Over| over.key().is_plain() && over.says.area.is_none() && over.says.indicator.is_none();
    let is_number_of_it = |over: &Over| {
        matches!(over.part(), Some(Part::Denominator | Part::Value)) && over.sum == Sum::No && is_bare(over)
    };
    let quarter = |claim: &Claim<When>| matches!(claim.value, When::Quarter(_) | When::QuarterOnly(_));
    let Some(when) = overs[one].says.when.clone().filter(quarter) else {
        return;
    };
    let others = || (0..overs.len()).filter(|at| *at != one);
    let is_time_alone = overs[one].part().is_none() && overs[one].says.indicator.is_none();
    if is_time_alone && others().count() > 0 && others().all(|at| is_number_of_it(&overs[at])) {
        for over in overs.iter_mut() {
            over.says.when = Some(when.clone());
        }
    }
}
