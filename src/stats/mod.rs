//! Arithmetic on numbers: centres, intervals, limits, tests. Must not know what is being counted.

pub mod special;
pub mod centre;
pub mod intervals;
pub mod standardised;
pub mod groups;
pub mod count_tails;
pub mod two_period;
pub mod multiple;
pub mod runs;
pub mod xmr;
pub mod attribute;
pub mod funnel;
pub mod exception;
