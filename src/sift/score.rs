//! A verdict into the score that makes the order of a paper, in parts that are printed.

use crate::catalogue::{Indicator, Policy, Priority};
use crate::domain::{Comparator, Concern, Judged, ScorePart, TargetFact, Tier};
use crate::sift::{compare, concern, number};

/// Evidence of one in a million weighs all that severity can weigh.
const STRONGEST: f64 = 6.0;
/// Quarters on the list after which persistence weighs no more.
const LONG: f64 = 8.0;

/// What is weighed besides the verdict.
pub(super) struct Weighed<'a> {
    pub indicator: &'a Indicator,
    pub policy: &'a Policy,
    pub comparators: &'a [Comparator],
    /// Quarters on the list, this one included.
    pub quarters_open: usize,
}

/// The parts of the score, in the order in which they are printed. Each is its share, 0 to 1, times the weight of policy.
pub(super) fn parts(judged: &Judged, weighed: &Weighed<'_>) -> Vec<ScorePart> {
    let weights = weighed.policy.ranking;
    let part = |name: &str, weight: f64, (share, reason): (f64, String)| ScorePart {
        name: name.into(),
        points: number::rounded(weight * share.clamp(0.0, 1.0), 2),
        reason,
    };
    vec![
        part("severity", weights.severity, severity(judged)),
        part("direction", weights.direction, direction(judged, weighed.indicator)),
        part("persistence", weights.persistence, persistence(weighed.quarters_open)),
        part("comparator", weights.comparator, comparator(judged, weighed)),
        part("confidence", weights.confidence, confidence(judged)),
        part("Board priority", weights.priority, priority(weighed.indicator.priority)),
        part("target", weights.target, target(judged)),
    ]
}

/// The same parts for what a register or a tracker says: its own severity, surely worse, certain, without comparison or target.
pub(super) fn of_record(
    policy: &Policy,
    (severity, quarters_open, of): ((f64, String), usize, Priority),
) -> Vec<ScorePart> {
    let weights = policy.ranking;
    let part = |name: &str, weight: f64, (share, reason): (f64, String)| ScorePart {
        name: name.into(),
        points: number::rounded(weight * share.clamp(0.0, 1.0), 2),
        reason,
    };
    vec![
        part("severity", weights.severity, severity),
        part("direction", weights.direction, (1.0, "worse".into())),
        part("persistence", weights.persistence, persistence(quarters_open)),
        part(
            "comparator",
            weights.comparator,
            (0.0, "nothing to compare with".into()),
        ),
        part("confidence", weights.confidence, (1.0, "the records say so".into())),
        part("Board priority", weights.priority, priority(of)),
        part("target", weights.target, (0.0, "no target".into())),
    ]
}

/// The sum that orders.
pub(super) fn total(parts: &[ScorePart]) -> f64 {
    parts.iter().map(|part| part.points).sum()
}

fn severity(judged: &Judged) -> (f64, String) {
    let verdict = &judged.verdict;
    if let Some(p) = verdict.p {
        return (-p.max(1e-12).log10() / STRONGEST, by_chance(p));
    }
    let lines = verdict.lines.last().copied().flatten();
    let value = judged.series.newest().and_then(|one| one.value);
    let distance = lines.zip(value).and_then(|(lines, value)| {
        let limits = lines.limits?;
        let reach = (limits.high - limits.low) / 2.0;
        (reach > 0.0).then(|| (value - lines.centre).abs() / reach)
    });
    match distance {
        Some(distance) => (
            distance / 2.0,
            format!("{} of the way to a limit", number::decimal(distance, 1)),
        ),
        None => (0.25, "no limits to measure by".into()),
    }
}

/// `by chance once in 250`, `by chance once in 3,900`, `by chance less than once in 1,000,000`: the order of severities can be read.
fn by_chance(p: f64) -> String {
    if p < 1e-6 {
        return "by chance less than once in 1,000,000".into();
    }
    let once_in = 1.0 / p;
    // Two figures are kept of what is large.
    let step = 10_f64.powf((once_in.log10().floor() - 1.0).max(0.0));
    format!(
        "by chance once in {}",
        number::decimal((once_in / step).round() * step, 0)
    )
}

/// A p value as printed: three decimals, or fewer than one in a thousand.
pub(super) fn small(p: f64) -> String {
    if p < 0.001 {
        "below 0.001".into()
    } else {
        format!("{p:.3}")
    }
}

fn direction(judged: &Judged, indicator: &Indicator) -> (f64, String) {
    let missed = judged
        .verdict
        .target
        .as_ref()
        .is_some_and(|target| target.fact == TargetFact::Missed);
    match judged
        .verdict
        .side
        .map(|side| concern::concern(side, indicator.polarity))
    {
        Some(Concern::Worse) => (1.0, "worse".into()),
        Some(Concern::Unusual) => (0.5, "unusual".into()),
        Some(Concern::Better) => (0.0, "better".into()),
        None if !came(judged) => (0.5, "no figure this quarter".into()),
        None if missed => (0.5, "not back yet".into()),
        None => (0.25, "back in the usual range".into()),
    }
}

fn persistence(quarters_open: usize) -> (f64, String) {
    let share = (quarters_open.saturating_sub(1)) as f64 / LONG;
    (
        share,
        format!("on the list for {}", number::quarters_open(quarters_open)),
    )
}

fn comparator(judged: &Judged, weighed: &Weighed<'_>) -> (f64, String) {
    match compare::worse_than_england(judged, weighed.indicator, weighed.comparators) {
        Some(true) => (1.0, "worse than England's published figure".into()),
        Some(false) => (0.0, "not clearly worse than England's published figure".into()),
        None => (0.0, "nothing to compare with".into()),
    }
}

/// Whether a figure of the quarter came.
fn came(judged: &Judged) -> bool {
    judged.series.newest().is_some_and(|one| one.was_sent())
}

fn confidence(judged: &Judged) -> (f64, String) {
    if !came(judged) {
        return (0.25, "no figure this quarter".into());
    }
    let provisional = judged.series.newest().is_some_and(|one| !one.without.is_empty());
    let sure = match judged.verdict.tier {
        Tier::Exception => 1.0,
        Tier::Watch => 0.5,
        Tier::Usual | Tier::CannotTell | Tier::NotJudged => 0.25,
    };
    let words = if provisional {
        "parts are missing"
    } else {
        "all parts are there"
    };
    (if provisional { sure / 2.0 } else { sure }, words.into())
}

fn priority(priority: Priority) -> (f64, String) {
    match priority {
        Priority::P1 | Priority::P2 | Priority::P3 => (1.0, format!("{priority:?}")),
        Priority::P4 | Priority::P5 => (0.5, format!("{priority:?}")),
    }
}

fn target(judged: &Judged) -> (f64, String) {
    match judged.verdict.target.as_ref().map(|target| (target.fact, target.clear)) {
        Some((TargetFact::Missed, true)) => (1.0, "clearly missed this quarter".into()),
        Some((TargetFact::Missed, false)) => (0.5, "missed this quarter, not clearly".into()),
        Some((TargetFact::Met, _)) => (0.0, "met this quarter".into()),
        None => (0.0, "no target".into()),
    }
}
