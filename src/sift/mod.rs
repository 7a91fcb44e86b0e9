//! Verdicts into what the sub-committee must hear. Must not compute limits.
