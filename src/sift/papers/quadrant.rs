//! The pack of each Stay Safe Group: what to discuss, its districts beside the others, what was asked, the figures.

mod charts;

use crate::catalogue::Indicator;
use crate::domain::{Area, Document, Level, Observation, PaperCell, PaperTable, Part, Period, Section, Shown};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::papers::{Told, asked, discussion, district, document, section, words};
use std::collections::BTreeSet;

/// Figures that will stand side by side, to be protected together.
pub struct Side<'a> {
    /// What is counted.
    pub indicator: &'a Indicator,
    /// The quarter.
    pub period: Period,
    /// Each place's figure.
    pub figures: Vec<(&'a str, &'a Observation)>,
}

/// Everything that the packs lay side by side.
pub fn to_protect<'a>(evidence: &Evidence<'a>) -> Vec<Side<'a>> {
    let now = evidence.period;
    let main = district::main_measure(evidence).map(|one| one.id.as_str());
    let mut all = vec![];
    for indicator in measures(evidence) {
        let first = match main == Some(indicator.id.as_str()) {
            true => now.back(district::QUARTERS - 1),
            false => now,
        };
        for period in first.to(now) {
            all.push(Side {
                indicator,
                period,
                figures: district::observations(evidence, &indicator.id, period),
            });
        }
    }
    all
}

/// Every indicator with a figure this quarter for a district or a quadrant.
fn measures<'a>(evidence: &Evidence<'a>) -> Vec<&'a Indicator> {
    let below: BTreeSet<&str> = evidence
        .judged()
        .iter()
        .filter(|one| matches!(one.series.level, Level::Quadrant | Level::District) && one.series.agency.is_none())
        .filter(|one| {
            one.series
                .at(evidence.period)
                .is_some_and(|one| one.value.is_some() || one.low.is_some())
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

#[expect(clippy::too_many_lines, reason = "the order of the pack, top to bottom")]
fn paper(told: &Told<'_>, quadrant: &Area) -> Document {
    let (evidence, briefing) = (told.evidence, told.briefing);
    let own: Vec<&Area> = evidence.places.children(&quadrant.id).collect();
    let outstanding = discussion::outstanding(told, &own);
    let title = match outstanding.first() {
        Some(one) => {
            let judged = own.iter().find(|area| area.name == one.place);
            let side = judged
                .and_then(|area| district::judged(evidence, (&one.indicator.id, &area.id)))
                .and_then(|judged| judged.verdict.side);
            let direction = discussion::direction(side);
            format!(
                "{}: {} is {direction} in {}",
                quadrant.name,
                number::lower_first(&one.indicator.row_name),
                one.place
            )
        }
        None => format!("{}: no district stands out this quarter", quadrant.name),
    };
    let names: Vec<String> = own.iter().map(|area| area.name.clone()).collect();
    let lead = vec![format!(
        "Pack for the Stay Safe Group, {} quadrant ({}). {}. The other districts are for context, not a league table.",
        quadrant.name,
        words::names(&names, names.len()),
        briefing.period
    )];
    let mut sections = vec![section(
        "For the group to discuss",
        vec![Part::Panel {
            heading: "Three points at most, and what no one can see".into(),
            points: discussion::points(told, &outstanding, &own),
        }],
    )];
    sections.extend(charts::sections(told, &own));
    let is_inside = |area: &str| evidence.places.contains(&quadrant.id, area);
    sections.push(section(
        "What was asked here, and what came back",
        vec![asked::part(
            told,
            (
                "Questions about the quadrant and its districts, newest first",
                "Nothing about the quadrant or its districts is recorded in the commentary of the last three years.",
            ),
            |remark| is_inside(&remark.area),
        )],
    ));
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

/// The group's own figures, a measure a row; then those that are known for the whole quadrant only.
fn figures(told: &Told<'_>, quadrant: &Area, own: &[&Area]) -> Section {
    let evidence = told.evidence;
    let by_district: BTreeSet<&str> = district::seen_by_district(evidence)
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    let home = evidence.places.home();
    let home_name = evidence.places.name(home);
    let mut heads: Vec<&str> = vec!["Measure"];
    heads.extend(own.iter().map(|area| area.name.as_str()));
    heads.extend([quadrant.name.as_str(), home_name]);
    let mut all = PaperTable::headed(
        format!("{}: figures by district, {}", quadrant.name, evidence.period),
        &heads,
    );
    let mut whole = PaperTable::headed(
        format!(
            "{}: figures for the whole quadrant only, {}",
            quadrant.name, evidence.period
        ),
        &["Measure", &quadrant.name, home_name],
    );
    for indicator in measures(evidence) {
        let figure = |area: &str| PaperCell::Figure(district::figure(told, indicator, area));
        let name = PaperCell::Named {
            name: indicator.row_name.clone(),
            words: unit(indicator),
        };
        if by_district.contains(indicator.id.as_str()) {
            let mut row = vec![name];
            row.extend(own.iter().map(|area| figure(&area.id)));
            row.extend([figure(&quadrant.id), figure(home)]);
            all.rows.push(row);
        } else if district::figure(told, indicator, &quadrant.id) != Shown::Mark(crate::domain::Missing::NotAvailable) {
            whole.rows.push(vec![name, figure(&quadrant.id), figure(home)]);
        }
    }
    let note = "[c] withheld: a small number, or one that would let a small number be worked out. [x] not received. A quadrant’s figure is shown only beside figures that do not give a small one away.";
    let mut parts = vec![];
    for mut table in [all, whole] {
        if !table.rows.is_empty() {
            table.notes.push(note.to_string());
            parts.push(Part::Table(table));
        }
    }
    if parts.is_empty() {
        parts.push(Part::Text(
            "No figure by district or quadrant came this quarter.".into(),
        ));
    }
    section("The group’s figures", parts)
}

fn unit(indicator: &Indicator) -> String {
    use crate::catalogue::Unit;
    match indicator.unit {
        Unit::Count => "number".into(),
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
