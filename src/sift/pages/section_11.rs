//! The Section 11 answers into their paper: who returned, what they say, what moved, what the panel changed, what is overdue.

pub mod cycle;
mod follow_up;
mod grid;
mod movement;
mod returns;

use crate::domain::{Document, Part, Section};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::paper;
use cycle::{Cycle, Family};

/// The newest cycle of a family and the one before it.
pub(super) struct Pair<'a> {
    pub now: Cycle<'a>,
    pub before: Option<Cycle<'a>>,
}

/// The newest two cycles of a family; `None` when it never answered.
pub(super) fn newest<'a>(evidence: &Evidence<'a>, family: Family) -> Option<Pair<'a>> {
    let mut cycles = cycle::cycles(evidence, family);
    let now = cycles.pop()?;
    Some(Pair {
        now,
        before: cycles.pop(),
    })
}

/// All that the pages are made of.
struct Audit<'a> {
    agencies: Option<Pair<'a>>,
    schools: Option<Pair<'a>>,
    settings: Option<Pair<'a>>,
}

impl<'a> Audit<'a> {
    /// The families that answered, in the order of papers.
    fn families(&self) -> impl Iterator<Item = (Family, &Pair<'a>)> {
        let all = [
            (Family::Agencies, &self.agencies),
            (Family::Schools, &self.schools),
            (Family::Settings, &self.settings),
        ];
        all.into_iter()
            .filter_map(|(family, pair)| Some((family, pair.as_ref()?)))
    }
}

/// The paper; `None` when no answer was ever held.
pub(super) fn document(evidence: &Evidence<'_>) -> Option<Document> {
    let audit = Audit {
        agencies: newest(evidence, Family::Agencies),
        schools: newest(evidence, Family::Schools),
        settings: newest(evidence, Family::Settings),
    };
    audit.families().next()?;
    let returned = returns::lines(&audit, evidence);
    let (came, asked) = returned
        .iter()
        .fold((0, 0), |sum, line| (sum.0 + line.came(), sum.1 + line.asked));
    let title = format!(
        "Section 11: {} of {} organisations returned",
        number::decimal(came as f64, 0),
        number::decimal(asked as f64, 0)
    );
    let cycles: Vec<String> = audit
        .families()
        .map(|(family, pair)| match family {
            Family::Agencies => format!("agencies {}", pair.now.name),
            Family::Schools => format!("schools and colleges {}", pair.now.name),
            Family::Settings => format!("early-years settings {}", pair.now.name),
        })
        .collect();
    let lead = vec![
        format!("Newest audit: {}.", paper::joined(&cycles, "none")),
        "Organisations judge themselves; the Board moderates a sample. Agencies and schools answer in alternate years and are never averaged."
            .to_string(),
        "Small types of organisation can be recognised by their grades. Keep the paper inside the sub-committee.".to_string(),
    ];
    let sections = sections(&audit, &returned, evidence);
    Some(paper::document(
        ("section-11", "Section 11 audit"),
        title,
        (lead, sections),
        evidence,
    ))
}

fn sections(audit: &Audit<'_>, returned: &[returns::Line], evidence: &Evidence<'_>) -> Vec<Section> {
    let mut sections = vec![
        paper::section(returns::heading(returned), returns::parts(audit, returned, evidence)),
        paper::section("What organisations say of themselves", grid::parts(audit, evidence)),
    ];
    for (family, pair) in audit.families() {
        let parts: Vec<Part> = movement::parts((family, pair), evidence);
        let heading = movement::heading((family, pair), evidence);
        sections.push(match family {
            Family::Agencies => paper::page(heading, parts),
            Family::Schools | Family::Settings => paper::section(heading, parts),
        });
    }
    sections.push(paper::page(
        "The panel's grades beside the organisations' own",
        follow_up::moderation(audit, evidence),
    ));
    sections.push(paper::section(
        follow_up::heading(evidence),
        follow_up::actions(evidence),
    ));
    sections.push(paper::section(
        "Themes for the learning and policy groups",
        follow_up::themes(audit, evidence),
    ));
    sections
}
