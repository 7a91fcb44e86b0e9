//! Colours, strokes and sizes by meaning. Lengths are in points.

/// An opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// Text and edges of marks.
pub const INK: Colour = Colour(0x22, 0x22, 0x22);
/// Labels and usual points.
pub const INK_2: Colour = Colour(0x3D, 0x3D, 0x3D);
/// Limits, average, axis lines.
pub const INK_3: Colour = Colour(0x59, 0x59, 0x59);
/// The county's line behind a district's.
pub const CONTEXT: Colour = Colour(0x8C, 0x8C, 0x8C);
/// Leaders and hatching; never carries meaning alone.
pub const RULE: Colour = Colour(0xBF, 0xBF, 0xBF);
/// Gridlines.
pub const HAIR: Colour = Colour(0xE3, 0xE3, 0xE3);
/// The usual range in sparklines.
pub const BAND: Colour = Colour(0xE9, 0xE9, 0xE9);
/// The data line, and `better`.
pub const DARK_BLUE: Colour = Colour(0x12, 0x43, 0x6D);
/// Third shade of four.
pub const MID_BLUE: Colour = Colour(0x20, 0x73, 0xBC);
/// Bars; always with a dark blue edge.
pub const LIGHT_BLUE: Colour = Colour(0x6B, 0xAC, 0xE6);
/// Second shade of four; edged.
pub const PALE_BLUE_2: Colour = Colour(0xB8, 0xD5, 0xEF);
/// First shade of four; edged.
pub const PALE_BLUE: Colour = Colour(0xD6, 0xE6, 0xF5);
/// `Worse`; marks always edged in ink.
pub const ORANGE: Colour = Colour(0xF4, 0x6A, 0x25);
/// The target, and `unusual`.
pub const DARK_PINK: Colour = Colour(0x80, 0x16, 0x50);
/// Paper.
pub const WHITE: Colour = Colour(0xFF, 0xFF, 0xFF);

/// Width of drawings for a narrow screen, in points.
pub const NARROW: f64 = 216.0;
/// Text of a chart.
pub const TEXT: f64 = 9.0;
/// Least distance between the baselines of two labels.
pub const LABEL_STEP: f64 = TEXT * 1.12;
/// The data line.
pub const DATA_LINE: f64 = 1.5;
/// The average.
pub const AVERAGE_LINE: f64 = 1.0;
/// Limits; dashed.
pub const LIMIT_LINE: f64 = 0.9;
/// Dash and space of limits.
pub const LIMIT_DASH: (f64, f64) = (4.5, 3.0);
/// The target; round dots.
pub const TARGET_LINE: f64 = 1.5;
/// Dot and space of the target and of medians.
pub const DOTS: (f64, f64) = (1.1, 3.0);
/// Dash and space of a funnel's 95% limits.
pub const NEAR_LIMIT_DASH: (f64, f64) = (1.5, 2.2);
/// Dash and space of the frame of a box, and of a line that is not firm.
pub const BOX_DASH: (f64, f64) = (4.0, 3.0);
/// A district's line among small charts.
pub const SMALL_LINE: f64 = 1.7;
/// The line that others are seen against.
pub const CONTEXT_LINE: f64 = 1.5;
/// A likely range.
pub const RANGE_LINE: f64 = 1.5;
/// Length of a likely range's end bars.
pub const RANGE_END: f64 = 7.5;
/// The outline of a group's own tiles.
pub const OWN_OUTLINE: f64 = 2.2;
/// Axis and gridlines.
pub const AXIS_LINE: f64 = 0.75;
/// Across a usual point.
pub const POINT: f64 = 4.5;

/// Shades for up to four parts, from the first to the last; neighbours differ in grey as well.
pub fn part_shades(parts: usize) -> &'static [Colour] {
    match parts {
        0 | 1 => &[LIGHT_BLUE],
        2 => &[WHITE, DARK_BLUE],
        3 => &[WHITE, LIGHT_BLUE, DARK_BLUE],
        _ => &[WHITE, PALE_BLUE_2, MID_BLUE, DARK_BLUE],
    }
}

/// The fill of a shaded cell, 0 for none to 4 for the darkest, and the colour of text that can be read on it.
pub fn cell_shade(shade: u8) -> (Colour, Colour) {
    let fill = match shade {
        0 => WHITE,
        1 => PALE_BLUE,
        2 => PALE_BLUE_2,
        3 => LIGHT_BLUE,
        _ => DARK_BLUE,
    };
    (fill, on(fill))
}

/// The colour of text that can be read on a fill: ink or white.
pub fn on(fill: Colour) -> Colour {
    if fill == DARK_BLUE || fill == MID_BLUE {
        WHITE
    } else {
        INK
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}
