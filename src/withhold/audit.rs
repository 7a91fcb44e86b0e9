//! The exact audit: an interval and a verdict for every cell that a reader does not see.

use std::fmt;

use anyhow::bail;

use crate::withhold::cell::{CLOSE, Cell, Seen};
use crate::withhold::intruder::{End, Intruder};
use crate::withhold::model::Model;

/// When a cell counts as protected. This is the only definition of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standard {
    /// Counts from 1 to this are sensitive.
    pub largest_small: u32,
    /// Whole values that must stay possible for a sensitive cell: as many as the published rule itself leaves.
    pub values_needed: u32,
}

impl Standard {
    /// Whole values that must stay possible for this cell.
    pub fn needed_for(self, cell: &Cell) -> u32 {
        self.values_needed.max(cell.values_needed)
    }
}

/// What the publication leaves open about a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Number of the cell in the model.
    pub cell: usize,
    /// Least possible whole value.
    pub low: f64,
    /// Greatest possible whole value; may be infinite.
    pub high: f64,
    /// Whether the cell is, or could be, a small count.
    pub sensitive: bool,
    /// What follows.
    pub verdict: Verdict,
}

/// What follows from an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// One value is left of a sensitive cell.
    Exact,
    /// Too few values are left of a sensitive cell.
    Narrow,
    /// Enough values are left.
    Safe,
    /// Few values are left, none of them anybody's secret.
    Harmless,
}

impl Verdict {
    /// Whether publishing would disclose something.
    pub fn discloses(self) -> bool {
        matches!(self, Verdict::Exact | Verdict::Narrow)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Verdict::Exact => "EXACT",
            Verdict::Narrow => "NARROW",
            Verdict::Safe => "SAFE",
            Verdict::Harmless => "HARMLESS",
        })
    }
}

impl Interval {
    /// How many whole values are left; may be infinite.
    pub fn values(&self) -> f64 {
        (self.high - self.low + 1.0).max(0.0)
    }
}

/// The interval of every withheld and every implied cell. Fails if the figures contradict each other.
pub fn intervals(model: &Model, standard: Standard) -> anyhow::Result<Vec<Interval>> {
    let mut intruder = Intruder::new(model)?;
    let hidden = (0..model.cells.len()).filter(|cell| is_hidden(model.cells[*cell].seen));
    hidden
        .map(|cell| {
            let (low, high) = whole_interval(&mut intruder, cell, standard.needed_for(&model.cells[cell]))?;
            Ok(judge(model, cell, (low, high), standard))
        })
        .collect()
}

/// The cells that are disclosed; none if all is well. Answers the same question as [`intervals`] with less work: a
/// cell is passed over once enough values are seen to be possible.
pub fn disclosed(model: &Model, standard: Standard) -> anyhow::Result<Vec<Interval>> {
    let mut intruder = Intruder::new(model)?;
    let mut found = Vec::new();
    for cell in (0..model.cells.len()).filter(|cell| is_hidden(model.cells[*cell].seen)) {
        if model.cells[cell].sensitive == Some(false) || model.cells[cell].about_nobody {
            continue;
        }
        if enough(intruder.proved(cell), standard.needed_for(&model.cells[cell])) {
            continue;
        }
        let interval = judge(
            model,
            cell,
            whole_interval(&mut intruder, cell, standard.needed_for(&model.cells[cell]))?,
            standard,
        );
        if interval.verdict.discloses() {
            found.push(interval);
        }
    }
    Ok(found)
}

/// Stops with the name of the first cell that is disclosed.
pub fn require(model: &Model, standard: Standard) -> anyhow::Result<()> {
    match disclosed(model, standard)?.first() {
        None => Ok(()),
        Some(first) => {
            let cell = &model.cells[first.cell];
            let places = if cell.places.is_empty() {
                "implied".to_string()
            } else {
                cell.places.join(", ")
            };
            bail!(
                "the disclosure audit failed: {} ({places}) can be narrowed to {} to {}",
                cell.key,
                first.low,
                first.high
            )
        }
    }
}

fn is_hidden(seen: Seen) -> bool {
    match seen {
        Seen::Withheld { .. } | Seen::Unpublished => true,
        Seen::Unavailable | Seen::Between { .. } | Seen::Number(_) => false,
    }
}

fn enough((low, high): (f64, f64), needed: u32) -> bool {
    high - low + 1.0 >= f64::from(needed)
}

/// Linear bounds rounded inwards, and where that is near the limit, and not reached by a table of whole numbers, the
/// bounds of a small integer program. What the integer search cannot settle counts as not possible.
fn whole_interval(intruder: &mut Intruder, cell: usize, needed: u32) -> anyhow::Result<(f64, f64)> {
    let high = (intruder.linear(cell, End::Greatest)? + CLOSE).floor();
    let low = (intruder.linear(cell, End::Least)? - CLOSE).ceil();
    let near = high - low + 1.0 < 3.0 * f64::from(needed);
    if !near {
        return Ok((low, high));
    }
    let mut settled = |end: End, bound: f64| {
        if intruder.met_whole(cell, bound) {
            return bound;
        }
        let proved = intruder.whole(cell, end).map(f64::round);
        proved.unwrap_or(if end == End::Least {
            intruder.proved(cell).0
        } else {
            intruder.proved(cell).1
        })
    };
    Ok((settled(End::Least, low), settled(End::Greatest, high)))
}

fn judge(model: &Model, cell: usize, (low, high): (f64, f64), standard: Standard) -> Interval {
    let could_be_small = low <= f64::from(standard.largest_small) && high >= 1.0;
    let sensitive = !model.cells[cell].about_nobody && model.cells[cell].sensitive.unwrap_or(could_be_small);
    let verdict = if enough((low, high), standard.needed_for(&model.cells[cell])) {
        Verdict::Safe
    } else if !sensitive {
        Verdict::Harmless
    } else if high <= low {
        Verdict::Exact
    } else {
        Verdict::Narrow
    };
    Interval {
        cell,
        low,
        high,
        sensitive,
        verdict,
    }
}
