//! The text of a day into a date: day before month, as everybody in the county writes it.

use crate::ingest::words::patterns::ONE_DAY;
use crate::ingest::words::tidy;
use chrono::NaiveDate;

/// The months by their first three letters.
pub const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// A day that was read from text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The day.
    pub date: NaiveDate,
    /// Whether month and day could be swapped and give another day.
    pub order_matters: bool,
    /// Whether the year had two digits.
    pub short_year: bool,
}

/// Reads `30/09/2026`, `30.9.26`, `2026-09-30`, `30 September 2026`, `30-Sep-26`, `Wednesday 30th Sept 2026`; `None` for anything else.
pub fn read(text: &str) -> Option<Day> {
    let text = tidy(text).to_lowercase();
    let text = without_clock(&text);
    let parts: Vec<&str> = text
        .split([' ', '/', '-', '.', ','])
        .filter(|part| !part.is_empty() && !is_weekday(part) && *part != "of")
        .collect();
    let [first, second, third] = parts[..] else { return None };
    if let Some(month) = month(second) {
        return day(third, month, ordinal(first)?, false);
    }
    if let Some(month) = month(first) {
        return day(third, month, ordinal(second)?, false);
    }
    let (first_number, second_number) = (whole(first)?, whole(second)?);
    if first.len() == 4 {
        return day(first, second_number, whole(third)?, false);
    }
    let swappable = first_number <= 12 && second_number <= 12 && first_number != second_number;
    day(third, second_number, first_number, swappable)
}

/// Whether a text is written as a day that there is not: `31 September 2026`.
fn does_not_exist(text: &str) -> bool {
    let lower = tidy(text).to_lowercase();
    let parts: Vec<&str> = lower
        .split([' ', '/', '-', '.', ','])
        .filter(|part| !part.is_empty() && !is_weekday(part) && *part != "of")
        .collect();
    let [first, second, third] = parts[..] else {
        return false;
    };
    let numbered = || whole(second).filter(|month| (1..=12).contains(month));
    let (Some(day), Some(month), Some(year)) = (ordinal(first), month(second).or_else(numbered), year(third)) else {
        return false;
    };
    (29..=31).contains(&day) && NaiveDate::from_ymd_opt(year, month, day).is_none()
}

/// The day that a text names and that there is not: `as at 31 September 2026`.
pub fn impossible(text: &str) -> Option<String> {
    let text = tidy(text).to_lowercase();
    let mut days = ONE_DAY.captures_iter(&text).map(|found| found[1].to_owned());
    days.find(|day| does_not_exist(day))
}

/// The one day that a text names among other words, with the month written out or the day first; `None` where it names several.
pub fn day_in(text: &str) -> Option<NaiveDate> {
    let text = tidy(text).to_lowercase();
    let mut named = ONE_DAY.captures_iter(&text).filter_map(|found| read(&found[1]));
    let first = named.next()?;
    named.next().is_none().then_some(first.date)
}

/// A text without the day that it names, and without what joined the two: `Executive Board - 9 July 2026`.
pub fn without_day(text: &str) -> String {
    let plain = tidy(text);
    let lower = plain.to_lowercase();
    let found = ONE_DAY.captures_iter(&lower).find(|found| read(&found[1]).is_some());
    let Some(found) = found
        .and_then(|found| found.get(1))
        .filter(|_| lower.len() == plain.len())
    else {
        return plain;
    };
    let join = |letter: char| matches!(letter, ' ' | '-' | ',' | '(' | ')' | '|' | '/');
    let (before, after) = (plain.get(..found.start()), plain.get(found.end()..));
    let parts = [before, after]
        .into_iter()
        .flatten()
        .map(|part| part.trim_matches(join));
    let parts = parts.map(|part| part.trim_end_matches(" on").trim_end_matches(" held"));
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether a text is a day only when its month is taken to come first: `12/31/2026`.
pub fn has_month_first(text: &str) -> bool {
    read_month_first(text).is_some()
}

/// The day of a text that is one only when its month is taken to come first.
pub fn read_month_first(text: &str) -> Option<NaiveDate> {
    let text = tidy(text);
    let parts: Vec<&str> = without_clock(&text).split(['/', '-', '.']).map(str::trim).collect();
    let [first, second, third] = parts[..] else { return None };
    if read(&text).is_some() {
        return None;
    }
    read(&format!("{second}/{first}/{third}")).map(|day| day.date)
}

/// The month, 1 to 12, that a word names.
pub fn month(word: &str) -> Option<u32> {
    const FULL: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.');
    let start = word.get(..3)?;
    let at = MONTHS.iter().position(|month| *month == start)?;
    FULL[at].starts_with(word).then_some(at as u32 + 1)
}

/// A year of two or four digits; two digits are of this century.
pub fn year(word: &str) -> Option<i32> {
    let digits = word.trim_start_matches('\'');
    let number: i32 = if digits.bytes().all(|digit| digit.is_ascii_digit()) {
        digits.parse().ok()?
    } else {
        return None;
    };
    match digits.len() {
        2 => Some(2000 + number),
        4 if (1900..2200).contains(&number) => Some(number),
        _ => None,
    }
}

fn day(year_word: &str, month: u32, day: u32, order_matters: bool) -> Option<Day> {
    let date = NaiveDate::from_ymd_opt(year(year_word)?, month, day)?;
    Some(Day {
        date,
        order_matters,
        short_year: year_word.len() == 2,
    })
}

fn whole(word: &str) -> Option<u32> {
    if word.len() <= 4 && word.bytes().all(|digit| digit.is_ascii_digit()) {
        word.parse().ok()
    } else {
        None
    }
}

fn ordinal(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th")
        .then(|| whole(digits))
        .flatten()
}

fn is_weekday(word: &str) -> bool {
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        .iter()
        .any(|day| word.starts_with(day))
        && !word.bytes().any(|letter| letter.is_ascii_digit())
}

/// Leaves out a time of day at the end: `30/09/2026 00:00:00`, `2026-09-30T00:00`.
fn without_clock(text: &str) -> &str {
    match text.find(':') {
        Some(colon) => {
            let start = text[..colon]
                .rfind(|letter: char| !letter.is_ascii_digit())
                .unwrap_or(0);
            text[..start].trim_end_matches([' ', 't'])
        }
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn days_are_read_with_the_day_first() {
        for text in [
            "30/09/2026",
            "30.9.26",
            "30-09-2026",
            "2026-09-30",
            "30 September 2026",
            "30th Sept 2026",
            "30-Sep-26",
            "Wed 30 Sep 2026",
            "September 30, 2026",
            "2026-09-30T00:00:00",
            "30/09/2026 00:00",
        ] {
            assert_eq!(
                read(text).map(|day| day.date.to_string()).as_deref(),
                Some("2026-09-30"),
                "{text}"
            );
        }
        assert!(read("03/04/2026").is_some_and(|day| day.order_matters && day.date.to_string() == "2026-04-03"));
        assert!(read("30/09/26").is_some_and(|day| day.short_year && !day.order_matters));
    }

    #[test]
    fn a_day_past_the_end_of_its_month_does_not_exist() {
        for text in ["31 September 2026", "30th Feb 2026", "31/06/2026", "29 February 2027"] {
            assert!(super::does_not_exist(text), "{text}");
        }
        for text in [
            "30 September 2026",
            "29 February 2028",
            "31/12/2026",
            "12/31/2026",
            "Q2 2026",
        ] {
            assert!(!super::does_not_exist(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "ASAP",
            "September 2026",
            "31/02/2026",
            "09/30/2026",
            "2026",
            "1/2/3/4",
            "30/09/826",
            "Q2",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
