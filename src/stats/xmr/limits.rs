//! The values of one part → its centre and limits, or the reason why there are none.

use crate::stats::centre;
use crate::stats::xmr::{LIMIT_FACTOR, POINTS_FOR_LIMITS, POINTS_IN_BASELINE, Profile, SCREEN_FACTOR, XmrOptions};

/// Relative distance within which `mdc-2023` calls two numbers equal.
pub(super) const SLACK: f64 = 1e-9;

/// Process limits. Never clipped, never rounded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Mean moving range after screening.
    pub mean_range: f64,
    /// mean − 2.66 × mean range.
    pub lower: f64,
    /// mean + 2.66 × mean range.
    pub upper: f64,
    /// mean − (2 × 2.66 / 3) × mean range.
    pub lower_two_sigma: f64,
    /// mean + (2 × 2.66 / 3) × mean range.
    pub upper_two_sigma: f64,
}

/// Why a part has no limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoLimits {
    /// Nothing but gaps in the baseline.
    NoValues,
    /// `mdc-2023`: fewer recorded points than limits need.
    TooFewPoints {
        /// Recorded points there are.
        have: usize,
        /// Recorded points needed.
        need: usize,
    },
    /// No two neighbouring points, or none left after screening (`mdc-peer`, constant series).
    NoRanges,
    /// `mdc-2023`: every range that counts is 0 although the series varies, so that limits would flag everything.
    RangesAllZero,
}

/// Centre and limits of a part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PartLimits {
    /// Mean of the recorded baseline points; `None` when there are none.
    pub mean: Option<f64>,
    /// The limits, or why there are none.
    pub limits: Result<Limits, NoLimits>,
    /// All recorded points of the part are equal: the limits, if any, lie on the mean, and the chart should say "no variation".
    pub constant: bool,
}

pub(super) struct Measured {
    pub limits: PartLimits,
    pub ranges: Vec<Option<f64>>,
}

/// Centre, limits and moving ranges of one part.
pub(super) fn measure(values: &[Option<f64>], options: &XmrOptions) -> Measured {
    let length = options.baseline.unwrap_or(values.len()).min(values.len());
    let baseline = &values[..length];
    let mean = centre::mean(baseline.iter().flatten().copied());
    let mut ranges = vec![None; values.len()];
    for at in 1..length {
        if let (Some(before), Some(now)) = (baseline[at - 1], baseline[at]) {
            ranges[at] = Some((now - before).abs());
        }
    }
    let mut mean_range = centre::mean(ranges.iter().flatten().copied());
    if let (true, Some(raw)) = (options.screen_ranges, mean_range) {
        for range in &mut ranges {
            *range = range.filter(|&range| is_kept(range, raw, options.profile));
        }
        mean_range = centre::mean(ranges.iter().flatten().copied());
    }
    let mut recorded = values.iter().flatten();
    let first = recorded.next();
    let constant = first.is_some_and(|first| recorded.all(|value| value == first));
    let limits = match (mean, mean_range) {
        (None, _) => Err(NoLimits::NoValues),
        (Some(mean), range) => refusal(values, baseline, options).map_or_else(
            || match range {
                None => Err(NoLimits::NoRanges),
                Some(0.0) if options.profile == Profile::Mdc2023 && !constant => Err(NoLimits::RangesAllZero),
                Some(range) => Ok(lines(mean, range)),
            },
            Err,
        ),
    };
    Measured {
        limits: PartLimits { mean, limits, constant },
        ranges,
    }
}

/// Whether a range survives screening. Ranges that are all 0 screen each other out under the peer's strict comparison; `mdc-2023`
/// keeps them, so that a constant series has limits on its mean, and settles near ties as it does on the lines.
fn is_kept(range: f64, raw_mean: f64, profile: Profile) -> bool {
    match profile {
        Profile::MdcPeer => range < SCREEN_FACTOR * raw_mean,
        Profile::Mdc2023 => raw_mean == 0.0 || range < SCREEN_FACTOR * raw_mean * (1.0 - SLACK),
    }
}

fn refusal(values: &[Option<f64>], baseline: &[Option<f64>], options: &XmrOptions) -> Option<NoLimits> {
    if options.profile == Profile::MdcPeer {
        return None;
    }
    let too_few = |have: usize, need: usize| (have < need).then_some(NoLimits::TooFewPoints { have, need });
    too_few(values.iter().flatten().count(), POINTS_FOR_LIMITS).or_else(|| {
        let need = if options.baseline.is_some() {
            POINTS_IN_BASELINE
        } else {
            POINTS_FOR_LIMITS
        };
        too_few(baseline.iter().flatten().count(), need)
    })
}

fn lines(mean: f64, mean_range: f64) -> Limits {
    // The order of these products decides ties on the two-sigma line; it is the peer's.
    let close = 2.0 * (LIMIT_FACTOR / 3.0);
    Limits {
        mean_range,
        lower: mean - LIMIT_FACTOR * mean_range,
        upper: mean + LIMIT_FACTOR * mean_range,
        lower_two_sigma: mean - close * mean_range,
        upper_two_sigma: mean + close * mean_range,
    }
}
