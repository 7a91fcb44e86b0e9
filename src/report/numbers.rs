//! Numbers in the cells of workbooks: kept as numbers, and shown as they are spelt.

use rust_xlsxwriter::{Format, FormatAlign};

/// A number that stands in words, with its unit or sign, so that it is never kept as text; ids with leading zeros and long ones are
/// words.
pub fn written(words: &str) -> Option<(f64, Format)> {
    let is_rise = words.starts_with('+');
    let (digits, unit) = parted(words.strip_prefix('+').unwrap_or(words));
    let plain = if is_rise {
        digits
    } else {
        digits.strip_prefix('-').unwrap_or(digits)
    };
    let whole = plain.split_once('.').map_or(plain, |(whole, _)| whole);
    let thousands = if whole.contains(',') { "#,##" } else { "" };
    let is_number = plain
        .bytes()
        .all(|letter| letter.is_ascii_digit() || matches!(letter, b'.' | b','));
    let is_grouped = whole.split(',').skip(1).all(|group| group.len() == 3);
    let is_id = whole.is_empty() || whole.len() > 9 || whole.len() > 1 && whole.starts_with('0');
    if !is_number || !is_grouped || is_id {
        return None;
    }
    let (value, format) = spelt(digits, thousands, unit)?;
    Some(match is_rise {
        true => (
            value,
            format.set_num_format(format!("+{thousands}0{}{unit}", places(digits))),
        ),
        false => (value, format),
    })
}

/// A figure without its unit, and the unit as a number format has it.
pub fn parted(text: &str) -> (&str, &'static str) {
    let units = [("%", "\"%\""), (" days", "\" days\""), (" day", "\" day\"")];
    let found = units
        .into_iter()
        .find_map(|(unit, format)| Some((text.strip_suffix(unit)?, format)));
    found.unwrap_or((text, ""))
}

/// As many decimals as digits have, in a number format.
fn places(digits: &str) -> String {
    match digits.split_once('.') {
        Some((_, part)) => format!(".{}", "0".repeat(part.len())),
        None => String::new(),
    }
}

/// Digits as a number, with the number format that spells it with as many decimals.
pub fn spelt(digits: &str, thousands: &str, unit: &str) -> Option<(f64, Format)> {
    let value: f64 = digits.replace(',', "").parse().ok()?;
    let format = Format::new()
        .set_num_format(format!("{thousands}0{}{unit}", places(digits)))
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
        assert_eq!(
            (value("99%"), value("58 days"), value("+10")),
            (Some(99.0), Some(58.0), Some(10.0))
        );
        assert_eq!((value("1,200"), value("12.5%")), (Some(1200.0), Some(12.5)));
        for words in [
            "",
            "-",
            "+",
            "%",
            ".5",
            "1.2.3",
            "007",
            "4857773456",
            "6 of 19",
            "1,20",
            "+-2",
            "2 years",
        ] {
            assert_eq!(value(words), None, "{words}");
        }
    }
}
