//! A briefing into files. Must not compute: it holds no raw number.

pub mod document;
pub mod feedback;
pub mod listing;
pub mod page;
pub mod templates;
pub mod exception_paper;
pub mod pack;
pub mod publication;
pub mod sheets;

mod abbreviations;
mod drawing;
mod numbers;
mod pdf;
mod words;
