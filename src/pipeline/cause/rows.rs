//! Rows of then beside rows of now: which of them count, and whether they say the same.

use crate::pipeline::parts::{DASHBOARD, Part};

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
