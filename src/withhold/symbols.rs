//! One cell of a published table as text into what a reader learns from it.

use anyhow::Context;

use crate::withhold::cell::Seen;
use crate::withhold::protect::LEAST_WITHHELD;

/// What the publication's symbols mean.
#[derive(Clone, Copy, Debug)]
pub struct Symbols {
    /// The greatest count that `low` and `k` stand for.
    pub largest_small: u32,
    /// Numbers are rounded to multiples of this; 0 if they are not rounded.
    pub base: f64,
}

/// What the text tells. Fails on text that is neither number, range nor a known mark.
pub fn seen(text: &str, symbols: Symbols) -> anyhow::Result<Seen> {
    let text = text.replace(',', "").trim().to_lowercase();
    let bare = text.trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
    let withheld = |low: f64, high: f64| Ok(Seen::Withheld { low, high });
    match bare {
        "c" | "*" | "s" => return withheld(LEAST_WITHHELD, f64::INFINITY),
        "k" | "~" | "low" => return withheld(1.0, f64::from(symbols.largest_small)),
        "" | "x" | "u" | "." | ".." | ":" | "-" | "na" | "n/a" | "w" => return Ok(Seen::Unavailable),
        "z" => return Ok(Seen::Number(0.0)),
        _ => (),
    }
    if let Some((low, high)) = range(bare) {
        return withheld(low, high);
    }
    let value: f64 = bare
        .parse()
        .with_context(|| format!("`{text}` is neither a number nor a known mark"))?;
    if symbols.base > 0.0 {
        let half = (symbols.base / 2.0 + 1e-9).floor();
        return Ok(Seen::Between {
            low: (value - half).max(0.0),
            high: value + half,
        });
    }
    Ok(Seen::Number(value))
}

/// `1-5`, `1 to 5`, `<6`, `<=5`, `>5`, `>=6` and `6+` as bounds.
fn range(text: &str) -> Option<(f64, f64)> {
    let whole = |text: &str| text.trim().parse::<u32>().ok().map(f64::from);
    let after = |sign: &str| text.strip_prefix(sign).and_then(whole);
    if let Some(high) = after("<=") {
        return Some((LEAST_WITHHELD, high));
    }
    if let Some(low) = after(">=").or_else(|| text.strip_suffix('+').and_then(whole)) {
        return Some((low, f64::INFINITY));
    }
    if let Some(end) = after("<") {
        return Some((LEAST_WITHHELD, end - 1.0));
    }
    if let Some(start) = after(">") {
        return Some((start + 1.0, f64::INFINITY));
    }
    let (low, high) = text
        .split_once(" to ")
        .or_else(|| text.split_once('-'))
        .or_else(|| text.split_once('–'))?;
    Some((whole(low)?, whole(high)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(text: &str) -> (f64, f64) {
        seen(
            text,
            Symbols {
                largest_small: 5,
                base: 0.0,
            },
        )
        .unwrap()
        .bounds()
    }

    #[test]
    fn marks_and_ranges_are_read_as_what_they_leave_open() {
        assert_eq!(bounds("[c]"), (1.0, f64::INFINITY));
        assert_eq!(bounds("low"), (1.0, 5.0));
        assert_eq!(bounds("1-5"), (1.0, 5.0));
        assert_eq!(bounds("<6"), (1.0, 5.0));
        assert_eq!(bounds("6+"), (6.0, f64::INFINITY));
        assert_eq!(bounds("1,214"), (1214.0, 1214.0));
        assert_eq!(bounds("z"), (0.0, 0.0));
        assert!(
            seen(
                "several",
                Symbols {
                    largest_small: 5,
                    base: 0.0
                }
            )
            .is_err()
        );
    }

    #[test]
    fn a_rounded_number_leaves_its_neighbours_open() {
        let rounded = seen(
            "15",
            Symbols {
                largest_small: 5,
                base: 5.0,
            },
        )
        .unwrap();
        assert_eq!(rounded, Seen::Between { low: 13.0, high: 17.0 });
    }
}
