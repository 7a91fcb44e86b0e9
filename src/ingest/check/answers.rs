//! Graded answers against those of the cycle before: all the same again were perhaps not looked at again.

use crate::ingest::check::Checked;
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::rows::Row;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer answers than this can be the same by chance.
const LEAST_ANSWERS: usize = 6;

/// Says of each table of answers that has no grade at all: they may be shown by colours, which nobody can read.
fn remark_unwritten(checked: &mut Checked<'_, '_>) {
    let mut tables: BTreeMap<usize, Vec<&Row>> = BTreeMap::new();
    for row in &checked.rows {
        tables.entry(row.table).or_default().push(row);
    }
    let mut remarks = Vec::new();
    for rows in tables.into_values() {
        let places: Vec<(u32, u32)> = rows
            .iter()
            .map(|row| row.places.get("self_grade").copied().unwrap_or(row.at))
            .collect();
        let written = rows
            .iter()
            .any(|row| !row.word("self_grade").is_empty() || !row.word("moderated_grade").is_empty());
        let unread = checked.remarks.iter().any(|remark| {
            matches!(
                remark.kind,
                "grade-unknown" | "scale-unclear" | "two-ticks" | "answers-of-several"
            )
        });
        let (Some(first), Some(last)) = (places.iter().min(), places.iter().max()) else {
            continue;
        };
        if rows.len() < LEAST_ANSWERS || written || unread {
            continue;
        }
        let at = Stretch {
            first_column: places.iter().map(|place| place.1).min().unwrap_or(first.1),
            first_row: first.0,
            last_row: last.0,
            last_column: places.iter().map(|place| place.1).max().unwrap_or(last.1),
        };
        let sheet = rows.first().map(|row| checked.sheet_of(row)).unwrap_or_default();
        let remark = Remark::on_sheet("grades-not-written", &sheet, "");
        remarks.push(Remark { at: Some(at), ..remark }.about(&checked.feed.id));
    }
    checked.remarks.extend(remarks);
}

/// Says of each organisation whose answers all equal its last ones. Where every answer is the same word, nothing can be told.
pub fn remark(checked: &mut Checked<'_, '_>) {
    if checked.feed.id != "s11-answers" {
        return;
    }
    remark_unwritten(checked);
    let mut now: BTreeMap<(String, String), BTreeMap<String, (String, usize)>> = BTreeMap::new();
    for row in &checked.rows {
        let of = (row.word("organisation").to_owned(), row.word("cycle").to_owned());
        let grade = (row.word("self_grade").to_owned(), row.sheet);
        now.entry(of)
            .or_default()
            .insert(row.word("question").to_owned(), grade);
    }
    for ((organisation, cycle), answers) in now {
        let before = checked
            .context
            .held
            .answers_before((&checked.sender, &organisation), &cycle);
        let Some((earlier, before)) = before else { continue };
        // Questions that are new in this cycle had nothing to be copied from.
        let graded: Vec<_> = answers
            .iter()
            .filter(|(question, (grade, _))| !grade.is_empty() && before.contains_key(*question))
            .collect();
        let same = graded
            .iter()
            .all(|(question, (grade, _))| before.get(*question) == Some(grade));
        let words: BTreeSet<&str> = graded.iter().map(|(_, (grade, _))| grade.as_str()).collect();
        if graded.len() < LEAST_ANSWERS || words.len() < 2 || !same {
            continue;
        }
        let sheet = graded
            .first()
            .and_then(|(_, (_, sheet))| checked.sheets.get(*sheet))
            .cloned();
        let remark = Remark::on_sheet("answers-copied", &sheet.unwrap_or_default(), organisation);
        checked.remarks.push(remark.taken_as(earlier).about(&checked.feed.id));
    }
}
