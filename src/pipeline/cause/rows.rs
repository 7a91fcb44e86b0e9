//! Rows of then beside rows of now: which of them count, and whether they say the same.

use crate::catalogue::Indicator;
use crate::pipeline::cause::Differing;
use crate::pipeline::parts::{DASHBOARD, Part};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of then and of now by their senders, each side in the order of what it says.
pub(super) fn by_sender(then: Vec<Part>, now: Vec<Part>) -> Vec<Differing> {
    let grouped = |parts: Vec<Part>| {
        let mut by: BTreeMap<String, Vec<Part>> = BTreeMap::new();
        for part in parts {
            by.entry(part.sender.clone()).or_default().push(part);
        }
        by.values_mut()
            .for_each(|parts| parts.sort_by(|one, other| one.says.cmp(&other.says)));
        by
    };
    let (mut then, mut now) = (grouped(then), grouped(now));
    let senders: BTreeSet<String> = then.keys().chain(now.keys()).cloned().collect();
    let both = senders.into_iter().map(|sender| {
        let (then, now) = (then.remove(&sender), now.remove(&sender));
        (sender, then.unwrap_or_default(), now.unwrap_or_default())
    });
    both.collect()
}

/// A row with what an indicator, or the key of its feed, reads of it, so that what else it says makes no difference; of the dashboard
/// and of registers all of it.
pub(super) fn as_read_by(part: &Part, (indicator, key): (&Indicator, &[String])) -> Part {
    let Some(made) = indicator.measured_from.as_ref().filter(|_| part.feed != DASHBOARD) else {
        return part.clone();
    };
    let through = made.dated_through.as_ref();
    let mut read: BTreeSet<&str> = key.iter().map(String::as_str).collect();
    match through.filter(|through| through.feed == part.feed) {
        Some(through) => read.extend(through.columns().chain([through.by.as_str(), through.column.as_str()])),
        None => {
            read.extend(made.shape.columns());
            read.extend(made.dated_by.as_deref());
            read.extend(made.split_by.iter().map(String::as_str));
            read.extend(through.map(|through| through.by.as_str()));
            read.extend(["area", "agency", "organisation", "organisation_type"]);
        }
    }
    let says = part.says.iter().filter(|(column, _)| read.contains(column.as_str()));
    Part {
        says: says.cloned().collect(),
        ..part.clone()
    }
}

/// Whether a sender's rows of now say something else than those of then.
pub(super) fn differ((_, then, now): &Differing) -> bool {
    let says = |parts: &[Part]| parts.iter().map(bears_on_figures).collect::<Vec<_>>();
    says(then) != says(now)
}

/// The rows of an area as a whole, which count where they are sent, not those of its parts beside them; `None` where none is sent, and
/// for feeds of cases, which are all counted.
pub(super) fn of_whole(parts: &[Part], area: &str) -> Option<Vec<Part>> {
    let whole = parts.iter().filter(|part| part.feed == DASHBOARD && part.area == area);
    let whole: Vec<Part> = whole.cloned().collect();
    (!whole.is_empty() && parts.iter().all(|part| part.feed == DASHBOARD)).then_some(whole)
}

/// Whether a row of the same file that says the same is among some.
pub(super) fn holds(parts: &[Part], part: &Part) -> bool {
    let same = |other: &Part| other.file == part.file && bears_on_figures(other) == bears_on_figures(part);
    parts.iter().any(same)
}

/// What a row says apart from remarks, which move no figure.
pub(super) fn bears_on_figures(part: &Part) -> Vec<(String, String)> {
    let says = part.says.iter().filter(|(column, _)| column != "note");
    says.cloned().collect()
}
