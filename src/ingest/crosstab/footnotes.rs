//! Notes below a table to which a sign behind a name points, where they say that the figures of its row are of a wider area.

use crate::ingest::check::wider::area_said;
use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::columns::Role;
use std::collections::BTreeMap;

/// Notes that say that figures are of a wider area than the county, by the sign with which they begin.
pub(super) fn on_area(setting: &Setting<'_, '_>) -> BTreeMap<char, String> {
    const SIGNS: [char; 11] = ['†', '‡', '§', '*', '#', '^', '¹', '²', '³', '⁴', '⁵'];
    let signed = |text: &str| {
        let text = text.trim();
        let sign = text.chars().next().filter(|first| SIGNS.contains(first))?;
        let rest = text.strip_prefix(sign)?;
        let alone = !rest.starts_with(sign) && area_said(setting.context.known.places, rest).is_some();
        alone.then(|| (sign, text.to_owned()))
    };
    setting.notes.iter().filter_map(|(_, _, text)| signed(text)).collect()
}

impl Body<'_, '_, '_> {
    /// The note to which a sign behind a name points (`Cases heard †`), where it says that the figures are of a wider area.
    pub(super) fn note_on_area(&self, row: u32) -> Option<String> {
        if self.notes_on_area.is_empty() {
            return None;
        }
        let names = self
            .panel
            .columns
            .iter()
            .filter(|column| matches!(column.role, Role::Side(_)));
        let mut texts = names.map(|column| {
            self.setting
                .sheet
                .cell_through_merges(row, column.at)
                .shown()
                .into_owned()
        });
        texts.find_map(|text| {
            let sign = text.trim_end().chars().next_back()?;
            self.notes_on_area.get(&sign).cloned()
        })
    }
}
