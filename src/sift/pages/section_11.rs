//! The Section 11 answers into their paper: who returned, what they say, what moved, what the panel changed, what is overdue.

pub mod compared;
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
    let title = title(&returned);
    let cycles: Vec<String> = audit
        .families()
        .map(|(family, pair)| match family {
            Family::Agencies => format!("agencies {}", pair.now.name),
            Family::Schools => format!("schools and colleges {}", pair.now.name),
            Family::Settings => format!("early-years settings {}", pair.now.name),
        })
        .collect();
    let lead = vec![format!(
        "Newest audit: {}. Organisations judge themselves; the Board moderates a sample. A small type of organisation can be recognised by its grades: keep the paper inside the sub-committee.",
        paper::joined(&cycles, "none")
    )];
    let sections = sections(&audit, &returned, evidence);
    Some(paper::document(
        ("section-11", "Section 11 audit"),
        title,
        (lead, sections),
        evidence,
    ))
}

/// Agencies and schools apart: hundreds of schools would hide an agency that is silent.
fn title(returned: &[returns::Line]) -> String {
    let of = |family: Family| {
        let own = returned.iter().filter(|line| line.group.family() == family);
        let (came, asked) = own.fold((0, 0), |sum, line| (sum.0 + line.came(), sum.1 + line.asked));
        (asked > 0).then(|| {
            let who = if asked == 1 { family.noun() } else { family.nouns() };
            format!(
                "{} of {} {who}",
                number::decimal(came as f64, 0),
                number::decimal(asked as f64, 0)
            )
        })
    };
    let families = [Family::Agencies, Family::Schools, Family::Settings];
    let said: Vec<String> = families.into_iter().filter_map(of).take(2).collect();
    format!("Section 11: {} returned", paper::joined(&said, "nobody"))
}

/// Two pages, and the lists behind them.
fn sections(audit: &Audit<'_>, returned: &[returns::Line], evidence: &Evidence<'_>) -> Vec<Section> {
    let mut sections = vec![
        paper::section(returns::heading(returned), returns::parts(audit, returned, evidence)),
        paper::section("What organisations say of themselves", grid::parts(audit, evidence)),
    ];
    if let Some(pair) = &audit.agencies {
        let family = (Family::Agencies, pair);
        sections.push(paper::section(
            movement::heading(family, evidence),
            movement::parts(family, evidence),
        ));
    }
    sections.push(paper::section(
        follow_up::moderation_heading(audit),
        follow_up::moderation(audit),
    ));
    sections.push(paper::section(
        follow_up::heading(evidence),
        follow_up::actions(audit, evidence),
    ));
    let lists = audit
        .families()
        .map(|(family, pair)| Part::Table(movement::lowest((family, &pair.now), evidence)));
    sections.push(paper::section("The lists: the lowest questions", lists.collect()));
    for (family, pair) in audit.families().filter(|(family, _)| *family != Family::Agencies) {
        sections.push(paper::section(
            movement::heading((family, pair), evidence),
            movement::parts((family, pair), evidence),
        ));
    }
    sections.push(paper::section(
        "Themes for the learning and policy groups",
        follow_up::themes(audit, evidence),
    ));
    sections
}
