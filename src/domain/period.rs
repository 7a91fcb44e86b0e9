//! A financial-year quarter: its order, its days, and the two ways in which it is written.

use crate::domain::MONTHS;
use chrono::{Datelike, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// A quarter of the financial year. Q1 is April to June. Prints as `2026-27 Q2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// The calendar year in which the financial year starts.
    year: i32,
    /// 1 to 4.
    quarter: u8,
}

/// The words that could not be read as a period.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a period; write it like 2026-27-Q2")]
pub struct ParsePeriodError(pub String);

impl Period {
    /// The quarter of the financial year that starts in April of `year`; `None` unless `quarter` is 1 to 4.
    pub fn new(year: i32, quarter: u8) -> Option<Period> {
        ((1..=4).contains(&quarter) && (1900..2200).contains(&year)).then_some(Period { year, quarter })
    }

    /// The quarter that holds a day.
    pub fn of(day: NaiveDate) -> Period {
        let (year, month) = (day.year(), day.month());
        match month {
            1..=3 => Period {
                year: year - 1,
                quarter: 4,
            },
            4..=6 => Period { year, quarter: 1 },
            7..=9 => Period { year, quarter: 2 },
            _ => Period { year, quarter: 3 },
        }
    }

    /// The calendar year in which the financial year starts.
    pub fn year(self) -> i32 {
        self.year
    }

    /// 1 to 4; Q1 is April to June.
    pub fn quarter(self) -> u8 {
        self.quarter
    }

    /// Quarters since the first of the year 0: consecutive periods differ by one.
    pub fn index(self) -> i32 {
        self.year * 4 + i32::from(self.quarter) - 1
    }

    /// The period with a given [`Period::index`].
    pub fn at(index: i32) -> Period {
        Period {
            year: index.div_euclid(4),
            quarter: index.rem_euclid(4) as u8 + 1,
        }
    }

    /// The quarter after this one.
    pub fn next(self) -> Period {
        self.back(-1)
    }

    /// The quarter before this one.
    pub fn previous(self) -> Period {
        self.back(1)
    }

    /// The quarter `quarters` before this one; negative counts forward.
    pub fn back(self, quarters: i32) -> Period {
        Period::at(self.index() - quarters)
    }

    /// Every period from this one to `last`, both included, in order; empty when `last` is earlier.
    pub fn to(self, last: Period) -> impl DoubleEndedIterator<Item = Period> {
        (self.index()..=last.index()).map(Period::at)
    }

    /// The first day of the quarter.
    pub fn first_day(self) -> NaiveDate {
        let (year, month) = match self.quarter {
            1 => (self.year, 4),
            2 => (self.year, 7),
            3 => (self.year, 10),
            _ => (self.year + 1, 1),
        };
        NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default()
    }

    /// The last day of the quarter.
    pub fn last_day(self) -> NaiveDate {
        self.next().first_day().pred_opt().unwrap_or_default()
    }

    /// The form for folder names and the command line: `2026-27-Q2`.
    pub fn slug(self) -> String {
        self.to_string().replace(' ', "-")
    }

    /// The financial year alone: `2026-27`.
    pub fn financial_year(self) -> String {
        format!("{}-{:02}", self.year, (self.year + 1).rem_euclid(100))
    }

    /// The months in words: `July to September 2026`.
    pub fn months(self) -> String {
        let (first, last) = (self.first_day(), self.last_day());
        let name = |day: NaiveDate| MONTHS[day.month0() as usize % 12];
        format!("{} to {} {}", name(first), name(last), last.year())
    }
}

impl fmt::Display for Period {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} Q{}", self.financial_year(), self.quarter)
    }
}

impl FromStr for Period {
    type Err = ParsePeriodError;

    /// Reads `2026-27 Q2` and `2026-27-Q2`, nothing looser: agencies' own spellings are `ingest`'s affair.
    fn from_str(text: &str) -> Result<Period, ParsePeriodError> {
        let fault = || ParsePeriodError(text.to_string());
        let (year, quarter) = text.trim().rsplit_once([' ', '-']).ok_or_else(fault)?;
        let (from, to) = year.split_once('-').ok_or_else(fault)?;
        let start: i32 = (from.len() == 4)
            .then(|| from.parse().ok())
            .flatten()
            .ok_or_else(fault)?;
        let end: i32 = (to.len() == 2).then(|| to.parse().ok()).flatten().ok_or_else(fault)?;
        let quarter = match quarter {
            "Q1" | "q1" => 1,
            "Q2" | "q2" => 2,
            "Q3" | "q3" => 3,
            "Q4" | "q4" => 4,
            _ => return Err(fault()),
        };
        if (start + 1).rem_euclid(100) != end {
            return Err(fault());
        }
        Period::new(start, quarter).ok_or_else(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn both_spellings_are_read_and_one_is_printed() {
        assert_eq!(period("2026-27-Q2").to_string(), "2026-27 Q2");
        assert_eq!(period("2026-27 Q2").slug(), "2026-27-Q2");
        assert_eq!(period("1999-00 Q4").financial_year(), "1999-00");
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in ["", "2026-27", "2026-28 Q2", "2026-27 Q5", "26-27 Q2", "Q2 2026-27"] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn the_last_quarter_ends_in_march_of_the_next_year() {
        assert_eq!(period("2026-27 Q4").last_day().to_string(), "2027-03-31");
        assert_eq!(period("2026-27 Q4").next(), period("2027-28 Q1"));
        assert_eq!(period("2026-27 Q1").back(5), period("2024-25 Q4"));
        assert_eq!(Period::of("2027-02-01".parse().unwrap()), period("2026-27 Q4"));
        assert_eq!(period("2026-27 Q2").months(), "July to September 2026");
    }
}
