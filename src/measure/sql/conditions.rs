//! What a row must meet, as an SQL condition; a cell of which nothing is known meets none, except where absence is asked for.

use crate::catalogue::{Condition, Test};
use crate::measure::sql::cells::Cells;
use crate::measure::sql::words::{last_day_of, list, quarter_of};

/// All conditions together, over rows that carry their `quarter`.
pub(super) fn all(conditions: &[Condition], cells: Cells<'_>) -> String {
    let each: Vec<String> = conditions.iter().map(|condition| one(condition, cells)).collect();
    if each.is_empty() {
        "1 = 1".to_string()
    } else {
        each.join(" AND ")
    }
}

fn one(condition: &Condition, cells: Cells<'_>) -> String {
    let column = condition.column.as_str();
    let either = |of: &dyn Fn(&str) -> String| match &condition.or_else {
        Some(other) => format!(
            "CASE WHEN {} THEN {} ELSE {} END",
            cells.filled(column),
            of(column),
            of(other)
        ),
        None => of(column),
    };
    let word = || either(&|column| cells.word(column));
    let number = || either(&|column| cells.number(column));
    let day = || either(&|column| cells.day(column));
    match &condition.is {
        Test::Present => match &condition.or_else {
            Some(other) => format!("({} OR {})", cells.filled(column), cells.filled(other)),
            None => cells.filled(column),
        },
        Test::Absent => match &condition.or_else {
            Some(other) => format!("NOT ({} OR {})", cells.filled(column), cells.filled(other)),
            None => format!("NOT ({})", cells.filled(column)),
        },
        Test::OneOf(words) => format!("{} IN {}", word(), list(words)),
        Test::NotOneOf(words) => format!("COALESCE({}, '') NOT IN {}", word(), list(words)),
        Test::AtLeast(least) => format!("{} >= {least:?}", number()),
        Test::AtMost(most) => format!("{} <= {most:?}", number()),
        Test::AtLeastShareOf { column: other, share } => {
            let of = cells.number(other);
            format!("{of} > 0 AND {} >= {share:?} * {of}", number())
        }
        Test::DiffersFrom(other) => format!("{} <> {}", word(), cells.word(other)),
        Test::OnOrBefore(other) => format!("{} <= {}", day(), cells.day(other)),
        Test::InPeriod => format!("{} = quarter", quarter_of(&format!("({})", day()))),
        Test::BeforePeriodEnd => format!("{} < {}", day(), last_day_of("quarter")),
    }
}
