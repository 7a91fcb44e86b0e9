//! The ways in which agencies write a time into quarters of the financial year, or into what else they mean.

use crate::domain::Period;
use crate::ingest::words::patterns::{
    CALENDAR, FY_ONLY, FY_QUARTER, MONTHS_ONLY, NUMBER_QUARTER_YEAR, ONE_DAY, ONE_MONTH, QUARTER, QUARTER_SINGLE,
    QUARTER_YEAR, QUARTERS_TOGETHER, ROLLING, SIX_DIGITS, TERM, TO_DATE, YEAR, YEAR_QUARTER,
};
use crate::ingest::words::spans::{financial_year, find_span, last_of_month, quarter_only, single_year};
use crate::ingest::words::{days, tidy};
use chrono::NaiveDate;
use regex::Captures;

pub use crate::ingest::words::spans::{month_named, names_month};

/// What a text says that names two quarters for one figure.
pub const TWO_QUARTERS: &str = "two quarters that contradict one another";

/// What a text says of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// One quarter.
    Quarter(Period),
    /// One of several quarters: `Q2 2026` may count from April or from January.
    OneOf(Vec<Period>),
    /// A quarter without its year.
    QuarterOnly(u8),
    /// A financial year, by the calendar year in which it starts.
    Year(i32),
    /// The twelve months that end with a quarter.
    TwelveMonthsTo(Period),
    /// From April to the end of a quarter.
    YearToDate(Period),
    /// A time that is no quarter, in words: `a month`, `a school term`, `a calendar year`.
    NoQuarter(&'static str),
}

/// A time and where it stands in the tidied text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What it says.
    pub when: When,
    /// First byte in the tidied, lower-case text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// The time that a text speaks of; `None` when it speaks of none.
pub fn find(text: &str) -> Option<Mention> {
    let text = tidy(text).to_lowercase();
    if let Some(found) = QUARTERS_TOGETHER.captures(&text) {
        return Some(mention(&found, When::NoQuarter("several quarters together")));
    }
    let mention = find_span(&text);
    let mention = match (mention, find_quarter(&text)) {
        (Some(span), Some(quarter)) => Some(agree(span, quarter)),
        (span, quarter) => span.or(quarter),
    };
    let mention = mention.or_else(|| find_looser(&text));
    let mention = mention.map(|mention| widen(mention, &text));
    mention.or_else(|| {
        let found = TERM.find(&text)?;
        Some(Mention {
            when: When::NoQuarter("a school term"),
            start: found.start(),
            end: found.end(),
        })
    })
}

/// A text that is nothing but a time.
pub fn read(text: &str) -> Option<When> {
    let plain = tidy(text).to_lowercase();
    let mention = find(&plain)?;
    let rest = format!("{} {}", plain.get(..mention.start)?, plain.get(mention.end..)?);
    const FILLERS: &str = "period quarter qtr q ending ended end as at the of to for from fy year financial on rolling ytd date cumulative 12 months month twelve position calendar";
    let only_fillers = rest
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| FILLERS.split(' ').any(|filler| filler == word));
    only_fillers.then_some(mention.when)
}

/// The quarter that a day means in a column of periods: one that starts or ends a quarter, else the quarter that holds it.
pub fn of_day(day: NaiveDate) -> (Period, bool) {
    let period = Period::of(day);
    (period, day == period.last_day() || day == period.first_day())
}

/// A quarter with its financial year.
fn find_quarter(text: &str) -> Option<Mention> {
    let pair = |found: &Captures<'_>, from: usize, to: usize, quarter: usize| {
        let start = financial_year(&found[from], &found[to])?;
        Some(mention(
            found,
            When::Quarter(Period::new(start, found[quarter].parse().ok()?)?),
        ))
    };
    if let Some(found) = QUARTER_YEAR.captures(text) {
        return pair(&found, 2, 3, 1);
    }
    if let Some(found) = NUMBER_QUARTER_YEAR.captures(text) {
        return pair(&found, 2, 3, 1);
    }
    if let Some(found) = YEAR_QUARTER.captures(text) {
        return pair(&found, 1, 2, 3);
    }
    if let Some(found) = SIX_DIGITS.captures(text) {
        return if found.get(1).is_some() {
            pair(&found, 1, 2, 3)
        } else {
            pair(&found, 5, 6, 4)
        };
    }
    let found = FY_QUARTER.captures(text)?;
    let (year, quarter) = if found.get(1).is_some() {
        (&found[1], &found[2])
    } else {
        (&found[4], &found[3])
    };
    // FY27 is the year that ends in 2027; with four digits both habits are met.
    let end = days::year(year)?;
    let quarter = quarter.parse().ok()?;
    let when = match year.len() {
        2 => When::Quarter(Period::new(end - 1, quarter)?),
        _ => When::OneOf(vec![Period::new(end - 1, quarter)?, Period::new(end, quarter)?]),
    };
    Some(mention(&found, when))
}

