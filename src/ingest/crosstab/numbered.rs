//! Columns of numbers that are no figures: the numbers of lines; and one that is, though its heading is the word for a time.

use crate::ingest::crosstab::columns::{Column, Contents, Role, Side};
use crate::ingest::crosstab::references::heads_line_numbers;
use crate::ingest::crosstab::times::month_of;

/// A column left of all names that numbers its rows, be it with gaps, is no figure where figures stand right of the names.
pub(super) fn without_row_numbers(columns: &mut [Column], contents: &[Contents]) {
    let is_name = |column: &Column| matches!(column.role, Role::Side(side) if side != Side::Period);
    let first_names = columns.iter().position(is_name).unwrap_or(0);
    let has_figures = columns[first_names..].iter().any(|column| column.role == Role::Figures);
    for (column, contents) in columns.iter_mut().zip(contents).take(first_names) {
        let head = column.stack.last();
        let fixes = head.is_some_and(|head| head.label.fixes());
        let numbers_lines = || head.is_some_and(|head| heads_line_numbers(&head.text));
        let is_number = contents.counts_up || has_figures && !fixes && (contents.rises || numbers_lines());
        if matches!(column.role, Role::Figures | Role::Side(Side::Period)) && contents.figures > 0 && is_number {
            column.role = Role::Nothing;
        }
    }
    // `1`, `2a`, `2b`: lines with letters.
    let lettered = |text: &String| text.len() <= 4 && text.starts_with(|letter: char| letter.is_ascii_digit());
    let next_is_name = columns.get(1).is_some_and(is_name);
    if let (Some(column), Some(contents)) = (columns.first_mut(), contents.first()) {
        let headed = column.stack.last().is_some_and(|head| heads_line_numbers(&head.text));
        let numbers = !contents.texts.is_empty() && contents.texts.iter().all(lettered);
        if headed && numbers && next_is_name && has_figures && matches!(column.role, Role::Side(_) | Role::Figures) {
            column.role = Role::Nothing;
        }
    }
}

/// Between months a column headed `Quarter` holds figures, not times.
pub(super) fn quarters_beside_months(columns: &mut [Column], contents: &[Contents]) {
    let is_month = |column: &&Column| {
        let text = column.head().map(|head| head.text.as_str());
        column.role == Role::Figures && text.is_some_and(|text| month_of(text).is_some())
    };
    if columns.iter().filter(is_month).count() < 2 {
        return;
    }
    let first = columns.iter().position(|column| is_month(&column)).unwrap_or(0);
    for (column, contents) in columns.iter_mut().zip(contents).skip(first) {
        if column.role == Role::Side(Side::Period) && contents.figures > 0 && contents.words == 0 {
            column.role = Role::Figures;
        }
    }
}
