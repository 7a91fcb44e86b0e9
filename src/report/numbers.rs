//! Numbers in the cells of workbooks: kept as numbers, and shown as they are spelt.

use rust_xlsxwriter::{Format, FormatAlign};

/// A number that stands in words, so that it is never kept as text; ids with leading zeros and long ones are words.
pub fn written(words: &str) -> Option<(f64, Format)> {
    let digits = words.strip_prefix('-').unwrap_or(words);
    let whole = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    let is_number = digits.bytes().all(|letter| letter.is_ascii_digit() || letter == b'.');
    let is_id = whole.is_empty() || whole.len() > 9 || whole.len() > 1 && whole.starts_with('0');
    (is_number && !is_id).then(|| spelt(words, "", "")).flatten()
}

/// Digits as a number, with the number format that spells it with as many decimals.
pub fn spelt(digits: &str, thousands: &str, unit: &str) -> Option<(f64, Format)> {
    let value: f64 = digits.replace(',', "").parse().ok()?;
    let decimals = digits.split_once('.').map_or(0, |(_, part)| part.len());
    let places = if decimals == 0 {
        String::new()
    } else {
        format!(".{}", "0".repeat(decimals))
    };
    let format = Format::new()
        .set_num_format(format!("{thousands}0{places}{unit}"))
        .set_align(FormatAlign::Right)
        .set_align(FormatAlign::Top);
    Some((value, format))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_words_is_a_number_and_an_id_stays_words() {
        let value = |words: &str| written(words).map(|(value, _)| value);
        assert_eq!(value("39.37"), Some(39.37));
        assert_eq!(value("-2"), Some(-2.0));
        assert_eq!(value("0"), Some(0.0));
        for words in ["", "-", ".5", "1.2.3", "007", "4857773456", "6 of 19", "12%", "1,200"] {
            assert_eq!(value(words), None, "{words}");
        }
    }
}
