//! Numbers into the one spelling that they have in every paper.

use crate::catalogue::{Indicator, Policy, Unit};
use crate::domain::{Interval, Observation, QUARTERS_LOOKED_BACK, ShownUnit};

/// Span of an axis in points from which limits and targets are printed whole.
pub(super) const WIDE_SPAN: f64 = 20.0;
/// Below this a number is zero, but for what arithmetic leaves.
const LEAST: f64 = 1e-6;

/// How many decimals a share has by its base: one from `decimals_from`, none from `percent_from`; `None` below, where counts
/// alone are printed.
fn decimals_by_base(base: Option<f64>, policy: &Policy) -> Option<usize> {
    match base {
        None => Some(1),
        Some(base) if base >= f64::from(policy.decimals_from) => Some(1),
        Some(base) if base >= f64::from(policy.percent_from) => Some(0),
        Some(_) => None,
    }
}

/// Decimals of an indicator's values; shares apart, which go by their base.
fn decimals(indicator: &Indicator) -> usize {
    match indicator.unit {
        Unit::Count | Unit::MedianDays => 0,
        Unit::Percent | Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 | Unit::Ratio | Unit::Score => 1,
    }
}

/// How many decimals a number needs that would otherwise round to zero: two significant figures. What is zero, and what is whole
/// by its kind, keeps its own.
pub(super) fn decimals_of(value: f64, decimals: usize, indicator: &Indicator) -> usize {
    let is_whole = matches!(indicator.unit, Unit::Count | Unit::MedianDays);
    if is_whole || value.abs() < LEAST || rounded(value, decimals).abs() > 0.0 {
        return decimals;
    }
    let order = value.abs().log10().floor();
    (1.0 - order) as usize
}

/// The unit in which charts draw.
pub(super) fn shown_unit(unit: Unit) -> ShownUnit {
    match unit {
        Unit::Count => ShownUnit::Count,
        Unit::Percent => ShownUnit::Percent,
        Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 => ShownUnit::Rate,
        Unit::MedianDays => ShownUnit::Days,
        Unit::Ratio | Unit::Score => ShownUnit::Score,
    }
}

/// An observation's value as printed, unit included: `41.8%`, `1,214`, `7 of 12` where a share has too small a base.
/// `None` where there is no value.
pub(super) fn figure(one: &Observation, indicator: &Indicator, policy: &Policy) -> Option<String> {
    let value = one.value?;
    if indicator.unit != Unit::Percent {
        return Some(plain_value(value, indicator));
    }
    match decimals_by_base(one.denominator, policy) {
        Some(decimals) => Some(format!("{}%", decimal(value, decimals_of(value, decimals, indicator)))),
        None => parts(one, indicator),
    }
}

/// Whether a share has so small a base that counts alone are printed.
pub(super) fn is_no_share(one: &Observation, indicator: &Indicator, policy: &Policy) -> bool {
    indicator.unit == Unit::Percent && decimals_by_base(one.denominator, policy).is_none()
}

/// Whether a share is printed without decimals because of its base.
pub(super) fn is_coarse(one: &Observation, indicator: &Indicator, policy: &Policy) -> bool {
    indicator.unit == Unit::Percent && decimals_by_base(one.denominator, policy) != Some(1)
}

/// A likely range in words, no finer than the figure that it is of.
pub(super) fn likely(
    range: Interval,
    one: &Observation,
    (indicator, policy): (&Indicator, &Policy),
    (beside, span): (f64, f64),
) -> String {
    let span = if is_coarse(one, indicator, policy) {
        span.max(WIDE_SPAN)
    } else {
        span
    };
    self::range(range, indicator, (beside, span))
}

/// `164 of 392`, for shares whose parts are known.
pub(super) fn parts(one: &Observation, indicator: &Indicator) -> Option<String> {
    let (numerator, denominator) = one.numerator.zip(one.denominator)?;
    (indicator.unit == Unit::Percent).then(|| format!("{} of {}", decimal(numerator, 0), decimal(denominator, 0)))
}

