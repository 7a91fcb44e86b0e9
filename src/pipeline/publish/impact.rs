//! What the sub-committee decided about the year's exceptions, and how the published figures moved.

use crate::board::read_commentary;
use crate::domain::{Impact, Period, PublicPack, Remark};
use crate::ingest::Lexicon;
use crate::ingest::privacy::{Gazetteer, may_be_public};
use crate::pipeline::Session;
use crate::report::pack::since_sentence;

/// What stands in place of a text that may name somebody or holds a number.
const WITHHELD: &str = "[text withheld; see the restricted paper]";

/// Adds the decisions of the year's four quarters. Decisions are written for restricted papers: one that may name somebody or
/// holds a number, in digits or words, is not quoted, and the sign-off sheet says which; a person reads the others first.
pub fn add(session: &Session, year: i32, pack: &mut PublicPack) {
    let quarters = (1..=4).filter_map(|quarter| Period::new(year, quarter));
    let remarks = quarters.flat_map(|period| read_commentary(&session.board.root, period).remarks);
    let decided: Vec<Remark> = remarks.filter(|remark| !remark.decision.trim().is_empty()).collect();
    let lexicon = Lexicon::new(&session.catalogue, &session.board.agencies, &session.board.places);
    let found: Vec<Impact> = decided
        .iter()
        .filter_map(|remark| impact((session, lexicon.gazetteer()), remark, pack))
        .collect();
    if !found.is_empty() {
        let matter = format!(
            "Read the impact page: {} decisions come from restricted papers.",
            found.len()
        );
        pack.for_sign_off.push(matter);
    }
    let withheld = found.iter().filter(|impact| impact.action == WITHHELD);
    let listed = withheld.map(|impact| {
        format!(
            "The text of a decision is withheld from the impact page, because it may name somebody or holds a number: {}",
            impact.about
        )
    });
    pack.for_sign_off.extend(listed);
    pack.impact = found;
}

fn impact((session, gazetteer): (&Session, &Gazetteer), remark: &Remark, pack: &PublicPack) -> Option<Impact> {
    let indicator = session.catalogue.indicator(&remark.indicator)?;
    let home = session.board.places.home();
    let area = if remark.area.is_empty() { home } else { &remark.area };
    let about = format!(
        "{}, {}, {}",
        indicator.name,
        session.board.places.name(area),
        remark.period
    );
    let decision = remark.decision.trim();
    let action = match may_be_public(decision, gazetteer) {
        true => format!("Decided: {decision}"),
        false => WITHHELD.to_string(),
    };
    let table = pack.tables.iter().find(|table| table.indicator == remark.indicator);
    let movement = table.map_or_else(
        || "The indicator has no published figure.".to_string(),
        |table| {
            format!(
                "In the county since: {}",
                since_sentence(table, &remark.period.to_string())
            )
        },
    );
    Some(Impact {
        about,
        action,
        movement,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::Board;
    use crate::catalogue::Catalogue;

    #[test]
    fn a_decision_that_names_a_child_is_not_quoted_and_is_on_the_sign_off_sheet() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(root.path().join("commentary")).unwrap();
        let head = "exception,indicator,area,agency,said,said_by,said_on,asked,answer,decision,owner,due";
        let named = "Ask about the girls in Maldon; among them Kayleigh Smith";
        let lines = format!("{head}\n,AB01,,,,,,,,{named},,\n,LD02,,,,,,,,Ask agencies for a plan,,\n");
        std::fs::write(root.path().join("commentary/2025-26-Q4.csv"), lines).unwrap();
        let session = Session {
            board: Board {
                root: root.path().to_path_buf(),
                ..Board::default()
            },
            catalogue: Catalogue::built_in().unwrap(),
            as_at: chrono::NaiveDate::from_ymd_opt(2026, 7, 1).unwrap(),
        };
        let mut pack = PublicPack::default();
        add(&session, 2025, &mut pack);
        let actions: Vec<&str> = pack.impact.iter().map(|impact| impact.action.as_str()).collect();
        assert_eq!(actions, [WITHHELD, "Decided: Ask agencies for a plan"]);
        assert!(
            pack.for_sign_off
                .iter()
                .any(|matter| matter.contains("withheld from the impact page"))
        );
    }
}
