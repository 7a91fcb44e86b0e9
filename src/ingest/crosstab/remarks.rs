//! What is to be said of a table's headings, and of rows and columns that no reader sees.

use crate::catalogue::plain;
use crate::ingest::cells::number_in;
use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::body::stretch;
use crate::ingest::crosstab::columns::{Panel, Role, Side};
use crate::ingest::crosstab::guess::guess;
use crate::ingest::crosstab::heads::{Told, indicator_beside, is_filled, near_heading};
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::over::{Over, Sum};
use crate::ingest::crosstab::reach::reach;
use crate::ingest::crosstab::survey::is_blank;
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::table::header_text;
use crate::ingest::words::changes::strange_in_heading;
use crate::ingest::words::names::{Likeness, words};
use std::collections::BTreeSet;

/// What is to be said of a table's headings.
pub fn remarks(overs: &[Over], told: &[Told], (panel, setting): (&Panel, &Setting<'_, '_>)) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let name = setting.sheet.name.as_str();
    let parts_of_sum = parts_of_a_sum((overs, told), (panel, setting));
    for (over, told) in overs.iter().zip(told) {
        remarks.extend(near_names(over, (panel, setting)));
        let Some(head) = &over.head else { continue };
        let at = |kind: &'static str, seen: &str| Remark {
            at: Some(reach(setting.sheet, panel, head.at)),
            ..Remark::on_sheet(kind, name, seen)
        };
        let filled = is_filled(over, (panel, setting));
        match told {
            Told::Unread if !filled || is_derived(over, (panel, setting)) || parts_of_sum.contains(&over.at) => {}
            Told::Unread => {
                let twice = overs
                    .iter()
                    .any(|other| other.at != over.at && other.sum == Sum::No && same_heading(other, over))
                    && !over.is_unknown
                    // `Q2 received` beside `Q2 processed` are two things.
                    && !head.label.left.iter().any(|piece| strange_in_heading(piece));
                let strange = over.groups.first().filter(|_| !over.is_unknown && !twice);
                let kind = if twice { "heading-twice" } else { "heading-unknown" };
                let seen = strange.cloned().unwrap_or_else(|| head.text.clone());
                remarks.push(at(kind, &seen));
            }
            Told::Is(_) | Told::Open if over.is_unknown => {
                let near = near_heading(&head.text, setting);
                let exact = near.as_ref().is_some_and(|(_, named)| named.likeness != Likeness::Near);
                let solved = matches!(told, Told::Is(_)) && near.is_none();
                if !exact && !solved && !names_the_counted(&head.text, (panel, setting)) {
                    let taken = near.map_or("value".to_owned(), |(_, named)| named.id);
                    remarks.push(at("heading-near-miss", &head.text).taken_as(taken));
                }
            }
            Told::Is(_) | Told::Open => {}
        }
    }
    remarks.extend(no_headings(overs, (panel, setting)));
    remarks.extend(unknown_sums(overs, (panel, setting)));
    remarks.extend(no_sums(overs, (panel, setting)));
    remarks
        .into_iter()
        .map(|remark| remark.about(&setting.feed.id))
        .collect()
}

fn same_heading(one: &Over, other: &Over) -> bool {
    let text = |over: &Over| over.head.as_ref().map(|head| plain(&head.text));
    text(one) == text(other) && one.key() == other.key() || one.key() == other.key() && one.part() == other.part()
}

/// Several columns of figures without any heading: nothing tells which is which.
fn no_headings(overs: &[Over], (panel, setting): (&Panel, &Setting<'_, '_>)) -> Option<Remark> {
    let names = panel
        .columns
        .iter()
        .any(|column| column.role == Role::Side(Side::Indicator));
    let several = overs.len() > 1 && panel.block.band.is_empty();
    (names && several).then(|| Remark {
        at: Some(stretch(panel)),
        ..Remark::on_sheet("header-not-found", &setting.sheet.name, &setting.sheet.name)
    })
}

/// Headings that were nearly another name, once for each.
fn near_names(over: &Over, (panel, setting): (&Panel, &Setting<'_, '_>)) -> Vec<Remark> {
    let known = &setting.context.known;
    let at = |kind: &'static str, at: (u32, u32), seen: &str| Remark {
        at: Some(reach(setting.sheet, panel, at)),
        ..Remark::on_sheet(kind, &setting.sheet.name, seen)
    };
    let mut remarks = Vec::new();
    if let Some(claim) = over
        .says
        .indicator
        .as_ref()
        .filter(|claim| claim.value.likeness == Likeness::Near)
    {
        let called = known
            .catalogue
            .indicator(&claim.value.id)
            .map(|indicator| indicator.name.as_str());
        let called = format!("{} {}", claim.value.id, called.unwrap_or_default());
        remarks.push(at("indicator-near-miss", claim.at, &claim.text).taken_as(called));
    }
    if let Some(claim) = over
        .says
        .area
        .as_ref()
        .filter(|claim| claim.value.likeness == Likeness::Near)
    {
        let called = known.places.name(&claim.value.id).to_owned();
        remarks.push(at("area-near-miss", claim.at, &claim.text).taken_as(called));
    }
    remarks
}

