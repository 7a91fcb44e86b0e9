//! What is shown into SVG. Must not read or decide.
//!
//! Each kind of chart makes a [`plan::Plan`], which is what tests compare; `draw` turns any plan into SVG text.

pub mod bars;
pub mod captioned;
pub mod compared;
pub mod draw;
pub mod dumbbell;
pub mod fonts;
pub mod funnel;
pub mod key;
mod kind;
pub mod labels;
pub mod mark;
pub mod multiples;
pub mod palette;
pub mod plan;
pub mod png;
pub mod quarters;
pub mod range_bars;
pub mod scale;
pub mod series;
pub mod sparkline;
pub mod spc;
mod spc_labels;
mod spc_marks;
pub mod stacked;
pub mod text;
pub mod tiles;

pub use kind::{narrow_plan_of, plan_of};
