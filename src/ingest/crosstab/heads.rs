//! What the headings of a table make of its columns: which number each holds, and what is to be said of those that are not read.

use crate::catalogue::plain;
use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::around::Around;
use crate::ingest::crosstab::columns::{Panel, Role, Side};
use crate::ingest::crosstab::join::slack;
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::over::{Over, Sum};
use crate::ingest::crosstab::parts::Part;
use crate::ingest::crosstab::reach::reach;
use crate::ingest::crosstab::solve::{Known, solve};
use crate::ingest::crosstab::survey::is_blank;
use crate::ingest::lexicon::Named;
use crate::ingest::remarks::{Remark, Stretch};
use crate::ingest::sheet::{Cell, Raw};
use crate::ingest::table::header_text;
use crate::ingest::words::names::{Likeness, words};
use crate::ingest::words::numbers::{self, Written};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of the number that a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Which it is.
    Is(Part),
    /// Nothing; rows or figures may tell.
    Open,
    /// The column is not read.
    Unread,
}

/// Rows that are looked at to tell which number a column holds.
const SAMPLE: u32 = 60;

/// How many rows of a table hold figures, up to two.
pub fn lines_with_figures(panel: &Panel, setting: &Setting<'_, '_>) -> usize {
    let filled = |row: &u32| {
        panel
            .columns
            .iter()
            .any(|column| column.role == Role::Figures && !is_blank(&setting.sheet.cell(*row, column.at)))
    };
    (panel.block.first_row..panel.block.end_row)
        .filter(filled)
        .take(2)
        .count()
}

/// Which number each column of figures holds.
pub fn parts(overs: &[Over], (panel, around): (&Panel, &Around), setting: &Setting<'_, '_>) -> Vec<Told> {
    let mut told: Vec<Told> = overs.iter().map(|over| by_labels(over, setting)).collect();
    without_strange_groups(overs, &mut told);
    let solved = by_figures(overs, &told, (panel, around, setting));
    for (at, part) in solved {
        told[at] = Told::Is(part);
    }
    if let Some(at) = only_numbers(overs, &told, (panel, setting)) {
        told[at] = Told::Open;
    }
    without_twins(overs, &mut told);
    told
}

fn by_labels(over: &Over, setting: &Setting<'_, '_>) -> Told {
    if over.is_unknown {
        let near = over.head.as_ref().and_then(|head| near_heading(&head.text, setting));
        return near.map_or(Told::Unread, |(part, _)| Told::Is(part));
    }
    match over.says.part {
        Some((part, false)) => Told::Is(part),
        Some((_, true)) | None => Told::Open,
    }
}

/// The number whose heading a text nearly is.
fn near_heading(text: &str, setting: &Setting<'_, '_>) -> Option<(Part, Named)> {
    let named = setting.context.known.lexicon.heading_near("dashboard", text)?;
    let part = [Part::Numerator, Part::Denominator, Part::Value]
        .into_iter()
        .find(|part| part.column() == named.id)?;
    Some((part, named))
}

/// Columns that differ in nothing but the names of groups that nobody knows are not told apart by anything that is known.
fn without_strange_groups(overs: &[Over], told: &mut [Told]) {
    for (at, over) in overs.iter().enumerate() {
        let twin = |other: &Over| {
            other.key() == over.key()
                && other.part() == over.part()
                && !over.groups.is_empty()
                && other.groups != over.groups
        };
        if over.sum == Sum::No && overs.iter().any(|other| other.at != over.at && twin(other)) {
            told[at] = Told::Unread;
        }
    }
}

/// Columns whose figures can be only one number of the three, in every row.
fn by_figures(overs: &[Over], told: &[Told], place: (&Panel, &Around, &Setting<'_, '_>)) -> Vec<(usize, Part)> {
    let mut solved = Vec::new();
    let mut done: BTreeSet<usize> = BTreeSet::new();
    for first in 0..overs.len() {
        let group: Vec<usize> = (first..overs.len())
            .filter(|at| {
                overs[*at].key() == overs[first].key() && overs[*at].says.aside.is_none() && !done.contains(at)
            })
            .collect();
        done.extend(&group);
        // A heading that names a group or a sum is not one of three numbers.
        let [one, two, three] = group[..] else { continue };
        if [one, two, three].iter().all(|at| matches!(told[*at], Told::Is(_))) {
            continue;
        }
        if let Some(parts) = agreed((overs, [one, two, three]), told, place) {
            solved.extend([one, two, three].into_iter().zip(parts));
        }
    }
    solved
}

/// The parts of three columns on which all rows agree that tell.
fn agreed(
    (overs, columns): (&[Over], [usize; 3]),
    told: &[Told],
    (panel, around, setting): (&Panel, &Around, &Setting<'_, '_>),
) -> Option<[Part; 3]> {
    let catalogue = setting.context.known.catalogue;
    let mut votes: BTreeMap<[Part; 3], usize> = BTreeMap::new();
    let mut against = 0_usize;
    for row in panel.block.first_row..panel.block.end_row.min(panel.block.first_row + SAMPLE) {
        let known = |at: usize| {
            let cell = setting.sheet.cell(row, overs[at].at);
            let part = match told[at] {
                Told::Is(part) => Some(part),
                Told::Open | Told::Unread => None,
            };
            Some(Known {
                part,
                number: number(&cell)?,
                slack: slack(&cell.shown()),
            })
        };
        let (Some(one), Some(two), Some(three)) = (known(columns[0]), known(columns[1]), known(columns[2])) else {
            continue;
        };
        let over = overs[columns[0]]
            .says
            .indicator
            .as_ref()
            .map(|claim| claim.value.id.clone());
        let Some(indicator) = over
            .or_else(|| indicator_beside(row, panel, setting))
            .or_else(|| around.says.indicator.as_ref().map(|claim| claim.value.id.clone()))
            .and_then(|id| catalogue.indicator(&id))
        else {
            continue;
        };
        match solve(&[one, two, three], indicator) {
            Some(parts) => *votes.entry(parts).or_insert(0) += 1,
            None => against += 1,
        }
    }
    let (parts, count) = votes.iter().max_by_key(|(_, count)| **count)?;
    (votes.len() == 1 && *count > against).then_some(*parts)
}

