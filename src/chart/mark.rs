//! Marks at points: shape tells as much as colour.

use crate::chart::palette::{DARK_BLUE, DARK_PINK, INK, INK_2, ORANGE, POINT, WHITE};
use crate::chart::plan::{At, Item, Plan, Stroke};
use crate::domain::PointMark;

/// Wide and high of a triangle, in points.
const TRIANGLE: (f64, f64) = (9.0, 8.3);
/// Corner to corner of a diamond.
const DIAMOND: f64 = 9.3;
/// Side of a square.
const SQUARE: f64 = 7.2;

/// Adds a mark centred at a place, `scale` times its size on A4.
pub fn push(plan: &mut Plan, mark: PointMark, (at, scale): (At, f64)) {
    let (x, y) = at;
    let edge = Stroke::solid(scale, INK);
    match mark {
        PointMark::Usual => plan.items.push(Item::Disc {
            at,
            radius: POINT / 2.0 * scale,
            fill: INK_2,
            edge: None,
        }),
        PointMark::WorseHigh => plan.items.push(Item::Shape {
            corners: triangle(at, -scale),
            fill: Some(ORANGE),
            edge: Some(edge),
        }),
        PointMark::WorseLow => plan.items.push(Item::Shape {
            corners: triangle(at, scale),
            fill: Some(ORANGE),
            edge: Some(edge),
        }),
        PointMark::Better => {
            let half = DIAMOND / 2.0 * scale;
            let corners = vec![(x, y - half), (x + half, y), (x, y + half), (x - half, y)];
            let edge = Some(Stroke::solid(0.75 * scale, WHITE));
            plan.items.push(Item::Shape {
                corners,
                fill: Some(DARK_BLUE),
                edge,
            });
        }
        PointMark::Unusual => {
            let half = SQUARE / 2.0 * scale;
            let edge = Some(Stroke::solid(1.8 * scale, DARK_PINK));
            plan.rectangle(((x - half, y - half), (x + half, y + half)), Some(WHITE), edge);
        }
    }
}

/// The corners of a triangle whose tip is below the centre for a positive scale, above for a negative one.
fn triangle((x, y): At, scale: f64) -> Vec<At> {
    let (half, high) = (TRIANGLE.0 / 2.0 * scale.abs(), TRIANGLE.1 * scale);
    vec![
        (x - half, y - high / 2.0),
        (x + half, y - high / 2.0),
        (x, y + high / 2.0),
    ]
}
