//! What Section 11, training and the LADO say of a quadrant, where they name a place in it.

use crate::domain::{
    Agency, Area, Grade, Level, PaperCell, PaperTable, Part, ReturnStatus, S11Answer, Section, Session, Shown,
};
use crate::sift::coverage;
use crate::sift::evidence::Evidence;
use crate::sift::owners;
use crate::sift::papers::{Told, district, section, words};
use crate::sift::withhold::counts;
use std::collections::{BTreeMap, BTreeSet};

/// Quarters of training that are added up, the newest last.
const QUARTERS: i32 = 4;
/// The audit's feed.
const ANSWERS: &str = "s11-answers";
/// The theme of allegations against adults who work with children.
const ALLEGATIONS: &str = "lado";

/// The page.
pub(super) fn page(told: &Told<'_>, quadrant: &Area, own: &[&Area]) -> Section {
    let evidence = told.evidence;
    let agencies = agencies(evidence, quadrant);
    let mut parts = vec![Part::Heading("Section 11".into())];
    parts.extend(section_11(evidence, quadrant, &agencies));
    parts.push(Part::Heading("Training".into()));
    parts.push(training(evidence, quadrant, &agencies));
    parts.push(Part::Heading(
        "Allegations against people who work with children".into(),
    ));
    parts.push(allegations(told, quadrant, own));
    Section {
        new_page: true,
        ..section(
            format!("Section 11, training and allegations in the {} quadrant", quadrant.name),
            parts,
        )
    }
}

/// The member agencies that serve one district of the quadrant: those whose audit return says so, and its councils.
fn agencies<'a>(evidence: &Evidence<'a>, quadrant: &Area) -> Vec<&'a Agency> {
    let is_inside = |area: &str| evidence.places.contains(&quadrant.id, area);
    let named: BTreeSet<&str> = evidence
        .held
        .answers
        .iter()
        .filter(|answer| is_inside(&answer.area))
        .map(|answer| &*answer.organisation)
        .collect();
    let is_council = |agency: &Agency| {
        let mut districts = evidence.places.children(&quadrant.id);
        districts.any(|district| owners::is_council_of(agency, district))
    };
    let all = evidence.agencies.iter();
    all.filter(|agency| named.contains(agency.id.as_str()) || is_council(agency))
        .collect()
}

/// The answers of the newest audit cycle by organisation of the quadrant.
fn newest_cycle<'a>(
    evidence: &Evidence<'a>,
    (quadrant, agencies): (&Area, &[&Agency]),
) -> Option<(&'a str, BTreeMap<&'a str, Vec<&'a S11Answer>>)> {
    let up_to_now = || {
        let answers = evidence.held.answers.iter();
        answers.filter(|answer| answer.from.folder <= evidence.period && !answer.cycle.is_empty())
    };
    let cycle: &str = up_to_now().map(|answer| &*answer.cycle).max()?;
    let is_here = |answer: &S11Answer| {
        let is_member = agencies.iter().any(|agency| agency.id == *answer.organisation);
        is_member || evidence.places.contains(&quadrant.id, &answer.area)
    };
    let mut by: BTreeMap<&str, Vec<&S11Answer>> = BTreeMap::new();
    for answer in up_to_now().filter(|answer| *answer.cycle == *cycle && is_here(answer)) {
        by.entry(&answer.organisation).or_default().push(answer);
    }
    Some((cycle, by))
}

/// Who returned the audit, and how many of the questions that apply are fully met.
fn section_11(evidence: &Evidence<'_>, quadrant: &Area, agencies: &[&Agency]) -> Vec<Part> {
    let Some((cycle, by)) = newest_cycle(evidence, (quadrant, agencies)) else {
        return vec![Part::Text("No Section 11 audit has been received.".into())];
    };
    let missing = agencies.iter().filter(|agency| !by.contains_key(agency.id.as_str()));
    let mut table = PaperTable::headed(
        format!("{}: organisations that name a place here, cycle {cycle}", quadrant.name),
        &["Organisation", "Return", "Questions fully met", "Left blank"],
    );
    for (organisation, answers) in &by {
        let base = answers.iter().filter(|one| one.grade() != Some(Grade::NotApplicable));
        let met = answers.iter().filter(|one| one.grade() == Some(Grade::Met)).count();
        let blank = answers.iter().filter(|one| one.grade().is_none()).count();
        table.rows.push(vec![
            PaperCell::from(evidence.agency_short(organisation)),
            PaperCell::from("Received"),
            PaperCell::from(format!("{met} of {}", base.count())),
            PaperCell::Figure(counts::things(blank as f64)),
        ]);
    }
    for agency in missing {
        table.rows.push(vec![
            PaperCell::from(agency.short_name()),
            PaperCell::from(state(evidence, agency)),
            PaperCell::from("\u{2013}"),
            PaperCell::from("\u{2013}"),
        ]);
    }
    if table.rows.is_empty() {
        return vec![Part::Text(format!(
            "No organisation in cycle {cycle} says that it serves the {} alone.",
            quadrant.name
        ))];
    }
    table.notes.push(
        "An answer that does not apply leaves the count; a blank one stays in it. The Section 11 paper has the standards."
            .into(),
    );
    vec![Part::Table(table)]
}

