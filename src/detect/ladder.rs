//! The ladder: which method a series' length, counts and kind allow, and why, in a sentence that papers print.

use crate::catalogue::{Indicator, Method, Policy, Timing, Unit};
use crate::detect::chart::Chart;
use crate::detect::material::{Figure, Material};
use crate::detect::rule::SeenIn;
use crate::detect::season;
use crate::domain::{Observation, Rung, SeriesState};

/// The step of the ladder for the newest quarter of a series, and why. What a board declared comes before what the ladder
/// finds, where the series has what the declared method needs.
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
    let for_run = policy.points_for_run_chart as usize;
    if points < for_run {
        return (Rung::TooShort, too_short(points, (for_run, indicator)));
    }
    let (rung, reason) = declared(material, indicator, policy).unwrap_or_else(|| {
        let found = found(figure, material, indicator, policy);
        match &indicator.chosen {
            Some(_) => (found.0, format!("{} The method that was chosen needs more.", found.1)),
            None => found,
        }
    });
    (rung, reason)
}

/// The reason for a step whose chart is drawn: where the limits come from if the board said so, or that there are none after all.
pub(super) fn with_limits(
    (rung, reason): (Rung, String),
    chart: &Chart,
    material: &Material,
    indicator: &Indicator,
) -> String {
    let wants_limits = matches!(rung, Rung::Individuals | Rung::Attribute | Rung::Seasonal);
    if !wants_limits || material.is_constant() {
        return reason;
    }
    let seen_in = chart.stretches.last().and_then(|(_, seen_in)| *seen_in);
    match seen_in {
        Some(SeenIn::Limits) => format!("{reason}{}", held(material, indicator)),
        Some(SeenIn::WithoutLimits) => {
            let before = match reason.split_once("; limits come from") {
                Some((before, _)) => format!("{before}."),
                None => reason,
            };
            let why = match rung {
                Rung::Seasonal => "Once the seasons are allowed for, too few neighbouring figures differ",
                _ => "Too few neighbouring figures differ",
            };
            format!("{before} {why}, so there are no limits.")
        }
        Some(SeenIn::Median) if chart.mostly_outside => {
            let before = reason
                .split_once("; limits come from")
                .map_or(reason.as_str(), |(before, _)| before);
            let before = before.trim_end_matches('.');
            format!(
                "{before}. Most figures would lie outside limits drawn from neighbouring ones, so the line is the median and there are none."
            )
        }
        Some(SeenIn::Median | SeenIn::Evidence) | None => reason,
    }
}

/// ` Limits come from the first 13 quarters, then held: …`; empty where none are.
fn held(material: &Material, indicator: &Indicator) -> String {
    match &indicator.baseline {
        Some(baseline) if material.last_stretch().len() > baseline.quarters as usize => format!(
            " Limits come from the first {} {}s, then held: {}.",
            baseline.quarters,
            indicator.frequency.span(),
            baseline.in_words()
        ),
        Some(_) | None => String::new(),
    }
}

/// The method that the board chose; `None` where it chose none, or the series has not what it needs.
fn declared(material: &Material, indicator: &Indicator, policy: &Policy) -> Option<(Rung, String)> {
    let chosen = indicator.chosen.as_ref()?;
    let points = material.points();
    let enough = points >= policy.points_for_limits as usize;
    let (rung, fits) = match chosen.method {
        Method::RunChart => (Rung::RunChart, true),
        Method::Rare => (Rung::Rare, true),
        Method::Individuals => (Rung::Individuals, enough),
        Method::Attribute => (Rung::Attribute, enough && material.has_parts()),
        Method::Seasonal => (
            Rung::Seasonal,
            enough && points >= policy.years_for_season as usize * 4 && season::factors(material).is_some(),
        ),
    };
    fits.then(|| (rung, format!("The board chose this method: {}.", chosen.in_words())))
}