/// A value without its base, such as last year's in a sentence.
pub(super) fn plain_value(value: f64, indicator: &Indicator) -> String {
    let decimals = decimals_of(value, decimals(indicator), indicator);
    format!("{}{}", decimal(value, decimals), suffix(indicator, value))
}

/// A published figure: as `plain_value`, but below one with two significant figures, as such shares are published.
pub(super) fn published(value: f64, indicator: &Indicator) -> String {
    let is_whole = matches!(indicator.unit, Unit::Count | Unit::MedianDays);
    if is_whole || value.abs() >= 1.0 || value.abs() < LEAST {
        return plain_value(value, indicator);
    }
    let decimals = (1.0 - value.abs().log10().floor()) as usize;
    format!("{}{}", decimal(value, decimals), suffix(indicator, value))
}

fn suffix(indicator: &Indicator, value: f64) -> &'static str {
    match indicator.unit {
        Unit::Percent => "%",
        Unit::MedianDays if (value - 1.0).abs() < 0.5 => " day",
        Unit::MedianDays => " days",
        Unit::Count | Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 | Unit::Ratio | Unit::Score => "",
    }
}

/// A usual range in words, `53% to 71%`, `51 to 66 days`.
pub(super) fn range(range: Interval, indicator: &Indicator, told: (f64, f64)) -> String {
    let (low, high) = range_ends(range, indicator, told);
    match indicator.unit {
        Unit::MedianDays => format!("{} to {high}", low.trim_end_matches(" days").trim_end_matches(" day")),
        _ => format!("{low} to {high}"),
    }
}

/// The ends of a range, unit included: clipped to what can be, whole where `span` is wide, and never such that `value` seems to
/// lie inside when it lies outside. Counts are the whole numbers inside the limits.
pub(super) fn range_ends(range: Interval, indicator: &Indicator, (value, span): (f64, f64)) -> (String, String) {
    let low = if indicator.unit == Unit::Score {
        range.low
    } else {
        range.low.max(0.0)
    };
    let high = match indicator.unit {
        Unit::Percent if !indicator.may_exceed_100 => range.high.min(100.0),
        _ => range.high,
    };
    let written = |value: f64, decimals: usize| format!("{}{}", decimal(value, decimals), suffix(indicator, value));
    if decimals(indicator) == 0 {
        let (low, high) = (low.ceil(), high.floor().max(low.ceil()));
        return (written(low, 0), written(high, 0));
    }
    let outside = value < low || value > high;
    let of_value = decimals_of(value, 1, indicator);
    let printed = rounded(value, of_value);
    let enough = |decimals: &usize| {
        let (low, high) = (rounded(low, *decimals), rounded(high, *decimals));
        !outside || printed < low || printed > high
    };
    // An end may be as small as a figure that would round to zero, and is then as fine as that.
    let first = usize::from(span < WIDE_SPAN);
    let first = decimals_of(high, first, indicator).max(if of_value > 1 && high < 1.0 { of_value } else { first });
    let most = first.max(3);
    let decimals = (first..=most).find(enough).unwrap_or(most);
    (written(low, decimals), written(high, decimals))
}

/// A centre or target in words: whole where it is whole, else with one decimal.
pub(super) fn level(value: f64, indicator: &Indicator, span: f64) -> String {
    let whole = (value - value.round()).abs() < 1e-9 || (span >= WIDE_SPAN && indicator.unit == Unit::Percent);
    let decimals = if whole || (decimals(indicator) == 0 && value >= 10.0) {
        0
    } else {
        1
    };
    let decimals = decimals_of(value, decimals, indicator);
    format!("{}{}", decimal(value, decimals), suffix(indicator, value))
}

/// A centre in words beside the value that lies above or below it: with as many decimals as it takes for the two as printed to
/// stand in that order; `None` where not even three decimals tell them apart.
pub(super) fn level_beside(centre: f64, indicator: &Indicator, (value, span): (f64, f64)) -> Option<String> {
    let plain = level(centre, indicator, span);
    let printed = rounded(value, decimals_of(value, decimals(indicator), indicator));
    let apart = |decimals: usize| {
        let order = value.total_cmp(&centre);
        order == std::cmp::Ordering::Equal || printed.total_cmp(&rounded(centre, decimals)) == order
    };
    let first = plain
        .split_once('.')
        .map_or(0, |(_, rest)| rest.chars().take_while(char::is_ascii_digit).count());
    let decimals = (first..=first.max(3)).find(|decimals| apart(*decimals))?;
    if decimals == first {
        return Some(plain);
    }
    Some(format!("{}{}", decimal(centre, decimals), suffix(indicator, centre)))
}

