//! The text of a cell into a number, a bound or a range, with every way in which it is not plainly written.

use crate::ingest::words::bounds::{digits, in_words, read_bound, read_pair};
use crate::ingest::words::tidy;

/// A way of writing that is not plain digits, in the order in which a message would name it.
#[derive(Clone, Debug, PartialEq)]
pub enum Way {
    /// Commas between thousands: `1,234`.
    ThousandsComma,
    /// Spaces between thousands: `1 234`.
    ThousandsSpace,
    /// A no-break or other odd space beside the digits.
    OddSpace,
    /// Digits of another script or width: `９１`.
    OddDigits,
    /// A pound sign.
    Pounds,
    /// A percent sign.
    Percent,
    /// A marker after the number: `12*`, `12 (r)`.
    Marker(String),
    /// Another number or words in brackets: `12 (3)`.
    Bracket(String),
    /// `c. 40`, `approx 30`.
    Approximate,
    /// `1.2k`, `3m`.
    Abbreviated,
    /// A comma where a decimal point would stand: `1,4`.
    DecimalComma,
    /// Words after the number: `12 days`.
    Words(String),
    /// What the number is called on a scale, behind a sign: `4 - Good`.
    Named(String),
    /// The number in words: `three`.
    InWords,
    /// The sign of a percentage in words: `12 per cent`.
    PercentInWords,
}

/// What a text says of a number.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// A number.
    Number(f64, Vec<Way>),
    /// Less than, or at most when `inclusive`; `in_words` for anything but the sign `<`.
    Below {
        /// The bound.
        bound: f64,
        /// Whether the bound itself is possible.
        inclusive: bool,
        /// Whether it is written otherwise than `<n` or its words, `fewer than n`.
        in_words: bool,
    },
    /// More than, or at least when `inclusive`.
    Above {
        /// The bound.
        bound: f64,
        /// Whether the bound itself is possible.
        inclusive: bool,
    },
    /// From one number to another, both included.
    Between(f64, f64),
    /// One number out of another: `7/10`, `7 of 10`.
    OutOf(f64, f64),
    /// No number.
    Not,
}

/// Reads a text. Never guesses: what has two readings keeps the way that says so.
pub fn read(text: &str) -> Written {
    match plainly(text) {
        Some(number) => Written::Number(number, vec![]),
        None => match in_plain_digits(text) {
            Some(plain) => match read_oddly(&plain) {
                Written::Number(number, mut ways) => {
                    ways.push(Way::OddDigits);
                    Written::Number(number, ways)
                }
                // A bound in such digits is not worth a guess.
                _ => Written::Not,
            },
            None => read_oddly(text),
        },
    }
}

/// A text with digits of another script or width, in plain ones; `None` where it has none.
fn in_plain_digits(text: &str) -> Option<String> {
    // Where ten digits stand in their order, by the first of them.
    const NOUGHTS: [char; 4] = ['\u{ff10}', '\u{660}', '\u{6f0}', '\u{966}'];
    let digit = |letter: char| {
        let past = |nought: &char| {
            u32::from(letter)
                .checked_sub(u32::from(*nought))
                .filter(|past| *past < 10)
        };
        NOUGHTS
            .iter()
            .find_map(past)
            .and_then(|past| char::from_digit(past, 10))
    };
    if text.is_ascii() || !text.chars().any(|letter| digit(letter).is_some()) {
        return None;
    }
    let plain = |letter: char| match letter {
        '\u{ff0e}' => '.',
        '\u{ff0c}' => ',',
        '\u{ff05}' => '%',
        _ => digit(letter).unwrap_or(letter),
    };
    Some(text.chars().map(plain).collect())
}

/// A number that can be read in one way only: digits without a leading nought, and at most one point with digits after it.
fn plainly(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let plain =
        text.len() < 16 && (whole == "0" || !whole.starts_with('0')) && all_digits(whole) && all_digits(fraction);
    if plain { text.parse().ok() } else { None }
}

fn read_oddly(text: &str) -> Written {
    let odd = text
        .chars()
        .any(|letter| letter != ' ' && letter.is_whitespace() || letter == '\u{200b}');
    let plain = tidy(text).to_lowercase();
    let plain = plain.strip_prefix('\'').unwrap_or(&plain).trim();
    if plain.is_empty() || plain.len() > 60 {
        return Written::Not;
    }
    if let Some(bound) = read_bound(plain).or_else(|| read_pair(plain)) {
        return bound;
    }
    match read_number(plain) {
        Some((number, mut ways)) => {
            if odd {
                ways.push(Way::OddSpace);
            }
            Written::Number(number, ways)
        }
        None => Written::Not,
    }
}

