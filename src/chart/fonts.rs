//! The fonts built into the program; nothing reads the fonts of the machine. Open Sans, Apache License 2.0.

/// Regular, semibold, bold and italic, as TrueType files.
pub const FONTS: [&[u8]; 4] = [
    include_bytes!("fonts/OpenSans-Regular.ttf"),
    include_bytes!("fonts/OpenSans-Semibold.ttf"),
    include_bytes!("fonts/OpenSans-Bold.ttf"),
    include_bytes!("fonts/OpenSans-Italic.ttf"),
];
