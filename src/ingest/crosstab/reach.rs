//! A label into the stretch of cells that it governs, so that what is said of the label is said at its figures.

use crate::ingest::crosstab::columns::{Panel, Role};
use crate::ingest::crosstab::survey::is_blank;
use crate::ingest::remarks::Stretch;
use crate::ingest::sheet::Sheet;

/// From a label to the last figure that it governs: along the row of a name, down the columns of a heading, over the whole table of a
/// title or of the tab.
pub fn reach(sheet: &Sheet, panel: &Panel, (row, column): (u32, u32)) -> Stretch {
    let (first, end) = (panel.block.first_row, panel.block.end_row);
    let figures = || {
        panel
            .columns
            .iter()
            .filter(|column| column.role == Role::Figures)
            .map(|column| column.at)
    };
    if (first..end).contains(&row) {
        let last_row = sheet.merge_at(row, column).map_or(row, |area| area.last_row);
        let filled = figures().filter(|at| !is_blank(&sheet.cell(row, *at)));
        return Stretch {
            first_column: column,
            first_row: row,
            last_row,
            last_column: filled.max().unwrap_or(column).max(column),
        };
    }
    if panel.block.band.contains(&row) {
        let last_column = sheet.merge_at(row, column).map_or(column, |area| area.last_column);
        let filled = (first..end)
            .rev()
            .find(|row| (column..=last_column).any(|at| !is_blank(&sheet.cell(*row, at))));
        return Stretch {
            first_column: column,
            first_row: row,
            last_row: filled.unwrap_or(row),
            last_column,
        };
    }
    let title_column = column.min(panel.columns.first().map_or(column, |column| column.at));
    Stretch {
        first_column: title_column,
        first_row: row.min(first),
        last_row: end.max(first + 1) - 1,
        last_column: figures().max().unwrap_or(column).max(column),
    }
}
