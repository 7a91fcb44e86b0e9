//! Small words that papers share.

use crate::domain::{Exception, ExceptionState, ReturnStatus};
use crate::sift::number;

/// `18 November 2026`.
pub(super) use crate::domain::day_in_words as day;

/// `one return`, `three returns`.
pub(super) fn several(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", number::in_words(count), if count == 1 { one } else { many })
}

/// `a`, `a and b`, `a, b and c`; from more than `most` names the rest is counted.
pub(super) fn names(all: &[String], most: usize) -> String {
    let mut shown: Vec<String> = all.iter().take(most).cloned().collect();
    if all.len() > most {
        shown.push(several(all.len() - most, "other", "others"));
    }
    match shown.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The text up to a length, cut after a word; never inside a number.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_string();
    }
    let mut kept = String::new();
    for word in text.split(' ') {
        if kept.chars().count() + word.chars().count() + 1 > most {
            break;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    format!("{} …", kept.trim_end_matches([',', ';', '.']))
}

/// The first sentences of a text, as many as asked for.
pub(super) fn first_sentences(text: &str, count: usize) -> String {
    let ends: Vec<usize> = text.match_indices(". ").map(|(at, _)| at + 1).collect();
    ends.get(count - 1).map_or(text, |end| &text[..*end]).to_string()
}

/// `New`, `Continuing, 3 quarters`.
pub(super) fn state(exception: &Exception) -> String {
    let quarters = number::quarters_open(exception.quarters_open);
    match exception.state {
        ExceptionState::New => "New".into(),
        ExceptionState::Continuing => format!("Continuing, {quarters}"),
        ExceptionState::Improving => format!("Improving, {quarters}"),
        ExceptionState::Closed => "Closed".into(),
        ExceptionState::AfterClosing => "Closed, on watch".into(),
    }
}

/// What became of a return, in words.
pub(super) fn status(status: ReturnStatus) -> &'static str {
    match status {
        ReturnStatus::OnTime => "On time",
        ReturnStatus::Late => "Late",
        ReturnStatus::Partial => "In part",
        ReturnStatus::Nil => "Nil return",
        ReturnStatus::Held => "Held for checking",
        ReturnStatus::WrongForm => "Not the form asked for",
        ReturnStatus::Missing => "Not received",
        ReturnStatus::NotDue => "Not due",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined_and_counted() {
        let all: Vec<String> = ["a", "b", "c", "d"].map(String::from).to_vec();
        assert_eq!(names(&all, 4), "a, b, c and d");
        assert_eq!(names(&all, 2), "a, b and two others");
        assert_eq!(names(&all[..1], 2), "a");
    }

    #[test]
    fn a_text_is_cut_between_words() {
        assert_eq!(cut("one two three", 8), "one two …");
        assert_eq!(cut("one two", 8), "one two");
    }

    #[test]
    fn first_sentences_end_with_their_full_stop() {
        assert_eq!(first_sentences("41.8% of a. It fell. More.", 2), "41.8% of a. It fell.");
        assert_eq!(first_sentences("One only.", 2), "One only.");
    }
}
