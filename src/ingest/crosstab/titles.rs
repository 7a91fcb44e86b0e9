//! A title that only nearly names an indicator, where nothing else in its table names any: it is taken, and said.

use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::around::Around;
use crate::ingest::crosstab::columns::{Panel, Role};
use crate::ingest::crosstab::heads::indicator_beside;
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::reach::reach;
use crate::ingest::crosstab::says::Claim;
use crate::ingest::lexicon::Named;
use crate::ingest::remarks::Remark;
use crate::ingest::words::names::Likeness;

/// Rows that are looked at for names.
const SAMPLE: u32 = 60;
/// Rows between a title and its table.
const FAR: u32 = 2;

/// What stands around a table, with the indicator that its lowest title nearly names where no label of the table names one.
pub fn with_title((panel, around): (&Panel, &Around), setting: &Setting<'_, '_>) -> Around {
    let mut around = around.clone();
    if around.says.indicator.is_none() && !names_any(panel, setting) {
        around.near_title = lowest(panel, setting);
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

/// Whether a heading or a row names an indicator beyond doubt.
fn names_any(panel: &Panel, setting: &Setting<'_, '_>) -> bool {
    let indicators = panel
        .columns
        .iter()
        .any(|column| column.role == Role::Side(crate::ingest::crosstab::columns::Side::Indicator));
    let heads = panel.columns.iter().flat_map(|column| &column.stack);
    let rows = panel.block.first_row..panel.block.end_row.min(panel.block.first_row + SAMPLE);
    indicators
        || heads.into_iter().any(|placed| placed.label.is_certain())
        || rows
            .into_iter()
            .any(|row| indicator_beside(row, panel, setting).is_some())
}

/// The indicator that the lowest text over a table nearly names.
fn lowest(panel: &Panel, setting: &Setting<'_, '_>) -> Option<Claim<Named>> {
    let block = &panel.block;
    let top = block.band.first().copied()?;
    let (row, column, text) = block
        .titles
        .iter()
        .filter(|(row, _, _)| *row < top)
        .max_by_key(|(row, _, _)| *row)?;
    let alone = block.titles.iter().filter(|(other, _, _)| other == row).count() == 1;
    let label = Label::of(text, &setting.context.known);
    let named = label.indicator.filter(|named| named.likeness == Likeness::Near)?;
    (alone && top - row <= FAR).then(|| Claim {
        value: named,
        at: (*row, *column),
        text: text.clone(),
    })
}
