//! The files of `schemas/` that are built into the program, in the order in which papers list what they declare.

macro_rules! files {
    ($($path:literal,)*) => {
        &[$(($path, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/", $path)))),*]
    };
}

/// Path below `schemas/` and text. A test holds that no file is left out.
pub(super) const BUILT_IN: &[(&str, &str)] = files!["policy.toml",];
