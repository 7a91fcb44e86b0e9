//! One connected part of a model as a system of movements: which other tables could a reader think of, if certain
//! cells were withheld, and which further cells would have to be withheld so that there are enough of them.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::withhold::matrix::Matrix;
use crate::withhold::model::{Model, Relation};
use crate::withhold::simplex::{Question, solve};

/// A cell that must keep several possible values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Target {
    /// The movable cell (a number of [`Movements`]).
    pub slot: usize,
    /// How many values must stay possible.
    pub need: u32,
}

/// Another table that keeps all relations: which movable cells differ from the truth, and by how much. Sorted.
pub type Alternative = Rc<Vec<(usize, f64)>>;

/// The movable cells of one connected part, numbered as slots, with the relations between them.
#[derive(Clone, Debug)]
pub struct Movements {
    /// The model's number of each slot's cell.
    pub cells: Vec<usize>,
    /// What withholding the slot's cell costs; 0 for a cell that no reader sees in any case.
    pub weight: Vec<f64>,
    /// Price of a unit of movement while searching.
    pub price: Vec<f64>,
    /// The cells to be protected.
    pub targets: Vec<Target>,
    /// How far the cell can fall before it reaches the least value a withheld cell can have.
    room_below: Vec<f64>,
    /// How far it can rise.
    room_above: Vec<f64>,
    matrix: Matrix,
}

/// A cell that may move, as the model knows it.
#[derive(Clone, Copy, Debug)]
pub struct Movable {
    /// The model's number.
    pub cell: usize,
    /// The true value.
    pub truth: f64,
    /// The bounds between which a reader would think of it, were it withheld.
    pub bounds: (f64, f64),
    /// See [`Movements::weight`].
    pub weight: f64,
    /// See [`Movements::price`].
    pub price: f64,
}

/// Movement of a withheld cell is nearly, not wholly, free: short ways are preferred.
const NEARLY_FREE: f64 = 1e-3;
/// Columns of a slot: up and down in the higher table, up and down in the lower table.
const COLUMNS: usize = 4;

impl Movements {
    /// The system of the given cells. Relations are all that touch these cells; all other cells stand still.
    pub fn new(model: &Model, movable: &[Movable], relations: &[&Relation]) -> Movements {
        let slots: BTreeMap<usize, usize> = movable.iter().enumerate().map(|(slot, it)| (it.cell, slot)).collect();
        let mut limits = Vec::new();
        let mut entries: Vec<Vec<(usize, f64)>> = vec![Vec::new(); movable.len()];
        for relation in relations {
            let moving: Vec<(usize, f64)> = relation
                .terms
                .iter()
                .filter_map(|(cell, factor)| Some((*slots.get(cell)?, *factor)))
                .collect();
            if moving.is_empty() {
                continue;
            }
            // By one measure, so that the row most violated is not always one with large coefficients.
            let largest = moving.iter().map(|(_, factor)| factor.abs()).fold(0.0, f64::max);
            moving
                .iter()
                .for_each(|(slot, factor)| entries[*slot].push((limits.len(), factor / largest)));
            let (low, high) = slack(model, relation);
            limits.push((low / largest, high / largest));
        }
        Movements {
            cells: movable.iter().map(|it| it.cell).collect(),
            weight: movable.iter().map(|it| it.weight).collect(),
            price: movable.iter().map(|it| it.price).collect(),
            targets: Vec::new(),
            room_below: movable.iter().map(|it| (it.truth - it.bounds.0).max(0.0)).collect(),
            room_above: movable.iter().map(|it| (it.bounds.1 - it.truth).max(0.0)).collect(),
            matrix: two_tables(&limits, &entries),
        }
    }

