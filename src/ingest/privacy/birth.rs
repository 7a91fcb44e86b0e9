//! Dates in a text, and the words of birth beside them.

use crate::ingest::privacy::free_text::Hit;
use crate::ingest::privacy::vocabulary::is_one_of;
use crate::ingest::privacy::{Detector, Verdict};

/// A full date within five words of a word of birth.
pub fn birth_date(text: &str) -> Option<Hit> {
    if !["or", "OR", "ob", "OB", "irt", "IRT", "ged", "GED", "o.b", "O.B"]
        .iter()
        .any(|part| text.contains(part))
    {
        return None;
    }
    let lower = text.to_lowercase();
    if !["born", "dob", "d.o.b", "birth", "aged"]
        .iter()
        .any(|word| lower.contains(word))
    {
        return None;
    }
    let words: Vec<&str> = lower
        .split_whitespace()
        .map(|word| word.trim_matches(|letter: char| !letter.is_alphanumeric()))
        .collect();
    let born: Vec<usize> = (0..words.len())
        .filter(|at| is_birth_word(words[*at]) && !is_of_a_group(&words[*at..]))
        .collect();
    let dated = (0..words.len()).filter(|at| is_date(words[*at]) || is_spelt_date(&words[*at..]));
    let near = dated
        .into_iter()
        .any(|date| born.iter().any(|born| born.abs_diff(date) <= 5));
    near.then(|| Hit::new(Detector::DateOfBirth, Verdict::Block, 90))
}

/// "Aged 0 to 4" and "aged under 5" speak of a group, beside whose date no one was born.
fn is_of_a_group(words: &[&str]) -> bool {
    let word = |ahead: usize| words.get(ahead).copied().unwrap_or_default();
    let number = word(1).parse::<u32>().is_ok();
    word(0) == "aged" && !is_date(word(1)) && (!number || matches!(word(2), "to" | "and" | "or" | "plus"))
}

fn is_birth_word(word: &str) -> bool {
    matches!(
        word,
        "born" | "dob" | "d.o.b" | "birth" | "birthday" | "aged" | "birthdate"
    ) || word.starts_with("dob:")
        || word.starts_with("d.o.b.:")
}

/// `12/03/2014`, `12.3.14`, `2014-03-12`, also after `dob:`.
pub fn is_date(word: &str) -> bool {
    let word = word.rsplit(':').next().unwrap_or(word);
    let parts: Vec<&str> = word.split(['/', '-', '.']).collect();
    let [first, second, third] = parts[..] else {
        return false;
    };
    let number =
        |part: &str, most: u32| part.len() <= 2 && part.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number));
    let year = |part: &str| matches!(part.len(), 2 | 4) && part.bytes().all(|byte| byte.is_ascii_digit());
    let month = |part: &str| number(part, 12) || is_month(part);
    number(first, 31) && month(second) && year(third)
        || first.len() == 4 && year(first) && month(second) && number(third, 31)
}

fn is_month(word: &str) -> bool {
    const MONTHS: &str = "jan feb mar apr may jun jul aug sep oct nov dec";
    word.get(..3).is_some_and(|start| is_one_of(MONTHS, start)) && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// `12th march 2014` at the start of the words.
fn is_spelt_date(words: &[&str]) -> bool {
    let [day, month, year, ..] = words else { return false };
    let day = day.trim_end_matches(|letter: char| letter.is_alphabetic());
    let numbered =
        |text: &str, from: u32, to: u32| text.parse::<u32>().is_ok_and(|number| (from..=to).contains(&number));
    numbered(day, 1, 31) && is_month(month) && numbered(year, 1900, 2100)
}
