//! What one numeric cell of a return turned out to be: exactly one of six states.

use std::fmt;
use std::str::FromStr;

/// The six states in which a numeric cell can end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CellState {
    /// A number.
    Number,
    /// Withheld by the sender, known to lie between bounds.
    Suppressed,
    /// The question does not apply.
    NotApplicable,
    /// The sender has no figure.
    NotAvailable,
    /// Nothing was written.
    Blank,
    /// Something was written that cannot be understood.
    Unreadable,
}

impl CellState {
    /// Every state.
    pub const ALL: [CellState; 6] = [
        CellState::Number,
        CellState::Suppressed,
        CellState::NotApplicable,
        CellState::NotAvailable,
        CellState::Blank,
        CellState::Unreadable,
    ];

    /// The word used in tables.
    pub fn word(self) -> &'static str {
        match self {
            CellState::Number => "number",
            CellState::Suppressed => "suppressed",
            CellState::NotApplicable => "not-applicable",
            CellState::NotAvailable => "not-available",
            CellState::Blank => "blank",
            CellState::Unreadable => "unreadable",
        }
    }
}

impl fmt::Display for CellState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}

impl FromStr for CellState {
    type Err = String;

    fn from_str(text: &str) -> Result<CellState, String> {
        CellState::ALL
            .into_iter()
            .find(|state| state.word() == text)
            .ok_or_else(|| format!("`{text}` is no cell state"))
    }
}

/// A numeric cell as read: its state, its number, and the bounds of a suppressed one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// Which of the six states.
    pub state: CellState,
    /// The number; `None` in every other state.
    pub number: Option<f64>,
    /// Least value of a suppressed cell; `None` in every other state.
    pub low: Option<f64>,
    /// Greatest value of a suppressed cell; `None` where nobody declared one, and in every other state.
    pub high: Option<f64>,
}

impl Reading {
    /// A number.
    pub fn number(value: f64) -> Reading {
        Reading {
            state: CellState::Number,
            number: Some(value),
            low: None,
            high: None,
        }
    }

    /// A suppressed cell between `low` and `high` (`None`: no upper bound is known).
    pub fn suppressed(low: f64, high: Option<f64>) -> Reading {
        Reading {
            state: CellState::Suppressed,
            number: None,
            low: Some(low),
            high,
        }
    }

    /// A state that carries no number.
    pub fn without_number(state: CellState) -> Reading {
        Reading {
            state,
            number: None,
            low: None,
            high: None,
        }
    }
}
