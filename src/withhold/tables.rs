//! The audited model into tables for anybody.

use crate::catalogue::{Counted, Indicator, Protection, Unit};
use crate::domain::{Level, Missing, Public, PublicFigure, PublicRow, PublicSplit, PublicTable, Shown, ShownUnit};
use crate::withhold::annual::Annual;
use crate::withhold::cell::Seen;
use crate::withhold::model::Model;
use crate::withhold::publish::{Request, key_of, part_key, time_name};
use crate::withhold::rounding::Rounding;
use crate::withhold::yearly::{Yearly, not_known_in, parts};

/// One table an indicator.
pub(in crate::withhold) fn tables(yearly: &[Yearly], model: &Model, request: &Request) -> Vec<PublicTable> {
    yearly.iter().map(|it| table(it, model, request)).collect()
}

fn table(yearly: &Yearly, model: &Model, request: &Request) -> PublicTable {
    let indicator = yearly.indicator;
    let rows = order(request)
        .into_iter()
        .filter_map(|area| row(yearly, (&area.0, area.1), (model, request)));
    let (unit, unit_words) = unit(indicator);
    let theme_title = request
        .themes
        .get(&indicator.theme)
        .cloned()
        .unwrap_or_else(|| indicator.theme.clone());
    PublicTable {
        indicator: indicator.id.clone(),
        name: indicator.name.clone(),
        theme: indicator.theme.clone(),
        theme_title,
        definition: definition(indicator, request),
        counted: (indicator.numerator.clone(), indicator.denominator.clone()),
        unit,
        unit_words,
        years: names(request, &request.scope.columns()),
        rows: rows.collect(),
        quarters: names(request, &request.scope.county_quarters()),
        by_quarter: by_quarter(yearly, model, request),
        splits: splits(yearly, model, request),
        comparators: Vec::new(),
        counts_events: indicator.counts == Counted::Events,
        notes: notes(indicator, request),
    }
}

/// What the figures of the tables are: those of a year are of no quarter, and no published rate is a quarter's times four.
fn definition(indicator: &Indicator, request: &Request) -> String {
    let as_counted = indicator.definition.replace(", times four,", "");
    match request.scope.is_annual() {
        true => as_counted.replace("the quarter", "the year"),
        false => as_counted,
    }
}

fn names(request: &Request, columns: &[usize]) -> Vec<String> {
    columns.iter().map(|nth| time_name(request, *nth)).collect()
}

/// The county's quarters.
fn by_quarter(yearly: &Yearly, model: &Model, request: &Request) -> Vec<PublicFigure> {
    let home = request.places.home();
    let Some((_, figures)) = yearly.areas.iter().find(|(area, _)| area == home) else {
        return Vec::new();
    };
    let quarters = request.scope.county_quarters().into_iter();
    quarters
        .map(|nth| shown((yearly, &figures[nth]), (home, nth), (model, request)))
        .collect()
}

fn splits(yearly: &Yearly, model: &Model, request: &Request) -> Vec<PublicSplit> {
    let all = yearly.splits.iter().map(|split| {
        let parts = split.parts.iter().map(|(words, figures)| {
            let each = request.scope.columns().into_iter().map(|nth| {
                let cell = model.find(&part_key(request, yearly, (&split.id, words, nth)));
                match cell.and_then(|cell| printed(model.cells[cell].seen, request)) {
                    Some(value) => number(value, 0),
                    None => mark(missing(&figures[nth])),
                }
            });
            (words.clone(), each.collect())
        });
        PublicSplit {
            id: split.id.clone(),
            means: split.means.clone(),
            parts: parts.collect(),
        }
    });
    all.collect()
}

/// Areas in the order of tables: the county, each part with its own parts, then what is not known.
fn order(request: &Request) -> Vec<(String, Option<Level>)> {
    let mut found = Vec::new();
    push_with_parts(request.places.home(), request, &mut found);
    found
}

fn push_with_parts(area: &str, request: &Request, to: &mut Vec<(String, Option<Level>)>) {
    to.push((area.to_string(), request.places.area(area).map(|area| area.level)));
    let parts = parts(request.places, area);
    parts.iter().for_each(|part| push_with_parts(part, request, to));
    if !parts.is_empty() {
        to.push((not_known_in(area), None));
    }
}

fn row(
    yearly: &Yearly,
    (area, level): (&str, Option<Level>),
    (model, request): (&Model, &Request),
) -> Option<PublicRow> {
    let (_, figures) = yearly.areas.iter().find(|(other, _)| other == area)?;
    let some = |figure: &Annual| {
        matches!(figure, Annual::Known { numerator, denominator }
        if *numerator > 0.0 || (yearly.base.is_some() && denominator.is_some_and(|base| base > 0.0)))
    };
    let columns = request.scope.columns();
    if level.is_none() && !columns.iter().any(|nth| some(&figures[*nth])) {
        return None;
    }
    let columns = request.scope.columns().into_iter();
    let figures = columns.map(|nth| shown((yearly, &figures[nth]), (area, nth), (model, request)));
    let name = match area.strip_prefix(&not_known_in("")) {
        Some(whole) => format!("Not known within {}", request.places.name(whole)),
        None => request.places.name(area).to_string(),
    };
    let area = if level.is_some() {
        area.to_string()
    } else {
        String::new()
    };
    Some(PublicRow {
        area,
        name,
        level,
        figures: figures.collect(),
    })
}

