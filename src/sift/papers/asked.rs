//! What was asked in a quadrant or of an agency, and what came back, as a table.

use crate::domain::{PaperCell, PaperTable, Part, Remark};
use crate::sift::papers::Told;

/// Questions and answers that meet a condition, newest first; a sentence where there are none.
pub(super) fn part(told: &Told<'_>, (caption, none): (&str, &str), is_about: impl Fn(&Remark) -> bool) -> Part {
    let evidence = told.evidence;
    let mut table = PaperTable::headed(
        caption,
        &["Quarter", "About", "What was asked", "What came back", "Decision"],
    );
    let asked = evidence.remarks.iter().rev().filter(|remark| {
        let says = !remark.asked.is_empty() || !remark.answer.is_empty();
        says && is_about(remark)
    });
    for remark in asked {
        let about = match evidence.catalogue.indicator(&remark.indicator) {
            Some(indicator) => indicator.row_name.clone(),
            None => remark.exception.clone(),
        };
        let or = |words: &str, none: &str| {
            if words.is_empty() {
                none.to_string()
            } else {
                words.to_string()
            }
        };
        table.rows.push(vec![
            PaperCell::from(remark.period.to_string()),
            PaperCell::from(or(&about, "\u{2013}")),
            PaperCell::from(or(&remark.asked, "\u{2013}")),
            PaperCell::from(or(&remark.answer, "Not answered.")),
            PaperCell::from(or(&remark.decision, "\u{2013}")),
        ]);
    }
    if table.rows.is_empty() {
        Part::Text(none.to_string())
    } else {
        Part::Table(table)
    }
}
