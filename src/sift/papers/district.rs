//! Series of districts and quadrants as a pack may show them: what is small, and what would give it away, is withheld.

use crate::catalogue::{Indicator, Unit};
use crate::domain::{Area, Judged, Level, Missing, Observation, Period, PointMark, Shown, ShownPoint, ShownSeries};
use crate::sift::evidence::Evidence;
use crate::sift::papers::Told;
use crate::sift::withhold;

/// Quarters in the small charts.
pub(super) const QUARTERS: i32 = 8;

/// The judged series of an indicator at an area, of all senders together.
pub(super) fn judged<'a>(evidence: &Evidence<'a>, (indicator, area): (&str, &str)) -> Option<&'a Judged> {
    evidence
        .judged()
        .iter()
        .find(|one| one.series.indicator == indicator && one.series.area == area && one.series.agency.is_none())
}

/// Every place whose figures stand side by side: the county, its quadrants and districts.
pub(super) fn places<'a>(evidence: &Evidence<'a>) -> impl Iterator<Item = &'a Area> {
    evidence.places.all().iter().filter(|area| area.level != Level::Other)
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

/// Figures laid side by side in one quarter: each place's own.
pub(super) fn observations<'a>(
    evidence: &Evidence<'a>,
    indicator: &str,
    period: Period,
) -> Vec<(&'a str, &'a Observation)> {
    places(evidence)
        .filter_map(|area| {
            let one = judged(evidence, (indicator, &area.id))?.series.at(period)?;
            Some((area.id.as_str(), one))
        })
        .collect()
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

/// The measure that is drawn for every district: the first share in the catalogue's order.
pub(super) fn main_measure<'a>(evidence: &Evidence<'a>) -> Option<&'a Indicator> {
    let all = seen_by_district(evidence);
    let share = all.iter().find(|one| one.unit == Unit::Percent);
    share.or(all.first()).copied()
}

/// The measure of the map: the first rate per so many children, else another share than the main one.
pub(super) fn map_measure<'a>(evidence: &Evidence<'a>) -> Option<&'a Indicator> {
    let all = seen_by_district(evidence);
    let main = main_measure(evidence).map(|one| one.id.as_str());
    let rate = all.iter().find(|one| one.unit.is_rate());
    let other = all
        .iter()
        .find(|one| Some(one.id.as_str()) != main && one.unit == Unit::Percent);
    rate.or(other).copied()
}
