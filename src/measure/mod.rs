//! Rows and indicators into series. Must not judge.
