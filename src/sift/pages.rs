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

use crate::domain::Document;
use crate::sift::evidence::{Evidence, Hidden};

/// Makes one paper, where anything of it is held.
type Maker<'m> = &'m dyn Fn(&Evidence<'_>) -> Option<Document>;

/// Every paper of which anything is held, in the order in which members read them.
pub fn documents(evidence: &Evidence<'_>, hidden: &Hidden) -> Vec<Document> {
    let need = |evidence: &Evidence<'_>| need::document(evidence, hidden);
    let makers: [Maker<'_>; 8] = [
        &section_11::document,
        &lado::document,
        &training::document,
        &assurance::document,
        &plan::document,
        &board_work::document,
        &need,
        &themes::document,
    ];
    makers.iter().filter_map(|make| make(evidence)).collect()
}
