//! A linear program whose costs are not negative, to its cheapest solution: a dual simplex in product form.
//!
//! Every variable starts at 0 and only the one extra row is violated, so each step repairs one row and reaches one
//! row further: for tables this is a shortest-path search, and it ends after a few dozen steps whatever the table's
//! size. Where shares tie cells, a thousand steps may be needed, so the inverse is made anew now and then. Method: Lemke
//! 1954; product form of the inverse: Dantzig and Orchard-Hays 1954.

use crate::withhold::matrix::Matrix;

/// What changes from one solve to the next over the same [`Matrix`].
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// Cost of each column; not negative.
    pub cost: &'a [f64],
    /// Greatest value of each column; 0 leaves the column out.
    pub upper: &'a [f64],
    /// One further row: its columns and coefficients.
    pub extra: &'a [(usize, f64)],
    /// The least value of that row's sum.
    pub at_least: f64,
}

/// The answer, and how much work it was.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Column and value of each column that is not 0; `None` when no solution exists (or none was found in
    /// [`STEP_LIMIT`] steps, which is treated alike: what is not shown to be protected is not protected).
    pub solution: Option<Vec<(usize, f64)>>,
    /// Entries that were looked at.
    pub work: usize,
}

/// A bound on the steps of one solve, far above what tables need.
pub const STEP_LIMIT: usize = 3000;
/// Steps after which the inverse is made anew, before its factors grow longer than the basis itself.
const STEPS_A_BASIS: usize = 48;
const FEASIBLE: f64 = 1e-7;
const PIVOT: f64 = 1e-9;

/// Solves one question.
pub fn solve(matrix: &Matrix, question: &Question) -> Answer {
    let mut state = State::new(matrix, question);
    for step in 1..=STEP_LIMIT {
        let Some((row, outside)) = state.most_violated() else {
            let solution = Some(state.solution());
            let work = state.work;
            return Answer { solution, work };
        };
        if !state.step(row, outside) {
            break;
        }
        if step % STEPS_A_BASIS == 0 && !state.factorise() {
            break;
        }
    }
    let work = state.work;
    Answer { solution: None, work }
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Low,
    High,
    Basic,
}

/// One factor of the inverse of the basis: the identity but for one column.
struct Factor {
    row: usize,
    pivot: f64,
    rest: Vec<(usize, f64)>,
}

/// Columns are numbered: first the structural ones, then one slack a row with `A x + slack = 0`.
struct State<'a> {
    matrix: &'a Matrix,
    question: &'a Question<'a>,
    bounds: Vec<(f64, f64)>,
    reduced: Vec<f64>,
    place: Vec<Place>,
    head: Vec<usize>,
    basic: Vec<f64>,
    factors: Vec<Factor>,
    /// How far a unit of each basic variable is from a unit of its row (Devex: Harris 1973, in its dual form).
    weights: Vec<f64>,
    work: usize,
}

