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

/// The sign with which a note begins, and the note without it: `*`, `**`.
fn sign_of(note: &str) -> Option<(&str, &str)> {
    let note = note.trim();
    let first = note.chars().next().filter(|first| SIGNS.contains(first))?;
    let end = note.find(|letter| letter != first)?;
    let (sign, rest) = note.split_at(end);
    Some((sign, rest.trim()))
}

/// The sign behind a name.
fn sign_behind(name: &str) -> Option<&str> {
    let name = name.trim_end();
    let last = name.chars().next_back().filter(|last| SIGNS.contains(last))?;
    let start = name.trim_end_matches(last).len();
    (start > 0).then(|| &name[start..])
}

/// Whether a note is about some rows only, behind whose names its sign stands.
pub(super) fn is_of_some(note: &str, sheet: &Sheet) -> bool {
    let Some((sign, _)) = sign_of(note) else { return false };
    let rows = 0..sheet.row_count().min(LOOKED_AT);
    rows.flat_map(|row| sheet.row(row))
        .any(|(_, cell)| sign_behind(&cell.shown()) == Some(sign))
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
const FIGURES: [&str; 8] = [
    "figure",
    "figures",
    "data",
    "numbers",
    "counts",
    "includes",
    "include",
    "including",
];
/// Rows in which signs are looked for.
const LOOKED_AT: u32 = 400;

/// Notes that say that figures are of a wider area than the county or less than they seem, by the sign with which they begin.
pub(super) fn on_area(setting: &Setting<'_, '_>) -> BTreeMap<String, String> {
    let own = setting.context.period();
    let places = setting.context.known.places;
    let signed = |text: &str| {
        let (sign, rest) = sign_of(text)?;
        let is_wider = area_said(places, rest).is_some() || takes_in_a_neighbour(places, rest);
        let tells = is_wider || doubts(rest, own) || doubts_all(rest, own) || span_of_remark(rest).is_some();
        tells.then(|| (sign.to_owned(), text.trim().to_owned()))
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
        texts.find_map(|text| self.notes_on_area.get(sign_behind(&text)?).cloned())
    }
}
