//! Small words of papers: numbers in words, plurals, dates.

use crate::domain::QUARTERS_LOOKED_BACK;

const SMALL: [&str; 11] = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
];

/// `no` to `ten` in words, figures above.
pub fn count(number: usize) -> String {
    SMALL
        .get(number)
        .map_or_else(|| number.to_string(), |word| word.to_string())
}

/// The same with a capital letter.
pub fn count_at_start(number: usize) -> String {
    at_start(&count(number))
}

/// A text with a capital letter at its start.
pub fn at_start(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// A date as people write it, where the text is one; else the text.
pub fn date_of(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_string(), date)
}

/// `one return`, `three returns`.
pub fn several(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// `21 days late`.
pub fn days_late(days: i64) -> String {
    format!("{days} {} late", if days == 1 { "day" } else { "days" })
}

/// `2nd`, `11th`: ordinals in figures, for chips.
pub fn ordinal(number: usize) -> String {
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

/// `3rd quarter`, of an exception on the list; nobody looks further back than so many quarters.
pub fn quarters_open(number: usize) -> String {
    match number > QUARTERS_LOOKED_BACK {
        true => format!("Over {QUARTERS_LOOKED_BACK} quarters"),
        false => format!("{} quarter", ordinal(number)),
    }
}

/// `18 November 2026`.
pub use crate::domain::day_in_words as date;

/// `a`, `a and b`, `a, b and c`; empty for none.
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The title of the front page where indicators were reported.
pub fn front_title(exceptions: usize, new: usize) -> String {
    let news = match (exceptions, new) {
        (0, _) => return "No exceptions this quarter".into(),
        (1, 0) => return "One exception this quarter; it is not new".into(),
        (1, _) => return "One exception this quarter; it is new".into(),
        (_, 0) => "none is new".to_string(),
        (_, 1) => "one is new".to_string(),
        (2, 2) => "both are new".to_string(),
        (all, new) if all == new => "all are new".to_string(),
        (_, new) => format!("{} are new", count(new)),
    };
    format!("{} exceptions this quarter; {news}", count_at_start(exceptions))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_says_how_many_and_how_many_are_new() {
        assert_eq!(front_title(9, 4), "Nine exceptions this quarter; four are new");
        assert_eq!(front_title(0, 0), "No exceptions this quarter");
        assert_eq!(front_title(1, 1), "One exception this quarter; it is new");
        assert_eq!(front_title(12, 1), "12 exceptions this quarter; one is new");
        assert_eq!(front_title(2, 2), "Two exceptions this quarter; both are new");
        assert_eq!(front_title(3, 3), "Three exceptions this quarter; all are new");
    }

    #[test]
    fn words_agree_in_number() {
        assert_eq!(several(1, "return", "returns"), "one return");
        assert_eq!(several(11, "return", "returns"), "11 returns");
        assert_eq!(
            [1, 2, 3, 4, 11, 12, 21, 112].map(ordinal).join(" "),
            "1st 2nd 3rd 4th 11th 12th 21st 112th"
        );
        assert_eq!(list(&["a".into(), "b".into(), "c".into()]), "a, b and c");
        assert_eq!(date("2026-11-18".parse().unwrap()), "18 November 2026");
    }
}
