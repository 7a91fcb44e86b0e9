//! Parses the command line, calls the pipeline, prints, and chooses the exit code.

fn main() {}
