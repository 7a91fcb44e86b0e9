//! One position of a chart as the rules see it: where it stands to the centre and the limits, whatever made those.

pub use crate::stats::xmr::Place as Point;

/// A stretch from a picture, one character a point: `.` on the centre, `_` a gap, `h` or `l` on a side, `H` or `L` beyond two
/// sigma, `^` or `v` beyond the limits.
#[cfg(test)]
pub(super) fn stretch(picture: &str) -> Vec<Point> {
    use crate::stats::xmr::Side;
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