fn number(cell: &Cell<'_>) -> Option<f64> {
    match cell.raw {
        Raw::Text(text) => match numbers::read(text) {
            Written::Number(number, _) => Some(number),
            Written::Below { .. }
            | Written::Above { .. }
            | Written::Between(..)
            | Written::OutOf(..)
            | Written::Not => None,
        },
        _ => cell.number_as_read(),
    }
}

fn indicator_beside(row: u32, panel: &Panel, setting: &Setting<'_, '_>) -> Option<String> {
    let sides = panel
        .columns
        .iter()
        .filter(|column| matches!(column.role, Role::Side(_)));
    let label = |column: u32| {
        let text = header_text(&setting.sheet.cell_through_merges(row, column));
        Label::of(&text, &setting.context.known)
    };
    sides
        .filter_map(|column| label(column.at).indicator)
        .map(|named| named.id)
        .next()
}

/// A table that has all but its figures, and one column of numbers under a heading of its own: that must be them.
fn only_numbers(overs: &[Over], told: &[Told], (panel, setting): (&Panel, &Setting<'_, '_>)) -> Option<usize> {
    let names_rows = panel
        .columns
        .iter()
        .any(|column| column.role == Role::Side(Side::Indicator));
    let read = |at: &usize| {
        told[*at] != Told::Unread && overs[*at].says.aside.is_none() && is_filled(&overs[*at], (panel, setting))
    };
    let unread = |at: &usize| {
        told[*at] == Told::Unread
            && overs[*at].head.as_ref().is_some_and(|head| !head.text.is_empty())
            && is_filled(&overs[*at], (panel, setting))
    };
    if (0..overs.len()).any(|at| read(&at)) {
        return None;
    }
    let open: Vec<usize> = (0..overs.len()).filter(unread).collect();
    match open[..] {
        [at] if names_rows => Some(at),
        _ => None,
    }
}

fn is_filled(over: &Over, (panel, setting): (&Panel, &Setting<'_, '_>)) -> bool {
    (panel.block.first_row..panel.block.end_row).any(|row| !is_blank(&setting.sheet.cell(row, over.at)))
}

/// The same number under the same labels twice cannot be told apart; the first stands.
fn without_twins(overs: &[Over], told: &mut [Told]) {
    for at in 0..overs.len() {
        let twin = |earlier: usize| {
            told[earlier] == told[at]
                && overs[earlier].key() == overs[at].key()
                && overs[earlier].says.aside == overs[at].says.aside
                && overs[earlier].sum == Sum::No
        };
        let month = overs[at]
            .says
            .when
            .as_ref()
            .is_some_and(|claim| matches!(claim.value, crate::ingest::words::periods::When::NoQuarter(_)));
        if told[at] != Told::Unread && !month && overs[at].says.aside.is_none() && (0..at).any(twin) {
            told[at] = Told::Unread;
        }
    }
}

/// What is to be said of a table's headings.
pub fn remarks(overs: &[Over], told: &[Told], (panel, setting): (&Panel, &Setting<'_, '_>)) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let name = setting.sheet.name.as_str();
    for (over, told) in overs.iter().zip(told) {
        remarks.extend(near_names(over, (panel, setting)));
        let Some(head) = &over.head else { continue };
        let at = |kind: &'static str, seen: &str| Remark {
            at: Some(reach(setting.sheet, panel, head.at)),
            ..Remark::on_sheet(kind, name, seen)
        };
        let filled = is_filled(over, (panel, setting));
        match told {
            Told::Unread if !filled || is_derived(over, (panel, setting)) => {}
            Told::Unread => {
                let twice = overs
                    .iter()
                    .any(|other| other.at < over.at && same_heading(other, over))
                    && !over.is_unknown;
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
    remarks.extend(unknown_sums(overs, (panel, setting)));
    remarks.extend(unknown_places(overs, (panel, setting)));
    remarks
        .into_iter()
        .map(|remark| remark.about(&setting.feed.id))
        .collect()
}

fn same_heading(one: &Over, other: &Over) -> bool {
    let text = |over: &Over| over.head.as_ref().map(|head| plain(&head.text));
    text(one) == text(other) && one.key() == other.key() || one.key() == other.key() && one.part() == other.part()
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

/// Columns of words that nobody understands, where the area is otherwise assumed: it may stand in the very one.
fn unknown_places(overs: &[Over], (panel, setting): (&Panel, &Setting<'_, '_>)) -> Vec<Remark> {
    const HARMLESS: [&str; 20] = [
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
        let harmless = HARMLESS.contains(&plain(&head.text).as_str()) || head.label.aside.is_some();
        (!harmless && strange >= 2).then(|| {
            Remark::on_cell(
                "heading-unknown",
                (&setting.sheet.name, head.at.0, head.at.1),
                &head.text,
            )
        })
    })
    .collect()
}

/// Rows and columns of a table that no reader sees.
pub fn hidden(panel: &Panel, setting: &Setting<'_, '_>) -> Vec<Remark> {
    let sheet = setting.sheet;
    let (first, end) = (panel.block.first_row, panel.block.end_row);
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
