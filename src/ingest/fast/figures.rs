//! The figures of a long file into their states and numbers, each as the ordinary reader would read it.

use crate::catalogue::Unit;
use crate::domain::{CellState, Reading};
use crate::ingest::cells::{self, Ask, CellReading, Kind};
use crate::ingest::context::FileContext;
use crate::ingest::extract::{kind_for, tidy_end};
use crate::ingest::fast::scan::{BLANK, FIGURES, ODD, Scanned, Slot};
use crate::ingest::legend::Legend;
use crate::ingest::remarks::Remark;
use crate::ingest::words::bounds::read_share;
use std::collections::{BTreeMap, BTreeSet};

/// The three figures of every line.
#[derive(Debug, Default)]
pub struct Figures {
    /// For each line the state of each figure; `None` where its row has no such figure.
    pub state: [Vec<Option<CellState>>; 3],
    /// The bounds of the suppressed ones, by line and place.
    pub bounds: BTreeMap<(u32, u8), (Option<f64>, Option<f64>)>,
    /// Lines of which a figure says itself that it is a percentage.
    pub marked: BTreeSet<u32>,
    /// What was read otherwise than at face value.
    pub remarks: Vec<Remark>,
}

/// Reads the figures of every line. `units` are those of the lines' indicators. A number that is written oddly is put into
/// `scanned` beside the others. `None` where thousands are parted: whether that is said depends on the whole table.
pub fn read(scanned: &mut Scanned<'_>, units: &[Unit], context: &FileContext<'_>) -> Option<Figures> {
    let mut figures = Figures::default();
    let mut known: BTreeMap<(u16, u8), CellReading> = BTreeMap::new();
    let legend = Legend::default();
    for (place, name) in FIGURES.iter().enumerate() {
        let Some(column) = scanned.column(Slot::Figure(place)) else {
            figures.state[place] = vec![None; scanned.len()];
            continue;
        };
        let mut states = Vec::with_capacity(scanned.len());
        for (line, unit) in units.iter().enumerate() {
            let code = scanned.code[place][line];
            let kind = kind_for(*unit, name);
            if code == BLANK {
                states.push(Some(CellState::Blank));
                continue;
            }
            let thousands = kind == Kind::Part && code == 3;
            if code == 0 || code < BLANK && kind != Kind::Count && !thousands {
                states.push(Some(CellState::Number));
                continue;
            }
            let text = scanned.cell(line, column);
            if text.contains(',') || is_share(scanned, (line, place), (*unit, text)) {
                return None;
            }
            let ask = Ask {
                kind,
                text_file: true,
                separates: false,
                legend: &legend,
                habits: context.habits(),
                catalogue: context.known.catalogue,
            };
            let read = match code < ODD {
                // A count with a fraction.
                true => &cells::read_text(text, &ask),
                false => known
                    .entry((code, kind as u8))
                    .or_insert_with(|| cells::read_text(text, &ask)),
            };
            figures.take((line, place, column), read, text);
            scanned.number[place][line] = read.reading.number.unwrap_or_default();
            states.push(Some(read.reading.state));
        }
        figures.state[place] = states;
    }
    Some(figures)
}

/// Whether a cell alone holds a count, its base and its percentage, which the ordinary reader takes apart.
fn is_share(scanned: &Scanned<'_>, (line, place): (usize, usize), (unit, text): (Unit, &str)) -> bool {
    let others = (0..FIGURES.len()).filter(|other| *other != place);
    let is_empty = |other: usize| scanned.code[other].get(line).is_none_or(|code| *code == BLANK);
    unit == Unit::Percent && read_share(text).is_some() && others.into_iter().all(is_empty)
}

impl Figures {
    fn take(&mut self, (line, place, column): (usize, usize, u32), read: &CellReading, text: &str) {
        for (kind, treated_as) in &read.remarks {
            let remark = Remark::on_cell(kind, ("", line as u32 + 1, column), tidy_end(text));
            self.remarks
                .push(remark.taken_as(treated_as.as_str()).about("dashboard"));
        }
        if read.reading.state == CellState::Suppressed {
            self.bounds
                .insert((line as u32, place as u8), (read.reading.low, read.reading.high));
        }
        if read.marked_percent {
            self.marked.insert(line as u32);
        }
    }

    /// One figure as read; `None` where its row has none.
    pub fn reading(&self, scanned: &Scanned<'_>, (line, place): (usize, usize)) -> Option<Reading> {
        let state = self.state[place][line]?;
        Some(match state {
            CellState::Number => Reading::number(scanned.number[place][line]),
            CellState::Suppressed => {
                let bounds = self.bounds.get(&(line as u32, place as u8));
                let (low, high) = bounds.copied().unwrap_or((Some(0.0), None));
                Reading {
                    low,
                    high,
                    ..Reading::without_number(CellState::Suppressed)
                }
            }
            other => Reading::without_number(other),
        })
    }

    /// The number of a figure, if it is one.
    pub fn number(&self, scanned: &Scanned<'_>, (line, place): (usize, usize)) -> Option<f64> {
        (self.state[place][line] == Some(CellState::Number)).then(|| scanned.number[place][line])
    }
}
