//! Districts as tiles in three shades, placed roughly as on the map, into a plan.

use crate::chart::key::{self, Swatch};
use crate::chart::palette::*;
use crate::chart::plan::{Anchor, At, Plan, Stroke};
use crate::chart::scale::written;
use crate::chart::text::{fitted, text_width};
use crate::domain::{Missing, Shown, TileDrawn, TilesDrawn};

/// Wide and high, in points, where the key takes one row.
pub const SIZE: (f64, f64) = (254.0, 197.0);
/// Largest tile.
const LARGEST: (f64, f64) = (84.0, 48.0);
/// Between two tiles, so that an outline does not hide its neighbour.
const BETWEEN: f64 = 2.4;
/// The smallest letters on any paper, for names that do not fit else.
const SMALLEST: f64 = 8.5;
/// From the edge of a tile to its words.
const EDGE: f64 = 3.0;
/// Size of the figure in a tile.
const FIGURE: f64 = 12.0;

/// The tiles; `None` when there is none.
pub fn plan(drawn: &TilesDrawn) -> Option<Plan> {
    let columns = drawn.tiles.iter().map(|tile| tile.at.0).max()? as f64 + 1.0;
    let rows = drawn.tiles.iter().map(|tile| tile.at.1).max()? as f64 + 1.0;
    let words = key_words(drawn);
    let entries: Vec<(Swatch, &str)> = words.iter().map(|(swatch, words)| (*swatch, words.as_str())).collect();
    let top = key::ROW * key::rows(&entries, SIZE.0 - 2.0) as f64 + 5.0;
    let (wide, high) = (
        ((SIZE.0 - 2.0) / columns).min(LARGEST.0),
        ((SIZE.1 - key::ROW - 5.0) / rows).clamp(34.0, LARGEST.1),
    );
    let mut plan = Plan::sized(SIZE.0, top + rows * high + 2.0);
    key::push(&mut plan, (1.0, 7.0), &entries, SIZE.0 - 2.0);
    let corners = |tile: &TileDrawn| {
        let from = (1.0 + f64::from(tile.at.0) * wide, top + f64::from(tile.at.1) * high);
        let from = (from.0 + BETWEEN / 2.0, from.1 + BETWEEN / 2.0);
        (from, (from.0 + wide - BETWEEN, from.1 + high - BETWEEN))
    };
    for tile in &drawn.tiles {
        push_tile(&mut plan, (tile, corners(tile)), drawn.breaks);
    }
    for tile in drawn.tiles.iter().filter(|tile| tile.own) {
        let (from, to) = corners(tile);
        if shade(&tile.figure, drawn.breaks) == Some(DARK_BLUE) {
            // Ink on the darkest shade is no outline without a light line between.
            let inner = ((from.0 + 1.6, from.1 + 1.6), (to.0 - 1.6, to.1 - 1.6));
            plan.rectangle(inner, None, Some(Stroke::solid(1.0, WHITE)));
        }
        plan.rectangle((from, to), None, Some(Stroke::solid(OWN_OUTLINE, INK)));
    }
    Some(plan)
}

/// The shade of a figure: white, light or dark by the two breaks; `None` where no number may be drawn.
fn shade(figure: &Shown, (second, third): (f64, f64)) -> Option<Colour> {
    let value = figure.drawn()?;
    Some(match value {
        value if value >= third => DARK_BLUE,
        value if value >= second => LIGHT_BLUE,
        _ => WHITE,
    })
}

/// What the shades and marks on this chart mean.
fn key_words(drawn: &TilesDrawn) -> Vec<(Swatch, String)> {
    let (second, third) = (written(drawn.breaks.0, drawn.unit), written(drawn.breaks.1, drawn.unit));
    let mut words = vec![
        (Swatch::Fill(WHITE), format!("under {second}")),
        (Swatch::Fill(LIGHT_BLUE), format!("{second} to under {third}")),
        (Swatch::Fill(DARK_BLUE), format!("{third} or more")),
    ];
    let marks: std::collections::BTreeSet<Missing> = drawn
        .tiles
        .iter()
        .filter_map(|tile| match tile.figure {
            Shown::Mark(missing) => Some(missing),
            Shown::Number { .. } | Shown::Range { .. } => None,
        })
        .collect();
    if !marks.is_empty() {
        let marks: Vec<&str> = marks.into_iter().map(Missing::mark).collect();
        words.push((Swatch::Hatch, marks.join(" ")));
    }
    words
}

fn push_tile(plan: &mut Plan, (tile, (from, to)): (&TileDrawn, (At, At)), breaks: (f64, f64)) {
    let fill = shade(&tile.figure, breaks);
    if fill.is_none() {
        plan.hatch((from, to));
    }
    plan.rectangle((from, to), fill, Some(Stroke::solid(1.0, INK_3)));
    let colour = fill.map_or(INK, on);
    // As much room at the right, where an outline may run, as at the left.
    let room = to.0 - from.0 - 2.0 * EDGE;
    let middle = (from.1 + to.1) / 2.0;
    let sizes = [(TEXT, tile.own), (SMALLEST, tile.own), (SMALLEST, false)];
    let has_room = |(size, bold): &(f64, bool)| text_width(&tile.name, *size, *bold) <= room;
    let style = sizes.into_iter().find(has_room).unwrap_or((SMALLEST, false));
    let name = fitted(&tile.name, room, style);
    plan.write((from.0 + EDGE, middle - 10.0), name, (Anchor::Start, colour, style));
    if fill.is_none() {
        plan.with_halo();
    }
    let figure = fitted(&tile.figure.to_string(), room, (FIGURE, true));
    plan.write(
        (from.0 + EDGE, middle + 7.0),
        figure,
        (Anchor::Start, colour, (FIGURE, true)),
    );
    if fill.is_none() {
        plan.with_halo();
    }
}
