//! The indicators of a return against those that are asked of its agency.

use crate::ingest::check::{Checked, Told};
use std::collections::BTreeSet;

/// Says once of each indicator that it is asked of other kinds of agency than the sender's.
pub fn remark(checked: &mut Checked<'_, '_>) {
    let agency = checked
        .context
        .known
        .agencies
        .iter()
        .find(|agency| agency.id == checked.sender);
    let (true, Some(agency)) = (checked.feed.id == "dashboard", agency) else {
        return;
    };
    let mut said: BTreeSet<String> = BTreeSet::new();
    for row in checked.rows.clone() {
        let Some(indicator) = checked.catalogue().indicator(row.word("indicator")) else {
            continue;
        };
        if indicator.agency_kinds.contains(&agency.kind) || !said.insert(indicator.id.clone()) {
            continue;
        }
        let cell = row.places.get("indicator").copied().unwrap_or(row.at);
        let told = Told {
            seen: indicator.id.clone(),
            treated_as: format!("{} {}", indicator.id, indicator.name),
            ..Told::default()
        };
        checked.say("indicator-of-another-kind", (&row, cell), told);
    }
}
