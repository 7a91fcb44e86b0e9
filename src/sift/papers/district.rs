//! Series of districts and quadrants as a pack may show them: what is small, and what would give it away, is withheld.

use crate::catalogue::{Indicator, Unit};
use crate::domain::{Area, Judged, Level, Missing, Observation, PointMark, Shown, ShownPoint, ShownSeries};
use crate::sift::evidence::Evidence;
use crate::sift::papers::Told;
use crate::sift::withhold;

/// Quarters in the small charts.
pub(super) const QUARTERS: i32 = 12;

/// The judged series of an indicator at an area, of all senders together.
pub(super) fn judged<'a>(evidence: &Evidence<'a>, (indicator, area): (&str, &str)) -> Option<&'a Judged> {
    evidence.quarters.last().and_then(|quarter| quarter.at(indicator, area))
}

/// Indicators of which at least half of the districts have a figure this quarter, in the order of the catalogue.
pub(super) fn seen_by_district<'a>(evidence: &Evidence<'a>) -> Vec<&'a Indicator> {
    let districts: Vec<&Area> = evidence.places.at_level(Level::District).collect();
    let has = |indicator: &Indicator| {
        let with = districts.iter().filter(|area| {
            judged(evidence, (&indicator.id, &area.id))
                .and_then(|one| one.series.at(evidence.period))
                .is_some_and(|one| one.value.is_some())
        });
        !districts.is_empty() && with.count() * 2 >= districts.len()
    };
    evidence.catalogue.indicators().iter().filter(|one| has(one)).collect()
}

/// Whether any district's figure was sent this quarter, if only as suppressed.
pub(super) fn is_sent(evidence: &Evidence<'_>, indicator: &Indicator) -> bool {
    let mut districts = evidence.places.at_level(Level::District);
    districts.any(|area| {
        judged(evidence, (&indicator.id, &area.id))
            .and_then(|one| one.series.at(evidence.period))
            .is_some_and(Observation::was_sent)
    })
}

/// The newest quarters of a place's series, with what must not be shown taken out; `None` where it has no series.
pub(super) fn shown(told: &Told<'_>, indicator: &Indicator, area: &str) -> Option<ShownSeries> {
    let evidence = told.evidence;
    let judged = judged(evidence, (&indicator.id, area))?;
    let mut series = withhold::series(
        &judged.series,
        &judged.verdict,
        (evidence.catalogue, evidence.places),
        indicator,
    );
    let first = evidence.period.back(QUARTERS - 1);
    series.points.retain(|point| point.period >= first);
    series.restarts = vec![];
    for point in &mut series.points {
        let key = (indicator.id.clone(), area.to_string(), point.period);
        if told.hidden.contains(&key) {
            withheld(point);
        }
    }
    Some(series)
}

fn withheld(point: &mut ShownPoint) {
    // What nobody sent cannot be withheld: it is named as a gap.
    if point.value == Shown::Mark(Missing::NotAvailable) {
        return;
    }
    point.value = Shown::Mark(Missing::Withheld);
    point.numerator = Shown::Mark(Missing::Withheld);
    point.denominator = Shown::Mark(Missing::Withheld);
    point.mark = PointMark::Usual;
    point.lines = None;
}

/// A place's figure of the quarter; `[x]` where there is none.
pub(super) fn figure(told: &Told<'_>, indicator: &Indicator, area: &str) -> Shown {
    let series = shown(told, indicator, area);
    let newest = series.and_then(|series| series.points.last().map(|point| (point.period, point.value.clone())));
    match newest {
        Some((period, value)) if period == told.evidence.period => value,
        _ => Shown::Mark(Missing::NotAvailable),
    }
}

/// How many districts have a figure of their own that is not small.
fn districts_shown(evidence: &Evidence<'_>, indicator: &Indicator) -> usize {
    let policy = evidence.catalogue.policy();
    let is_shown = |area: &&Area| {
        judged(evidence, (&indicator.id, &area.id))
            .and_then(|one| one.series.at(evidence.period))
            .is_some_and(|one| withhold::value(one, indicator, policy).drawn().is_some())
    };
    evidence.places.at_level(Level::District).filter(is_shown).count()
}

/// Indicators that most districts have a figure of that is not small, shares before rates before counts.
fn drawable<'a>(evidence: &Evidence<'a>) -> Vec<&'a Indicator> {
    let districts = evidence.places.at_level(Level::District).count();
    let mut all = seen_by_district(evidence);
    all.retain(|one| districts_shown(evidence, one) * 4 >= districts * 3);
    all.sort_by_key(|one| (one.unit != Unit::Percent, !one.unit.is_rate()));
    all
}

/// The measure that is drawn for every district over time: the first share, else the first rate, else the first count.
pub(super) fn main_measure<'a>(evidence: &Evidence<'a>) -> Option<&'a Indicator> {
    drawable(evidence).first().copied()
}

/// The measures of the maps: shares and rates besides the main one, since a count mostly says how many live there.
pub(super) fn map_measures<'a>(evidence: &Evidence<'a>) -> Vec<&'a Indicator> {
    let others = drawable(evidence).into_iter().skip(1);
    others
        .filter(|one| one.unit == Unit::Percent || one.unit.is_rate())
        .collect()
}
