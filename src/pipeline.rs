//! One quarter, from inbox to paper: the only file that knows every stage.
