//! The statistics against the figures of other people's software: every number and every flag that the peers give.

mod table;

mod attribute;
mod funnel;
mod intervals;
mod special;
mod tests_and_tails;
mod xmr;
