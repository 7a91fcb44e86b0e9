//! Notes below a table: those to which a sign behind a name points, where they say that the figures of its row are of a wider area or
//! not what they seem, and those that say so of all figures.

use crate::catalogue::plain;
use crate::ingest::check::wider::{area_said, takes_in_a_neighbour};
use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::body::Body;
use crate::ingest::crosstab::columns::Role;
use crate::ingest::remarks::Remark;
use crate::ingest::sheet::Sheet;
use crate::ingest::words::doubts::{doubts, doubts_all};
use crate::ingest::words::windows::span_of_remark;
use std::collections::BTreeMap;

/// Signs with which notes begin that are about the rows behind whose names the same sign stands.
const SIGNS: [char; 11] = ['†', '‡', '§', '*', '#', '^', '¹', '²', '³', '⁴', '⁵'];

/// Whether a note is about some rows only, behind whose names its sign stands.
pub(super) fn is_of_some(note: &str, sheet: &Sheet) -> bool {
    let Some(sign) = note.trim().chars().next().filter(|first| SIGNS.contains(first)) else {
        return false;
    };
    let ends_so = |text: &str| text.trim_end().len() > sign.len_utf8() && text.trim_end().ends_with(sign);
    let rows = 0..sheet.row_count().min(LOOKED_AT);
    rows.flat_map(|row| sheet.row(row))
        .any(|(_, cell)| ends_so(&cell.shown()))
}

/// What is said of notes below the first table that doubt all figures: their time, a month that they lack, an area beside the county that
/// they take in.
pub(super) fn on_all(setting: &Setting<'_, '_>, below: u32) -> Vec<Remark> {
    let own = setting.context.period();
    let places = setting.context.known.places;
    let doubts = |text: &str| {
        let takes_in = || {
            let simple = plain(text);
            let of_figures = simple.split(' ').any(|word| FIGURES.contains(&word));
            of_figures && area_said(places, text).is_none() && takes_in_a_neighbour(places, text)
        };
        doubts_all(text, own) || takes_in()
    };
    let notes = setting.notes.iter().filter(|(row, _, _)| *row > below);
    notes
        .filter(|(_, _, text)| !is_of_some(text, setting.sheet) && doubts(text))
        .map(|(row, column, text)| {
            let place = (setting.sheet.name.as_str(), *row, *column);
            Remark::on_cell("note-on-figures", place, text.trim()).about(&setting.feed.id)
        })
        .collect()
}

/// Words of a note that is about figures.
const FIGURES: [&str; 6] = ["figure", "figures", "data", "numbers", "counts", "includes"];
/// Rows in which signs are looked for.
const LOOKED_AT: u32 = 400;

/// Notes that say that figures are of a wider area than the county or less than they seem, by the sign with which they begin.
pub(super) fn on_area(setting: &Setting<'_, '_>) -> BTreeMap<char, String> {
    let own = setting.context.period();
    let signed = |text: &str| {
        let text = text.trim();
        let sign = text.chars().next().filter(|first| SIGNS.contains(first))?;
        let rest = text.strip_prefix(sign)?;
        let is_wider = || area_said(setting.context.known.places, rest).is_some();
        let alone = !rest.starts_with(sign) && (is_wider() || doubts(rest, own) || span_of_remark(rest).is_some());
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