fn find_looser(text: &str) -> Option<Mention> {
    if let Some(found) = QUARTER_SINGLE.captures(text) {
        let (quarter, year) = match found.get(1) {
            Some(quarter) => (quarter.as_str(), &found[2]),
            None => (&found[4], &found[3]),
        };
        return Some(mention(&found, single_year(quarter.parse().ok()?, days::year(year)?)?));
    }
    if let Some(found) = QUARTER.captures(text) {
        return Some(mention(&found, quarter_only(&found)?));
    }
    if let Some(found) = MONTHS_ONLY.captures(text) {
        let quarter = match (days::month(&found[1])?, days::month(&found[2])?) {
            (4, 6) => 1,
            (7, 9) => 2,
            (10, 12) => 3,
            (1, 3) => 4,
            _ => return Some(mention(&found, When::NoQuarter("a stretch of time that is no quarter"))),
        };
        return Some(mention(&found, When::QuarterOnly(quarter)));
    }
    find_day_or_year(text)
}

/// A day, a month or a year without any word of a quarter.
fn find_day_or_year(text: &str) -> Option<Mention> {
    if let Some(found) = ONE_DAY.captures(text)
        && let Some(day) = days::read(&found[1])
            .map(|day| day.date)
            .or_else(|| days::read_month_first(&found[1]))
    {
        return Some(mention(&found, When::Quarter(Period::of(day))));
    }
    if let Some(found) = ONE_MONTH.captures(text) {
        let (month, year) = (days::month(&found[1])?, days::year(&found[2])?);
        let last = last_of_month(year, month)?;
        let (period, whole) = of_day(last);
        return Some(mention(
            &found,
            if whole {
                When::Quarter(period)
            } else {
                When::NoQuarter("a month")
            },
        ));
    }
    if let Some(found) = YEAR.captures(text).filter(|found| !is_age(text, found)) {
        let (from, to) = if found.get(1).is_some() {
            (&found[1], &found[2])
        } else {
            (&found[3], &found[4])
        };
        let school = TERM.is_match(text);
        let start = financial_year(from, to)?;
        return Some(mention(
            &found,
            if school {
                When::NoQuarter("a school year")
            } else {
                When::Year(start)
            },
        ));
    }
    let found = FY_ONLY.captures(text)?;
    Some(mention(&found, When::Year(days::year(&found[1])? - 1)))
}

/// Whether what looks like a year is the age of people: `16-17 year olds`, `aged 10-11`.
fn is_age(text: &str, found: &Captures<'_>) -> bool {
    let Some(whole) = found.get(0) else { return false };
    let after = text.get(whole.end()..).unwrap_or_default().trim_start();
    let before = text.get(..whole.start()).unwrap_or_default().trim_end();
    whole.as_str().len() <= 5
        && (["year old", "yr old", "year-old", "years", "yrs", "olds", "s "]
            .iter()
            .any(|word| after.starts_with(word))
            || after == "s"
            || before.ends_with("age")
            || before.ends_with("aged")
            || before.ends_with("ages"))
}

/// `Quarter 2 (July to September 2026)` says one thing twice; `Q1 2026-27 (July to September 2026)` says two things.
fn agree(span: Mention, quarter: Mention) -> Mention {
    let (start, end) = (span.start.min(quarter.start), span.end.max(quarter.end));
    let when = match (&span.when, &quarter.when) {
        (When::Quarter(one), When::Quarter(other)) if one != other => When::NoQuarter(TWO_QUARTERS),
        (When::NoQuarter(_), other) => other.clone(),
        (one, _) => one.clone(),
    };
    Mention { when, start, end }
}

/// Takes in what stands around: a bare quarter beside a span, rolling windows, years to date.
fn widen(mention: Mention, text: &str) -> Mention {
    let mut wide = mention;
    if let Some(found) = QUARTER.captures(text)
        && let (When::Quarter(period), Some(When::QuarterOnly(quarter))) = (&wide.when, quarter_only(&found))
        && let Some(whole) = found.get(0)
    {
        let is_same = period.quarter() == quarter;
        let is_apart = !(wide.start..wide.end).contains(&whole.start());
        if is_same || is_apart {
            (wide.start, wide.end) = (wide.start.min(whole.start()), wide.end.max(whole.end()));
        }
        if is_apart && !is_same {
            wide.when = When::NoQuarter(TWO_QUARTERS);
        }
    }
    wide.when = match wide.when {
        When::Quarter(period) if TO_DATE.is_match(text) => When::YearToDate(period),
        When::Quarter(period) if ROLLING.is_match(text) => When::TwelveMonthsTo(period),
        When::QuarterOnly(_) | When::Year(_) if TO_DATE.is_match(text) => When::NoQuarter("a year to date"),
        When::NoQuarter(TWO_QUARTERS) | When::QuarterOnly(_) | When::OneOf(_) if CALENDAR.is_match(text) => {
            When::NoQuarter("a calendar quarter")
        }
        when => when,
    };
    wide
}

