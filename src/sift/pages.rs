//! The evidence besides the dashboard into papers: what each feed says, set out for the sub-committee. Must not judge series.

mod assurance;
mod board_work;
mod deaths;
mod lado;
mod need;
pub(in crate::sift) mod paper;
mod plan;
pub mod section_11;
mod themes;
mod totals;
mod training;

use crate::domain::{Briefing, Document};
use crate::sift::evidence::{Evidence, Hidden};

/// Makes one paper, where anything of it is held.
type Maker<'m> = &'m dyn Fn(&Evidence<'_>) -> Option<Document>;

/// Every paper of which anything is held, beside the lists of the quarter, in the order in which members read them.
pub fn documents(evidence: &Evidence<'_>, lists: &Briefing, hidden: &Hidden) -> Vec<Document> {
    let need = |evidence: &Evidence<'_>| need::document(evidence, hidden);
    let training = |evidence: &Evidence<'_>| training::document(evidence, lists);
    let themes = |evidence: &Evidence<'_>| themes::document(evidence, lists);
    let makers: [Maker<'_>; 8] = [
        &section_11::document,
        &lado::document,
        &training,
        &assurance::document,
        &plan::document,
        &board_work::document,
        &need,
        &themes,
    ];
    makers.iter().filter_map(|make| make(evidence)).collect()
}
