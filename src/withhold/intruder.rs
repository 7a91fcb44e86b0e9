//! A publication as an intruder solves it: for any cell, the least and the greatest value that all published figures
//! together still allow. Shares no code with the search for cells to withhold.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, SolveOptions};

use crate::withhold::cell::CLOSE;
use crate::withhold::model::{Model, Relation};

/// All that can be deduced; deductions are kept, so later questions are answered faster.
pub struct Intruder<'a> {
    model: &'a Model,
    bounds: Vec<(f64, f64)>,
    parts: Vec<Part>,
    home: BTreeMap<usize, (usize, usize)>,
}

/// Cells that are tied to each other by relations, and to no others.
struct Part {
    cells: Vec<usize>,
    rows: Vec<Row>,
    /// Least and greatest value of each cell in some table that fits everything.
    reached: Vec<(f64, f64)>,
    /// The same among tables of whole numbers only.
    reached_whole: Vec<(f64, f64)>,
}

struct Row {
    terms: Vec<(usize, f64)>,
    low: f64,
    high: f64,
}

/// Which end of the interval is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum End {
    /// The least possible value.
    Least,
    /// The greatest possible value.
    Greatest,
}

/// A whole number of branch-and-bound steps after which an integer question counts as open.
const NODE_LIMIT: u64 = 20_000;
/// Rounds of tightening before the linear programs; a table settles in two or three.
const ROUNDS: usize = 30;

