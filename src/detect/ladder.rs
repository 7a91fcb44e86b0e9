//! The ladder: which method a series' length, counts and kind allow, and why, in a sentence that papers print.

use crate::catalogue::{Frequency, Indicator, Policy, Timing, Unit};
use crate::detect::material::{Figure, Material};
use crate::domain::{Observation, Rung, SeriesState};

/// The step of the ladder for the newest quarter of a series, and why.
#[expect(clippy::too_many_lines, reason = "one step of the ladder after the other")]
pub(super) fn rung(
    newest: Option<&Observation>,
    material: &Material,
    indicator: &Indicator,
    policy: &Policy,
) -> (Rung, String) {
    let Some(figure) = material.newest() else {
        return (Rung::NoFigure, no_figure(newest));
    };
    let points = material.points();
    let (for_run, for_limits) = (policy.points_for_run_chart as usize, policy.points_for_limits as usize);
    if points < for_run {
        return (Rung::TooShort, too_short(points, (for_run, indicator)));
    }
    if let Some(base) = too_small_a_base(figure, indicator, policy) {
        let noun = if base == 1.0 {
            &indicator.noun_one
        } else {
            &indicator.noun
        };
        return (
            Rung::TooFew,
            format!(
                "The base is {base} {noun}; {} are needed to judge.",
                policy.least_denominator
            ),
        );
    }
    if is_rare(material, indicator, policy) {
        let least = policy.least_expected_events;
        return (
            Rung::Rare,
            format!("Fewer than {least} a quarter are usual, so exact counts over longer spans are used."),
        );
    }
    if points < for_limits {
        return (
            Rung::RunChart,
            format!("There are {points} quarters; limits need {for_limits}, so the median is used, provisionally."),
        );
    }
    let seasons = policy.years_for_season as usize * 4;
    if indicator.seasonal && points >= seasons {
        let years = points / 4;
        return (
            Rung::Seasonal,
            format!("The figure follows the seasons, and {years} full years are there to allow for them."),
        );
    }
    if material.has_parts() && !overlaps(indicator) {
        return (
            Rung::Attribute,
            format!("There are {points} quarters, each with its base."),
        );
    }
    let reason = match overlaps(indicator) {
        true => format!("There are {points} quarters; their spans overlap, so neighbours are alike."),
        false => format!("There are {points} quarters."),
    };
    (Rung::Individuals, reason)
}

fn no_figure(newest: Option<&Observation>) -> String {
    let words = match newest.map(|one| one.state) {
        Some(SeriesState::NotDue) => "It is not due this quarter.",
        Some(SeriesState::Suppressed) => "The sender withheld the figure.",
        Some(SeriesState::NotMeasured) => "What was sent cannot be measured.",
        Some(SeriesState::NoReturn) | None => "No figure was sent this quarter.",
        Some(SeriesState::Number | SeriesState::Range) => "The figure is not comparable with earlier ones.",
    };
    words.to_string()
}

fn too_short(have: usize, (need, indicator): (usize, &Indicator)) -> String {
    let span = match indicator.frequency {
        Frequency::Annual => "year",
        Frequency::Quarterly => "quarter",
        Frequency::Termly => "term",
        Frequency::Biennial | Frequency::PerAudit | Frequency::PerCampaign => "round",
    };
    match have {
        1 => format!("There is one {span} of figures. {need} are needed to judge."),
        _ => format!("There are {have} {span}s of figures. {need} are needed to judge."),
    }
}

/// The newest base, if it is too small to judge a share by.
fn too_small_a_base(figure: Figure, indicator: &Indicator, policy: &Policy) -> Option<f64> {
    let base = figure.denominator.filter(|_| indicator.unit == Unit::Percent)?;
    (base < policy.least_denominator).then_some(base)
}

/// Whether fewer events than policy says are usual in a quarter; for shares, of the rarer of the two outcomes.
fn is_rare(material: &Material, indicator: &Indicator, policy: &Policy) -> bool {
    let events = |figure: &Figure| match indicator.unit {
        Unit::Count => Some(figure.value),
        Unit::Percent => {
            let (above, below) = figure.numerator.zip(figure.denominator)?;
            Some(above.min((below - above).abs()))
        }
        Unit::RatePer1000 | Unit::RatePer10000 | Unit::RatePer100000 => figure.numerator,
        Unit::Ratio | Unit::Score | Unit::MedianDays => None,
    };
    let counts: Vec<f64> = material.last_stretch().iter().flatten().filter_map(events).collect();
    let usual = crate::stats::centre::mean(counts.iter().copied());
    counts.len() == material.points() && usual.is_some_and(|usual| usual < policy.least_expected_events)
}

/// Whether the spans of neighbouring quarters overlap.
fn overlaps(indicator: &Indicator) -> bool {
    matches!(indicator.timing, Timing::Rolling12m | Timing::Rolling3y)
}