/// Whether the heading repeats what the rows say is counted: `Referrals` over `Safeguarding referrals by…`.
fn names_the_counted(text: &str, (panel, setting): (&Panel, &Setting<'_, '_>)) -> bool {
    let heading = words(text);
    let first = (panel.block.first_row..panel.block.end_row).find_map(|row| indicator_beside(row, panel, setting));
    let name = first
        .and_then(|id| setting.context.known.catalogue.indicator(&id))
        .map(|indicator| words(&indicator.name));
    name.is_some_and(|name| !heading.is_empty() && heading.is_subset(&name))
}

/// The columns that nobody knows where a column that is read is their sum in every row of counts: `Site A`, `Site B`, beside
/// all sites. Nothing is lost with them.
fn parts_of_a_sum((overs, told): (&[Over], &[Told]), (panel, setting): (&Panel, &Setting<'_, '_>)) -> BTreeSet<u32> {
    const LEAST_ROWS: usize = 2;
    let open = |told: &Told| *told == Told::Unread;
    let known = overs.iter().zip(told);
    let unread: BTreeSet<u32> = known
        .clone()
        .filter(|(over, told)| open(told) && over.says.aside.is_none() && is_filled(over, (panel, setting)))
        .map(|(over, _)| over.at)
        .collect();
    let count =
        |row: u32, column: u32| number_in(&setting.sheet.cell(row, column)).filter(|number| number.fract() == 0.0);
    let sums = |over: &Over| {
        let told = (panel.block.first_row..panel.block.end_row).filter_map(|row| {
            let parts: Vec<f64> = unread.iter().map(|column| count(row, *column)).collect::<Option<_>>()?;
            Some((parts.iter().sum::<f64>() - count(row, over.at)?).abs() < 0.5)
        });
        let told: Vec<bool> = told.collect();
        told.len() >= LEAST_ROWS && told.iter().all(|adds| *adds)
    };
    let is_sum = unread.len() >= 2 && known.clone().any(|(over, told)| !open(told) && sums(over));
    if is_sum { unread } else { BTreeSet::new() }
}

/// A column whose every cell is a formula over its row repeats what other columns say.
fn is_derived(over: &Over, (panel, setting): (&Panel, &Setting<'_, '_>)) -> bool {
    let mut cells = (panel.block.first_row..panel.block.end_row)
        .map(|row| setting.sheet.cell(row, over.at))
        .filter(|cell| !is_blank(cell))
        .peekable();
    cells.peek().is_some() && cells.all(|cell| cell.formula)
}

/// Sums of places that are not known, one for each column.
fn unknown_sums(overs: &[Over], (panel, setting): (&Panel, &Setting<'_, '_>)) -> Vec<Remark> {
    let sums = overs
        .iter()
        .filter(|over| over.sum == Sum::OfUnknown && over.says.aside.is_none());
    sums.filter(|over| is_filled(over, (panel, setting)))
        .map(|over| {
            let rows = (panel.block.first_row..panel.block.end_row)
                .filter(|row| !is_blank(&setting.sheet.cell(*row, over.at)));
            let at = Stretch {
                first_column: over.at,
                first_row: rows.clone().min().unwrap_or(panel.block.first_row),
                last_row: rows.max().unwrap_or(panel.block.first_row),
                last_column: over.at,
            };
            let text = over.head.as_ref().map(|head| head.text.clone()).unwrap_or_default();
            Remark {
                at: Some(at),
                ..Remark::on_sheet("total-of-unknown-area", &setting.sheet.name, text)
            }
        })
        .collect()
}

