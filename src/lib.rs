//! `paqa` turns the quarterly returns of a safeguarding board's agencies into evidence that the board can act on.
//!
//! The modules stand in the order in which the data travels. `ARCHITECTURE.md` has the rules that they keep.

pub mod stats;
pub mod domain;
pub mod catalogue;
pub mod board;
pub mod ingest;
pub mod store;
pub mod measure;
pub mod detect;
pub mod sift;
pub mod withhold;
pub mod chart;
pub mod report;
pub mod pipeline;
pub mod cli;
