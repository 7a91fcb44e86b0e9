//! Columns of words that are of another time than the return: `RAG Q1` in the second quarter, `Predicted RAG at year end`.

use crate::catalogue::plain;
use crate::domain::Period;
use crate::ingest::choose::{Chosen, Role};
use crate::ingest::context::FileContext;
use crate::ingest::table::Table;
use crate::ingest::words::periods;
use crate::ingest::words::whole_quarter::names_another_quarter;

/// Leaves a column of words of another time than the return's, and takes the one of its own time that was left for it.
pub(super) fn leave(chosen: &mut Chosen<'_>, table: &Table, context: &FileContext<'_>) {
    let agreed = context.habits().and_then(|habits| habits.headings.get(&chosen.feed.id));
    for at in 0..table.heads.len() {
        let head = &table.heads[at];
        let Role::Word(name) = chosen.roles[at].clone() else {
            continue;
        };
        let is_agreed = agreed.is_some_and(|headings| headings.contains_key(&head.text));
        if is_agreed || !is_of_another(&head.text, context.period()) {
            continue;
        }
        chosen.roles[at] = Role::Unknown;
        let is_its = |other: &usize| {
            let its = &table.heads[*other];
            let is_called = its.sense.column(&chosen.feed.id) == Some(name.as_str());
            chosen.roles[*other] == Role::Unknown
                && *other != at
                && (is_called || without_time(&its.text) == without_time(&head.text))
                && !is_of_another(&its.text, context.period())
        };
        if let Some(other) = (0..table.heads.len()).find(is_its) {
            chosen.roles[other] = Role::Word(name);
        }
    }
}

/// Whether a heading says that its words are not those of this quarter: `RAG Q1` in the second, `Predicted RAG at year end`.
pub(super) fn is_of_another(heading: &str, own: Period) -> bool {
    const OTHERWISE: [&str; 9] = [
        "predicted",
        "forecast",
        "projected",
        "anticipated",
        "previous",
        "previously",
        "prior",
        "original",
        "initial",
    ];
    let simple = plain(heading);
    names_another_quarter(heading, own)
        || simple.split(' ').any(|word| OTHERWISE.contains(&word))
        || simple.contains("last quarter")
}

/// A heading without the time that it names.
fn without_time(heading: &str) -> String {
    let time = periods::find(heading).map(|found| found.start..found.end);
    let mut text = heading.to_owned();
    if let Some(time) = time.filter(|time| text.get(time.clone()).is_some()) {
        text.replace_range(time, " ");
    }
    plain(&text)
}
