//! What is shown into SVG. Must not read or decide.
