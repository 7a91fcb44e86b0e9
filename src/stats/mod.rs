//! Arithmetic on numbers: centres, intervals, limits, tests. Must not know what is being counted.