impl<'a> Intruder<'a> {
    /// Reads a publication. Fails if the published figures contradict each other, naming a relation.
    pub fn new(model: &'a Model) -> anyhow::Result<Intruder<'a>> {
        let mut bounds: Vec<(f64, f64)> = model.cells.iter().map(|cell| cell.seen.bounds()).collect();
        for _ in 0..ROUNDS {
            let mut changed = false;
            for relation in &model.relations {
                changed |= tighten(relation, &mut bounds)
                    .with_context(|| format!("the published figures contradict each other in the {}", relation.name))?;
            }
            if !changed {
                break;
            }
        }
        let (parts, home) = split(model, &bounds);
        Ok(Intruder {
            model,
            bounds,
            parts,
            home,
        })
    }

    /// One end of the values that linear reasoning leaves a cell; infinite if nothing bounds it.
    pub fn linear(&mut self, cell: usize, end: End) -> anyhow::Result<f64> {
        let outer = pick(self.bounds[cell], end);
        let Some(&(part, local)) = self.home.get(&cell) else {
            return Ok(outer);
        };
        if same(pick(self.parts[part].reached[local], end), outer) {
            return Ok(outer);
        }
        match self.solve(part, local, (end, false)) {
            Ok(value) => Ok(value),
            Err(Error::Unbounded) => Ok(if end == End::Least {
                f64::NEG_INFINITY
            } else {
                f64::INFINITY
            }),
            Err(error) => Err(error)
                .with_context(|| format!("the figures around {} have no solution", self.model.cells[cell].key)),
        }
    }

    /// Whether a table of whole numbers with this value has been met.
    pub fn met_whole(&self, cell: usize, value: f64) -> bool {
        let Some(&(part, local)) = self.home.get(&cell) else {
            return true;
        };
        let (least, greatest) = self.parts[part].reached_whole[local];
        least <= value + CLOSE && value <= greatest + CLOSE
    }

    /// One end of the whole values that a cell can have; `None` if the bounded search did not settle it.
    pub fn whole(&mut self, cell: usize, end: End) -> Option<f64> {
        let &(part, local) = self.home.get(&cell)?;
        self.solve(part, local, (end, true)).ok()
    }

    /// The whole values of a cell that tables met so far prove possible, as least and greatest.
    pub fn proved(&self, cell: usize) -> (f64, f64) {
        match self.home.get(&cell) {
            Some(&(part, local)) => self.parts[part].reached_whole[local],
            None => self.bounds[cell],
        }
    }

    fn solve(&mut self, part: usize, local: usize, (end, whole): (End, bool)) -> Result<f64, Error> {
        let home = &mut self.parts[part];
        let direction = match end {
            End::Least => OptimizationDirection::Minimize,
            End::Greatest => OptimizationDirection::Maximize,
        };
        let mut problem = Problem::new(direction);
        let mut variables = Vec::with_capacity(home.cells.len());
        for (number, &cell) in home.cells.iter().enumerate() {
            let objective = if number == local { 1.0 } else { 0.0 };
            let (low, high) = self.bounds[cell];
            variables.push(if whole {
                problem.add_integer_var(
                    objective,
                    (whole_bound(low.ceil()), whole_bound((high + CLOSE).floor())),
                )
            } else {
                problem.add_var(objective, (low, high))
            });
        }
        for row in &home.rows {
            let terms: Vec<_> = row
                .terms
                .iter()
                .map(|(cell, factor)| (variables[*cell], *factor))
                .collect();
            if row.low == row.high {
                problem.add_constraint(&terms, ComparisonOp::Eq, row.low);
                continue;
            }
            if row.low.is_finite() {
                problem.add_constraint(&terms, ComparisonOp::Ge, row.low);
            }
            if row.high.is_finite() {
                problem.add_constraint(&terms, ComparisonOp::Le, row.high);
            }
        }
        let mut options = SolveOptions::default();
        options.node_limit = Some(NODE_LIMIT);
        let outcome = problem.solve_with(options)?;
        let settled = outcome.is_optimal();
        let Ok(solution) = outcome.into_solution() else {
            return Err(Error::InternalError("the integer search was not settled".to_string()));
        };
        let values: Vec<f64> = variables.iter().map(|variable| solution.var_value(*variable)).collect();
        home.remember(&values);
        if whole && !settled {
            return Err(Error::InternalError("the integer search was not settled".to_string()));
        }
        Ok(values[local])
    }
}

impl Part {
    fn remember(&mut self, values: &[f64]) {
        let whole = values.iter().all(|value| (value - value.round()).abs() < CLOSE);
        for (number, value) in values.iter().enumerate() {
            widen(&mut self.reached[number], *value);
            if whole {
                widen(&mut self.reached_whole[number], value.round());
            }
        }
    }
}

fn widen(range: &mut (f64, f64), value: f64) {
    *range = (range.0.min(value), range.1.max(value));
}

fn pick(range: (f64, f64), end: End) -> f64 {
    match end {
        End::Least => range.0,
        End::Greatest => range.1,
    }
}

fn same(one: f64, other: f64) -> bool {
    (one - other).abs() < CLOSE
}

/// A bound of an integer variable; what is open above is given room that no count of children reaches.
fn whole_bound(bound: f64) -> i32 {
    bound.clamp(-1e9, 1e9) as i32
}

/// Narrows each cell of a relation to what the others leave it; true if that changed anything.
fn tighten(relation: &Relation, bounds: &mut [(f64, f64)]) -> anyhow::Result<bool> {
    let ends = |&(cell, factor): &(usize, f64)| {
        let (low, high): (f64, f64) = bounds[cell];
        if factor > 0.0 {
            (factor * low, factor * high)
        } else {
            (factor * high, factor * low)
        }
    };
    let each: Vec<(f64, f64)> = relation.terms.iter().map(ends).collect();
    let mut changed = false;
    for (at, &(cell, factor)) in relation.terms.iter().enumerate() {
        let others = each.iter().enumerate().filter(|(other, _)| *other != at);
        let (least, most) = others.fold((0.0, 0.0), |sum, (_, ends)| (sum.0 + ends.0, sum.1 + ends.1));
        let (one, other) = ((relation.low - most) / factor, (relation.high - least) / factor);
        let (low, high) = (one.min(other), one.max(other));
        let old = bounds[cell];
        let new = (
            old.0.max(if low.is_nan() { old.0 } else { low }),
            old.1.min(if high.is_nan() { old.1 } else { high }),
        );
        if new.0 > new.1 + CLOSE * (1.0 + new.0.abs()) {
            bail!("one cell would have to be at least {} and at most {}", new.0, new.1);
        }
        let middle = (new.0 + new.1) / 2.0;
        let new = if new.1 - new.0 < CLOSE && new.0 != new.1 {
            (middle, middle)
        } else {
            new
        };
        changed |= new.0 > old.0 + CLOSE || new.1 < old.1 - CLOSE;
        bounds[cell] = new;
    }
    Ok(changed)
}

/// The cells that are not settled, grouped by the relations that tie them.
fn split(model: &Model, bounds: &[(f64, f64)]) -> (Vec<Part>, BTreeMap<usize, (usize, usize)>) {
    let open = |cell: usize| bounds[cell].0 < bounds[cell].1;
    let groups = crate::withhold::groups::groups(model, &open);
    let mut home = BTreeMap::new();
    let mut parts = Vec::new();
    for cells in groups {
        home.extend(
            cells
                .iter()
                .enumerate()
                .map(|(local, cell)| (*cell, (parts.len(), local))),
        );
        let nothing = vec![(f64::INFINITY, f64::NEG_INFINITY); cells.len()];
        parts.push(Part {
            cells,
            rows: Vec::new(),
            reached: nothing.clone(),
            reached_whole: nothing,
        });
    }
    for relation in &model.relations {
        let settled: f64 = relation
            .terms
            .iter()
            .filter(|(cell, _)| !open(*cell))
            .map(|(cell, factor)| factor * bounds[*cell].0)
            .sum();
        let live: Vec<(usize, f64)> = relation.terms.iter().copied().filter(|(cell, _)| open(*cell)).collect();
        let Some((part, _)) = live.first().and_then(|(cell, _)| home.get(cell)).copied() else {
            continue;
        };
        let terms = live
            .iter()
            .filter_map(|(cell, factor)| Some((home.get(cell)?.1, *factor)))
            .collect();
        parts[part].rows.push(Row {
            terms,
            low: relation.low - settled,
            high: relation.high - settled,
        });
    }
    (parts, home)
}
