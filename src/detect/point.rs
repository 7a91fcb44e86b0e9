//! One position of a chart as the rules see it: where it stands to the centre and the limits, whatever made those.

use crate::domain::Side;

/// One position of a stretch between two restarts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// The value; `None` is a gap, which breaks every run and is never a zero.
    pub value: Option<f64>,
    /// The side of the centre; `None` on it, at a gap, or without a centre.
    pub side: Option<Side>,
    /// Strictly beyond a three-sigma limit, on that side.
    pub outside: bool,
    /// Strictly beyond a two-sigma line, on that side.
    pub close: bool,
}

#[cfg(test)]
impl Point {
    /// A stretch from a picture, one character a point: `.` on the centre, `_` a gap, `h` or `l` on a side, `H` or `L` beyond two
    /// sigma, `^` or `v` beyond the limits.
    pub fn stretch(picture: &str) -> Vec<Point> {
        let point = |(at, drawn): (usize, char)| {
            let (side, close, outside) = match drawn {
                'h' => (Some(Side::High), false, false),
                'l' => (Some(Side::Low), false, false),
                'H' => (Some(Side::High), true, false),
                'L' => (Some(Side::Low), true, false),
                '^' => (Some(Side::High), true, true),
                'v' => (Some(Side::Low), true, true),
                _ => (None, false, false),
            };
            let zigzag = if at % 2 == 0 { 0.0 } else { 0.5 };
            Point {
                value: (drawn != '_').then_some(zigzag),
                side,
                outside,
                close,
            }
        };
        picture.chars().enumerate().map(point).collect()
    }
}
