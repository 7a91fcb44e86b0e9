//! Figures into what a paper of the sub-committee may show. The only maker of `Shown` for restricted papers.

pub(super) mod counts;
pub(super) mod told;

use crate::catalogue::{Catalogue, Indicator, Polarity, Policy, Timing, Unit};
use crate::domain::{
    Flags, LevelWords, Lines, Missing, Observation, Places, PointMark, QUARTERS_BESIDE_A_ROW, Rung, Series,
    SeriesState, Shown, ShownPoint, ShownSeries, ShownTarget, Side, Verdict,
};
use crate::sift::{number, target};

/// Whether a figure is a small count of people, or would give one away.
pub(super) fn is_small(one: &Observation, indicator: &Indicator, policy: &Policy) -> bool {
    if !policy.withhold_in_restricted_papers || !indicator.is_sensitive() {
        return false;
    }
    if one.flags.withheld {
        return true;
    }
    let bound = f64::from(policy.withhold_up_to);
    let small = |count: Option<f64>| count.is_some_and(|count| count > 0.0 && count <= bound);
    let counted = match indicator.unit {
        Unit::Count => one.value.or(one.numerator),
        Unit::Percent | Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 => one.numerator,
        // Sums of scores and medians count nobody; their base does.
        Unit::Ratio | Unit::Score | Unit::MedianDays => None,
    };
    let base = one.denominator.filter(|_| !indicator.unit.is_rate());
    let complement = base.zip(one.numerator).map(|(base, counted)| base - counted);
    small(counted) || small(base) || (indicator.complement_sensitive && small(complement))
}

/// Whether no value of a figure is shown: a number that is small or would give one away, a range all of which is small. What a range
/// is made of may be small all the same.
pub(super) fn is_withheld(one: &Observation, indicator: &Indicator, policy: &Policy) -> bool {
    match one.state {
        SeriesState::Range => matches!(range(one, indicator, policy), Shown::Mark(_)),
        _ => is_small(one, indicator, policy),
    }
}

/// A part of a figure: not applicable where the figure has no such part, or where nothing was asked for, so that none is missing.
fn asked_for(part: Shown, (one, has_part): (&Observation, bool)) -> Shown {
    part.or_not_applicable(!has_part || one.state == SeriesState::NotDue)
}

/// The greatest count that is withheld because it counts people; 0 where none is.
pub(super) fn small_counts(indicator: &Indicator, policy: &Policy) -> f64 {
    let withholds = policy.withhold_in_restricted_papers && indicator.is_sensitive() && indicator.unit == Unit::Count;
    if withholds {
        f64::from(policy.withhold_up_to)
    } else {
        0.0
    }
}

/// The value of one observation.
pub(super) fn value(one: &Observation, indicator: &Indicator, policy: &Policy) -> Shown {
    match one.state {
        SeriesState::Number if is_small(one, indicator, policy) => Shown::Mark(Missing::Withheld),
        SeriesState::Number => match (one.value, number::figure(one, indicator, policy)) {
            (Some(value), Some(text)) => Shown::Number { value, text },
            _ => Shown::Mark(Missing::NotAvailable),
        },
        SeriesState::Range => range(one, indicator, policy),
        SeriesState::Suppressed => Shown::Mark(Missing::Withheld),
        SeriesState::NotDue => Shown::Mark(Missing::NotApplicable),
        SeriesState::NotMeasured if one.has_none() => Shown::Mark(Missing::NotApplicable),
        SeriesState::NoReturn | SeriesState::NotMeasured => Shown::Mark(Missing::NotAvailable),
    }
}

/// A range is shown unless all of it is small.
fn range(one: &Observation, indicator: &Indicator, policy: &Policy) -> Shown {
    let Some((low, high)) = one.low.zip(one.high).filter(|_| !one.flags.over_withheld) else {
        return Shown::Mark(Missing::Withheld);
    };
    if high <= small_counts(indicator, policy) && small_counts(indicator, policy) > 0.0 {
        return Shown::Mark(Missing::Withheld);
    }
    let text = format!(
        "{} to {}",
        number::plain_value(low, indicator),
        number::plain_value(high, indicator)
    );
    Shown::Range { low, high, text }
}

/// What was counted. What a sender withheld bears the mark of what is withheld here, so that nobody can tell the two apart.
fn numerator(one: &Observation, withheld: bool) -> Shown {
    match (one.numerator, one.state) {
        (None, SeriesState::Suppressed | SeriesState::Range) => Shown::Mark(Missing::Withheld),
        (count, _) => part(count, withheld),
    }
}