/// Columns that are called totals and sum nothing that stands beside them: nobody knows what they are.
fn no_sums(overs: &[Over], (panel, setting): (&Panel, &Setting<'_, '_>)) -> Vec<Remark> {
    let number = |row: u32, over: &Over| number_in(&setting.sheet.cell(row, over.at));
    let sums = |row: u32, over: &Over| {
        let total = number(row, over)?;
        let others = overs.iter().filter(|other| other.at != over.at && other.sum == Sum::No);
        let added: f64 = others.filter_map(|other| number(row, other)).sum();
        Some((added - total).abs() <= 0.5)
    };
    let is_no_sum = |over: &&Over| {
        let told: Vec<bool> = (panel.block.first_row..panel.block.end_row)
            .filter_map(|row| sums(row, over))
            .collect();
        !told.is_empty() && told.iter().filter(|adds| **adds).count() * 2 < told.len()
    };
    let bare = overs
        .iter()
        .filter(|over| over.sum == Sum::OfElse && over.says.aside.is_none());
    bare.filter(|over| !is_derived(over, (panel, setting)))
        .filter(is_no_sum)
        .filter_map(|over| {
            let head = over.head.as_ref()?;
            Some(Remark {
                at: Some(reach(setting.sheet, panel, head.at)),
                ..Remark::on_sheet("heading-unknown", &setting.sheet.name, &head.text)
            })
        })
        .collect()
}

/// Headings of words that name no area.
const HARMLESS: [&str; 26] = [
    "ref",
    "reference",
    "ref no",
    "id",
    "code",
    "number",
    "team",
    "theme",
    "priority",
    "category",
    "domain",
    "section",
    "type",
    "unit",
    "item",
    "data item",
    "component",
    "owner",
    "lead",
    "frequency",
    "source",
    "polarity",
    "status",
    "no",
    "definition",
    "description",
];

/// Columns of words that nobody understands, where the area is otherwise assumed: it may stand in the very one.
pub fn unknown_places(overs: &[Over], (panel, setting): (&Panel, &Setting<'_, '_>)) -> Vec<Remark> {
    let has_place = panel.columns.iter().any(|column| column.role == Role::Side(Side::Area))
        || overs.iter().any(|over| over.says.area.is_some());
    let first = overs.first().map_or(0, |over| over.at);
    let open = panel
        .columns
        .iter()
        .filter(|column| column.role == Role::Side(Side::Open) && column.at < first);
    if has_place {
        return vec![];
    }
    open.filter_map(|column| {
        let head = column.head()?;
        let texts: BTreeSet<String> = (panel.block.first_row..panel.block.end_row.min(panel.block.first_row + 400))
            .map(|row| header_text(&setting.sheet.cell(row, column.at)))
            .filter(|text| !text.is_empty())
            .collect();
        let strange = texts
            .iter()
            .filter(|text| !Label::of(text, &setting.context.known).says_something())
            .count();
        let names = |text: &String| {
            let label = Label::of(text, &setting.context.known);
            label.indicator.is_some() || guess(text, setting.context).is_some()
        };
        let harmless =
            HARMLESS.contains(&plain(&head.text).as_str()) || head.label.aside.is_some() || texts.iter().any(names);
        (!harmless && strange >= 2).then(|| {
            Remark::on_cell(
                "heading-unknown",
                (&setting.sheet.name, head.at.0, head.at.1),
                &head.text,
            )
            .about(&setting.feed.id)
        })
    })
    .collect()
}

/// Rows and columns of a table that no reader sees.
pub fn hidden(panel: &Panel, setting: &Setting<'_, '_>) -> Vec<Remark> {
    let sheet = setting.sheet;
    let first = panel.block.first_row;
    // A hidden row right below the last that is seen is one of the table's.
    let below = (panel.block.end_row..sheet.row_count()).take_while(|row| sheet.row_is_hidden(*row));
    let end = below.last().map_or(panel.block.end_row, |last| last + 1);
    let (left, right) = (
        panel.columns.first().map_or(0, |column| column.at),
        panel.columns.last().map_or(0, |column| column.at),
    );
    let mut remarks = Vec::new();
    let hidden = |row: &u32| sheet.row_is_hidden(*row) && sheet.row(*row).next().is_some();
    if let Some(top) = (first..end).find(hidden) {
        let at = Stretch {
            first_column: left,
            first_row: top,
            last_row: (first..end).rev().find(hidden).unwrap_or(top),
            last_column: right,
        };
        remarks.push(Remark {
            at: Some(at),
            ..Remark::on_sheet("hidden-rows", &sheet.name, "hidden rows")
        });
    }
    for column in
        (left..=right.max(sheet.column_count().saturating_sub(1))).filter(|column| sheet.column_is_hidden(*column))
    {
        if (first..end).any(|row| !is_blank(&sheet.cell(row, column))) {
            let header = panel.block.band.first().copied().unwrap_or(first);
            let at = Stretch {
                first_column: column,
                first_row: header,
                last_row: end.max(first + 1) - 1,
                last_column: column,
            };
            let seen = header_text(&sheet.cell(header, column));
            remarks.push(Remark {
                at: Some(at),
                ..Remark::on_sheet("hidden-columns", &sheet.name, seen)
            });
        }
    }
    remarks
        .into_iter()
        .map(|remark| remark.about(&setting.feed.id))
        .collect()
}
