//! The key above a chart, where direct labels do not fit.

use crate::chart::palette::*;
use crate::chart::plan::{Anchor, Plan, Stroke};
use crate::chart::text::{fitted, text_width};

/// What stands before the words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Swatch {
    /// A filled box.
    Fill(Colour),
    /// A hatched box.
    Hatch,
    /// An open circle.
    Open,
    /// A filled circle.
    Filled,
    /// An orange tick.
    Tick,
}

/// From a swatch's left edge to its words.
const BEFORE_WORDS: f64 = 13.0;
/// From words to the next swatch.
const AFTER_WORDS: f64 = 12.0;
/// From one row of a key to the next.
pub const ROW: f64 = 14.0;

/// How many rows the entries take in a width.
pub fn rows(entries: &[(Swatch, &str)], width: f64) -> usize {
    places(entries, width).last().map_or(0, |(row, _)| row + 1)
}

/// Row and distance from the left of each entry.
fn places(entries: &[(Swatch, &str)], width: f64) -> Vec<(usize, f64)> {
    let (mut row, mut at) = (0, 0.0);
    let mut places = Vec::new();
    for (_, words) in entries {
        let wide = BEFORE_WORDS + text_width(&shortened(words, width), TEXT, false);
        if at > 0.0 && at + wide > width {
            (row, at) = (row + 1, 0.0);
        }
        places.push((row, at));
        at += wide + AFTER_WORDS;
    }
    places
}

fn shortened(words: &str, width: f64) -> String {
    fitted(words, (width - BEFORE_WORDS).max(0.0), (TEXT, false))
}

/// Adds the entries from a place on, in rows no wider than a width.
pub fn push(plan: &mut Plan, (left, middle): (f64, f64), entries: &[(Swatch, &str)], width: f64) {
    for ((swatch, words), (row, along)) in entries.iter().zip(places(entries, width)) {
        let (x, y) = (left + along, middle + row as f64 * ROW);
        push_swatch(plan, *swatch, (x, y));
        plan.label((x + BEFORE_WORDS, y), shortened(words, width), (Anchor::Start, INK));
    }
}

fn push_swatch(plan: &mut Plan, swatch: Swatch, (x, y): (f64, f64)) {
    let corners = ((x + 0.5, y - 4.0), (x + 9.5, y + 4.0));
    let edge = Some(Stroke::solid(1.0, DARK_BLUE));
    let circle = |fill| crate::chart::plan::Item::Disc {
        at: (x + 5.0, y),
        radius: 3.8,
        fill,
        edge: Some(Stroke::solid(1.5, INK_2)),
    };
    match swatch {
        Swatch::Fill(colour) => plan.rectangle(corners, Some(colour), edge),
        Swatch::Hatch => {
            plan.hatch(corners);
            plan.rectangle(corners, None, Some(Stroke::solid(AXIS_LINE, INK_3)));
        }
        Swatch::Open => plan.items.push(circle(WHITE)),
        Swatch::Filled => plan.items.push(circle(DARK_BLUE)),
        Swatch::Tick => {
            let corners = ((x + 3.5, y - 5.0), (x + 6.5, y + 5.0));
            plan.rectangle(corners, Some(ORANGE), Some(Stroke::solid(0.75, INK)));
        }
    }
}
