//! Rows that break an area's figures down by a word that nobody knows, beside the row that is their sum: `Drugs`, `Alcohol`, `All
//! substances`. Where it is so in every area the sum is the figure, and the others are its parts.

use crate::ingest::cells::number_in;
use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::columns::{Panel, Role, Side};
use crate::ingest::crosstab::label::Label;
use crate::ingest::table::header_text;
use std::collections::{BTreeMap, BTreeSet};

/// Areas in which the sum must stand.
const LEAST: usize = 2;
/// Rows of the longest table that is looked at.
const MOST: u32 = 400;

/// The column of such words and the one that stands beside every sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wholes {
    /// The column.
    pub column: u32,
    /// The word of the sums.
    pub word: String,
}

/// The column of a panel that breaks its areas down; `None` where there is none, or nothing proves which rows are the sums.
pub fn wholes(panel: &Panel, setting: &Setting<'_, '_>) -> Option<Wholes> {
    let block = &panel.block;
    let side = |of: Side| panel.columns.iter().find(move |column| column.role == Role::Side(of));
    let (area, open) = (side(Side::Area)?, side(Side::Open)?);
    if block.end_row - block.first_row > MOST || open.at < area.at {
        return None;
    }
    let text = |row: u32, column: u32| header_text(&setting.sheet.cell_through_merges(row, column));
    let mut groups: BTreeMap<String, Vec<(u32, String)>> = BTreeMap::new();
    let mut name = String::new();
    for row in block.first_row..block.end_row {
        let (own, word) = (text(row, area.at), text(row, open.at));
        if !own.is_empty() {
            name = own;
        }
        if !word.is_empty() {
            groups.entry(name.clone()).or_default().push((row, word));
        }
    }
    let all: BTreeSet<&String> = groups.values().flatten().map(|(_, word)| word).collect();
    if all.iter().any(|word| Label::of(word, &setting.context.known).fixes()) {
        return None;
    }
    let parted: Vec<&Vec<(u32, String)>> = groups.values().filter(|rows| rows.len() >= 3).collect();
    let sums_up = |rows: &&Vec<(u32, String)>, word: &str| sums_up(rows, word, (panel, setting));
    let mut fitting = all
        .into_iter()
        .filter(|word| parted.iter().all(|rows| sums_up(rows, word)));
    let found = fitting
        .next()
        .filter(|_| parted.len() >= LEAST && fitting.next().is_none())?;
    Some(Wholes {
        column: open.at,
        word: found.clone(),
    })
}

/// Whether the row of a word is the sum of all others, in every column of whole numbers.
fn sums_up(rows: &[(u32, String)], word: &str, (panel, setting): (&Panel, &Setting<'_, '_>)) -> bool {
    let mut sums = rows.iter().filter(|(_, own)| own == word);
    let (Some((sum, _)), None) = (sums.next(), sums.next()) else {
        return false;
    };
    let columns = panel.columns.iter().filter(|column| column.role == Role::Figures);
    let told: Vec<bool> = columns
        .filter_map(|column| {
            let count = |row: u32| number_in(&setting.sheet.cell(row, column.at)).filter(|count| count.fract() == 0.0);
            let parts = rows.iter().filter(|(row, _)| row != sum);
            let added: f64 = parts.map(|(row, _)| count(*row)).sum::<Option<f64>>()?;
            Some((added - count(*sum)?).abs() < 0.5)
        })
        .collect();
    !told.is_empty() && told.iter().all(|adds| *adds)
}