fn read_number(text: &str) -> Option<(f64, Vec<Way>)> {
    let mut ways = Vec::new();
    if let Some(number) = in_words(text) {
        return Some((number, vec![Way::InWords]));
    }
    let mut rest = text;
    for sign in [
        "approximately",
        "approx.",
        "approx",
        "circa",
        "about",
        "around",
        "roughly",
        "est.",
        "ca.",
        "c.",
        "c ",
        "~",
        "≈",
    ] {
        if let Some(after) = rest.strip_prefix(sign) {
            rest = after.trim_start();
            ways.push(Way::Approximate);
            break;
        }
    }
    let negative = rest.starts_with('-');
    rest = rest.strip_prefix('-').unwrap_or(rest).trim_start();
    if let Some(after) = rest.strip_prefix('£').or_else(|| rest.strip_prefix("gbp")) {
        ways.push(Way::Pounds);
        rest = after.trim_start();
    }
    let end = end_of_digits(rest);
    let (head, tail) = rest.split_at(end);
    let number = grouped(head.trim_end(), &mut ways)?;
    let number = read_tail(number, tail.trim(), &mut ways)?;
    Some((if negative { -number } else { number }, ways))
}

/// Where digits, points and separators end. A space belongs to them only before three more digits.
fn end_of_digits(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let three_follow = bytes
            .get(at + 1..at + 4)
            .is_some_and(|next| next.iter().all(u8::is_ascii_digit))
            && bytes.get(at + 4).is_none_or(|next| !next.is_ascii_digit());
        match byte {
            b'0'..=b'9' | b'.' | b',' => at += 1,
            b' ' if at > 0 && three_follow => at += 1,
            _ => break,
        }
    }
    at
}

/// Digits with thousands separators or a decimal comma.
fn grouped(head: &str, ways: &mut Vec<Way>) -> Option<f64> {
    for (separator, way) in [(',', Way::ThousandsComma), (' ', Way::ThousandsSpace)] {
        if !head.contains(separator) {
            continue;
        }
        let (whole, fraction) = head.split_once('.').unwrap_or((head, ""));
        let groups: Vec<&str> = whole.split(separator).collect();
        let first = groups.first()?;
        let well_formed = (1..=3).contains(&first.len()) && groups[1..].iter().all(|group| group.len() == 3);
        if well_formed
            && groups
                .iter()
                .all(|group| group.bytes().all(|digit| digit.is_ascii_digit()))
        {
            ways.push(way);
            let joined: String = groups.concat();
            return if fraction.is_empty() {
                digits(&joined)
            } else {
                digits(&format!("{joined}.{fraction}"))
            };
        }
        if separator == ',' && groups.len() == 2 && fraction.is_empty() && !head.contains('.') {
            ways.push(Way::DecimalComma);
            return digits(&head.replace(',', "."));
        }
        return None;
    }
    digits(head)
}

/// What follows the digits.
fn read_tail(number: f64, tail: &str, ways: &mut Vec<Way>) -> Option<f64> {
    if tail.is_empty() {
        return Some(number);
    }
    let in_words = ["per cent", "percent", "pct", "pc"]
        .iter()
        .find_map(|word| tail.strip_prefix(word));
    if let Some(rest) = tail.strip_prefix('%').or(in_words) {
        ways.push(Way::Percent);
        if in_words.is_some() {
            ways.push(Way::PercentInWords);
        }
        return read_tail(number, rest.trim_start(), ways);
    }
    match tail {
        "k" | "thousand" => {
            ways.push(Way::Abbreviated);
            return Some(number * 1_000.0);
        }
        "m" | "million" => {
            ways.push(Way::Abbreviated);
            return Some(number * 1_000_000.0);
        }
        _ => {}
    }
    let bracketed = tail
        .strip_prefix(['(', '['])
        .and_then(|rest| rest.strip_suffix([')', ']']));
    if let Some(inside) = bracketed {
        let short = inside.len() <= 2 && inside.chars().all(char::is_alphabetic);
        ways.push(if short {
            Way::Marker(tail.to_owned())
        } else {
            Way::Bracket(inside.trim().to_owned())
        });
        return Some(number);
    }
    read_sign_or_word(number, tail, ways)
}

