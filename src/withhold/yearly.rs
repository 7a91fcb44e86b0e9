//! Every indicator's yearly figures, area by area, made to add up: cases whose district nobody knows get a line of their
//! own, and parts that exceed their whole are not used.

use std::collections::BTreeMap;

use crate::catalogue::Indicator;
use crate::domain::{Level, Missing, Places, Series};
use crate::withhold::annual::{Annual, figure, is_annual, is_made_of_counts, own_numerator};
use crate::withhold::breakdown::{Split, split};
use crate::withhold::publish::Request;

/// An indicator with its figures, and the names of the quantities that they are.
pub(in crate::withhold) struct Yearly<'a> {
    pub indicator: &'a Indicator,
    /// What the numerators measure: another indicator's quantity, where both agree everywhere.
    pub numerator: String,
    /// What the bases measure; `None` for counts and for rates of a public population.
    pub base: Option<String>,
    /// Figures by area and column of the scope.
    pub areas: Vec<(String, Vec<Annual>)>,
    /// The county's count split by what it is about.
    pub splits: Vec<Split>,
}

/// The code of cases whose place within an area is not known.
pub(in crate::withhold) fn not_known_in(area: &str) -> String {
    format!("not known in {area}")
}

/// The areas that make up an area.
pub(in crate::withhold) fn parts(places: &Places, parent: &str) -> Vec<String> {
    places
        .children(parent)
        .filter(|area| area.level != Level::Other)
        .map(|area| area.id.clone())
        .collect()
}

type Areas = [(String, Vec<Annual>)];

/// All indicators that have any figure to be shown.
pub(in crate::withhold) fn yearly<'a>(request: &Request<'a>) -> Vec<Yearly<'a>> {
    let mut values = BTreeMap::new();
    let mut found = Vec::new();
    let is_fit = |indicator: &&Indicator| match request.scope.is_annual() {
        true => is_annual(indicator),
        false => is_made_of_counts(indicator),
    };
    let shown = request.scope.columns();
    for indicator in request.indicators.iter().filter(is_fit) {
        let mut areas = areas_of(indicator, request);
        let is_known = |figure: &Annual| matches!(figure, Annual::Known { .. });
        if !areas
            .iter()
            .any(|(_, figures)| shown.iter().any(|nth| is_known(&figures[*nth])))
        {
            continue;
        }
        let has_own_base = indicator.unit.multiplier().is_some() && !indicator.unit.is_rate();
        make_add_up(&mut areas, request.places, has_own_base);
        let own = (own_numerator(indicator), format!("{} denominator", indicator.id));
        let numerator = name_of((&indicator.numerator_is, own.0), numbers(&areas, false), &mut values);
        let base =
            has_own_base.then(|| name_of((&indicator.denominator_is, own.1), numbers(&areas, true), &mut values));
        let splits = splits(indicator, &areas, request);
        found.push(Yearly {
            indicator,
            numerator,
            base,
            areas,
            splits,
        });
    }
    found
}

fn areas_of(indicator: &Indicator, request: &Request) -> Vec<(String, Vec<Annual>)> {
    let own =
        |series: &&Series| series.indicator == indicator.id && series.agency.is_none() && series.level != Level::Other;
    let figures = |series: &Series| {
        let times = request.scope.times().iter();
        times
            .map(|time| figure(series, indicator, *time))
            .collect::<Vec<Annual>>()
    };
    request
        .series
        .iter()
        .filter(own)
        .map(|series| (series.area.clone(), figures(series)))
        .collect()
}

/// The ways in which the indicator's count is split.
fn splits(indicator: &Indicator, areas: &Areas, request: &Request) -> Vec<Split> {
    let home = request.places.home();
    let Some((_, whole)) = areas.iter().find(|(area, _)| area == home) else {
        return Vec::new();
    };
    let own = request.breakdowns.iter().filter(|it| it.indicator == indicator.id);
    own.map(|it| split(it, (indicator, whole), request.scope)).collect()
}

