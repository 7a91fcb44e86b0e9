//! Indicators: names that fit, spellings that mean one thing, measurements that their feed can give.

use crate::catalogue::check::Report;
use crate::catalogue::spelling::plain;
use crate::catalogue::{Feed, Holds, Indicator, Measurement, Polarity, Test, Unit};
use std::collections::BTreeMap;

/// Characters that fit into the front table of a paper.
const ROW_NAME: usize = 36;

/// Characters that fit into a grid.
const SHORT_NAME: usize = 22;

/// Fewest quarters in a declared baseline (Making Data Count).
const BASELINE: u32 = 12;

pub(super) fn check(report: &mut Report<'_>) {
    let catalogue = report.catalogue;
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for indicator in catalogue.indicators() {
        check_names(report, indicator);
        check_parts(report, indicator);
        check_kinds(report, indicator);
        check_decisions(report, indicator);
        for way in indicator.ways_of_writing() {
            if let Some(other) = seen
                .insert(plain(way), &indicator.id)
                .filter(|other| *other != indicator.id)
            {
                let said = format!("`{way}` stands for {other} and for {}", indicator.id);
                report.say::<Indicator>(&indicator.id, &["spellings"], said);
            }
        }
        if let Some(measured) = &indicator.measured_from {
            check_measurement(report, &indicator.id, measured);
        }
    }
}

fn check_names(report: &mut Report<'_>, indicator: &Indicator) {
    let names = [
        ("row_name", &indicator.row_name, ROW_NAME),
        ("short_name", &indicator.short_name, SHORT_NAME),
    ];
    for (key, name, most) in names {
        let length = name.chars().count();
        if length > most {
            let said = format!("`{name}` has {length} characters; {most} fit");
            report.say::<Indicator>(&indicator.id, &[key], said);
        }
    }
}

fn check_parts(report: &mut Report<'_>, indicator: &Indicator) {
    let id = &indicator.id;
    let counts: Vec<&str> = {
        let is_count = |other: &&Indicator| other.unit == Unit::Count && other.id != indicator.id;
        report
            .catalogue
            .indicators()
            .iter()
            .filter(is_count)
            .map(|other| other.id.as_str())
            .collect()
    };
    let parts = [
        ("numerator_is", &indicator.numerator_is),
        ("denominator_is", &indicator.denominator_is),
    ];
    for (key, part) in parts {
        if let Some(part) = part {
            report.must_be_one_of::<Indicator>((id, &[key]), ("count indicator", part), &counts);
        }
    }
    if indicator.unit.is_rate() != indicator.population.is_some() {
        report.say::<Indicator>(
            id,
            &["unit"],
            "a rate needs a `population`, and nothing else may have one".into(),
        );
    }
    if indicator.unit == Unit::Percent && indicator.denominator.is_none() {
        report.say::<Indicator>(id, &["unit"], "a percentage needs a `denominator` in words".into());
    }
    if indicator.polarity == Polarity::Neutral && !indicator.targets.is_empty() {
        report.say::<Indicator>(
            id,
            &["target"],
            "a neutral indicator has no better side, so no target".into(),
        );
    }
    if let Some(quarter) = indicator
        .due_quarters
        .iter()
        .find(|quarter| !(1..=4).contains(*quarter))
    {
        report.say::<Indicator>(
            id,
            &["due_quarters"],
            format!("there is no quarter {quarter}; use 1 to 4"),
        );
    }
}

/// What a board decides must say why, and a baseline needs points to draw limits from.
fn check_decisions(report: &mut Report<'_>, indicator: &Indicator) {
    let rebases = indicator.rebases.iter().map(|one| ("rebase", &one.reason));
    let baseline = indicator.baseline.iter().map(|one| ("baseline", &one.reason));
    let chosen = indicator.chosen.iter().map(|one| ("override", &one.reason));
    for (key, reason) in rebases.chain(baseline).chain(chosen) {
        if reason.trim().is_empty() {
            report.say::<Indicator>(&indicator.id, &[key], "it needs a `reason`".into());
        }
    }
    if let Some(few) = indicator.baseline.as_ref().filter(|one| one.quarters < BASELINE) {
        let said = format!(
            "{} quarters are too few for limits; {BASELINE} are needed",
            few.quarters
        );
        report.say::<Indicator>(&indicator.id, &["baseline", "quarters"], said);
    }
}

fn check_kinds(report: &mut Report<'_>, indicator: &Indicator) {
    let Some(list) = report.catalogue.code_list("agency-kinds") else {
        return;
    };
    let kinds: Vec<&str> = list.codes.iter().map(|kind| kind.code.as_str()).collect();
    for (at, kind) in indicator.agency_kinds.iter().enumerate() {
        let path = ["agency_kinds", &at.to_string()];
        report.must_be_one_of::<Indicator>((&indicator.id, &path), ("agency kind", kind), &kinds);
    }
}

fn check_measurement(report: &mut Report<'_>, id: &str, measured: &Measurement) {
    let catalogue = report.catalogue;
    let feeds: Vec<&str> = catalogue.feeds().iter().map(|feed| feed.id.as_str()).collect();
    report.must_be_one_of::<Indicator>((id, &["measured_from", "feed"]), ("feed", &measured.feed), &feeds);
    let Some(feed) = catalogue.feed(&measured.feed) else {
        return;
    };
    let columns: Vec<&str> = feed.columns.iter().map(|column| column.name.as_str()).collect();
    let what = format!("column of {}", feed.id);
    let named = measured.shape.columns().into_iter().chain(measured.dated_by.as_deref());
    for column in named.chain(measured.split_by.iter().map(String::as_str)) {
        report.must_be_one_of::<Indicator>((id, &["measured_from", "shape"]), (&what, column), &columns);
    }
    if let Some(through) = &measured.dated_through {
        report.must_be_one_of::<Indicator>(
            (id, &["measured_from", "dated_through"]),
            ("feed", &through.feed),
            &feeds,
        );
        let other = catalogue.feed(&through.feed);
        let columns: Vec<&str> = other
            .iter()
            .flat_map(|feed| &feed.columns)
            .map(|column| column.name.as_str())
            .collect();
        for column in through.columns() {
            let what = format!("column of {}", through.feed);
            report.must_be_one_of::<Indicator>((id, &["measured_from", "dated_through"]), (&what, column), &columns);
        }
    }
    check_words(report, id, (feed, measured));
}

/// The words of conditions must be codes of their columns.
fn check_words(report: &mut Report<'_>, id: &str, (feed, measured): (&Feed, &Measurement)) {
    for condition in measured.shape.conditions() {
        let (Test::OneOf(words) | Test::NotOneOf(words)) = &condition.is else {
            continue;
        };
        let Some(Holds::Code(list)) = feed.column(&condition.column).map(|column| &column.holds) else {
            continue;
        };
        let Some(list) = report.catalogue.code_list(list) else {
            continue;
        };
        let codes: Vec<&str> = list.codes.iter().map(|code| code.code.as_str()).collect();
        for word in words {
            let what = format!("code of {}", list.id);
            report.must_be_one_of::<Indicator>((id, &["measured_from", "shape"]), (&what, word), &codes);
        }
    }
}
