//! Rows of the training feeds into sessions and forms.

use crate::domain::{Form, Origin, Session};
use crate::measure::held::Feeds;

const SESSIONS: [&str; 12] = [
    "session",
    "course",
    "theme",
    "date",
    "mode",
    "capacity",
    "agency",
    "registered",
    "attended",
    "cancelled",
    "no_show",
    "walk_in",
];
const FORMS: [&str; 10] = [
    "session",
    "respondent",
    "agency",
    "role",
    "before",
    "after",
    "follow_up",
    "scale_max",
    "satisfaction",
    "practice_change",
];

/// Of things with the same key, the one that came in the last folder, all in the order in which they came.
#[expect(clippy::disallowed_types, reason = "looked up, and never listed")]
fn newest<Thing>(all: Vec<((String, String), Origin, Thing)>) -> Vec<Thing> {
    type At<'t> = std::collections::HashMap<(&'t str, &'t str, &'t str), usize>;
    let mut newest = At::with_capacity(all.len());
    let mut counts = vec![true; all.len()];
    for (at, ((one, other), from, _)) in all.iter().enumerate() {
        let held = newest.entry((&from.sender, one, other)).or_insert(at);
        if all[*held].1.folder > from.folder {
            counts[at] = false;
        } else if *held != at {
            counts[*held] = false;
            *held = at;
        }
    }
    let kept = all.into_iter().zip(counts).filter(|(_, counts)| *counts);
    kept.map(|((_, _, thing), _)| thing).collect()
}

pub(super) fn sessions(feeds: &Feeds<'_>) -> Vec<Session> {
    newest(feeds.each(("training-sessions", &SESSIONS), |sheet, row, from| {
        let number = |column: &str| sheet.table.number(column, row).unwrap_or(0.0);
        let session = Session {
            session: sheet.text("session", row),
            course: sheet.text("course", row),
            theme: sheet.text("theme", row),
            date: sheet.table.day("date", row),
            mode: sheet.text("mode", row),
            capacity: sheet.table.number("capacity", row),
            agency: sheet.text("agency", row),
            people: ["registered", "attended", "cancelled", "no_show", "walk_in"].map(number),
        };
        Some(((session.session.clone(), session.agency.clone()), from, session))
    }))
}

pub(super) fn forms(feeds: &Feeds<'_>) -> Vec<Form> {
    newest(feeds.each(("training-evaluations", &FORMS), |sheet, row, from| {
        let number = |column: &str| sheet.table.number(column, row);
        let form = Form {
            session: sheet.text("session", row),
            agency: sheet.text("agency", row),
            before: number("before"),
            after: number("after"),
            later: number("follow_up"),
            replied: number("follow_up").is_some() || sheet.table.word("practice_change", row).is_some(),
            changed: sheet.table.word("practice_change", row) == Some("Yes"),
            scale_max: number("scale_max"),
            satisfaction: number("satisfaction"),
        };
        Some(((form.session.clone(), sheet.text("respondent", row)), from, form))
    }))
}