/// The step that the series' length, counts and kind allow.
#[expect(clippy::too_many_lines, reason = "a case for each step of the ladder")]
fn found(figure: Figure, material: &Material, indicator: &Indicator, policy: &Policy) -> (Rung, String) {
    let points = material.points();
    let for_limits = policy.points_for_limits as usize;
    let spans = format!("{points} {}s", indicator.frequency.span());
    if let Some(base) = too_small_a_base(figure, indicator, policy) {
        let noun = if base == 1.0 {
            &indicator.noun_one
        } else {
            &indicator.noun
        };
        let needed = policy.least_denominator;
        return (
            Rung::TooFew,
            format!("The base is {base} {noun}; {needed} are needed to judge."),
        );
    }
    if is_rare(material, indicator, policy) {
        return (Rung::Rare, rare(material, indicator, policy));
    }
    if points < for_limits {
        return (
            Rung::RunChart,
            format!("There are {spans}; limits need {for_limits}, so the median is used, provisionally."),
        );
    }
    if material.is_constant() {
        let rung = if material.has_parts() && !overlaps(indicator) {
            Rung::Attribute
        } else {
            Rung::Individuals
        };
        let told = match material.ranged {
            true => format!("All {spans} may have the same figure; parts are withheld, so there are no limits."),
            false => format!(
                "All {spans} have the same figure. It has not varied, so there are no limits; a first change is marked."
            ),
        };
        return (rung, told);
    }
    if let Some(reason) = seasonal(material, indicator, policy) {
        return (Rung::Seasonal, reason);
    }
    if material.has_parts() && !overlaps(indicator) {
        return (Rung::Attribute, format!("There are {spans}, each with its base."));
    }
    let reason = match (overlaps(indicator), indicator.unit) {
        (true, _) => format!("There are {spans}; what they cover overlaps, so neighbours are alike."),
        (false, Unit::Count) => {
            format!("There are {spans}; limits come from their own variation (a c chart would allow for chance alone).")
        }
        (false, _) => format!("There are {spans}; limits come from their own variation."),
    };
    (Rung::Individuals, reason)
}

/// Why a series is judged season by season; `None` where it is not. A season is declared, or so plain that the quarters before
/// the newest show it.
fn seasonal(material: &Material, indicator: &Indicator, policy: &Policy) -> Option<String> {
    let years = material.points() / 4;
    let enough = years >= policy.years_for_season as usize && season::factors(material).is_some();
    if !enough || overlaps(indicator) {
        return None;
    }
    if indicator.seasonal {
        return Some(format!(
            "A season is declared, and {years} full years are there to allow for it."
        ));
    }
    let plain = season::is_plain(material, policy.years_for_season as usize);
    plain.then(|| {
        format!(
            "A seasonal pattern shows plainly in {years} full years, although none is declared, and is allowed for."
        )
    })
}

/// Why exact counts are used: what is rare, of a share the rarer of its two outcomes, and whether it was ever seen.
fn rare(material: &Material, indicator: &Indicator, policy: &Policy) -> String {
    let span = indicator.frequency.span();
    let points = material.points();
    let first = material
        .last_stretch()
        .iter()
        .flatten()
        .next()
        .map(|figure| figure.value);
    let what = match (
        indicator.unit,
        first.filter(|_| material.is_constant() && !material.ranged),
    ) {
        (Unit::Percent, Some(all)) if (all - 100.0).abs() < 1e-9 => {
            format!("It was 100% in all {points} {span}s")
        }
        (_, Some(none)) if none.abs() < 1e-9 => format!("There were none in any of {points} {span}s"),
        (Unit::Percent, _) => format!(
            "Fewer than {} a {span} are usual on one side of the share",
            policy.least_expected_events
        ),
        (_, _) => format!("Fewer than {} a {span} are usual", policy.least_expected_events),
    };
    format!(
        "{what}, so exact counts over longer spans are used. The days of single cases are not sent, so the time between them is not charted."
    )
}

fn no_figure(newest: Option<&Observation>) -> String {
    let words = match newest.map(|one| one.state) {
        Some(SeriesState::NotMeasured) if newest.is_some_and(Observation::has_none) => "There were none to count.",
        Some(SeriesState::NotDue) => "It is not due this quarter.",
        Some(SeriesState::Suppressed) => "The sender withheld the figure.",
        Some(SeriesState::NotMeasured) => "What was sent cannot be measured.",
        Some(SeriesState::NoReturn) | None => "No figure that could be used came this quarter.",
        Some(SeriesState::Number | SeriesState::Range) => "The figure is not comparable with earlier ones.",
    };
    words.to_string()
}

fn too_short(have: usize, (need, indicator): (usize, &Indicator)) -> String {
    let span = indicator.frequency.span();
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
