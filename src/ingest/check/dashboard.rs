//! Dashboard rows into one way of writing: counts in the numerator, percentages on 0 to 100, rates that agree with their parts.

use crate::catalogue::{Indicator, Timing, Unit};
use crate::domain::{CellState, Reading};
use crate::ingest::cells::{plain_number, told};
use crate::ingest::check::{Checked, Told, whole};
use crate::ingest::legend::Legend;
use crate::ingest::rows::{Figure, Row};
use crate::ingest::sheet::drop_dust;
use std::collections::BTreeMap;

/// Brings every row into the one way of writing, or leaves out what contradicts itself.
pub fn settle(checked: &mut Checked<'_, '_>, legend: &Legend) {
    let bare = bare_percentages(checked);
    let mut rows = std::mem::take(&mut checked.rows);
    for row in &mut rows {
        let Some(indicator) = checked.catalogue().indicator(row.word("indicator")) else {
            continue;
        };
        match indicator.unit {
            Unit::Count => settle_count(checked, row, (indicator, legend)),
            Unit::Percent => settle_percent(checked, row, (indicator, &bare)),
            Unit::RatePer1000 => settle_rate(checked, row, (indicator, 1_000.0)),
            Unit::RatePer10000 => settle_rate(checked, row, (indicator, 10_000.0)),
            Unit::RatePer100000 => settle_rate(checked, row, (indicator, 100_000.0)),
            Unit::Ratio | Unit::Score => settle_rate(checked, row, (indicator, 1.0)),
            Unit::MedianDays => settle_median(row),
        }
    }
    checked.rows = rows;
}

fn present(row: &Row, column: &str) -> Option<Figure> {
    row.numbers
        .get(column)
        .filter(|figure| figure.reading.state != CellState::Blank)
        .cloned()
}

fn unreadable() -> Reading {
    Reading::without_number(CellState::Unreadable)
}

/// A median is one number: the only figure of its row is it, whatever column it was sent in.
fn settle_median(row: &mut Row) {
    let lone = present(row, "value").is_none() && present(row, "denominator").is_none();
    if let Some(figure) = present(row, "numerator").filter(|_| lone) {
        row.numbers.remove("numerator");
        row.numbers.insert("value".to_owned(), figure);
    }
}

/// A count stands in the numerator, whatever column it was sent in.
fn settle_count(checked: &mut Checked<'_, '_>, row: &mut Row, (indicator, legend): (&Indicator, &Legend)) {
    let (numerator, value) = (present(row, "numerator"), present(row, "value"));
    row.numbers.remove("value");
    let is_number = |figure: &Figure| figure.reading.state == CellState::Number;
    let is_none = |figure: &Figure| matches!(figure.reading.state, CellState::NotAvailable | CellState::NotApplicable);
    let kept = match (numerator, value) {
        // A count has no share: a dash where one would stand says nothing of the count.
        (Some(count), Some(other)) if is_number(&count) && is_none(&other) => Some(count),
        (Some(numerator), Some(value)) if numerator.reading != value.reading => {
            let told = Told {
                seen: format!("{} and {}", numerator.seen, value.seen),
                treated_as: "unreadable".to_owned(),
                note: format!("{} and {}", told(&numerator.reading), told(&value.reading)),
            };
            checked.say("count-given-twice", (row, value.cell), told);
            Some(Figure {
                reading: unreadable(),
                ..numerator
            })
        }
        (Some(one), _) | (None, Some(one)) => Some(one),
        (None, None) => row.numbers.get("numerator").cloned(),
    };
    if let Some(mut figure) = kept {
        let own = Legend::of_row(row.word("note"));
        let shown_as = |number: f64| own.range(number, "").or_else(|| legend.range(number, &indicator.name));
        if let Some(number) = figure.reading.number
            && let Some(range) = shown_as(number)
        {
            figure.reading = Reading::suppressed(range.low, Some(range.high));
            let told = Told {
                seen: figure.seen.clone(),
                treated_as: told(&figure.reading),
                note: range.note.clone(),
            };
            checked.say("rounded-figure", (row, figure.cell), told);
        }
        row.numbers.insert("numerator".to_owned(), figure);
    }
    if let Some(denominator) = row
        .numbers
        .remove("denominator")
        .filter(|figure| figure.reading.state == CellState::Number)
    {
        let told = Told {
            seen: denominator.seen.clone(),
            ..Told::default()
        };
        checked.say("denominator-of-count", (row, denominator.cell), told);
    }
}

