//! What the sub-committee decided about the year's exceptions, and how the published figures moved.

use crate::board::read_commentary;
use crate::domain::{Impact, Period, PublicPack, Remark};
use crate::pipeline::Session;
use crate::report::pack::trend_sentence;

/// Adds the decisions of the year's four quarters. Decisions are written for restricted papers: one that holds a digit
/// is not quoted, and all of them are named on the sign-off sheet, so that a person reads them first.
pub fn add(session: &Session, year: i32, pack: &mut PublicPack) {
    let quarters = (1..=4).filter_map(|quarter| Period::new(year, quarter));
    let remarks = quarters.flat_map(|period| read_commentary(&session.board.root, period).remarks);
    let decided: Vec<Remark> = remarks.filter(|remark| !remark.decision.trim().is_empty()).collect();
    let found: Vec<Impact> = decided
        .iter()
        .filter_map(|remark| impact(session, remark, pack))
        .collect();
    if !found.is_empty() {
        let matter = format!(
            "Read the impact page: {} decisions come from restricted papers.",
            found.len()
        );
        pack.for_sign_off.push(matter);
    }
    pack.impact = found;
}

fn impact(session: &Session, remark: &Remark, pack: &PublicPack) -> Option<Impact> {
    let indicator = session.catalogue.indicator(&remark.indicator)?;
    let home = session.board.places.home();
    let area = if remark.area.is_empty() { home } else { &remark.area };
    let about = format!(
        "{}, {}, {}",
        indicator.name,
        session.board.places.name(area),
        remark.period
    );
    let holds_figures = remark.decision.chars().any(|letter| letter.is_ascii_digit());
    let action = if holds_figures {
        "A decision is recorded; its text holds figures and stays with the sub-committee.".to_string()
    } else {
        format!("Decided: {}", remark.decision.trim())
    };
    let table = pack.tables.iter().find(|table| table.indicator == remark.indicator);
    let movement = table.map_or_else(
        || "The indicator has no published annual figure.".to_string(),
        |table| format!("In the county since: {}", trend_sentence(table, pack)),
    );
    Some(Impact {
        about,
        action,
        movement,
    })
}
