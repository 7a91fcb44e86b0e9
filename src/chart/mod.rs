//! What is shown into SVG. Must not read or decide.
//!
//! Each kind of chart makes a [`plan::Plan`], which is what tests compare; `draw` turns any plan into SVG text.

pub mod draw;
pub mod fonts;
pub mod labels;
pub mod mark;
pub mod palette;
pub mod plan;
pub mod png;
pub mod scale;
pub mod sparkline;
pub mod spc;
pub mod bars;
pub mod picture;
