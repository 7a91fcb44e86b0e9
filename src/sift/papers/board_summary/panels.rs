//! The two panels of the Board's page: where no assurance can be given, and what the Board is asked to decide.

use crate::domain::{Briefing, Exception, PERSONAL_DATA, ReturnStatus};
use crate::sift::in_short::Silence;
use crate::sift::papers::board_summary::Matters;
use crate::sift::papers::words;
use crate::sift::{attach, gaps, number};

/// Most names of agencies in a panel.
const NAMES: usize = 4;
/// Most decisions in a panel.
const DECISIONS: usize = 4;
/// Most letters of a decision.
const LETTERS: usize = 150;

/// Whose figures cannot be seen, and what else cannot be said.
pub(super) fn assurance(briefing: &Briefing) -> Vec<String> {
    let mut said = vec![];
    let silence = Silence::of(&briefing.returns);
    let nothing: Vec<String> = silence.nothing.iter().map(|id| name(id, briefing)).collect();
    if !nothing.is_empty() {
        said.push(format!("No figures from {}.", words::names(&nothing, NAMES)));
    }
    let unused: Vec<String> = silence.unused.iter().map(|id| name(id, briefing)).collect();
    match unused.len() {
        0 => (),
        1 => said.push(format!("One return came and cannot be used: {}.", unused[0])),
        _ => said.push(format!("Came and cannot be used: {}.", words::names(&unused, NAMES))),
    }
    // A form of another kind cannot be used, too, and is no return of figures.
    let other = briefing.returns.iter().filter(|line| line.feed != "dashboard");
    let wrong = other.filter(|line| line.status == ReturnStatus::WrongForm);
    let wrong: Vec<String> = wrong.map(|line| name(&line.agency, briefing)).collect();
    if !wrong.is_empty() {
        said.push(format!("Sent the wrong form: {}.", words::names(&wrong, NAMES)));
    }
    if briefing.findings.iter().any(|finding| finding.kind == PERSONAL_DATA) {
        said.push("A file with personal data was refused. A data protection lead must be told.".into());
    }
    let counts = &briefing.counts;
    match counts.due.saturating_sub(counts.reported) {
        0 => said.push("Every indicator that was due was reported.".into()),
        missing => said.push(format!(
            "{} of {} indicators due {} missing{}.",
            number::capitalised(&number::in_words(missing)),
            counts.due,
            if missing == 1 { "is" } else { "are" },
            gaps::greatest(&briefing.gaps, (1, missing)).map_or_else(String::new, |greatest| format!("; {greatest}"))
        )),
    }
    match briefing.too_few.len() {
        0 => (),
        few => said.push(format!(
            "{} too few cases to judge.",
            number::capitalised(&words::several(few, "indicator has", "indicators have"))
        )),
    }
    said
}

/// The decision asked with the words of the action that it names, which stands on no page that the Board sees.
fn with_action(one: &Exception) -> String {
    let named = one
        .actions
        .iter()
        .find(|action| one.decision.contains(&format!("action {} ", action.id)));
    match named {
        Some(action) => {
            let words = format!(
                "action {} ({}) ",
                action.id,
                number::lower_first(action.text.trim_end_matches('.'))
            );
            one.decision.replace(&format!("action {} ", action.id), &words)
        }
        None => one.decision.clone(),
    }
}

/// What the Board is asked, numbered: of the matters on its page, and of whoever sent nothing.
pub(super) fn decisions(briefing: &Briefing, matters: &Matters<'_>) -> Vec<String> {
    // What is to go to the Executive is never left out for want of room.
    let (urgent, listed): (Vec<&Exception>, Vec<&Exception>) = briefing
        .exceptions
        .iter()
        .partition(|one| one.decision.starts_with(attach::TO_THE_EXECUTIVE));
    let is_shown = |one: &&&Exception| {
        let mut shown = matters.worse.iter().chain(&matters.unusual);
        shown.any(|matter| std::ptr::eq(*matter, **one))
    };
    let mut asked: Vec<String> = urgent
        .iter()
        .chain(listed.iter().filter(is_shown))
        .filter(|one| !one.decision.is_empty())
        .take(DECISIONS - 1)
        .map(|one| words::cut(&format!("{}: {}", one.row_name, with_action(one)), LETTERS))
        .collect();
    match Silence::of(&briefing.returns).nothing.len() {
        0 => (),
        1 => asked.push("Write to the agency that sent no figures?".into()),
        more => asked.push(format!(
            "Write to the {} agencies that sent no figures?",
            number::in_words(more)
        )),
    }
    if asked.is_empty() {
        asked.push("None this quarter.".into());
        return asked;
    }
    asked
        .iter()
        .enumerate()
        .map(|(nth, words)| format!("{}. {words}", nth + 1))
        .collect()
}

fn name(agency: &str, briefing: &Briefing) -> String {
    let found = briefing.coverage.iter().find(|line| line.agency == agency);
    found.map_or_else(|| agency.to_string(), |line| line.short_name.clone())
}
