//! The pack of each Stay Safe Group: what to discuss, its districts beside the others, what was asked, the figures.

mod charts;
mod funnel;
mod services;

use crate::catalogue::Indicator;
use crate::domain::{Area, Document, Level, PaperCell, PaperTable, Part, Period, Section, Shown};
use crate::sift::evidence::Evidence;
use crate::sift::papers::{Told, asked, discussion, district, document, section, words};
use crate::sift::{lacking, number};
use std::collections::BTreeSet;

/// Every indicator with a figure this quarter for a district or a quadrant.
fn measures<'a>(evidence: &Evidence<'a>) -> Vec<&'a Indicator> {
    let below: BTreeSet<&str> = evidence
        .judged()
        .iter()
        .filter(|one| matches!(one.series.level, Level::Quadrant | Level::District) && one.series.agency.is_none())
        .filter(|one| {
            one.series
                .at(evidence.period)
                .is_some_and(crate::domain::Observation::was_sent)
        })
        .map(|one| one.series.indicator.as_str())
        .collect();
    let all = evidence.catalogue.indicators().iter();
    all.filter(|one| below.contains(one.id.as_str())).collect()
}

/// One pack a quadrant, in the order of the board's areas.
pub(super) fn papers(told: &Told<'_>) -> Vec<Document> {
    let places = told.evidence.places;
    let with_districts = places
        .at_level(Level::Quadrant)
        .filter(|area| places.children(&area.id).next().is_some());
    with_districts.map(|quadrant| paper(told, quadrant)).collect()
}

fn paper(told: &Told<'_>, quadrant: &Area) -> Document {
    let (evidence, briefing) = (told.evidence, told.briefing);
    let mut own: Vec<&Area> = evidence.places.children(&quadrant.id).collect();
    // By name in every table and chart of the pack.
    own.sort_by_key(|area| &area.name);
    let outstanding = discussion::outstanding(told, &own);
    let title = match outstanding.first() {
        Some(one) => {
            let judged = own.iter().find(|area| area.name == one.place);
            let side = judged
                .and_then(|area| district::judged(evidence, (&one.indicator.id, &area.id)))
                .and_then(|judged| judged.verdict.side);
            let direction = discussion::direction(side);
            format!(
                "{}: {} {direction} in {}",
                quadrant.name,
                number::lower_first(&one.indicator.row_name),
                one.place
            )
        }
        None => format!("{}: no district is unusual against its own past", quadrant.name),
    };
    let names: Vec<String> = own.iter().map(|area| area.name.clone()).collect();
    let lead = vec![format!(
        "Pack for the Stay Safe Group, {} quadrant ({}). {}. The other districts are for context, not a league table.",
        quadrant.name,
        words::names(&names, names.len()),
        briefing.period
    )];
    let beside = charts::section_of(told, &own);
    let beyond = funnel::own_outside(beside.iter().flat_map(|one| &one.parts));
    let mut sections = vec![section(
        "For the group to discuss",
        vec![Part::Panel {
            heading: String::new(),
            points: discussion::points(told, &outstanding, (&own, &beyond)),
        }],
    )];
    sections.extend(beside);
    sections.push(services::page(told, quadrant, &own));
    sections.push(back(told, quadrant));
    sections.push(figures(told, quadrant, &own));
    document(
        briefing,
        (
            format!("quadrants/{}", slug(&quadrant.name, &quadrant.id)),
            format!("Stay Safe Group pack, {}, {}", quadrant.name, briefing.period),
        ),
        (title, lead),
        sections,
    )
}

/// Letters, digits and hyphens, so that it is a file's name anywhere; the id where nothing is left.
pub(super) fn slug(name: &str, id: &str) -> String {
    let plain = |text: &str| {
        let letters = text.chars().map(|letter| match letter.is_ascii_alphanumeric() {
            true => letter.to_ascii_lowercase(),
            false => '-',
        });
        let joined: String = letters.collect();
        joined
            .split('-')
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("-")
    };
    match plain(name) {
        empty if empty.is_empty() => plain(id),
        slug => slug,
    }
}

/// What was asked here and what came back, what young people said, and what is open.
fn back(told: &Told<'_>, quadrant: &Area) -> Section {
    let evidence = told.evidence;
    let is_inside = |area: &str| evidence.places.contains(&quadrant.id, area);
    let asked = asked::part(
        told,
        (
            "Questions about the quadrant and its districts, newest first",
            "Nothing about the quadrant or its districts is recorded in the commentary of the last three years.",
        ),
        |remark| is_inside(&remark.area),
    );
    let names: Vec<&str> = std::iter::once(quadrant)
        .chain(evidence.places.children(&quadrant.id))
        .map(|area| area.name.as_str())
        .collect();
    let parts = vec![
        asked,
        Part::Heading("What young people said here".into()),
        voice(evidence, &names),
    ];
    section("What was asked here, and what came back", parts)
}

