//! One stretch of counts → plotted values, centre and limits, in plain floats where "not a number" means not defined.

use crate::stats::attribute::{AttributePoint, Count, Kind, finite};
use crate::stats::centre;

/// Mean moving range of normal values, in standard deviations, as the peer rounds it.
const RANGE_PER_SIGMA: f64 = 1.128;
/// Ranges of at least this many mean ranges are screened out.
const SCREEN_FACTOR: f64 = 3.267;
/// Times between events are near normal on the scale of this root (Nelson 1994).
const TIME_POWER: f64 = 3.6;

pub(super) struct Stretch<'a> {
    pub counts: &'a [Count],
    pub in_base: &'a [bool],
    pub screen_ranges: bool,
}

pub(super) struct Drawn {
    pub values: Vec<f64>,
    pub centre: f64,
    lower: Vec<f64>,
    upper: Vec<f64>,
    lower_two: Vec<f64>,
    upper_two: Vec<f64>,
}

impl Drawn {
    pub(super) fn point(&self, at: usize, part: usize) -> AttributePoint {
        let (lower, upper) = (finite(self.lower[at]), finite(self.upper[at]));
        let value = self.values[at];
        AttributePoint {
            part,
            value: finite(value),
            centre: finite(self.centre),
            lower,
            upper,
            lower_two_sigma: finite(self.lower_two[at]),
            upper_two_sigma: finite(self.upper_two[at]),
            beyond: upper.is_some_and(|upper| value > upper) || lower.is_some_and(|lower| value < lower),
        }
    }
}

/// Values, centre and lines of one stretch under one kind of chart.
pub(super) fn draw(kind: Kind, stretch: &Stretch) -> Drawn {
    let values = plotted(kind, stretch.counts);
    let base = stretch.base(&values);
    match kind {
        Kind::Run => level(values, or_nan(centre::median(base)), f64::NAN),
        Kind::Individuals => {
            let centre = or_nan(centre::mean(base.iter().copied()));
            let sigma = sigma_of(
                &stretch.base_of(values.iter().map(|value| value - centre)),
                stretch.screen_ranges,
            );
            level(values, centre, sigma)
        }
        Kind::P | Kind::PPrime => {
            let centre = stretch.ratio();
            let mut sigmas = stretch.sigmas(|n| (centre * (1.0 - centre) / n).sqrt());
            if kind == Kind::PPrime {
                stretch.widen(&values, centre, &mut sigmas);
            }
            spread(values, centre, &sigmas, (0.0, 1.0))
        }
        Kind::U | Kind::UPrime => {
            let centre = stretch.ratio();
            let mut sigmas = stretch.sigmas(|n| (centre / n).sqrt());
            if kind == Kind::UPrime {
                stretch.widen(&values, centre, &mut sigmas);
            }
            spread(values, centre, &sigmas, (0.0, f64::INFINITY))
        }
        Kind::C => {
            let centre = or_nan(centre::mean(base));
            let sigmas = vec![centre.sqrt(); values.len()];
            spread(values, centre, &sigmas, (0.0, f64::INFINITY))
        }
        Kind::G => {
            let mean = or_nan(centre::mean(base.iter().copied()));
            let sigmas = vec![(mean * (mean + 1.0)).sqrt(); values.len()];
            let lines = spread(values, mean, &sigmas, (0.0, f64::INFINITY));
            Drawn {
                centre: or_nan(centre::median(base)),
                ..lines
            }
        }
        Kind::T => times(stretch, &values),
    }
}

/// An I chart of the 1/3.6th powers, brought back. A limit below zero has no power: the outer one is drawn at 0.
fn times(stretch: &Stretch, values: &[f64]) -> Drawn {
    let roots: Vec<f64> = values.iter().map(|value| value.powf(1.0 / TIME_POWER)).collect();
    let centre = or_nan(centre::mean(stretch.base(&roots)));
    let sigma = sigma_of(
        &stretch.base_of(roots.iter().map(|root| root - centre)),
        stretch.screen_ranges,
    );
    let lines = level(roots, centre, sigma);
    let back = |lines: Vec<f64>| {
        lines
            .into_iter()
            .map(|line| line.powf(TIME_POWER))
            .collect::<Vec<f64>>()
    };
    let lower = back(lines.lower)
        .into_iter()
        .map(|line| if line.is_nan() { 0.0 } else { line })
        .collect();
    Drawn {
        values: back(lines.values),
        centre: centre.powf(TIME_POWER),
        lower,
        upper: back(lines.upper),
        lower_two: back(lines.lower_two),
        upper_two: back(lines.upper_two),
    }
}

