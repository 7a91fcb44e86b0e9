//! How an agency's files were read: questions first, then what was read otherwise than it was written.

use crate::domain::{Finding, PaperCell, PaperTable, Part, Responsibility, Severity};
use crate::sift::feedback;
use crate::sift::papers::agency::asks::is_missing;
use crate::sift::papers::{Told, words};
use crate::sift::withhold::told::without_figure;

/// Most lines of the table of small matters; the list of findings has the rest.
const MOST: usize = 40;

/// Findings that the agency should answer.
pub(super) fn questions<'a>(told: &Told<'a>, agency: &str) -> Vec<&'a Finding> {
    let all = told.evidence.findings.iter();
    all.filter(|one| {
        one.agency == agency && one.severity != Severity::Info && one.responsibility == Responsibility::Agency
    })
    .collect()
}

/// The section's parts.
pub(super) fn parts(told: &Told<'_>, agency: &str, questions: Vec<&Finding>) -> Vec<Part> {
    let small: Vec<&Finding> = told
        .evidence
        .findings
        .iter()
        .filter(|one| one.agency == agency && !questions.contains(one))
        .collect();
    let asked = questions.iter().filter(|one| !is_missing(one)).count();
    let missing = questions.len() - asked;
    let mut parts = vec![Part::Counts(vec![
        (
            asked.to_string(),
            if asked == 1 {
                "question to answer"
            } else {
                "questions to answer"
            }
            .into(),
        ),
        (
            small.len().to_string(),
            "read otherwise than written, or for us to settle".into(),
        ),
    ])];
    let caption = match missing {
        0 => "Questions to answer",
        _ if asked == 0 => "What did not come",
        _ => "Questions to answer, and what did not come",
    };
    if questions.is_empty() {
        parts.push(Part::Text("Nothing to fix. Thank you.".into()));
    } else {
        parts.push(Part::Table(table(told, caption, &questions)));
    }
    if !small.is_empty() {
        let shown = &small[..small.len().min(MOST)];
        parts.push(Part::Table(table(
            told,
            "What we read otherwise than it was written",
            shown,
        )));
        if small.len() > MOST {
            parts.push(Part::Text(format!(
                "{} more are in the list of findings.",
                words::several(small.len() - MOST, "line", "lines")
            )));
        }
    }
    parts
}

fn table(told: &Told<'_>, caption: &str, findings: &[&Finding]) -> PaperTable {
    let mut table = PaperTable::headed(caption, &["Where", "What we saw", "What we did", "What we ask"]);
    for one in findings {
        let file = one.place.file.rsplit('/').next().unwrap_or_default();
        let place: Vec<&str> = [file, &one.place.sheet, &one.place.cell]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let ask = told
            .evidence
            .catalogue
            .finding_kind(&one.kind)
            .map_or("", |kind| &kind.what_to_do);
        let message = feedback::words::plain(&one.message, told.evidence, &one.agency);
        let (saw, did) = feedback::lines::saw_and_did(&message, one);
        let policy = told.evidence.catalogue.policy();
        let told_of = |text: &str| without_figure(text, one, policy);
        table.rows.push(vec![
            PaperCell::from(if place.is_empty() {
                "No file came".to_string()
            } else {
                place.join(", ")
            }),
            PaperCell::from(told_of(&saw)),
            PaperCell::from(words::cut(&told_of(&did), 200)),
            PaperCell::from(ask),
        ]);
    }
    table
}