/// A number with a comma for each thousand.
pub(super) fn decimal(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", rounded(value, decimals).abs());
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if rounded(value, decimals) < 0.0 { "\u{2212}" } else { "" };
    format!("{sign}{grouped}{rest}")
}

/// Half away from zero, as people round.
pub(super) fn rounded(value: f64, decimals: usize) -> f64 {
    let factor = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    // Nudged by less than any printed digit, so that 0.285 stored as 0.28499… rounds as a person would.
    let nudged = value * factor * (1.0 + 4.0 * f64::EPSILON);
    nudged.round() / factor
}

/// A small number in words, up to ten; in figures above.
pub(super) fn in_words(number: usize) -> String {
    let words = [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    ];
    words
        .get(number)
        .map_or_else(|| decimal(number as f64, 0), |word| (*word).to_string())
}

/// `one quarter`, `eight quarters`.
pub(super) fn quarters(number: usize) -> String {
    format!(
        "{} {}",
        in_words(number),
        if number == 1 { "quarter" } else { "quarters" }
    )
}

/// `one year`, `eight quarters`: so many figures of an indicator.
pub(super) fn spans(number: usize, indicator: &Indicator) -> String {
    let span = indicator.frequency.span();
    format!("{} {span}{}", in_words(number), if number == 1 { "" } else { "s" })
}

/// `first` to `tenth` in words, `11th` and on in figures.
pub(super) fn ordinal(number: usize) -> String {
    let words = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ];
    if let Some(word) = number.checked_sub(1).and_then(|at| words.get(at)) {
        return (*word).to_string();
    }
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{}{end}", decimal(number as f64, 0))
}

/// `a`, `a and b`, `a, b and c`.
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `three quarters`, of an exception on the list; nobody looks further back than so many quarters.
pub(super) fn quarters_open(number: usize) -> String {
    match number > QUARTERS_LOOKED_BACK {
        true => format!("over {}", quarters(QUARTERS_LOOKED_BACK)),
        false => quarters(number),
    }
}

/// The row name; of a quarter's rate that is told as a year's, with that.
pub(super) fn named_rate(indicator: &Indicator) -> String {
    match indicator.timing {
        crate::catalogue::Timing::FlowAnnualised => format!("{}, as a yearly rate", indicator.row_name),
        _ => indicator.row_name.clone(),
    }
}

/// The first letter as a capital.
pub(super) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The same within a sentence: the first letter is small, and initials such as `LADO` keep theirs.
pub(super) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == '-' || second == ' ' => {
            format!("{}{}", first.to_lowercase(), &text[first.len_utf8()..])
        }
        _ => text.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_within_a_sentence_begins_small_and_initials_stay() {
        assert_eq!(lower_first("Re-referrals in 12 months"), "re-referrals in 12 months");
        assert_eq!(lower_first("LADO referrals"), "LADO referrals");
    }

    #[test]
    fn numbers_have_commas_and_round_half_up() {
        assert_eq!(
            (decimal(1214.0, 0), decimal(41.85, 1), decimal(-3.0, 0)),
            ("1,214".into(), "41.9".into(), "\u{2212}3".into())
        );
        assert_eq!(
            (decimal(999_999.6, 0), decimal(0.04, 1)),
            ("1,000,000".into(), "0.0".into())
        );
    }

    #[test]
    fn numbers_up_to_ten_are_words() {
        assert_eq!(
            (quarters(1), quarters(10), quarters(11)),
            ("one quarter".into(), "ten quarters".into(), "11 quarters".into())
        );
        assert_eq!([1, 9, 11, 22].map(ordinal).join(" "), "first ninth 11th 22nd");
    }
}
