//! Case audits, the practice-review tracker, the risk register and the challenge log into one paper.

mod audits;
mod registers;
mod reviews;

pub(in crate::sift::pages) use audits::{Judgements, newest_judgements};

use crate::domain::{Document, Section};
use crate::sift::evidence::Evidence;
use crate::sift::pages::paper;
use crate::sift::records::as_of;

/// The paper; `None` when nothing was ever held of these feeds.
pub(super) fn document(evidence: &Evidence<'_>) -> Option<Document> {
    let held = evidence.held;
    if held.audits.is_empty() && held.risks.is_empty() && held.challenges.is_empty() && held.actions.is_empty() {
        return None;
    }
    let mut sections: Vec<Section> = vec![];
    sections.extend(audits::sections(evidence));
    sections.extend(reviews::sections(evidence));
    sections.extend(registers::sections(evidence));
    let mut lead = vec![
        "Case audits, actions from practice reviews, the risk register and the challenge log.".to_string(),
        "A done action is not yet a changed practice: members may ask what is different for children.".to_string(),
    ];
    lead.extend(as_of::told(&["actions", "risks", "challenges"], evidence));
    Some(paper::document(
        ("assurance", "Audits, reviews, risks and challenges"),
        reviews::title(evidence),
        (lead, sections),
        evidence,
    ))
}