type Numbers = BTreeMap<(String, usize), f64>;

fn numbers(areas: &Areas, of_bases: bool) -> Numbers {
    let mut found = Numbers::new();
    for (area, figures) in areas {
        for (nth, figure) in figures.iter().enumerate() {
            let number = match *figure {
                Annual::Known { numerator, denominator } if of_bases => denominator.or(Some(numerator)),
                Annual::Known { numerator, .. } => Some(numerator),
                Annual::Missing(_) => None,
            };
            found.extend(number.map(|number| ((area.clone(), nth), number)));
        }
    }
    found
}

/// The other indicator's name where the catalogue says that both count the same and no figure speaks against it; else
/// the indicator's own.
fn name_of(
    (other, own): (&Option<String>, String),
    numbers: Numbers,
    values: &mut BTreeMap<String, Numbers>,
) -> String {
    let name = other.clone().unwrap_or_else(|| own.clone());
    let agrees = values.get(&name).is_none_or(|known| {
        numbers
            .iter()
            .all(|(at, number)| known.get(at).is_none_or(|other| (number - other).abs() < 1e-6))
    });
    let name = if agrees { name } else { own };
    values.entry(name.clone()).or_default().extend(numbers);
    name
}

/// For each area with parts and each year: what is missing from the parts' sum becomes a part of its own; parts whose
/// sum exceeds the whole, or of which some are missing, say nothing about the rest.
fn make_add_up(areas: &mut Vec<(String, Vec<Annual>)>, places: &Places, bases_add_up: bool) {
    let parents: Vec<String> = places
        .all()
        .iter()
        .filter(|area| area.level != Level::Other)
        .map(|area| area.id.clone())
        .collect();
    for parent in parents {
        let children = parts(places, &parent);
        let Some(whole) = areas
            .iter()
            .find(|(area, _)| *area == parent)
            .map(|(_, figures)| figures.clone())
        else {
            continue;
        };
        if !areas.iter().any(|(area, _)| children.contains(area)) {
            continue;
        }
        let rests: Vec<Option<Annual>> = whole
            .iter()
            .enumerate()
            .map(|(nth, whole)| rest(whole, nth, (areas, &children, bases_add_up)))
            .collect();
        let mut own = Vec::new();
        for (nth, rest) in rests.into_iter().enumerate() {
            if rest.is_none() {
                let parts = areas.iter_mut().filter(|(area, _)| children.contains(area));
                parts.for_each(|(_, figures)| figures[nth] = Annual::Missing(Missing::NotAvailable));
            }
            own.push(rest.unwrap_or(Annual::Missing(Missing::NotAvailable)));
        }
        areas.push((not_known_in(&parent), own));
    }
}

/// The whole less its parts; `None` when the parts exceed it.
fn rest(whole: &Annual, nth: usize, (areas, children, bases_add_up): (&Areas, &[String], bool)) -> Option<Annual> {
    let missing = Some(Annual::Missing(Missing::NotAvailable));
    let Annual::Known { numerator, denominator } = *whole else {
        return missing;
    };
    let (mut counted, mut base, mut known) = (0.0, 0.0, 0);
    for (_, figures) in areas.iter().filter(|(area, _)| children.contains(area)) {
        let Annual::Known { numerator, denominator } = figures[nth] else {
            continue;
        };
        counted += numerator;
        base += denominator.unwrap_or_default();
        known += 1;
    }
    // Populations are no sums of cases: nobody lives in a district that is not known.
    let left = (
        numerator - counted,
        denominator.map(|whole| if bases_add_up { whole - base } else { 0.0 }),
    );
    if left.0 < -1e-6 || left.1.is_some_and(|left| left < -1e-6) {
        return None;
    }
    if known < children.len() {
        return missing;
    }
    Some(Annual::Known {
        numerator: left.0,
        denominator: left.1,
    })
}