/// Engagement of the last year by groups that carry a name of the quadrant.
fn voice(evidence: &Evidence<'_>, names: &[&str]) -> Part {
    let first = evidence.period.back(3);
    let is_named = |group: &str| {
        let mut words = group.split(|letter: char| !letter.is_alphanumeric());
        words.any(|word| names.contains(&word)) || names.iter().any(|name| name.contains(' ') && group.contains(name))
    };
    let mut table = PaperTable::headed(
        format!("You said, we did: {first} to {}", evidence.period),
        &["Quarter", "Group", "About", "What was said", "What changed"],
    );
    let all = evidence.held.voice.iter().rev();
    for one in all.filter(|one| is_named(&one.group)) {
        let period = Period::of(one.date);
        if period < first || period > evidence.period {
            continue;
        }
        let or = |words: &str| match words {
            "" => PaperCell::from("Nothing is recorded."),
            words => PaperCell::from(words),
        };
        table.rows.push(vec![
            PaperCell::from(period.to_string()),
            one.group.as_str().into(),
            or(&one.topic),
            or(&one.said),
            or(&one.changed),
        ]);
    }
    match table.rows.is_empty() {
        true => Part::Text("No group of young people that carries a name of the quadrant met in the last year.".into()),
        false => Part::Table(table),
    }
}

/// The group's own figures, a measure a row; then those that are known for the whole quadrant only.
fn figures(told: &Told<'_>, quadrant: &Area, own: &[&Area]) -> Section {
    let evidence = told.evidence;
    let home = evidence.places.home();
    let mut heads: Vec<&str> = vec!["Measure"];
    heads.extend(own.iter().map(|area| area.name.as_str()));
    heads.extend([quadrant.name.as_str(), evidence.places.name(home)]);
    let mut table = PaperTable::headed(
        format!("{}: figures of the quarter, {}", quadrant.name, evidence.period),
        &heads,
    );
    let measures = measures(evidence);
    let (by_district, whole): (Vec<&Indicator>, Vec<&Indicator>) =
        measures.into_iter().partition(|one| district::is_sent(evidence, one));
    let known = |one: &&Indicator| {
        district::figure(told, one, &quadrant.id) != Shown::Mark(crate::domain::Missing::NotAvailable)
    };
    let whole: Vec<&Indicator> = whole.into_iter().filter(known).collect();
    let row = |one: &Indicator, is_by_district: bool| figures_row(told, (one, is_by_district), (quadrant, own));
    table.rows.extend(by_district.iter().map(|one| row(one, true)));
    table.rows.extend(whole.iter().map(|one| row(one, false)));
    if table.rows.is_empty() {
        return section(
            "The group’s figures",
            vec![Part::Text(
                "No figure by district or quadrant came this quarter.".into(),
            )],
        );
    }
    let mut note =
        "[c] withheld: a small number, or one that would let a small number be worked out. [x] not received. [z] none to assess."
            .to_string();
    if !whole.is_empty() {
        note = note.replace(
            "none to assess.",
            "none to assess, or sent for the whole quadrant only.",
        );
    }
    table.notes.push(note);
    section("The group’s figures", vec![Part::Table(table)])
}

/// An indicator in the group's districts where it is known by district, in the quadrant and in the whole area.
fn figures_row(
    told: &Told<'_>,
    (indicator, is_by_district): (&Indicator, bool),
    (quadrant, own): (&Area, &[&Area]),
) -> Vec<PaperCell> {
    let figure = |area: &str| {
        let judged = district::judged(told.evidence, (&indicator.id, area));
        let newest = judged.and_then(|one| one.series.at(told.evidence.period));
        lacking::told_figure(district::figure(told, indicator, area), newest, told.evidence)
    };
    let mut row = vec![PaperCell::from(named(indicator))];
    row.extend(own.iter().map(|area| match is_by_district {
        true => figure(&area.id),
        false => PaperCell::Figure(Shown::Mark(crate::domain::Missing::NotApplicable)),
    }));
    row.extend([figure(&quadrant.id), figure(told.evidence.places.home())]);
    row
}

/// The row name, with the unit where the name does not hold it.
fn named(indicator: &Indicator) -> String {
    match unit(indicator) {
        unit if unit.is_empty() || indicator.row_name.contains(" per 1") => number::named_rate(indicator),
        unit => format!("{}, {unit}", number::named_rate(indicator)),
    }
}

/// In words; empty for counts.
fn unit(indicator: &Indicator) -> String {
    use crate::catalogue::Unit;
    match indicator.unit {
        Unit::Count => String::new(),
        Unit::Percent => "per cent".into(),
        Unit::RatePer1000 => "per 1,000".into(),
        Unit::RatePer10000 => "per 10,000".into(),
        Unit::RatePer100000 => "per 100,000".into(),
        Unit::Ratio => "ratio".into(),
        Unit::Score => "score".into(),
        Unit::MedianDays => "median, days".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_file_s_name() {
        assert_eq!(slug("North & West", "x"), "north-west");
        assert_eq!(slug("../..", "E07-1"), "e07-1");
    }
}
