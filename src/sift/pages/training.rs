//! The training feeds into their paper: two denominators, matched pairs, follow-up by the quarter of the course, needs.

mod attendance;
pub mod courses;
mod follow_up;
mod needs;
mod scores;

pub(super) use needs::is_about;

use crate::domain::{Briefing, Document, PaperCell, Part, Period, Section};
use crate::sift::evidence::Evidence;
use crate::sift::pages::{paper, totals};
use crate::sift::withhold::{self, counts};
use courses::{People, of_quarter};

/// The paper; `None` when no session was ever held.
pub(super) fn document(evidence: &Evidence<'_>, lists: &Briefing) -> Option<Document> {
    if evidence.held.sessions.is_empty() {
        return None;
    }
    let courses = of_quarter(evidence, evidence.period, false);
    let conferences = of_quarter(evidence, evidence.period, true);
    let (people, conference) = (People::sum(&courses), People::sum(&conferences));
    let title = match people.capacity > 0.0 {
        true => format!(
            "Training: {} of places were filled",
            counts::share((people.attended, people.capacity), evidence.catalogue.policy())
        ),
        false => "Training: no course was sent for this quarter".into(),
    };
    let mut lead = vec![format!(
        "Multi-agency courses, {}: {}, {} people attended.",
        evidence.period,
        paper::counted(courses::sessions(&courses), "session"),
        counts::things(people.attended)
    )];
    lead.push(match conference.attended > 0.0 {
        true => format!(
            "Conferences ({} people) are told apart below, because they would swamp the courses; no indicator counts them.",
            counts::things(conference.attended)
        ),
        false => "There was no conference this quarter; conferences are always kept apart.".into(),
    });
    let sections = sections((&people, &conference), (evidence, lists));
    Some(paper::document(
        ("training", "Training"),
        title,
        (lead, sections),
        evidence,
    ))
}

fn sections((people, conference): (&People, &People), (evidence, lists): (&Evidence<'_>, &Briefing)) -> Vec<Section> {
    let mut sections = vec![
        paper::section(
            "Two ways to count attendance; both are right",
            attendance::two_ways(people, evidence),
        ),
        paper::section("Before and after, the same people", scores::parts(evidence)),
        paper::section(follow_up::heading(evidence), follow_up::parts(evidence)),
        paper::section("Places by course, theme, mode and agency", attendance::tables(evidence)),
        paper::section(
            "What training is needed, by source of evidence",
            needs::parts(evidence, lists),
        ),
    ];
    if let Some(part) = audit_returns(evidence) {
        sections.push(paper::section("Audit of agencies' own training", vec![part]));
    }
    if conference.attended > 0.0 {
        sections.push(paper::section("Conferences", vec![conference_table(conference)]));
    }
    sections
}

/// The yearly return rate of the learning and development audit.
fn audit_returns(evidence: &Evidence<'_>) -> Option<Part> {
    let indicator = evidence.catalogue.indicator("TR06")?;
    let series = &evidence.main("TR06")?.series;
    let policy = evidence.catalogue.policy();
    let newest: Vec<&crate::domain::Observation> = series
        .observations
        .iter()
        .rev()
        .filter(|one| one.value.is_some())
        .take(3)
        .collect();
    let rows: Vec<Vec<PaperCell>> = newest
        .iter()
        .map(|one| {
            vec![
                one.period.financial_year().into(),
                paper::cell(withhold::value(one, indicator, policy)),
                withhold::parts(one, indicator, policy).into(),
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| {
        Part::Table(paper::table(
            "Learning and development audit: return rate",
            &["Year", "Return rate", "Agencies"],
            rows,
            &[
                "Agencies asked about their own training. 85% was reached in 2016-17.",
                &totals::note(&["TR06"], evidence),
            ],
        ))
    })
}

fn conference_table(people: &People) -> Part {
    let row = vec![
        PaperCell::from("Conferences"),
        paper::cell(counts::things(people.capacity)),
        paper::cell(counts::things(people.registered)),
        paper::cell(counts::things(people.attended)),
    ];
    Part::Table(paper::table(
        "Conferences of the quarter",
        &["What", "Places", "Registered", "Attended"],
        vec![row],
        &["In no average of courses."],
    ))
}

/// When the follow-up of a quarter's courses is complete: two quarters later.
pub(super) fn follow_up_ends(course: Period) -> Period {
    course.back(-2)
}
