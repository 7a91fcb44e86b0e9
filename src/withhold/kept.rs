//! The audited model into the cells of the ledger.

use crate::withhold::cell::{Key, Seen};
use crate::withhold::ledger::Published;
use crate::withhold::model::Model;
use crate::withhold::publish::{Request, key_of, part_key};
use crate::withhold::yearly::Yearly;

/// Every cell that a release shows, as a later release must know it.
pub(in crate::withhold) fn cells(yearly: &[Yearly], model: &Model, request: &Request) -> Vec<Published> {
    let mut found = Vec::new();
    for it in yearly {
        let shown = keys(it, request).into_iter().map(|key| (key, "table".to_string()));
        let parts = part_keys(it, request);
        for (key, of) in shown.chain(parts) {
            let value = match model.find(&key).map(|cell| model.cells[cell].seen) {
                Some(Seen::Number(value)) => Some(value),
                Some(Seen::Withheld { .. }) => None,
                Some(Seen::Between { .. } | Seen::Unavailable | Seen::Unpublished) | None => continue,
            };
            found.push(Published {
                release: String::new(),
                key,
                value,
                place: format!("{} {of}", it.indicator.id),
            });
        }
    }
    found.sort_by(|one, other| one.key.cmp(&other.key).then(one.place.cmp(&other.place)));
    found.dedup_by(|one, other| one.key == other.key);
    found
}

fn keys(yearly: &Yearly, request: &Request) -> Vec<Key> {
    let mut found = Vec::new();
    for (area, figures) in &yearly.areas {
        let is_county = area == request.places.home();
        for nth in (0..figures.len()).filter(|nth| request.scope.shows(*nth, is_county)) {
            let measures = [Some(&yearly.numerator), yearly.base.as_ref()].into_iter().flatten();
            found.extend(measures.map(|measure| key_of(request, measure, (area, nth))));
        }
    }
    found
}

fn part_keys(yearly: &Yearly, request: &Request) -> Vec<(Key, String)> {
    let mut found = Vec::new();
    for split in &yearly.splits {
        for (words, _) in &split.parts {
            let keys = request.scope.columns().into_iter();
            let key = |nth| part_key(request, yearly, (&split.id, words, nth));
            found.extend(keys.map(|nth| (key(nth), format!("table by {}", split.id))));
        }
    }
    found
}