impl<'a> State<'a> {
    fn new(matrix: &'a Matrix, question: &'a Question<'a>) -> State<'a> {
        let (columns, rows) = (matrix.columns.len(), matrix.rows.len() + 1);
        let structural = question.upper.iter().map(|upper| (0.0, *upper));
        let slack = matrix.limits.iter().map(|(low, high)| (-high, -low));
        let extra = [(f64::NEG_INFINITY, -question.at_least)];
        State {
            matrix,
            question,
            bounds: structural.chain(slack).chain(extra).collect(),
            reduced: question
                .cost
                .iter()
                .copied()
                .chain(std::iter::repeat_n(0.0, rows))
                .collect(),
            place: [vec![Place::Low; columns], vec![Place::Basic; rows]].concat(),
            head: (columns..columns + rows).collect(),
            basic: vec![0.0; rows],
            factors: Vec::new(),
            weights: vec![1.0; columns + rows],
            work: 0,
        }
    }

    /// The row whose basic variable is furthest outside its bounds by its weight, and by how much (negative: below).
    fn most_violated(&self) -> Option<(usize, f64)> {
        let mut worst: Option<(usize, f64, f64)> = None;
        for (row, (&value, &column)) in self.basic.iter().zip(&self.head).enumerate() {
            let (low, high) = self.bounds[column];
            let outside = if value < low - FEASIBLE {
                value - low
            } else if value > high + FEASIBLE {
                value - high
            } else {
                continue;
            };
            let size = outside * outside / self.weights[column];
            if worst.is_none_or(|(_, _, most)| size > most) {
                worst = Some((row, outside, size));
            }
        }
        worst.map(|(row, outside, _)| (row, outside))
    }

    /// Repairs one row; false when that is impossible, which proves that there is no solution.
    fn step(&mut self, row: usize, outside: f64) -> bool {
        let tableau = self.tableau_row(row);
        let in_factors: usize = self.factors.iter().map(|factor| factor.rest.len()).sum();
        self.work += in_factors + tableau.len() + self.basic.len();
        let Some((entering, slope)) = self.entering(&tableau, outside) else {
            return false;
        };
        let ratio = self.reduced[entering] / slope;
        for &(column, value) in &tableau {
            self.reduced[column] -= ratio * value;
        }
        let leaving = self.head[row];
        self.reduced[leaving] = -ratio;
        self.reduced[entering] = 0.0;
        self.pivot(row, entering, outside);
        true
    }

    /// The columns outside the basis with their entries in one row of the tableau.
    fn tableau_row(&self, row: usize) -> Vec<(usize, f64)> {
        let mut weights = vec![0.0; self.basic.len()];
        weights[row] = 1.0;
        let mut touched = vec![row];
        for factor in self.factors.iter().rev() {
            let before = weights[factor.row];
            let taken: f64 = factor.rest.iter().map(|(other, value)| weights[*other] * value).sum();
            let after = (before - taken) / factor.pivot;
            if before == 0.0 && after != 0.0 {
                touched.push(factor.row);
            }
            weights[factor.row] = after;
        }
        touched.sort_unstable();
        touched.dedup();
        let mut sums = vec![0.0; self.matrix.columns.len()];
        let mut found = Vec::new();
        for &row in touched.iter().filter(|row| weights[**row].abs() > PIVOT) {
            let entries = self.matrix.rows.get(row).map_or(self.question.extra, Vec::as_slice);
            for &(column, coefficient) in entries.iter().filter(|entry| self.bounds[entry.0].1 > 0.0) {
                if sums[column] == 0.0 {
                    found.push(column);
                }
                sums[column] += weights[row] * coefficient;
            }
        }
        found.sort_unstable();
        found.dedup();
        let structural = found.into_iter().map(|column| (column, sums[column]));
        let slack = touched
            .iter()
            .map(|row| (self.matrix.columns.len() + row, weights[*row]));
        let outside_basis = |entry: &(usize, f64)| self.place[entry.0] != Place::Basic && entry.1.abs() > PIVOT;
        structural.chain(slack).filter(outside_basis).collect()
    }

    /// The column that repairs the row at the least rise of cost; among equals the one with the greatest entry.
    fn entering(&self, tableau: &[(usize, f64)], outside: f64) -> Option<(usize, f64)> {
        let mut best: Option<(usize, f64, f64)> = None;
        for &(column, value) in tableau {
            let (low, high) = self.bounds[column];
            let rises = value * outside.signum();
            let helps = match self.place[column] {
                Place::Low => rises > 0.0,
                Place::High => rises < 0.0,
                Place::Basic => false,
            };
            if !helps || low == high {
                continue;
            }
            let ratio = (self.reduced[column] / value).abs();
            let better = best.is_none_or(|(_, slope, least)| {
                ratio < least - PIVOT || (ratio <= least + PIVOT && value.abs() > slope.abs() + PIVOT)
            });
            if better {
                best = Some((column, value, ratio));
            }
        }
        best.map(|(column, slope, _)| (column, slope))
    }

    /// Brings a column into the basis in the place of the row's basic variable, which goes to its nearer bound.
    fn pivot(&mut self, row: usize, entering: usize, outside: f64) {
        let column = self.transformed(entering);
        let pivot = column[row];
        let move_by = outside / pivot;
        let start = match self.place[entering] {
            Place::Low | Place::Basic => self.bounds[entering].0,
            Place::High => self.bounds[entering].1,
        };
        let weight = self.weights[self.head[row]] / (pivot * pivot);
        for (other, value) in column.iter().enumerate().filter(|(_, value)| **value != 0.0) {
            self.basic[other] -= move_by * value;
            let own = &mut self.weights[self.head[other]];
            *own = own.max(value * value * weight);
        }
        self.weights[entering] = weight.max(1.0);
        self.basic[row] = start + move_by;
        self.place[self.head[row]] = if outside < 0.0 { Place::Low } else { Place::High };
        self.place[entering] = Place::Basic;
        self.head[row] = entering;
        self.push_factor(row, &column);
    }

    /// The entries of a column, a slack's included.
    fn entries(&self, column: usize) -> Vec<(usize, f64)> {
        let own = self.matrix.columns.get(column);
        let mut entries = own.map_or_else(|| vec![(column - self.matrix.columns.len(), 1.0)], Vec::clone);
        let extra = self.question.extra.iter().filter(|(extra, _)| *extra == column);
        entries.extend(extra.map(|(_, value)| (self.matrix.rows.len(), *value)));
        entries
    }

    /// A column times the inverse of the basis.
    fn transformed(&self, column: usize) -> Vec<f64> {
        let mut dense = vec![0.0; self.basic.len()];
        self.entries(column)
            .into_iter()
            .for_each(|(row, value)| dense[row] = value);
        self.times_inverse(&mut dense);
        dense
    }

    fn times_inverse(&self, dense: &mut [f64]) {
        for factor in &self.factors {
            let value = dense[factor.row] / factor.pivot;
            if value != 0.0 {
                factor.rest.iter().for_each(|(row, rest)| dense[*row] -= rest * value);
            }
            dense[factor.row] = value;
        }
    }

    /// Makes the inverse of the present basis anew, with as few factors as it has columns, and with it the basic values.
    /// False when rounding has left no basis.
    fn factorise(&mut self) -> bool {
        let columns = self.matrix.columns.len();
        let (slacks, waiting): (Vec<usize>, Vec<usize>) = self.head.iter().partition(|column| **column >= columns);
        let mut free = vec![true; self.head.len()];
        for slack in slacks {
            free[slack - columns] = false;
            self.head[slack - columns] = slack;
        }
        self.factors.clear();
        let entries: Vec<Vec<(usize, f64)>> = waiting.iter().map(|column| self.entries(*column)).collect();
        let mut open: Vec<usize> = (0..waiting.len()).collect();
        while !open.is_empty() {
            // The column with the fewest entries left to clear keeps the factors short.
            let left = |at: &usize| entries[open[*at]].iter().filter(|(row, _)| free[*row]).count();
            let at = (0..open.len()).min_by_key(left).unwrap_or(0);
            let entering = waiting[open.swap_remove(at)];
            let column = self.transformed(entering);
            let rows = (0..column.len()).filter(|row| free[*row]);
            let Some(row) = rows.max_by(|one, other| column[*one].abs().total_cmp(&column[*other].abs())) else {
                return false;
            };
            if column[row].abs() < PIVOT {
                return false;
            }
            free[row] = false;
            self.head[row] = entering;
            self.push_factor(row, &column);
        }
        self.work += self.head.len() * self.factors.len();
        self.basic = self.values_of_basis();
        true
    }

    /// What the basic variables are, given the bounds at which all others stand.
    fn values_of_basis(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.head.len()];
        for (column, place) in self.place.iter().enumerate() {
            let value = match place {
                Place::Basic => continue,
                Place::Low => self.bounds[column].0,
                Place::High => self.bounds[column].1,
            };
            if value != 0.0 {
                let entries = self.entries(column).into_iter();
                entries.for_each(|(row, factor)| sums[row] -= factor * value);
            }
        }
        self.times_inverse(&mut sums);
        sums
    }

