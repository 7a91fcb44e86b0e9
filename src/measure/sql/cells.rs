//! The columns of a feed's table as SQL expressions: words, days, numbers and what a numeric cell leaves open.

use crate::catalogue::{Feed, Holds};
use crate::measure::sql::words::name;

/// A feed whose columns are asked for.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a>(pub &'a Feed);

impl Cells<'_> {
    /// Whether the table has a column.
    pub(super) fn has(&self, column: &str) -> bool {
        column == "sender" || self.0.column(column).is_some()
    }

    fn is_number(&self, column: &str) -> bool {
        self.0.column(column).is_some_and(|column| column.holds.is_number())
    }

    fn is_date(&self, column: &str) -> bool {
        self.0.column(column).is_some_and(|column| column.holds == Holds::Date)
    }

    /// The columns of the table that a column of the feed is made of.
    pub(super) fn parts(&self, column: &str) -> Vec<String> {
        match (self.has(column), self.is_number(column)) {
            (false, _) => vec![],
            (true, false) => vec![name(column)],
            (true, true) => ["", "_state", "_low", "_high"]
                .map(|part| name(&format!("{column}{part}")))
                .to_vec(),
        }
    }

    /// The word of a cell; null when it is empty.
    pub(super) fn word(&self, column: &str) -> String {
        let cell = name(column);
        match (self.has(column), self.is_number(column) || self.is_date(column)) {
            (false, _) => "CAST(NULL AS VARCHAR)".to_string(),
            (true, true) => format!("CAST({cell} AS VARCHAR)"),
            (true, false) => format!("CASE WHEN {cell} <> '' THEN {cell} END"),
        }
    }

    /// The day of a cell as `2026-08-31`; null when there is none.
    pub(super) fn day(&self, column: &str) -> String {
        match self.is_date(column) {
            true => self.word(column),
            false => format!(
                "CASE WHEN {0} LIKE '____-__-__%' THEN SUBSTR({0}, 1, 10) END",
                name(column)
            ),
        }
    }

    /// Whether something stands in a cell.
    pub(super) fn filled(&self, column: &str) -> String {
        match self.is_number(column) {
            true => format!("{} IS NOT NULL", name(column)),
            false => format!("{} IS NOT NULL", self.word(column)),
        }
    }

    /// The number of a cell; null when there is none.
    pub(super) fn number(&self, column: &str) -> String {
        match self.is_number(column) {
            true => name(column),
            false => format!("TRY_CAST({} AS DOUBLE)", self.word(column)),
        }
    }

    /// The least that a numeric cell can be; null where nothing is known of it.
    pub(super) fn low(&self, column: &str) -> String {
        let [cell, state, low, _] = self.of_number(column);
        format!("CASE WHEN {state} = 'number' THEN {cell} WHEN {state} = 'suppressed' THEN COALESCE({low}, 0.0) END")
    }

    /// The most that a numeric cell can be; null where nothing is known of it, or nobody declared a bound.
    pub(super) fn high(&self, column: &str) -> String {
        let [cell, state, low, high] = self.of_number(column);
        format!(
            "CASE WHEN {state} = 'number' THEN {cell} WHEN {state} = 'suppressed' AND {high} < COALESCE({low}, 0.0) \
             THEN COALESCE({low}, 0.0) WHEN {state} = 'suppressed' THEN {high} END"
        )
    }

    fn of_number(&self, column: &str) -> [String; 4] {
        ["", "_state", "_low", "_high"].map(|part| name(&format!("{column}{part}")))
    }
}