pub(super) fn mention(found: &Captures<'_>, when: When) -> Mention {
    let (start, end) = found.get(0).map_or((0, 0), |whole| (whole.start(), whole.end()));
    Mention { when, start, end }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quarter(text: &str) -> Option<String> {
        match read(text) {
            Some(When::Quarter(period)) => Some(period.to_string()),
            _ => None,
        }
    }

    #[test]
    fn a_quarter_is_read_in_every_usual_way() {
        for text in [
            "2026-27 Q2",
            "2026-27-Q2",
            "Q2 2026/27",
            "2Q26/27",
            "2Q 2026-27",
            "Q2 26-27",
            "Q2 26/27",
            "2026/27 Q2",
            "2026–27 Q2",
            "202627Q2",
            "Q2 202627",
            "FY27 Q2",
            "Q2 FY27",
            "2026/27 Quarter 2",
            "Quarter 2 2026-27",
            "Qtr 2 2026/27",
            "Qtr 2, 26/27",
            "Quarter 2 (July to September 2026)",
            "Jul-Sep 26",
            "Jul – Sep 2026",
            "July to September 2026",
            "Jul 26 - Sep 26",
            "July 2026 to September 2026",
            "1 July 2026 to 30 September 2026",
            "01/07/2026 - 30/09/2026",
            "30/09/2026",
            "09/30/2026",
            "07/01/2026 - 09/30/2026",
            "30 September 2026",
            "September 2026",
            "Sep-26",
            "Quarter ending 30/09/2026",
            "Period ending 30 Sept 2026",
            "2026/2027 Q2",
            "Q2 2026-2027",
            "Q2 (Jul-Sep) 2026/27",
        ] {
            assert_eq!(
                quarter(text).as_deref(),
                Some("2026-27 Q2"),
                "{text} is {:?}",
                read(text)
            );
        }
        assert_eq!(quarter("Jan-Mar 27").as_deref(), Some("2026-27 Q4"));
        assert_eq!(quarter("Q4 2026/27").as_deref(), Some("2026-27 Q4"));
    }

    #[test]
    fn what_is_not_one_quarter_is_said() {
        assert_eq!(read("Qtr 2"), Some(When::QuarterOnly(2)));
        assert_eq!(read("2nd quarter"), Some(When::QuarterOnly(2)));
        assert_eq!(read("Jul-Sep"), Some(When::QuarterOnly(2)));
        assert_eq!(read("2026/27"), Some(When::Year(2026)));
        assert_eq!(read("August 2026"), Some(When::NoQuarter("a month")));
        assert_eq!(read("Autumn term"), Some(When::NoQuarter("a school term")));
        assert_eq!(
            read("Academic year 2026/27").or(find("Academic year 2026/27").map(|found| found.when)),
            Some(When::NoQuarter("a school year"))
        );
        let q2 = Period::new(2026, 2).unwrap();
        assert_eq!(read("Apr-Sep 2026"), Some(When::YearToDate(q2)));
        assert_eq!(read("Q2 2026/27 YTD"), Some(When::YearToDate(q2)));
        assert_eq!(
            find("Up to Q2 2026/27").map(|found| found.when),
            Some(When::YearToDate(q2))
        );
        assert_eq!(
            read("Rolling 12 months to September 2026"),
            Some(When::TwelveMonthsTo(q2))
        );
        assert_eq!(
            read("1 October 2025 to 30 September 2026"),
            Some(When::TwelveMonthsTo(q2))
        );
        assert!(matches!(read("Q2 2026"), Some(When::OneOf(ways)) if ways.contains(&q2)));
        assert!(matches!(
            find("Q1 2026-27 (July to September 2026)").map(|found| found.when),
            Some(When::NoQuarter(TWO_QUARTERS))
        ));
        assert_eq!(
            read("Quarter 2 (April to June 2026)"),
            Some(When::NoQuarter(TWO_QUARTERS))
        );
    }

    #[test]
    fn words_without_a_time_have_none() {
        for text in [
            "",
            "Basildon",
            "Indicator",
            "12",
            "FD01 Contacts",
            "within 12 months",
            "1-4",
            "Mar",
            "D2",
            "Value / %",
            "10-17",
            "A101",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(find("2025-27 Q2").map(|found| found.when), Some(When::QuarterOnly(2)));
    }

    #[test]
    fn the_words_around_a_time_can_be_told_from_it() {
        let text = "District breakdown, Qtr 2 (Jul-Sep 26)";
        let found = find(text).unwrap();
        assert_eq!(found.when, When::Quarter(Period::new(2026, 2).unwrap()));
        assert_eq!(&text.to_lowercase()[..found.start], "district breakdown, ");
    }
}
