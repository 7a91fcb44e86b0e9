//! Submissions into Delta tables and back. Must not know what a row means.
