//! Verdicts into a briefing: what the sub-committee must hear, in which order and words. Must not compute limits.

mod alt;
mod attach;
mod briefing;
mod compare;
mod concern;
mod coverage;
mod evidence;
mod faults;
mod grid;
mod memory;
mod movement;
mod number;
mod performance;
mod restated;
mod score;
mod sentence;
#[cfg(test)]
mod sentence_tests;
mod story;
mod withhold;

pub use briefing::briefing;
pub use coverage::{missing, returns};
pub use evidence::{Arrival, Due, Evidence, Reconsidered};
pub use memory::Quarter;