/// A part of a share, or a population: as a plain count.
fn part(count: Option<f64>, withheld: bool) -> Shown {
    match count {
        Some(_) if withheld => Shown::Mark(Missing::Withheld),
        Some(value) => Shown::Number {
            value,
            text: number::decimal(value, 0),
        },
        None => Shown::Mark(Missing::NotAvailable),
    }
}

/// `164 of 392`; empty where there is no base or it may not be shown.
pub(super) fn parts(one: &Observation, indicator: &Indicator, policy: &Policy) -> String {
    let shown = one.state == SeriesState::Number && !is_small(one, indicator, policy);
    number::parts(one, indicator).filter(|_| shown).unwrap_or_default()
}

/// A figure that is known only from a message, such as the version before a restatement.
pub(super) fn earlier_value(value: f64, indicator: &Indicator, policy: &Policy) -> Shown {
    if value > 0.0 && value <= small_counts(indicator, policy) {
        return Shown::Mark(Missing::Withheld);
    }
    Shown::Number {
        value,
        text: number::plain_value(value, indicator),
    }
}

/// What a mark means, read through the direction of good.
fn point_mark(side: Option<Side>, polarity: Polarity) -> PointMark {
    match (side, polarity) {
        (None, _) => PointMark::Usual,
        (Some(_), Polarity::Neutral) => PointMark::Unusual,
        (Some(Side::High), Polarity::LowerBetter) => PointMark::WorseHigh,
        (Some(Side::Low), Polarity::HigherBetter) => PointMark::WorseLow,
        (Some(Side::High), Polarity::HigherBetter) | (Some(Side::Low), Polarity::LowerBetter) => PointMark::Better,
    }
}

/// A series with the verdict's lines and marks. Lines that were made with a withheld figure are left out: the mean of known
/// figures and one unknown would give it away.
pub(super) fn series(
    series: &Series,
    verdict: &Verdict,
    around: (&Catalogue, &Places),
    indicator: &Indicator,
) -> ShownSeries {
    newest_points((series, usize::MAX), verdict, around, indicator)
}

/// The same with the quarters that a small drawing beside a row shows.
pub(super) fn series_beside_a_row(
    series: &Series,
    verdict: &Verdict,
    around: (&Catalogue, &Places),
    indicator: &Indicator,
) -> ShownSeries {
    newest_points((series, QUARTERS_BESIDE_A_ROW), verdict, around, indicator)
}

fn newest_points(
    (series, most): (&Series, usize),
    verdict: &Verdict,
    (catalogue, places): (&Catalogue, &Places),
    indicator: &Indicator,
) -> ShownSeries {
    let first = series.observations.len().saturating_sub(most);
    let policy = catalogue.policy();
    let is_hidden = |one: &Observation| is_small(one, indicator, policy);
    let hidden: Vec<bool> = series.observations.iter().map(is_hidden).collect();
    let mut bounds: Vec<usize> = verdict.restarts.iter().map(|(at, _)| *at).collect();
    bounds.push(series.observations.len());
    let stretch_hides = |at: usize| {
        let end = bounds.iter().copied().find(|&end| end > at).unwrap_or(hidden.len());
        let start = bounds.iter().copied().rev().find(|&start| start <= at).unwrap_or(0);
        hidden[start.min(end)..end].contains(&true)
    };
    let levels = (0..series.observations.len()).rev().filter(|at| !stretch_hides(*at));
    let levels = levels.filter_map(|at| lines(verdict, at)).next();
    let parts = has_parts(series, indicator);
    let points = series.observations.iter().enumerate().skip(first);
    let points = points.map(|(at, one)| ShownPoint {
        mark: point_mark(
            verdict.marks.get(at).and_then(|mark| mark.side).filter(|_| !hidden[at]),
            indicator.polarity,
        ),
        lines: lines(verdict, at).filter(|_| !stretch_hides(at)),
        ..figures(one, (hidden[at], parts), (indicator, policy))
    });
    ShownSeries {
        indicator: series.indicator.clone(),
        name: indicator.name.clone(),
        subtitle: subtitle(series, indicator, places),
        level: series.level,
        area: series.area.clone(),
        area_name: places.name(&series.area).to_string(),
        agency: series.agency.clone(),
        unit: number::shown_unit(indicator.unit),
        points: points.collect(),
        levels: levels.map(|lines| level_words(lines, (series, verdict), indicator)),
        median_only: verdict
            .lines
            .last()
            .copied()
            .flatten()
            .is_some_and(|lines| lines.limits.is_none()),
        target: target(series, indicator),
        restarts: verdict
            .restarts
            .iter()
            .filter_map(|(at, why)| Some((at.checked_sub(first)?, six_words(why))))
            .collect(),
        too_few: too_few(verdict, hidden.last().copied().unwrap_or(false)),
        too_short: too_short(verdict, indicator, policy),
    }
}