/// Percentages whose scale nothing in their row proves, by sheet and column: no sign, no format, no parts.
fn bare_percentages(checked: &Checked<'_, '_>) -> BTreeMap<(usize, u32), Vec<f64>> {
    let mut bare: BTreeMap<(usize, u32), Vec<f64>> = BTreeMap::new();
    for row in &checked.rows {
        let percent = checked
            .catalogue()
            .indicator(row.word("indicator"))
            .is_some_and(|indicator| indicator.unit == Unit::Percent);
        let Some(figure) = row
            .numbers
            .get("value")
            .filter(|figure| percent && !figure.marked_percent)
        else {
            continue;
        };
        if let Some(number) = figure.reading.number {
            bare.entry((row.table, figure.cell.1)).or_default().push(number);
        }
    }
    bare
}

fn settle_percent(
    checked: &mut Checked<'_, '_>,
    row: &mut Row,
    (indicator, bare): (&Indicator, &BTreeMap<(usize, u32), Vec<f64>>),
) {
    whole::settle(checked, row, indicator);
    if !parts_are_possible(checked, row, indicator) {
        return;
    }
    let Some(mut figure) = row.numbers.get("value").cloned() else {
        return;
    };
    let Some(number) = figure.reading.number else { return };
    let kind = match scaled(checked, (row, &figure, number), bare) {
        Scaled::AsWritten => None,
        Scaled::Hundredfold(kind) => {
            figure.reading = Reading::number(drop_dust(number * 100.0));
            Some((kind, String::new()))
        }
        Scaled::Contradicts(note) => {
            figure.reading = unreadable();
            Some(("rate-disagrees", note))
        }
        Scaled::MayBeCount => {
            figure.reading = unreadable();
            Some(("part-unclear", String::new()))
        }
        Scaled::Unclear => {
            figure.reading = unreadable();
            Some(("percent-scale-unclear", String::new()))
        }
    };
    let impossible = figure.reading.number.is_some_and(|number| number > 100.0 + 1e-9) && !indicator.may_exceed_100;
    if impossible {
        figure.reading = unreadable();
    }
    for (kind, note) in kind
        .into_iter()
        .chain(impossible.then(|| ("percent-impossible", String::new())))
    {
        let told = Told {
            seen: figure.seen.clone(),
            treated_as: told(&figure.reading),
            note,
        };
        match kind {
            // The parts may be at fault as well as the rate.
            "rate-disagrees" => checked.say_over(kind, (row, row.stretch()), told),
            _ => checked.say(kind, (row, figure.cell), told),
        }
    }
    row.numbers.insert("value".to_owned(), figure);
}

/// The scale of a percentage: its parts tell, or its sign, or what stands beside it and before it.
fn scaled(
    checked: &Checked<'_, '_>,
    (row, figure, number): (&Row, &Figure, f64),
    bare: &BTreeMap<(usize, u32), Vec<f64>>,
) -> Scaled {
    let neighbours = bare
        .get(&(row.table, figure.cell.1))
        .map(Vec::as_slice)
        .unwrap_or_default();
    match parts(row).map(|(numerator, denominator)| 100.0 * numerator / denominator) {
        Some(expected) => by_parts(number, expected, figure),
        None if figure.marked_percent => Scaled::AsWritten,
        None if is_no_share_of_so_few(checked, (row, number)) => Scaled::MayBeCount,
        None => by_neighbours(checked, (row, number), neighbours),
    }
}

