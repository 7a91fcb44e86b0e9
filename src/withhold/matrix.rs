//! The table of a linear program, by its columns and by its rows.

/// `minimise cost x` with `low <= A x <= high` and `0 <= x <= upper`.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// For each column, its rows and coefficients.
    pub columns: Vec<Vec<(usize, f64)>>,
    /// For each row, its columns and coefficients.
    pub rows: Vec<Vec<(usize, f64)>>,
    /// For each row, the least and greatest value of its sum.
    pub limits: Vec<(f64, f64)>,
}

impl Matrix {
    /// An empty system with these row limits.
    pub fn new(limits: Vec<(f64, f64)>) -> Matrix {
        Matrix {
            columns: Vec::new(),
            rows: vec![Vec::new(); limits.len()],
            limits,
        }
    }

    /// Adds a column.
    pub fn push(&mut self, entries: Vec<(usize, f64)>) {
        for &(row, coefficient) in &entries {
            self.rows[row].push((self.columns.len(), coefficient));
        }
        self.columns.push(entries);
    }
}
