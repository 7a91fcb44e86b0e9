//! A cell under a heading: is it what the heading announces?

use crate::ingest::privacy::birth::is_date;
use crate::ingest::privacy::free_text::Hit;
use crate::ingest::privacy::normal::{normalise, words_of};
use crate::ingest::privacy::numbers::is_phone;
use crate::ingest::privacy::people::{NameShape, name_shape};
use crate::ingest::privacy::{Detector, Gazetteer, Verdict, checks};
use crate::ingest::sheet::{Cell, Raw};

/// What a cell makes of the announcement of a kind of identifier; `None` when the cell is something else.
pub fn under_identifier(detector: Detector, cell: &Cell, gazetteer: &Gazetteer) -> Option<Hit> {
    let shown = cell.shown();
    let text = normalise(shown.trim());
    let score = match detector {
        // A heading and ten digits are enough: a mistyped number still leads to a child.
        Detector::NhsNumber => {
            as_ten_digits(&text, cell).map(|digits| if checks::is_nhs_number(&digits) { 99 } else { 80 })
        }
        Detector::PupilNumber => {
            let word = letters_and_digits(&text);
            (checks::has_pupil_shape(&word) || checks::has_pupil_shape(&unswapped_tail(&word))).then_some(95)
        }
        Detector::NationalInsuranceNumber => {
            let word = letters_and_digits(&text);
            (word.is_ascii() && checks::is_insurance_number(&word)).then_some(95)
        }
        Detector::DateOfBirth => is_birth_date(cell, &text).then_some(95),
        Detector::Phone => is_phone_under_heading(&text).then_some(85),
        Detector::Postcode => is_home_postcode(&text, gazetteer).then_some(90),
        Detector::PersonName => is_some_name(&text, gazetteer).then_some(85),
        Detector::CaseId => is_case_id(cell, &text).then_some(80),
        Detector::OtherNumber => {
            let code = text.chars().all(char::is_alphanumeric);
            (code && (7..=10).contains(&text.chars().filter(char::is_ascii_digit).count())).then_some(80)
        }
        Detector::Email | Detector::RowPerChild | Detector::Narrative => None,
    };
    score.map(|score| Hit::new(detector, Verdict::Block, score))
}

fn letters_and_digits(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// A telephone number, also one that has lost its 0 to a numeric cell.
fn is_phone_under_heading(text: &str) -> bool {
    let digits = plain_digits(text);
    let lost_zero = digits.len() == 10 && matches!(digits.as_bytes()[0], b'1' | b'2' | b'7');
    is_phone(&digits, text.starts_with('+')) || lost_zero
}

fn is_home_postcode(text: &str, gazetteer: &Gazetteer) -> bool {
    let word: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    let fits = (5..=7).contains(&word.len()) && checks::is_postcode(&word[..word.len() - 3], &word[word.len() - 3..]);
    fits && !gazetteer.postcodes.contains(&word.to_ascii_uppercase())
}

/// A word or two with five digits or more, that is neither a date nor an amount.
fn is_case_id(cell: &Cell, text: &str) -> bool {
    let dated = matches!(cell.raw, Raw::Date(_)) || is_date(text);
    let amount = matches!(cell.raw, Raw::Number(number) if number != number.trunc()) || text.contains(',');
    text.chars().filter(char::is_ascii_digit).count() >= 5 && !dated && !amount && text.split(' ').count() <= 2
}

/// What a cell makes of a heading that may announce names.
pub fn under_perhaps_name(cell: &Cell, gazetteer: &Gazetteer) -> bool {
    matches!(cell.raw, Raw::Text(text) if name_shape(text, gazetteer) != NameShape::Not)
}

/// The digits of a text that is nothing but digits and what parts them.
pub fn plain_digits(text: &str) -> String {
    let parts = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '-' | '.' | '(' | ')' | '+');
    if text.chars().all(parts) {
        text.chars().filter(char::is_ascii_digit).collect()
    } else {
        String::new()
    }
}

/// Ten digits, though O stands for 0 or I and l for 1, though spaces part them, though a leading 0 is lost.
fn as_ten_digits(text: &str, cell: &Cell) -> Option<String> {
    let swapped: String = text
        .chars()
        .filter(|letter| !matches!(letter, ' ' | '-' | '.'))
        .map(|letter| match letter {
            'O' | 'o' => '0',
            'I' | 'l' | 'i' => '1',
            letter => letter,
        })
        .collect();
    let digits = match cell.raw {
        Raw::Number(number) if number == number.trunc() && (1e8..1e10).contains(&number) => format!("{number:010.0}"),
        _ => swapped,
    };
    (digits.len() == 10 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// A pupil number in whose digits letters that look like them were typed.
fn unswapped_tail(word: &str) -> String {
    let mut letters = word.chars();
    let first: String = letters.by_ref().take(1).collect();
    let rest = letters.map(|letter| match letter {
        'O' | 'o' => '0',
        'I' | 'l' => '1',
        letter => letter,
    });
    first + &rest.collect::<String>()
}

fn is_birth_date(cell: &Cell, text: &str) -> bool {
    match cell.raw {
        Raw::Date(_) => true,
        // A date whose format was lost: 1 January 1980 is 29221, and the year 2060 comes before 60,000.
        Raw::Number(number) => {
            number == number.trunc() && (14_000.0..60_000.0).contains(&number)
                || (19_000_101.0..21_000_101.0).contains(&number)
        }
        Raw::Text(_) => {
            let lower = text.to_lowercase();
            let words: Vec<&str> = lower.split_whitespace().collect();
            let spelt = words.len() >= 3
                && words
                    .iter()
                    .any(|word| word.len() >= 3 && is_date(&format!("1-{}-00", word.trim_matches(','))));
            let serial = text
                .parse::<f64>()
                .is_ok_and(|number| number == number.trunc() && (14_000.0..60_000.0).contains(&number));
            words.iter().any(|word| is_date(word)) || spelt || serial
        }
        _ => false,
    }
}

/// Whether a text under a heading of names is a name: letters, and neither a place, an agency nor a word such as "none".
fn is_some_name(text: &str, gazetteer: &Gazetteer) -> bool {
    let words: Vec<String> = words_of(text);
    let lettered = text
        .chars()
        .all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '\'' | '-' | '.' | ','));
    let fits = lettered && !words.is_empty() && words.len() <= 5 && !gazetteer.knows_phrase(&words.join(" "));
    let initials = words.iter().map(String::len).sum::<usize>() <= 4
        && text
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .all(char::is_uppercase);
    let said_nothing = matches!(
        words.join(" ").as_str(),
        "na" | "n a" | "none" | "nil" | "x" | "c" | "z" | "unknown" | "withheld" | "redacted" | "tbc"
    );
    fits && !said_nothing && (initials || words.iter().any(|word| !gazetteer.knows_word(word)))
}