/// What the scale of a percentage turned out to be.
enum Scaled {
    AsWritten,
    /// A share from 0 to 1, by the kind of finding.
    Hundredfold(&'static str),
    /// It does not agree with its parts, in words.
    Contradicts(String),
    /// No share of about as few as were counted last quarter is so small, so that it may be the count.
    MayBeCount,
    Unclear,
}

fn parts(row: &Row) -> Option<(f64, f64)> {
    let (numerator, denominator) = (row.number("numerator")?, row.number("denominator")?);
    (denominator > 0.0).then_some((numerator, denominator))
}

/// How far a printed rate may be from its parts: half of its last printed digit, and a little for rounding twice.
fn tolerance(seen: &str) -> f64 {
    let decimals = seen
        .split_once('.')
        .map_or(0, |(_, rest)| rest.bytes().take_while(u8::is_ascii_digit).count());
    match decimals {
        0 => 0.56,
        1 => 0.11,
        _ => 0.06,
    }
}

fn by_parts(number: f64, expected: f64, figure: &Figure) -> Scaled {
    let near = |value: f64, slack: f64| (value - expected).abs() <= slack;
    let slack = tolerance(&figure.seen);
    if near(number, slack) {
        return Scaled::AsWritten;
    }
    if number <= 1.0 && !figure.marked_percent && near(number * 100.0, slack.max(0.56)) {
        let one = number == 1.0;
        return Scaled::Hundredfold(if one {
            "one-for-hundred-percent"
        } else {
            "fraction-under-percent"
        });
    }
    let factor = [10.0, 100.0, 1_000.0].into_iter().find_map(|factor: f64| {
        if near(number / factor, slack) {
            Some(format!(", {} times too large", plain_number(factor)))
        } else if near(number * factor, slack.max(0.01 * expected)) {
            Some(format!(", {} times too small", plain_number(factor)))
        } else {
            None
        }
    });
    Scaled::Contradicts(format!(
        "{}{}",
        plain_number((expected * 10.0).round() / 10.0),
        factor.unwrap_or_default()
    ))
}

/// Whether a whole number that nothing calls a percentage is far too small to be one of so few: `2` where four were counted last quarter.
fn is_no_share_of_so_few(checked: &Checked<'_, '_>, (row, number): (&Row, f64)) -> bool {
    if !is_count_of_few(number, 0.0) {
        return false;
    }
    let key = row.key_without_period(checked.feed);
    let of = (checked.sender.as_str(), checked.feed.id.as_str());
    let base = checked
        .context
        .held
        .newest_before(of, (&key, "denominator"), checked.context.period());
    base.is_some_and(|base| is_count_of_few(number, base))
}

/// Whether a whole number cannot be a percentage of about so many: a share of two in a hundred takes fifty of whom it is one.
fn is_count_of_few(number: f64, base: f64) -> bool {
    /// How many times as many as last time there may be, and how many more where there were hardly any.
    const GROWTH: (f64, f64) = (3.0, 5.0);
    number.fract() == 0.0 && number >= 2.0 && 100.0 / number > GROWTH.0 * base + GROWTH.1
}

/// Without parts a number of 1 or less is a share if its neighbours are, or if earlier quarters say so.
fn by_neighbours(checked: &Checked<'_, '_>, (row, number): (&Row, f64), neighbours: &[f64]) -> Scaled {
    if number > 1.0 || number == 0.0 {
        return Scaled::AsWritten;
    }
    let key = row.key_without_period(checked.feed);
    let before = checked.context.held.newest_before(
        (&checked.sender, &checked.feed.id),
        (&key, "value"),
        checked.context.period(),
    );
    let like = |value: f64, earlier: f64| earlier > 0.0 && value > earlier / 3.0 && value < earlier * 3.0;
    let kind = if number == 1.0 {
        "one-for-hundred-percent"
    } else {
        "fraction-under-percent"
    };
    match before {
        Some(earlier) if like(number, earlier) => return Scaled::AsWritten,
        Some(earlier) if like(number * 100.0, earlier) => return Scaled::Hundredfold(kind),
        Some(_) | None => {}
    }
    let all_shares =
        neighbours.iter().all(|other| *other <= 1.0) && neighbours.iter().any(|other| other.fract() != 0.0);
    let several = neighbours.iter().filter(|other| other.fract() != 0.0).count() >= 2;
    if all_shares && several {
        Scaled::Hundredfold(kind)
    } else {
        Scaled::Unclear
    }
}

/// A part that is larger than its whole is not taken, nor what was made of it.
fn parts_are_possible(checked: &mut Checked<'_, '_>, row: &mut Row, indicator: &Indicator) -> bool {
    let (Some(numerator), Some(denominator)) = (
        row.numbers.get("numerator").cloned(),
        row.numbers.get("denominator").cloned(),
    ) else {
        return true;
    };
    let (Some(part), Some(whole)) = (numerator.reading.number, denominator.reading.number) else {
        return true;
    };
    if part <= whole || indicator.may_exceed_100 {
        return true;
    }
    for column in ["numerator", "denominator", "value"] {
        if let Some(figure) = row
            .numbers
            .get_mut(column)
            .filter(|figure| figure.reading.number.is_some())
        {
            figure.reading = unreadable();
        }
    }
    let told = Told {
        seen: format!("{} of {}", numerator.seen, denominator.seen),
        ..Told::default()
    };
    checked.say_over("numerator-over-denominator", (row, row.stretch()), told);
    false
}

/// A printed rate against its parts. Yearly rates may be printed from a quarter's count times four.
fn settle_rate(checked: &mut Checked<'_, '_>, row: &mut Row, (indicator, per): (&Indicator, f64)) {
    let Some(mut figure) = row.numbers.get("value").cloned() else {
        return;
    };
    let (Some(number), Some((numerator, denominator))) = (figure.reading.number, parts(row)) else {
        return;
    };
    let rate = per * numerator / denominator;
    let yearly = matches!(indicator.timing, Timing::FlowAnnualised | Timing::Flow) && per > 1.0;
    let expected: &[f64] = if yearly { &[rate, rate * 4.0] } else { &[rate] };
    let slack = |expected: f64| tolerance(&figure.seen).max(0.01 * expected.abs());
    let fits = |expected: f64| (number - expected).abs() <= slack(expected);
    if fits(rate) {
        return;
    }
    if yearly && fits(rate * 4.0) {
        let told = Told {
            seen: figure.seen.clone(),
            treated_as: plain_number(number),
            ..Told::default()
        };
        checked.say("rate-annualised", (row, figure.cell), told);
        return;
    }
    let nearest = expected
        .iter()
        .copied()
        .min_by(|one, other| (one - number).abs().total_cmp(&(other - number).abs()));
    let told = Told {
        seen: figure.seen.clone(),
        treated_as: "unreadable".to_owned(),
        note: nearest
            .map(|value| plain_number((value * 10.0).round() / 10.0))
            .unwrap_or_default(),
    };
    figure.reading = unreadable();
    checked.say_over("rate-disagrees", (row, row.stretch()), told);
    row.numbers.insert("value".to_owned(), figure);
}

#[cfg(test)]
mod tests {
    use super::is_count_of_few;

    #[test]
    fn two_in_a_hundred_is_no_share_of_four() {
        assert!(is_count_of_few(2.0, 4.0) && is_count_of_few(3.0, 0.0));
        for (number, base) in [(50.0, 4.0), (2.0, 40.0), (2.5, 4.0), (1.0, 4.0), (20.0, 0.0)] {
            assert!(!is_count_of_few(number, base), "{number} of {base}");
        }
    }
}