/// A point with its figure and the parts of it, without a mark and without lines.
fn figures(
    one: &Observation,
    (is_hidden, (has_number, has_base)): (bool, (bool, bool)),
    (indicator, policy): (&Indicator, &Policy),
) -> ShownPoint {
    let hides_base = is_hidden && !indicator.unit.is_rate();
    ShownPoint {
        period: one.period,
        value: value(one, indicator, policy),
        numerator: asked_for(numerator(one, is_hidden), (one, has_number)),
        denominator: asked_for(part(one.denominator, hides_base), (one, has_base)),
        flags: Flags { ..one.flags },
        mark: PointMark::Usual,
        lines: None,
    }
}

/// Whether a number and a base are applicable: counts have no base, and medians and scores have parts only where somebody sent any.
fn has_parts(series: &Series, indicator: &Indicator) -> (bool, bool) {
    let is_share = indicator.unit == Unit::Percent || indicator.unit.is_rate();
    let is_count = indicator.unit == Unit::Count;
    let all = || series.observations.iter();
    (
        is_share || is_count || all().any(|one| one.numerator.is_some()),
        is_share || (!is_count && all().any(|one| one.denominator.is_some())),
    )
}

/// The words of the box that takes the chart's place where the base is too small to judge.
fn too_few(verdict: &Verdict, hidden: bool) -> Option<String> {
    let words = if hidden {
        String::new()
    } else {
        verdict.rung_reason.clone()
    };
    (verdict.rung == Rung::TooFew).then_some(words)
}

fn too_short(verdict: &Verdict, indicator: &Indicator, policy: &Policy) -> Option<String> {
    let (have, needed) = (verdict.points, policy.points_for_run_chart);
    (verdict.rung == Rung::TooShort)
        .then(|| format!("Too short to judge: {have} of {needed} {}s", indicator.frequency.span()))
}

/// The lines in the spelling of sentences, so that a figure has one spelling in chart and words.
fn level_words(lines: Lines, (series, verdict): (&Series, &Verdict), indicator: &Indicator) -> LevelWords {
    let span = crate::sift::levels::span(series, verdict);
    let value = series.newest().and_then(|one| one.value).unwrap_or_default();
    LevelWords {
        centre: number::level_beside(lines.centre, indicator, (value, span))
            .unwrap_or_else(|| number::level(lines.centre, indicator, span)),
        limits: lines
            .limits
            .map(|limits| number::range_ends(limits, indicator, (value, span))),
    }
}

fn lines(verdict: &Verdict, at: usize) -> Option<Lines> {
    verdict.lines.get(at).copied().flatten()
}

/// What, unit and where.
fn subtitle(series: &Series, indicator: &Indicator, places: &Places) -> String {
    let unit = match indicator.unit {
        Unit::Count => "number".to_string(),
        Unit::Percent => "per cent".to_string(),
        Unit::RatePer1000 => per("1,000", indicator),
        Unit::RatePer10000 => per("10,000", indicator),
        Unit::RatePer100000 => per("100,000", indicator),
        Unit::Ratio => "ratio".to_string(),
        Unit::Score => "score".to_string(),
        Unit::MedianDays => "median, days".to_string(),
    };
    format!("{}, {unit}, {}", indicator.row_name, places.name(&series.area))
}

fn per(base: &str, indicator: &Indicator) -> String {
    let people = indicator
        .population
        .as_ref()
        .map_or("people", |population| &population.words);
    match indicator.timing {
        Timing::FlowAnnualised => format!("yearly rate per {base} {people}"),
        _ => format!("per {base} {people}"),
    }
}

/// The target in force in the newest quarter; none where neither direction is better.
fn target(series: &Series, indicator: &Indicator) -> Option<ShownTarget> {
    let newest = series.newest()?;
    let target = indicator
        .target_in(newest.period)
        .filter(|_| indicator.polarity != Polarity::Neutral)?;
    let level = number::level(target.value, indicator, 0.0);
    Some(ShownTarget {
        value: target.value,
        label: number::capitalised(&target::short(target, &level)),
    })
}

fn six_words(text: &str) -> String {
    let words: Vec<&str> = text.trim_end_matches('.').split_whitespace().take(6).collect();
    words.join(" ")
}
