//! The audited model into tables for anybody, and into cells for the ledger.

use crate::catalogue::{Indicator, Unit};
use crate::domain::{Level, Missing, Public, PublicFigure, PublicRow, PublicTable, Shown, ShownUnit};
use crate::withhold::annual::Annual;
use crate::withhold::cell::Seen;
use crate::withhold::ledger::Published;
use crate::withhold::model::Model;
use crate::withhold::publish::{Request, key_of, year_name};
use crate::withhold::rounding::Rounding;
use crate::withhold::yearly::{Yearly, not_known_in, parts};

/// One table an indicator.
pub(in crate::withhold) fn tables(yearly: &[Yearly], model: &Model, request: &Request) -> Vec<PublicTable> {
    yearly.iter().map(|it| table(it, model, request)).collect()
}

/// Every cell of the tables, as a later release must know it.
pub(in crate::withhold) fn cells(yearly: &[Yearly], model: &Model, request: &Request) -> Vec<Published> {
    let mut found = Vec::new();
    for it in yearly {
        for (area, figures) in &it.areas {
            for nth in 0..figures.len() {
                for measure in [Some(&it.numerator), it.base.as_ref()].into_iter().flatten() {
                    let key = key_of(request, measure, (area, nth));
                    let value = match model.find(&key).map(|cell| model.cells[cell].seen) {
                        Some(Seen::Number(value)) => Some(value),
                        Some(Seen::Withheld { .. }) => None,
                        Some(Seen::Between { .. } | Seen::Unavailable | Seen::Unpublished) | None => continue,
                    };
                    let place = format!("{} table", it.indicator.id);
                    found.push(Published {
                        release: String::new(),
                        key,
                        value,
                        place,
                    });
                }
            }
        }
    }
    found.sort_by(|one, other| one.key.cmp(&other.key).then(one.place.cmp(&other.place)));
    found.dedup_by(|one, other| one.key == other.key);
    found
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
        definition: indicator.definition.clone(),
        counted: (indicator.numerator.clone(), indicator.denominator.clone()),
        unit,
        unit_words,
        years: (0..request.years as usize).map(|nth| year_name(request, nth)).collect(),
        rows: rows.collect(),
        notes: notes(indicator, request),
    }
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
    if level.is_none() && !figures.iter().any(some) {
        return None;
    }
    let shown = figures.iter().enumerate().map(|(nth, figure)| {
        let seen = |measure: &str| {
            model
                .find(&key_of(request, measure, (area, nth)))
                .map(|cell| model.cells[cell].seen)
        };
        figure_of(
            (yearly, figure),
            seen(&yearly.numerator),
            yearly.base.as_deref().and_then(seen),
            request,
        )
    });
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
        figures: shown.collect(),
    })
}

fn figure_of(
    (yearly, figure): (&Yearly, &Annual),
    numerator: Option<Seen>,
    base: Option<Seen>,
    request: &Request,
) -> PublicFigure {
    let missing = match figure {
        Annual::Missing(missing) => *missing,
        Annual::Known { .. } => Missing::Withheld,
    };
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
        (Some(value), Some(of), Some(multiplier)) => number(value / of * multiplier, 1),
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
    match seen {
        Seen::Number(value) => Some(value),
        Seen::Between { low, high } => Some(rounding.rounded((low + high) / 2.0)),
        Seen::Withheld { .. } | Seen::Unavailable | Seen::Unpublished => None,
    }
}

fn mark(missing: Missing) -> Public {
    Public::audited(Shown::Mark(missing))
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
    let first = request.year - request.years + 1;
    let breaks = indicator
        .breaks
        .iter()
        .filter(|it| it.from.year() >= first && it.from.year() <= request.year);
    let context = Some(indicator.context.clone()).filter(|text| !text.is_empty());
    context
        .into_iter()
        .chain(breaks.map(|it| format!("From {}: {}", it.from, it.note)))
        .collect()
}
