//! Findings into lines that say what we saw, what we did and what we ask.

use crate::domain::{FeedbackLine, Finding, Responsibility, Severity};
use crate::sift::Evidence;
use crate::sift::feedback::{is_question, words};

/// Every finding about an agency's return: questions first, then what was taken with a doubt, then what was merely read.
pub fn lines(evidence: &Evidence<'_>, agency: &str, own: &[&Finding]) -> Vec<FeedbackLine> {
    let mut sorted: Vec<&Finding> = own.iter().filter(|one| one.kind != "return-missing").copied().collect();
    sorted.sort_by_key(|one| (!is_question(one), one.severity, one.place.clone()));
    sorted
        .into_iter()
        .map(|finding| line(evidence, agency, finding))
        .collect()
}

fn line(evidence: &Evidence<'_>, agency: &str, finding: &Finding) -> FeedbackLine {
    let plain = |text: &str| words::plain(text, evidence, agency);
    let kind = evidence.catalogue.finding_kind(&finding.kind);
    let (saw, did) = saw_and_did(&plain(&finding.message), finding);
    let ask = match (kind, finding.responsibility) {
        (Some(kind), Responsibility::Agency) => kind.what_to_do.clone(),
        (Some(_) | None, _) if finding.severity == Severity::Info => {
            "Nothing to do. Tell us if it is wrong.".to_string()
        }
        (Some(_) | None, _) => "Nothing for you to do yet; we are looking into it and may ask.".to_string(),
    };
    FeedbackLine {
        is_question: is_question(finding),
        file: words::file_name(&finding.place.file).to_string(),
        sheet: finding.place.sheet.clone(),
        cell: finding.place.cell.clone(),
        title: kind.map_or_else(|| finding.kind.replace('-', " "), |kind| kind.title.clone()),
        seen: plain(&finding.seen),
        treated_as: plain(&finding.treated_as),
        saw,
        did,
        ask: plain(&ask),
    }
}

/// A message in two parts: what stood there, and what was made of it. Where the message says only the one, the other follows
/// from what became of the datum.
pub(in crate::sift) fn saw_and_did(message: &str, finding: &Finding) -> (String, String) {
    let message = message.trim();
    // The last sentence, or what stands behind the last semicolon, says what was done.
    // A full stop within quotation marks ends no sentence.
    let is_outside = |at: &usize| message[..*at].matches('"').count().is_multiple_of(2);
    let sentence = message.rfind(". ").filter(is_outside).map(|at| (at + 1, at + 2));
    let half = message.rfind("; ").map(|at| (at, at + 2));
    let cut = match (sentence, half) {
        (Some(sentence), Some(half)) => Some(sentence.max(half)),
        (one, other) => one.or(other),
    };
    let done = |text: &str| {
        let says = [
            "was", "were", "is kept", "are kept", "both", "neither", "none", "left out", "no one", "nothing",
        ];
        let text = text.to_lowercase();
        says.iter().any(|word| text.contains(word))
    };
    if let Some((before, after)) = cut
        && let (Some(saw), Some(did)) = (message.get(..before), message.get(after..))
        && done(did)
        && !did.trim().is_empty()
    {
        return (closed(saw), closed(&words::capital(did)));
    }
    for (verb, did) in [
        (" was taken for ", "We took it for "),
        (" was read as ", "We read it as "),
        (", so ", ""),
    ] {
        if let Some((saw, rest)) = message.split_once(verb) {
            return (closed(saw), closed(&words::capital(&format!("{did}{rest}"))));
        }
    }
    (closed(message), closed(&outcome(finding)))
}

fn outcome(finding: &Finding) -> String {
    let taken = finding.treated_as.trim();
    match finding.severity {
        _ if finding.kind == "file-superseded" => "It was kept and not used; the later file counts.".to_string(),
        // What the answers equal is no reading of them.
        _ if finding.kind == "answers-copied" => "We used it as it stands.".to_string(),
        Severity::Error => "It was not taken.".to_string(),
        Severity::Warning | Severity::Info if taken.is_empty() || finding.message.contains(taken) => {
            "We used it as it stands.".to_string()
        }
        Severity::Warning | Severity::Info => format!("It was taken as {taken}."),
    }
}

/// With a full stop, and without the space before one that an empty remark leaves.
fn closed(text: &str) -> String {
    let text = text.trim().trim_end_matches([';', ',']).trim_end();
    match text.chars().last() {
        Some('.' | '!' | '?') | None => text.to_string(),
        Some(_) => format!("{text}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Place;

    fn split(message: &str, severity: Severity) -> (String, String) {
        saw_and_did(message, &finding(message, severity))
    }

    fn finding(message: &str, severity: Severity) -> Finding {
        Finding {
            agency: String::new(),
            feed: String::new(),
            period: String::new(),
            place: Place::default(),
            kind: String::new(),
            severity,
            responsibility: Responsibility::Agency,
            seen: String::new(),
            treated_as: "42".into(),
            message: message.into(),
        }
    }

    #[test]
    fn of_a_file_that_a_later_one_replaces_nobody_says_that_it_was_used() {
        let finding = Finding {
            kind: "file-superseded".into(),
            treated_as: "a/Q2 corrected.xlsx".into(),
            ..finding("A later file replaces this one: a/Q2 corrected.xlsx.", Severity::Info)
        };
        let said = saw_and_did(&finding.message, &finding);
        assert_eq!(said.1, "It was kept and not used; the later file counts.");
    }

    #[test]
    fn a_message_is_split_into_what_was_seen_and_what_was_done() {
        let said = split("The cell says \"c. 40\"; it was read as 40.", Severity::Info);
        assert_eq!(said, ("The cell says \"c. 40\".".into(), "It was read as 40.".into()));
        let said = split(
            "The cell says 45%; the parts give 43%. The printed figure was left out.",
            Severity::Error,
        );
        assert_eq!(
            said,
            (
                "The cell says 45%; the parts give 43%.".into(),
                "The printed figure was left out.".into()
            )
        );
        let said = split(
            "The total 34 differs from its parts, which add to 42.",
            Severity::Warning,
        );
        assert_eq!(said.1, "We used it as it stands.");
        let said = split("\"Castlepoint\" was taken for Castle Point.", Severity::Info);
        assert_eq!(said, ("\"Castlepoint\".".into(), "We took it for Castle Point.".into()));
        assert_eq!(split("The file holds nothing.", Severity::Error).1, "It was not taken.");
    }
}
