//! Figures against those of the quarters before: one that is several times as large or as small as all of them may have a digit too
//! many or too few, and one that is suddenly nothing may have been forgotten. Nothing is left out for it.

use crate::ingest::cells::plain_number;
use crate::ingest::check::{Checked, Told};
use crate::ingest::held::Figures;
use std::collections::BTreeMap;

/// Quarters that are looked back on.
const BACK: i32 = 8;
/// Figures that must be held before a new one is compared with them.
const LEAST_HELD: usize = 3;
/// How many times the smallest of them the largest may be, for them to be steady.
const STEADY: f64 = 2.5;
/// How many times the largest, or what part of the smallest, a figure must be.
const TIMES: f64 = 5.0;
/// Smaller figures move by chance.
const LEAST_FIGURE: f64 = 10.0;

/// The figures of one earlier quarter by row.
type Quarter<'h> = BTreeMap<&'h str, &'h Figures>;

/// Says of each figure of the folder's quarter that is out of line with steady earlier ones.
pub fn remark(checked: &mut Checked<'_, '_>, about: &str) {
    if checked.feed.id != "dashboard" {
        return;
    }
    let folder = checked.context.period();
    let sender = checked.sender.clone();
    let of = (sender.as_str(), checked.feed.id.as_str());
    let held = checked.context.held;
    let quarters: Vec<Quarter<'_>> = (1..=BACK)
        .map(|back| held.of_period(of, folder.back(back)))
        .filter(|quarter| !quarter.is_empty())
        .collect();
    if quarters.len() < LEAST_HELD {
        return;
    }
    let rows = std::mem::take(&mut checked.rows);
    for row in rows.iter().filter(|row| row.word(about) == folder.to_string()) {
        let key = row.key_without_period(checked.feed);
        // A rate follows its parts: one finding for a row is enough.
        let found = ["numerator", "denominator", "value"].into_iter().find_map(|column| {
            let figure = row.numbers.get(column)?;
            let rows = || quarters.iter().filter_map(|quarter| quarter.get(key.as_str()));
            let before: Vec<f64> = rows().filter_map(|row| row.get(column)).copied().collect();
            let all_known = before.len() == rows().count();
            let note = out_of_line(figure.reading.number?, (&before, all_known))?;
            Some((figure, note))
        });
        if let Some((figure, note)) = found {
            let told = Told {
                seen: figure.seen.clone(),
                note,
                ..Told::default()
            };
            checked.say("figure-unlike-before", (row, figure.cell), told);
        }
    }
    checked.rows = rows;
}

/// What is to be said of a number beside those of earlier quarters; nothing where they are few, small or unsteady. Where a quarter had
/// a row without a number, that may have been a small one, and a small one now is nothing new.
fn out_of_line(number: f64, (before, all_known): (&[f64], bool)) -> Option<String> {
    let low = before.iter().copied().fold(f64::INFINITY, f64::min);
    let high = before.iter().copied().fold(0.0, f64::max);
    if before.len() < LEAST_HELD || low < LEAST_FIGURE || high > low * STEADY {
        return None;
    }
    let stretch = match high - low < 1e-9 {
        true => format!("all {}", plain_number(low)),
        false => format!("from {} to {}", plain_number(low), plain_number(high)),
    };
    let far = number >= high * TIMES || all_known && number <= low / TIMES;
    far.then(|| format!("those of {} earlier quarters were {stretch}", before.len()))
}

#[cfg(test)]
mod tests {
    use super::out_of_line;

    #[test]
    fn a_digit_too_many_or_too_few_is_out_of_line_and_a_busy_quarter_is_not() {
        let steady = [600.0, 620.0, 590.0];
        for number in [6_100.0, 61.0, 6.0, 0.0] {
            assert!(out_of_line(number, (&steady, true)).is_some(), "{number}");
        }
        assert!(out_of_line(6_100.0, (&steady, false)).is_some());
        assert_eq!(out_of_line(6.0, (&steady, false)), None);
        for number in [300.0, 900.0, 1_900.0] {
            assert_eq!(out_of_line(number, (&steady, true)), None, "{number}");
        }
        for unsure in [&[600.0, 620.0][..], &[3.0, 4.0, 3.0], &[40.0, 400.0, 90.0]] {
            assert_eq!(out_of_line(6_000.0, (unsure, true)), None, "{unsure:?}");
        }
    }
}