    /// Two tables between which a target has enough values, moving cheap cells only: the cheapest pair, if there is
    /// one. A price of infinity forbids a slot to move. The second result is the work that it took.
    pub fn widen(&self, target: Target, prices: &[f64]) -> (Option<[Alternative; 2]>, usize) {
        let mut work = 0;
        let mut at_least = f64::from(target.need) - 1.0;
        // Where a table moves by halves, whole values are fewer than the width says: ask for a little more.
        for _ in 0..3 {
            let (tables, steps) = self.widen_by(target.slot, at_least, prices);
            work += steps;
            let Some(tables) = tables else {
                return (None, work);
            };
            if values_between(&tables, target.slot) >= f64::from(target.need) {
                return (Some(tables), work);
            }
            at_least += 1.0;
        }
        (None, work)
    }

    fn widen_by(&self, slot: usize, at_least: f64, prices: &[f64]) -> (Option<[Alternative; 2]>, usize) {
        let (mut cost, mut upper) = (Vec::new(), Vec::new());
        for (other, &price) in prices.iter().enumerate() {
            // The small part that depends on the slot breaks ties the same way every time.
            let tie = NEARLY_FREE * (1.0 + (other * 7919 % 101) as f64 / 101.0);
            let may_move = price.is_finite();
            for _ in 0..2 {
                cost.extend([price + tie; 2]);
                upper.push(if may_move { self.room_above[other] } else { 0.0 });
                upper.push(if may_move { self.room_below[other] } else { 0.0 });
            }
        }
        let first = slot * COLUMNS;
        let extra = [(first, 1.0), (first + 1, -1.0), (first + 2, -1.0), (first + 3, 1.0)];
        let question = Question {
            cost: &cost,
            upper: &upper,
            extra: &extra,
            at_least,
        };
        let answer = solve(&self.matrix, &question);
        let tables = answer.solution;
        let tables = tables.map(|solution| [0, 1].map(|side| alternative(&solution, side)));
        (tables, answer.work + self.matrix.columns.len())
    }
}

/// How far a table moves a slot.
pub fn movement(table: &Alternative, slot: usize) -> f64 {
    table
        .binary_search_by_key(&slot, |(slot, _)| *slot)
        .map_or(0.0, |at| table[at].1)
}

/// The whole values between the greatest rise and the deepest fall of a slot among these tables.
pub fn values_between<'a>(tables: impl IntoIterator<Item = &'a Alternative>, slot: usize) -> f64 {
    let (mut rise, mut fall) = (0.0f64, 0.0f64);
    for table in tables {
        let by = movement(table, slot);
        rise = rise.max(by);
        fall = fall.min(by);
    }
    (rise + 1e-6).floor() + (1e-6 - fall).floor() + 1.0
}

/// How far movements may change a relation's sum: not at all where a member's value is unknown.
fn slack(model: &Model, relation: &Relation) -> (f64, f64) {
    let known = |(cell, factor): &(usize, f64)| Some(factor * model.cells[*cell].truth?);
    let sum: Option<f64> = relation.terms.iter().map(known).sum();
    sum.map_or((0.0, 0.0), |sum| {
        ((relation.low - sum).min(0.0), (relation.high - sum).max(0.0))
    })
}

fn two_tables(limits: &[(f64, f64)], entries: &[Vec<(usize, f64)>]) -> Matrix {
    let mut matrix = Matrix::new([limits, limits].concat());
    for column in entries {
        for side in 0..2 {
            for sign in [1.0, -1.0] {
                matrix.push(
                    column
                        .iter()
                        .map(|(row, factor)| (row + side * limits.len(), sign * factor))
                        .collect(),
                );
            }
        }
    }
    matrix
}

fn alternative(solution: &[(usize, f64)], side: usize) -> Alternative {
    let mut moves: BTreeMap<usize, f64> = BTreeMap::new();
    for &(column, value) in solution {
        if column % COLUMNS / 2 == side {
            let sign = if column % 2 == 0 { 1.0 } else { -1.0 };
            *moves.entry(column / COLUMNS).or_default() += sign * value;
        }
    }
    Rc::new(moves.into_iter().filter(|(_, by)| by.abs() > 1e-6).collect())
}
