//! What a row must meet, held against its cells.

use crate::catalogue::{Condition, Shape, Test};
use crate::domain::Period;
use crate::measure::table::Table;
use chrono::NaiveDate;

/// The cells of one row, by column.
pub trait Cells {
    /// Whether anything stands in a column.
    fn is_filled(&self, column: &str) -> bool;
    /// The word that stands there.
    fn word(&self, column: &str) -> Option<&str>;
    /// The number that stands there.
    fn number(&self, column: &str) -> Option<f64>;
    /// The day that stands there.
    fn day(&self, column: &str) -> Option<NaiveDate>;
}

/// A row of a table.
struct RowOf<'t>(&'t Table, usize);

impl Cells for RowOf<'_> {
    fn is_filled(&self, column: &str) -> bool {
        self.0.is_filled(column, self.1)
    }

    fn word(&self, column: &str) -> Option<&str> {
        self.0.word(column, self.1)
    }

    fn number(&self, column: &str) -> Option<f64> {
        self.0.number(column, self.1)
    }

    fn day(&self, column: &str) -> Option<NaiveDate> {
        self.0.day(column, self.1)
    }
}

/// Whether a row bears on what a shape makes of rows: it counts in one of its numbers.
pub fn bears(shape: &Shape, cells: &impl Cells, period: Period) -> bool {
    let mut selections = shape.selections().into_iter();
    selections.any(|conditions| all_met(conditions, cells, period))
}

/// Whether a row meets every condition, for the quarter measured.
pub(super) fn meets(conditions: &[Condition], table: &Table, row: usize, period: Period) -> bool {
    all_met(conditions, &RowOf(table, row), period)
}

/// Whether a row meets every condition, for a quarter.
pub fn all_met(conditions: &[Condition], cells: &impl Cells, period: Period) -> bool {
    conditions.iter().all(|condition| meets_one(condition, cells, period))
}

fn meets_one(condition: &Condition, cells: &impl Cells, period: Period) -> bool {
    let filled = |column: &str| cells.is_filled(column);
    let column = match &condition.or_else {
        Some(other) if !filled(&condition.column) => other.as_str(),
        Some(_) | None => condition.column.as_str(),
    };
    let word = cells.word(column);
    let number = || cells.number(column);
    let day = || cells.day(column);
    match &condition.is {
        Test::Present => filled(column),
        Test::Absent => !filled(column),
        Test::OneOf(words) => word.is_some_and(|word| words.iter().any(|one| one == word)),
        Test::NotOneOf(words) => word.is_none_or(|word| words.iter().all(|one| one != word)),
        Test::AtLeast(least) => number().is_some_and(|number| number >= *least),
        Test::AtMost(most) => number().is_some_and(|number| number <= *most),
        Test::AtLeastShareOf { column: other, share } => number()
            .zip(cells.number(other))
            .is_some_and(|(number, of)| of > 0.0 && number >= share * of),
        Test::DiffersFrom(other) => word.zip(cells.word(other)).is_some_and(|(one, other)| one != other),
        Test::OnOrBefore(other) => day().zip(cells.day(other)).is_some_and(|(day, limit)| day <= limit),
        Test::InPeriod => day().is_some_and(|day| Period::of(day) == period),
        Test::BeforePeriodEnd => day().is_some_and(|day| day < period.last_day()),
    }
}
