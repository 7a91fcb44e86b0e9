//! A verdict into the text alternative of its chart, and the chart's source line. Never made from the drawing.

use crate::catalogue::Indicator;
use crate::domain::{Rung, Series, SeriesState, Verdict};
use crate::sift::evidence::Evidence;
use crate::sift::{number, withhold};

/// Senders that are named in a source line; of more, their number is told.
const NAMED: usize = 3;
/// Most words of a text alternative.
const WORDS: usize = 60;

/// Kind, what, where, from when to when; verdict; marks; gaps; target; pointer.
#[expect(clippy::too_many_lines, reason = "one step for each part of the pattern")]
pub(super) fn text(
    series: &Series,
    verdict: &Verdict,
    indicator: &Indicator,
    (title, left_out, evidence): (&str, &[String], &Evidence<'_>),
) -> String {
    let kind = match verdict.rung {
        Rung::Individuals | Rung::Attribute | Rung::Seasonal => "Control chart",
        Rung::RunChart | Rung::Rare => "Run chart",
        Rung::NoFigure | Rung::TooShort | Rung::TooFew => "Chart",
    };
    let (first, last) = (series.observations.first(), series.observations.last());
    let Some((first, last)) = first.zip(last) else {
        return String::new();
    };
    let policy = evidence.catalogue.policy();
    let is_hidden = |one: &crate::domain::Observation| {
        one.state == SeriesState::Suppressed || withhold::is_withheld(one, indicator, policy)
    };
    let quarters = series.observations.len();
    let withheld = series.observations.iter().filter(|one| is_hidden(one)).count();
    // Where a box takes the chart's place, what remains tells no trend.
    if withheld * 3 > quarters || is_hidden(last) {
        let many = match (withheld * 2 > quarters, withheld * 3 > quarters) {
            (true, _) => "Most figures are",
            (false, true) => "Many figures are",
            (false, false) => "The newest figure is",
        };
        return format!(
            "Box in place of a chart. {}, {}, {} to {}. {many} withheld: small numbers. Nothing is said of how they move. Figures in the table that follows.",
            indicator.row_name,
            evidence.places.name(&series.area),
            first.period,
            last.period
        );
    }
    let mut parts = vec![
        format!("{kind}."),
        format!(
            "{}, {}, {} to {}.",
            indicator.row_name,
            evidence.places.name(&series.area),
            first.period,
            last.period
        ),
        format!("{}.", title.trim_end_matches('.')),
    ];
    match left_out {
        [] => (),
        [one] => parts.push(format!("Without {one} in any quarter.")),
        more => parts.push(format!(
            "Without {} senders in any quarter.",
            number::in_words(more.len())
        )),
    }
    let hidden = |at: usize| withhold::is_small(&series.observations[at], indicator, policy);
    let marked = verdict
        .marks
        .iter()
        .enumerate()
        .filter(|(at, mark)| mark.side.is_some() && !hidden(*at))
        .count();
    match marked {
        0 => (),
        1 => parts.push("One point is marked.".into()),
        more => parts.push(format!(
            "{} points are marked.",
            number::capitalised(&number::in_words(more))
        )),
    }
    let gaps: Vec<String> = series
        .observations
        .iter()
        .filter(|one| one.state == SeriesState::NoReturn)
        .map(|one| one.period.to_string())
        .collect();
    match gaps.as_slice() {
        [] => (),
        [one] => parts.push(format!("No return for {one}.")),
        more => parts.push(format!("No return for {}.", number::quarters(more.len()))),
    }
    if let Some(target) = &verdict.target {
        parts.push(format!("Target {}.", number::level(target.target, indicator, 0.0)));
    }
    parts.push("Figures in the table that follows.".into());
    while parts.iter().map(|part| part.split_whitespace().count()).sum::<usize>() > WORDS && parts.len() > 4 {
        parts.remove(parts.len() - 2);
    }
    parts.join(" ")
}

/// Who sent the parts of a figure: a place sends nothing, so for a place the senders of the county's figure stand.
fn senders(own: &[String], series: &Series, evidence: &Evidence<'_>) -> Vec<String> {
    let is_agency = |id: &String| evidence.agencies.iter().any(|agency| agency.id == *id);
    if own.is_empty() || own.iter().any(is_agency) {
        return own.to_vec();
    }
    let county = evidence
        .main(&series.indicator)
        .map(|judged| &judged.series.observations);
    let newest = county.and_then(|all| all.iter().rev().find(|one| one.reporting_sources.iter().any(is_agency)));
    newest.map_or_else(|| own.to_vec(), |one| one.reporting_sources.to_vec())
}

/// Sender, data cut-off, notes on gaps, restarts and lines that are not drawn.
pub(super) fn source(series: &Series, evidence: &Evidence<'_>) -> String {
    let newest = series
        .observations
        .iter()
        .rev()
        .find(|one| !one.reporting_sources.is_empty());
    let own = newest.map(|one| &*one.reporting_sources).unwrap_or_default();
    let senders = senders(own, series, evidence);
    let names: Vec<&str> = senders
        .iter()
        .map(|id| {
            evidence
                .agencies
                .iter()
                .find(|agency| agency.id == *id)
                .map_or(evidence.places.name(id), |one| &one.name)
        })
        .collect();
    let from = match names.as_slice() {
        [] => "nobody this quarter".to_string(),
        [one] => (*one).to_string(),
        [one, other] => format!("{one} and {other}"),
        more if more.len() <= NAMED => number::listed(&more.iter().map(|one| (*one).to_string()).collect::<Vec<_>>()),
        more => format!("{} agencies", number::decimal(more.len() as f64, 0)),
    };
    let vintage = series.newest().and_then(|one| one.vintage.as_ref());
    let vintage = vintage
        .map(|vintage| format!(" Population: {vintage}."))
        .unwrap_or_default();
    // A chart by itself comes from no run.
    let run = match evidence.run_id {
        "" => String::new(),
        id => format!(" Run {id}."),
    };
    format!(
        "Source: {from}. Data received to {}.{vintage}{run}",
        crate::domain::day_in_words(evidence.as_at),
    )
}
