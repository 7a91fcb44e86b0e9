//! Values for cells that even the publisher does not know, so that a search can move them: any that fit the relations do.

use std::collections::BTreeMap;

use crate::withhold::groups::groups;
use crate::withhold::matrix::Matrix;
use crate::withhold::model::Model;
use crate::withhold::simplex::{Question, solve};

/// One relation among unknown cells: terms by slot, and what is left for them.
type Row = (Vec<(usize, f64)>, (f64, f64));

/// The model with a possible value in place of each unknown one, where there is any. Only for searching: the audit never
/// sees these values.
pub fn with_supposed_truths(model: &Model) -> Model {
    let mut supposed = model.clone();
    let unknown = |cell: usize| model.cells[cell].truth.is_none();
    let groups = groups(model, &unknown);
    let home: BTreeMap<usize, (usize, usize)> = groups
        .iter()
        .enumerate()
        .flat_map(|(group, cells)| cells.iter().enumerate().map(move |(slot, cell)| (*cell, (group, slot))))
        .collect();
    let mut rows: Vec<Vec<Row>> = vec![Vec::new(); groups.len()];
    for relation in &model.relations {
        let Some(&(group, _)) = relation.terms.iter().find_map(|(cell, _)| home.get(cell)) else {
            continue;
        };
        let known = |(cell, factor): &(usize, f64)| Some(factor * model.cells[*cell].truth?);
        let sum: f64 = relation.terms.iter().filter_map(known).sum();
        let terms = relation
            .terms
            .iter()
            .filter_map(|(cell, factor)| Some((home.get(cell)?.1, *factor)))
            .collect();
        rows[group].push((terms, (relation.low - sum, relation.high - sum)));
    }
    for (cells, rows) in groups.iter().zip(&rows) {
        for (cell, value) in cells.iter().zip(fitting(cells.len(), rows).unwrap_or_default()) {
            supposed.cells[*cell].truth = Some(value);
        }
    }
    supposed
}

/// The smallest values that fit the rows.
fn fitting(cells: usize, rows: &[Row]) -> Option<Vec<f64>> {
    let mut entries: Vec<Vec<(usize, f64)>> = vec![Vec::new(); cells];
    for (row, (terms, _)) in rows.iter().enumerate() {
        terms
            .iter()
            .for_each(|(cell, factor)| entries[*cell].push((row, *factor)));
    }
    let mut matrix = Matrix::new(rows.iter().map(|(_, limits)| *limits).collect());
    entries.into_iter().for_each(|column| matrix.push(column));
    let (cost, upper) = (vec![1.0; cells], vec![f64::INFINITY; cells]);
    let question = Question {
        cost: &cost,
        upper: &upper,
        extra: &[],
        at_least: f64::NEG_INFINITY,
    };
    let mut values = vec![0.0; cells];
    solve(&matrix, &question)
        .solution?
        .into_iter()
        .for_each(|(cell, value)| values[cell] = value);
    Some(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_parts_get_values_that_add_up() {
        let rows = [
            (vec![(0, 1.0), (1, 1.0)], (7.0, 7.0)),
            (vec![(1, 1.0), (2, -1.0)], (2.0, f64::INFINITY)),
        ];
        let values = fitting(3, &rows).unwrap();
        assert_eq!(values[0] + values[1], 7.0);
        assert!(values[1] - values[2] >= 2.0);
        assert_eq!(fitting(1, &[(vec![(0, 1.0)], (-2.0, -1.0))]), None);
    }
}
