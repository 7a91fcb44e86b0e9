//! `status --chase`: what is owed into a message per agency and a list for the chair.

use crate::domain::{Briefing, Entry, Table, harmless_lines};
use crate::pipeline::{Fault, Outcome, Printed, Session};
use crate::sift::chasing::{self, Reminder, Stage};
use crate::store::write_whole;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The folder of a board's own messages: `words/chase-14-days.txt`.
const WORDS: &str = "words";

/// Writes the messages that are due by the date of the run, and lists them.
///
/// # Errors
/// `Usage` for a message of the board's own that cannot be filled; `Unfinished` for a folder that cannot be written.
pub fn chase(session: &Session, briefing: &Briefing, out: Option<&Path>) -> Result<Outcome, Fault> {
    let texts = texts(session)?;
    let called = |feed: &str| crate::sift::feed_in_words(feed, &session.catalogue);
    let reminders = chasing::reminders(briefing, &texts, called)
        .map_err(|said| Fault::usage(format!("a message in {WORDS}/ cannot be filled: {said}")))?;
    let folder = folder(session, briefing, out);
    for one in &reminders {
        write_whole(
            &folder.join(format!("{}.txt", one.agency)),
            harmless_lines(&one.text).as_bytes(),
        )?;
    }
    let for_the_chair = chasing::for_the_chair(&reminders, briefing);
    if !for_the_chair.is_empty() {
        write_whole(
            &folder.join("for-the-chair.txt"),
            harmless_lines(&for_the_chair).as_bytes(),
        )?;
    }
    let mut notes = vec![chasing::returns_in_words(&briefing.returns)];
    notes.push(match reminders.len() {
        0 if briefing.as_at < chasing::first_reminder(briefing.due) => {
            format!("Nobody is reminded before {}.", chasing::first_reminder(briefing.due))
        }
        0 => "Nobody needs to be reminded.".to_string(),
        1 => format!("One message written to {}.", folder.display()),
        some => format!("{some} messages written to {}.", folder.display()),
    });
    Ok(Outcome {
        printed: Printed::List(listed(&reminders)),
        notes,
        ..Outcome::default()
    })
}

fn folder(session: &Session, briefing: &Briefing, out: Option<&Path>) -> PathBuf {
    match out {
        Some(out) => out.to_path_buf(),
        None => session.board.root.join("chasing").join(briefing.period.slug()),
    }
}

/// The messages by stage: the board's own where there is one.
fn texts(session: &Session) -> Result<BTreeMap<Stage, String>, Fault> {
    let mut texts = BTreeMap::new();
    for stage in Stage::ALL {
        let path = session
            .board
            .root
            .join(WORDS)
            .join(format!("chase-{}.txt", stage.word()));
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => chasing::built_in(stage).to_string(),
            Err(fault) => return Err(Fault::usage(format!("{} cannot be read: {fault}", path.display()))),
        };
        texts.insert(stage, text);
    }
    Ok(texts)
}

fn listed(reminders: &[Reminder]) -> Table {
    let mut table = Table::with_columns(&[
        "agency",
        "name",
        "stage",
        "days_left",
        "feeds",
        "indicators",
        "missed_before",
        "for_the_chair",
    ]);
    for one in reminders {
        table.rows.push(vec![
            Entry::from(one.agency.as_str()),
            Entry::from(one.name.as_str()),
            Entry::from(one.stage.word()),
            Entry::Number(one.days_left as f64),
            Entry::List(one.feeds.clone()),
            Entry::from(one.indicators),
            Entry::from(one.missed_before),
            Entry::from(one.is_for_the_chair()),
        ]);
    }
    table
}
