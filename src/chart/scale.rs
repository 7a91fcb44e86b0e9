//! The vertical scale of a chart: where it starts, its round ticks, and how they are written.

use crate::chart::palette::TEXT;
use crate::chart::text::text_width;
use crate::domain::{ShownUnit, plain_number};

/// A vertical scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// The value at the foot.
    pub low: f64,
    /// The value at the head.
    pub high: f64,
    /// Round values from foot to head.
    pub ticks: Vec<f64>,
}

impl Scale {
    /// A scale that holds every value; `None` when there is none. It starts at zero where the values come near it.
    pub fn holding(values: impl IntoIterator<Item = f64>, unit: ShownUnit) -> Option<Scale> {
        Scale::from_zero_at(0.4, values, unit)
    }

    /// The same for charts that tell marks apart and show no size from the foot: it starts at zero only where values all but reach it,
    /// and leaves room for a mark below the least.
    pub fn close_round(values: impl IntoIterator<Item = f64>, unit: ShownUnit) -> Option<Scale> {
        let values: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
        let low = values.iter().copied().reduce(f64::min)?;
        let high = values.iter().copied().reduce(f64::max)?;
        let below = low - 0.06 * (high - low);
        let foot = if low < 0.0 { below } else { below.max(0.0) };
        Scale::from_zero_at(0.1, values.into_iter().chain([foot]), unit)
    }

    /// A scale that starts at zero where the least value is no more than this share of the greatest.
    fn from_zero_at(share: f64, values: impl IntoIterator<Item = f64>, unit: ShownUnit) -> Option<Scale> {
        let finite: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
        let low = finite.iter().copied().reduce(f64::min)?;
        let high = finite.iter().copied().reduce(f64::max)?;
        let from_zero = low >= 0.0 && low <= high * share;
        let foot = if from_zero { 0.0 } else { low };
        let step = round_step((high - foot).max(high.abs() * 0.02).max(1e-9), unit);
        let first = (foot / step).floor() * step;
        let mut ticks = Vec::new();
        let mut tick = first;
        // The highest tick stands at or above the highest value, but for a sliver, and no share is above all.
        let is_past_all = |tick: f64| unit == ShownUnit::Percent && tick > 100.0 && high < 120.0;
        while (tick < high + step * 0.95 && !is_past_all(tick)) || ticks.len() < 2 {
            ticks.push((tick / step).round() * step);
            tick += step;
        }
        let head = high.max(*ticks.last()?);
        Some(Scale {
            low: first,
            high: head,
            ticks,
        })
    }

    /// How high a value stands: 0 at the foot, 1 at the head.
    pub fn share(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// Whether a value has a place on the scale.
    pub fn holds(&self, value: f64) -> bool {
        value >= self.low && value <= self.high
    }
}

/// A round step that gives three to five ticks; whole numbers for counts.
fn round_step(span: f64, unit: ShownUnit) -> f64 {
    let rough = span / 4.3;
    let power = 10f64.powf(rough.log10().floor());
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|factor| factor * power);
    let whole = unit == ShownUnit::Count;
    let step = steps
        .filter(|step| !whole || *step < 1.0 || (step - step.round()).abs() < 1e-9)
        .find(|step| *step >= rough);
    let step = step.unwrap_or(10.0 * power);
    if whole { step.ceil().max(1.0) } else { step }
}

/// A value as axis and line labels write it: no more decimals than it needs, commas in thousands, `%` where it is one.
pub fn written(value: f64, unit: ShownUnit) -> String {
    let decimals = if value.abs() >= 20.0 || (value - value.round()).abs() < 0.05 {
        0
    } else {
        1
    };
    let rounded = format!("{value:.decimals$}").parse::<f64>().unwrap_or(value);
    let text = with_commas(&plain_number(rounded));
    match unit {
        ShownUnit::Percent => format!("{text}%"),
        ShownUnit::Count | ShownUnit::Rate | ShownUnit::Days | ShownUnit::Score => text,
    }
}

/// A tick in full: `22.5%`, never rounded to something that it is not.
pub fn tick(value: f64, unit: ShownUnit) -> String {
    let whole = |decimals: &i32| {
        let scaled = value * 10f64.powi(*decimals);
        (scaled - scaled.round()).abs() < 1e-6
    };
    let decimals = (0..4).find(whole).unwrap_or(4) as usize;
    let text = with_commas(&format!("{value:.decimals$}"));
    if unit == ShownUnit::Percent {
        format!("{text}%")
    } else {
        text
    }
}

/// Every how many ticks are labelled along a line, so that labels keep apart.
pub fn every(ticks: &[f64], (step, unit): (f64, ShownUnit)) -> usize {
    let widest = ticks.iter().map(|value| text_width(&tick(*value, unit), TEXT, false));
    let widest = widest.fold(0.0, f64::max);
    ((widest + 6.0) / step.max(1e-6)).ceil().clamp(1.0, 1000.0) as usize
}

fn with_commas(number: &str) -> String {
    let (sign, digits) = number.strip_prefix('-').map_or(("", number), |rest| ("-", rest));
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, String::new()), |(whole, part)| (whole, format!(".{part}")));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{fraction}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_few() {
        for (low, high, unit) in [
            (41.8, 80.0, ShownUnit::Percent),
            (1.2, 6.1, ShownUnit::Percent),
            (1380.0, 9601.0, ShownUnit::Count),
            (3.0, 4.0, ShownUnit::Count),
        ] {
            let scale = Scale::holding([low, high], unit).unwrap();
            assert!((2..=6).contains(&scale.ticks.len()), "{scale:?}");
            assert!(scale.holds(low) && scale.holds(high), "{scale:?}");
        }
    }

    #[test]
    fn a_constant_series_has_a_scale() {
        let scale = Scale::holding([7.0, 7.0], ShownUnit::Count).unwrap();
        assert!(scale.high > scale.low);
        assert!(Scale::holding([0.0, 0.0], ShownUnit::Count).is_some_and(|scale| scale.high > scale.low));
        assert!(Scale::holding([], ShownUnit::Count).is_none());
    }

    #[test]
    fn numbers_on_the_axis_are_short() {
        assert_eq!(written(1250.0, ShownUnit::Count), "1,250");
        assert_eq!(written(2.71, ShownUnit::Percent), "2.7%");
        assert_eq!(written(80.0, ShownUnit::Percent), "80%");
        assert_eq!(written(41.84, ShownUnit::Rate), "42");
        assert_eq!(tick(22.5, ShownUnit::Percent), "22.5%");
        assert_eq!(tick(480_000.0, ShownUnit::Count), "480,000");
        assert_eq!(tick(-0.25, ShownUnit::Score), "-0.25");
    }
}