/// A sign or a word after a number.
fn read_sign_or_word(number: f64, tail: &str, ways: &mut Vec<Way>) -> Option<f64> {
    let signs = tail.chars().all(|letter| "*†‡^#§¹²³!?▲▼△▽↑↓→↗↘↔".contains(letter));
    let letter = tail.len() == 1 && matches!(tail, "r" | "p" | "e" | "u");
    if signs || letter {
        ways.push(Way::Marker(tail.to_owned()));
        return Some(number);
    }
    // `4 - Likely`: the number and its word, not `3-May`.
    let joined = ["- ", "– ", "— ", ": ", "= "]
        .iter()
        .find_map(|joint| tail.strip_prefix(joint));
    let tail = joined.map_or(tail, str::trim_start);
    if crate::ingest::words::days::month(tail).is_some() {
        return None;
    }
    let worded = tail.len() <= 30 && tail.chars().all(|letter| letter.is_alphabetic() || letter == ' ');
    if worded && tail.chars().count() > 2 {
        ways.push(match joined {
            Some(_) => Way::Named(tail.to_owned()),
            None => Way::Words(tail.to_owned()),
        });
        return Some(number);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Way, Written, read};

    fn number(text: &str) -> Option<(f64, Vec<Way>)> {
        match read(text) {
            Written::Number(number, ways) => Some((number, ways)),
            _ => None,
        }
    }

    #[test]
    fn numbers_are_read_however_they_are_dressed() {
        let cases = [
            ("12", 12.0, vec![]),
            (" 84.5 ", 84.5, vec![]),
            ("1,234", 1234.0, vec![Way::ThousandsComma]),
            ("1 234 567", 1_234_567.0, vec![Way::ThousandsSpace]),
            ("£240,205.00", 240_205.0, vec![Way::Pounds, Way::ThousandsComma]),
            ("85 %", 85.0, vec![Way::Percent]),
            ("12*", 12.0, vec![Way::Marker("*".into())]),
            ("12 (r)", 12.0, vec![Way::Marker("(r)".into())]),
            ("12 (3)", 12.0, vec![Way::Bracket("3".into())]),
            ("c.40", 40.0, vec![Way::Approximate]),
            ("approx 30", 30.0, vec![Way::Approximate]),
            ("1.2k", 1200.0, vec![Way::Abbreviated]),
            ("1,4", 1.4, vec![Way::DecimalComma]),
            ("−3", -3.0, vec![]),
            ("4\u{a0}", 4.0, vec![Way::OddSpace]),
            ("９１", 91.0, vec![Way::OddDigits]),
            ("٨٤", 84.0, vec![Way::OddDigits]),
            ("12 days", 12.0, vec![Way::Words("days".into())]),
            ("three", 3.0, vec![Way::InWords]),
        ];
        for (text, value, ways) in cases {
            assert_eq!(number(text), Some((value, ways)), "{text}");
        }
    }

    #[test]
    fn bounds_and_ranges_are_told_from_numbers() {
        let below = |bound, inclusive, in_words| Written::Below {
            bound,
            inclusive,
            in_words,
        };
        assert_eq!(read("<5"), below(5.0, false, false));
        assert_eq!(read("< 5"), below(5.0, false, false));
        assert_eq!(read("<=5"), below(5.0, true, true));
        assert_eq!(read("fewer than five"), below(5.0, false, true));
        assert_eq!(read("5 or fewer"), below(5.0, true, true));
        assert_eq!(
            read(">100"),
            Written::Above {
                bound: 100.0,
                inclusive: false
            }
        );
        assert_eq!(
            read("100+"),
            Written::Above {
                bound: 100.0,
                inclusive: true
            }
        );
        assert_eq!(read("1-4"), Written::Between(1.0, 4.0));
        assert_eq!(read("1 to 4"), Written::Between(1.0, 4.0));
        assert_eq!(read("7/10"), Written::OutOf(7.0, 10.0));
        assert_eq!(read("7 out of 10"), Written::OutOf(7.0, 10.0));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "",
            "n/a",
            "tbc",
            "1.2.3",
            "12,34,5",
            "1,2,3",
            "(12)",
            "A12",
            "30/09/2026",
            "5-3",
            "nan",
            "inf",
            "1e5",
            "- -",
            "12 x 4",
        ] {
            assert_eq!(read(text), Written::Not, "{text}");
        }
    }
}