fn plotted(kind: Kind, counts: &[Count]) -> Vec<f64> {
    counts
        .iter()
        .map(
            |count| match (kind.has_denominator(), count.numerator, count.denominator) {
                (true, Some(numerator), Some(denominator)) => numerator / denominator,
                (false, Some(value), _) => value,
                (true, _, None) | (_, None, _) => f64::NAN,
            },
        )
        .collect()
}

impl Stretch<'_> {
    /// The values of the baseline that are there.
    fn base(&self, values: &[f64]) -> Vec<f64> {
        self.base_of(values.iter().copied())
            .into_iter()
            .filter(|value| !value.is_nan())
            .collect()
    }

    /// The values of the baseline, gaps kept: positions left out are bridged, gaps are not.
    fn base_of(&self, values: impl Iterator<Item = f64>) -> Vec<f64> {
        values
            .zip(self.in_base)
            .filter(|(_, in_base)| **in_base)
            .map(|(value, _)| value)
            .collect()
    }

    /// Sum of numerators over sum of denominators, over baseline points that have both.
    fn ratio(&self) -> f64 {
        let pairs = || {
            let base = self.counts.iter().zip(self.in_base).filter(|(_, in_base)| **in_base);
            base.filter_map(|(count, _)| count.numerator.zip(count.denominator))
        };
        pairs().map(|(numerator, _)| numerator).sum::<f64>() / pairs().map(|(_, denominator)| denominator).sum::<f64>()
    }

    fn sigmas(&self, sigma: impl Fn(f64) -> f64) -> Vec<f64> {
        self.counts
            .iter()
            .map(|count| count.denominator.map_or(f64::NAN, &sigma))
            .collect()
    }

    /// Laney's sigma z: the spread of standardised points, from their moving ranges. Not floored at 1.
    fn widen(&self, values: &[f64], centre: f64, sigmas: &mut [f64]) {
        let z = self.base_of(
            values
                .iter()
                .zip(sigmas.iter())
                .map(|(value, sigma)| (value - centre) / sigma),
        );
        let between = sigma_of(&z, self.screen_ranges);
        sigmas.iter_mut().for_each(|sigma| *sigma *= between);
    }
}

/// Mean moving range over 1.128; not a number without ranges.
fn sigma_of(values: &[f64], screen_ranges: bool) -> f64 {
    let ranges: Vec<f64> = values
        .windows(2)
        .map(|pair| (pair[1] - pair[0]).abs())
        .filter(|range| !range.is_nan())
        .collect();
    let mut mean = or_nan(centre::mean(ranges.iter().copied()));
    if screen_ranges {
        let most = SCREEN_FACTOR * mean;
        mean = or_nan(centre::mean(ranges.into_iter().filter(|&range| range < most)));
    }
    mean / RANGE_PER_SIGMA
}

fn level(values: Vec<f64>, centre: f64, sigma: f64) -> Drawn {
    let sigmas = vec![sigma; values.len()];
    spread(values, centre, &sigmas, (f64::NEG_INFINITY, f64::INFINITY))
}

fn spread(values: Vec<f64>, centre: f64, sigmas: &[f64], (least, most): (f64, f64)) -> Drawn {
    // Infinite lines, from denominators of zero, stay infinite, so that they are dropped rather than clipped.
    let clip = |line: f64| {
        if line.is_finite() {
            line.clamp(least, most)
        } else {
            line
        }
    };
    let lines = |times: f64| {
        sigmas
            .iter()
            .map(|sigma| clip(centre + times * sigma))
            .collect::<Vec<f64>>()
    };
    Drawn {
        lower: lines(-3.0),
        upper: lines(3.0),
        lower_two: lines(-2.0),
        upper_two: lines(2.0),
        values,
        centre,
    }
}

fn or_nan(value: Option<f64>) -> f64 {
    value.unwrap_or(f64::NAN)
}
