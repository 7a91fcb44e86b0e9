//! The command line as types; their doc comments are the help. No logic.
