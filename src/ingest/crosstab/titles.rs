//! A title that only nearly names an indicator, where nothing else in its table names any: it is taken, and said.

use crate::catalogue::plain;
use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::around::Around;
use crate::ingest::crosstab::blocks::Text;
use crate::ingest::crosstab::columns::{Panel, Role};
use crate::ingest::crosstab::guess::guess;
use crate::ingest::crosstab::heads::indicator_beside;
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::parts::part_by_words;
use crate::ingest::crosstab::reach::reach;
use crate::ingest::crosstab::says::Claim;
use crate::ingest::lexicon::Named;
use crate::ingest::remarks::Remark;
use crate::ingest::words::names::{Likeness, words};
use std::collections::BTreeSet;

/// Rows that are looked at for names.
const SAMPLE: u32 = 60;
/// Words that a title must have before it is taken for a paraphrase.
const LEAST_WORDS: usize = 3;
/// Rows between a title and its table.
const FAR: u32 = 2;
/// Titles that are looked at.
const MOST: usize = 2;

/// What stands around a table, with the indicator that its lowest title nearly names where no label of the table names one.
pub fn with_title((panel, around): (&Panel, &Around), setting: &Setting<'_, '_>) -> Around {
    let mut around = around.clone();
    // The tab is about the whole sheet; the title right over a table is about that.
    let is_open = |claim: &Claim<Named>| claim.text == setting.sheet.name;
    let near = lowest(panel, setting).filter(|_| around.says.indicator.as_ref().is_none_or(is_open));
    if let Some(near) = near.filter(|near| !names_other(&near.value.id, panel, setting)) {
        around.near_title = Some(near);
        // Nothing else can be meant: it is as good as named.
        around.says.indicator = around.near_title.clone().map(|claim| Claim {
            value: Named {
                likeness: Likeness::SameWords,
                ..claim.value
            },
            ..claim
        });
    }
    around
}

/// What is said of a title that was taken for a name.
pub fn remark((panel, around): (&Panel, &Around), setting: &Setting<'_, '_>) -> Option<Remark> {
    let claim = around.near_title.as_ref()?;
    let indicator = setting.context.known.catalogue.indicator(&claim.value.id)?;
    let remark = Remark {
        at: Some(reach(setting.sheet, panel, claim.at)),
        ..Remark::on_sheet("indicator-near-miss", &setting.sheet.name, &claim.text)
    };
    let taken = format!("{} {}", indicator.id, indicator.name);
    Some(remark.taken_as(taken).about(&setting.feed.id))
}

/// Words behind which a title says which of a thing are counted.
const NARROWING: [&str; 14] = [
    "where",
    "with",
    "without",
    "whose",
    "who",
    "which",
    "that",
    "in",
    "involving",
    "concerning",
    "relating",
    "about",
    "following",
    "due",
];
/// Words that make `in` narrowing: `in which`, `in whom`.
const IN: [&str; 3] = ["which", "whom", "whose"];

/// Whether a title right over a table tells which of what a heading names are counted: under `Assessments where exploitation was a
/// factor` the heading `Assessments` names no indicator of all assessments.
pub fn narrows(heading: &str, titles: &[Text]) -> bool {
    let heading = format!(" {} ", plain(heading));
    let rows: BTreeSet<u32> = titles.iter().map(|(row, _, _)| *row).collect();
    let near: Vec<u32> = rows.into_iter().rev().take(MOST).collect();
    let said = titles.iter().filter(|(row, _, _)| near.contains(row));
    said.map(|(_, _, text)| format!(" {} ", plain(text))).any(|title| {
        let behind = title.split_once(&heading).map(|(_, behind)| behind);
        let mut behind = behind.unwrap_or_default().split_whitespace();
        match behind.next() {
            Some("in") => behind.next().is_some_and(|next| IN.contains(&next)),
            Some(word) => NARROWING.contains(&word),
            None => false,
        }
    })
}

/// Whether a heading names another indicator beyond doubt, or a row any.
fn names_other(id: &str, panel: &Panel, setting: &Setting<'_, '_>) -> bool {
    let indicators = panel
        .columns
        .iter()
        .any(|column| column.role == Role::Side(crate::ingest::crosstab::columns::Side::Indicator));
    let heads = panel.columns.iter().flat_map(|column| &column.stack);
    // What the indicator itself calls one of its numbers names no other: `CLA 12+ months`.
    let own = setting.context.known.catalogue.indicator(id);
    let heads = heads.filter(|placed| own.is_none_or(|own| part_by_words(&placed.text, own).is_none()));
    let rows = panel.block.first_row..panel.block.end_row.min(panel.block.first_row + SAMPLE);
    indicators
        || heads
            .into_iter()
            .filter(|placed| !narrows(&placed.text, &panel.block.titles))
            .any(|placed| {
                let named = placed.label.indicator.as_ref().filter(|_| placed.label.is_certain());
                named.is_some_and(|named| named.id != id)
            })
        || rows
            .into_iter()
            .any(|row| indicator_beside(row, panel, setting).is_some())
}

/// The indicator that the lowest text over a table nearly names, or the one right above it.
fn lowest(panel: &Panel, setting: &Setting<'_, '_>) -> Option<Claim<Named>> {
    let block = &panel.block;
    let mut below = block.band.last().copied()?;
    let above: BTreeSet<u32> = block
        .titles
        .iter()
        .map(|(row, _, _)| *row)
        .filter(|row| *row < below)
        .collect();
    for (rank, row) in above.into_iter().rev().take(MOST).enumerate() {
        let far = if rank == 0 { FAR } else { 1 };
        if below - row > far {
            return None;
        }
        let mut texts = block.titles.iter().filter(|(at, _, _)| *at == row);
        if let (Some(title), None) = (texts.next(), texts.next())
            && let Some(named) = nearly(&title.2, setting)
        {
            return Some(Claim {
                value: named,
                at: (title.0, title.1),
                text: title.2.clone(),
            });
        }
        below = row;
    }
    None
}

/// The indicator that a title nearly names or paraphrases.
fn nearly(text: &str, setting: &Setting<'_, '_>) -> Option<Named> {
    let label = Label::of(text, &setting.context.known);
    let is_about_a_table = label.column.is_none() && label.aside.is_none();
    match label.indicator {
        Some(named) => Some(named).filter(|named| named.likeness == Likeness::Near),
        None => guess(text, setting.context).filter(|_| is_about_a_table && words(text).len() >= LEAST_WORDS),
    }
}
