//! What is said of a command that was cut off: by whoever looks, what is shown and what completes it; by the next run, whether it has.

use crate::domain::{Period, day_in_words};
use crate::pipeline::quarter::store_folder;
use crate::pipeline::{Fault, Outcome, Session};
use crate::store::{CutOff, Store};
use anyhow::anyhow;

/// The command whose cut-off removal only itself takes up again.
pub const EXPIRY: &str = "holdings --expire";

/// What whoever looks is told of a command that was cut off; `None` when none was, or one is at work.
///
/// # Errors
/// A store that cannot be read.
pub fn note(session: &Session) -> anyhow::Result<Option<String>> {
    let found = Store::cut_off(&store_folder(session))?;
    Ok(found.map(|found| format!("{} {} {}", told(&found), shown(&found), remedy(&found))))
}

/// The outcome with the note before all else that it says; a fault is told with it too.
///
/// # Errors
/// The fault that was given.
pub fn with_note(outcome: Result<Outcome, Fault>, note: Option<String>) -> Result<Outcome, Fault> {
    let Some(note) = note else { return outcome };
    match outcome {
        Ok(mut outcome) => {
            outcome.notes.insert(0, note);
            Ok(outcome)
        }
        Err(Fault::Usage(fault)) => Err(Fault::Usage(anyhow!("{fault:#}\n{note}"))),
        Err(Fault::Unfinished(fault)) => Err(Fault::Unfinished(anyhow!("{fault:#}\n{note}"))),
    }
}

/// What a command that stores says of one that was cut off before it.
pub fn taken_up(found: &CutOff, (command, period): (&str, Option<Period>)) -> String {
    let completes = match (found.command.as_str(), command) {
        ("run", "run") => found.period == period,
        ("ingest", "run" | "ingest") => found.period <= period,
        (EXPIRY, EXPIRY) => true,
        _ => found.command.is_empty() && period.is_some(),
    };
    let end = match completes {
        true => "This one has completed it.".to_string(),
        false if found.is_stored => format!("What it stored is whole. {}", remedy(found)),
        false => format!("What it had begun to store was taken back. {}", remedy(found)),
    };
    format!("{} {end}", told(found))
}

/// Which command it was, and when it was begun.
fn told(found: &CutOff) -> String {
    let about = found.period.map(|period| format!(" for {period}")).unwrap_or_default();
    let what = match found.command.as_str() {
        "" => found.words.clone(),
        command => format!("`paqa {command}`{about}"),
    };
    let begun = found.begun.map(|begun| {
        format!(
            ", begun on {} at {} UTC",
            day_in_words(begun.date_naive()),
            begun.format("%H:%M")
        )
    });
    format!("An earlier command was cut off: {what}{}.", begun.unwrap_or_default())
}

/// What is seen of it.
fn shown(found: &CutOff) -> &'static str {
    match (found.is_stored, found.command.as_str()) {
        (false, _) => "What is shown is the state before it.",
        (true, "run") => "What it stored is whole and is what is shown; its papers may not all be written.",
        (true, _) => "What it stored is whole and is what is shown.",
    }
}

/// What to do about it.
fn remedy(found: &CutOff) -> String {
    match (found.command.as_str(), found.period) {
        (EXPIRY, _) => format!("The next `paqa {EXPIRY}` completes it."),
        (_, Some(period)) => format!("The next `paqa run --period {}` completes it.", period.slug()),
        (_, None) => "The next `paqa run` completes it.".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(command: &str, is_stored: bool) -> CutOff {
        CutOff {
            words: format!("`{command}` 2026-27 Q2 (run 2026-11-20-abcdef)"),
            command: command.to_string(),
            period: "2026-27 Q2".parse().ok(),
            begun: "2026-11-20T14:03:09Z".parse().ok(),
            is_stored,
        }
    }

    #[test]
    fn only_what_completes_it_says_that_it_has() {
        let said = |command: &str, is_stored, by: (&str, &str)| {
            taken_up(&found(command, is_stored), (by.0, by.1.parse().ok()))
        };
        let completed = "This one has completed it.";
        assert!(said("run", false, ("run", "2026-27 Q2")).ends_with(completed));
        assert!(said("ingest", false, ("ingest", "2026-27 Q3")).ends_with(completed));
        assert!(said(EXPIRY, true, (EXPIRY, "")).ends_with(completed));
        for (command, by) in [
            ("run", ("ingest", "2026-27 Q2")),
            ("run", ("run", "2026-27 Q3")),
            ("ingest", ("run", "2026-27 Q1")),
            ("run", (EXPIRY, "")),
        ] {
            let end = "was taken back. The next `paqa run --period 2026-27-Q2` completes it.";
            assert!(said(command, false, by).ends_with(end), "{command} {by:?}");
            assert!(
                said(command, true, by).contains("What it stored is whole."),
                "{command} {by:?}"
            );
        }
        let said = said(EXPIRY, true, ("run", "2026-27 Q2"));
        assert!(
            said.ends_with("The next `paqa holdings --expire` completes it."),
            "{said}"
        );
    }

    #[test]
    fn it_is_told_which_command_it_was_when_it_was_begun_and_what_is_shown() {
        let note = |found: &CutOff| format!("{} {}", told(found), shown(found));
        let head = "An earlier command was cut off: `paqa run` for 2026-27 Q2, begun on 20 November 2026 at 14:03 UTC.";
        assert_eq!(
            note(&found("run", false)),
            format!("{head} What is shown is the state before it.")
        );
        assert!(note(&found("run", true)).contains("its papers may not all be written"));
    }

    #[test]
    fn a_fault_is_told_with_the_note_and_stays_what_it_was() {
        let fault = with_note(
            Err(Fault::usage("nothing is held yet")),
            Some("It was cut off.".to_string()),
        );
        assert_eq!(fault.unwrap_err().to_string(), "nothing is held yet\nIt was cut off.");
        let outcome = with_note(Ok(Outcome::default()), None).unwrap();
        assert!(outcome.notes.is_empty());
    }
}
