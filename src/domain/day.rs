//! A day as people write it, and the names of the months.

use chrono::{Datelike, NaiveDate};

/// The months in the order of the calendar year.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `18 November 2026`.
pub fn day_in_words(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), MONTHS[day.month0() as usize % 12], day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_without_a_leading_nought_and_with_its_month() {
        let told = |day: &str| day_in_words(day.parse().unwrap());
        assert_eq!(told("2026-11-18"), "18 November 2026");
        assert_eq!(told("2026-01-01"), "1 January 2026");
        assert_eq!(told("2026-12-09"), "9 December 2026");
    }
}
