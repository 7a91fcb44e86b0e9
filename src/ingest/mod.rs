//! A file in the inbox into submissions: rows and findings.

pub mod sheet;
pub mod read;
pub mod privacy;