/// The figure of an area in one column.
fn shown(
    (yearly, figure): (&Yearly, &Annual),
    (area, nth): (&str, usize),
    (model, request): (&Model, &Request),
) -> PublicFigure {
    let seen = |measure: &str| {
        model
            .find(&key_of(request, measure, (area, nth)))
            .map(|cell| model.cells[cell].seen)
    };
    let (numerator, base) = (seen(&yearly.numerator), yearly.base.as_deref().and_then(seen));
    figure_of((yearly, figure), numerator, base, request)
}

fn missing(figure: &Annual) -> Missing {
    match figure {
        Annual::Missing(missing) => *missing,
        Annual::Known { .. } => Missing::Withheld,
    }
}

fn figure_of(
    (yearly, figure): (&Yearly, &Annual),
    numerator: Option<Seen>,
    base: Option<Seen>,
    request: &Request,
) -> PublicFigure {
    let missing = missing(figure);
    let count = |seen: Option<Seen>| match seen.and_then(|seen| printed(seen, request)) {
        Some(value) => number(value, 0),
        None => mark(missing),
    };
    let multiplier = yearly.indicator.unit.multiplier();
    let population = match figure {
        Annual::Known { denominator, .. } if yearly.base.is_none() => *denominator,
        Annual::Known { .. } | Annual::Missing(_) => None,
    };
    let of = base.and_then(|seen| printed(seen, request)).or(population);
    let value = match (numerator.and_then(|seen| printed(seen, request)), of, multiplier) {
        (Some(value), _, None) => number(value, 0),
        (Some(_), Some(0.0), Some(_)) => mark(Missing::NotApplicable),
        (Some(value), Some(of), Some(multiplier)) => ratio(value / of * multiplier),
        (_, _, _) => mark(missing),
    };
    let denominator = multiplier.map(|_| of.map_or(mark(missing), |of| number(of, 0)));
    PublicFigure {
        value,
        numerator: count(numerator),
        denominator,
    }
}

/// The number that is printed, if any.
fn printed(seen: Seen, request: &Request) -> Option<f64> {
    let policy = request.policy;
    let rounding = Rounding {
        withhold_up_to: policy.rounding_withhold_up_to,
        base: policy.rounding_base,
    };
    // What members or readers know exactly is printed as everything beside it: the two modes are never mixed.
    let seen = match (seen, policy.protection) {
        (Seen::Number(value), Protection::Round) => rounding.seen(value),
        (seen, Protection::Round | Protection::Withhold) => seen,
    };
    match seen {
        Seen::Number(value) => Some(value),
        Seen::Between { low, high } => Some(rounding.rounded((low + high) / 2.0)),
        Seen::Withheld { .. } | Seen::Unavailable | Seen::Unpublished => None,
    }
}

fn mark(missing: Missing) -> Public {
    Public::audited(Shown::Mark(missing))
}

/// A figure that others have published of another place, with as many decimals as the pack's own have.
pub fn published_elsewhere(value: Option<f64>, decimals: usize) -> Public {
    value.map_or(mark(Missing::NotAvailable), |value| number(value, decimals))
}

/// A rate or share with one decimal, or with two significant figures where that would round to none of something.
fn ratio(value: f64) -> Public {
    const LEAST: f64 = 0.05;
    let order = value.abs().log10().floor();
    let decimals = if value > 0.0 && value < LEAST {
        (1.0 - order) as usize
    } else {
        1
    };
    number(value, decimals)
}

/// A number as exact as it is printed, and no more.
fn number(value: f64, decimals: usize) -> Public {
    let text = format!("{value:.decimals$}");
    let value = text.parse().unwrap_or(value);
    let text = if decimals == 0 { thousands(value) } else { text };
    Public::audited(Shown::Number { value, text })
}

/// A whole number with commas between thousands.
fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn unit(indicator: &Indicator) -> (ShownUnit, String) {
    let people = indicator
        .population
        .as_ref()
        .map_or("children", |population| population.words.as_str());
    match indicator.unit {
        Unit::Percent => (ShownUnit::Percent, "Percentage".to_string()),
        Unit::RatePer1000 => (ShownUnit::Rate, format!("Rate per 1,000 {people}")),
        Unit::RatePer10000 => (ShownUnit::Rate, format!("Rate per 10,000 {people}")),
        Unit::RatePer100000 => (ShownUnit::Rate, format!("Rate per 100,000 {people}")),
        Unit::Count => (ShownUnit::Count, "Number".to_string()),
        Unit::MedianDays => (ShownUnit::Days, "Days".to_string()),
        Unit::Ratio | Unit::Score => (ShownUnit::Score, "Ratio".to_string()),
    }
}

fn notes(indicator: &Indicator, request: &Request) -> Vec<String> {
    let years = || request.scope.times().iter().map(|time| time.start());
    let breaks = indicator
        .breaks
        .iter()
        .filter(|it| years().any(|year| year == it.from.year()));
    let context = Some(indicator.context.clone()).filter(|text| !text.is_empty());
    context
        .into_iter()
        .chain(breaks.map(|it| format!("From {}: {}", it.from, it.note)))
        .collect()
}
