//! Whether the times that a title names are the quarter of the figures below it, and nothing less, more or else.

use crate::catalogue::plain;
use crate::domain::Period;
use crate::ingest::titles::speaks_of_making;
use crate::ingest::words::periods::{self, When};
use crate::ingest::words::{days, tidy, windows};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

/// Words for stretches of time that no quarter is, and for figures that are made of several times.
const STRETCHES: &str = "week weeks wk wks weekly fortnight fortnights fortnightly term terms half halves h1 h2 hy1 hy2 average averages \
    mean averaged calendar academic";
/// The same as several words.
const PHRASES: [&str; 17] = [
    "per month",
    "per week",
    "per day",
    "a month",
    "each month",
    "month of",
    "one month",
    "1 month",
    "two months",
    "2 months",
    "four months",
    "4 months",
    "six months",
    "6 months",
    "nine months",
    "9 months",
    "school year",
];

/// Whether a title names a time that is not exactly the quarter: other months, some of its months, another day than its first or
/// its last, weeks, a term, half a year, an average. What runs from April or over twelve months is settled elsewhere.
pub fn names_another_time(title: &str, quarter: Period) -> bool {
    let lower = tidy(title).to_lowercase();
    if speaks_of_making(&lower) {
        return false;
    }
    let simple = plain(&lower);
    let words: Vec<&str> = simple.split(' ').filter(|word| !word.is_empty()).collect();
    // `Long term` lasts, and `waits are in weeks` is a unit.
    let is_counted = |at: usize| {
        words
            .get(at + 1)
            .is_some_and(|next| next.bytes().all(|digit| digit.is_ascii_digit()))
    };
    let is_lasting = |at: usize| {
        at > 0
            && (matches!(words[at - 1], "long" | "short" | "full" | "medium")
                || matches!(words[at - 1], "in" | "of") && words[at].starts_with("week") && !is_counted(at))
    };
    let stretches = words.iter().enumerate();
    let says_stretch = stretches
        .into_iter()
        .any(|(at, word)| STRETCHES.split(' ').any(|one| one == *word) && !is_lasting(at));
    let padded = format!(" {simple} ");
    if says_stretch || PHRASES.iter().any(|phrase| padded.contains(&format!(" {phrase} "))) {
        return true;
    }
    let runs_on = windows::says_to_date(&lower) || windows::says_rolling(&lower);
    let is_longer = periods::find(&lower).is_some_and(|found| {
        matches!(
            found.when,
            When::YearToDate(_) | When::TwelveMonthsTo(_) | When::Year(_)
        )
    });
    !runs_on && !is_longer && (other_months(&words, quarter) || other_days(&lower, &words, quarter))
}

/// Whether a text names a quarter, and it is another.
pub fn names_another_quarter(text: &str, own: Period) -> bool {
    match periods::find(text).map(|found| found.when) {
        Some(When::Quarter(period)) => period != own,
        Some(When::QuarterOnly(quarter)) => quarter != own.quarter(),
        _ => false,
    }
}

/// Whether months are named that are neither all of the quarter's, nor its first and its last, nor its last alone.
fn other_months(words: &[&str], quarter: Period) -> bool {
    let named: BTreeSet<u32> = (0..words.len()).filter_map(|at| month_at(words, at)).collect();
    let (first, last) = (quarter.first_day().month(), quarter.last_day().month());
    let span: BTreeSet<u32> = [first, last].into();
    let all: BTreeSet<u32> = (first..=last).collect();
    let year: BTreeSet<u32> = [3, 4].into();
    !(named.is_empty() || named == span || named == all || named == [last].into() || named == year)
}

/// The month that a word names; `may` and `march` are words of every day, unless a number or another month stands beside them.
fn month_at(words: &[&str], at: usize) -> Option<u32> {
    let word = words.get(at)?;
    let month = days::month(word).filter(|_| word.chars().all(char::is_alphabetic) && word.len() >= 3)?;
    let beside = [at.checked_sub(1), at.checked_add(1)];
    let mut beside = beside.into_iter().flatten().filter_map(|at| words.get(at));
    let is_plain = matches!(*word, "may" | "mar" | "march");
    let is_time = |word: &&str| {
        word.bytes().all(|letter| letter.is_ascii_digit()) || *word == "to" || days::month(word).is_some()
    };
    (!is_plain || beside.any(is_time)).then_some(month)
}

/// Whether a day is named that neither begins nor ends the quarter.
fn other_days(text: &str, words: &[&str], quarter: Period) -> bool {
    let (first, last) = (quarter.first_day(), quarter.last_day());
    let is_other = |day: NaiveDate| day != first && day != last;
    let tokens = text.split(|letter: char| letter.is_whitespace() || matches!(letter, '(' | ')' | ',' | ';'));
    let dated = tokens.filter(|token| {
        token.len() >= 6 && token.bytes().filter(|byte| matches!(byte, b'/' | b'.' | b'-')).count() == 2
    });
    let mut written = dated.filter_map(|token| days::read(token.trim_end_matches('.')));
    let day = |word: &str| -> Option<u32> {
        word.trim_end_matches(char::is_alphabetic)
            .parse()
            .ok()
            .filter(|day| *day <= 31)
    };
    // `Qtr 2 (Jul-Sep)` names no second of July, and `2026/27 (Jul-Sep)` no 27th.
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|digit| digit.is_ascii_digit());
    let numbers_quarter =
        |at: usize| at > 1 && (matches!(words[at - 2], "q" | "qtr" | "quarter") || is_year(words[at - 2]));
    let mut spoken = (1..words.len())
        .filter(|at| !numbers_quarter(*at))
        .filter_map(|at| Some((day(words[at - 1])?, month_at(words, at)?)));
    let ends = [(first.day(), first.month()), (last.day(), last.month())];
    // A day that no month has is told elsewhere.
    let exists = |(day, month): (u32, u32)| NaiveDate::from_ymd_opt(quarter.last_day().year(), month, day).is_some();
    written.any(|day| is_other(day.date)) || spoken.any(|day| exists(day) && !ends.contains(&day))
}

#[cfg(test)]
mod tests {
    use super::names_another_time;
    use crate::domain::Period;

    #[test]
    fn what_is_not_exactly_the_quarter_is_another_time() {
        let quarter = Period::new(2026, 2).unwrap();
        for title in [
            "Return, calendar Q2 2026 (April to June)",
            "Return: quarter to 15 September 2026",
            "Return Q2 2026/27 - figures as at 31/08/2026",
            "Return Q2 2026/27 (July and August only)",
            "August and September 2026",
            "Return for the month of September 2026",
            "Weeks 14 to 26 of 2026/27",
            "Summer term 2026",
            "Half-year figures to 30 September 2026",
            "H1 2026/27",
            "Six months ended 30 September 2026",
            "Q2 2026/27: average per month",
        ] {
            assert!(names_another_time(title, quarter), "{title}");
        }
        for title in [
            "Quarter 2 2026/27",
            "Period: 1 July 2026 to 30 September 2026",
            "Jul-Sep 26",
            "Education access - position at 30 September 2026",
            "Qtr 2 (July, August, September 2026)",
            "Extract run 9 October 2026, Q2 2026/27",
            "12 months to September 2026",
            "CSC return Q2 2026/27 (Jul-Sep 2026)",
            "Position at 31 September 2026",
            "EWMHS Q2 2026/27 - waits are in weeks",
            "Cumulative from 1 April, Q2 2026/27",
            "Figures may change",
            "Financial year April 2026 to March 2027",
        ] {
            assert!(!names_another_time(title, quarter), "{title}");
        }
    }
}
