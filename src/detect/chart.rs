//! Figures into a chart: centre, limits and the place of every point, whichever kind of chart the ladder allows.

use crate::detect::material::{Figure, Material};
use crate::detect::point::Point;
use crate::domain::{Interval, Lines, Side};
use crate::stats::attribute::{self, AttributeOptions, Count, Kind};
use crate::stats::xmr::{self, Profile, XmrOptions};
use crate::stats::{centre, xmr::XmrPoint};
use std::ops::Range;

/// Points that limits need, below which a stretch has its median only.
const POINTS_FOR_LIMITS: usize = 13;
/// Points that a median needs.
const POINTS_FOR_MEDIAN: usize = 8;

/// A chart that rules can look at.
pub(super) struct Chart {
    /// One per figure.
    pub lines: Vec<Option<Lines>>,
    /// One per figure.
    pub points: Vec<Point>,
    /// The stretches between restarts.
    pub stretches: Vec<Range<usize>>,
    /// The method in a few words.
    pub method: String,
}

impl Chart {
    fn new(material: &Material, method: String) -> Chart {
        let values = material.values();
        let points = values
            .iter()
            .map(|&value| Point {
                value,
                ..Point::default()
            })
            .collect();
        Chart {
            lines: vec![None; values.len()],
            points,
            stretches: stretches(material),
            method,
        }
    }
}

fn stretches(material: &Material) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    starts.extend(material.restarts.iter().map(|(at, _)| *at));
    starts.push(material.figures.len());
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// Values about their median, stretch by stretch; no limits.
pub(super) fn median(material: &Material) -> Chart {
    let mut chart = Chart::new(material, "run chart on the median".into());
    for stretch in chart.stretches.clone() {
        lay_median(&mut chart, stretch);
    }
    chart
}

fn lay_median(chart: &mut Chart, stretch: Range<usize>) {
    let values: Vec<f64> = chart.points[stretch.clone()]
        .iter()
        .filter_map(|point| point.value)
        .collect();
    let middle = centre::median(values.iter().copied()).filter(|_| values.len() >= POINTS_FOR_MEDIAN);
    let Some(middle) = middle else { return };
    for at in stretch {
        chart.lines[at] = Some(Lines {
            centre: middle,
            limits: None,
        });
        let point = &mut chart.points[at];
        *point = Point {
            side: point.value.and_then(|value| side(value - middle)),
            ..Point {
                value: point.value,
                ..Point::default()
            }
        };
    }
}

/// Individual values with limits from moving ranges. `factors` are season factors, one per figure, by which values are divided
/// and lines multiplied.
pub(super) fn individuals(material: &Material, profile: Profile, factors: Option<&[f64]>) -> Chart {
    let method = match factors {
        Some(_) => format!("XmR on season-adjusted values, {}", profile.name()),
        None => format!("XmR, {}", profile.name()),
    };
    let mut chart = Chart::new(material, method);
    let adjusted: Vec<Option<f64>> = match factors {
        Some(factors) => material
            .values()
            .iter()
            .zip(factors)
            .map(|(value, factor)| value.map(|value| value / factor))
            .collect(),
        None => material.values(),
    };
    let rebase_at = material.restarts.iter().map(|(at, _)| *at).collect();
    let made = xmr::chart(
        &adjusted,
        &XmrOptions {
            profile,
            rebase_at,
            ..XmrOptions::default()
        },
    );
    for part in &made.parts {
        let Some((mean, limits)) = part.limits.mean.zip(part.limits.limits.ok()) else {
            lay_median(&mut chart, part.first..part.end);
            continue;
        };
        for at in part.first..part.end {
            let factor = factors.map_or(1.0, |factors| factors[at]);
            let limits = Interval {
                low: limits.lower * factor,
                high: limits.upper * factor,
            };
            chart.lines[at] = Some(Lines {
                centre: mean * factor,
                limits: Some(limits),
            });
            chart.points[at] = Point {
                value: made.points[at].value,
                ..place(&made.points[at])
            };
        }
    }
    chart
}

fn place(point: &XmrPoint) -> Point {
    Point {
        value: point.value,
        side: point.side.and_then(|sign| side(f64::from(sign))),
        outside: point.outside == Some(true),
        close: point.close == Some(true),
    }
}

/// Shares or rates with limits from their own bases, widened by what they vary more than chance (Laney's p' and u').
#[expect(clippy::too_many_lines, reason = "the lines of one chart, laid point by point")]
pub(super) fn attribute(material: &Material, profile: Profile) -> Chart {
    let Some(scale) = material.scale else {
        return individuals(material, profile, None);
    };
    let counts: Vec<Count> = material.figures.iter().map(count).collect();
    // More events than cases: no proportion, but events per case.
    let exceeds = |count: &Count| {
        count
            .numerator
            .zip(count.denominator)
            .is_some_and(|(above, below)| above > below)
    };
    let is_share = (scale - 100.0).abs() < f64::EPSILON && !counts.iter().any(exceeds);
    let (kind, name) = if is_share {
        (Kind::PPrime, "p'")
    } else {
        (Kind::UPrime, "u'")
    };
    let rebase_at = material.restarts.iter().map(|(at, _)| *at).collect();
    let options = AttributeOptions {
        rebase_at,
        ..AttributeOptions::default()
    };
    let Ok(made) = attribute::chart(kind, &counts, &options) else {
        return median(material);
    };
    let mut chart = Chart::new(material, format!("{name}, {}", profile.name()));
    for stretch in chart.stretches.clone() {
        let points = chart.points[stretch.clone()]
            .iter()
            .filter(|point| point.value.is_some())
            .count();
        if points < POINTS_FOR_LIMITS {
            lay_median(&mut chart, stretch);
            continue;
        }
        for at in stretch {
            let from = &made.points[at];
            let Some(centre) = from.centre else { continue };
            let limits = from.lower.zip(from.upper).map(|(low, high)| Interval {
                low: low * scale,
                high: high * scale,
            });
            chart.lines[at] = Some(Lines {
                centre: centre * scale,
                limits,
            });
            let Some(value) = from.value else { continue };
            let beyond_two = from.upper_two_sigma.is_some_and(|line| value > line)
                || from.lower_two_sigma.is_some_and(|line| value < line);
            let point = &mut chart.points[at];
            *point = Point {
                value: point.value,
                side: side(value - centre),
                outside: from.beyond,
                close: beyond_two,
            };
        }
    }
    chart
}

fn count(figure: &Option<Figure>) -> Count {
    Count {
        numerator: figure.and_then(|figure| figure.numerator),
        denominator: figure.and_then(|figure| figure.denominator),
    }
}

/// The side of a signed distance; `None` on the line.
fn side(distance: f64) -> Option<Side> {
    if distance > 0.0 {
        Some(Side::High)
    } else if distance < 0.0 {
        Some(Side::Low)
    } else {
        None
    }
}
