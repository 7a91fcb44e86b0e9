//! Figures into a chart: centre, limits and the place of every point, whichever kind of chart the ladder allows.

use crate::detect::material::{Figure, Material};
use crate::detect::point::Point;
use crate::detect::rule::SeenIn;
use crate::domain::{Interval, Lines};
use crate::stats::attribute::{self, AttributeOptions, AttributePoint, Count, Kind};
use crate::stats::centre;
use crate::stats::xmr::{self, NoLimits, Profile, Side, XmrOptions};
use std::ops::Range;

/// Points that limits need, below which a stretch has its median only.
const POINTS_FOR_LIMITS: usize = 13;
/// Points that a median needs.
const POINTS_FOR_MEDIAN: usize = 8;

/// The method of a run chart.
pub(super) const RUN_CHART: &str = "run chart on the median";
/// The method where events are rare.
pub(super) const RARE: &str = "run chart on the median, exact counts";

/// A chart that rules can look at.
pub(super) struct Chart {
    /// One per figure.
    pub lines: Vec<Option<Lines>>,
    /// One per figure.
    pub points: Vec<Point>,
    /// The stretches between restarts, each with the rules that look at it; `None`: too few points for any.
    pub stretches: Vec<(Range<usize>, Option<SeenIn>)>,
    /// Whether the last stretch has no limits because most of its points would lie outside them.
    pub mostly_outside: bool,
    /// The profile whose rules they are.
    pub profile: Profile,
    /// The method in a few words.
    pub method: String,
}

