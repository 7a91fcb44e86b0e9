//! Columns of hospitals, wards and the like. Many are called after towns, and none is an area.

use crate::catalogue::plain;
use crate::ingest::crosstab::beside::Names;
use crate::ingest::crosstab::columns::{Column, Role, Side};
use crate::ingest::crosstab::says::{Claim, Says};
use crate::ingest::crosstab::stacks::Placed;
use crate::ingest::lexicon::is_total;

/// Words of a heading over places that are no areas.
const PLACES: [&str; 8] = [
    "site",
    "sites",
    "hospital",
    "hospitals",
    "ward",
    "wards",
    "clinic",
    "clinics",
];
/// What the sum of an agency's sites is called.
const WHOLE: [&str; 7] = [
    "trust",
    "trust total",
    "whole trust",
    "trust wide",
    "trustwide",
    "all sites",
    "all hospitals",
];

/// Whether a heading is over places that are no areas: `Site`, `Hospital name`.
fn heads_sites(head: &str) -> bool {
    let simple = plain(head);
    let words: Vec<&str> = simple.split(' ').collect();
    words.len() <= 3 && words.iter().any(|word| PLACES.contains(word))
}

impl Names<'_, '_, '_> {
    /// What a cell in a column of sites says: all of them, or one, which is no area of the board. `None` in any other column, and where the
    /// cell names no area.
    pub(super) fn site_cell(&self, placed: &Placed) -> Option<Says> {
        let column = self.panel.columns.iter().find(|column| column.at == placed.at.1)?;
        if !heads_sites(&column.head()?.text) {
            return None;
        }
        let claim = Claim {
            value: (),
            at: placed.at,
            text: placed.text.clone(),
        };
        let names_indicators = |column: &Column| column.role == Role::Side(Side::Indicator);
        let is_whole = is_total(&placed.text) || WHOLE.contains(&plain(&placed.text).as_str());
        // Beside names of indicators a total may be that of whatever stands above it.
        if is_whole && self.panel.columns.iter().any(names_indicators) {
            return None;
        }
        if is_whole {
            return Some(Says {
                total: Some(claim),
                ..Says::default()
            });
        }
        placed.label.area.as_ref()?;
        Some(Says {
            elsewhere: Some(claim),
            ..Says::default()
        })
    }
}
