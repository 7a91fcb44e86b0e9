//! What a row must meet, held against its cells.

use crate::catalogue::{Condition, Test};
use crate::domain::Period;
use crate::measure::table::Table;

/// Whether a row meets every condition, for the quarter measured.
pub(super) fn meets(conditions: &[Condition], table: &Table, row: usize, period: Period) -> bool {
    conditions
        .iter()
        .all(|condition| meets_one(condition, table, row, period))
}

fn meets_one(condition: &Condition, table: &Table, row: usize, period: Period) -> bool {
    let filled = |column: &str| table.is_filled(column, row);
    let column = match &condition.or_else {
        Some(other) if !filled(&condition.column) => other.as_str(),
        Some(_) | None => condition.column.as_str(),
    };
    let word = table.word(column, row);
    let number = || table.number(column, row);
    let day = || table.day(column, row);
    match &condition.is {
        Test::Present => filled(column),
        Test::Absent => !filled(column),
        Test::OneOf(words) => word.is_some_and(|word| words.iter().any(|one| one == word)),
        Test::NotOneOf(words) => word.is_none_or(|word| words.iter().all(|one| one != word)),
        Test::AtLeast(least) => number().is_some_and(|number| number >= *least),
        Test::AtMost(most) => number().is_some_and(|number| number <= *most),
        Test::AtLeastShareOf { column: other, share } => number()
            .zip(table.number(other, row))
            .is_some_and(|(number, of)| of > 0.0 && number >= share * of),
        Test::DiffersFrom(other) => word
            .zip(table.word(other, row))
            .is_some_and(|(one, other)| one != other),
        Test::OnOrBefore(other) => day()
            .zip(table.day(other, row))
            .is_some_and(|(day, limit)| day <= limit),
        Test::InPeriod => day().is_some_and(|day| Period::of(day) == period),
        Test::BeforePeriodEnd => day().is_some_and(|day| day < period.last_day()),
    }
}
