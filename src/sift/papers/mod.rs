//! A briefing and its evidence into the papers besides the exception paper, as content: nothing here knows of pages.

mod agency;
mod asked;
mod board_summary;
mod dashboard;
mod discussion;
mod district;
mod method;
mod quadrant;
mod run_log;
pub mod sheets;
mod words;

pub use run_log::{RunFacts, run_log};

use crate::domain::{Briefing, Document, Section};
use crate::sift::evidence::Evidence;

pub use crate::sift::evidence::Hidden;

/// What papers are made from.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// All that was weighed.
    pub evidence: &'a Evidence<'a>,
    /// All that the exception paper says.
    pub briefing: &'a Briefing,
    /// What must not be shown beside what is shown.
    pub hidden: &'a Hidden,
}

/// Every paper but the exception paper and the run log, in the order of their names' folders.
pub fn all(told: &Told<'_>) -> Vec<Document> {
    let mut papers = vec![board_summary::paper(told), dashboard::paper(told), method::paper(told)];
    papers.extend(quadrant::papers(told));
    papers.extend(agency::papers(told));
    papers
}

/// A paper with the furniture of the run.
fn document(
    briefing: &Briefing,
    (name, of): (String, String),
    (title, lead): (String, Vec<String>),
    sections: Vec<Section>,
) -> Document {
    Document {
        name,
        title,
        of,
        marking: briefing.marking.clone(),
        lead,
        sections,
        foot: format!(
            "{} · data received to {} · run {}",
            briefing.edition,
            words::day(briefing.as_at),
            briefing.run_id
        ),
        one_page: false,
    }
}

fn section(heading: impl Into<String>, parts: Vec<crate::domain::Part>) -> Section {
    Section {
        heading: heading.into(),
        parts,
        new_page: false,
    }
}