/// What became of an agency's audit return in the newest quarter in which it was due.
fn state(evidence: &Evidence<'_>, agency: &Agency) -> String {
    let quarters = (0..8).map(|back| evidence.period.back(back));
    let found = quarters
        .flat_map(|period| coverage::returns(evidence, period))
        .find(|line| line.agency == agency.id && line.feed == ANSWERS && line.status != ReturnStatus::NotDue);
    found.map_or_else(|| "Not asked for".into(), |line| words::status(line.status).to_string())
}

/// Places taken by the quadrant's own organisations in a year of sessions.
fn training(evidence: &Evidence<'_>, quadrant: &Area, agencies: &[&Agency]) -> Part {
    let first = evidence.period.back(QUARTERS - 1);
    let of_year = |session: &&Session| {
        let period = session.date.map(crate::domain::Period::of);
        period.is_some_and(|period| first <= period && period <= evidence.period)
    };
    let mut table = PaperTable::headed(
        format!(
            "{}: people at the Board’s courses, {first} to {}",
            quadrant.name, evidence.period
        ),
        &["Organisation", "Registered", "Attended", "Did not come"],
    );
    for agency in agencies {
        let sent = evidence.held.sessions.iter().filter(of_year);
        let people = sent
            .filter(|session| session.agency == agency.id)
            .fold([0.0; 5], |sum, session| {
                let mut sum = sum;
                for (total, people) in sum.iter_mut().zip(session.people) {
                    *total += people;
                }
                sum
            });
        let [registered, attended, _, no_show, _] = people.map(|people| PaperCell::Figure(counts::things(people)));
        table.rows.push(vec![
            PaperCell::from(agency.short_name()),
            registered,
            attended,
            no_show,
        ]);
    }
    match table.rows.is_empty() || evidence.held.sessions.is_empty() {
        true => Part::Text("No course attendance names an organisation of the quadrant alone.".into()),
        false => {
            table.notes.push(
                "Counts of staff. Organisations that serve more than one quadrant are in the training paper.".into(),
            );
            Part::Table(table)
        }
    }
}

/// The LADO's measures where they are counted below the county.
fn allegations(told: &Told<'_>, quadrant: &Area, own: &[&Area]) -> Part {
    let evidence = told.evidence;
    let home = evidence.places.home();
    let mut heads: Vec<&str> = vec!["Measure"];
    heads.extend(own.iter().map(|area| area.name.as_str()));
    heads.extend([quadrant.name.as_str(), evidence.places.name(home)]);
    let mut table = PaperTable::headed(format!("{}: allegations, {}", quadrant.name, evidence.period), &heads);
    let all = evidence.catalogue.indicators().iter();
    for indicator in all.filter(|one| one.theme == ALLEGATIONS) {
        let is_known = |area: &str| {
            let figure = district::figure(told, indicator, area);
            figure != Shown::Mark(crate::domain::Missing::NotAvailable)
        };
        if !own.iter().any(|area| is_known(&area.id)) && !is_known(&quadrant.id) {
            continue;
        }
        let places = own
            .iter()
            .map(|area| area.id.as_str())
            .chain([quadrant.id.as_str(), home]);
        let mut row = vec![PaperCell::from(indicator.row_name.as_str())];
        row.extend(places.map(|area| PaperCell::Figure(district::figure(told, indicator, area))));
        table.rows.push(row);
    }
    if table.rows.is_empty() {
        let wider = evidence.places.area(home).map_or("county", |area| match area.level {
            Level::County => "county",
            Level::Quadrant | Level::District | Level::Other => "whole area",
        });
        return Part::Text(format!(
            "The LADO counts for the {wider} only, so nothing can be said of the {} quadrant alone. The LADO paper has the {wider}’s figures.",
            quadrant.name
        ));
    }
    table
        .notes
        .push("A count of referrals is not a count of harm. [c] withheld: a small number.".into());
    Part::Table(table)
}
