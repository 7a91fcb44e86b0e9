//! A briefing into files. Must not compute: it holds no raw number.

pub mod listing;
