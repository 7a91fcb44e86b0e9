//! A month or a day that stands by itself where a quarter would: it lies in the quarter, and is less than it.

use crate::catalogue::plain;
use crate::ingest::words::patterns::{ONE_DAY, ONE_MONTH, QUARTER, ROLLING, TO_DATE};
use crate::ingest::words::spans::find_span;
use crate::ingest::words::{days, tidy};
use chrono::NaiveDate;

/// A time that is less than a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lone {
    /// A month, by its year and its number.
    Month(i32, u32),
    /// The day at which something stood.
    Day(NaiveDate),
}

/// Words that make a month the end of a longer time, or only the time at which a return was made.
const OF_MORE: [&str; 15] = [
    "quarter",
    "quarterly",
    "quarters",
    "qtr",
    "q1",
    "q2",
    "q3",
    "q4",
    "year",
    "months",
    "return",
    "report",
    "extract",
    "run",
    "produced",
];
/// Words right before a month that make it the end of something.
const ENDS_WITH: [&str; 11] = [
    "ending", "ended", "end", "to", "until", "at", "by", "since", "of", "before", "after",
];

/// The month or the day that is all the time that a text names.
pub fn lone(text: &str) -> Option<Lone> {
    let lower = tidy(text).to_lowercase();
    // Most times are written as quarters, and name none.
    if !ONE_MONTH.is_match(&lower) && !ONE_DAY.is_match(&lower) {
        return None;
    }
    if find_span(&lower).is_some() || [&QUARTER, &ROLLING, &TO_DATE].iter().any(|way| way.is_match(&lower)) {
        return None;
    }
    let simple = plain(&lower);
    if simple.split(' ').any(|word| OF_MORE.contains(&word)) {
        return None;
    }
    let before = |from: usize| {
        let before = plain(lower.get(..from).unwrap_or_default());
        before.split(' ').next_back().unwrap_or_default().to_owned()
    };
    if let Some(found) = ONE_DAY.captures(&lower) {
        let before = before(found.get(0).map_or(0, |whole| whole.start()));
        let dated = matches!(before.as_str(), "at" | "on" | "of");
        return days::read(&found[1]).filter(|_| dated).map(|day| Lone::Day(day.date));
    }
    let found = ONE_MONTH.captures(&lower)?;
    // `Sep-26` is how a spreadsheet writes the day at which a quarter ended.
    if found[2].len() == 2 && found[1].len() <= 4 {
        return None;
    }
    let before = before(found.get(0).map_or(0, |whole| whole.start()));
    let month = Lone::Month(days::year(&found[2])?, days::month(&found[1])?);
    (!ENDS_WITH.contains(&before.as_str())).then_some(month)
}

#[cfg(test)]
mod tests {
    use super::{Lone, lone};
    use chrono::NaiveDate;

    #[test]
    fn a_month_or_a_day_stands_alone_or_ends_something_longer() {
        for text in [
            "September 2026",
            "Fire and rescue, Sept 2026",
            "Essex Fire, September 2026",
        ] {
            assert_eq!(lone(text), Some(Lone::Month(2026, 9)), "{text}");
        }
        for text in [
            "Quarter ending September 2026",
            "July to September 2026",
            "Q2 (September 2026)",
            "12 months to September 2026",
            "Position at September 2026",
            "Sep-26",
            "30/09/2026",
            "Return made on 9 October 2026",
            "Quarter 2 2026/27",
            "",
        ] {
            assert_eq!(lone(text), None, "{text}");
        }
        let day = NaiveDate::from_ymd_opt(2026, 8, 31).map(Lone::Day);
        assert_eq!(lone("Children in need at 31 August 2026"), day);
    }
}
