//! Tables whose title says the one half of what is counted and each row the other: `Assessments by factor` over `Neglect`, `Gangs`.
//! Only where most rows complete the title to indicators of their own is any of them taken.

use crate::catalogue::Unit;
use crate::ingest::cells::number_in;
use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::columns::{Panel, Role, Side};
use crate::ingest::crosstab::heads::Told;
use crate::ingest::crosstab::join::slack;
use crate::ingest::crosstab::label::Label;
use crate::ingest::crosstab::over::Over;
use crate::ingest::crosstab::parts::Part;
use crate::ingest::crosstab::survey::is_blank;
use crate::ingest::lexicon::Named;
use crate::ingest::table::header_text;
use crate::ingest::words::names::Likeness;
use std::collections::{BTreeMap, BTreeSet};

/// Rows that must complete a title.
const LEAST: usize = 3;
/// Rows of the longest table that is looked at.
const MOST: u32 = 60;

/// For each row the cell that completes the title, with the indicator that they name together.
pub type Families = BTreeMap<u32, (u32, Named)>;

/// The indicators of a table's rows by its title.
pub fn families(panel: &Panel, setting: &Setting<'_, '_>) -> Families {
    let block = &panel.block;
    let is_side = |role: Role| matches!(role, Role::Side(Side::Indicator | Side::Open));
    let Some(side) = panel.columns.iter().find(|column| is_side(column.role)) else {
        return Families::new();
    };
    if block.end_row - block.first_row > MOST {
        return Families::new();
    }
    let figures = |row: u32| {
        let mut columns = panel.columns.iter().filter(|column| column.role == Role::Figures);
        columns.any(|column| !is_blank(&setting.sheet.cell(row, column.at)))
    };
    let rows: Vec<(u32, String)> = (block.first_row..block.end_row)
        .filter(|row| figures(*row))
        .map(|row| (row, header_text(&setting.sheet.cell(row, side.at))))
        .collect();
    let certain = rows
        .iter()
        .filter(|(_, text)| Label::of(text, &setting.context.known).is_certain());
    if rows.len() < LEAST || certain.count() * 3 > rows.len() {
        return Families::new();
    }
    let own = block.titles.iter().map(|(_, _, text)| text.clone());
    let titles: Vec<String> = own.chain(top(setting, block.first_row)).collect();
    let found = titles.iter().map(|title| completed(title, (side.at, &rows), setting));
    found.max_by_key(BTreeMap::len).unwrap_or_default()
}

/// The texts that stand alone at the top of the sheet.
fn top(setting: &Setting<'_, '_>, below: u32) -> Vec<String> {
    const TOP: u32 = 3;
    let lone = |row: u32| {
        let mut cells = setting.sheet.row(row).filter(|(_, cell)| !is_blank(cell));
        match (cells.next(), cells.next()) {
            (Some((_, cell)), None) => Some(header_text(&cell)),
            _ => None,
        }
    };
    (0..TOP.min(below)).filter_map(lone).collect()
}

/// The rows that complete one title; none unless most do, each in its own way.
fn completed(title: &str, (column, rows): (u32, &[(u32, String)]), setting: &Setting<'_, '_>) -> Families {
    let context = setting.context;
    let Some(kind) = context.folder_agency().map(|agency| &agency.kind) else {
        return Families::new();
    };
    let asked = |id: &str| {
        let indicator = context.known.catalogue.indicator(id);
        indicator.is_some_and(|indicator| indicator.agency_kinds.contains(kind))
    };
    let mut families = Families::new();
    let mut core: Option<BTreeSet<String>> = None;
    for (row, text) in rows {
        if let Some((id, shared)) = context.known.lexicon.completed(title, text, asked) {
            core = Some(core.map_or(shared.clone(), |core| core.intersection(&shared).cloned().collect()));
            let named = Named {
                id: id.to_owned(),
                likeness: Likeness::Near,
            };
            families.insert(*row, (column, named));
        }
    }
    let distinct: BTreeSet<&str> = families.values().map(|(_, named)| named.id.as_str()).collect();
    // All of them are called by the same words of the title.
    let has_core = core.is_some_and(|core| !core.is_empty());
    let is_family = families.len() >= LEAST && families.len() * 3 >= rows.len() * 2 && distinct.len() == families.len();
    if is_family && has_core {
        families
    } else {
        Families::new()
    }
}

/// Headings over such rows say which number they hold, and not what is counted: `Assessments` are those with the factor.
pub fn without_names(overs: &mut [Over], families: &Families) {
    if families.is_empty() {
        return;
    }
    for over in overs.iter_mut() {
        (over.says.indicator, over.says.clash) = (None, None);
    }
}

/// Which numbers such columns hold: a count is one only where its heading or its share of what all rows have in common tells.
pub fn settle(told: &mut [Told], (overs, families): (&[Over], &Families), setting: &Setting<'_, '_>) {
    let unit = |named: &Named| {
        setting
            .context
            .known
            .catalogue
            .indicator(&named.id)
            .map(|indicator| indicator.unit)
    };
    let shares = families.values().any(|(_, named)| unit(named) != Some(Unit::Count));
    if !shares {
        return;
    }
    for (told, over) in told.iter_mut().zip(overs) {
        if *told == Told::Open && over.part() == Some(Part::Value) {
            *told = Told::Is(Part::Value);
        }
    }
    let rates: Vec<usize> = (0..told.len())
        .filter(|at| told[*at] == Told::Is(Part::Value))
        .collect();
    for at in 0..told.len() {
        let is_open = told[at] == Told::Open || told[at] == Told::Unread && overs[at].head.is_some();
        if !is_open || overs[at].says.aside.is_some() {
            continue;
        }
        told[at] = match rates[..] {
            [rate] if has_one_base((overs[at].at, overs[rate].at), families, setting) => Told::Is(Part::Numerator),
            _ => Told::Unread,
        };
    }
}

/// Whether the numbers of one column are the percentages of another of one and the same whole.
fn has_one_base((count, rate): (u32, u32), families: &Families, setting: &Setting<'_, '_>) -> bool {
    let mut bounds: Option<(f64, f64)> = None;
    let (mut told, mut counts) = (0_usize, BTreeSet::new());
    for row in families.keys() {
        let cell = setting.sheet.cell(*row, rate);
        let (Some(count), Some(share)) = (number_in(&setting.sheet.cell(*row, count)), number_in(&cell)) else {
            continue;
        };
        let slack = slack(&cell.shown());
        if count <= 0.0 || share <= slack || count.fract() != 0.0 {
            continue;
        }
        let (low, high) = (count / (share + slack), count / (share - slack));
        bounds = Some(bounds.map_or((low, high), |(least, most)| (least.max(low), most.min(high))));
        counts.insert(count as u64);
        told += 1;
    }
    told >= LEAST && counts.len() >= 2 && bounds.is_some_and(|(least, most)| least <= most)
}