impl Chart {
    fn new(material: &Material, (method, profile): (String, Profile)) -> Chart {
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
            stretches: stretches(material).into_iter().map(|stretch| (stretch, None)).collect(),
            mostly_outside: false,
            profile,
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
pub(super) fn median(material: &Material, method: &str, profile: Profile) -> Chart {
    let mut chart = Chart::new(material, (method.into(), profile));
    for at in 0..chart.stretches.len() {
        lay_median(&mut chart, at);
    }
    chart
}

/// Lays a median through one of the stretches, if it has points enough.
fn lay_median(chart: &mut Chart, stretch: usize) {
    let range = chart.stretches[stretch].0.clone();
    let values: Vec<f64> = chart.points[range.clone()]
        .iter()
        .filter_map(|point| point.value)
        .collect();
    let middle = centre::median(values.iter().copied()).filter(|_| values.len() >= POINTS_FOR_MEDIAN);
    let Some(middle) = middle else { return };
    chart.stretches[stretch].1 = Some(SeenIn::Median);
    for at in range {
        chart.lines[at] = Some(Lines {
            centre: middle,
            limits: None,
        });
        let value = chart.points[at].value;
        chart.points[at] = Point {
            value,
            side: value.and_then(|value| side(value - middle)),
            ..Point::default()
        };
    }
}

/// Individual values with limits from moving ranges. `factors` are season factors, one per figure, by which values are divided
/// and lines multiplied.
#[expect(clippy::too_many_lines, reason = "one stretch after the other")]
pub(super) fn individuals(material: &Material, profile: Profile, factors: Option<&[f64]>) -> Chart {
    let method = match factors {
        Some(_) => format!("XmR on season-adjusted values, {}", profile.name()),
        None => format!("XmR, {}", profile.name()),
    };
    let mut chart = Chart::new(material, (method, profile));
    let adjusted = adjusted(material, factors);
    let rebase_at = material.restarts.iter().map(|(at, _)| *at).collect();
    let made = xmr::chart(
        &adjusted,
        &XmrOptions {
            profile,
            rebase_at,
            baseline: material.baseline,
            screen_ranges: true,
        },
    );
    for part in &made.parts {
        let range = part.first..part.end;
        let Some(stretch) = chart.stretches.iter().position(|(stretch, _)| *stretch == range) else {
            continue;
        };
        if matches!(
            part.limits.limits,
            Err(NoLimits::TooFewPoints { .. } | NoLimits::NoValues)
        ) {
            lay_median(&mut chart, stretch);
            continue;
        }
        let usable = part.limits.limits.ok().filter(|limits| {
            // The peer's own profile is held to the peer in this too.
            profile == Profile::MdcPeer
                || varies_never(&chart.points[range.clone()])
                || !is_without_width(limits.lower, limits.upper)
        });
        chart.stretches[stretch].1 = Some(seen_in(usable.is_some()));
        for at in range {
            let point = Point::of(&made.points[at]);
            chart.points[at] = Point {
                outside: point.outside && usable.is_some(),
                close: point.close && usable.is_some(),
                ..point
            };
            let factor = factors.map_or(1.0, |factors| factors[at]);
            // Without limits an average alone would be taken for a median.
            chart.lines[at] = part.limits.mean.zip(usable).map(|(mean, limits)| Lines {
                centre: mean * factor,
                limits: Some(Interval {
                    low: limits.lower * factor,
                    high: limits.upper * factor,
                }),
            });
        }
    }
    chart
}

/// The values, divided by the factors of their seasons.
fn adjusted(material: &Material, factors: Option<&[f64]>) -> Vec<Option<f64>> {
    let values = material.values();
    let Some(factors) = factors else {
        return values;
    };
    let pairs = values.into_iter().zip(factors);
    pairs.map(|(value, factor)| value.map(|value| value / factor)).collect()
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
    // Stretch by stretch, because the peer that the numbers follow forgets a baseline where there are several.
    let options = AttributeOptions {
        baseline: material.baseline,
        ..AttributeOptions::default()
    };
    let stretches = stretches(material).into_iter();
    let made = stretches.map(|stretch| attribute::chart(kind, &counts[stretch], &options));
    let Ok(made) = made.collect::<Result<Vec<_>, _>>() else {
        return median(material, RUN_CHART, profile);
    };
    let made: Vec<AttributePoint> = made.into_iter().flat_map(|chart| chart.points).collect();
    let mut chart = Chart::new(material, (format!("{name}, {}", profile.name()), profile));
    for stretch in 0..chart.stretches.len() {
        let range = chart.stretches[stretch].0.clone();
        let points = chart.points[range.clone()].iter();
        if points.filter(|point| point.value.is_some()).count() < POINTS_FOR_LIMITS {
            lay_median(&mut chart, stretch);
            chart.mostly_outside = false;
            continue;
        }
        chart.mostly_outside = is_narrow(&made[range.clone()]);
        if chart.mostly_outside {
            // An average that hardly any figure is near says less than the middle figure does.
            lay_median(&mut chart, stretch);
            continue;
        }
        let narrow = are_without_width(&made[range.clone()]) && !varies_never(&chart.points[range.clone()]);
        chart.stretches[stretch].1 = Some(seen_in(!narrow));
        for at in range {
            let from = &made[at];
            let Some(centre) = from.centre else { continue };
            chart.points[at] = Point {
                value: chart.points[at].value,
                ..place(from, (centre, narrow), profile)
            };
            if narrow {
                continue;
            }
            let limits = from.lower.zip(from.upper).map(|(low, high)| Interval {
                low: low * scale,
                high: high * scale,
            });
            chart.lines[at] = Some(Lines {
                centre: centre * scale,
                limits,
            });
        }
    }
    chart
}

/// The rules for a stretch of a chart with limits, if it has them.
const fn seen_in(has_limits: bool) -> SeenIn {
    if has_limits {
        SeenIn::Limits
    } else {
        SeenIn::WithoutLimits
    }
}

/// Whether limits collapse on the centre, so that most points lie outside: shares that hardly ever move leave nothing to draw
/// them from.
fn is_narrow(points: &[AttributePoint]) -> bool {
    let outside = points.iter().filter(|point| point.beyond).count();
    2 * outside > points.iter().filter(|point| point.value.is_some()).count()
}

/// Whether no limits of a stretch leave room between them, or there are none: all ranges that count are nought, so that any other value would be
/// "outside" a range that is none.
fn are_without_width(points: &[AttributePoint]) -> bool {
    let mut limits = points.iter().filter_map(|point| point.lower.zip(point.upper));
    limits.all(|(low, high)| is_without_width(low, high))
}

/// Whether two limits are one, but for what arithmetic leaves.
fn is_without_width(low: f64, high: f64) -> bool {
    high - low <= 1e-9 * low.abs().max(high.abs())
}

/// Whether every value of a stretch is the same.
fn varies_never(points: &[Point]) -> bool {
    let mut values = points.iter().filter_map(|point| point.value);
    let first = values.next();
    values.all(|value| first.is_some_and(|first| first.total_cmp(&value).is_eq()))
}

/// Where a point of a chart with bases stands; without limits, only on which side.
fn place(from: &AttributePoint, (centre, narrow): (f64, bool), profile: Profile) -> Point {
    let Some(value) = from.value else {
        return Point::default();
    };
    let beyond_two =
        from.upper_two_sigma.is_some_and(|line| value > line) || from.lower_two_sigma.is_some_and(|line| value < line);
    Point {
        value: None,
        // Without limits most values are one value, and the centre may miss it by what arithmetic leaves.
        side: side(value - centre).filter(|_| !narrow || (value - centre).abs() > 1e-9 * centre.abs()),
        outside: from.beyond && !narrow,
        close: xmr::is_close(beyond_two, from.beyond, profile) && !narrow,
    }
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
