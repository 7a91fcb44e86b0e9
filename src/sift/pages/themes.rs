//! One page a theme: what Section 11, courses, LADO, audits, actions and indicators say of it, side by side and with dates.

mod dated;
mod disagree;
mod side_by_side;

use crate::catalogue::Link;
use crate::domain::{Document, Part, Section};
use crate::sift::evidence::Evidence;
use crate::sift::number;
use crate::sift::pages::paper;
use crate::sift::pages::section_11::{self, Pair, cycle::Family};

/// What every theme page looks at.
pub(super) struct Sources<'a> {
    pub agencies: Option<Pair<'a>>,
    pub schools: Option<Pair<'a>>,
}

/// The paper; `None` when nothing is linked or nothing was ever held.
pub(super) fn document(evidence: &Evidence<'_>) -> Option<Document> {
    let sources = Sources {
        agencies: section_11::newest(evidence, Family::Agencies),
        schools: section_11::newest(evidence, Family::Schools),
    };
    let mut asked: Vec<String> = vec![];
    let mut sections: Vec<Section> = vec![];
    for link in evidence.catalogue.links() {
        if let Some((section, disagreements)) = section(link, &sources, evidence) {
            asked.extend(
                disagreements
                    .into_iter()
                    .map(|point| format!("{}: {point}", link.title)),
            );
            sections.push(section);
        }
    }
    sections.first()?;
    let title = match asked.len() {
        0 => "Themes: the pieces of evidence do not disagree".to_string(),
        1 => "Themes: in one place the pieces of evidence disagree".to_string(),
        more => format!(
            "Themes: in {} places the pieces of evidence disagree",
            number::in_words(more)
        ),
    };
    let first = match asked.is_empty() {
        true => paper::text("No source says another thing than the others on its theme."),
        false => Part::Points(asked),
    };
    sections.insert(0, paper::section("What to ask", vec![first]));
    let lead = vec![
        "Each page sets side by side what different returns say of one theme.".to_string(),
        "That one thing came after another does not show that it made it happen. A difference is a question, not a fault.".to_string(),
    ];
    Some(paper::document(("themes", "Themes"), title, (lead, sections), evidence))
}

/// A theme's page and the disagreements on it; `None` when no source says anything.
fn section(link: &Link, sources: &Sources<'_>, evidence: &Evidence<'_>) -> Option<(Section, Vec<String>)> {
    let table = side_by_side::table(link, sources, evidence)?;
    let disagreements = disagree::points(link, sources, evidence);
    let mut parts = vec![
        paper::text(format!("Board priority: {}. {}", link.priority.title(), link.asks)),
        Part::Table(table),
    ];
    if !disagreements.is_empty() {
        parts.push(paper::panel("Where they disagree", disagreements.clone()));
    }
    if let Some(dated) = dated::table(link, sources, evidence) {
        parts.push(Part::Table(dated));
        parts.push(paper::text(
            "The order is that of the dates. It shows what came after what, not what made it happen.",
        ));
    }
    Some((paper::page(link.title.clone(), parts), disagreements))
}
