//! Series into verdicts. Pure: no files, clock or randomness. Must not rank.
