//! Many signals into one story: an indicator, its rate and its districts or agencies are told once.

use crate::catalogue::{Catalogue, Indicator};
use crate::domain::{Key, Level};

/// What two keys of one story share: the count that a rate is made of, else the indicator itself.
pub(super) fn story<'a>(key: &'a Key, catalogue: &'a Catalogue) -> &'a str {
    catalogue
        .indicator(&key.indicator)
        .and_then(root)
        .unwrap_or(&key.indicator)
}

fn root(indicator: &Indicator) -> Option<&str> {
    indicator.numerator_is.as_deref().filter(|_| indicator.unit.is_rate())
}

/// Of each story the key that tells it: one already on the list if there is any, else the county's, else the one with the
/// highest score. Candidates come by falling score.
pub(super) fn leads(candidates: &[(Key, f64)], catalogue: &Catalogue, is_open: impl Fn(&Key) -> bool) -> Vec<Key> {
    let mut leads: Vec<Key> = vec![];
    for (key, _) in candidates {
        let of = story(key, catalogue);
        if leads.iter().any(|lead| story(lead, catalogue) == of) {
            continue;
        }
        let same = || {
            candidates
                .iter()
                .map(|(other, _)| other)
                .filter(|other| story(other, catalogue) == of)
        };
        let lead = same()
            .find(|other| is_open(other))
            .or_else(|| same().find(|other| is_whole(other)))
            .unwrap_or(key);
        leads.push(lead.clone());
    }
    leads
}

/// Whether it is the county's own figure.
fn is_whole(key: &Key) -> bool {
    key.level == Level::County && key.agency.is_none()
}
