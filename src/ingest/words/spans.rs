//! Stretches of time between two days or months, and quarters without their financial year.

use crate::domain::Period;
use crate::ingest::words::patterns::{DAYS, DAYS_OF_ONE_YEAR, MONTHS, ONE_MONTH};
use crate::ingest::words::periods::{Mention, When, mention};
use crate::ingest::words::{days, tidy};
use chrono::{Datelike, NaiveDate};
use regex::Captures;

/// Two days, or two months with a year.
pub(super) fn find_span(text: &str) -> Option<Mention> {
    if let Some(found) = DAYS.captures(text) {
        let (from, to) = two_days(&found[1], &found[2])?;
        return Some(mention(&found, span(from, to)));
    }
    if let Some(found) = DAYS_OF_ONE_YEAR.captures(text)
        && let Some(to) = days::read(&found[3])
    {
        let month = found.get(2).map_or(&found[4], |month| month.as_str());
        let from = days::read(&format!("{} {month} {}", &found[1], to.date.year()))?.date;
        let from = if from > to.date {
            from.with_year(from.year() - 1)?
        } else {
            from
        };
        return Some(mention(&found, span(from, to.date)));
    }
    let found = MONTHS.captures(text)?;
    let (first, last) = (days::month(&found[1])?, days::month(&found[3])?);
    let to_year = days::year(&found[4])?;
    let from_year = match found.get(2) {
        Some(year) => days::year(year.as_str())?,
        None if first > last => to_year - 1,
        None => to_year,
    };
    let from = NaiveDate::from_ymd_opt(from_year, first, 1)?;
    Some(mention(&found, span(from, last_of_month(to_year, last)?)))
}

/// Two days; where one is a day only with its month first, so is the other written.
fn two_days(from: &str, to: &str) -> Option<(NaiveDate, NaiveDate)> {
    let month_first = |text: &str| days::read_month_first(text);
    if month_first(from).is_none() && month_first(to).is_none() {
        return Some((days::read(from)?.date, days::read(to)?.date));
    }
    let turned = |text: &str| {
        let swapped = days::read(text).filter(|day| day.order_matters).map(|day| day.date);
        let swapped = swapped.and_then(|date| NaiveDate::from_ymd_opt(date.year(), date.day(), date.month()));
        month_first(text).or(swapped)
    };
    // `01/01/2026` is the same day either way.
    let same = |text: &str| {
        days::read(text)
            .map(|day| day.date)
            .filter(|date| date.day() == date.month())
    };
    Some((turned(from).or_else(|| same(from))?, turned(to).or_else(|| same(to))?))
}

pub(super) fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    let (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(year, month, 1)?.pred_opt()
}

fn span(from: NaiveDate, to: NaiveDate) -> When {
    let last = Period::of(to);
    let ends_well = to == last.last_day();
    let starts = Period::of(from);
    let starts_well = from == starts.first_day();
    match (starts_well && ends_well, last.index() - starts.index()) {
        (true, 0) => When::Quarter(last),
        (true, 3) if starts.quarter() == 1 => When::Year(starts.year()),
        (true, 3) => When::TwelveMonthsTo(last),
        (true, 1..=2) if starts.quarter() == 1 => When::YearToDate(last),
        _ if from.month() == 1 && from.day() == 1 && to.month() == 12 && to.day() == 31 => {
            When::NoQuarter("a calendar year")
        }
        _ if from.year() == to.year() && from.month() == to.month() => When::NoQuarter("a month"),
        _ => When::NoQuarter("a stretch of time that is no quarter"),
    }
}

/// `Q2 2026` counts from April of 2026, from January of 2026, or is the second quarter of the year that ends in 2026.
pub(super) fn single_year(quarter: u8, year: i32) -> Option<When> {
    let from_april = Period::new(year, quarter)?;
    let calendar = Period::new(
        if quarter == 1 { year - 1 } else { year },
        if quarter == 1 { 4 } else { quarter - 1 },
    )?;
    Some(When::OneOf(vec![from_april, calendar]))
}

pub(super) fn quarter_only(found: &Captures<'_>) -> Option<When> {
    let word = found.iter().skip(1).flatten().next()?.as_str();
    let quarter = match word {
        "first" | "one" => 1,
        "second" | "two" => 2,
        "third" | "three" => 3,
        "fourth" | "four" => 4,
        digit => digit.parse().ok()?,
    };
    Some(When::QuarterOnly(quarter))
}

pub(super) fn financial_year(from: &str, to: &str) -> Option<i32> {
    let (start, end) = (days::year(from)?, days::year(to)?);
    (start + 1 == end).then_some(start)
}

/// Whether a text is nothing but one month of one year. The last month of a quarter can stand for the quarter; beside other
/// months it cannot.
pub fn names_month(text: &str) -> bool {
    let text = tidy(text).to_lowercase();
    ONE_MONTH
        .find(&text)
        .is_some_and(|found| found.start() == 0 && found.end() == text.len())
}

/// The year and the month that a text is, be it a month of a year or a day of it.
pub fn month_named(text: &str) -> Option<(i32, u32)> {
    let text = tidy(text).to_lowercase();
    if let Some(day) = days::read(&text) {
        return Some((day.date.year(), day.date.month()));
    }
    let found = ONE_MONTH.captures(&text)?;
    let whole = found.get(0)?;
    let is_all = whole.start() == 0 && whole.end() == text.len();
    let (month, year) = (days::month(&found[1])?, days::year(&found[2])?);
    is_all.then_some((year, month))
}