    fn push_factor(&mut self, row: usize, column: &[f64]) {
        let others = column.iter().copied().enumerate();
        let rest = others
            .filter(|(other, value)| *other != row && value.abs() > 1e-12)
            .collect();
        let pivot = column[row];
        self.factors.push(Factor { row, pivot, rest });
    }

    fn solution(&self) -> Vec<(usize, f64)> {
        let mut values = Vec::new();
        for column in 0..self.matrix.columns.len() {
            if self.place[column] == Place::High && self.bounds[column].1 > 0.0 {
                values.push((column, self.bounds[column].1));
            }
        }
        for (&column, &value) in self.head.iter().zip(&self.basic) {
            if column < self.matrix.columns.len() && value.abs() > FEASIBLE {
                values.push((column, value));
            }
        }
        values.sort_by_key(|(column, _)| *column);
        values
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cheapest_way_round_a_table_is_found() {
        // Rows 0 and 1 keep two sums; column 0 is forced up, and columns 1 to 3 can take up the change.
        let mut matrix = Matrix::new(vec![(0.0, 0.0); 2]);
        for entries in [
            vec![(0, 1.0)],
            vec![(0, -1.0), (1, 1.0)],
            vec![(0, -1.0)],
            vec![(1, -1.0)],
        ] {
            matrix.push(entries);
        }
        let ask = |upper: [f64; 4]| {
            let question = Question {
                cost: &[0.0, 1.0, 5.0, 1.0],
                upper: &upper,
                extra: &[(0, 1.0)],
                at_least: 4.0,
            };
            solve(&matrix, &question).solution
        };
        assert_eq!(ask([9.0; 4]), Some(vec![(0, 4.0), (1, 4.0), (3, 4.0)]));
        assert_eq!(
            ask([9.0, 3.0, 9.0, 9.0]),
            Some(vec![(0, 4.0), (1, 3.0), (2, 1.0), (3, 3.0)])
        );
        assert_eq!(ask([9.0, 3.0, 0.0, 9.0]), None);
    }
}
