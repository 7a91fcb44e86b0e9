//! The overview of child deaths: pooled over five years, for learning and not as performance.

use crate::domain::{PaperCell, Part, Section};
use crate::sift::evidence::Evidence;
use crate::sift::pages::paper;
use crate::sift::withhold::counts;

/// Quarters that are pooled.
const POOLED: i32 = 20;
const INDICATORS: [&str; 3] = ["CD01", "CD02", "CD03"];

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
            let first = known.first()?.period;
            let above: f64 = known.iter().filter_map(|one| one.numerator.or(one.value)).sum();
            let below: Option<f64> = known.iter().map(|one| one.denominator).sum();
            let figure = match below.filter(|_| indicator.denominator.is_some()) {
                Some(below) => counts::share_of_people((above, below), policy),
                None => counts::people(above, policy),
            };
            let range = crate::stats::intervals::exact_poisson(above, 0.95)
                .filter(|_| below.is_none() && figure.drawn().is_some())
                .map_or("\u{2013}".to_string(), |range| {
                    format!("{:.0} to {:.0}", range.lower, range.upper)
                });
            Some(vec![
                PaperCell::from(indicator.name.clone()),
                paper::cell(figure),
                range.into(),
                format!("{first} to {}", evidence.period).into(),
                paper::cell(counts::things(known.len() as f64)),
            ])
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let table = paper::table(
        "Child death overview, years pooled",
        &["What", "In all", "Likely range", "From, to", "Figures pooled"],
        rows,
        &[
            "Up to five years together, because a quarter has too few. Deaths are counted for the whole of Southend, Essex and Thurrock where the panel sends them so.",
            "For learning, not performance: no quarter is compared with another.",
        ],
    );
    Some(paper::section(
        "Child deaths: five years together, for learning",
        vec![Part::Table(table)],
    ))
}
