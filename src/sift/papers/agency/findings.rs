//! How an agency's files were read: questions first, then what was read otherwise than it was written.

use crate::domain::{Finding, PaperCell, PaperTable, Part, Responsibility, Severity};
use crate::sift::feedback;
use crate::sift::number;
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

/// What was seen and done, in words without the figure where it was about one: members see this page too, and whoever sent the
/// figure has it in the cell that is named.
fn without_its_figure(told: &Told<'_>, one: &Finding, (saw, did): (String, String)) -> (String, String) {
    let catalogue = told.evidence.catalogue;
    let Some(kind) = catalogue.finding_kind(&one.kind) else {
        let masked = |text: &str| without_figure(text, one, catalogue.policy());
        return (masked(&saw), masked(&did));
    };
    let (count, rest) = counted(&saw, &kind.many);
    let hides = |text: &str| without_figure(text, one, catalogue.policy()) != text;
    let (in_saw, in_did) = (hides(rest), hides(&did));
    let saw = match in_saw || in_did {
        true => format!(
            "{}. The feedback on your return has the figure.",
            kind.title.trim_end_matches('.')
        ),
        false => format!("{count}{rest}"),
    };
    let did = match (in_did, one.severity) {
        (false, _) => did,
        (true, Severity::Error) => "It was not taken.".into(),
        (true, Severity::Warning | Severity::Info) => "We read it in our own way.".into(),
    };
    (saw, did)
}

/// How many cells a sentence about several begins with, in words, and the rest of it: that number is no figure of a cell.
fn counted<'a>(saw: &'a str, many: &str) -> (String, &'a str) {
    let parts = saw.split_once(' ').filter(|_| many.starts_with("{count} "));
    let count = parts.and_then(|(count, rest)| Some((count.parse().ok()?, rest)));
    match count {
        Some((count, rest)) => (format!("{} ", number::capitalised(&number::in_words(count))), rest),
        None => (String::new(), saw),
    }
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
        let (saw, did) = without_its_figure(told, one, (saw, did));
        table.rows.push(vec![
            PaperCell::from(if place.is_empty() {
                "No file came".to_string()
            } else {
                place.join(", ")
            }),
            PaperCell::from(saw),
            PaperCell::from(words::cut(&did, 200)),
            PaperCell::from(ask),
        ]);
    }
    table
}
