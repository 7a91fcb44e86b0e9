//! The newest figure of a short series against earlier ones, each change with its likely range: all that so few figures allow.

use crate::catalogue::{Indicator, Policy, Timing, Unit};
use crate::domain::{Interval, Judged, Observation, VerdictChange};
use crate::sift::{number, withhold};

/// ` Since last quarter it rose by 4.0 points, from 20.0%. The likely range of the change runs from a fall of 3.0 to a
/// rise of 11.0 points, so it may be chance.`,
/// and the same of a year ago; empty where there is nothing to compare with, or where a figure is withheld.
pub(super) fn told(judged: &Judged, indicator: &Indicator, policy: &Policy) -> String {
    let verdict = &judged.verdict;
    let since_year = match indicator.frequency.span() {
        "year" => "the year before",
        "round" => "the round before",
        _ => "the same quarter last year",
    };
    let last_quarter = match indicator.frequency.span() {
        "round" => &None,
        _ => &verdict.last_quarter,
    };
    let changes = [("last quarter", last_quarter), (since_year, &verdict.last_year)];
    let newest = judged.series.newest();
    let may = |change: &VerdictChange| {
        let both = [newest, judged.series.at(change.from)];
        both.into_iter()
            .flatten()
            .all(|one| !withhold::is_small(one, indicator, policy))
    };
    let of = |(since, change): (&str, &Option<VerdictChange>)| {
        let change = change.as_ref().filter(|change| may(change))?;
        let both = [judged.series.at(change.from), newest];
        Some(format!(" {}", sentence(since, change, (both, indicator, policy))))
    };
    changes.into_iter().filter_map(of).collect()
}

fn sentence(
    since: &str,
    change: &VerdictChange,
    (both, indicator, policy): ([Option<&Observation>; 2], &Indicator, &Policy),
) -> String {
    let is_no_share = |one: &Option<&Observation>| one.is_some_and(|one| number::is_no_share(one, indicator, policy));
    if both.iter().any(is_no_share) {
        return in_counts(since, change, (both[0], indicator));
    }
    let was = match both[0].and_then(|one| number::figure(one, indicator, policy)) {
        Some(figure) => figure,
        None => number::plain_value(change.was, indicator),
    };
    let finest = decimals(indicator, both, policy);
    let decimals = number::decimals_of(change.difference, finest, indicator);
    let moved = match change.difference {
        none if none.abs() < 1e-9 => format!("Since {since} it has not moved from {was}."),
        up if up > 0.0 => format!(
            "Since {since} it rose by {}, from {was}.",
            amount(up, (indicator, decimals), f64::round)
        ),
        down => format!(
            "Since {since} it fell by {}, from {was}.",
            amount(-down, (indicator, decimals), f64::round)
        ),
    };
    let Some(range) = change.interval else {
        return match indicator.timing {
            Timing::Rolling12m | Timing::Rolling3y => {
                format!("{moved} Both figures cover some of the same months, so no likely range is put on the change.")
            }
            _ => format!("{moved} Nothing was sent from which the likely range of that change could be told."),
        };
    };
    let likely = likely(range, (indicator, decimals));
    format!("{moved} {likely}.")
}

/// `The likely range of the fall is 5 to 43 points, which chance alone seldom gives`, without a sign, and rounded outwards, so that a
/// range which includes no change also reads so.
fn likely(range: Interval, of: (&Indicator, usize)) -> String {
    let most = |end: f64| amount(end.abs(), of, f64::ceil);
    let least = |end: f64| bare(end.abs(), of.1, f64::floor);
    match (may_be_chance(range), range.low > 0.0) {
        (true, _) => format!(
            "The likely range of the change runs from a fall of {} to a rise of {}, so it may be chance",
            bare(range.low.abs(), of.1, f64::ceil),
            most(range.high)
        ),
        (false, true) => format!(
            "The likely range of the rise is {} to {}, which chance alone seldom gives",
            least(range.low),
            most(range.high)
        ),
        (false, false) => format!(
            "The likely range of the fall is {} to {}, which chance alone seldom gives",
            least(range.high),
            most(range.low)
        ),
    }
}

/// A share of so few that only counts are printed: what it was, and whether the change may be chance.
fn in_counts(since: &str, change: &VerdictChange, (before, indicator): (Option<&Observation>, &Indicator)) -> String {
    let was = before.and_then(|one| number::parts(one, indicator));
    let was = was.unwrap_or_else(|| number::plain_value(change.was, indicator));
    if change.difference.abs() < 1e-9 {
        return format!("Since {since} the share has not moved: it was {was}.");
    }
    let so = match change.interval.map(may_be_chance) {
        Some(true) => "; the difference may be chance",
        Some(false) => "; chance alone seldom makes such a difference",
        None => "",
    };
    format!("{} it was {was}{so}.", number::capitalised(since))
}

fn may_be_chance(range: Interval) -> bool {
    range.low <= 0.0 && range.high >= 0.0
}

/// As many decimals as the figure of the smaller base has.
fn decimals(indicator: &Indicator, both: [Option<&Observation>; 2], policy: &Policy) -> usize {
    let is_coarse = both
        .iter()
        .flatten()
        .any(|one| number::is_coarse(one, indicator, policy));
    match indicator.unit {
        Unit::Count | Unit::MedianDays => 0,
        Unit::Percent if is_coarse => 0,
        Unit::Percent | Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 | Unit::Ratio | Unit::Score => 1,
    }
}

/// A change in words: points for shares, never per cent.
fn amount(value: f64, (indicator, decimals): (&Indicator, usize), towards: fn(f64) -> f64) -> String {
    let unit = match indicator.unit {
        Unit::Percent => " points",
        Unit::MedianDays if (value.abs() - 1.0).abs() < 0.5 => " day",
        Unit::MedianDays => " days",
        Unit::Count | Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 | Unit::Ratio | Unit::Score => "",
    };
    format!("{}{unit}", bare(value, decimals, towards))
}

fn bare(value: f64, decimals: usize, towards: fn(f64) -> f64) -> String {
    let factor = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    number::decimal(towards(value * factor) / factor, decimals)
}
