//! Bounds, ranges and pairs of numbers, and the digits that all of them are made of.

use crate::ingest::words::numbers::Written;
use crate::ingest::words::tidy;

/// Words before an upper bound; whether the bound itself is possible; whether it needs a finding.
const BELOW: [(&str, bool, bool); 15] = [
    ("<=", true, true),
    ("=<", true, true),
    ("≤", true, true),
    ("<", false, false),
    ("less than or equal to", true, true),
    ("fewer than", false, true),
    ("less than", false, true),
    ("lower than", false, true),
    ("under", false, true),
    ("below", false, true),
    ("no more than", true, true),
    ("not more than", true, true),
    ("up to", true, true),
    ("at most", true, true),
    ("max", true, true),
];

/// Words before a lower bound; whether the bound itself is possible.
const ABOVE: [(&str, bool); 10] = [
    (">=", true),
    ("=>", true),
    ("≥", true),
    (">", false),
    ("more than", false),
    ("greater than", false),
    ("over", false),
    ("above", false),
    ("at least", true),
    ("min", true),
];

/// `<5`, `fewer than 5`, `up to 5`, `>100`, `100+`.
pub(super) fn read_bound(text: &str) -> Option<Written> {
    for (sign, inclusive, in_words) in BELOW {
        if let Some(rest) = text.strip_prefix(sign) {
            let bound = bare_or_worded(rest)?;
            return Some(Written::Below {
                bound,
                inclusive,
                in_words,
            });
        }
    }
    for (sign, inclusive) in ABOVE {
        if let Some(rest) = text.strip_prefix(sign) {
            return Some(Written::Above {
                bound: bare_or_worded(rest)?,
                inclusive,
            });
        }
    }
    if let Some(rest) = text.strip_suffix('+') {
        return Some(Written::Above {
            bound: bare(rest)?,
            inclusive: true,
        });
    }
    let rest = text.strip_suffix(" or fewer").or_else(|| text.strip_suffix(" or less"));
    if let Some(rest) = rest {
        return Some(Written::Below {
            bound: bare_or_worded(rest)?,
            inclusive: true,
            in_words: true,
        });
    }
    let rest = text.strip_suffix(" or more")?;
    Some(Written::Above {
        bound: bare_or_worded(rest)?,
        inclusive: true,
    })
}

/// `1-4`, `1 to 4`, `7/10`, `7 out of 10`.
pub(super) fn read_pair(text: &str) -> Option<Written> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    for joint in [" out of ", " of ", "/"] {
        if let Some((part, whole)) = text.split_once(joint) {
            let (part, whole) = (bare(part)?, bare(whole)?);
            return Some(Written::OutOf(part, whole));
        }
    }
    for joint in [" to ", " - ", "-", ".."] {
        if let Some((low, high)) = text.split_once(joint) {
            let (low, high) = (bare(low)?, bare(high)?);
            return (low < high).then_some(Written::Between(low, high));
        }
    }
    None
}

/// A count, what it is out of and the percentage that follows, where one cell holds them: `12 of 15 (80%)`, `80% (12/15)`. `None`
/// where they do not fit together.
pub fn read_share(text: &str) -> Option<(f64, f64, Option<f64>)> {
    let text = tidy(text).to_lowercase().replace("per cent", "%");
    let pair = |text: &str| {
        let (part, whole) = [" out of ", " of ", "/"]
            .iter()
            .find_map(|joint| text.split_once(joint))?;
        let number = |text: &str| digits(&text.trim().replace(',', ""));
        let (part, whole) = (number(part)?, number(whole)?);
        (part <= whole && whole > 0.0 && part.fract() == 0.0 && whole.fract() == 0.0).then_some((part, whole))
    };
    let outer = text.trim_end_matches([')', ' ']);
    let Some((one, other)) = two_parts(outer) else {
        return pair(outer).map(|(part, whole)| (part, whole, None));
    };
    let (pair_text, rate_text) = if one.ends_with('%') { (other, one) } else { (one, other) };
    let (part, whole) = pair(pair_text)?;
    let rate_text = rate_text.strip_suffix('%')?.trim();
    let rate = digits(rate_text)?;
    let decimals = rate_text.split_once('.').map_or(0, |(_, rest)| rest.len());
    let slack = 0.55 * 10_f64.powi(-(decimals.min(9) as i32));
    ((rate - 100.0 * part / whole).abs() <= slack).then_some((part, whole, Some(rate)))
}

/// A count of so many and the percentage beside it, in their order: parted by a bracket, a sign, a dash, a comma or a space.
fn two_parts(text: &str) -> Option<(&str, &str)> {
    let by_space = || match text.split_once(' ') {
        Some((rate, rest)) if rate.ends_with('%') => Some((rate, rest)),
        _ => text.rsplit_once(' ').filter(|(_, rate)| rate.ends_with('%')),
    };
    let parts = text
        .split_once(['(', '=', ';'])
        .or_else(|| [" - ", ", ", ": "].iter().find_map(|joint| text.split_once(joint)));
    let (one, other) = parts.or_else(by_space)?;
    Some((one.trim(), other.trim()))
}

/// Digits with at most one decimal point, a percent sign allowed.
pub(super) fn bare(text: &str) -> Option<f64> {
    let text = text.trim();
    let text = text.strip_suffix('%').unwrap_or(text).trim_end();
    digits(text)
}

pub(super) fn bare_or_worded(text: &str) -> Option<f64> {
    bare(text).or_else(|| in_words(text.trim()))
}

pub(super) fn digits(text: &str) -> Option<f64> {
    let mut points = 0;
    for letter in text.bytes() {
        match letter {
            b'.' => points += 1,
            b'0'..=b'9' => {}
            _ => return None,
        }
    }
    if points > 1 || !text.bytes().any(|letter| letter.is_ascii_digit()) {
        None
    } else {
        text.parse().ok()
    }
}

pub(super) fn in_words(text: &str) -> Option<f64> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    WORDS.iter().position(|word| *word == text).map(|at| at as f64)
}

#[cfg(test)]
mod tests {
    use super::read_share;
    use crate::ingest::words::numbers::{Way, Written, read};

    #[test]
    fn a_count_its_base_and_their_percentage_stand_in_one_cell_in_many_ways() {
        for text in [
            "20 out of 22 - 90.9%",
            "20 of 22 (90.9%)",
            "90.9% (20/22)",
            "90.9%, 20 of 22",
            "20/22 90.9%",
            "90.9% - 20/22",
            "20/22: 90.9%",
        ] {
            assert_eq!(read_share(text), Some((20.0, 22.0, Some(90.9))), "{text}");
        }
        for text in ["20 of 22 - 80%", "22 of 20 (110%)", "20 - 22", "20/22 90.9", "90.9%"] {
            assert_eq!(read_share(text), None, "{text}");
        }
    }

    #[test]
    fn an_arrow_behind_a_number_is_a_mark() {
        assert_eq!(read("640 ▲"), Written::Number(640.0, vec![Way::Marker("▲".into())]));
        assert_eq!(read("▲ 13"), Written::Not);
    }
}
