//! The overview of child deaths: pooled over five years, for learning and not as performance.

use crate::catalogue::{Frequency, Indicator};
use crate::domain::{PaperCell, Part, Period, Section};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::{paper, totals};
use crate::sift::withhold::counts;
use crate::stats::intervals;

/// Quarters that are pooled.
const POOLED: i32 = 20;
const INDICATORS: [&str; 3] = ["CD01", "CD02", "CD03"];

/// `239 of 330`; a dash for a count, or where it is withheld.
fn parts((above, below): (f64, Option<f64>), may_show: bool) -> String {
    match below.filter(|_| may_show) {
        Some(below) => format!("{} of {}", number::decimal(above, 0), number::decimal(below, 0)),
        None => "\u{2013}".into(),
    }
}

/// Of a share in whole per cent, of a count in cases; a dash where the figure is withheld.
fn range((above, below): (f64, Option<f64>), may_show: bool) -> String {
    let range = match below {
        Some(below) => intervals::wilson(above, below, 0.95)
            .map(|range| format!("{:.0}% to {:.0}%", 100.0 * range.lower, 100.0 * range.upper)),
        None => intervals::exact_poisson(above, 0.95).map(|range| format!("{:.0} to {:.0}", range.lower, range.upper)),
    };
    range.filter(|_| may_show).unwrap_or_else(|| "\u{2013}".into())
}

/// What is pooled, from its first figure to its last: a figure of a year is told as the year's, and nothing later is claimed.
fn span((first, last): (Period, Period), indicator: &Indicator) -> String {
    let name = |period: Period| match indicator.frequency {
        Frequency::Annual => period.financial_year(),
        Frequency::Quarterly
        | Frequency::Termly
        | Frequency::Biennial
        | Frequency::PerAudit
        | Frequency::PerCampaign => period.to_string(),
    };
    match first == last {
        true => name(first),
        false => format!("{} to {}", name(first), name(last)),
    }
}

/// The section; `None` when nothing was ever sent.
pub(super) fn section(evidence: &Evidence<'_>) -> Option<Section> {
    let policy = evidence.catalogue.policy();
    let rows: Vec<Vec<PaperCell>> = INDICATORS
        .iter()
        .filter_map(|id| {
            let indicator = evidence.catalogue.indicator(id)?;
            let series = &evidence.main(id)?.series;
            let recent = series
                .observations
                .iter()
                .filter(|one| evidence.period.index() - one.period.index() < POOLED);
            let known: Vec<_> = recent.filter(|one| one.value.is_some()).collect();
            let (first, last) = (known.first()?.period, known.last()?.period);
            let above: f64 = known.iter().filter_map(|one| one.numerator.or(one.value)).sum();
            let below: Option<f64> = known.iter().map(|one| one.denominator).sum();
            let below = below.filter(|_| indicator.denominator.is_some());
            let figure = match below {
                Some(below) => counts::share_of_people((above, below), policy),
                None => counts::people(above, policy),
            };
            let may_show = figure.drawn().is_some();
            Some(vec![
                PaperCell::from(indicator.name.clone()),
                paper::cell(figure),
                parts((above, below), may_show).into(),
                range((above, below), may_show).into(),
                span((first, last), indicator).into(),
                paper::cell(counts::things(known.len() as f64)),
            ])
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let table = paper::table(
        "Child death overview, years pooled",
        &["What", "In all", "Of", "Likely range", "From, to", "Figures pooled"],
        rows,
        &[
            "Up to five years together, because a quarter has too few. Deaths are counted for the whole of Southend, Essex and Thurrock where the panel sends them so.",
            "For learning, not performance: this table compares no quarter with another.",
            &totals::note(&INDICATORS, evidence),
        ],
    );
    Some(paper::section(
        "Child deaths: five years together, for learning",
        vec![Part::Table(table)],
    ))
}
