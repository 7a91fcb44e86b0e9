//! Rows under a name that is only near an indicator's, where another row of the table bears the indicator's own name: they are of
//! something else.

use crate::catalogue::Unit;
use crate::domain::CellState;
use crate::ingest::crosstab::Setting;
use crate::ingest::crosstab::figures::OPEN;
use crate::ingest::remarks::Remark;
use crate::ingest::rows::Row;
use std::collections::{BTreeMap, BTreeSet};

const NEAR: &str = "indicator-near-miss";
const UNKNOWN: &str = "label-unknown";

/// The cell of a label.
type At = (u32, u32);

/// Leaves out the rows whose near name a certain name denies, and says that their names were not understood after all.
pub(super) fn leave_near(rows: &mut Vec<Row>, remarks: &mut [Remark], setting: &Setting<'_, '_>) {
    let near: Vec<&Remark> = remarks.iter().filter(|remark| remark.kind == NEAR).collect();
    if near.is_empty() {
        return;
    }
    let is_near = |at: At| near.iter().any(|remark| holds(remark, at));
    let mut certain: BTreeMap<(String, String), Vec<&Row>> = BTreeMap::new();
    let mut doubtful: Vec<(At, &Row)> = Vec::new();
    for row in rows.iter() {
        match row.places.get("indicator") {
            Some(at) if is_near(*at) => doubtful.push((*at, row)),
            Some(_) => certain.entry(key_of(row, setting)).or_default().push(row),
            None => (),
        }
    }
    let denied = |(_, row): &&(At, &Row)| {
        let own = certain.get(&key_of(row, setting));
        let indicator = setting.context.known.catalogue.indicator(row.word("indicator"));
        let is_count = indicator.is_some_and(|indicator| indicator.unit == Unit::Count);
        own.is_some_and(|own| own.iter().any(|other| contradict(row, other, is_count)))
    };
    let left: BTreeSet<At> = doubtful.iter().filter(denied).map(|(at, _)| *at).collect();
    rows.retain(|row| row.places.get("indicator").is_none_or(|at| !left.contains(at)));
    for remark in remarks.iter_mut().filter(|remark| remark.kind == NEAR) {
        if left.iter().any(|at| holds(remark, *at)) {
            remark.kind = UNKNOWN;
            remark.treated_as = String::new();
        }
    }
}

/// Whether a remark is about a label: it reaches from the label over its figures.
fn holds(remark: &Remark, (row, column): At) -> bool {
    remark
        .at
        .is_some_and(|at| (at.first_row, at.first_column) == (row, column))
}

fn key_of(row: &Row, setting: &Setting<'_, '_>) -> (String, String) {
    (row.sender.clone(), row.key(setting.feed))
}

/// Whether two rows give different figures for one number: a count beside the percentage that it makes is another number, and a count
/// has but one.
fn contradict(row: &Row, other: &Row, is_count: bool) -> bool {
    let figures = |row: &Row| -> Vec<(String, Option<f64>, bool)> {
        let said = row.numbers.iter();
        said.filter(|(_, figure)| figure.reading.state != CellState::Blank)
            .map(|(name, figure)| (name.clone(), figure.reading.number, figure.marked_percent))
            .collect()
    };
    let (own, theirs) = (figures(row), figures(other));
    own.iter().any(|(name, number, is_share)| {
        theirs.iter().any(|(there, figure, share)| {
            let is_open = name.starts_with(OPEN) || there.starts_with(OPEN);
            let is_one = name == there || is_open || is_count;
            is_one && number != figure && is_share == share && number.zip(*figure).is_some()
        })
    })
}
